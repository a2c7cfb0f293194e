// Pieces of FEEL under construction: an expression and what kind of value it is known to give.

import KoshaRules

/// What kind of value an expression gives, as far as the document tells.
enum ValueKind: Sendable, Hashable {
  case boolean
  case number
  case string
  case list
  case context
  /// Null and `undefined`.
  case null
  case any

  /// The type of a field that holds such values.
  var fieldType: ValueType {
    switch self {
    case .boolean: .boolean
    case .number: .number
    case .string: .string
    case .list, .context, .null, .any: .any
    }
  }

  /// The kind of a value that may be of either.
  func joined(_ other: ValueKind) -> ValueKind {
    if self == other || other == .null { return self }
    return self == .null ? other : .any
  }

  /// Whether values of the two kinds can be compared at all.
  func isComparable(with other: ValueKind) -> Bool {
    self == other || self == .any || other == .any || self == .null || other == .null
  }
}

/// A FEEL expression and its kind.
struct FEELPiece: Sendable {
  var expression: Expression
  var kind: ValueKind
  /// The text as it was written, where it was FEEL already.
  var written: String?
  /// Whether it stands for what cannot be said, and always fails.
  var isFailing = false

  init(_ form: Expression.Form, _ kind: ValueKind) {
    expression = Expression(form, 0..<0)
    self.kind = kind
  }

  /// The text.
  var text: String { written ?? ExpressionPrinter.text(expression) }

  /// FEEL as a workflow has it.
  static func verbatim(_ text: String) -> FEELPiece {
    var piece = FEELPiece(.name(text), .any)
    piece.written = text
    return piece
  }

  static let null = FEELPiece(.null, .null)
  static let event = FEELPiece.name("event", .context)

  static func boolean(_ value: Bool) -> FEELPiece { FEELPiece(.boolean(value), .boolean) }
  static func string(_ text: String) -> FEELPiece { FEELPiece(.string(text), .string) }
  static func number(_ value: Int) -> FEELPiece { FEELPiece(.number(Decimal128(value)), .number) }
  static func name(_ name: String, _ kind: ValueKind) -> FEELPiece { FEELPiece(.name(name), kind) }
  static func list(_ items: [FEELPiece]) -> FEELPiece { FEELPiece(.list(items.map(\.expression)), .list) }

  static func context(_ entries: [(String, FEELPiece)]) -> FEELPiece {
    FEELPiece(
      .context(
        entries.map { Expression.Entry(name: Expression.Name(text: $0.0, range: 0..<0), value: $0.1.expression) }),
      .context)
  }

  static func call(_ function: String, _ arguments: [FEELPiece], _ kind: ValueKind) -> FEELPiece {
    FEELPiece(
      .call(
        Expression(.name(function), 0..<0),
        arguments.map { Expression.Argument(name: nil, value: $0.expression) }), kind)
  }

  static func conditional(_ condition: FEELPiece, _ then: FEELPiece, _ otherwise: FEELPiece) -> FEELPiece {
    FEELPiece(
      .conditional(condition.expression, then: then.expression, otherwise: otherwise.expression),
      then.kind.joined(otherwise.kind))
  }

  func compared(_ operation: ComparisonOperator, _ other: FEELPiece) -> FEELPiece {
    FEELPiece(.comparison(operation, expression, other.expression), .boolean)
  }

  func combined(_ operation: ArithmeticOperator, _ other: FEELPiece, _ kind: ValueKind) -> FEELPiece {
    FEELPiece(.arithmetic(operation, expression, other.expression), kind)
  }

  func and(_ other: FEELPiece) -> FEELPiece {
    var operands: [Expression] = []
    for part in [expression, other.expression] {
      if case .conjunction(let inner) = part.form { operands += inner } else { operands.append(part) }
    }
    return FEELPiece(.conjunction(operands), .boolean)
  }

