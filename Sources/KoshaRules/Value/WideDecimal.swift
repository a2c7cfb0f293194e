// Decimal floating point of 96 digits, truncated: the working precision of powers, exponentials and logarithms.

/// A decimal number with a long coefficient; every operation is right to within a few units of the 96th digit.
struct WideDecimal: Sendable {
  /// Digits kept.
  static let precision = 96

  var coefficient: WideInteger
  var exponent: Int
  var isNegative: Bool

  init(coefficient: WideInteger, exponent: Int, isNegative: Bool) {
    self.coefficient = coefficient
    self.exponent = exponent
    self.isNegative = isNegative
    let excess = coefficient.bitWidth > 318 ? coefficient.decimalDigits - Self.precision : 0
    if excess > 0 {
      self.coefficient = coefficient.quotientAndRemainder(dividingBy: WideInteger.powerOfTen(excess)).quotient
      self.exponent += excess
    }
  }

  init(_ value: Decimal128) {
    self.init(
      coefficient: WideInteger(value.coefficient), exponent: Int(value.exponent), isNegative: value.isNegative)
  }

  init(_ value: Int) {
    self.init(coefficient: WideInteger(UInt128(value.magnitude)), exponent: 0, isNegative: value < 0)
  }

  var isZero: Bool { coefficient.isZero }

  /// The place of the first digit: the number is below 10^`top` and not below 10^(`top` - 1).
  var top: Int { exponent + coefficient.decimalDigits }

  /// Rounded half even into 34 digits; nil on overflow.
  var decimal128: Decimal128? {
    let excess = coefficient.decimalDigits - 38
    if excess <= 0 {
      return Decimal128.rounding(coefficient.low128, exponent: exponent, isNegative: isNegative)
    }
    let (kept, rest) = coefficient.quotientAndRemainder(dividingBy: WideInteger.powerOfTen(excess))
    return Decimal128.rounding(
      kept.low128, sticky: !rest.isZero, exponent: exponent + excess, isNegative: isNegative)
  }

  /// The nearest whole number of a number that is known to be small.
  var nearestInt: Int {
    let digits = exponent < 0 ? coefficient : coefficient * WideInteger.powerOfTen(exponent)
    guard exponent < 0 else { return isNegative ? -Int(digits.low128) : Int(digits.low128) }
    let unit = WideInteger.powerOfTen(-exponent)
    let (quotient, rest) = digits.quotientAndRemainder(dividingBy: unit)
    let whole = Int(quotient.low128) + (rest + rest >= unit ? 1 : 0)
    return isNegative ? -whole : whole
  }
}

extension WideDecimal {
  static prefix func - (value: WideDecimal) -> WideDecimal {
    WideDecimal(coefficient: value.coefficient, exponent: value.exponent, isNegative: !value.isNegative)
  }

  static func + (left: WideDecimal, right: WideDecimal) -> WideDecimal {
    if left.isZero { return right }
    if right.isZero { return left }
    let (coarse, fine) = left.exponent >= right.exponent ? (left, right) : (right, left)
    // What lies behind the working precision of the larger number is dropped.
    if fine.top < coarse.top - precision - 2 { return coarse }
    let shift = coarse.exponent - fine.exponent
    let scaled = shift == 0 ? coarse.coefficient : coarse.coefficient * WideInteger.powerOfTen(shift)
    if coarse.isNegative == fine.isNegative {
      return WideDecimal(
        coefficient: scaled + fine.coefficient, exponent: fine.exponent, isNegative: coarse.isNegative)
    }
    return scaled >= fine.coefficient
      ? WideDecimal(
        coefficient: scaled - fine.coefficient, exponent: fine.exponent, isNegative: coarse.isNegative)
      : WideDecimal(
        coefficient: fine.coefficient - scaled, exponent: fine.exponent, isNegative: fine.isNegative)
  }

  static func - (left: WideDecimal, right: WideDecimal) -> WideDecimal { left + -right }

  static func * (left: WideDecimal, right: WideDecimal) -> WideDecimal {
    WideDecimal(
      coefficient: left.coefficient * right.coefficient, exponent: left.exponent + right.exponent,
      isNegative: left.isNegative != right.isNegative)
  }

  /// The quotient by a number that is not zero.
  static func / (left: WideDecimal, right: WideDecimal) -> WideDecimal {
    let shift = max(0, precision + 1 + right.coefficient.decimalDigits - left.coefficient.decimalDigits)
    let scaled = left.coefficient * WideInteger.powerOfTen(shift)
    return WideDecimal(
      coefficient: scaled.quotientAndRemainder(dividingBy: right.coefficient).quotient,
      exponent: left.exponent - right.exponent - shift, isNegative: left.isNegative != right.isNegative)
  }

