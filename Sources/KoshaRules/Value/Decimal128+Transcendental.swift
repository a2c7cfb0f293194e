// Powers, roots, exponentials and logarithms, computed with 96 digits and rounded once to 34.

extension Decimal128 {
  /// FEEL's `**`, to 34 digits; nil where undefined.
  ///
  /// `0 ** 0` is 1, as an empty product is.
  public func raised(to power: Decimal128) -> Decimal128? {
    if power.isZero { return .one }
    if isZero { return power.isNegative ? nil : .zero }
    let isOdd = power.isOddInteger
    if isNegative, !power.isInteger { return nil }
    if magnitude == .one { return isNegative && isOdd ? Decimal128(-1) : .one }
    // A million squarings lose six digits of 96; larger powers go by the logarithm.
    if let whole = power.exactInt, whole.magnitude <= 1_000_000 {
      return raised(toInteger: whole)
    }
    if power == Self.half { return squareRoot }
    let logarithm = WideDecimal(magnitude).naturalLogarithm * WideDecimal(power)
    if let exact = exactPower(power, near: logarithm) { return exact }
    return Self.exponential(logarithm, isNegative: isNegative && isOdd)
  }

  private static let half = Decimal128(low: 5, high: 0, exponent: -1, isNegative: false)

  private var isOddInteger: Bool {
    let reduced = reduced
    return reduced.exponent == 0 && reduced.low & 1 == 1
  }

  /// The power where it is a number of at most 36 digits, rounded; nil for all others.
  ///
  /// A logarithm never tells 15.625 from a number beside it at the 90th digit. That matters where the exact result has
  /// 35 digits and ends in 5: rounding half even must know that it is a tie.
  private func exactPower(_ power: Decimal128, near logarithm: WideDecimal) -> Decimal128? {
    let fraction = power.reduced
    // A rational result is a whole power of a root of the base: with a base below 10^34 the root's degree is at most
    // 113, and of such degrees 64 needs the most places, 1/64 = 0.015625.
    guard fraction.exponent < 0, fraction.exponent >= -6, fraction.high == 0, logarithm.top <= 6,
      let root = logarithm.exponential.nearRound
    else { return nil }
    var (numerator, degree) = (fraction.low, UInt64(truncatingIfNeeded: PowersOfTen.value(-Int(fraction.exponent))))
    while numerator & 1 == 0, degree & 1 == 0 { (numerator, degree) = (numerator / 2, degree / 2) }
    while numerator % 5 == 0, degree % 5 == 0 { (numerator, degree) = (numerator / 5, degree / 5) }
    // root^degree is base^numerator, or the two are each other's inverse: then one is of twos, the other of fives.
    let (base, radicand) = (reduced, WideInteger(root.coefficient))
    let rootBits = radicand.bitWidth * 113
    guard degree <= 113, numerator <= 1 << 20,
      (WideInteger(base.coefficient).bitWidth - 1) * Int(numerator) <= 3 * rootBits
    else { return nil }
    let (rootPlace, basePlace) = (root.exponent * Int(degree), Int(base.exponent) * Int(numerator))
    let left = radicand.raised(to: degree)
    let right = WideInteger(base.coefficient).raised(to: numerator)
    if power.isNegative {
      let place = rootPlace + basePlace
      guard place <= 0, -place <= left.bitWidth + right.bitWidth, left * right == WideInteger.powerOfTen(-place) else {
        return nil
      }
    } else {
      guard rootPlace == basePlace, left == right else { return nil }
    }
    return Self.rounding(root.coefficient, exponent: root.exponent, isNegative: false)
  }

  private func raised(toInteger power: Int) -> Decimal128? {
    if let quick = quicklyRaised(to: power) { return quick }
    let raised = WideDecimal(self).raised(to: UInt64(power.magnitude))
    if power > 0 { return raised.decimal128 }
    let inverse = WideDecimal(1) / raised
    guard let rounded = inverse.decimal128 else { return nil }
    // The quotient was widened to 97 digits; what is exact shows as trailing zeros.
    let (digits, removed) = Self.strippingZeros(rounded.coefficient, atMost: max(0, -Int(rounded.exponent)))
    return Decimal128(coefficient: digits, exponent: Int(rounded.exponent) + removed, isNegative: rounded.isNegative)
  }

  /// The power where it is short, or where 36 to 38 digits of it tell how to round; nil else.
  private func quicklyRaised(to power: Int) -> Decimal128? {
    let isNegative = isNegative && power & 1 == 1
    let place = Int(exponent) * power
    if power > 0, (128 - coefficient.leadingZeroBitCount) * power <= 128 {
      var product: UInt128 = 1
      for _ in 0..<power { product *= coefficient }
      return Self.rounding(product, exponent: place, isNegative: isNegative)
    }
    let (digits, scale) = BinaryFloat(coefficient).raised(to: abs(power)).digits(inverted: power < 0)
    let dropped = PowersOfTen.digits(of: digits) - Self.precision
    // Near the ends of the exponents other digits count.
    guard dropped > 1, Self.exponents.lowerBound...Self.exponents.upperBound - 40 ~= scale + place else { return nil }
    // The digits may be one too few: what lies beside a whole number or a half is left to more digits.
    let rest = PowersOfTen.quotientAndRemainder(digits, byPower: dropped).remainder
    let unit = PowersOfTen.value(dropped)
    guard rest > 1, rest < unit - 2, rest > unit / 2 + 1 || rest < unit / 2 - 2 else { return nil }
    return Self.rounding(digits, sticky: true, exponent: scale + place, isNegative: isNegative)
  }

  /// The square root to 34 digits, nil for a negative number.
  public var squareRoot: Decimal128? {
    if isNegative { return nil }
    let preferred = Int(exponent) >> 1
    if isZero { return Decimal128(coefficient: 0, exponent: preferred, isNegative: false) }
    let oddness = Int(exponent) & 1
    // At least 71 digits under the root give at least 36 of it; a remainder counts as a digit behind them.
    let shift = (72 - PowersOfTen.digits(of: coefficient)) / 2
    let scaled = WideInteger(coefficient) * WideInteger.powerOfTen(2 * shift + oddness)
    let (root, isExact) = scaled.squareRoot
    if isExact {
      let (digits, removed) = Self.strippingZeros(root.low128, atMost: shift)
      return Self.rounding(digits, exponent: preferred - shift + removed, isNegative: false)
    }
    return Self.rounding(root.low128, sticky: true, exponent: preferred - shift, isNegative: false)
  }

  /// e to this power, to 34 digits; nil on overflow.
  public var exponential: Decimal128? { Self.exponential(WideDecimal(self), isNegative: false) }

  private static func exponential(_ power: WideDecimal, isNegative: Bool) -> Decimal128? {
    // e^14150 is above 10^6145, e^-14250 below 10^-6188.
    if power.top > 6 {
      return power.isNegative ? Decimal128(coefficient: 0, exponent: exponents.lowerBound, isNegative: false) : nil
    }
    var result = power.exponential
    result.isNegative = isNegative
    return result.decimal128
  }

  /// The natural logarithm to 34 digits, nil unless positive.
  public var naturalLogarithm: Decimal128? {
    if isNegative || isZero { return nil }
    if self == .one { return .zero }
    return WideDecimal(self).naturalLogarithm.decimal128
  }
}