  func or(_ other: FEELPiece) -> FEELPiece {
    var operands: [Expression] = []
    for part in [expression, other.expression] {
      if case .disjunction(let inner) = part.form { operands += inner } else { operands.append(part) }
    }
    return FEELPiece(.disjunction(operands), .boolean)
  }

  func isOf(_ type: ValueType) -> FEELPiece {
    FEELPiece(.instance(expression, Expression.TypeExpression(type: type, range: 0..<0)), .boolean)
  }

  /// An entry of a context; by `get value` where its name is none that FEEL could follow.
  func entry(_ name: String, _ kind: ValueKind = .any) -> FEELPiece {
    guard FieldName.isValid(name) else { return .call("get value", [self, .string(name)], kind) }
    return FEELPiece(.path(expression, Expression.Name(text: name, range: 0..<0)), kind)
  }

  /// A member of a list, counted from 1.
  func member(_ number: FEELPiece) -> FEELPiece {
    FEELPiece(.filter(expression, number.expression), .any)
  }

  /// The same plus an amount; a number written out is added up.
  func plus(_ amount: Int) -> FEELPiece {
    if case .number(let value) = expression.form, let sum = value.adding(Decimal128(amount)) {
      return FEELPiece(.number(sum), .number)
    }
    return combined(amount < 0 ? .subtract : .add, .number(abs(amount)), .number)
  }

  var negated: FEELPiece {
    switch expression.form {
    case .boolean(let value): .boolean(!value)
    case .comparison(.equal, let left, let right): FEELPiece(.comparison(.notEqual, left, right), .boolean)
    case .comparison(.notEqual, let left, let right): FEELPiece(.comparison(.equal, left, right), .boolean)
    default: .call("not", [self], .boolean)
    }
  }

  /// As ECMAScript's `ToBoolean`: false, 0, the empty text and nothing are false, all else is true.
  var asCondition: FEELPiece {
    switch (kind, expression.form) {
    case (.boolean, _): self
    case (.null, _): .boolean(false)
    case (.list, .list), (.context, .context): .boolean(true)
    case (.list, _), (.context, _): compared(.notEqual, .null)
    case (.number, .number(let value)): .boolean(value != Decimal128(0))
    case (.string, .string(let text)): .boolean(!text.isEmpty)
    case (.number, _): compared(.notEqual, .null).and(compared(.notEqual, .number(0)))
    case (.string, _): compared(.notEqual, .null).and(compared(.notEqual, .string("")))
    case (.any, _):
      FEELPiece.call("list contains", [.list([.null, .boolean(false), .number(0), .string("")]), self], .boolean)
        .negated
    }
  }

  /// As a text.
  var asText: FEELPiece { kind == .string ? self : .call("string", [self], .string) }
}

/// Expressions that always fail and tell what stood in their place, so that `error.execution` comes where SCXML has it
/// come for what cannot be evaluated.
enum FailingExpression {
  /// Where the value goes, since each place takes its own type.
  enum Place {
    case condition
    case value
    case text
    case list
    case delay

    /// Whether a value of a static type may go there.
    func admits(_ type: ValueType) -> Bool {
      switch (self, type) {
      case (.value, _), (_, .any), (_, .null): true
      case (.condition, .boolean): true
      case (.text, .string), (.text, .enumeration): true
      case (.list, .list): true
      case (.delay, .string), (.delay, .daysAndTimeDuration), (.delay, .yearsAndMonthsDuration): true
      default: false
      }
    }
  }

  static func piece(_ original: String, for place: Place) -> FEELPiece {
    let number = FEELPiece.call("number", [.string(original)], .number)
    let text = FEELPiece.call("substring", [.string(""), number], .string)
    var piece: FEELPiece =
      switch place {
      case .condition: number.compared(.greater, .number(0))
      case .value: FEELPiece(number.expression.form, .any)
      case .text: text
      case .list: .call("sublist", [.list([]), number], .list)
      case .delay: .call("duration", [text], .any)
      }
    piece.isFailing = true
    return piece
  }
}