  /// The quotient by a small positive number.
  func divided(by divisor: UInt64) -> WideDecimal {
    let shift = max(0, Self.precision + 20 - coefficient.decimalDigits)
    let scaled = shift == 0 ? coefficient : coefficient * WideInteger.powerOfTen(shift)
    return WideDecimal(
      coefficient: scaled.quotientAndRemainder(dividingBy: divisor).quotient, exponent: exponent - shift,
      isNegative: isNegative)
  }
}

extension WideDecimal {
  /// ln 10.
  private static let logarithmOfTen: WideDecimal = {
    // ln 10 = 3 ln 2 + ln 1.25, by the series of the inverse hyperbolic tangent: ln 2 at 1/3, ln 1.25 at 1/9.
    let logarithmOfTwo = doubledInverseTangent(WideDecimal(1).divided(by: 3))
    return logarithmOfTwo * WideDecimal(3) + doubledInverseTangent(WideDecimal(1).divided(by: 9))
  }()

  /// 2 artanh z = 2 (z + z³/3 + z⁵/5 + …) for |z| well below 1.
  private static func doubledInverseTangent(_ z: WideDecimal) -> WideDecimal {
    if z.isZero { return z }
    let square = z * z
    var power = z
    var sum = z
    var divisor: UInt64 = 3
    while true {
      power = power * square
      let term = power.divided(by: divisor)
      if term.isZero || term.top < sum.top - precision - 1 { return sum + sum }
      sum = sum + term
      divisor += 2
    }
  }

  /// The natural logarithm of a positive number.
  var naturalLogarithm: WideDecimal {
    // self = mantissa × 10^shift with 0.3 <= mantissa < 3: no cancellation near 1, where the shift is 0.
    let third = WideInteger.powerOfTen(coefficient.decimalDigits - 1)
    let shift = coefficient >= third * WideInteger(3) ? top : top - 1
    let mantissa = WideDecimal(coefficient: coefficient, exponent: exponent - shift, isNegative: false)
    let one = WideDecimal(1)
    let logarithm = Self.doubledInverseTangent((mantissa - one) / (mantissa + one))
    return shift == 0 ? logarithm : logarithm + Self.logarithmOfTen * WideDecimal(shift)
  }

  /// e to this power, for a magnitude below 10^6.
  var exponential: WideDecimal {
    if isZero { return WideDecimal(1) }
    let tens = (self / Self.logarithmOfTen).nearestInt
    let rest = self - Self.logarithmOfTen * WideDecimal(tens)
    // Taylor's series of the 256th part, squared eight times.
    let part = rest.divided(by: 256)
    var sum = WideDecimal(1)
    var term = WideDecimal(1)
    var divisor: UInt64 = 1
    while true {
      term = (term * part).divided(by: divisor)
      if term.isZero || term.top < -Self.precision { break }
      sum = sum + term
      divisor += 1
    }
    for _ in 0..<8 { sum = sum * sum }
    return WideDecimal(coefficient: sum.coefficient, exponent: sum.exponent + tens, isNegative: false)
  }

  /// The power by repeated squaring; exact where the result has no more digits than are kept.
  func raised(to power: UInt64) -> WideDecimal {
    var result = WideDecimal(1)
    var factor = self
    var rest = power
    while true {
      if rest & 1 == 1 { result = result * factor }
      rest >>= 1
      if rest == 0 { return result }
      factor = factor * factor
    }
  }
}

extension WideDecimal {
  /// The positive number of at most 36 digits that this one is right beside, from the 80th digit on, without trailing
  /// zeros; nil where there is none.
  var nearRound: (coefficient: UInt128, exponent: Int)? {
    let digits = coefficient.decimalDigits
    guard !isNegative, !isZero, digits > 80 else { return nil }
    let unit = WideInteger.powerOfTen(digits - 36)
    let margin = WideInteger.powerOfTen(digits - 80)
    let (kept, rest) = coefficient.quotientAndRemainder(dividingBy: unit)
    guard rest < margin || unit - rest < margin else { return nil }
    let whole = rest < margin ? kept.low128 : kept.low128 + 1
    let (round, removed) = Decimal128.strippingZeros(whole, atMost: 37)
    return (round, exponent + digits - 36 + removed)
  }
}
