// The verifier's own reader of headers: byte by byte against the one form that version 1 has.

/// The fields of a header that is in its canonical form.
struct HeaderFields {
  /// The case.
  let handle: CaseHandle
  /// 64 hexadecimal digits, in the header's own bytes.
  let commitment: UnsafeRawBufferPointer
  /// The case's previous entry.
  let previous: Int?
  /// The entry's number.
  let sequence: Int
  /// Milliseconds since the epoch.
  let time: Int

  /// Reads a header; nil where a byte is out of place.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var scanner = HeaderScanner(bytes: bytes)
    guard scanner.skip(#"{"case":""#), let high = scanner.word(), let low = scanner.word(),
      scanner.skip(#"","commitment":""#), let commitment = scanner.digest(), scanner.skip(#"","definition":""#),
      scanner.digest() != nil, scanner.skip(#"","kind":""#), scanner.kind(), scanner.skip(#"","prev":"#)
    else { return nil }
    if scanner.skip("null") {
      previous = nil
    } else {
      guard let number = scanner.number(), number >= 0 else { return nil }
      previous = number
    }
    guard scanner.skip(#","seq":"#), let sequence = scanner.number(), sequence >= 0, scanner.skip(#","time":"#),
      let time = scanner.number(), scanner.skip(#","v":1}"#), scanner.isAtEnd
    else { return nil }
    self.handle = CaseHandle(high: high, low: low)
    self.commitment = commitment
    self.sequence = sequence
    self.time = time
  }
}

private struct HeaderScanner {
  let bytes: UnsafeRawBufferPointer
  var index = 0

  init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { index == bytes.count }

  mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
    index += count
    return true
  }

  /// 16 hexadecimal digits.
  mutating func word() -> UInt64? {
    guard index + 16 <= bytes.count else { return nil }
    var word: UInt64 = 0
    for byte in bytes[index..<(index + 16)] {
      guard let digit = Self.value(byte) else { return nil }
      word = word << 4 | UInt64(digit)
    }
    index += 16
    return word
  }

  /// 64 hexadecimal digits.
  mutating func digest() -> UnsafeRawBufferPointer? {
    guard index + 64 <= bytes.count else { return nil }
    let digits = UnsafeRawBufferPointer(rebasing: bytes[index..<(index + 64)])
    guard digits.allSatisfy({ Self.value($0) != nil }) else { return nil }
    index += 64
    return digits
  }

  /// Lower-case letters.
  mutating func kind() -> Bool {
    let start = index
    while index < bytes.count, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[index]) { index += 1 }
    return index > start
  }

  /// A whole number without needless zeros.
  mutating func number() -> Int? {
    let isNegative = skip("-")
    let start = index
    var number = 0
    while index < bytes.count, index - start < 18 {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { break }
      number = number * 10 + Int(digit)
      index += 1
    }
    guard index > start, index - start == 1 || bytes[start] != 0x30, !(isNegative && number == 0) else { return nil }
    return isNegative ? -number : number
  }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
