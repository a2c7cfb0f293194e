// Sum, difference, product, quotient and remainder, each rounded once from the exact result (IEEE 754-2008 §5.4.1).

extension Decimal128 {
  /// The sum, nil on overflow.
  public func adding(_ other: Decimal128) -> Decimal128? {
    if exponent == other.exponent {
      return Self.sum(
        coefficient, isNegative, other.coefficient, other.isNegative, exponent: Int(exponent))
    }
    return exponent > other.exponent ? addingFiner(other) : other.addingFiner(self)
  }

  /// The difference, nil on overflow.
  public func subtracting(_ other: Decimal128) -> Decimal128? { adding(other.negated) }

  /// The product, nil on overflow.
  public func multiplied(by other: Decimal128) -> Decimal128? {
    let exponent = Int(exponent) + Int(other.exponent)
    let isNegative = isNegative != other.isNegative
    if high | other.high == 0 {
      let product = UInt128(truncatingIfNeeded: low) &* UInt128(truncatingIfNeeded: other.low)
      if product < PowersOfTen.coefficientLimit, Self.exponents.contains(exponent) {
        return Decimal128(coefficient: product, exponent: exponent, isNegative: isNegative)
      }
      return Self.rounding(product, exponent: exponent, isNegative: isNegative)
    }
    let product = coefficient.multipliedFullWidth(by: other.coefficient)
    return Self.rounding(wide: (product.high, product.low), exponent: exponent, isNegative: isNegative)
  }

  /// The quotient, nil for division by zero or overflow.
  public func divided(by other: Decimal128) -> Decimal128? {
    let divisor = other.coefficient
    if divisor == 0 { return nil }
    let dividend = coefficient
    let isNegative = isNegative != other.isNegative
    let preferred = Int(exponent) - Int(other.exponent)
    if dividend == 0 { return Self.rounding(0, exponent: preferred, isNegative: false) }
    if high | other.high == 0 {
      let (whole, rest) = low.quotientAndRemainder(dividingBy: other.low)
      if rest == 0 { return Self.rounding(UInt128(whole), exponent: preferred, isNegative: isNegative) }
      if let quotient = WordDivisor(other.low).quotient(of: low, exponent: preferred, isNegative: isNegative) {
        return quotient
      }
    } else {
      let (whole, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
      if rest == 0 { return Self.rounding(whole, exponent: preferred, isNegative: isNegative) }
    }
    // 35 or 36 digits of quotient; a remainder counts as a digit behind them.
    let scale = Self.precision + 1 + PowersOfTen.digits(of: divisor) - PowersOfTen.digits(of: dividend)
    let (quotient, remainder) = divisor.dividingFullWidth(Self.scaled(dividend, by: scale))
    if remainder == 0 {
      let (digits, removed) = Self.strippingZeros(quotient, atMost: scale)
      return Self.rounding(digits, exponent: preferred - scale + removed, isNegative: isNegative)
    }
    return Self.rounding(quotient, sticky: true, exponent: preferred - scale, isNegative: isNegative)
  }

  /// FEEL's `modulo`: `self - divisor × floor(self / divisor)`; nil for zero.
  public func modulo(_ divisor: Decimal128) -> Decimal128? {
    if divisor.isZero { return nil }
    let remainder = truncatedRemainder(divisor)
    if remainder.isZero || remainder.isNegative == divisor.isNegative { return remainder }
    return remainder.adding(divisor)
  }

  /// What is left after taking out whole multiples of `divisor`, exact, with the sign of the dividend.
  private func truncatedRemainder(_ divisor: Decimal128) -> Decimal128 {
    var rest = coefficient
    var modulus = divisor.coefficient
    let shift = Int(exponent) - Int(divisor.exponent)
    if shift >= 0 {
      rest %= modulus
      var factor = UInt128(10) % modulus
      var power = shift
      while power > 0 {
        if power & 1 == 1 { rest = Self.product(rest, factor, modulo: modulus) }
        factor = Self.product(factor, factor, modulo: modulus)
        power >>= 1
      }
      return Decimal128(coefficient: rest, exponent: Int(divisor.exponent), isNegative: isNegative)
    }
    guard PowersOfTen.digits(of: modulus) - shift <= 38 else { return self }
    modulus *= PowersOfTen.value(-shift)
    rest %= modulus
    return Decimal128(coefficient: rest, exponent: Int(exponent), isNegative: isNegative)
  }

  private static func product(_ left: UInt128, _ right: UInt128, modulo modulus: UInt128) -> UInt128 {
    if (left | right) >> 64 == 0 { return left * right % modulus }
    return modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
  }
}

extension Decimal128 {
  /// The sum of two coefficients, each below 10^37, at one exponent.
  @inline(__always)
  private static func sum(
    _ left: UInt128, _ leftNegative: Bool, _ right: UInt128, _ rightNegative: Bool, exponent: Int
  ) -> Decimal128? {
    let total: UInt128
    let isNegative: Bool
    if leftNegative == rightNegative {
      total = left &+ right
      isNegative = leftNegative
    } else if left >= right {
      total = left &- right
      isNegative = leftNegative
    } else {
      total = right &- left
      isNegative = rightNegative
    }
    if total < PowersOfTen.coefficientLimit {
      return Decimal128(coefficient: total, exponent: exponent, isNegative: isNegative)
    }
    return rounding(total, exponent: exponent, isNegative: isNegative)
  }

