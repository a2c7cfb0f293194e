// FEEL's date (DMN 1.5 §10.3.2.3.4): a day of the proleptic Gregorian calendar.

/// A day of the proleptic Gregorian calendar, years -999,999,999…999,999,999.
public struct CalendarDate: Sendable, Hashable, Comparable {
  /// The year.
  public let year: Int32
  /// The month, 1…12.
  public let month: Int8
  /// The day, 1…31.
  public let day: Int8

  /// The years that a date may have.
  static let years = -999_999_999...999_999_999
  /// Days since 1970-01-01 of the first and the last date.
  private static let epochDays =
    days(year: years.lowerBound, month: 1, day: 1)...days(year: years.upperBound, month: 12, day: 31)

  /// A day, nil where the calendar has none such.
  public init?(year: Int, month: Int, day: Int) {
    guard Self.years.contains(year), month >= 1, month <= 12, day >= 1, day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.init(unchecked: year, month, day)
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    self.year = Int32(truncatingIfNeeded: year)
    self.month = Int8(truncatingIfNeeded: month)
    self.day = Int8(truncatingIfNeeded: day)
  }

  /// The day `days` after 1970-01-01; nil out of range.
  public init?(daysSinceEpoch days: Int) {
    guard Self.epochDays.contains(days) else { return nil }
    // Eras of 400 years that begin on March 1st, so that a leap day ends its year.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    self.init(
      unchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// Days since 1970-01-01.
  public var daysSinceEpoch: Int { Self.days(year: Int(year), month: Int(month), day: Int(day)) }

  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Whether a year has a February 29th.
  public static func isLeap(year: Int) -> Bool {
    year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// How many days a month (1…12) has.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// A day written as `2023-04-01` (a minus sign and up to nine digits of year allowed); nil for anything else.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    let date = text.withUTF8 { bytes -> CalendarDate? in
      var scanner = TemporalScanner(bytes)
      guard let date = scanner.date(), scanner.isAtEnd else { return nil }
      return date
    }
    guard let date else { return nil }
    self = date
  }

  /// `2023-04-01`.
  public var description: String { TemporalWriter.text { $0.date(self) } }

  /// 1 (Monday) … 7 (Sunday).
  public var weekday: Int {
    // 1970-01-01 was a Thursday.
    let rest = (daysSinceEpoch + 3) % 7
    return rest < 0 ? rest + 8 : rest + 1
  }

  /// 1 on January 1st.
  public var dayOfYear: Int { daysSinceEpoch - Self.days(year: Int(year), month: 1, day: 1) + 1 }

  /// The day `months` later; where that month is shorter, its last day.
  public func adding(months: Int) -> CalendarDate? {
    let (total, overflow) = (Int(year) * 12 + Int(month) - 1).addingReportingOverflow(months)
    if overflow { return nil }
    let newYear = total >= 0 ? total / 12 : (total - 11) / 12
    guard Self.years.contains(newYear) else { return nil }
    let newMonth = total - newYear * 12 + 1
    return CalendarDate(
      unchecked: newYear, newMonth, min(Int(day), Self.days(inMonth: newMonth, of: newYear)))
  }

  /// The day `days` later.
  public func adding(days: Int) -> CalendarDate? {
    let (total, overflow) = daysSinceEpoch.addingReportingOverflow(days)
    return overflow ? nil : CalendarDate(daysSinceEpoch: total)
  }

  /// Chronological.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CalendarDate: CustomStringConvertible {}
