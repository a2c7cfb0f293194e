import KoshaRules
import Testing

struct RangeFunctionTests {
  @Test(arguments: [
    ("before(1, 10)", "true"), ("before(10, 1)", "false"), ("before(1, [1..10])", "false"),
    ("before(1, (1..10])", "true"), ("before([1..10], 10)", "false"), ("before([1..10), 10)", "true"),
    ("before([1..10], [15..20])", "true"), ("before([1..10), [10..20])", "true"), ("before([1..10], (10..20])", "true"),
    ("after(10, 5)", "true"), ("after(12, [2..5])", "true"), ("after([11..20], 10)", "true"),
    ("after([11..20], [1..11))", "true"), ("after([1..10], [11..20])", "false"),
    ("meets([1..5], [5..10])", "true"), ("meets([1..5), [5..10])", "false"),
    ("met by([5..10], [1..5])", "true"), ("met by(range1: [5..10], range2: [1..5))", "false"),
    ("overlaps([1..5], [3..8])", "true"), ("overlaps([1..5), [5..8])", "false"), ("overlaps([6..8], [1..5])", "false"),
    ("overlaps before([1..5], [3..8])", "true"), ("overlaps before([1..5], [1..5])", "false"),
    ("overlaps before([1..5), (1..5])", "true"), ("overlaps before([1..6], [3..5])", "false"),
    ("overlaps after([3..8], [1..5])", "true"), ("overlaps after([1..5], [1..5])", "false"),
    ("overlaps after((1..5], [1..5))", "true"),
    ("finishes(10, [1..10])", "true"), ("finishes(10, [1..10))", "false"), ("finishes([5..10], [1..10])", "true"),
    ("finishes([1..10], [1..10])", "true"), ("finishes((1..10], [1..10])", "true"),
    ("finished by([1..10], 10)", "true"), ("finished by([1..10], [5..10])", "true"),
    ("includes([1..10], 5)", "true"), ("includes([1..10), 10)", "false"), ("includes([1..10], (1..10))", "true"),
    ("includes((1..10), [1..10])", "false"),
    ("during(5, [1..10])", "true"), ("during((1..10), [1..10])", "true"),
    ("during(point: 12, range: [1..10])", "false"),
    ("starts(1, [1..10])", "true"), ("starts(1, (1..10])", "false"), ("starts([1..5], [1..10])", "true"),
    ("started by([1..10], 1)", "true"), ("started by([1..10], [1..5])", "true"),
    ("coincides(5, 5)", "true"), ("coincides([1..5], [1..5])", "true"), ("coincides([1..5], [1..5))", "false"),
    (#"before(date("2023-04-01"), date("2023-05-01"))"#, "true"),
  ]) func gives(_ expression: String, _ answer: String) throws {
    try FunctionRun.expect(expression, gives: answer)
  }

  @Test func pointsOfDifferentKindsHaveNoOrder() throws {
    try FunctionRun.expect(
      #"before(1, "a")"#, failsBy: .arguments(function: "before", kinds: ["number", "string"]))
  }
}
