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
    /// Nanoseconds of the clock, or of UTC.
    case time(isZoned: Bool)
    case dateAndTime(isZoned: Bool)
    case string
  }

  fileprivate let kind: Kind
  /// The bounds, ascending; for strings the first eight bytes of each, most significant first.
  fileprivate let keys: [UInt64]
  /// The bounds of a column of strings, in the order of code points.
  fileprivate let texts: [String]
  /// This column alone, for its cells' bounds.
  private let lookup: ColumnAxes
  /// How many slices there are.
  let sliceCount: Int

  /// The slice of null.
  var nullSlice: Int { sliceCount - 1 }

  /// Cuts a column at the bounds of its boxes; nil for a type without order or equality known beforehand.
  ///
  /// A column of times, or of anything, is of the kind of its first bound; values of other kinds have no slice, and
  /// cells with bounds of other kinds none either.
  init?(type: ValueType, boxes: [CellBox]) {
    let first = boxes.lazy.flatMap(\.spans).lazy.compactMap { $0.low ?? $0.high }.first
    guard var kind = Kind(type, first: first) else { return nil }
    var bounds: [Value] = []
    bounds.reserveCapacity(2 * boxes.count)
    for box in boxes {
      for span in box.spans {
        let edges = ColumnAxis.edges(of: span)
        if let low = edges.low { bounds.append(low) }
        if !edges.isPoint, let high = edges.high { bounds.append(high) }
      }
    }
    if case .number = kind { kind = .number(scale: ColumnAxis.scale(of: bounds)) }
    self.kind = kind
    if case .string = kind {
      let distinct = ColumnAxis.distinct(bounds)
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
    lookup = ColumnAxes([(kind, keys, texts)])
  }

  /// The texts among bounds, each once, in the order of code points; a column of words says the same few again and
  /// again.
  private static func distinct(_ bounds: [Value]) -> [String] {
    var seen: [UInt64: [String]] = [:]
    var texts: [String] = []
    for case .string(let text) in bounds {
      let key = prefix(text)
      if seen[key]?.contains(where: { FEELString.equal($0, text) }) == true { continue }
      seen[key, default: []].append(text)
      texts.append(text)
    }
    return texts.sorted { FEELString.order($0, $1) < 0 }
  }

  /// The slices that a box accepts, as closed runs apart from each other; nil where a bound is none of this column.
  func slices(of box: CellBox) -> [ClosedRange<Int>]? {
    let last = sliceCount - 2
    var isInside: [ClosedRange<Int>] = []
    isInside.reserveCapacity(box.spans.count)
    for written in box.spans {
      let span = ColumnAxis.edges(of: written)
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
    if isInside.count == 1, !box.isComplement, !box.acceptsNull { return isInside }
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

  /// A span by the order of its kind: FEEL holds times equal that are the same second, and orders them to the fraction,
  /// so that those equal to one are a span of a whole second.
  private static func edges(of span: CellBox.Span) -> CellBox.Span {
    guard span.isPoint, let value = span.low else { return span }
    switch value {
    case .time(let time):
      let second = time.wholeSecond
      return CellBox.Span(
        low: .time(second), includesLow: true,
        high: .time(TimeOfDay(nanosecondOfDay: second.nanosecondOfDay + 1_000_000_000, zone: time.zone)),
        includesHigh: false)
    case .dateAndTime(let dateAndTime):
      let second = dateAndTime.wholeSecond
      let next = DateAndTime(localSeconds: second.localSeconds + 1, nanosecond: 0, zone: dateAndTime.zone)
      return CellBox.Span(
        low: .dateAndTime(second), includesLow: true, high: next.map(Value.dateAndTime), includesHigh: false)
    default: return span
    }
  }

  private func sliceOfBound(_ bound: Value) -> Int? {
    if case .string = kind {
      guard case .string = bound else { return nil }
    } else if ColumnAxis.exactKey(bound, kind) == nil {
      return nil
    }
    return lookup.slice(of: bound, column: 0).flatMap { $0 % 2 == 1 && $0 < nullSlice ? $0 : nil }
  }

  // MARK: Keys

  /// The first eight bytes, most significant first: never greater for a lesser text.
  fileprivate static func prefix(_ text: String) -> UInt64 {
    text.utf8.withContiguousStorageIfAvailable(word) ?? word(first: text.utf8)
  }

  private static func word(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    bytes.count < 8 ? word(first: bytes) : UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt64.self).bigEndian
  }

  @inline(__always)
  private static func word(first bytes: some Sequence<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    var shift: UInt64 = 64
    for byte in bytes {
      shift -= 8
      key |= UInt64(byte) << shift
      if shift == 0 { break }
    }
    return key
  }

  /// The most decimal places of a bound that keys hold.
  private static let placesLimit = 9
  /// Whole multiples up to here have keys of their own; what is larger has the greatest key.
  @inline(__always)
  private static var wholeLimit: UInt128 { 1 << 60 }

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
  fileprivate static func key(_ number: Decimal128, scale: Int) -> UInt64 {
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
        let (quotient, remainder) = PowersOfTen.quotientAndRemainder(whole, byPower: -shift)
        whole = quotient
        rest = remainder == 0 ? 0 : 1
      }
    }
    guard whole <= wholeLimit else { return number.isNegative ? -Int64.max : Int64.max }
    let magnitude = 2 * Int64(truncatingIfNeeded: whole) + rest
    return number.isNegative ? -magnitude : magnitude
  }

  /// The key of a value that is no string; nil where it is of another kind.
  fileprivate static func key(_ value: Value, _ kind: Kind) -> UInt64? {
    switch (kind, value) {
    case (.number(let scale), .number(let number)): key(number, scale: scale)
    case (.date, .date(let date)): ordered(Int64(date.daysSinceEpoch))
    case (.daysAndTimeDuration, .daysAndTimeDuration(let duration)):
      ordered(nanoseconds(duration.seconds, Int64(duration.nanoseconds)))
    case (.yearsAndMonthsDuration, .yearsAndMonthsDuration(let duration)): ordered(duration.months)
    case (.boolean, .boolean(let boolean)): boolean ? 1 : 0
    case (.time(let isZoned), .time(let time)):
      offset(of: time.zone, isZoned).map { ordered(time.nanosecondOfDay - $0 * 1_000_000_000) }
    case (.dateAndTime(let isZoned), .dateAndTime(let dateAndTime)):
      offset(of: dateAndTime.zone, isZoned).map {
        ordered(nanoseconds(dateAndTime.localSeconds - $0, Int64(dateAndTime.time.nanosecond)))
      }
    default: nil
    }
  }

  /// The offset from UTC in seconds that orders a time among its like, 0 for local ones; nil where it is none of them,
  /// or only a provider of zones would know.
  private static func offset(of zone: Zone?, _ isZoned: Bool) -> Int64? {
    switch zone {
    case nil: isZoned ? nil : 0
    case .offset(let seconds)?: isZoned ? Int64(seconds) : nil
    case .named?: nil
    }
  }

  /// The key of a bound; nil where other values share it.
  private static func exactKey(_ bound: Value, _ kind: Kind) -> UInt64? {
    switch (kind, bound) {
    case (.number(let scale), .number(let number)):
      let key = signedKey(number, scale: scale)
      return key % 2 == 0 && key.magnitude < Int64.max.magnitude ? ordered(key) : nil
    case (.daysAndTimeDuration, .daysAndTimeDuration), (.dateAndTime, .dateAndTime):
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

/// The axes of all columns of a table, side by side: asking for a value's slice counts no references.
struct ColumnAxes: Sendable {
  private struct Column: Sendable {
    var kind: ColumnAxis.Kind
    /// Where the column's bounds begin.
    var start: Int
    var count: Int
  }

  private let columns: [Column?]
  private let keys: [UInt64]
  /// The bounds of columns of strings; those of others stand empty, so that places agree.
  private let texts: [String]

  init(_ axes: [ColumnAxis?]) {
    self.init(axes.map { axis in axis.map { ($0.kind, $0.keys, $0.texts) } })
  }

  fileprivate init(_ axes: [(kind: ColumnAxis.Kind, keys: [UInt64], texts: [String])?]) {
    var columns: [Column?] = []
    var keys: [UInt64] = []
    var texts: [String] = []
    for axis in axes {
      columns.append(axis.map { Column(kind: $0.kind, start: keys.count, count: $0.keys.count) })
      guard let axis else { continue }
      keys += axis.keys
      texts += axis.texts.isEmpty ? Array(repeating: "", count: axis.keys.count) : axis.texts
    }
    self.columns = columns
    self.keys = keys
    self.texts = texts
  }

  /// The slice of a value; -1 where the column has no axis, nil where the value is of another kind.
  @inline(__always)
  func slice(of value: Value, column index: Int) -> Int? {
    guard let column = columns[index] else { return -1 }
    switch (column.kind, value) {
    case (_, .null): return 2 * column.count + 1
    case (.string, .string(let text)): return slice(of: text, column)
    case (.number(let scale), .number(let number)): return slice(of: ColumnAxis.key(number, scale: scale), column)
    default: return ColumnAxis.key(value, column.kind).map { slice(of: $0, column) }
    }
  }

  /// How many keys of a column are less.
  @inline(__always)
  private func rank(of key: UInt64, _ column: Column) -> Int {
    var low = column.start
    var count = column.count
    while count > 0 {
      let half = count >> 1
      if keys[low + half] < key {
        low += half + 1
        count -= half + 1
      } else {
        count = half
      }
    }
    return low - column.start
  }

  @inline(__always)
  private func slice(of key: UInt64, _ column: Column) -> Int {
    let rank = rank(of: key, column)
    return rank < column.count && keys[column.start + rank] == key ? 2 * rank + 1 : 2 * rank
  }

  private func slice(of text: String, _ column: Column) -> Int {
    let key = ColumnAxis.prefix(text)
    var rank = rank(of: key, column)
    while rank < column.count, keys[column.start + rank] == key {
      if FEELString.equal(texts[column.start + rank], text) { return 2 * rank + 1 }
      if FEELString.order(texts[column.start + rank], text) > 0 { break }
      rank += 1
    }
    return 2 * rank
  }
}

extension ColumnAxis.Kind {
  /// Nil for a type whose values have no known order; times with and without zones have none in common, and a column
  /// of anything may hold several kinds: there the first bound tells which is meant.
  fileprivate init?(_ type: ValueType, first: Value?) {
    switch type {
    case .number: self = .number(scale: 0)
    case .string, .enumeration: self = .string
    case .date: self = .date
    case .daysAndTimeDuration: self = .daysAndTimeDuration
    case .yearsAndMonthsDuration: self = .yearsAndMonthsDuration
    case .boolean: self = .boolean
    case .time, .dateAndTime, .any:
      guard let first else { return nil }
      self.init(first)
    default: return nil
    }
  }

  /// The kind of a bound.
  private init?(_ bound: Value) {
    switch bound {
    case .number: self = .number(scale: 0)
    case .string: self = .string
    case .date: self = .date
    case .time(let time): self = .time(isZoned: time.zone != nil)
    case .dateAndTime(let dateAndTime): self = .dateAndTime(isZoned: dateAndTime.zone != nil)
    case .daysAndTimeDuration: self = .daysAndTimeDuration
    case .yearsAndMonthsDuration: self = .yearsAndMonthsDuration
    case .boolean: self = .boolean
    default: return nil
    }
  }
}
