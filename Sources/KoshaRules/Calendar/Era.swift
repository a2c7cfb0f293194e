// Japanese eras: a date to its year of reign and back (元号法; the Gregorian calendar from 明治6年 on).

/// An era by which Japan counts years.
public enum Era: Sendable, Hashable, CaseIterable {
  /// 明治, from 1868.
  case meiji
  /// 大正, from 1912.
  case taisho
  /// 昭和, from 1926.
  case showa
  /// 平成, from 1989.
  case heisei
  /// 令和, from 2019.
  case reiwa

  /// The name: `令和`.
  public var name: String {
    switch self {
    case .meiji: "明治"
    case .taisho: "大正"
    case .showa: "昭和"
    case .heisei: "平成"
    case .reiwa: "令和"
    }
  }

  /// The letter of abbreviated dates: `R`.
  public var letter: String {
    switch self {
    case .meiji: "M"
    case .taisho: "T"
    case .showa: "S"
    case .heisei: "H"
    case .reiwa: "R"
    }
  }

  /// The first day as year, month, day; 明治 was dated back to its first New Year's Day.
  private var start: (year: Int, month: Int, day: Int) {
    switch self {
    case .meiji: (1868, 1, 25)
    case .taisho: (1912, 7, 30)
    case .showa: (1926, 12, 25)
    case .heisei: (1989, 1, 8)
    case .reiwa: (2019, 5, 1)
    }
  }

  private func hasBegun(on date: CalendarDate) -> Bool {
    let start = start
    // Months were lunar ones until 1872: no day of ours has a date of 明治5年 or earlier.
    return date.year >= 1873 && (Int(date.year), Int(date.month), Int(date.day)) >= (start.year, start.month, start.day)
  }

  /// The era of a day; nil before 1873.
  ///
  /// The day on which an era began on its predecessor's last day is the new era's.
  public static func of(_ date: CalendarDate) -> Era? {
    allCases.last { $0.hasBegun(on: date) }
  }

  /// The day of an era's date; nil where the calendar has none such or the day lies outside the era.
  ///
  /// The last day of 明治 and of 大正 was also the first of the next era and counts to both.
  public func date(year: Int, month: Int, day: Int) -> CalendarDate? {
    guard let date = calendarDate(year: year, month: month, day: day), hasBegun(on: date) else { return nil }
    guard let next = Self.allCases.first(where: { $0.start.year > start.year }), next.hasBegun(on: date) else {
      return date
    }
    let isSharedDay = (self == .meiji || self == .taisho) && date.adding(days: -1).map(next.hasBegun(on:)) == false
    return isSharedDay ? date : nil
  }

  /// The day that a year of this era would be if the era had no end: 平成33年1月1日 is 2021-01-01.
  public func calendarDate(year: Int, month: Int, day: Int) -> CalendarDate? {
    guard (1...9999).contains(year) else { return nil }
    return CalendarDate(year: start.year + year - 1, month: month, day: day)
  }

  /// The year of this era that a day lies in, from 1.
  public func year(of date: CalendarDate) -> Int { Int(date.year) - start.year + 1 }

  /// `令和5年2月2日`, `令和元年5月1日`; nil before 1873.
  public static func wareki(_ date: CalendarDate) -> String? {
    guard let era = of(date) else { return nil }
    let year = era.year(of: date)
    return "\(era.name)\(year == 1 ? "元" : String(year))年\(date.month)月\(date.day)日"
  }

  /// The day that a text means by its era: `令和元年5月1日`, `令和1年5月1日`, `R1.5.1`.
  ///
  /// - Throws: `outsideEra` for a day that the era has not, such as 平成31年5月1日, with its right form.
  public static func date(written text: String) throws(HumanInputProblem) -> CalendarDate {
    let typed = HumanText.normalised(text)
    guard HumanDate.namesEra(typed) else { throw .unreadable(.date, text) }
    return try HumanDate.read(typed, written: text)
  }
}
