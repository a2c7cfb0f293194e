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
}
