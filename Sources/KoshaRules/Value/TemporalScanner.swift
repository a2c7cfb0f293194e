// Bytes of a text in, dates, times and zones out: strictly the lexical forms of XML Schema 1.1 and of FEEL's `@` zones.

/// A cursor over the bytes of a text; every reader answers nil where the text is not what it reads.
struct TemporalScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  /// Whether the time read last was written as the end of its day.
  private(set) var isEndOfDay = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { index == bytes.count }

  var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  /// All digits that stand here, at least one and at most `limit`, and how many they are.
  mutating func digits(atMost limit: Int) -> (value: Int, count: Int)? {
    var value = 0
    let start = index
    while index < bytes.count, bytes[index] &- 0x30 < 10 {
      guard index - start < limit else { return nil }
      value = value * 10 + Int(bytes[index] &- 0x30)
      index += 1
    }
    return index == start ? nil : (value, index - start)
  }

  /// Exactly two digits, not above `limit`.
  mutating func twoDigits(upTo limit: Int) -> Int? {
    guard let (value, count) = digits(atMost: 2), count == 2, value <= limit else { return nil }
    return value
  }

  /// `2023-04-01`: four digits of year, or up to nine without a leading zero.
  mutating func date() -> CalendarDate? {
    let isNegative = skip("-")
    let startsWithZero = peek == UInt8(ascii: "0")
    guard let (year, count) = digits(atMost: 9), count >= 4, count == 4 || !startsWithZero,
      skip("-"), let month = twoDigits(upTo: 12), skip("-"), let day = twoDigits(upTo: 31)
    else { return nil }
    return CalendarDate(year: isNegative ? -year : year, month: month, day: day)
  }

  /// `09:00:00`, with up to nine digits of fraction and a zone; `24:00:00` is the first moment of the next day (XML
  /// Schema 1.1 part 2, §3.3.7.2).
  mutating func time() -> TimeOfDay? {
    guard let written = twoDigits(upTo: 24), skip(":"), let minute = twoDigits(upTo: 59), skip(":"),
      let second = twoDigits(upTo: 59)
    else { return nil }
    var nanosecond = 0
    if skip(".") {
      guard let fraction = fraction() else { return nil }
      nanosecond = fraction
    }
    isEndOfDay = written == 24
    if isEndOfDay, minute != 0 || second != 0 || nanosecond != 0 { return nil }
    let hour = isEndOfDay ? 0 : written
    var zone: Zone?
    if !isAtEnd {
      guard let read = self.zone() else { return nil }
      zone = read
    }
    return TimeOfDay(hour: hour, minute: minute, second: second, nanosecond: nanosecond, zone: zone)
  }

  /// The digits behind a decimal point, in 10^-9.
  mutating func fraction() -> Int? {
    guard var (value, count) = digits(atMost: 9) else { return nil }
    while count < 9 {
      value *= 10
      count += 1
    }
    return value
  }

  /// `Z`, `+09:00`, `-03:30:15`, `@Asia/Tokyo`.
  mutating func zone() -> Zone? {
    // The standard's own examples have the small letter too (DMN 1.5 §10.3.4.1).
    if skip("Z") || skip("z") { return .offset(seconds: 0) }
    if skip("@") {
      let start = index
      while index < bytes.count, Self.isZoneByte(bytes[index]) { index += 1 }
      guard index > start, bytes[start] | 0x20 >= UInt8(ascii: "a") else { return nil }
      return .named(String(decoding: bytes[start..<index], as: UTF8.self))
    }
    let isNegative = peek == UInt8(ascii: "-")
    guard skip("+") || skip("-"), let hours = twoDigits(upTo: 18), skip(":"), let minutes = twoDigits(upTo: 59)
    else { return nil }
    var seconds = 0
    if skip(":") {
      guard let read = twoDigits(upTo: 59) else { return nil }
      seconds = read
    }
    let total = hours * 3600 + minutes * 60 + seconds
    guard total <= 18 * 3600 else { return nil }
    return .offset(seconds: Int32(isNegative ? -total : total))
  }

  private static func isZoneByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
