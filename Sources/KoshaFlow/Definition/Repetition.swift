// A repeating interval of ISO 8601 (`R/2023-04-01/P1Y`): when its occurrences are.

public import KoshaRules

/// When something comes again and again: a start and a period.
///
/// Every occurrence is reckoned from the start, so that a month's last day does not wander: from 31 January on each month's
/// last day, and in a leap year 29 February again.
public struct Repetition: Sendable, Hashable {
  /// The text.
  public let text: String
  /// How many occurrences there are, nil for no end.
  public let count: Int?
  /// The first occurrence, a local time; a date alone is the beginning of the day.
  let start: DateAndTime
  /// Whether the start is a date alone.
  let isOfDays: Bool
  private let period: Period

  private enum Period: Sendable, Hashable {
    case months(Int)
    case days(Int)
    case milliseconds(Int64)
  }

  /// Reads `R/START/PERIOD` or `Rn/START/PERIOD`; nil for anything else, and for a period of nothing.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].first == "R" else { return nil }
    if parts[0].count == 1 {
      count = nil
    } else {
      guard let number = Int(parts[0].dropFirst()), number > 0 else { return nil }
      count = number
    }
    if let date = CalendarDate(parts[1]) {
      start = DateAndTime(date: date, time: TimeOfDay(nanosecondOfDay: 0, zone: nil))
      isOfDays = true
    } else {
      guard let moment = DateAndTime(String(parts[1])), moment.zone == nil else { return nil }
      start = moment
      isOfDays = false
    }
    if let months = YearsAndMonthsDuration(String(parts[2])) {
      guard months.months > 0 else { return nil }
      period = .months(Int(months.months))
    } else {
      guard let duration = DaysAndTimeDuration(String(parts[2])), duration > DaysAndTimeDuration(seconds: 0),
        duration.isWholeDays || !isOfDays, duration.nanoseconds % 1_000_000 == 0
      else { return nil }
      let (milliseconds, overflow) = duration.seconds.multipliedReportingOverflow(by: 1_000)
      if overflow { return nil }
      period =
        duration.isWholeDays
        ? .days(Int(duration.seconds / 86_400))
        : .milliseconds(milliseconds + Int64(duration.nanoseconds / 1_000_000))
    }
    self.text = text
  }

  /// An occurrence, 0 for the first, before any adjustment: its local time and its instant.
  func occurrence(_ index: Int, in zone: Zone, zones: any ZoneProvider) -> (local: DateAndTime, at: Instant)? {
    guard index >= 0, count.map({ index < $0 }) ?? true else { return nil }
    let local: DateAndTime
    switch period {
    case .months(let months):
      let (total, overflow) = months.multipliedReportingOverflow(by: index)
      guard !overflow, let date = start.date.adding(months: total) else { return nil }
      local = DateAndTime(date: date, time: start.time)
    case .days(let days):
      let (total, overflow) = days.multipliedReportingOverflow(by: index)
      guard !overflow, let date = start.date.adding(days: total) else { return nil }
      local = DateAndTime(date: date, time: start.time)
    case .milliseconds(let milliseconds):
      let (span, overflow) = milliseconds.multipliedReportingOverflow(by: Int64(index))
      guard !overflow, let first = start.instant(in: zone, zones: zones) else { return nil }
      let at = Instant(milliseconds: first.milliseconds + span)
      return at.dateAndTime(in: zone, zones: zones).map { ($0.local, at) }
    }
    return local.instant(in: zone, zones: zones).map { (local, $0) }
  }

  /// How an occurrence is called: its day, with the time where the start has one.
  func name(of local: DateAndTime) -> String { isOfDays ? local.date.description : local.description }
}

extension DateAndTime {
  /// The same clock reading without its zone.
  fileprivate var local: DateAndTime {
    DateAndTime(date: date, time: TimeOfDay(nanosecondOfDay: time.nanosecondOfDay, zone: nil))
  }
}

/// Cases that begin by themselves, again and again.
public struct ScheduleDeclaration: Sendable {
  /// The id.
  public let id: String
  /// When.
  public let every: Repetition
  /// Where an occurrence on a closed day is moved.
  public let adjustment: Adjustment?
  /// The calendar, the workflow's where nil.
  public let calendar: String?
  /// What the case begins with.
  public let data: [Action.Assignment]

  package init(
    id: String, every: Repetition, adjustment: Adjustment?, calendar: String?, data: [Action.Assignment]
  ) {
    self.id = id
    self.every = every
    self.adjustment = adjustment
    self.calendar = calendar
    self.data = data
  }
}

/// One time at which a schedule opens a case.
public struct ScheduleOccurrence: Sendable, Hashable {
  /// Its place, from 0.
  var index: Int
  /// How it is called: its day before any adjustment.
  public var name: String
  /// When the case is to be opened.
  public var at: Instant
}

extension ScheduleDeclaration {
  /// An occurrence, moved off closed days; nil past the last one, and where it cannot be told.
  func occurrence(_ index: Int, _ definition: WorkflowDefinition, in world: StepInput) -> ScheduleOccurrence? {
    let zone = world.workspace.zone
    guard let (local, at) = every.occurrence(index, in: zone, zones: world.zones) else { return nil }
    let name = every.name(of: local)
    guard let adjustment else { return ScheduleOccurrence(index: index, name: name, at: at) }
    let found = calendar.map { world.workspace.calendar($0) } ?? world.calendar(of: definition)
    guard let day = found?.adjusted(local.date, adjustment),
      let moved = DateAndTime(date: day, time: local.time).instant(in: zone, zones: world.zones)
    else { return nil }
    return ScheduleOccurrence(index: index, name: name, at: moved)
  }

  /// The last occurrence that has come, and the next one to come.
  func occurrences(
    around now: Instant, _ definition: WorkflowDefinition, in world: StepInput
  ) -> (last: ScheduleOccurrence?, next: ScheduleOccurrence?) {
    /// Nil past the last one counts as not come, so that a search ends there.
    func hasCome(_ index: Int) -> Bool { occurrence(index, definition, in: world).map { $0.at <= now } ?? false }
    guard hasCome(0) else { return (nil, occurrence(0, definition, in: world)) }
    var low = 0
    var high = 1
    while hasCome(high) { (low, high) = (high, high * 2) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if hasCome(middle) { low = middle } else { high = middle }
    }
    return (occurrence(low, definition, in: world), occurrence(low + 1, definition, in: world))
  }
}
