// FEEL's time (DMN 1.5 §10.3.2.3.5) and the zones it may carry.

/// The zone of a time.
public enum Zone: Sendable, Hashable {
  /// A fixed offset from UTC in seconds.
  case offset(seconds: Int32)
  /// An IANA zone, for example `Asia/Tokyo`.
  case named(String)

  /// `Z`, `+09:00`, `@Asia/Tokyo`: the zone as it stands behind a time.
  public var suffix: String { TemporalWriter.text { $0.zone(self) } }

  /// The offset at a point of time (seconds since the epoch); nil where the zone is unknown.
  package func offset(atUTC seconds: Int64, zones: any ZoneProvider) -> Int32? {
    switch self {
    case .offset(let offset): offset
    case .named(let identifier): zones.rules(for: identifier)?.offset(atUTC: seconds)
    }
  }

  /// The offset at a local time (seconds since the epoch as if it were UTC); nil where the zone is unknown.
  package func offset(atLocal seconds: Int64, zones: any ZoneProvider) -> Int32? {
    switch self {
    case .offset(let offset): offset
    case .named(let identifier): zones.rules(for: identifier)?.offset(atLocal: seconds)
    }
  }
}

/// A time of day, with or without a zone.
public struct TimeOfDay: Sendable, Hashable {
  /// Nanoseconds since midnight, below 86,400 × 10^9.
  public let nanosecondOfDay: Int64
  /// The zone, nil for a local time.
  public let zone: Zone?

  static let nanosecondsPerDay: Int64 = 86_400_000_000_000

  /// A time from nanoseconds since midnight.
  public init(nanosecondOfDay: Int64, zone: Zone?) {
    self.nanosecondOfDay = nanosecondOfDay
    self.zone = zone
  }

  /// A time, nil where the clock has none such.
  public init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, zone: Zone? = nil) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
      (0...999_999_999).contains(nanosecond)
    else { return nil }
    self.init(
      nanosecondOfDay: Int64((hour * 60 + minute) * 60 + second) * 1_000_000_000 + Int64(nanosecond), zone: zone)
  }

  /// A time written as `09:00:00`, `09:00:00.5+09:00`, `09:00:00@Asia/Tokyo`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    let time = text.withUTF8 { bytes -> TimeOfDay? in
      var scanner = TemporalScanner(bytes)
      guard let time = scanner.time(), scanner.isAtEnd else { return nil }
      return time
    }
    guard let time else { return nil }
    self = time
  }

  /// The time as FEEL writes it.
  public var description: String { TemporalWriter.text { $0.time(self) } }

  /// 0…23.
  public var hour: Int { Int(nanosecondOfDay / 3_600_000_000_000) }
  /// 0…59.
  public var minute: Int { Int(nanosecondOfDay / 60_000_000_000 % 60) }
  /// 0…59.
  public var second: Int { Int(nanosecondOfDay / 1_000_000_000 % 60) }
  /// 0…999,999,999.
  public var nanosecond: Int { Int(nanosecondOfDay % 1_000_000_000) }
}

extension TimeOfDay: CustomStringConvertible {}
