// Periods, business days of named calendars, fiscal years and eras, as expressions ask for them.

import KoshaRules
import KoshaSource
import Testing

struct PeriodFunctionTests {
  /// 民法140条–143条: the event's day is not counted, and the period ends with the end of the day answered.
  @Test(
    "a period of the Civil Code ends",
    arguments: [
      // 143条2項: the day before the corresponding day, or the last day of a month that has none.
      ("2023-01-31", "P1M", "2023-02-28"), ("2023-01-30", "P1M", "2023-02-28"), ("2024-01-30", "P1M", "2024-02-29"),
      ("2023-04-01", "P12M", "2024-04-01"), ("2023-03-31", "P1M", "2023-04-30"), ("2023-02-28", "P1M", "2023-03-31"),
      ("2023-08-30", "P6M", "2024-02-29"), ("2024-02-29", "P12M", "2025-02-28"), ("2024-02-28", "P1Y", "2025-02-28"),
      ("2023-08-31", "P6M", "2024-02-29"), ("2023-12-31", "P2M", "2024-02-29"), ("2023-04-15", "P1M", "2023-05-15"),
      // 140条本文, 141条: days and weeks.
      ("2023-04-01", "P10D", "2023-04-11"), ("2023-04-01", "P7D", "2023-04-08"), ("2023-02-27", "P2D", "2023-03-01"),
      ("2023-04-03", "P30D", "2023-05-03"),
    ]) func periodEnd(event: String, period: String, end: String) throws
  {
    try FunctionRun.expect(#"period end(date("\#(event)"), duration("\#(period)"))"#, gives: #"date("\#(end)")"#)
  }

  /// 140条ただし書: what begins at 0:00, or is told to be inclusive (「起算して」), counts its first day.
  @Test(
    "the first day counts",
    arguments: [
      (#"period end(date("2023-04-01"), duration("P30D"), true)"#, "2023-04-30"),
      (#"period end(date("2023-04-01"), duration("P1Y"), true)"#, "2024-03-31"),
      (#"period end(date("2023-02-01"), duration("P1M"), true)"#, "2023-02-28"),
      (#"period end(date("2024-02-29"), duration("P1Y"), true)"#, "2025-02-28"),
      (#"period end(date and time("2023-04-01T00:00:00"), duration("P30D"))"#, "2023-04-30"),
      (#"period end(date and time("2023-04-01T09:00:00"), duration("P30D"))"#, "2023-05-01"),
      (#"period end(date and time("2023-04-01T00:00:00"), duration("P30D"), false)"#, "2023-05-01"),
      (#"period end(from: date("2023-04-01"), period: duration("P3D"), inclusive: true)"#, "2023-04-03"),
      // 142条, where the custom is that no business is done on days off.
      (#"next business day(period end(date("2023-04-03"), duration("P30D")))"#, "2023-05-08"),
      // 翌月の同日: otherwise than 143条 where the month is a shorter one.
      (#"same day next month(date("2023-02-28"))"#, "2023-03-28"),
      (#"same day next month(date("2023-04-30"))"#, "2023-05-30"),
      (#"same day next month(date("2023-01-31"))"#, "2023-02-28"),
      (#"same day next month(date("2023-01-31"), 3)"#, "2023-04-30"),
    ]) func inclusive(expression: String, end: String) throws
  {
    try FunctionRun.expect(expression, gives: #"date("\#(end)")"#, calendar: FunctionRun.calendar())
  }

  @Test(
    "business days are counted by the calendar that is named",
    arguments: [
      (#"is business day(date("2023-12-29"))"#, "false"), (#"is business day(date("2023-12-29"), "banks")"#, "true"),
      (#"is business day(date("2023-12-31"), "banks")"#, "false"),
      (#"add business days(date("2023-12-28"), 2)"#, #"date("2024-01-05")"#),
      (#"add business days(date("2023-12-28"), 2, "banks")"#, #"date("2024-01-04")"#),
      (#"next business day(date("2023-12-30"))"#, #"date("2024-01-04")"#),
      (#"previous business day(date("2024-01-03"))"#, #"date("2023-12-28")"#),
      (#"previous business day(date("2024-01-03"), "banks")"#, #"date("2023-12-29")"#),
      (#"count business days(date("2023-12-28"), date("2024-01-05"))"#, "2"),
      (#"count business days(date("2023-12-28"), date("2024-01-05"), "banks")"#, "3"),
      (#"count business days(date("2024-01-05"), date("2023-12-28"))"#, "-2"),
    ]) func namedCalendars(expression: String, answer: String) throws
  {
    var environment = try FunctionRun.environment()
    let yearEnd = try #require(DayRange.MonthDay(month: 12, day: 29))
    let newYear = try #require(DayRange.MonthDay(month: 1, day: 3))
    let banksFrom = try #require(DayRange.MonthDay(month: 12, day: 31))
    let office = BusinessCalendar(
      id: "office", zone: .named("Asia/Tokyo"), closed: [.yearly(from: yearEnd, until: newYear)])
    let banks = BusinessCalendar(
      id: "banks", zone: .named("Asia/Tokyo"), closed: [.yearly(from: banksFrom, until: newYear)])
    environment.calendar = office
    environment.calendars = [office, banks]
    let expected = try FunctionRun.evaluate(answer, in: environment).value
    let evaluation = try FunctionRun.evaluate(expression, in: environment)
    #expect(evaluation.value.feelText == expected.feelText)
    #expect(evaluation.remarks.map(\.reason) == [])
  }

  @Test(
    "fiscal years and eras",
    arguments: [
      (#"fiscal year start(date("2023-03-31"))"#, #"date("2022-04-01")"#),
      (#"fiscal year end(date("2023-04-01"))"#, #"date("2024-03-31")"#),
      (#"fiscal year name(date("2023-03-31"))"#, #""令和4年度""#),
      (#"fiscal year name(date("2019-04-30"))"#, #""平成31年度""#),
      (#"fiscal year name(date("2019-05-01"))"#, #""令和元年度""#),
      (#"fiscal year name(date("2020-03-31"))"#, #""令和元年度""#),
      (#"fiscal year name(date("1989-01-07"))"#, #""昭和63年度""#),
      (#"fiscal year name(date("1989-01-08"))"#, #""昭和63年度""#),
      (#"fiscal year name(date("1989-04-01"))"#, #""平成元年度""#),
      (#"wareki date("令和元年5月1日")"#, #"date("2019-05-01")"#), (#"wareki date("令和1年5月1日")"#, #"date("2019-05-01")"#),
      (#"wareki date("平成31年4月30日")"#, #"date("2019-04-30")"#), (#"wareki date("R5.4.3")"#, #"date("2023-04-03")"#),
      (#"wareki date("昭和６４年１月７日")"#, #"date("1989-01-07")"#), (#"wareki date("大正15年12月25日")"#, #"date("1926-12-25")"#),
      (#"wareki(wareki date("平成元年1月8日"))"#, #""平成元年1月8日""#),
    ]) func years(expression: String, answer: String) throws
  {
    try FunctionRun.expect(expression, gives: answer)
  }

  @Test(
    "what cannot be is told",
    arguments: [
      (
        #"wareki date("平成31年5月1日")"#,
        RemarkReason.outsideEra(text: "平成31年5月1日", era: "平成", right: "令和元年5月1日")
      ),
      (#"wareki date("昭和64年1月8日")"#, .outsideEra(text: "昭和64年1月8日", era: "昭和", right: "平成元年1月8日")),
      (#"wareki date("令和元年4月30日")"#, .outsideEra(text: "令和元年4月30日", era: "令和", right: "平成31年4月30日")),
      (#"wareki date("平成33年1月1日")"#, .outsideEra(text: "平成33年1月1日", era: "平成", right: "令和3年1月1日")),
      (#"wareki date("令和5年2月29日")"#, .unreadable(what: "wareki", text: "令和5年2月29日")),
      (#"wareki date("2023-04-03")"#, .unreadable(what: "wareki", text: "2023-04-03")),
      (
        #"period end(date("2023-04-01"), duration("PT24H1M"))"#,
        .argument(function: "period end", parameter: "period", value: #"duration("P1DT1M")"#)
      ),
      (
        #"period end(date("2023-04-01"), duration("P0D"))"#,
        .argument(function: "period end", parameter: "period", value: #"duration("PT0S")"#)
      ),
      (#"is business day(date("2023-04-01"), "banks")"#, .unknownCalendar("banks")),
    ]) func fails(expression: String, reason: RemarkReason) throws
  {
    try FunctionRun.expect(expression, failsBy: reason)
  }

  @Test("a day outside its era is told in words")
  func words() {
    let reason = RemarkReason.outsideEra(text: "平成31年5月1日", era: "平成", right: "令和元年5月1日")
    #expect(reason.message.ja == "`平成31年5月1日` は平成の期間になく、正しくは `令和元年5月1日` です")
    #expect(reason.message.en == "`平成31年5月1日` lies outside the era 平成; the day is `令和元年5月1日`")
  }
}
