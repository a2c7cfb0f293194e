// On which days an office is open: weekends, national holidays, its own closed and open days.

/// A named calendar of business days.
public struct BusinessCalendar: Sendable {
  /// The hours of an open day.
  public struct Hours: Sendable, Hashable {
    /// When the office opens, a local time.
    public var from: TimeOfDay
    /// When it closes, a local time.
    public var until: TimeOfDay

    /// The hours.
    public init(from: TimeOfDay, until: TimeOfDay) {
      self.from = from
      self.until = until
    }
  }

  /// Which holidays are closed days.
  public enum Holidays: String, Sendable, Hashable, CaseIterable {
    /// Japan's national holidays.
    case japan
    /// None.
    case none
  }

  /// The calendar's id.
  public let id: String
  /// Its time zone.
  public let zone: Zone
  /// The closed days of the week, 1 (Monday) … 7 (Sunday).
  public let weekend: Set<Int>
  /// The holidays.
  public let holidays: Holidays
  /// Closed days beside those.
  public let closed: [DayRange]
  /// Days that are open whatever else says that they are closed.
  public let open: [DayRange]
  /// The hours of an open day, nil where not told.
  public let hours: Hours?

  /// A calendar.
  public init(
    id: String, zone: Zone, weekend: Set<Int> = [6, 7], holidays: Holidays = .japan, closed: [DayRange] = [],
    open: [DayRange] = [], hours: Hours? = nil
  ) {
    self.id = id
    self.zone = zone
    self.weekend = weekend
    self.holidays = holidays
    self.closed = closed
    self.open = open
    self.hours = hours
  }

  /// How far a search for an open day goes: 100 years.
  private static let searchedDays = 36_525

  /// Whether the office is open on a day.
  public func isBusinessDay(_ date: CalendarDate) -> Bool {
    isOpen(date, weekday: date.weekday) { JapaneseHolidays(year: Int(date.year)).name(of: date) != nil }
  }

  private func isOpen(_ date: CalendarDate, weekday: Int, isHoliday: () -> Bool) -> Bool {
    if open.contains(where: { $0.contains(date) }) { return true }
    if weekend.contains(weekday) || closed.contains(where: { $0.contains(date) }) { return false }
    return holidays == .none || !isHoliday()
  }

  /// The day `count` business days after a day, or before it where negative, that day not counted.
  ///
  /// 0 gives the day
  /// itself where open, else the next open day. Nil where no day is found within 100 years.
  public func adding(businessDays count: Int, to date: CalendarDate) -> CalendarDate? {
    if count == 0 { return nextBusinessDay(onOrAfter: date) }
    guard count.magnitude <= UInt(Self.searchedDays) else { return nil }
    var walk = Walk(self, from: date)
    var left = abs(count)
    return walk.first(count > 0 ? .later : .earlier, within: Self.searchedDays, includingStart: false) {
      left -= 1
      return left == 0
    }
  }

  /// The day itself where open, else the next open day.
  public func nextBusinessDay(onOrAfter date: CalendarDate) -> CalendarDate? {
    var walk = Walk(self, from: date)
    return walk.first(.later, within: Self.searchedDays, includingStart: true) { true }
  }

  /// The day itself where open, else the last open day before.
  public func previousBusinessDay(onOrBefore date: CalendarDate) -> CalendarDate? {
    var walk = Walk(self, from: date)
    return walk.first(.earlier, within: Self.searchedDays, includingStart: true) { true }
  }

  /// How many open days lie after `start` up to and with `end`, negative where `end` is earlier.
  ///
  /// Nil where they lie more than 100 years apart.
  public func businessDays(from start: CalendarDate, to end: CalendarDate) -> Int? {
    if end < start { return businessDays(from: end, to: start).map { -$0 } }
    let days = end.daysSinceEpoch - start.daysSinceEpoch
    guard days <= Self.searchedDays else { return nil }
    var walk = Walk(self, from: start)
    var count = 0
    _ = walk.first(.later, within: days, includingStart: false) {
      count += 1
      return false
    }
    return count
  }

  /// The canonical text of everything that decides, for digests.
  public var canonicalText: String {
    var lines = ["calendar \(id)", "zone \(zone.suffix)"]
    lines.append("weekend \(weekend.sorted().map(String.init).joined(separator: " "))")
    lines.append("holidays \(holidays.rawValue)")
    lines += closed.map { "closed \($0.canonicalText)" }
    lines += open.map { "open \($0.canonicalText)" }
    if let hours { lines.append("hours \(hours.from) \(hours.until)") }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension BusinessCalendar {
  /// A walk day by day that computes the holidays of each year it comes through once.
  private struct Walk {
    enum Direction {
      case later
      case earlier
    }

    private let calendar: BusinessCalendar
    private var date: CalendarDate
    private var weekday: Int
    private var holidays: JapaneseHolidays?

    init(_ calendar: BusinessCalendar, from date: CalendarDate) {
      self.calendar = calendar
      self.date = date
      weekday = date.weekday
    }

    /// The first open day for which `isWanted` says so; it is asked about open days only.
    mutating func first(
      _ direction: Direction, within days: Int, includingStart: Bool, _ isWanted: () -> Bool
    ) -> CalendarDate? {
      if includingStart, isOpen(), isWanted() { return date }
      for _ in 0..<days {
        guard let next = date.adding(days: direction == .later ? 1 : -1) else { return nil }
        date = next
        weekday = direction == .later ? weekday % 7 + 1 : (weekday + 5) % 7 + 1
        if isOpen(), isWanted() { return date }
      }
      return nil
    }

    private mutating func isOpen() -> Bool {
      if calendar.holidays == .japan, holidays?.year != Int(date.year) {
        holidays = JapaneseHolidays(year: Int(date.year))
      }
      return calendar.isOpen(date, weekday: weekday) { holidays?.name(of: date) != nil }
    }
  }
}
