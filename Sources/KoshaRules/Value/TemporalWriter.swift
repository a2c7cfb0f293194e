// Dates, times and zones as FEEL writes them, put together as bytes: lists write thousands of them.

/// Writes temporal texts.
struct TemporalWriter {
  private var bytes: [UInt8] = []

  /// The text that `write` puts together.
  static func text(_ write: (inout TemporalWriter) -> Void) -> String {
    var writer = TemporalWriter()
    writer.bytes.reserveCapacity(32)
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A value of 0…99 in two digits.
  mutating func twoDigits(_ value: some BinaryInteger) {
    let (tens, ones) = Int(value).quotientAndRemainder(dividingBy: 10)
    bytes.append(UInt8(ascii: "0") + UInt8(tens))
    bytes.append(UInt8(ascii: "0") + UInt8(ones))
  }

  /// Nanoseconds below 10^9 as a decimal fraction with its point and without trailing zeros; nothing for 0.
  mutating func fraction(_ nanoseconds: Int) {
    if nanoseconds == 0 { return }
    bytes.append(UInt8(ascii: "."))
    var rest = nanoseconds
    var unit = 100_000_000
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest / unit))
      rest %= unit
      unit /= 10
    }
  }

  mutating func date(_ date: CalendarDate) {
    if date.year < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = Int(date.year.magnitude)
    if magnitude < 10_000 {
      twoDigits(magnitude / 100)
      twoDigits(magnitude % 100)
    } else {
      append(String(magnitude))
    }
    bytes.append(UInt8(ascii: "-"))
    twoDigits(date.month)
    bytes.append(UInt8(ascii: "-"))
    twoDigits(date.day)
  }

  mutating func time(_ time: TimeOfDay) {
    twoDigits(time.hour)
    bytes.append(UInt8(ascii: ":"))
    twoDigits(time.minute)
    bytes.append(UInt8(ascii: ":"))
    twoDigits(time.second)
    fraction(time.nanosecond)
    if let zone = time.zone { self.zone(zone) }
  }

  mutating func zone(_ zone: Zone) {
    switch zone {
    case .named(let identifier):
      bytes.append(UInt8(ascii: "@"))
      append(identifier)
    case .offset(0):
      bytes.append(UInt8(ascii: "Z"))
    case .offset(let seconds):
      append(seconds < 0 ? "-" : "+")
      let total = Int(seconds.magnitude)
      twoDigits(total / 3600)
      bytes.append(UInt8(ascii: ":"))
      twoDigits(total / 60 % 60)
      if total % 60 != 0 {
        bytes.append(UInt8(ascii: ":"))
        twoDigits(total % 60)
      }
    }
  }
}
