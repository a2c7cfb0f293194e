// FEEL's date, time, and date and time (DMN 1.5 §10.3.2.3.4–6), proleptic Gregorian.

/// A day of the proleptic Gregorian calendar, years -999,999,999…999,999,999.
public struct CalendarDate: Sendable, Hashable, Comparable {
  /// The year.
  public let year: Int32
  /// The month, 1…12.
  public let month: Int8
  /// The day, 1…31.
  public let day: Int8

  /// A day, nil where the calendar has none such.
  public init?(year: Int, month: Int, day: Int) { preconditionFailure("unwritten") }

  /// The day `days` after 1970-01-01; nil out of range.
  public init?(daysSinceEpoch days: Int) { preconditionFailure("unwritten") }

  /// Days since 1970-01-01.
  public var daysSinceEpoch: Int { preconditionFailure("unwritten") }

  /// A day written as `2023-04-01` (sign and up to nine digits of year allowed); nil for anything else.
  public init?(_ text: some StringProtocol) { preconditionFailure("unwritten") }

  /// `2023-04-01`.
  public var description: String { preconditionFailure("unwritten") }

  /// 1 (Monday) … 7 (Sunday).
  public var weekday: Int { preconditionFailure("unwritten") }

  /// The day `months` later; where that month is shorter, its last day.
  public func adding(months: Int) -> CalendarDate? { preconditionFailure("unwritten") }
  /// The day `days` later.
  public func adding(days: Int) -> CalendarDate? { preconditionFailure("unwritten") }

  /// Chronological.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

/// The zone of a time.
public enum Zone: Sendable, Hashable {
  /// A fixed offset from UTC in seconds.
  case offset(seconds: Int32)
  /// An IANA zone, for example `Asia/Tokyo`.
  case named(String)
}

/// A time of day, with or without a zone.
public struct TimeOfDay: Sendable, Hashable {
  /// Nanoseconds since midnight, below 86,400 × 10^9.
  public let nanosecondOfDay: Int64
  /// The zone, nil for a local time.
  public let zone: Zone?

  /// A time from nanoseconds since midnight.
  public init(nanosecondOfDay: Int64, zone: Zone?) {
    self.nanosecondOfDay = nanosecondOfDay
    self.zone = zone
  }

  /// A time, nil where the clock has none such.
  public init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, zone: Zone? = nil) {
    preconditionFailure("unwritten")
  }

  /// A time written as `09:00:00`, `09:00:00.5+09:00`, `09:00:00@Asia/Tokyo`; nil for anything else.
  public init?(_ text: some StringProtocol) { preconditionFailure("unwritten") }

  /// The time as FEEL writes it.
  public var description: String { preconditionFailure("unwritten") }
  /// 0…23.
  public var hour: Int { Int(nanosecondOfDay / 3_600_000_000_000) }
  /// 0…59.
  public var minute: Int { Int(nanosecondOfDay / 60_000_000_000 % 60) }
  /// 0…59.
  public var second: Int { Int(nanosecondOfDay / 1_000_000_000 % 60) }
}

/// A day and a time of day.
public struct DateAndTime: Sendable, Hashable {
  /// The day.
  public let date: CalendarDate
  /// The time, which carries the zone.
  public let time: TimeOfDay

  /// A date and time.
  public init(date: CalendarDate, time: TimeOfDay) {
    self.date = date
    self.time = time
  }

  /// A date and time written as `2023-04-01T09:00:00+09:00` (zone optional); nil for anything else.
  public init?(_ text: some StringProtocol) { preconditionFailure("unwritten") }

  /// The date and time as FEEL writes it.
  public var description: String { preconditionFailure("unwritten") }

  /// The instant, a local time taken in `zone`; nil where the zone is unknown or the year out of an instant's range.
  public func instant(in zone: Zone, zones: any ZoneProvider) -> Instant? { preconditionFailure("unwritten") }
}

/// A point of time in milliseconds since 1970-01-01T00:00:00Z: what clocks give, timers hold and journals record.
public struct Instant: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var milliseconds: Int64

  /// A point of time.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Chronological.
  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  /// The date and time in a zone; the zone of the result is `zone` itself.
  public func dateAndTime(in zone: Zone, zones: any ZoneProvider) -> DateAndTime? { preconditionFailure("unwritten") }

  /// RFC 3339 with the zone's offset, milliseconds only where not zero: `2023-04-03T09:00:00+09:00`.
  public func rfc3339(in zone: Zone, zones: any ZoneProvider) -> String { preconditionFailure("unwritten") }

  /// An RFC 3339 time (`2023-04-03T09:00:00+09:00`, `…Z`); nil for anything else.
  public init?(rfc3339 text: some StringProtocol) { preconditionFailure("unwritten") }
}

/// Where the rules of named zones come from; the core reads no files.
public protocol ZoneProvider: Sendable {
  /// The rules of an IANA zone, nil where unknown.
  func rules(for identifier: String) -> ZoneRules?
}
