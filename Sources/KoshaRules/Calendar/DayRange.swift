// A day or a run of days, once or every year.

/// Days that a calendar closes or opens, both ends included.
public enum DayRange: Sendable, Hashable {
  /// A day of every year.
  public struct MonthDay: Sendable, Hashable, Comparable {
    /// 1…12.
    public let month: Int
    /// 1…31.
    public let day: Int

    /// A day of the year, nil where no year has it.
    public init?(month: Int, day: Int) {
      // 2000 was a leap year.
      guard CalendarDate(year: 2000, month: month, day: day) != nil else { return nil }
      self.month = month
      self.day = day
    }

    /// By the order of the year.
    public static func < (left: MonthDay, right: MonthDay) -> Bool {
      (left.month, left.day) < (right.month, right.day)
    }

    /// `--12-29`, as ISO 8601 writes a day of every year.
    var text: String {
      TemporalWriter.text {
        $0.append("--")
        $0.twoDigits(month)
        $0.append("-")
        $0.twoDigits(day)
      }
    }
  }

  /// From one day to another.
  case once(from: CalendarDate, until: CalendarDate)
  /// From one day of every year to another; it crosses New Year where the second comes earlier in the year.
  case yearly(from: MonthDay, until: MonthDay)

  /// Whether a day belongs to the range.
  public func contains(_ date: CalendarDate) -> Bool {
    switch self {
    case .once(let from, let until): return from <= date && date <= until
    case .yearly(let from, let until):
      let day = (Int(date.month), Int(date.day))
      let isAfterStart = day >= (from.month, from.day)
      let isBeforeEnd = day <= (until.month, until.day)
      return from <= until ? isAfterStart && isBeforeEnd : isAfterStart || isBeforeEnd
    }
  }

  var canonicalText: String {
    switch self {
    case .once(let from, let until): "\(from) \(until)"
    case .yearly(let from, let until): "\(from.text) \(until.text)"
    }
  }
}
