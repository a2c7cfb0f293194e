import KoshaRules
import Testing

struct ListFunctionTests {
  @Test(arguments: [
    ("list contains([1, 2, 3], 2)", "true"),
    ("list contains([1, null], null)", "true"),
    (#"list contains(["1"], 1)"#, "false"),
    ("count([1, 2, 3])", "3"),
    ("count([])", "0"),
    ("min([3, 1, 2])", "1"),
    ("min(3, 1, 2)", "1"),
    (#"max(["a", "c", "b"])"#, #""c""#),
    (#"max(date("2023-04-01"), date("2023-05-01"))"#, #"date("2023-05-01")"#),
    ("min([])", "null"),
    ("sum([1, 2, 3])", "6"),
    ("sum(0.1, 0.2)", "0.3"),
    ("sum([])", "null"),
    ("product([2, 3, 4])", "24"),
    ("mean([1, 2, 3])", "2"),
    ("mean(1, 2)", "1.5"),
    ("median(8, 2, 5, 3, 4)", "4"),
    ("median([6, 1, 2, 3])", "2.5"),
    ("median([])", "null"),
    ("stddev([2, 4, 7, 5])", "2.081665999466132735282297706979931"),
    ("stddev([1])", "null"),
    ("mode([6, 3, 9, 6, 6])", "[6]"),
    ("mode([6, 1, 9, 6, 1])", "[1, 6]"),
    ("mode([])", "[]"),
    ("all([true, false])", "false"),
    ("all([])", "true"),
    ("all(true, true)", "true"),
    ("all([null, true])", "null"),
    ("all([null, false])", "false"),
    ("any([false, true])", "true"),
    ("any([])", "false"),
    ("any([null, false])", "null"),
    ("sublist([4, 5, 6], 1, 2)", "[4, 5]"),
    ("sublist([4, 5, 6], -2)", "[5, 6]"),
    ("append([1], 2, 3)", "[1, 2, 3]"),
    ("append([1], null)", "[1, null]"),
    ("concatenate([1, 2], [3])", "[1, 2, 3]"),
    ("insert before([1, 3], 1, 2)", "[2, 1, 3]"),
    ("insert before(list: [1, 3], position: -1, newItem: 2)", "[1, 2, 3]"),
    ("remove([1, 2, 3], 2)", "[1, 3]"),
    ("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"),
    ("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
    ("reverse([1, 2, 3])", "[3, 2, 1]"),
    ("index of([1, 2, 3, 2], 2)", "[2, 4]"),
    ("index of([1, null], null)", "[2]"),
    ("union([1, 2], [2, 3])", "[1, 2, 3]"),
    ("distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]"),
    ("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"),
    ("sort([3, 1, 4, 5, 2], function(x, y) x < y)", "[1, 2, 3, 4, 5]"),
    ("sort(list: [1, 2, 3], precedes: function(x, y) x > y)", "[3, 2, 1]"),
    ("sort([], function(x, y) x > y)", "[]"),
  ]) func gives(_ expression: String, _ answer: String) throws {
    try FunctionRun.expect(expression, gives: answer)
  }

  @Test(arguments: [
    ("sum([1, null])", RemarkReason.argument(function: "sum", parameter: "list", value: "null")),
    (#"max([1, "a"])"#, .argument(function: "max", parameter: "list", value: #""a""#)),
    ("count(null)", .arguments(function: "count", kinds: ["null"])),
    ("all(null)", .arguments(function: "all", kinds: ["null"])),
    ("all(list: null)", .arguments(function: "all", kinds: ["null"])),
    ("any(null)", .arguments(function: "any", kinds: ["null"])),
    ("any(list: null)", .arguments(function: "any", kinds: ["null"])),
    ("min(null)", .arguments(function: "min", kinds: ["null"])),
    ("max(list: null)", .arguments(function: "max", kinds: ["null"])),
    ("sum(null)", .arguments(function: "sum", kinds: ["null"])),
    ("product(null)", .arguments(function: "product", kinds: ["null"])),
    ("remove([1], 2)", .argument(function: "remove", parameter: "position", value: "2")),
    ("sublist([1], 0)", .argument(function: "sublist", parameter: "start position", value: "0")),
    ("sort([1, 2], function(x, y) 1)", .condition(kind: "number")),
  ]) func fails(_ expression: String, _ reason: RemarkReason) throws {
    try FunctionRun.expect(expression, failsBy: reason)
  }

  @Test func sortIsStable() throws {
    let expression =
      "sort([{k: 2, n: 1}, {k: 1, n: 2}, {k: 2, n: 3}, {k: 1, n: 4}], function(x, y) x.k < y.k).n"
    try FunctionRun.expect(expression, gives: "[2, 4, 1, 3]")
  }

  @Test func stepsEnd() throws {
    var environment = try FunctionRun.environment()
    environment.limits.steps = 3
    let evaluation = try FunctionRun.evaluate("distinct values([1, 2, 3, 4])", in: environment)
    #expect(evaluation.value.feelText == "null")
    #expect(evaluation.remarks.map(\.reason).contains(.limit("steps")))
  }
}
