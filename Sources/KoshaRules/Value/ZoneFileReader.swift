// Bytes of a TZif file in, zone rules out (RFC 9636 §3).

/// Reads a TZif file from its first byte to its footer.
struct ZoneFileReader {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  private struct Header {
    var version: UInt8
    var utcIndicators: Int
    var standardIndicators: Int
    var leapSeconds: Int
    var transitions: Int
    var types: Int
    var abbreviationBytes: Int

    func bodySize(timeSize: Int) -> Int {
      transitions * (timeSize + 1) + types * 6 + abbreviationBytes + leapSeconds * (timeSize + 4)
        + standardIndicators + utcIndicators
    }
  }

  mutating func rules() -> ZoneRules? {
    guard let short = header() else { return nil }
    if short.version == 0 { return body(short, timeSize: 4) }
    // From version 2 on a second header and body follow, with times of 64 bits.
    index += short.bodySize(timeSize: 4)
    guard let long = header() else { return nil }
    return body(long, timeSize: 8)
  }

  private mutating func header() -> Header? {
    guard index + 44 <= bytes.count, bytes[index..<index + 4].elementsEqual("TZif".utf8) else { return nil }
    let version = bytes[index + 4]
    index += 20
    return Header(
      version: version == 0 ? 0 : version &- 0x30, utcIndicators: count(), standardIndicators: count(),
      leapSeconds: count(), transitions: count(), types: count(), abbreviationBytes: count())
  }

  private mutating func count() -> Int { Int(UInt32(truncatingIfNeeded: number(4))) }

  /// A signed number in big-endian order.
  private mutating func number(_ size: Int) -> Int64 {
    var value = Int64(Int8(bitPattern: bytes[index]))
    for offset in 1..<size { value = value << 8 | Int64(bytes[index + offset]) }
    index += size
    return value
  }

  private mutating func body(_ header: Header, timeSize: Int) -> ZoneRules? {
    guard header.types > 0, index + header.bodySize(timeSize: timeSize) <= bytes.count else { return nil }
    var starts: [Int64] = []
    for _ in 0..<header.transitions { starts.append(number(timeSize)) }
    let types = bytes[index..<index + header.transitions].map(Int.init)
    index += header.transitions
    var offsets: [Int32] = []
    for _ in 0..<header.types {
      offsets.append(Int32(truncatingIfNeeded: number(4)))
      index += 2
    }
    index += header.abbreviationBytes + header.leapSeconds * (timeSize + 4) + header.standardIndicators
    index += header.utcIndicators
    var transitions: [ZoneRules.Transition] = []
    for (start, type) in zip(starts, types) {
      guard type < offsets.count, transitions.last.map({ $0.start < start }) ?? true else { return nil }
      transitions.append(ZoneRules.Transition(start: start, offset: offsets[type]))
    }
    var rule: ZoneRule?
    if timeSize == 8, let footer = footer(), !footer.isEmpty {
      guard let read = ZoneRule(posix: footer) else { return nil }
      rule = read
    }
    return ZoneRules(first: offsets[0], transitions: transitions, rule: rule)
  }

  /// The line between two line ends at the file's end; nil where there is none.
  private func footer() -> [UInt8]? {
    guard index < bytes.count, bytes[index] == 0x0A, let end = bytes[(index + 1)...].firstIndex(of: 0x0A) else {
      return nil
    }
    return Array(bytes[(index + 1)..<end])
  }
}
