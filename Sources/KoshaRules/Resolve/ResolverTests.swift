// Comparisons, ranges and unary tests: what may be compared with what.

import KoshaSource

extension Resolver {
  mutating func resolveTesting(_ expression: Expression) -> ResolvedExpression {
    let range = expression.range
    switch expression.form {
    case .between(let value, let low, let high):
      let (value, low, high) = (resolve(value), resolve(low), resolve(high))
      checkComparable("between", value, low, range, isOrdering: true)
      checkComparable("between", value, high, range, isOrdering: true)
      let between = ResolvedExpression(.between(value, low: low, high: high), .boolean, range)
      checkTogether([between])
      return between
    case .membership(let value, let tests):
      let value = resolve(value)
      let resolved = tests.map { resolve($0) }
      for test in resolved { checkTest(test, against: value, operation: "in") }
      return ResolvedExpression(.membership(value, tests: resolved), .boolean, range)
    case .unaryComparison(let operation, let operand):
      let operand = resolve(operand)
      return ResolvedExpression(.unaryComparison(operation, operand), .range(operand.type), range)
    case .range(let start, let end, let includesStart, let includesEnd):
      let (start, end) = (resolve(start), resolve(end))
      checkComparable("..", start, end, range, isOrdering: true)
      return ResolvedExpression(
        .range(start: start, end: end, includesStart: includesStart, includesEnd: includesEnd),
        .range(start.type.joined(with: end.type)), range)
    default:
      return resolve(expression)
    }
  }

  mutating func resolveInstance(
    _ value: Expression, _ type: Expression.TypeExpression, _ range: Range<Int>
  ) -> ResolvedExpression {
    let value = resolve(value)
    if let unknown = type.unknown {
      if isStrict { report(.unknownType(unknown), type.range) }
      return ResolvedExpression(.failure(.unknownName(unknown)), .any, range)
    }
    checkInstance(value, of: type.type, range)
    return ResolvedExpression(.instance(value, type.type), .boolean, range)
  }

  mutating func resolveComparison(
    _ operation: ComparisonOperator, _ left: Expression, _ right: Expression, _ range: Range<Int>
  ) -> ResolvedExpression {
    let (left, right) = (resolve(left), resolve(right))
    checkComparable(operation.rawValue, left, right, range, isOrdering: operation.isOrdering)
    return ResolvedExpression(.comparison(operation, left, right), .boolean, range)
  }

  /// Reports operands that can never be compared, and values that an enumeration does not hold.
  private mutating func checkComparable(
    _ operation: String, _ left: ResolvedExpression, _ right: ResolvedExpression, _ range: Range<Int>,
    isOrdering: Bool
  ) {
    guard isStrict else { return }
    if Resolver.canNeverCompare(left.type, right.type, isOrdering: isOrdering) {
      report(.operands(operation: operation, left: left.type.text, right: right.type.text), range)
    } else if !isOrdering {
      if case .enumeration = left.type, case .enumeration = right.type, !left.type.mayBe(right.type) {
        report(.operands(operation: operation, left: left.type.text, right: right.type.text), range)
      }
      checkAllowed(right, in: left.type)
      checkAllowed(left, in: right.type)
    }
  }

  static func canNeverCompare(_ left: ValueType, _ right: ValueType, isOrdering: Bool) -> Bool {
    guard let left = left.kind, let right = right.kind else { return false }
    if isOrdering, !left.isOrdered || !right.isOrdered { return true }
    return left != right && Set([left, right]) != [.date, .dateAndTime]
  }

  /// Reports a test that a value can never be compared with.
  private mutating func checkTest(_ test: ResolvedExpression, against value: ResolvedExpression, operation: String) {
    guard isStrict else { return }
    switch test.form {
    case .unaryComparison(let comparison, let operand):
      checkComparable(comparison.rawValue, value, operand, test.range, isOrdering: comparison.isOrdering)
    default:
      switch test.type {
      case .list, .function: checkAllowed(test, in: value.type)
      case .range(let element):
        checkHoldsSomething(test)
        if value.type.kind != .range, Resolver.canNeverCompare(value.type, element, isOrdering: true) {
          report(.operands(operation: operation, left: value.type.text, right: test.type.text), test.range)
        }
      default:
        if Resolver.canNeverCompare(value.type, test.type, isOrdering: false) {
          report(.operands(operation: operation, left: value.type.text, right: test.type.text), test.range)
        } else {
          checkAllowed(test, in: value.type)
        }
      }
    }
  }

  /// The tests of a cell against the input.
  mutating func resolve(_ tests: UnaryTests) -> ResolvedExpression {
    let type = inputType ?? .any
    let input = ResolvedExpression(.input, type, tests.range)
    let resolved = tests.tests.map { test -> ResolvedExpression.Test in
      let expression = resolve(test)
      if test.namesInput {
        return ResolvedExpression.Test(expression: expression, meaning: .answer)
      }
      if expression.type == .boolean, let kind = type.kind, kind != .boolean {
        return ResolvedExpression.Test(expression: expression, meaning: .answer)
      }
      checkTest(expression, against: input, operation: "=")
      let isBoolean = expression.type.kind == nil || expression.type == .boolean
      let meaning: ResolvedExpression.Test.Meaning = isBoolean && type.kind != .boolean ? .either : .comparison
      return ResolvedExpression.Test(expression: expression, meaning: meaning)
    }
    return ResolvedExpression(.unaryTests(resolved, isNegated: tests.isNegated), .boolean, tests.range)
  }
}

extension Expression {
  /// Whether `?` stands anywhere in it.
  var namesInput: Bool {
    switch form {
    case .input: true
    case .null, .boolean, .number, .string, .temporal, .name, .quotedName, .external: false
    case .negation(let operand), .unaryComparison(_, let operand), .instance(let operand, _), .path(let operand, _):
      operand.namesInput
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right), .filter(let left, let right),
      .range(let left, let right, _, _):
      left.namesInput || right.namesInput
    case .conjunction(let operands), .disjunction(let operands), .list(let operands):
      operands.contains(where: \.namesInput)
    case .between(let first, let second, let third), .conditional(let first, let second, let third):
      first.namesInput || second.namesInput || third.namesInput
    case .membership(let value, let tests): value.namesInput || tests.contains(where: \.namesInput)
    case .call(let callee, let arguments): callee.namesInput || arguments.contains(where: \.value.namesInput)
    case .iteration(let iterators, let body), .quantified(_, let iterators, let body):
      body.namesInput || iterators.contains { $0.expressions.contains(where: \.namesInput) }
    case .function(_, let body): body.namesInput
    case .context(let entries): entries.contains(where: \.value.namesInput)
    }
  }
}
