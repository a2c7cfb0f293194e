import KoshaRules
import Testing

struct ConversionFunctionTests {
  @Test(arguments: [
    (#"date("2023-04-01")"#, #"date("2023-04-01")"#),
    (#"date(from: "2023-04-01")"#, #"date("2023-04-01")"#),
    ("date(2023, 4, 1)", #"date("2023-04-01")"#),
    ("date(year: 2023, month: 4, day: 1)", #"date("2023-04-01")"#),
    (#"date(date and time("2023-04-01T09:00:00"))"#, #"date("2023-04-01")"#),
    (#"date(date("2023-04-01"))"#, #"date("2023-04-01")"#),
    (#"time("09:00:00")"#, #"time("09:00:00")"#),
    ("time(9, 30, 15)", #"time("09:30:15")"#),
    ("time(9, 30, 15.5)", #"time("09:30:15.5")"#),
    (#"time(9, 30, 15, duration("PT9H"))"#, #"time("09:30:15+09:00")"#),
    (#"time(date and time("2023-04-01T09:00:00"))"#, #"time("09:00:00")"#),
    (#"date and time("2023-04-01T09:00:00")"#, #"date and time("2023-04-01T09:00:00")"#),
    (#"date and time("2023-04-01")"#, #"date and time("2023-04-01T00:00:00")"#),
    (#"date and time(date("2023-04-01"), time("09:00:00"))"#, #"date and time("2023-04-01T09:00:00")"#),
    (
      #"date and time(date: date and time("2023-04-01T10:00:00"), time: time("09:00:00"))"#,
      #"date and time("2023-04-01T09:00:00")"#
    ),
    (#"duration("P3DT4H")"#, #"duration("P3DT4H")"#),
    (#"duration("P1Y2M")"#, #"duration("P1Y2M")"#),
    (#"years and months duration(date("2011-12-22"), date("2013-08-24"))"#, #"duration("P1Y8M")"#),
    (#"years and months duration(date("2013-08-24"), date("2011-12-22"))"#, #"duration("-P1Y8M")"#),
    (#"years and months duration(from: date("2023-01-31"), to: date("2023-02-28"))"#, #"duration("P0M")"#),
    (#"number("1 000,0", " ", ",")"#, "1000"),
    (#"number("1,000.5", ",", ".")"#, "1000.5"),
    (#"number(from: "12.5")"#, "12.5"),
    (#"number(from: "1.000,5", grouping separator: ".", decimal separator: ",")"#, "1000.5"),
    ("string(1.10)", #""1.1""#),
    (#"string(date("2023-04-01"))"#, #""2023-04-01""#),
    (#"string("a")"#, #""a""#),
    ("string(true)", #""true""#),
    ("string(null)", "null"),
    (#"range("[18..21)")"#, "[18..21)"),
    (#"5 in range(from: "(-5..5]")"#, "true"),
    (#"date("2023-04-02") in range("[date(\"2023-04-01\")..@\"2023-04-03\"]")"#, "true"),
    (#"context([{key: "a", value: 1}, {key: "b", value: 2}])"#, "{a: 1, b: 2}"),
  ]) func gives(_ expression: String, _ answer: String) throws {
    try FunctionRun.expect(expression, gives: answer)
  }

  @Test(arguments: [
    (#"date("2023-02-29")"#, RemarkReason.unreadable(what: "date", text: "2023-02-29")),
    ("date(2023, 2, 29)", .unreadable(what: "date", text: "2023, 2, 29")),
    (#"time("25:00:00")"#, .unreadable(what: "time", text: "25:00:00")),
    (#"range("[1..2")"#, .unreadable(what: "range", text: "[1..2")),
    (#"range("[1..today()]")"#, .unreadable(what: "range", text: "[1..today()]")),
    (#"range("1 + 2")"#, .unreadable(what: "range", text: "1 + 2")),
    (#"duration("1 day")"#, .unreadable(what: "duration", text: "1 day")),
    (#"number("1,000")"#, .unreadable(what: "number", text: "1,000")),
    (#"number("1.5", ".", ".")"#, .argument(function: "number", parameter: "decimal separator", value: #"".""#)),
    (#"number("1.5", "x", ".")"#, .argument(function: "number", parameter: "grouping separator", value: #""x""#)),
  ]) func fails(_ expression: String, _ reason: RemarkReason) throws {
    try FunctionRun.expect(expression, failsBy: reason)
  }
}