  /// The sum with a number of a smaller exponent.
  private func addingFiner(_ finer: Decimal128) -> Decimal128? {
    let shift = Int(exponent) - Int(finer.exponent)
    if high == 0, shift <= 18 {
      return Self.sum(
        UInt128(truncatingIfNeeded: low) &* PowersOfTen.value(shift), isNegative, finer.coefficient, finer.isNegative,
        exponent: Int(finer.exponent))
    }
    if isZero { return finer }
    let digits = PowersOfTen.digits(of: coefficient)
    if finer.isZero {
      let padding = min(shift, Self.precision - digits)
      return Decimal128(
        coefficient: coefficient * PowersOfTen.value(padding), exponent: Int(exponent) - padding,
        isNegative: isNegative)
    }
    let padding = 37 - digits
    if shift <= padding {
      return Self.sum(
        coefficient &* PowersOfTen.value(shift), isNegative, finer.coefficient, finer.isNegative,
        exponent: Int(finer.exponent))
    }
    let padded = coefficient * PowersOfTen.value(padding)
    let paddedExponent = Int(exponent) - padding
    let isDifference = isNegative != finer.isNegative
    if Int(finer.exponent) + PowersOfTen.digits(of: finer.coefficient) <= paddedExponent {
      // The finer number is less than one unit of the last of 37 digits: it only decides which way to round.
      return Self.rounding(
        isDifference ? padded * 10 - 1 : padded * 10, sticky: true, exponent: paddedExponent - 1,
        isNegative: isNegative)
    }
    // Below 10^71: 37 digits and at most 33 more.
    var (top, bottom) = padded.multipliedFullWidth(by: PowersOfTen.value(shift - padding))
    if isDifference {
      let (difference, borrow) = bottom.subtractingReportingOverflow(finer.coefficient)
      bottom = difference
      if borrow { top -= 1 }
    } else {
      let (sum, carry) = bottom.addingReportingOverflow(finer.coefficient)
      bottom = sum
      if carry { top += 1 }
    }
    return Self.rounding(wide: (top, bottom), exponent: Int(finer.exponent), isNegative: isNegative)
  }

  /// A coefficient times 10^`power` in 256 bits; the result is below 10^71.
  private static func scaled(_ coefficient: UInt128, by power: Int) -> (high: UInt128, low: UInt128) {
    if power <= 38 { return coefficient.multipliedFullWidth(by: PowersOfTen.value(power)) }
    // Short coefficients only: 38 - digits of them leave room for the first step.
    let first = 38 - PowersOfTen.digits(of: coefficient)
    return (coefficient * PowersOfTen.value(first)).multipliedFullWidth(by: PowersOfTen.value(power - first))
  }

  /// An exact result below 10^71, rounded half even into the format.
  static func rounding(
    wide: (high: UInt128, low: UInt128), exponent: Int, isNegative: Bool
  ) -> Decimal128? {
    if wide.high == 0 { return rounding(wide.low, exponent: exponent, isNegative: isNegative) }
    // 2^(bits-1) <= value gives one digit too few at most: 36 or 37 digits are kept, the rest is sticky.
    let bits = 256 - wide.high.leadingZeroBitCount
    let dropped = (((bits - 1) * 1233) >> 12) + 2 - 37
    let (quotient, remainder) = PowersOfTen.value(dropped).dividingFullWidth(wide)
    return rounding(quotient, sticky: remainder != 0, exponent: exponent + dropped, isNegative: isNegative)
  }

  /// `coefficient × 10^exponent`, and a little more where `sticky`, rounded half even into the format; nil on overflow.
  ///
  /// INVARIANT: where `sticky`, the coefficient has at least 35 digits, so that the rest is below half a unit.
  static func rounding(
    _ coefficient: UInt128, sticky: Bool = false, exponent: Int, isNegative: Bool
  ) -> Decimal128? {
    var kept = coefficient
    var scale = exponent
    let digits = PowersOfTen.digits(of: coefficient)
    let dropped = max(digits - precision, exponents.lowerBound - exponent, 0)
    if dropped > 38 {
      kept = 0
      scale = exponents.lowerBound
    } else if dropped > 0 {
      let half = PowersOfTen.value(dropped) >> 1
      let (quotient, rest) = PowersOfTen.quotientAndRemainder(coefficient, byPower: dropped)
      let isUp = rest > half || (rest == half && (sticky || quotient & 1 == 1))
      kept = isUp ? quotient + 1 : quotient
      scale += dropped
      if kept == PowersOfTen.coefficientLimit {
        kept = PowersOfTen.value(precision - 1)
        scale += 1
      }
    }
    if scale > exponents.upperBound {
      // IEEE 754-2008 §3.5.2: a large exponent is clamped by padding with zeros.
      let padding = scale - exponents.upperBound
      if kept != 0 {
        guard PowersOfTen.digits(of: kept) + padding <= precision else { return nil }
        kept *= PowersOfTen.value(padding)
      }
      scale = exponents.upperBound
    }
    return Decimal128(coefficient: kept, exponent: scale, isNegative: isNegative)
  }
}
