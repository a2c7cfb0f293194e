// Tokens in, syntax tree out: FEEL's operators by precedence (DMN 1.5 §10.3.1.2).

/// Reads tokens into a tree; the first error ends it.
package struct Parser {
  let bytes: [UInt8]
  let tokens: [Token]
  var index = 0
  var names: NameScope
  private var depth = 0
  /// Whether the end of a range is being read, where `[` may close the range instead of opening a filter.
  private var isAtRangeEnd = false

  init(_ bytes: [UInt8], names: NameScope, bareValues: [String] = []) throws(SyntaxFailure) {
    self.bytes = bytes
    self.tokens = try Lexer.tokens(of: bytes, bareValues: bareValues)
    self.names = names
  }

  /// Reads a whole text as an expression.
  package static func expression(_ text: String, names: NameScope) throws(SyntaxFailure) -> Expression {
    var parser = try Parser(Array(text.utf8), names: names)
    let expression = try parser.parseExpression()
    try parser.expectEnd()
    return expression
  }

  /// Reads a whole text as what a loop runs over; `a..b` there is the closed range.
  package static func iterationDomain(_ text: String, names: NameScope) throws(SyntaxFailure) -> Expression {
    var parser = try Parser(Array(text.utf8), names: names)
    var domain = try parser.parseExpression()
    if parser.take(.dots) {
      let end = try parser.parseExpression()
      domain = try parser.node(
        .range(start: domain, end: end, includesStart: true, includesEnd: true), from: domain.range.lowerBound,
        over: domain, end)
    }
    try parser.expectEnd()
    return domain
  }

  /// Reads a whole text as a row of unary tests.
  package static func unaryTests(
    _ text: String, names: NameScope, bareValues: [String] = []
  ) throws(SyntaxFailure) -> UnaryTests {
    var parser = try Parser(Array(text.utf8), names: names, bareValues: bareValues)
    return try parser.parseUnaryTests()
  }

  // MARK: Tokens

  var current: Token { tokens[index] }

  func token(ahead count: Int) -> Token { tokens[min(index + count, tokens.count - 1)] }

  func at(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) }

  func at(_ word: String) -> Bool { current.kind == .word(word) }

  mutating func take(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    index += 1
    return true
  }

  mutating func take(_ word: String) -> Bool {
    guard at(word) else { return false }
    index += 1
    return true
  }

  mutating func expect(_ symbol: Symbol) throws(SyntaxFailure) {
    guard take(symbol) else { throw unexpected(.text(symbol.rawValue)) }
  }

  mutating func expect(_ word: String) throws(SyntaxFailure) {
    guard take(word) else { throw unexpected(.text(word)) }
  }

  func expectEnd() throws(SyntaxFailure) {
    guard current.kind == .end else { throw unexpected(.end) }
  }

  func text(of range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The error that something else was expected at the current token.
  func unexpected(_ expected: Expected) -> SyntaxFailure {
    if case .outsideEnumeration(let name) = current.kind {
      return SyntaxFailure(.outsideEnumeration(name), current.range)
    }
    if current.kind == .end { return SyntaxFailure(.unexpectedEnd(expected: expected), endRange) }
    return SyntaxFailure(.unexpected(found: text(of: current.range), expected: expected), current.range)
  }

  /// The last character of the text, where a message about its end is shown.
  private var endRange: Range<Int> {
    guard index > 0 else { return 0..<bytes.count }
    return tokens[index - 1].range
  }

  /// The range from an offset to the end of the last token taken.
  func range(from start: Int) -> Range<Int> {
    start..<max(start, index > 0 ? tokens[index - 1].range.upperBound : start)
  }

  // MARK: Nodes

  /// A node whose height is one more than its children's.
  func node(
    _ form: Expression.Form, from start: Int, over children: some Sequence<Expression>
  ) throws(SyntaxFailure) -> Expression {
    var height = 1
    for child in children { height = max(height, child.height + 1) }
    guard height <= SyntaxLimits.height else { throw tooDeep(range(from: start)) }
    return Expression(form, range(from: start), height: height)
  }

  func node(
    _ form: Expression.Form, from start: Int, over children: Expression...
  ) throws(SyntaxFailure) -> Expression {
    try node(form, from: start, over: children)
  }

  private func tooDeep(_ range: Range<Int>) -> SyntaxFailure {
    SyntaxFailure(.tooDeep(limit: SyntaxLimits.height), range)
  }

  /// Reads what stands between brackets, where a `[` is a filter again.
  mutating func inBrackets<Result>(
    _ read: (inout Parser) throws(SyntaxFailure) -> Result
  ) throws(SyntaxFailure) -> Result {
    let saved = isAtRangeEnd
    isAtRangeEnd = false
    let result = try read(&self)
    isAtRangeEnd = saved
    return result
  }

  // MARK: Operators

  /// Precedences, low to high; all operators associate to the left.
  enum Precedence: Int, Comparable {
    case disjunction, conjunction, comparison, additive, multiplicative, power

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .power }
  }

  /// Reads an expression whose operators bind at least as tightly as `minimum`.
  mutating func parseExpression(_ minimum: Precedence = .disjunction) throws(SyntaxFailure) -> Expression {
    depth += 1
    guard depth <= SyntaxLimits.height else { throw tooDeep(current.range) }
    let start = current.range.lowerBound
    var left = try parseNegation()
    while let precedence = infixPrecedence, precedence >= minimum {
      left = try parseInfix(left, from: start, precedence)
    }
    depth -= 1
    return left
  }

  private var infixPrecedence: Precedence? {
    switch current.kind {
    case .word("or"): .disjunction
    case .word("and"): .conjunction
    case .word("between"), .word("in"): .comparison
    case .symbol(let symbol):
      switch symbol {
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
      case .plus, .minus: .additive
      case .star, .slash: .multiplicative
      case .stars: .power
      default: nil
      }
    default: nil
    }
  }

  private mutating func parseInfix(
    _ left: Expression, from start: Int, _ precedence: Precedence
  ) throws(SyntaxFailure) -> Expression {
    if take("in") { return try parseMembership(left, from: start) }
    if take("between") { return try parseBetween(left, from: start) }
    if at("and") || at("or") { return try parseLogic(left, from: start, precedence) }
    guard case .symbol(let symbol) = current.kind else { throw unexpected(.operator) }
    index += 1
    let right = try parseOperand(precedence == .power ? nil : precedence.next)
    if let comparison = ComparisonOperator(rawValue: symbol.rawValue) {
      return try node(.comparison(comparison, left, right), from: start, over: left, right)
    }
    guard let arithmetic = ArithmeticOperator(rawValue: symbol.rawValue) else { throw unexpected(.operator) }
    return try node(.arithmetic(arithmetic, left, right), from: start, over: left, right)
  }

  /// An operand of operators that bind at least as tightly, or where nil of none at all.
  private mutating func parseOperand(_ minimum: Precedence?) throws(SyntaxFailure) -> Expression {
    if let minimum { return try parseExpression(minimum) }
    return try parseNegation()
  }

  /// A chain of `and` or of `or` is one node, so that long conditions stay flat.
  private mutating func parseLogic(
    _ left: Expression, from start: Int, _ precedence: Precedence
  ) throws(SyntaxFailure) -> Expression {
    let word = precedence == .conjunction ? "and" : "or"
    var operands = [left]
    while take(word) { operands.append(try parseExpression(precedence.next)) }
    let form: Expression.Form = precedence == .conjunction ? .conjunction(operands) : .disjunction(operands)
    return try node(form, from: start, over: operands)
  }

  private mutating func parseBetween(_ value: Expression, from start: Int) throws(SyntaxFailure) -> Expression {
    let low = try parseExpression(.additive)
    try expect("and")
    let high = try parseExpression(.additive)
    return try node(.between(value, low: low, high: high), from: start, over: value, low, high)
  }

  /// After `in`: a test, or several in parentheses; `(` may also begin a range that is open.
  private mutating func parseMembership(_ value: Expression, from start: Int) throws(SyntaxFailure) -> Expression {
    var tests: [Expression] = []
    let listStart = current.range.lowerBound
    if take(.leftParenthesis) {
      tests = try parseTestsInParentheses(from: listStart)
    } else {
      tests = [try parseTest(.additive)]
    }
    return try node(.membership(value, tests: tests), from: start, over: [value] + tests)
  }

  /// The tests behind a parenthesis just taken, or the one range that it begins.
  private mutating func parseTestsInParentheses(from start: Int) throws(SyntaxFailure) -> [Expression] {
    if take(.dots) { return [try parseRangeWithoutStart(from: start)] }
    let tests = try inBrackets { parser throws(SyntaxFailure) in try parser.parseTestRow() }
    if tests.count == 1, take(.dots) { return [try parseRangeEnd(tests[0], from: start, includesStart: false)] }
    try expect(.rightParenthesis)
    guard tests.count == 1, !tests[0].isUnaryComparison else { return tests }
    // What stood in parentheses may be but the beginning of one test: `x in (a).b`, `x in (a) + 1`.
    var test = try parsePostfix(tests[0], from: start)
    while let precedence = infixPrecedence, precedence >= .additive {
      test = try parseInfix(test, from: start, precedence)
    }
    return [test]
  }

  private mutating func parseNegation() throws(SyntaxFailure) -> Expression {
    let start = current.range.lowerBound
    guard at(.minus) else { return try parseInstance() }
    if case .number(let text) = token(ahead: 1).kind {
      index += 1
      let number = try numberLiteral(text, current.range)
      index += 1
      return try parseInstance(Expression(.number(number.negated), range(from: start)), from: start)
    }
    depth += 1
    guard depth <= SyntaxLimits.height else { throw tooDeep(current.range) }
    index += 1
    let operand = try parseNegation()
    depth -= 1
    return try node(.negation(operand), from: start, over: operand)
  }

  private mutating func parseInstance() throws(SyntaxFailure) -> Expression {
    let start = current.range.lowerBound
    let primary = try parsePrimary()
    return try parseInstance(primary, from: start)
  }

  private mutating func parseInstance(
    _ primary: Expression, from start: Int
  ) throws(SyntaxFailure) -> Expression {
    var result = try parsePostfix(primary, from: start)
    while at("instance"), token(ahead: 1).kind == .word("of") {
      index += 2
      let type = try parseAskedType()
      result = try node(.instance(result, type), from: start, over: result)
    }
    return result
  }

  // MARK: Path, filter, invocation

  private mutating func parsePostfix(
    _ primary: Expression, from start: Int
  ) throws(SyntaxFailure) -> Expression {
    var result = primary
    while case .symbol(let symbol) = current.kind {
      switch symbol {
      case .dot:
        index += 1
        let name = try parseMemberName()
        result = try node(.path(result, name), from: start, over: result)
      case .leftBracket:
        if isAtRangeEnd, !beginsExpression(token(ahead: 1)) { return result }
        index += 1
        let predicate = try inBrackets { parser throws(SyntaxFailure) in try parser.parseExpression() }
        try expect(.rightBracket)
        result = try node(.filter(result, predicate), from: start, over: result, predicate)
      case .leftParenthesis:
        let arguments = try parseArguments()
        result = try node(.call(result, arguments), from: start, over: [result] + arguments.map(\.value))
      default:
        return result
      }
    }
    return result
  }

  private func beginsExpression(_ token: Token) -> Bool {
    switch token.kind {
    case .number, .string, .quotedName: true
    case .word(let word): !Keyword.infix.contains(word)
    case .symbol(let symbol):
      [.leftParenthesis, .leftBracket, .leftBrace, .minus, .question, .at].contains(symbol)
    case .outsideEnumeration, .end: false
    }
  }

  /// Reads the upper end of a range and its closing bracket; `[a..)` and `(a..)` have no upper end (DMN 1.5
  /// §10.3.1.2, rule 66).
  mutating func parseRangeEnd(
    _ start: Expression, from offset: Int, includesStart: Bool
  ) throws(SyntaxFailure) -> Expression {
    if at(.rightParenthesis) || (at(.leftBracket) && !beginsExpression(token(ahead: 1))) {
      index += 1
      return try node(.unaryComparison(includesStart ? .greaterOrEqual : .greater, start), from: offset, over: start)
    }
    let saved = isAtRangeEnd
    isAtRangeEnd = true
    let end = try parseExpression(.additive)
    isAtRangeEnd = saved
    let includesEnd: Bool
    if take(.rightBracket) {
      includesEnd = true
    } else if take(.rightParenthesis) || take(.leftBracket) {
      includesEnd = false
    } else {
      throw unexpected(.rangeEnd)
    }
    return try node(
      .range(start: start, end: end, includesStart: includesStart, includesEnd: includesEnd), from: offset,
      over: start, end)
  }

  /// Reads the upper end of `(..b]` or `(..b)`, a range without a lower one, behind its two dots.
  mutating func parseRangeWithoutStart(from offset: Int) throws(SyntaxFailure) -> Expression {
    let saved = isAtRangeEnd
    isAtRangeEnd = true
    let end = try parseExpression(.additive)
    isAtRangeEnd = saved
    let includesEnd = take(.rightBracket)
    guard includesEnd || take(.rightParenthesis) || take(.leftBracket) else { throw unexpected(.rangeEnd) }
    return try node(.unaryComparison(includesEnd ? .lessOrEqual : .less, end), from: offset, over: end)
  }

  // MARK: Unary tests

  private mutating func parseUnaryTests() throws(SyntaxFailure) -> UnaryTests {
    if at(.minus), token(ahead: 1).kind == .end {
      index += 1
      return UnaryTests(tests: [], isNegated: false, range: range(from: 0))
    }
    if at("not"), token(ahead: 1).kind == .symbol(.leftParenthesis), let tests = try parseNegatedRow() {
      return UnaryTests(tests: tests, isNegated: true, range: range(from: tokens[0].range.lowerBound))
    }
    let tests = try parseTestRow()
    try expectEnd()
    return UnaryTests(tests: tests, isNegated: false, range: range(from: tokens[0].range.lowerBound))
  }

  /// `not(…)` over the whole text; nil where the call is only the beginning of an expression.
  private mutating func parseNegatedRow() throws(SyntaxFailure) -> [Expression]? {
    let start = index
    index += 2
    let tests = try inBrackets { parser throws(SyntaxFailure) in try parser.parseTestRow() }
    try expect(.rightParenthesis)
    if current.kind == .end { return tests }
    index = start
    return nil
  }

  private mutating func parseTestRow() throws(SyntaxFailure) -> [Expression] {
    var tests = [try parseTest(.disjunction)]
    while take(.comma) { tests.append(try parseTest(.disjunction)) }
    return tests
  }

  /// `< e`, or an expression.
  mutating func parseTest(_ precedence: Precedence) throws(SyntaxFailure) -> Expression {
    if let comparison = try parseUnaryComparison() { return comparison }
    return try parseExpression(precedence)
  }

  /// `< e` and its like, nil where something else stands.
  private mutating func parseUnaryComparison() throws(SyntaxFailure) -> Expression? {
    guard case .symbol(let symbol) = current.kind, let comparison = ComparisonOperator(rawValue: symbol.rawValue) else {
      return nil
    }
    let start = current.range.lowerBound
    index += 1
    let operand = try parseExpression(.additive)
    return try node(.unaryComparison(comparison, operand), from: start, over: operand)
  }
}

extension Expression {
  /// Whether it is `< e` or its like.
  fileprivate var isUnaryComparison: Bool {
    if case .unaryComparison = form { true } else { false }
  }
}
