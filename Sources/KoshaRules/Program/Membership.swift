// Whether a value passes a unary test or lies in a list or range (DMN 1.5 §10.3.2.8, table 55).

extension ProgramCompiler {
  /// The test that an expression makes of a value.
  ///
  /// - Parameter reports: whether a null that cannot be compared leaves a remark; in a table's cells it just does not
  ///   match.
  static func valueTest(_ expression: ResolvedExpression, reports: Bool) -> ValueTest {
    let range = expression.range
    if case .constant(.list(let members)) = expression.form, let constants = ConstantMembers(members) {
      return { value, frame in
        guard frame.step(members.count, at: range) else { return nil }
        return constants.contains(value) ?? listed(members, value, frame)
      }
    }
    switch expression.form {
    case .unaryComparison(let operation, let operand):
      return relationTest(operation, operand, range, reports: reports)
    case .constant(.string(let text)):
      return { value, frame in
        if case .string(let other) = value { return FEELString.equal(other, text) }
        return contains(.string(text), value, &frame, range, reports: reports)
      }
    case .constant(let constant):
      return { value, frame in contains(constant, value, &frame, range, reports: reports) }
    default:
      let node = node(expression)
      return { value, frame in contains(node(&frame), value, &frame, range, reports: reports) }
    }
  }

  private static func relationTest(
    _ operation: ComparisonOperator, _ operand: ResolvedExpression, _ range: Range<Int>, reports: Bool
  ) -> ValueTest {
    switch operation {
    case .equal: relationTest(Relations.Equal.self, operand, range, reports: reports)
    case .notEqual: relationTest(Relations.NotEqual.self, operand, range, reports: reports)
    case .less: relationTest(Relations.Less.self, operand, range, reports: reports)
    case .lessOrEqual: relationTest(Relations.LessOrEqual.self, operand, range, reports: reports)
    case .greater: relationTest(Relations.Greater.self, operand, range, reports: reports)
    case .greaterOrEqual: relationTest(Relations.GreaterOrEqual.self, operand, range, reports: reports)
    }
  }

  private static func relationTest<R: Relation>(
    _ relation: R.Type, _ operand: ResolvedExpression, _ range: Range<Int>, reports: Bool
  ) -> ValueTest {
    if case .constant(.number(let bound)) = operand.form {
      return { value, frame in
        if case .number(let number) = value { return R.holds(number, bound) }
        return compare(relation, value, .number(bound), &frame, range, reports: reports)
      }
    }
    let operand = node(operand)
    return { value, frame in compare(relation, value, operand(&frame), &frame, range, reports: reports) }
  }

  private static func compare<R: Relation>(
    _ relation: R.Type, _ value: Value, _ bound: Value, _ frame: inout Frame, _ range: Range<Int>, reports: Bool
  ) -> Bool? {
    if value.isNull, !reports, R.operator.isOrdering { return nil }
    return R.evaluate(value, bound, &frame, range)
  }

  /// Whether a value is equal to, listed in, or within another.
  static func contains(
    _ test: Value, _ value: Value, _ frame: inout Frame, _ range: Range<Int>, reports: Bool
  ) -> Bool? {
    switch test {
    case .range(let interval):
      if case .range = value { return value.feelEquals(test, zones: frame.call.environment.zones) }
      if let excluded = interval.excluded { return Relations.NotEqual.evaluate(value, excluded, &frame, range) }
      if interval.isEquality, let start = interval.start {
        return Relations.Equal.evaluate(value, start, &frame, range)
      }
      if value.isNull, !reports { return nil }
      return within(interval, value, &frame, range)
    case .list(let members):
      guard frame.step(members.count, at: range) else { return nil }
      return value.holdsMembers ? listed(members, composite: value, &frame, range) : listed(members, value, frame)
    case .function(let function):
      return applied(function, value, &frame, range)
    default:
      return Relations.Equal.evaluate(value, test, &frame, range)
    }
  }

  private static func within(
    _ interval: RangeValue, _ value: Value, _ frame: inout Frame, _ range: Range<Int>
  ) -> Bool? {
    let (above, below) = bounds(interval, value, frame)
    if above == false || below == false { return false }
    if above == true, below == true { return true }
    let other = above == nil ? interval.start : interval.end
    return frame.unknown(
      .operands(operation: "in", left: value.kindName, right: other?.kindName ?? Value.null.kindName), at: range)
  }

  private static func bounds(_ interval: RangeValue, _ value: Value, _ frame: Frame) -> (Bool?, Bool?) {
    let zones = frame.call.environment.zones
    if let excluded = interval.excluded {
      return (value.feelEquals(excluded, zones: zones).map { !$0 }, true)
    }
    if interval.isEquality, let start = interval.start { return (value.feelEquals(start, zones: zones), true) }
    let above = interval.start.map { start in
      value.feelOrder(start, zones: zones).map { interval.includesStart ? $0 >= 0 : $0 > 0 }
    }
    let below = interval.end.map { end in
      value.feelOrder(end, zones: zones).map { interval.includesEnd ? $0 <= 0 : $0 < 0 }
    }
    return (above ?? true, below ?? true)
  }

  /// A member may be the value itself, a range that holds it, or where the value is a list the whole list.
  static func listed(_ members: [Value], _ value: Value, _ frame: Frame) -> Bool {
    let zones = frame.call.environment.zones
    if case .list = value, Value.list(members).feelEquals(value, zones: zones) == true { return true }
    return members.contains { member in
      if case .range(let interval) = member, case (true?, true?) = bounds(interval, value, frame) { return true }
      return member.feelEquals(value, zones: zones) == true
    }
  }

  /// As `listed` for a list or a context, whose own members use up steps as they are compared.
  private static func listed(
    _ members: [Value], composite value: Value, _ frame: inout Frame, _ range: Range<Int>
  ) -> Bool? {
    frame.call.place = range
    if case .list = value, frame.call.equals(.list(members), value) == true { return true }
    for member in members {
      if frame.call.equals(member, value) == true { return true }
      if frame.call.remainingSteps < 0 { return nil }
    }
    return false
  }

  private static func applied(
    _ function: FunctionValue, _ value: Value, _ frame: inout Frame, _ range: Range<Int>
  ) -> Bool? {
    frame.call.place = range
    switch function.body([value], &frame.call) {
    case .boolean(let answer): return answer
    case .null: return nil
    case let other: return frame.unknown(.condition(kind: other.kindName), at: range)
    }
  }
}
