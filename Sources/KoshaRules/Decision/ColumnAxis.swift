// The bounds that the cells of one column name in; for a value, the slice between or at these bounds out.

/// A column's values cut into slices: at each bound, between two neighbours, and null as the last.
///
/// With bounds b0 < b1 < … the slice 2i+1 is the bound bi itself and 2i the gap before it. Cells are then sets of slices,
/// and a value is looked up once for all rules.
struct ColumnAxis: Sendable {
  fileprivate enum Kind: Sendable {
    /// Numbers as whole multiples of 10^-scale, doubled so that what lies between two multiples has a key too.
    case number(scale: Int)
    case date, daysAndTimeDuration, yearsAndMonthsDuration, boolean
    case string
  }

  private let kind: Kind
  /// The bounds, ascending; for strings the first eight bytes of each, most significant first.
  private let keys: [UInt64]
  /// The bounds of a column of strings, in the order of code points.
  private let texts: [String]
  /// How many slices there are.
  let sliceCount: Int

  /// The slice of null.
  var nullSlice: Int { sliceCount - 1 }

  /// Cuts a column at the bounds of its boxes; nil for a type without order or equality known beforehand.
  init?(type: ValueType, boxes: [CellBox]) {
    guard var kind = Kind(type) else { return nil }
    let bounds = boxes.flatMap { $0.spans.flatMap { [$0.low, $0.high].compactMap { $0 } } }
    if case .number = kind { kind = .number(scale: ColumnAxis.scale(of: bounds)) }
    self.kind = kind
    if case .string = kind {
      let texts = bounds.compactMap { bound in
        if case .string(let text) = bound { text } else { nil }
      }.sorted { FEELString.order($0, $1) < 0 }
      var distinct: [String] = []
      for text in texts where distinct.last.map({ !FEELString.equal($0, text) }) ?? true { distinct.append(text) }
      self.texts = distinct
      keys = distinct.map(ColumnAxis.prefix)
    } else {
      let sorted = bounds.compactMap { ColumnAxis.exactKey($0, kind) }.sorted()
      var distinct: [UInt64] = []
      for key in sorted where distinct.last != key { distinct.append(key) }
      keys = distinct
      texts = []
    }
    sliceCount = 2 * keys.count + 2
  }

  /// The slice of a value; nil where it is of another kind.
  @inline(__always)
  func slice(of value: Value) -> Int? {
    switch (kind, value) {
    case (_, .null): return nullSlice
    case (.string, .string(let text)): return slice(of: text)
    case (.number(let scale), .number(let number)):
      return slice(of: ColumnAxis.key(number, scale: scale))
    default:
      guard let key = ColumnAxis.key(value, kind) else { return nil }
      return slice(of: key)
    }
  }

  /// The slices that a box accepts, as closed runs apart from each other; nil where a bound is none of this column.
  func slices(of box: CellBox) -> [ClosedRange<Int>]? {
    let last = sliceCount - 2
    var isInside = [ClosedRange<Int>]()
    for span in box.spans {
      var low = 0
      var high = last
      if let bound = span.low {
        guard let slice = sliceOfBound(bound) else { return nil }
        low = span.includesLow ? slice : slice + 1
      }
      if let bound = span.high {
        guard let slice = sliceOfBound(bound) else { return nil }
        high = span.includesHigh ? slice : slice - 1
      }
      if low <= high { isInside.append(low...high) }
    }
    isInside.sort { $0.lowerBound < $1.lowerBound }
    var runs: [ClosedRange<Int>] = []
    for run in isInside {
      if let previous = runs.last, run.lowerBound <= previous.upperBound + 1 {
        runs[runs.count - 1] = previous.lowerBound...max(previous.upperBound, run.upperBound)
      } else {
        runs.append(run)
      }
    }
    if box.isComplement {
      var outside: [ClosedRange<Int>] = []
      var next = 0
      for run in runs {
        if next < run.lowerBound { outside.append(next...run.lowerBound - 1) }
        next = run.upperBound + 1
      }
      if next <= last { outside.append(next...last) }
      runs = outside
    }
    if box.acceptsNull { runs.append(nullSlice...nullSlice) }
    return runs
  }

  private func sliceOfBound(_ bound: Value) -> Int? {
    if case .string = kind {
      guard case .string = bound else { return nil }
    } else if ColumnAxis.exactKey(bound, kind) == nil {
      return nil
    }
    return slice(of: bound).flatMap { $0 % 2 == 1 && $0 < nullSlice ? $0 : nil }
  }

  /// How many keys are less.
  @inline(__always)
  private func rank(of key: UInt64) -> Int {
    keys.withUnsafeBufferPointer { keys in
      var low = 0
      var count = keys.count
      while count > 0 {
        let half = count >> 1
        if keys[low + half] < key {
          low += half + 1
          count -= half + 1
        } else {
          count = half
        }
      }
      return low
    }
  }

