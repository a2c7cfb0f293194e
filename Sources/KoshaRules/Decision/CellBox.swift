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
    /// Whether it is the one value `low`.
    var isPoint = false

    static func point(_ value: Value) -> Span {
      Span(low: value, includesLow: true, high: value, includesHigh: true, isPoint: true)
    }

    /// Whether a value lies in it; nil for values of another kind.
    func contains(_ value: Value) -> Bool? {
      if isPoint { return low?.feelEquals(value) }
      if let low {
        guard let order = value.feelOrder(low, zones: FixedZones()) else { return nil }
        if order < 0 || (order == 0 && !includesLow) { return false }
      }
      if let high {
        guard let order = value.feelOrder(high, zones: FixedZones()) else { return nil }
        if order > 0 || (order == 0 && !includesHigh) { return false }
      }
      return true
    }
  }

  /// Spans of values that are not null.
  let spans: [Span]
  /// Whether the values outside the spans are meant.
  let isComplement: Bool
  /// Whether null is accepted.
  let acceptsNull: Bool

  /// The values that equal one of some; null equals null alone.
  init(equalTo values: [Value]) {
    spans = values.filter { !$0.isNull }.map(Span.point)
    isComplement = false
    acceptsNull = values.contains(where: \.isNull)
  }

  private init(spans: [Span], isComplement: Bool, acceptsNull: Bool) {
    self.spans = spans
    self.isComplement = isComplement
    self.acceptsNull = acceptsNull
  }

  /// The same values and null.
  var acceptingNull: CellBox { CellBox(spans: spans, isComplement: isComplement, acceptsNull: true) }

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
        case .equal: spans.append(.point(bound))
        case .notEqual:
          guard tests.count == 1 else { return nil }
          self.spans = [.point(bound)]
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
          spans.append(.point(value))
        }
      }
    }
    self.spans = spans
    isComplement = isNegated
    acceptsNull = isNegated ? !nullHolds && !isNullUnknown : nullHolds
  }

  /// Whether a value is among them; nil where its tests must be asked: it is of another kind than the spans, or of one
  /// whose equality and order depend on zones.
  func accepts(_ value: Value) -> Bool? {
    switch value {
    case .null: return acceptsNull
    case .boolean, .number, .string, .date, .daysAndTimeDuration, .yearsAndMonthsDuration: break
    default: return nil
    }
    for index in spans.indices {
      guard let isInside = spans[index].contains(value) else { return nil }
      if isInside { return !isComplement }
    }
    return isComplement
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
