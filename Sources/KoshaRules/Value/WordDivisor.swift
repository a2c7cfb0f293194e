// Divisors of one word in, quotients rounded to 34 digits out, by multiplication with a reciprocal.

/// A divisor below 2^64 with what divides by it without the processor's division.
///
/// A division of 128 by 64 bits is a call and takes some forty cycles on many processors, a multiplication three; a
/// quotient of 34 digits is two of either (Möller and Granlund, Improved division by invariant integers, 2011).
struct WordDivisor: Sendable {
  private let digits: Int
  private let word: UInt64
  /// The word shifted left until its highest bit is set.
  private let normalized: UInt64
  private let shift: UInt64
  /// (2^128 - 1) ÷ `normalized`, rounded down, less 2^64.
  private let reciprocal: UInt64

  /// A divisor that is not zero.
  @inline(__always)
  init(_ word: UInt64) {
    self.word = word
    digits = PowersOfTen.digits(of: word)
    shift = UInt64(truncatingIfNeeded: word.leadingZeroBitCount)
    normalized = word &<< shift
    let numerator =
      UInt128(truncatingIfNeeded: ~normalized) << 64 | UInt128(truncatingIfNeeded: UInt64.max)
    reciprocal = UInt64(truncatingIfNeeded: numerator / UInt128(truncatingIfNeeded: normalized))
  }

  /// The quotient, whose ideal exponent is `exponent`, rounded half even; nil near the ends of the exponents, which are
  /// left to the general division.
  ///
  /// - Parameter dividend: not zero.
  @inline(__always)
  func quotient(of dividend: UInt64, exponent: Int, isNegative: Bool) -> Decimal128? {
    let scale = scale(for: dividend)
    let place = exponent &- scale
    guard place >= Decimal128.exponents.lowerBound, exponent <= Decimal128.exponents.upperBound else { return nil }
    var (quotient, rest) = scaled(dividend, by: scale)
    if rest == 0 {
      let (digits, removed) = Decimal128.strippingZeros(quotient, atMost: scale)
      return Decimal128(coefficient: digits, exponent: place &+ removed, isNegative: isNegative)
    }
    let other = word &- rest
    if rest > other || (rest == other && quotient & 1 == 1) {
      quotient = quotient &+ 1
      if quotient == PowersOfTen.coefficientLimit {
        return Decimal128(coefficient: PowersOfTen.value(33), exponent: place &+ 1, isNegative: isNegative)
      }
    }
    return Decimal128(coefficient: quotient, exponent: place, isNegative: isNegative)
  }

  /// How many zeros to append to a dividend for a quotient of exactly 34 digits: with these no second division rounds.
  @inline(__always)
  private func scale(for dividend: UInt64) -> Int {
    let longer = digits &- PowersOfTen.digits(of: dividend)
    let isBelow =
      longer >= 0
      ? UInt128(truncatingIfNeeded: dividend) &* PowersOfTen.value(longer) < UInt128(truncatingIfNeeded: word)
      : UInt128(truncatingIfNeeded: dividend) < UInt128(truncatingIfNeeded: word) &* PowersOfTen.value(0 &- longer)
    return (isBelow ? Decimal128.precision : Decimal128.precision &- 1) &+ longer
  }

  /// `dividend` × 10^`scale` divided by the word; the quotient is below 2^128.
  @inline(__always)
  private func scaled(_ dividend: UInt64, by scale: Int) -> (quotient: UInt128, remainder: UInt64) {
    // A long divisor and a short dividend: 10^(scale - 38) times the dividend is below 10^16.
    let start = scale > 38 ? dividend &* PowersOfTen.word(scale &- 38) : dividend
    let power = PowersOfTen.value(min(scale, 38))
    let factor = UInt128(truncatingIfNeeded: start)
    let lower = factor &* UInt128(truncatingIfNeeded: UInt64(truncatingIfNeeded: power))
    let upper = factor &* (power >> 64) &+ (lower >> 64)
    let (low, middle) = (UInt64(truncatingIfNeeded: lower), UInt64(truncatingIfNeeded: upper))
    let high = UInt64(truncatingIfNeeded: upper >> 64)
    // The same shift as the divisor's; a smart shift gives 0 where nothing moves in.
    let (first, rest) = step(high &<< shift | middle >> (64 &- shift), middle &<< shift | low >> (64 &- shift))
    let (second, remainder) = step(rest, low &<< shift)
    return (
      UInt128(truncatingIfNeeded: first) << 64 | UInt128(truncatingIfNeeded: second), remainder &>> shift
    )
  }

