// The tests of a cell as resolved in, the set of values they accept as data out: what an index of a table can hold.

/// The values that a cell accepts, where comparisons with constants tell it: a union of spans of one ordered kind, or
/// all values beside one, and whether null is among them.
package struct CellBox: Sendable {
  /// From one value to another; a missing end is open.
  struct Span: Sendable {
    var low: Value?
    var includesLow: Bool
    var high: Value?
    var includesHigh: Bool
  }

  /// Spans of values that are not null.
  let spans: [Span]
  /// Whether the values outside the spans are meant.
  let isComplement: Bool
  /// Whether null is accepted.
  let acceptsNull: Bool

  /// The values that equal one of some; null equals null alone.
  init(equalTo values: [Value]) {
    spans = values.compactMap { $0.isNull ? nil : Span(low: $0, includesLow: true, high: $0, includesHigh: true) }
    isComplement = false
    acceptsNull = values.contains(where: \.isNull)
  }

  /// Nil where a test is more than a comparison with constants of an ordered kind or of a boolean.
  init?(_ tests: [ResolvedExpression.Test], isNegated: Bool) {
    guard !tests.isEmpty else { return nil }
    var spans: [Span] = []
    // As FEEL has it: an order of null is unknown, an equality with it is true or false.
    var nullHolds = false
    var isNullUnknown = false
    for test in tests {
      if case .answer = test.meaning { return nil }
      switch test.expression.form {
      case .unaryComparison(let operation, let operand):
        guard let bound = CellBox.constant(operand), !bound.isNull else { return nil }
        switch operation {
        case .equal: spans.append(Span(low: bound, includesLow: true, high: bound, includesHigh: true))
        case .notEqual:
          guard tests.count == 1 else { return nil }
          self.spans = [Span(low: bound, includesLow: true, high: bound, includesHigh: true)]
          isComplement = !isNegated
          acceptsNull = !isNegated
          return
        case .less, .lessOrEqual:
          guard !bound.isBoolean else { return nil }
          isNullUnknown = true
          spans.append(Span(low: nil, includesLow: false, high: bound, includesHigh: operation == .lessOrEqual))
        case .greater, .greaterOrEqual:
          guard !bound.isBoolean else { return nil }
          isNullUnknown = true
          spans.append(Span(low: bound, includesLow: operation == .greaterOrEqual, high: nil, includesHigh: false))
        }
      case .range(let start, let end, let includesStart, let includesEnd):
        guard let low = CellBox.constant(start), let high = CellBox.constant(end), !low.isNull, !high.isNull,
          low.kindName == high.kindName, !low.isBoolean
        else { return nil }
        isNullUnknown = true
        spans.append(Span(low: low, includesLow: includesStart, high: high, includesHigh: includesEnd))
      default:
        guard let value = CellBox.constant(test.expression) else { return nil }
        if value.isNull {
          nullHolds = true
        } else {
          if case .either = test.meaning, value.isBoolean { return nil }
          spans.append(Span(low: value, includesLow: true, high: value, includesHigh: true))
        }
      }
    }
    self.spans = spans
    isComplement = isNegated
    acceptsNull = isNegated ? !nullHolds && !isNullUnknown : nullHolds
  }

  private static func constant(_ expression: ResolvedExpression) -> Value? {
    switch expression.form {
    case .constant(let value): return value
    case .negation(let operand):
      if case .constant(.number(let number)) = operand.form { return .number(number.negated) }
      return nil
    default: return nil
    }
  }
}
