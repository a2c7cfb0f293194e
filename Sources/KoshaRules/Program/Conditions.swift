// Three-valued logic: `and`, `or`, comparisons, `between` (DMN 1.5 §10.3.2.10, tables 46–49).

extension ProgramCompiler {
  /// The closure that gives a condition's truth; what is no boolean is null with a remark.
  static func truth(_ expression: ResolvedExpression) -> Truth {
    let range = expression.range
    switch expression.form {
    case .constant(.boolean(let value)): return { _ in value }
    case .comparison(let operation, let left, let right):
      return comparison(Relations.relation(operation), left, right, range)
    case .conjunction(let operands): return logic(operands.map(truth), dominant: false)
    case .disjunction(let operands): return logic(operands.map(truth), dominant: true)
    case .between(let value, let low, let high): return between(node(value), node(low), node(high), range)
    case .membership(let value, let tests):
      return membership(node(value), tests.map { valueTest($0, reports: true) })
    case .quantified(let quantifier, let iterators, let body):
      return Iteration(iterators, range).quantified(quantifier, truth(body))
    case .unaryTests(let tests, let isNegated): return unaryTests(tests, isNegated: isNegated)
    case .instance(let value, let type):
      let value = node(value)
      return { frame in
        let value = value(&frame)
        if case .list(let members) = value, !frame.step(members.count >> 3, at: range) { return nil }
        return value.isInstance(of: type)
      }
    default:
      let value = node(expression)
      return { frame in
        switch value(&frame) {
        case .boolean(let boolean): return boolean
        case .null: return nil
        case let other: return frame.unknown(.condition(kind: other.kindName), at: range)
        }
      }
    }
  }

  /// `and` is dominated by false, `or` by true: one such operand decides whatever the others are.
  private static func logic(_ operands: [Truth], dominant: Bool) -> Truth {
    if operands.count == 2 {
      let (left, right) = (operands[0], operands[1])
      return { frame in
        let first = left(&frame)
        if first == dominant { return dominant }
        let second = right(&frame)
        if second == dominant { return dominant }
        return first == nil || second == nil ? nil : !dominant
      }
    }
    return { frame in
      var isUnknown = false
      for operand in operands {
        guard let value = operand(&frame) else {
          isUnknown = true
          continue
        }
        if value == dominant { return dominant }
      }
      return isUnknown ? nil : !dominant
    }
  }

  private static func comparison<R: Relation>(
    _ relation: R.Type, _ left: ResolvedExpression, _ right: ResolvedExpression, _ range: Range<Int>
  ) -> Truth {
    switch (left.form, right.form) {
    case (.slot(let slot), .constant(.number(let second))):
      return { frame in
        if case .number(let first) = frame.values[slot] { return R.holds(first, second) }
        return R.evaluate(frame.values[slot], .number(second), &frame, range)
      }
    case (.slot(let slot), .constant(.string(let second))) where !R.operator.isOrdering:
      return { frame in
        if case .string(let first) = frame.values[slot] {
          return R.holds(order: FEELString.equal(first, second) ? 0 : 1)
        }
        return R.evaluate(frame.values[slot], .string(second), &frame, range)
      }
    case (_, .slot(let slot)):
      let left = node(left)
      return { frame in
        let first = left(&frame)
        if case .number(let first) = first, case .number(let second) = frame.values[slot] {
          return R.holds(first, second)
        }
        return R.evaluate(first, frame.values[slot], &frame, range)
      }
    default:
      let (left, right) = (node(left), node(right))
      return { frame in
        let (first, second) = (left(&frame), right(&frame))
        if case .number(let first) = first, case .number(let second) = second { return R.holds(first, second) }
        return R.evaluate(first, second, &frame, range)
      }
    }
  }

  private static func between(
    _ value: @escaping Node, _ low: @escaping Node, _ high: @escaping Node, _ range: Range<Int>
  ) -> Truth {
    return { frame in
      let value = value(&frame)
      let (low, high) = (low(&frame), high(&frame))
      let above = Relations.GreaterOrEqual.evaluate(value, low, &frame, range)
      if above == false { return false }
      let below = Relations.LessOrEqual.evaluate(value, high, &frame, range)
      if below == false { return false }
      return above == nil ? nil : below
    }
  }

  /// Whether one of the tests holds.
  private static func membership(_ value: @escaping Node, _ tests: [ValueTest]) -> Truth {
    return { frame in anyHolds(tests, value(&frame), &frame) }
  }

  private static func anyHolds(_ tests: [ValueTest], _ value: Value, _ frame: inout Frame) -> Bool? {
    var isUnknown = false
    for test in tests {
      switch test(value, &frame) {
      case true?: return true
      case nil: isUnknown = true
      case false?: break
      }
    }
    return isUnknown ? nil : false
  }

  private static func unaryTests(_ tests: [ResolvedExpression.Test], isNegated: Bool) -> Truth {
    guard !tests.isEmpty else { return { _ in true } }
    let tests = tests.map(unaryTest)
    if isNegated { return { frame in anyHolds(tests, frame.input, &frame).map { !$0 } } }
    if tests.count == 1 { return { frame in tests[0](frame.input, &frame) } }
    return { frame in anyHolds(tests, frame.input, &frame) }
  }

  private static func unaryTest(_ test: ResolvedExpression.Test) -> ValueTest {
    switch test.meaning {
    case .comparison: return valueTest(test.expression, reports: false)
    case .answer:
      let truth = truth(test.expression)
      return { _, frame in truth(&frame) }
    case .either:
      let node = node(test.expression)
      let range = test.expression.range
      return { input, frame in
        let value = node(&frame)
        if case .boolean(let answer) = value, !input.isBoolean { return answer }
        return contains(value, input, &frame, range, reports: false)
      }
    }
  }
}

extension Value {
  /// Whether it is a list or a context.
  var holdsMembers: Bool {
    switch self {
    case .list, .context: true
    default: false
    }
  }

  var isBoolean: Bool {
    if case .boolean = self { true } else { false }
  }
}
