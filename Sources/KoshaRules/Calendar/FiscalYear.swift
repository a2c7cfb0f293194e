// The fiscal year of the national and local governments: April 1st to March 31st (財政法11条, 地方自治法208条).

/// A fiscal year, named by the calendar year in which it begins.
public struct FiscalYear: Sendable, Hashable {
  /// The calendar year of its first day.
  public let year: Int

  /// The fiscal year that begins in a calendar year.
  public init(_ year: Int) {
    self.year = year
  }

  /// The fiscal year of a day.
  public init(containing date: CalendarDate) {
    self.init(date.month >= 4 ? Int(date.year) : Int(date.year) - 1)
  }

  /// April 1st; nil out of the calendar's range.
  public var firstDay: CalendarDate? { CalendarDate(year: year, month: 4, day: 1) }

  /// March 31st of the next year; nil out of the calendar's range.
  public var lastDay: CalendarDate? { CalendarDate(year: year + 1, month: 3, day: 31) }

  /// `令和5年度`, as the year is written on a day of it; nil before 1873.
  ///
  /// The year counts in the day's era, so that 2019 is 平成31年度 in April and 令和元年度 from May on; where the era began
  /// in a later calendar year than the fiscal year did, it keeps the era of its first day.
  public func name(on date: CalendarDate) -> String? {
    guard let firstDay, let ofDay = Era.of(date), let ofStart = Era.of(firstDay) else { return nil }
    let era = ofDay.year(of: firstDay) >= 1 ? ofDay : ofStart
    let number = era.year(of: firstDay)
    return "\(era.name)\(number == 1 ? "元" : String(number))年度"
  }
}
