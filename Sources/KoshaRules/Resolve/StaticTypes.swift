// What the static types of operands allow (DMN 1.5 §10.3.2.3, tables 50–60).

/// The kind of a type: what decides whether an operator can ever be defined for it.
enum TypeKind: Hashable {
  case string, number, boolean, date, time, dateAndTime, daysAndTimeDuration, yearsAndMonthsDuration
  case list, context, range, function

  var isOrdered: Bool {
    switch self {
    case .boolean, .list, .context, .range, .function: false
    default: true
    }
  }
}

extension ValueType {
  /// The kind, nil where the type does not tell.
  var kind: TypeKind? {
    switch self {
    case .any, .null: nil
    case .string, .enumeration: .string
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .time: .time
    case .dateAndTime: .dateAndTime
    case .daysAndTimeDuration: .daysAndTimeDuration
    case .yearsAndMonthsDuration: .yearsAndMonthsDuration
    case .list: .list
    case .context, .document: .context
    case .range: .range
    case .function: .function
    }
  }

  /// The entries of a context that the type names, nil for what is no context.
  var fields: [Field]? {
    switch self {
    case .context(let fields): fields
    case .document: ValueType.documentFields
    default: nil
    }
  }

  /// The type of the members of a list; a single value is a list of itself.
  var elementType: ValueType {
    switch self {
    case .list(let element): element
    default: self
    }
  }

  /// Whether a value of this type can be one of another; false only where it certainly cannot.
  func mayBe(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (.list(let own), .list(let wanted)): return own.mayBe(wanted)
    case (.range(let own), .range(let wanted)): return own.mayBe(wanted)
    case (.enumeration(let own), .enumeration(let wanted)): return own.contains(where: wanted.contains)
    case (.context(let own), .context(let wanted)):
      return own.allSatisfy { field in wanted.first { $0.name == field.name }.map { field.type.mayBe($0.type) } ?? true
      }
    default: break
    }
    guard let kind, let wanted = other.kind else { return true }
    return kind == wanted
  }

  /// As `mayBe`, with the implicit conversions of arguments: a single value and a list of one, a date and its midnight
  /// (§10.3.2.9.4).
  func mayBeArgument(of other: ValueType) -> Bool {
    if mayBe(other) { return true }
    switch (self, other) {
    case (.date, .dateAndTime): return true
    case (.list(let element), _) where other.kind != .list: return element.mayBe(other)
    case (_, .list(let element)) where kind != .list: return mayBe(element)
    default: return false
    }
  }

  /// The type that holds the values of both.
  package func joined(with other: ValueType) -> ValueType {
    if self == other { return self }
    switch (self, other) {
    case (.null, _): return other
    case (_, .null): return self
    case (.enumeration(let own), .enumeration(let theirs)):
      return .enumeration(own + theirs.filter { !own.contains($0) })
    case (.enumeration, .string), (.string, .enumeration): return .string
    case (.list(let own), .list(let theirs)): return .list(own.joined(with: theirs))
    case (.range(let own), .range(let theirs)): return .range(own.joined(with: theirs))
    case (.context(let own), .context(let theirs)): return ValueType.joined(own, theirs)
    default: return .any
    }
  }

  /// The context that both are; anything where one has an entry that the other lacks.
  private static func joined(_ own: [Field], _ theirs: [Field]) -> ValueType {
    guard own.count == theirs.count else { return .any }
    var fields: [Field] = []
    for field in own {
      guard let other = theirs.first(where: { $0.name == field.name }) else { return .any }
      fields.append(Field(field.name, field.type.joined(with: other.type)))
    }
    return .context(fields)
  }
}

extension ArithmeticOperator {
  /// The type of the result; nil where the operator is defined for no such operands, `.any` where that is not known.
  func resultType(_ left: TypeKind?, _ right: TypeKind?) -> ValueType? {
    guard let left, let right else { return knownHalf(left ?? right) }
    switch self {
    case .add: return ArithmeticOperator.sum(left, right) ?? ArithmeticOperator.sum(right, left)
    case .subtract: return ArithmeticOperator.difference(left, right)
    case .multiply:
      switch (left, right) {
      case (.number, .number): return .number
      case (.daysAndTimeDuration, .number), (.number, .daysAndTimeDuration): return .daysAndTimeDuration
      case (.yearsAndMonthsDuration, .number), (.number, .yearsAndMonthsDuration): return .yearsAndMonthsDuration
      default: return nil
      }
    case .divide:
      switch (left, right) {
      case (.number, .number), (.daysAndTimeDuration, .daysAndTimeDuration),
        (.yearsAndMonthsDuration, .yearsAndMonthsDuration):
        return .number
      case (.daysAndTimeDuration, .number): return .daysAndTimeDuration
      case (.yearsAndMonthsDuration, .number): return .yearsAndMonthsDuration
      default: return nil
      }
    case .power: return left == .number && right == .number ? .number : nil
    }
  }

  /// One operand is of unknown type.
  private func knownHalf(_ known: TypeKind?) -> ValueType? {
    switch known {
    case nil: self == .power ? .number : .any
    case .boolean, .list, .context, .range, .function: nil
    case .string: self == .add ? .string : nil
    case .number:
      switch self {
      case .add, .subtract, .power: .number
      case .multiply, .divide: .any
      }
    default: self == .power ? nil : .any
    }
  }

  private static func sum(_ left: TypeKind, _ right: TypeKind) -> ValueType? {
    switch (left, right) {
    case (.number, .number): .number
    case (.string, .string): .string
    case (.daysAndTimeDuration, .daysAndTimeDuration): .daysAndTimeDuration
    case (.yearsAndMonthsDuration, .yearsAndMonthsDuration): .yearsAndMonthsDuration
    case (.date, .daysAndTimeDuration), (.date, .yearsAndMonthsDuration): .date
    case (.dateAndTime, .daysAndTimeDuration), (.dateAndTime, .yearsAndMonthsDuration): .dateAndTime
    case (.time, .daysAndTimeDuration): .time
    default: nil
    }
  }

  private static func difference(_ left: TypeKind, _ right: TypeKind) -> ValueType? {
    switch (left, right) {
    case (.date, .date), (.dateAndTime, .dateAndTime), (.date, .dateAndTime), (.dateAndTime, .date), (.time, .time):
      .daysAndTimeDuration
    case (.string, .string): nil
    default:
      right == .date || right == .dateAndTime || right == .time ? nil : sum(left, right)
    }
  }
}

/// The types of what may stand after a dot on values that are no contexts (§10.3.2.12, table 65).
enum Properties {
  /// The properties of a kind; nil for contexts and lists, which hold what they hold.
  static func types(of kind: TypeKind) -> [(name: String, type: ValueType)]? {
    let date: [(name: String, type: ValueType)] = [
      ("year", .number), ("month", .number), ("day", .number), ("weekday", .number),
    ]
    let time: [(name: String, type: ValueType)] = [
      ("hour", .number), ("minute", .number), ("second", .number), ("time offset", .daysAndTimeDuration),
      ("timezone", .string),
    ]
    switch kind {
    case .date: return date
    case .time: return time
    case .dateAndTime: return date + time
    case .daysAndTimeDuration:
      return [("days", .number), ("hours", .number), ("minutes", .number), ("seconds", .number)]
    case .yearsAndMonthsDuration: return [("years", .number), ("months", .number)]
    case .range:
      return [("start", .any), ("end", .any), ("start included", .boolean), ("end included", .boolean)]
    case .string, .number, .boolean, .function: return []
    case .list, .context: return nil
    }
  }
}
