// FEEL's two durations (DMN 1.5 §10.3.2.3.7–8).

/// A days and time duration, in nanoseconds.
public struct DaysAndTimeDuration: Sendable, Hashable, Comparable {
  /// Whole seconds, of the duration's sign.
  public let seconds: Int64
  /// The rest in nanoseconds, of the duration's sign, magnitude below 10^9.
  public let nanoseconds: Int32

  /// A duration.
  public init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// `P3DT4H`, `-PT0.5S`; nil for anything else, years and months included.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    let read = text.withUTF8 { bytes -> DaysAndTimeDuration? in
      var scanner = TemporalScanner(bytes)
      return Self.read(&scanner)
    }
    guard let read else { return nil }
    self = read
  }

  private static func read(_ scanner: inout TemporalScanner) -> DaysAndTimeDuration? {
    let isNegative = scanner.skip("-")
    guard scanner.skip("P") else { return nil }
    var total: Int64 = 0
    var nanoseconds = 0
    var isEmpty = true
    if scanner.peek != UInt8(ascii: "T") {
      guard let (days, _) = scanner.digits(atMost: 18), scanner.skip("D"), add(days, 86_400, to: &total) else {
        return nil
      }
      isEmpty = false
    }
    if scanner.skip("T") {
      isEmpty = true
      // Each designator may stand once, in this order.
      var designators: ArraySlice<(Unicode.Scalar, Int64)> = [("H", 3600), ("M", 60), ("S", 1)]
      while !scanner.isAtEnd {
        guard let (value, _) = scanner.digits(atMost: 18) else { return nil }
        if scanner.skip(".") {
          guard let fraction = scanner.fraction(), scanner.skip("S"), !designators.isEmpty,
            add(value, 1, to: &total)
          else { return nil }
          nanoseconds = fraction
          designators = []
        } else {
          guard let index = designators.firstIndex(where: { scanner.skip($0.0) }),
            add(value, designators[index].1, to: &total)
          else { return nil }
          designators = designators[(index + 1)...]
        }
        isEmpty = false
      }
    }
    guard !isEmpty, scanner.isAtEnd else { return nil }
    return DaysAndTimeDuration(
      seconds: isNegative ? -total : total, nanoseconds: Int32(isNegative ? -nanoseconds : nanoseconds))
  }

  private static func add(_ count: Int, _ unit: Int64, to total: inout Int64) -> Bool {
    let (product, overflow) = Int64(count).multipliedReportingOverflow(by: unit)
    let (sum, overflowOfSum) = total.addingReportingOverflow(product)
    total = sum
    return !overflow && !overflowOfSum
  }

  /// The canonical ISO form.
  public var description: String {
    if seconds == 0, nanoseconds == 0 { return "PT0S" }
    let isNegative = seconds < 0 || nanoseconds < 0
    let total = seconds.magnitude
    let (days, hours, minutes, rest) = (total / 86_400, total / 3600 % 24, total / 60 % 60, total % 60)
    var text = isNegative ? "-P" : "P"
    if days > 0 { text += "\(days)D" }
    if hours > 0 || minutes > 0 || rest > 0 || nanoseconds != 0 { text += "T" }
    if hours > 0 { text += "\(hours)H" }
    if minutes > 0 { text += "\(minutes)M" }
    if rest > 0 || nanoseconds != 0 {
      text += "\(rest)\(TemporalWriter.text { $0.fraction(Int(nanoseconds.magnitude)) })S"
    }
    return text
  }

  /// By length.
  public static func < (left: DaysAndTimeDuration, right: DaysAndTimeDuration) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

extension DaysAndTimeDuration: CustomStringConvertible {}

/// A years and months duration, in months.
public struct YearsAndMonthsDuration: Sendable, Hashable, Comparable {
  /// Months, negative for a duration back.
  public let months: Int64

  /// A duration.
  public init(months: Int64) {
    self.months = months
  }

  /// `P1Y2M`, `-P3M`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    let read = text.withUTF8 { bytes -> YearsAndMonthsDuration? in
      var scanner = TemporalScanner(bytes)
      return Self.read(&scanner)
    }
    guard let read else { return nil }
    self = read
  }

  private static func read(_ scanner: inout TemporalScanner) -> YearsAndMonthsDuration? {
    let isNegative = scanner.skip("-")
    guard scanner.skip("P"), var (count, _) = scanner.digits(atMost: 17) else { return nil }
    var total = 0
    if scanner.skip("Y") {
      total = count * 12
      if scanner.isAtEnd { return YearsAndMonthsDuration(months: Int64(isNegative ? -total : total)) }
      guard let (months, _) = scanner.digits(atMost: 17) else { return nil }
      count = months
    }
    guard scanner.skip("M"), scanner.isAtEnd else { return nil }
    total += count
    return YearsAndMonthsDuration(months: Int64(isNegative ? -total : total))
  }

  /// The canonical ISO form.
  public var description: String {
    if months == 0 { return "P0M" }
    let (years, rest) = (months.magnitude / 12, months.magnitude % 12)
    var text = months < 0 ? "-P" : "P"
    if years > 0 { text += "\(years)Y" }
    if rest > 0 { text += "\(rest)M" }
    return text
  }

  /// By length.
  public static func < (left: YearsAndMonthsDuration, right: YearsAndMonthsDuration) -> Bool {
    left.months < right.months
  }
}

extension YearsAndMonthsDuration: CustomStringConvertible {}
