// Sums, multiples and ratios of durations (DMN 1.5 §10.3.2.13, tables 55–56); nil where a result is out of range.

extension DaysAndTimeDuration {
  /// All nanoseconds; 64 bits of seconds fit many times over.
  package var totalNanoseconds: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanoseconds) }

  /// A duration of so many nanoseconds; nil where its seconds do not fit 64 bits.
  package init?(totalNanoseconds: Int128) {
    let (seconds, rest) = totalNanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    guard let seconds = Int64(exactly: seconds) else { return nil }
    self.init(seconds: seconds, nanoseconds: Int32(rest))
  }

  /// The length in seconds.
  package var decimalSeconds: Decimal128 {
    let total = totalNanoseconds
    return Decimal128(coefficient: UInt128(total.magnitude), exponent: -9, isNegative: total < 0)
  }

  /// A duration of so many seconds; what is finer than a nanosecond is dropped.
  package init?(decimalSeconds: Decimal128) {
    guard let whole = decimalSeconds.rounded(scale: 9, .down) else { return nil }
    let nanoseconds = whole.coefficient
    // Beyond 10^28 ns no 64 bits of seconds hold it; a coarser exponent than nanoseconds means still more.
    let shift = Int(whole.exponent) + 9
    guard nanoseconds == 0 || PowersOfTen.digits(of: nanoseconds) + shift <= 29 else { return nil }
    let magnitude = Int128(nanoseconds == 0 ? 0 : nanoseconds * PowersOfTen.value(shift))
    self.init(totalNanoseconds: whole.isNegative ? -magnitude : magnitude)
  }

  /// The opposite duration.
  package var negated: DaysAndTimeDuration? { DaysAndTimeDuration(totalNanoseconds: -totalNanoseconds) }

  /// The sum.
  package func adding(_ other: DaysAndTimeDuration) -> DaysAndTimeDuration? {
    DaysAndTimeDuration(totalNanoseconds: totalNanoseconds + other.totalNanoseconds)
  }

  /// The difference.
  package func subtracting(_ other: DaysAndTimeDuration) -> DaysAndTimeDuration? {
    DaysAndTimeDuration(totalNanoseconds: totalNanoseconds - other.totalNanoseconds)
  }

  /// The multiple.
  package func multiplied(by factor: Decimal128) -> DaysAndTimeDuration? {
    decimalSeconds.multiplied(by: factor).flatMap { DaysAndTimeDuration(decimalSeconds: $0) }
  }

  /// The part; nil for a division by zero.
  package func divided(by divisor: Decimal128) -> DaysAndTimeDuration? {
    decimalSeconds.divided(by: divisor).flatMap { DaysAndTimeDuration(decimalSeconds: $0) }
  }

  /// How often the other duration goes into this one; nil for a division by zero.
  package func divided(by divisor: DaysAndTimeDuration) -> Decimal128? {
    decimalSeconds.divided(by: divisor.decimalSeconds)
  }
}

extension YearsAndMonthsDuration {
  private init?(exactly months: (partialValue: Int64, overflow: Bool)) {
    if months.overflow { return nil }
    self.init(months: months.partialValue)
  }

  /// A duration of so many months; a part of a month is dropped.
  package init?(decimalMonths: Decimal128) {
    guard let months = decimalMonths.rounded(scale: 0, .down)?.exactInt else { return nil }
    self.init(months: Int64(months))
  }

  /// The whole months from one day to another, negative where the other is earlier.
  package init(from start: CalendarDate, to end: CalendarDate) {
    let (earlier, later) = start <= end ? (start, end) : (end, start)
    let months = (Int64(later.year) - Int64(earlier.year)) * 12 + Int64(later.month) - Int64(earlier.month)
    let whole = later.day < earlier.day ? months - 1 : months
    self.init(months: start <= end ? whole : -whole)
  }

  /// The opposite duration.
  package var negated: YearsAndMonthsDuration? {
    YearsAndMonthsDuration(exactly: Int64.zero.subtractingReportingOverflow(months))
  }

  /// The sum.
  package func adding(_ other: YearsAndMonthsDuration) -> YearsAndMonthsDuration? {
    YearsAndMonthsDuration(exactly: months.addingReportingOverflow(other.months))
  }

  /// The difference.
  package func subtracting(_ other: YearsAndMonthsDuration) -> YearsAndMonthsDuration? {
    YearsAndMonthsDuration(exactly: months.subtractingReportingOverflow(other.months))
  }

  /// The multiple.
  package func multiplied(by factor: Decimal128) -> YearsAndMonthsDuration? {
    Decimal128(Int(months)).multiplied(by: factor).flatMap { YearsAndMonthsDuration(decimalMonths: $0) }
  }

  /// The part; nil for a division by zero.
  package func divided(by divisor: Decimal128) -> YearsAndMonthsDuration? {
    Decimal128(Int(months)).divided(by: divisor).flatMap { YearsAndMonthsDuration(decimalMonths: $0) }
  }

  /// How often the other duration goes into this one; nil for a division by zero.
  package func divided(by divisor: YearsAndMonthsDuration) -> Decimal128? {
    Decimal128(Int(months)).divided(by: Decimal128(Int(divisor.months)))
  }
}
