// The offset changes of one IANA zone, from the bytes of a TZif file (RFC 9636).

/// When a zone's offset from UTC was what.
public struct ZoneRules: Sendable {
  /// From `start` on (seconds since the epoch) the offset is `offset` seconds.
  struct Transition: Sendable {
    var start: Int64
    var offset: Int32
  }

  /// The offset before the first transition.
  private let first: Int32
  /// Ascending.
  private let transitions: [Transition]
  /// The rule after the last transition, where the zone has one.
  private let rule: ZoneRule?

  init(first: Int32, transitions: [Transition], rule: ZoneRule?) {
    self.first = first
    self.transitions = transitions
    self.rule = rule
  }

  /// Rules of a zone that never changes.
  public init(fixedOffsetSeconds: Int32) {
    self.init(first: fixedOffsetSeconds, transitions: [], rule: nil)
  }

  /// Rules from a TZif file (versions 1 to 4, with the footer's rule for later years); nil where it is none.
  public init?(tzif bytes: [UInt8]) {
    var reader = ZoneFileReader(bytes)
    guard let rules = reader.rules() else { return nil }
    self = rules
  }

  /// The offset in seconds at a point of time (seconds since the epoch).
  public func offset(atUTC seconds: Int64) -> Int32 {
    guard let last = transitions.last else { return rule?.offset(atUTC: seconds) ?? first }
    if seconds >= last.start { return rule?.offset(atUTC: seconds) ?? last.offset }
    let index = count(startingUpTo: seconds)
    return index == 0 ? first : transitions[index - 1].offset
  }

  /// The offset in seconds of a local wall-clock time (seconds since the epoch as if it were UTC); in a gap the offset
  /// before it, in an overlap the earlier one.
  public func offset(atLocal seconds: Int64) -> Int32 {
    // Offsets are below a day and changes lie further apart, so those a day before and after are all candidates.
    let before = offset(atUTC: seconds - 86_400)
    let after = offset(atUTC: seconds + 86_400)
    if before == after { return before }
    // In an overlap both fit: the one before the change gives the earlier point of time. In a gap none fits.
    if offset(atUTC: seconds - Int64(before)) == before { return before }
    return offset(atUTC: seconds - Int64(after)) == after ? after : before
  }

  private func count(startingUpTo seconds: Int64) -> Int {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].start <= seconds { low = middle + 1 } else { high = middle }
    }
    return low
  }
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

/// Where the rules of named zones come from; the core reads no files.
public protocol ZoneProvider: Sendable {
  /// The rules of an IANA zone, nil where unknown.
  func rules(for identifier: String) -> ZoneRules?
}
