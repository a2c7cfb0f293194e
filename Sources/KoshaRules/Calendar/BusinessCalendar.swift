// On which days an office is open.

public import KoshaSource
public import KoshaYAML

/// A named calendar of business days.
public struct BusinessCalendar: Sendable {
  /// The calendar's id.
  public let id: String
  /// Its time zone.
  public let zone: Zone

  /// Whether the office is open on a day.
  public func isBusinessDay(_ date: CalendarDate) -> Bool { preconditionFailure("unwritten") }

  /// The day `count` business days after (or before, negative) a day; the day itself is not counted. 0 gives the day
  /// itself where open, else the next open day. Nil where no day is found within 100 years.
  public func adding(businessDays count: Int, to date: CalendarDate) -> CalendarDate? { preconditionFailure("unwritten") }

  /// The day itself where open, else the next open day.
  public func nextBusinessDay(onOrAfter date: CalendarDate) -> CalendarDate? { preconditionFailure("unwritten") }

  /// The day itself where open, else the last open day before.
  public func previousBusinessDay(onOrBefore date: CalendarDate) -> CalendarDate? { preconditionFailure("unwritten") }

  /// Reads a calendar file (language.md §5).
  public static func read(_ node: YAMLNode, into bag: inout DiagnosticBag) -> BusinessCalendar? {
    preconditionFailure("unwritten")
  }

  /// The canonical text of everything that decides, for digests.
  public var canonicalText: String { preconditionFailure("unwritten") }
}