  /// Two words divided by the normalized divisor, which is larger than the first.
  @inline(__always)
  private func step(_ high: UInt64, _ low: UInt64) -> (quotient: UInt64, remainder: UInt64) {
    let estimate =
      UInt128(truncatingIfNeeded: reciprocal) &* UInt128(truncatingIfNeeded: high)
      &+ (UInt128(truncatingIfNeeded: high) << 64 | UInt128(truncatingIfNeeded: low))
    var quotient = UInt64(truncatingIfNeeded: estimate >> 64) &+ 1
    var remainder = low &- quotient &* normalized
    if remainder > UInt64(truncatingIfNeeded: estimate) {
      quotient = quotient &- 1
      remainder = remainder &+ normalized
    }
    if remainder >= normalized {
      quotient = quotient &+ 1
      remainder = remainder &- normalized
    }
    return (quotient, remainder)
  }
}

/// A divisor known before its dividends, as constants of an expression are.
struct PreparedDivisor: Sendable {
  private let divisor: Decimal128
  private let word: WordDivisor
  /// What `divisor` is without its factors 2 and 5, inverted modulo 2^64: times this a multiple becomes its quotient.
  private let inverse: UInt64
  /// The largest such quotient; what no multiple is becomes something larger.
  private let limit: UInt64
  /// 10^`places` divided by the factors 2 and 5: dividing by them is multiplying by this and moving the point.
  private let finite: UInt64
  private let places: Int

  /// Nil for zero and for a number of more than 32 bits.
  init?(_ divisor: Decimal128) {
    guard divisor.high == 0, divisor.low != 0, divisor.low <= UInt64(UInt32.max) else { return nil }
    self.divisor = divisor
    word = WordDivisor(divisor.low)
    let twos = divisor.low.trailingZeroBitCount
    var rest = divisor.low >> UInt64(twos)
    var fives = 0
    while rest % 5 == 0 {
      rest /= 5
      fives += 1
    }
    // Newton's iteration doubles the right bits of the inverse: 3, 6, 12, 24, 48, 96.
    var inverse = rest
    for _ in 0..<5 { inverse = inverse &* (2 &- rest &* inverse) }
    self.inverse = inverse
    limit = UInt64.max / rest
    places = max(twos, fives)
    // At most 2^32 or 5^14: 10^32 ÷ 2^32 does not fit into a word.
    let power = PowersOfTen.value(places) / UInt128(divisor.low / rest)
    guard power <= UInt128(UInt64.max) else { return nil }
    finite = UInt64(power)
  }

  /// The quotient, nil on overflow.
  @inline(__always)
  func quotient(of dividend: Decimal128) -> Decimal128? {
    guard dividend.high == 0, dividend.low != 0 else { return dividend.divided(by: divisor) }
    let exponent = Int(dividend.exponent) &- Int(divisor.exponent)
    let isNegative = dividend.isNegative != divisor.isNegative
    let multiple = dividend.low &* inverse
    if multiple <= limit {
      let product = UInt128(truncatingIfNeeded: multiple) &* UInt128(truncatingIfNeeded: finite)
      let place = exponent &- places
      if product < PowersOfTen.coefficientLimit, Decimal128.exponents.contains(place),
        Decimal128.exponents.contains(exponent)
      {
        let (digits, removed) = Decimal128.strippingZeros(product, atMost: places)
        return Decimal128(coefficient: digits, exponent: place &+ removed, isNegative: isNegative)
      }
    } else if let quotient = word.quotient(of: dividend.low, exponent: exponent, isNegative: isNegative) {
      return quotient
    }
    return dividend.divided(by: divisor)
  }
}
