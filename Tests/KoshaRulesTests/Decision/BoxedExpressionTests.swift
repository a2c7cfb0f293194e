// Boxed expressions as decision files write them in, their answers and what is wrong with them out.

import KoshaRules
import Testing

/// Every boxed expression answers as the FEEL it stands for.
struct BoxedExpressionTests {
  @Test(arguments: [
    ("list: [1, \"1 + 1\", {list: [n]}]", "[1, 2, [7]]"),
    ("relation: {columns: [a, b], rows: [[1, n], [2, 'n + 1']]}", "[{a: 1, b: 7}, {a: 2, b: 8}]"),
    ("conditional: {if: n > 5, then: '\"large\"', else: {list: []}}", "\"large\""),
    ("conditional: {if: 'null', then: 1, else: {list: []}}", "[]"),
    ("filter: {in: \"[{age: 1}, {age: 9}]\", match: age > n}", "[{age: 9}]"),
    ("filter: {in: \"[3, 8]\", match: item > n}", "[8]"),
    ("filter: {in: \"[3, 8]\", match: -1}", "8"),
    ("for: {name: i, in: \"[1, 2, 3]\", return: {list: [i, i * n]}}", "[[1, 7], [2, 14], [3, 21]]"),
    ("for: {name: i, in: 1..3, return: i * n}", "[7, 14, 21]"),
    ("for: {name: i, in: n..n - 2, return: i}", "[7, 6, 5]"),
    ("list: [~, null, \"null\"]", "[null, null, null]"),
    ("every: {name: i, in: 1..n, satisfies: i > 0}", "true"),
    ("some: {name: i, in: \"[1, 8]\", satisfies: i > n}", "true"),
    ("every: {name: i, in: \"[1, 8]\", satisfies: i > n}", "false"),
    (
      "context:\n  double: {function: {parameters: {x: number}, body: x * 2}}\n"
        + "  result: {invoke: {function: double, with: {x: n}}}", "14"
    ),
    ("context:\n  double: {function: {parameters: {x: number}, body: x * 2}}\n  result: double(n + 1)", "16"),
  ])
  func answers(_ text: String, _ expected: String) throws {
    let fixture = try DecisionFixture("kosha: 1\ndecision: d\n" + text, data: [Variable("n", .number)])
    #expect(fixture.problems == [])
    #expect(try fixture.evaluate("d", "{n: 7}").result.feelText == expected)
  }

  @Test func aFunctionIsCalledByTheNameOfItsDecision() throws {
    let fixture = try DecisionFixture(
      "kosha: 1\ndecision: d\nrequires: [rounded]\nvalue: rounded(n)",
      "kosha: 1\ndecision: rounded\nfunction: {parameters: {x: number}, body: \"decimal(x / 10, 0) * 10\"}",
      data: [Variable("n", .number)])
    #expect(fixture.problems == [])
    #expect(try fixture.evaluate("d", "{n: 87}").result.feelText == "90")
  }

  @Test(arguments: [
    (
      "relation: {columns: [a, a], rows: [[1, 2]]}",
      "1.yaml:3:25 «a» KF0335 the column `a` is given twice; remove or rename one of the two"
    ),
    ("conditional: {if: \"true\", then: 1}", "`else`"),
    ("list: [{lst: [1]}]", "`lst`"),
    ("relation: {columns: [a, b], rows: [[1]]}", "KF0333 the row has 1 cells, but there are 2 columns"),
  ])
  func whatIsWrongIsTold(_ text: String, _ expected: String) throws {
    let fixture = try DecisionFixture("kosha: 1\ndecision: d\n" + text)
    #expect(fixture.problems.contains { $0.contains(expected) }, "\(fixture.problems)")
  }
}