  @inline(__always)
  private func slice(of key: UInt64) -> Int {
    let rank = rank(of: key)
    return rank < keys.count && keys[rank] == key ? 2 * rank + 1 : 2 * rank
  }

  private func slice(of text: String) -> Int {
    let key = ColumnAxis.prefix(text)
    var rank = rank(of: key)
    while rank < keys.count, keys[rank] == key {
      if FEELString.equal(texts[rank], text) { return 2 * rank + 1 }
      if FEELString.order(texts[rank], text) > 0 { break }
      rank += 1
    }
    return 2 * rank
  }

  // MARK: Keys

  /// The first eight bytes, most significant first: never greater for a lesser text.
  private static func prefix(_ text: String) -> UInt64 {
    var key: UInt64 = 0
    var shift: UInt64 = 64
    for byte in text.utf8 {
      shift -= 8
      key |= UInt64(byte) << shift
      if shift == 0 { break }
    }
    return key
  }

  /// The most decimal places of a bound that keys hold.
  private static let placesLimit = 9
  /// Whole multiples up to here have keys of their own; what is larger has the greatest key.
  private static let wholeLimit: UInt128 = 1 << 60

  private static func scale(of bounds: [Value]) -> Int {
    var scale = 0
    for case .number(let number) in bounds {
      let places = -Int(number.reduced.exponent)
      if places <= placesLimit { scale = max(scale, places) }
    }
    return scale
  }

  /// Signed keys in the order of unsigned ones.
  @inline(__always)
  private static func ordered(_ key: Int64) -> UInt64 { UInt64(bitPattern: key) ^ (1 << 63) }

  @inline(__always)
  private static func key(_ number: Decimal128, scale: Int) -> UInt64 {
    ordered(signedKey(number, scale: scale))
  }

  @inline(__always)
  private static func signedKey(_ number: Decimal128, scale: Int) -> Int64 {
    let shift = scale + Int(number.exponent)
    var whole = number.coefficient
    var rest: Int64 = 0
    if shift != 0, whole != 0 {
      if shift > 0 {
        guard shift <= 18, whole <= wholeLimit else { return number.isNegative ? -Int64.max : Int64.max }
        whole *= PowersOfTen.value(shift)
      } else if shift < -Decimal128.precision {
        whole = 0
        rest = 1
      } else {
        let (quotient, remainder) = whole.quotientAndRemainder(dividingBy: PowersOfTen.value(-shift))
        whole = quotient
        rest = remainder == 0 ? 0 : 1
      }
    }
    guard whole <= wholeLimit else { return number.isNegative ? -Int64.max : Int64.max }
    let magnitude = 2 * Int64(truncatingIfNeeded: whole) + rest
    return number.isNegative ? -magnitude : magnitude
  }

  /// The key of a value that is no string; nil where it is of another kind.
  private static func key(_ value: Value, _ kind: Kind) -> UInt64? {
    switch (kind, value) {
    case (.number(let scale), .number(let number)): key(number, scale: scale)
    case (.date, .date(let date)): ordered(Int64(date.daysSinceEpoch))
    case (.daysAndTimeDuration, .daysAndTimeDuration(let duration)):
      ordered(nanoseconds(duration.seconds, Int64(duration.nanoseconds)))
    case (.yearsAndMonthsDuration, .yearsAndMonthsDuration(let duration)): ordered(duration.months)
    case (.boolean, .boolean(let boolean)): boolean ? 1 : 0
    default: nil
    }
  }

  /// The key of a bound; nil where other values share it.
  private static func exactKey(_ bound: Value, _ kind: Kind) -> UInt64? {
    switch (kind, bound) {
    case (.number(let scale), .number(let number)):
      let key = signedKey(number, scale: scale)
      return key % 2 == 0 && key.magnitude < Int64.max.magnitude ? ordered(key) : nil
    case (.daysAndTimeDuration, .daysAndTimeDuration):
      guard let key = key(bound, kind), key != ordered(.max), key != ordered(.min) else { return nil }
      return key
    default: return key(bound, kind)
    }
  }

  /// Nanoseconds; the greatest or least where they are too many.
  private static func nanoseconds(_ seconds: Int64, _ rest: Int64) -> Int64 {
    let (whole, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflows) = whole.addingReportingOverflow(rest)
    return isTooLarge || overflows ? (seconds < 0 ? .min : .max) : sum
  }
}

extension ColumnAxis.Kind {
  fileprivate init?(_ type: ValueType) {
    switch type {
    case .number: self = .number(scale: 0)
    case .string, .enumeration: self = .string
    case .date: self = .date
    // Times are equal to the second and ordered to the fraction, so that equality is no slice of their order; those with
    // zones are ordered only among themselves. Their cells are asked as programs.
    case .daysAndTimeDuration: self = .daysAndTimeDuration
    case .yearsAndMonthsDuration: self = .yearsAndMonthsDuration
    case .boolean: self = .boolean
    default: return nil
    }
  }
}
