// Three-valued logic: `and`, `or`, comparisons, `between` (DMN 1.5 §10.3.2.10, tables 46–49).

extension ProgramCompiler {
  /// The closure that gives a condition's truth; what is no boolean is null with a remark.
  static func truth(_ expression: ResolvedExpression) -> Truth {
    let range = expression.range
    switch expression.form {
    case .constant(.boolean(let value)): return { _ in value }
    case .comparison(let operation, let left, let right):
      return comparison(operation, left, right, range)
    case .conjunction(let operands): return logic(operands, dominant: false)
    case .disjunction(let operands): return logic(operands, dominant: true)
    case .between(let value, let low, let high): return between(node(value), node(low), node(high), range)
    case .membership(let value, let tests): return membership(value, tests)
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
  private static func logic(_ operands: [ResolvedExpression], dominant: Bool) -> Truth {
    if operands.count == 2 {
      // Not out of an array: closures of an array are called through another that passes their answer in memory.
      let (left, right) = (truth(operands[0]), truth(operands[1]))
      return { frame in
        let first = left(&frame)
        if first == dominant { return dominant }
        let second = right(&frame)
        if second == dominant { return dominant }
        return first == nil || second == nil ? nil : !dominant
      }
    }
    let operands = operands.map(truth)
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

  /// Each operator by its type, so that the compiler sees the closures of each.
  private static func comparison(
    _ operation: ComparisonOperator, _ left: ResolvedExpression, _ right: ResolvedExpression, _ range: Range<Int>
  ) -> Truth {
    switch operation {
    case .equal: comparison(Relations.Equal.self, left, right, range)
    case .notEqual: comparison(Relations.NotEqual.self, left, right, range)
    case .less: comparison(Relations.Less.self, left, right, range)
    case .lessOrEqual: comparison(Relations.LessOrEqual.self, left, right, range)
    case .greater: comparison(Relations.Greater.self, left, right, range)
    case .greaterOrEqual: comparison(Relations.GreaterOrEqual.self, left, right, range)
    }
  }

  private static func comparison<R: Relation>(
    _ relation: R.Type, _ left: ResolvedExpression, _ right: ResolvedExpression, _ range: Range<Int>
  ) -> Truth {
    if left.mayBeNumber, right.mayBeNumber, left.type == .number || right.type == .number {
      return numberComparison(relation, left, right, range)
    }
    if case .slot(let slot) = left.form, case .constant(.string(let second)) = right.form, !R.operator.isOrdering {
      return { frame in
        if case .string(let first) = frame.values[slot] {
          return R.holds(order: FEELString.equal(first, second) ? 0 : 1)
        }
        return R.evaluate(frame.values[slot], .string(second), &frame, range)
      }
    }
    let (left, right) = (node(left), node(right))
    return { frame in
      let (first, second) = (left(&frame), right(&frame))
      if case .number(let first) = first, case .number(let second) = second { return R.holds(first, second) }
      return R.evaluate(first, second, &frame, range)
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
  private static func membership(_ value: ResolvedExpression, _ tests: [ResolvedExpression]) -> Truth {
    if case .slot(let slot) = value.form, tests.count == 1, case .constant(.list(let members)) = tests[0].form,
      let constants = ConstantMembers(members)
    {
      let range = tests[0].range
      return { frame in
        guard frame.step(members.count, at: range) else { return nil }
        return constants.contains(frame.values[slot]) ?? listed(members, frame.values[slot], frame)
      }
    }
    let test = anyTest(tests, reports: true)
    let value = node(value)
    return { frame in test(value(&frame), &frame) }
  }

  /// The test that holds where one of the tests does.
  private static func anyTest(_ tests: [ResolvedExpression], reports: Bool) -> ValueTest {
    if tests.count == 1 { return valueTest(tests[0], reports: reports) }
    let each = tests.map { valueTest($0, reports: reports) }
    guard let words = ConstantMembers.strings(of: tests) else {
      return { value, frame in anyHolds(each, value, &frame) }
    }
    return { value, frame in
      if case .string(let text) = value { return words.contains(text) }
      return anyHolds(each, value, &frame)
    }
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
    let test = anyUnaryTest(tests)
    if isNegated { return { frame in test(frame.input, &frame).map { !$0 } } }
    return { frame in test(frame.input, &frame) }
  }

  private static func anyUnaryTest(_ tests: [ResolvedExpression.Test]) -> ValueTest {
    let comparisons = tests.filter { $0.meaning == .comparison }.map(\.expression)
    if comparisons.count == tests.count { return anyTest(comparisons, reports: false) }
    if tests.count == 1 { return unaryTest(tests[0]) }
    let each = tests.map(unaryTest)
    return { value, frame in anyHolds(each, value, &frame) }
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
