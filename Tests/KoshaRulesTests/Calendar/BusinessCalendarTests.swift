// Business days, and calendar files with everything that is told about them.

import KoshaSource
import KoshaYAML
import Testing

@testable import KoshaRules

@Suite struct BusinessCalendarTests {
  static let setagaya = """
    calendar: setagaya
    time_zone: Asia/Tokyo
    weekend: [saturday, sunday]
    holidays: japan
    closed: [{from: --12-29, until: --01-03}, 2023-05-02]
    open: [2023-05-06]
    hours: {from: 08:30, until: 17:15}
    """

  private static func read(_ text: String) -> (calendar: BusinessCalendar?, messages: [String]) {
    var bag = DiagnosticBag()
    let file = SourceFile(path: "calendar.yaml", text: text)
    let calendar = YAMLComposer.compose(file, into: &bag).flatMap { BusinessCalendar.read($0, into: &bag) }
    return (
      calendar,
      bag.sorted.map { diagnostic in
        let place = diagnostic.span.map { "\($0.start.line):\($0.start.column) " } ?? ""
        return "\(place)\(diagnostic.code) \(diagnostic.message.en)"
      }
    )
  }

  private static func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

  @Test func reading() throws {
    let (calendar, messages) = Self.read(Self.setagaya)
    #expect(messages == [])
    #expect(
      try #require(calendar).canonicalText == """
        calendar setagaya
        zone @Asia/Tokyo
        weekend 6 7
        holidays japan
        closed --12-29 --01-03
        closed 2023-05-02 2023-05-02
        open 2023-05-06 2023-05-06
        hours 08:30:00 17:15:00

        """)
  }

  @Test(arguments: [
    ("2022-12-28", true), ("2022-12-29", false), ("2023-01-03", false), ("2023-01-04", true), ("2023-05-01", true),
    ("2023-05-02", false), ("2023-05-03", false), ("2023-05-06", true), ("2023-05-07", false), ("2024-05-02", true),
  ])
  func openDays(_ text: String, _ isOpen: Bool) throws {
    let calendar = try #require(Self.read(Self.setagaya).calendar)
    #expect(calendar.isBusinessDay(try Self.date(text)) == isOpen)
  }

  @Test(arguments: [
    ("2022-12-28", 1, "2023-01-04"), ("2022-12-28", 5, "2023-01-11"), ("2023-01-04", -1, "2022-12-28"),
    ("2023-05-01", 1, "2023-05-06"), ("2023-05-01", 0, "2023-05-01"), ("2023-05-03", 0, "2023-05-06"),
    ("2023-05-07", -1, "2023-05-06"), ("2023-04-03", 250, "2024-04-10"),
  ])
  func adding(_ start: String, _ count: Int, _ end: String) throws {
    let calendar = try #require(Self.read(Self.setagaya).calendar)
    #expect(calendar.adding(businessDays: count, to: try Self.date(start))?.description == end)
  }

  @Test func stepByStep() throws {
    let calendar = try #require(Self.read(Self.setagaya).calendar)
    var day = try Self.date("2019-01-04")
    let start = day
    for count in 1...600 {
      repeat { day = try #require(day.adding(days: 1)) } while !calendar.isBusinessDay(day)
      #expect(calendar.adding(businessDays: count, to: start) == day)
      #expect(calendar.adding(businessDays: -count, to: day) == start)
      #expect(calendar.businessDays(from: start, to: day) == count)
      #expect(calendar.businessDays(from: day, to: start) == -count)
    }
  }

  @Test func neighbours() throws {
    let calendar = try #require(Self.read(Self.setagaya).calendar)
    #expect(calendar.nextBusinessDay(onOrAfter: try Self.date("2022-12-30"))?.description == "2023-01-04")
    #expect(calendar.previousBusinessDay(onOrBefore: try Self.date("2023-01-03"))?.description == "2022-12-28")
    #expect(calendar.nextBusinessDay(onOrAfter: try Self.date("2023-01-04"))?.description == "2023-01-04")
    let closed = BusinessCalendar(id: "never", zone: .named("UTC"), weekend: [1, 2, 3, 4, 5, 6, 7])
    #expect(closed.nextBusinessDay(onOrAfter: try Self.date("2023-01-04")) == nil)
    #expect(closed.adding(businessDays: 1, to: try Self.date("2023-01-04")) == nil)
    #expect(calendar.adding(businessDays: .max, to: try Self.date("2023-01-04")) == nil)
    #expect(calendar.adding(businessDays: .min, to: try Self.date("2023-01-04")) == nil)
  }

  @Test func defaults() throws {
    let calendar = try #require(Self.read("calendar: plain\ntime_zone: Asia/Tokyo\n").calendar)
    #expect(calendar.weekend == [6, 7])
    #expect(calendar.holidays == .japan)
    #expect(calendar.hours == nil)
  }

  @Test func everythingWrongIsToldAtOnce() {
    let text = """
      calendar: 1st office
      time_zone: Tokyo time
      weekend: [saturday, sundy]
      holidays: nippon
      closed: [2023-02-30, {from: 2023-08-16, until: 2023-08-14}, {from: --12-29, until: 2023-01-03}, 2023-05-02]
      open: [2023-05-02]
      hours: {from: 8:30, until: 17:15}
      """
    let (calendar, messages) = Self.read(text)
    #expect(calendar == nil)
    #expect(
      messages == [
        "1:11 KF0401 `1st office` cannot be a calendar's id",
        "2:12 KF0402 `Tokyo time` is not the name of a time zone",
        "3:21 KF0403 `sundy` is not a day of the week",
        "4:11 KF0405 `nippon` is not a known set of holidays",
        "5:10 KF0406 `2023-02-30` is not a day",
        "5:22 KF0408 the range ends on `2023-08-14`, before it begins on `2023-08-16`",
        "5:61 KF0407 only one end of the range is a day of every year",
        "6:8 KF0409 `2023-05-02 2023-05-02` is both closed and open",
        "7:15 KF0410 `8:30` is not a time of day",
      ])
  }

  @Test func furtherMistakes() {
    let (_, messages) = Self.read(
      """
      calendar: a
      time_zone: UTC
      weekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
      hours: {from: 17:15, until: 08:30}
      """)
    #expect(
      messages == [
        "3:10 KF0404 a weekend of all seven days leaves no business day",
        "4:8 KF0411 the hours do not end after they begin",
      ])
  }

  @Test(arguments: [
    CalendarProblem.weekday("sundy", nearest: "sunday"), .weekday("x", nearest: nil), .day("x"), .zone("x"),
    .holidays("x"), .clock("x"), .id("x"), .mixedRange, .reversedHours, .closedAndOpen("x"),
  ])
  func helpInBothLanguages(_ problem: CalendarProblem) throws {
    let help = try #require(problem.help)
    #expect(!help.ja.isEmpty && !help.en.isEmpty && !problem.message.ja.isEmpty)
  }
}
