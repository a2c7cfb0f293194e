// FEEL's date and time (DMN 1.5 §10.3.2.3.6), and the instants that clocks give.

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
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    let read = text.withUTF8 { bytes -> DateAndTime? in
      var scanner = TemporalScanner(bytes)
      guard let date = scanner.date(), scanner.skip("T"), let time = scanner.time(), scanner.isAtEnd else {
        return nil
      }
      guard scanner.isEndOfDay else { return DateAndTime(date: date, time: time) }
      return CalendarDate(daysSinceEpoch: date.daysSinceEpoch + 1).map { DateAndTime(date: $0, time: time) }
    }
    guard let read else { return nil }
    self = read
  }

  /// The date and time as FEEL writes it.
  public var description: String {
    TemporalWriter.text {
      $0.date(date)
      $0.append("T")
      $0.time(time)
    }
  }

  /// The zone, nil for a local date and time.
  public var zone: Zone? { time.zone }

  /// Seconds since the epoch as if the clock showed UTC.
  package var localSeconds: Int64 {
    Int64(date.daysSinceEpoch) * 86_400 + time.nanosecondOfDay / 1_000_000_000
  }

  /// The date and time of so many seconds since the epoch on a clock that shows UTC; nil out of range.
  package init?(localSeconds seconds: Int64, nanosecond: Int, zone: Zone?) {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    guard let date = CalendarDate(daysSinceEpoch: Int(day)) else { return nil }
    let rest = seconds - day * 86_400
    self.init(date: date, time: TimeOfDay(nanosecondOfDay: rest * 1_000_000_000 + Int64(nanosecond), zone: zone))
  }

  /// Seconds since the epoch, a local time taken in `zone`; nil where the zone is unknown.
  package func utcSeconds(in zone: Zone, zones: any ZoneProvider) -> Int64? {
    let local = localSeconds
    return (time.zone ?? zone).offset(atLocal: local, zones: zones).map { local - Int64($0) }
  }

  /// The instant, a local time taken in `zone`; nil where the zone is unknown or the year out of an instant's range.
  ///
  /// What is finer than a millisecond is dropped.
  public func instant(in zone: Zone, zones: any ZoneProvider) -> Instant? {
    guard let seconds = utcSeconds(in: zone, zones: zones) else { return nil }
    let milliseconds = Int128(seconds) * 1000 + Int128(time.nanosecond / 1_000_000)
    return Int64(exactly: milliseconds).map { Instant(milliseconds: $0) }
  }

  /// The same point of time on the clock of another zone; a local time is taken in `zone` itself.
  public func converted(to zone: Zone, zones: any ZoneProvider) -> DateAndTime? {
    guard let seconds = utcSeconds(in: zone, zones: zones),
      let offset = zone.offset(atUTC: seconds, zones: zones)
    else { return nil }
    return DateAndTime(localSeconds: seconds + Int64(offset), nanosecond: time.nanosecond, zone: zone)
  }
}

extension DateAndTime: CustomStringConvertible {}

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

  /// Whole seconds since the epoch, and the milliseconds behind them.
  private var parts: (seconds: Int64, milliseconds: Int) {
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return rest < 0 ? (seconds - 1, Int(rest + 1000)) : (seconds, Int(rest))
  }

  /// The date and time in a zone; the zone of the result is `zone` itself.
  public func dateAndTime(in zone: Zone, zones: any ZoneProvider) -> DateAndTime? {
    let (seconds, rest) = parts
    guard let offset = zone.offset(atUTC: seconds, zones: zones) else { return nil }
    return DateAndTime(localSeconds: seconds + Int64(offset), nanosecond: rest * 1_000_000, zone: zone)
  }

  /// RFC 3339 with the zone's offset, milliseconds only where not zero: `2023-04-03T09:00:00+09:00`.
  ///
  /// An unknown zone is written in UTC.
  public func rfc3339(in zone: Zone, zones: any ZoneProvider) -> String {
    let (seconds, rest) = parts
    // RFC 3339 knows offsets of whole minutes only; older local mean times are written in UTC.
    let offset = zone.offset(atUTC: seconds, zones: zones).flatMap { $0 % 60 == 0 ? $0 : nil } ?? 0
    let local = DateAndTime(
      localSeconds: seconds + Int64(offset), nanosecond: rest * 1_000_000, zone: .offset(seconds: offset))
    guard let local else { preconditionFailure("64 bits of milliseconds lie within the calendar's years") }
    return local.description
  }

  /// An RFC 3339 time (`2023-04-03T09:00:00+09:00`, `…Z`); nil for anything else.
  public init?(rfc3339 text: some StringProtocol) {
    guard let read = DateAndTime(text), case .offset(let offset)? = read.zone, offset % 60 == 0,
      let instant = read.instant(in: .offset(seconds: offset), zones: FixedZones())
    else { return nil }
    self = instant
  }
}
