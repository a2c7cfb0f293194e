import KoshaRules
import KoshaSource
import Testing

struct WorkflowFunctionTests {
  @Test(arguments: [
    (#"in state("screening")"#, "true"), (#"in state("draft")"#, "false"),
    ("business days(3)", #""3 business days""#), ("business days(0)", #""0 business days""#),
    (#"fiscal year(date("2023-03-31"))"#, "2022"), (#"fiscal year(date("2023-04-01"))"#, "2023"),
    (#"wareki(date("2023-02-02"))"#, #""令和5年2月2日""#), (#"wareki(date("2019-05-01"))"#, #""令和元年5月1日""#),
    (#"wareki(date("2019-04-30"))"#, #""平成31年4月30日""#), (#"wareki(date("1989-01-07"))"#, #""昭和64年1月7日""#),
    (#"wareki(date("1926-12-25"))"#, #""昭和元年12月25日""#), (#"wareki(date("1912-07-30"))"#, #""大正元年7月30日""#),
    (#"wareki(date("1873-01-01"))"#, #""明治6年1月1日""#),
    (#"age(date("2000-02-29"), date("2023-02-28")).years"#, "22"),
    (#"age(date("2000-02-29"), date("2023-03-01")).years"#, "23"),
    (#"age(date("2022-04-02"), date("2023-04-01"))"#, #"duration("P11M")"#),
    (##"format number(3000000, "#,##0") + "円""##, #""3,000,000円""#), (##"format number(0, "#,##0")"##, #""0""#),
    (##"format number(-1234.5, "#,##0.00")"##, #""-1,234.50""#), (#"format number(2.005, "0.00")"#, #""2.01""#),
    (##"format number(1234.5678, "#,##0.###")"##, #""1,234.568""#), (##"format number(5, "#,##0.###")"##, #""5""#),
    (#"format number(0.021, "0.0%")"#, #""2.1%""#), (#"format number(7, "000")"#, #""007""#),
    (#"format number(5000, "第'#'0号")"#, #""第#5000号""#), (##"format number(0.5, "#.0")"##, #"".5""#),
    (#"format number(-0.001, "0.00")"#, #""0.00""#), (##"format number(123456789, "#,####")"##, #""1,2345,6789""#),
  ]) func gives(_ expression: String, _ answer: String) throws {
    try FunctionRun.expect(expression, gives: answer)
  }

  @Test(arguments: [
    (#"add business days(date("2023-04-28"), 1)"#, #"date("2023-05-01")"#),
    (#"add business days(date("2023-05-02"), 1)"#, #"date("2023-05-08")"#),
    (#"add business days(date: date("2023-05-08"), n: -1)"#, #"date("2023-05-02")"#),
    (#"is business day(date("2023-05-03"))"#, "false"), (#"is business day(date("2023-05-02"))"#, "true"),
  ]) func countsBusinessDays(_ expression: String, _ answer: String) throws {
    try FunctionRun.expect(expression, gives: answer, calendar: FunctionRun.calendar())
  }

  @Test(arguments: [
    ("business days(-1)", RemarkReason.argument(function: "business days", parameter: "n", value: "-1")),
    ("business days(1.5)", .argument(function: "business days", parameter: "n", value: "1.5")),
    (#"wareki(date("1872-12-31"))"#, .argument(function: "wareki", parameter: "date", value: #"date("1872-12-31")"#)),
    (#"format number(1, "円")"#, .argument(function: "format number", parameter: "pattern", value: #""円""#)),
    (##"format number(1, "0#")"##, .argument(function: "format number", parameter: "pattern", value: ##""0#""##)),
    (#"format number(1, "0 0")"#, .argument(function: "format number", parameter: "pattern", value: #""0 0""#)),
    ("format number(null, \"0\")", .arguments(function: "format number", kinds: ["null", "string"])),
  ]) func fails(_ expression: String, _ reason: RemarkReason) throws {
    try FunctionRun.expect(expression, failsBy: reason)
  }

  @Test func withoutCalendarNothingIsABusinessDay() throws {
    let environment = try FunctionRun.environment()
    let evaluation = try FunctionRun.evaluate(#"  is business day(date("2023-05-02"))"#, in: environment)
    #expect(evaluation.isFailure)
    #expect(evaluation.remarks.map(\.reason) == [.unknownCalendar("")])
    #expect(evaluation.remarks.map(\.range) == [2..<37])
  }

  @Test func outsideACaseNoStateIsKnown() throws {
    var environment = try FunctionRun.environment()
    environment.isInState = nil
    let evaluation = try FunctionRun.evaluate(#"in state("draft")"#, in: environment)
    #expect(
      evaluation.remarks.map(\.reason) == [.argument(function: "in state", parameter: "id", value: #""draft""#)])
  }
}
