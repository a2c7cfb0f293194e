// Days: against a table of an independent implementation, at the ends of the calendar, and month by month.

import Testing

@testable import KoshaRules

@Suite struct CalendarDateTests {
  @Test func table() throws {
    for row in try CaseTable.rows("dates.csv", columns: 3) {
      let date = try #require(CalendarDate(row[0]), "\(row)")
      #expect(date.daysSinceEpoch == Int(row[1]), "\(row)")
      #expect(date.weekday == Int(row[2]), "\(row)")
      #expect(CalendarDate(daysSinceEpoch: date.daysSinceEpoch) == date, "\(row)")
      #expect(date.description == row[0], "\(row)")
    }
  }

  @Test func everyDayOfEightHundredYears() throws {
    var last = try #require(CalendarDate(year: -401, month: 12, day: 31))
    for days in (last.daysSinceEpoch + 1)...(last.daysSinceEpoch + 292_194) {
      let date = try #require(CalendarDate(daysSinceEpoch: days))
      let isNext =
        date.day == last.day + 1 && date.month == last.month && date.year == last.year
        || date.day == 1 && date.month == last.month + 1 && date.year == last.year
        || date.day == 1 && date.month == 1 && date.year == last.year + 1
      if !isNext || date.daysSinceEpoch != days || date <= last { Issue.record("\(last) \(date)") }
      last = date
    }
    #expect(last.description == "0399-12-31")
  }

  @Test func ends() throws {
    let first = try #require(CalendarDate(year: -999_999_999, month: 1, day: 1))
    let last = try #require(CalendarDate(year: 999_999_999, month: 12, day: 31))
    #expect(CalendarDate(daysSinceEpoch: first.daysSinceEpoch) == first)
    #expect(CalendarDate(daysSinceEpoch: last.daysSinceEpoch) == last)
    #expect(first.adding(days: -1) == nil)
    #expect(last.adding(days: 1) == nil)
    #expect(last.adding(months: 1) == nil)
    #expect(first.adding(months: -1) == nil)
    #expect(last.adding(days: .max) == nil)
    #expect(first.adding(months: .min) == nil)
    #expect(CalendarDate(year: 1_000_000_000, month: 1, day: 1) == nil)
    #expect(first.description == "-999999999-01-01")
    #expect(CalendarDate("-999999999-01-01") == first)
  }

  @Test(arguments: [
    "", "2023-4-1", "2023-04-1", "23-04-01", "02023-04-01", "2023-02-29", "2023-13-01", "2023-00-10", "2023-01-00",
    "2023-04-31", "+2023-04-01", "2023/04/01", "2023-04-01Z", "2023-04-01T00:00:00", " 2023-04-01", "2023-04-01 ",
    "1000000000-01-01", "２０２３-04-01", "20230401", "2023-04", "--04-01", "0999999999-01-01",
  ])
  func refused(_ text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test(arguments: [
    ("2023-01-31", 1, "2023-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2023-03-31", 1, "2023-04-30"),
    ("2023-08-30", 6, "2024-02-29"), ("2024-02-29", 12, "2025-02-28"), ("2023-04-01", 12, "2024-04-01"),
    ("2023-03-31", -1, "2023-02-28"), ("2023-01-15", -1, "2022-12-15"), ("0000-01-15", -1, "-0001-12-15"),
    ("2023-12-31", 2, "2024-02-29"), ("2023-05-31", 0, "2023-05-31"),
  ])
  func months(_ start: String, _ months: Int, _ end: String) throws {
    #expect(try #require(CalendarDate(start)).adding(months: months)?.description == end)
  }

  @Test func dayOfYear() throws {
    #expect(try #require(CalendarDate("2024-12-31")).dayOfYear == 366)
    #expect(try #require(CalendarDate("2023-03-01")).dayOfYear == 60)
  }
}
