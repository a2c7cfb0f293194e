// What the printer writes, the parser reads as the same tree.

import KoshaRules
import Testing

@Suite("Expression printer")
struct ExpressionPrinterTests {
  @Test("parse(print(tree)) is the tree", arguments: 0..<40)
  func roundTrip(_ seed: Int) throws {
    var generator = ExpressionGenerator(seed: UInt64(seed))
    let names = NameScope(Scope(["a", "b", "c"].map { Variable($0, .any) }))
    for _ in 0..<50 {
      let expression = generator.expression(depth: 4)
      let text = ExpressionPrinter.text(expression)
      #expect(try Parser.expression(text, names: names) == expression, "\(text)")
    }
  }

  @Test(
    "the text of a tree",
    arguments: [
      ("1+2*3", "1 + (2 * 3)"), ("a and b and c", "a and b and c"), ("a or b and c", "a or (b and c)"),
      ("-a", "-(a)"), ("- 5", "-5"), ("a in [1..5]", "a in ([1..5])"), ("]1..5[", "(1..5)"),
      ("a[item>1].b", "a[item > 1].b"), ("{x: 1}", #"{"x": 1}"#), ("(<5)", "(< 5)"),
      ("function(x: list<number>) x", "function(x: list<number>) x"),
      ("a between 1 and 2 and b", "(a between 1 and 2) and b"), (#"@"P1D""#, #"@"P1D""#),
    ])
  func text(_ source: String, _ expected: String) throws {
    let names = NameScope(Scope(["a", "b", "c"].map { Variable($0, .any) }))
    #expect(ExpressionPrinter.text(try Parser.expression(source, names: names)) == expected)
  }

  @Test(
    "the text of unary tests",
    arguments: [("-", "-"), ("<5,>7", "< 5, > 7"), ("not(1,2)", "not(1, 2)"), ("[1..2)", "[1..2)")])
  func unaryTests(_ source: String, _ expected: String) throws {
    #expect(ExpressionPrinter.text(try Parser.unaryTests(source, names: NameScope(Scope()))) == expected)
  }
}

/// Makes random trees.
struct ExpressionGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  mutating func expression(depth: Int) -> Expression {
    Expression(depth == 0 ? leaf() : form(depth - 1), 0..<0)
  }

  private mutating func leaf() -> Expression.Form {
    switch random.below(8) {
    case 0: .null
    case 1: .boolean(random.below(2) == 0)
    case 2: .number(Decimal128(random.below(2000) - 1000))
    case 3: .string(random.choice(["", "a", "東京", "a\"b\\n", "line\nend", "\t😀"]))
    case 4: .temporal("2023-04-01")
    case 5: .input
    default: .name(random.choice(["a", "b", "c"]))
    }
  }

  private mutating func form(_ depth: Int) -> Expression.Form {
    switch random.below(18) {
    case 0: .negation(expression(depth: depth))
    case 1:
      .arithmetic(
        random.choice(ArithmeticOperator.allCases), expression(depth: depth), expression(depth: depth))
    case 2:
      .comparison(
        random.choice(ComparisonOperator.allCases), expression(depth: depth), expression(depth: depth))
    case 3: .conjunction([expression(depth: depth), expression(depth: depth), expression(depth: depth)])
    case 4: .disjunction([expression(depth: depth), expression(depth: depth)])
    case 5:
      .between(expression(depth: depth), low: expression(depth: depth), high: expression(depth: depth))
    case 6: .membership(expression(depth: depth), tests: [test(depth), test(depth)])
    case 7: .instance(expression(depth: depth), type())
    case 8: .path(expression(depth: depth), name("b"))
    case 9: .filter(expression(depth: depth), expression(depth: depth))
    case 10:
      .call(
        expression(depth: depth),
        random.below(2) == 0
          ? [.init(name: nil, value: expression(depth: depth)), .init(name: nil, value: test(depth))]
          : [.init(name: name("a"), value: expression(depth: depth))])
    case 11:
      .conditional(
        expression(depth: depth), then: expression(depth: depth), otherwise: expression(depth: depth))
    case 12: .iteration(iterators(depth), expression(depth: depth))
    case 13: .quantified(random.choice([.some, .every]), iterators(depth), expression(depth: depth))
    case 14:
      .function([.init(name: name("x"), type: type()), .init(name: name("y"), type: nil)], expression(depth: depth))
    case 15: .list([expression(depth: depth), expression(depth: depth)])
    case 16:
      .context([
        .init(name: name("key one"), value: expression(depth: depth)),
        .init(name: name("b"), value: expression(depth: depth)),
      ])
    default:
      .range(
        start: expression(depth: depth), end: expression(depth: depth), includesStart: random.below(2) == 0,
        includesEnd: random.below(2) == 0)
    }
  }

  private mutating func test(_ depth: Int) -> Expression {
    random.below(2) == 0
      ? expression(depth: depth)
      : Expression(.unaryComparison(random.choice(ComparisonOperator.allCases), expression(depth: depth)), 0..<0)
  }

  private mutating func iterators(_ depth: Int) -> [Expression.Iterator] {
    [
      .init(name: name("x"), source: expression(depth: depth), end: nil),
      .init(name: name("y"), source: expression(depth: depth), end: expression(depth: depth)),
    ]
  }

  private mutating func type() -> Expression.TypeExpression {
    let types: [ValueType] = [
      .number, .dateAndTime, .list(.any), .context([.init("a", .string), .init("b", .list(.date))]),
      .range(.daysAndTimeDuration), .function(parameters: [.number, .yearsAndMonthsDuration], result: .boolean),
    ]
    return Expression.TypeExpression(type: random.choice(types), range: 0..<0)
  }

  private func name(_ text: String) -> Expression.Name { Expression.Name(text: text, range: 0..<0) }
}
