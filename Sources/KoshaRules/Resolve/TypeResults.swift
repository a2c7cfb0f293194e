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
    let field = ValueType.Field(key, arguments[2].type)
    if let index = fields.firstIndex(where: { $0.name == key }) {
      fields[index] = field
    } else {
      fields.append(field)
    }
    return .context(fields)
  }
}
