// Holidays against a table of two independent lists, the law's one-off days, eras and fiscal years.

import KoshaSource
import Testing

@testable import KoshaRules

@Suite struct JapaneseHolidaysTests {
  @Test func table() throws {
    var expected: [Int: [String]] = [:]
    for row in try CaseTable.rows("japanese-holidays.csv", columns: 1) {
      expected[try #require(Int(row[0].prefix(4))), default: []].append(row[0])
    }
    for year in 1949...2050 {
      #expect(JapaneseHolidays(year: year).all.map(\.date.description) == expected[year], "\(year)")
    }
  }

  @Test(arguments: [
    ("1948-09-23", "秋分の日"), ("1948-11-03", "文化の日"), ("1959-04-10", "皇太子明仁親王の結婚の儀"), ("1988-04-29", "天皇誕生日"),
    ("1989-02-24", "昭和天皇の大喪の礼"), ("1989-12-23", "天皇誕生日"), ("1990-11-12", "即位礼正殿の儀"),
    ("1993-06-09", "皇太子徳仁親王の結婚の儀"), ("1999-10-10", "体育の日"), ("2006-04-29", "みどりの日"), ("2007-04-29", "昭和の日"),
    ("2009-09-22", "国民の休日"), ("2015-09-22", "国民の休日"), ("2019-04-30", "国民の休日"), ("2019-05-01", "天皇の即位の日"),
    ("2019-05-02", "国民の休日"), ("2019-10-22", "即位礼正殿の儀の行われる日"), ("2020-07-23", "海の日"), ("2020-07-24", "スポーツの日"),
    ("2020-08-10", "山の日"), ("2021-07-22", "海の日"), ("2021-08-08", "山の日"), ("2021-08-09", "振替休日"),
    ("2023-01-02", "振替休日"), ("2023-03-21", "春分の日"), ("2023-09-23", "秋分の日"), ("2024-02-12", "振替休日"),
    ("2024-05-06", "振替休日"), ("2024-08-12", "振替休日"), ("2024-09-23", "振替休日"), ("2024-11-04", "振替休日"),
    ("2025-02-24", "振替休日"), ("2025-05-06", "振替休日"), ("2025-11-24", "振替休日"), ("2026-05-06", "振替休日"),
    ("2026-09-22", "国民の休日"), ("2027-03-22", "振替休日"), ("2032-09-21", "国民の休日"), ("2024-03-20", "春分の日"),
    ("2028-09-22", "秋分の日"), ("2020-02-24", "振替休日"), ("1973-04-30", "振替休日"),
  ])
  func named(_ text: String, _ name: String) throws {
    let date = try #require(CalendarDate(text))
    #expect(JapaneseHolidays(year: Int(date.year)).name(of: date)?.words.ja == name)
  }

  @Test(arguments: [
    "1948-01-01", "1948-04-29", "1973-02-12", "1985-05-04", "2019-12-23", "2019-02-23", "2020-08-11", "2020-10-12",
    "2020-07-20", "2023-04-03",
  ])
  func working(_ text: String) throws {
    let date = try #require(CalendarDate(text))
    #expect(JapaneseHolidays(year: Int(date.year)).name(of: date) == nil)
  }

  @Test func outsideTheLaw() throws {
    #expect(JapaneseHolidays(year: 1947).all.isEmpty)
    #expect(JapaneseHolidays(year: -5).all.isEmpty)
    #expect(JapaneseHolidays(year: 2023).name(of: try #require(CalendarDate("2024-01-01"))) == nil)
    #expect(JapaneseHolidays(year: 2023).all.first?.name.words.en == "New Year's Day")
  }
}

@Suite struct EraTests {
  @Test(arguments: [
    ("2023-02-02", "令和5年2月2日"), ("2019-05-01", "令和元年5月1日"), ("2019-04-30", "平成31年4月30日"),
    ("1989-01-08", "平成元年1月8日"), ("1989-01-07", "昭和64年1月7日"), ("1926-12-25", "昭和元年12月25日"),
    ("1926-12-24", "大正15年12月24日"), ("1912-07-30", "大正元年7月30日"), ("1912-07-29", "明治45年7月29日"),
    ("1873-01-01", "明治6年1月1日"),
  ])
  func wareki(_ date: String, _ text: String) throws {
    #expect(Era.wareki(try #require(CalendarDate(date))) == text)
  }

  @Test func beforeTheGregorianCalendar() throws {
    #expect(Era.wareki(try #require(CalendarDate("1872-12-31"))) == nil)
    #expect(Era.meiji.date(year: 5, month: 12, day: 31) == nil)
  }

  @Test func everyDayBothWays() throws {
    let first = try #require(CalendarDate("1873-01-01")).daysSinceEpoch
    for days in stride(from: first, to: first + 80_000, by: 3) {
      let date = try #require(CalendarDate(daysSinceEpoch: days))
      let text = try #require(Era.wareki(date))
      #expect(try HumanInput.read(text, as: .date).get().plainText == date.description)
    }
  }

  @Test func sharedDays() {
    #expect(Era.meiji.date(year: 45, month: 7, day: 30)?.description == "1912-07-30")
    #expect(Era.meiji.date(year: 45, month: 7, day: 31) == nil)
    #expect(Era.taisho.date(year: 15, month: 12, day: 25)?.description == "1926-12-25")
    #expect(Era.taisho.date(year: 15, month: 12, day: 26) == nil)
    #expect(Era.showa.date(year: 64, month: 1, day: 8) == nil)
  }

  @Test(arguments: [("2023-03-31", 2022), ("2023-04-01", 2023), ("2024-01-01", 2023)])
  func fiscalYear(_ date: String, _ year: Int) throws {
    let fiscalYear = FiscalYear(containing: try #require(CalendarDate(date)))
    #expect(fiscalYear.year == year)
    #expect(fiscalYear.firstDay?.description == "\(year)-04-01")
    #expect(fiscalYear.lastDay?.description == "\(year + 1)-03-31")
  }
}
