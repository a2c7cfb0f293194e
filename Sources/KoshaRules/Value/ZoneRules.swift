// The offset changes of one IANA zone, from the bytes of a TZif file (RFC 9636).

/// When a zone's offset from UTC was what.
public struct ZoneRules: Sendable {
  /// Rules of a zone that never changes.
  public init(fixedOffsetSeconds: Int32) { preconditionFailure("unwritten") }

  /// Rules from a TZif file (versions 1 to 4, with the footer's rule for later years); nil where it is none.
  public init?(tzif bytes: [UInt8]) { preconditionFailure("unwritten") }

  /// The offset in seconds at a point of time (seconds since the epoch).
  public func offset(atUTC seconds: Int64) -> Int32 { preconditionFailure("unwritten") }

  /// The offset in seconds of a local wall-clock time (seconds since the epoch as if it were UTC); in a gap the offset
  /// before it, in an overlap the earlier one.
  public func offset(atLocal seconds: Int64) -> Int32 { preconditionFailure("unwritten") }
}

/// A provider that knows `Asia/Tokyo` and UTC alone, both fixed; for tests and for workspaces that need no other.
public struct FixedZones: ZoneProvider {
  /// The provider.
  public init() {}

  /// `Asia/Tokyo`, `Japan`, `UTC`, `Etc/UTC`.
  public func rules(for identifier: String) -> ZoneRules? {
    switch identifier {
    case "Asia/Tokyo", "Japan": ZoneRules(fixedOffsetSeconds: 9 * 3600)
    case "UTC", "Etc/UTC": ZoneRules(fixedOffsetSeconds: 0)
    default: nil
    }
  }
}
