// Whole powers of coefficients in, their first 36 to 38 decimal digits out, where these tell the rounding.

/// A positive number of 256 significant bits; a product loses less than 2^-252 of itself.
///
/// Repeated squaring with decimal digits divides after every step. Bits are cut off by shifting, and one division at the
/// end gives the digits.
struct BinaryFloat: Sendable {
  /// The upper half of the significant bits; its highest bit is set.
  private var high: UInt128
  private var low: UInt128
  /// The number is (`high` × 2^128 + `low`) × 2^`exponent`.
  private var exponent: Int

  /// A number that is not zero.
  init(_ whole: UInt128) {
    let shift = whole.leadingZeroBitCount
    high = whole << UInt128(truncatingIfNeeded: shift)
    low = 0
    exponent = -shift - 128
  }

  static func * (left: BinaryFloat, right: BinaryFloat) -> BinaryFloat {
    var result = left
    let crosses = PowersOfTen.highHalf(left.high, right.low)
    let (sum, carry) = crosses.addingReportingOverflow(PowersOfTen.highHalf(left.low, right.high))
    let (low, secondCarry) = sum.addingReportingOverflow(left.high &* right.high)
    result.low = low
    result.high = PowersOfTen.highHalf(left.high, right.high) &+ (carry ? 1 : 0) &+ (secondCarry ? 1 : 0)
    result.exponent = left.exponent + right.exponent + 256
    if result.high.leadingZeroBitCount > 0 {
      result.high = result.high << 1 | result.low >> 127
      result.low <<= 1
      result.exponent -= 1
    }
    return result
  }

  /// The power by repeated squaring.
  func raised(to power: Int) -> BinaryFloat {
    var result = BinaryFloat(1)
    var factor = self
    var rest = power
    while rest > 0 {
      if rest & 1 == 1 { result = result * factor }
      rest >>= 1
      if rest > 0 { factor = factor * factor }
    }
    return result
  }

  /// The number below 2^`bits` and not below half of that.
  private var bits: Int { exponent + 256 }

  private var significand: WideInteger { WideInteger(high) << 128 + WideInteger(low) }

  /// 36 to 38 digits of the number, or of one divided by it, and their exponent; what is cut off is less than one.
  func digits(inverted: Bool) -> (digits: UInt128, exponent: Int) {
    // log10(2) is 0.30103 to the eighth place; half a digit too few where there are a hundred million bits.
    let magnitude = (bits - 1) * 30103 / 100_000
    let place = inverted ? -(magnitude + 37) : magnitude - 36
    let tens = BinaryFloat(5).raised(to: abs(place))
    // Times 10^-place: by fives here, by twos in the exponent.
    if !inverted, place < 0 {
      let scaled = self * tens
      return (scaled.whole(shift: -place), place)
    }
    let (dividend, divisor) = inverted ? (tens, self) : (self, tens)
    let quotient = (dividend.significand << 192).quotientAndRemainder(dividingBy: divisor.significand).quotient
    return ((quotient >> (192 + divisor.exponent - dividend.exponent + place)).low128, place)
  }

  /// The whole part of the number times 2^`shift`, which is below 2^128.
  private func whole(shift: Int) -> UInt128 { high >> UInt128(truncatingIfNeeded: -(exponent + shift + 128)) }
}
