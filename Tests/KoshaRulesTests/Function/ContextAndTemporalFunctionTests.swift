import KoshaRules
import Testing

struct ContextAndTemporalFunctionTests {
  @Test(arguments: [
    ("not(true)", "false"), ("not(null)", "null"), ("is(1, 1.0)", "true"), ("is(1, \"1\")", "false"),
    (#"is(value1: 1)"#, "false"), (#"is(value2: null)"#, "true"),
    (#"is(date("2012-12-25"), time("23:00:50"))"#, "false"),
    (#"get value({key1: "a"}, "key1")"#, #""a""#), (#"get value(m: {a: 1}, key: "b")"#, "null"),
    ("get entries({a: 1})", #"[{key: "a", value: 1}]"#),
    (#"context put({x: 1}, "y", 2)"#, "{x: 1, y: 2}"),
    (#"context put({x: 1, y: {z: 0}}, ["y", "z"], 2)"#, "{x: 1, y: {z: 2}}"),
    ("context merge([{x: 1, y: 0}, {y: 2}])", "{x: 1, y: 2}"),
    ("today()", #"date("2023-04-03")"#), ("date(now()) = today()", "true"),
    (#"day of year(date("2019-09-17"))"#, "260"), (#"day of year(date("2024-12-31"))"#, "366"),
    (#"day of week(date("2019-09-17"))"#, #""Tuesday""#), (#"month of year(date("2019-09-17"))"#, #""September""#),
    (#"week of year(date("2019-09-17"))"#, "38"), (#"week of year(date("2003-12-29"))"#, "1"),
    (#"week of year(date("2004-01-04"))"#, "1"), (#"week of year(date("2005-01-01"))"#, "53"),
    (#"week of year(date: date and time("2005-01-09T00:00:00"))"#, "1"),
  ]) func gives(_ expression: String, _ answer: String) throws {
    try FunctionRun.expect(expression, gives: answer)
  }

  @Test(arguments: [
    (
      #"context([{key: "a"}])"#, RemarkReason.argument(function: "context", parameter: "entries", value: #"{key: "a"}"#)
    ),
    (
      #"context put({a: 1}, ["a", "b"], 2)"#,
      .argument(function: "context put", parameter: "keys", value: #"["a", "b"]"#)
    ),
    ("day of year(null)", .arguments(function: "day of year", kinds: ["null"])),
  ]) func fails(_ expression: String, _ reason: RemarkReason) throws {
    try FunctionRun.expect(expression, failsBy: reason)
  }
}
