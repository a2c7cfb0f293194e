// A built-in function and the types of its arguments in, a closer type of its result out, where the one declared for
// the overload says less than the arguments do.

enum TypeResults {
  /// The type of a call's result; `declared` where the arguments tell no more.
  ///
  /// The arguments stand in the order of the parameters.
  static func type(
    of function: String, _ arguments: [ResolvedExpression], declared: ValueType
  ) -> ValueType {
    guard let first = arguments.first?.type else { return declared }
    switch function {
    case "min", "max":
      return arguments.count == 1 ? first.elementType : join(arguments.map(\.type))
    case "sublist", "remove", "reverse", "distinct values", "sort":
      return .list(first.elementType)
    case "append":
      return .list(join([first.elementType] + arguments.dropFirst().map(\.type)))
    case "concatenate", "union":
      return .list(join(arguments.map(\.type.elementType)))
    case "insert before", "list replace":
      return arguments.count == 3 ? .list(first.elementType.joined(with: arguments[2].type)) : declared
    case "flatten":
      return .list(leaf(of: first))
    case "context put":
      return put(arguments) ?? declared
    case "get value":
      return value(arguments) ?? declared
    case "get entries":
      guard let fields = first.fields, !fields.isEmpty else { return declared }
      return .list(.context([.init("key", .string), .init("value", join(fields.map(\.type)))]))
    case "context merge":
      return merged(arguments[0]) ?? declared
    case "context":
      return made(arguments[0]) ?? declared
    default:
      return declared
    }
  }

  private static func join(_ types: [ValueType]) -> ValueType {
    types.reduce(.null) { $0.joined(with: $1) }
  }

  /// The type of what stands in no further list.
  private static func leaf(of type: ValueType) -> ValueType {
    var type = type
    while case .list(let element) = type { type = element }
    return type
  }

  /// A context with one entry set, whose name is written out.
  private static func put(_ arguments: [ResolvedExpression]) -> ValueType? {
    guard arguments.count == 3, case .context(var fields) = arguments[0].type,
      case .constant(.string(let key)) = arguments[1].form
    else { return nil }
    set(ValueType.Field(key, arguments[2].type), in: &fields)
    return .context(fields)
  }

  /// The entry of a context whose name is written out.
  private static func value(_ arguments: [ResolvedExpression]) -> ValueType? {
    guard arguments.count == 2, case .constant(.string(let key)) = arguments[1].form else { return nil }
    return arguments[0].type.fields?.first { $0.name == key }?.type
  }

  /// The entries of all contexts of a list that is written out; of one name the last.
  private static func merged(_ list: ResolvedExpression) -> ValueType? {
    guard case .list(let members) = list.form else { return nil }
    var merged: [ValueType.Field] = []
    for member in members {
      guard case .context(let fields) = member.type else { return nil }
      for field in fields { set(field, in: &merged) }
    }
    return .context(merged)
  }

  /// The context of entries that are written out, each a `{key: …, value: …}`.
  private static func made(_ list: ResolvedExpression) -> ValueType? {
    guard case .list(let members) = list.form else { return nil }
    var fields: [ValueType.Field] = []
    for member in members {
      guard case .context(let entries) = member.form,
        case .constant(.string(let key))? = entries.first(where: { $0.name == "key" })?.value.form,
        let value = entries.first(where: { $0.name == "value" })?.value, !fields.contains(where: { $0.name == key })
      else { return nil }
      fields.append(.init(key, value.type))
    }
    return .context(fields)
  }

  private static func set(_ field: ValueType.Field, in fields: inout [ValueType.Field]) {
    if let index = fields.firstIndex(where: { $0.name == field.name }) {
      fields[index] = field
    } else {
      fields.append(field)
    }
  }
}
