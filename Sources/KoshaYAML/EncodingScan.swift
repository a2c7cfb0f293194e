// The bytes of a file in; whether they are clean UTF-8 text out, every fault at its place.

package import KoshaSource

/// The first linear pass: size, encoding and characters that no file may hold.
package struct EncodingScan {
  /// Where the text begins: after a byte order mark, if there is one.
  package private(set) var start = 0
  /// Whether every byte is ASCII, so that character indices are byte offsets.
  private(set) var isASCII = true
  /// Whether the text may be read on.
  package private(set) var isClean = true

  /// A file of binary data would give a message for every byte.
  private static let mostFaults = 50

  package init(_ file: SourceFile, limits: YAMLLimits, into bag: inout DiagnosticBag) {
    let bytes = file.bytes
    if bytes.count > limits.bytes {
      isClean = false
      bag.add(
        YAMLProblem.tooLarge(bytes: bytes.count, limit: limits.bytes),
        at: SourceSpan(file: file, range: limits.bytes..<limits.bytes))
      return
    }
    if let name = Self.otherEncoding(bytes) {
      isClean = false
      bag.add(YAMLProblem.otherEncoding(name: name), at: SourceSpan(file: file, range: 0..<min(2, bytes.count)))
      return
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    bytes.withUnsafeBufferPointer { scan($0, of: file, into: &bag) }
  }

  private static func otherEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    guard bytes.count >= 4 else { return nil }
    // Without a mark, the zero bytes beside the first ASCII character tell the width.
    switch (bytes[0] == 0, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0) {
    case (true, true, true, false), (false, true, true, true): return "UTF-32"
    case (true, false, true, false), (false, true, false, true): return "UTF-16"
    default: return nil
    }
  }

  private mutating func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, of file: SourceFile, into bag: inout DiagnosticBag
  ) {
    var faults = 0
    var offset = start
    func report(_ problem: YAMLProblem, length: Int) {
      faults += 1
      bag.add(problem, at: SourceSpan(file: file, range: offset..<offset + length))
    }
    while offset < bytes.count, faults < Self.mostFaults {
      offset = Self.passOrdinary(bytes, from: offset, isASCII: &isASCII)
      guard offset < bytes.count else { break }
      let byte = bytes[offset]
      if byte >= 0x20, byte < 0x7F {
        offset += 1
      } else if byte < 0x80 {
        let allowed =
          byte == 0x0A || byte == 0x09
          || (byte == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A)
        if !allowed { report(.controlCharacter(UInt32(byte)), length: 1) }
        offset += 1
      } else {
        isASCII = false
        guard let (scalar, length) = Self.decode(bytes, at: offset) else {
          report(.invalidUTF8(byte: byte), length: 1)
          offset += 1
          continue
        }
        switch scalar {
        case 0x85, 0x2028, 0x2029: report(.lineSeparator(scalar), length: length)
        case 0x80...0x9F, 0xFFFE, 0xFFFF: report(.controlCharacter(scalar), length: length)
        case 0xFEFF: report(.strayByteOrderMark, length: length)
        default: break
        }
        offset += length
      }
    }
    isClean = faults == 0
  }

  /// Passes over what nearly every file consists of and what can hold no fault: lines of printable ASCII eight bytes at a
  /// time, and the characters from U+3000 to U+9FFF, which are three bytes from 0xE3 to 0xE9 on.
  @inline(__always)
  private static func passOrdinary(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isASCII: inout Bool
  ) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = start
    while true {
      if offset + 8 <= bytes.count {
        let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if Word.highBits(word) == 0, Word.below(0x20, word) == Word.equal(0x0A, word), Word.equal(0x7F, word) == 0 {
          offset += 8
          continue
        }
      }
      guard offset + 2 < bytes.count else { return offset }
      let byte = bytes[offset]
      if byte >= 0xE3, byte <= 0xE9, bytes[offset + 1] & 0xC0 == 0x80, bytes[offset + 2] & 0xC0 == 0x80 {
        isASCII = false
        offset += 3
      } else if byte >= 0x20, byte < 0x7F {
        offset += 1
      } else {
        return offset
      }
    }
  }

  /// A well-formed sequence of two to four bytes by table 3-7 of the Unicode standard: no overlong form, no surrogate.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (scalar: UInt32, length: Int)? {
    let lead = bytes[offset]
    func continuation(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> UInt32? {
      guard offset + distance < bytes.count, range.contains(bytes[offset + distance]) else { return nil }
      return UInt32(bytes[offset + distance] & 0x3F)
    }
    switch lead {
    case 0xC2...0xDF:
      guard let second = continuation(1) else { return nil }
      return (UInt32(lead & 0x1F) << 6 | second, 2)
    case 0xE0...0xEF:
      let range: ClosedRange<UInt8> = lead == 0xE0 ? 0xA0...0xBF : lead == 0xED ? 0x80...0x9F : 0x80...0xBF
      guard let second = continuation(1, range), let third = continuation(2) else { return nil }
      return (UInt32(lead & 0x0F) << 12 | second << 6 | third, 3)
    case 0xF0...0xF4:
      let range: ClosedRange<UInt8> = lead == 0xF0 ? 0x90...0xBF : lead == 0xF4 ? 0x80...0x8F : 0x80...0xBF
      guard let second = continuation(1, range), let third = continuation(2), let fourth = continuation(3)
      else { return nil }
      return (UInt32(lead & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
    default: return nil
    }
  }
}

/// Eight bytes tested at once; an answer has the first bit of each byte that passes the test.
private enum Word {
  private static var firstBits: UInt64 { 0x8080_8080_8080_8080 }
  private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// The bytes that are no ASCII.
  static func highBits(_ word: UInt64) -> UInt64 { word & firstBits }

  /// The bytes of ASCII that are below a bound; no borrow crosses a byte, since each has its first bit set before.
  static func below(_ bound: UInt64, _ word: UInt64) -> UInt64 {
    ~((word | firstBits) &- bound &* ones) & firstBits
  }

  /// The bytes of ASCII that are equal to one.
  static func equal(_ byte: UInt64, _ word: UInt64) -> UInt64 { below(1, word ^ byte &* ones) }
}
