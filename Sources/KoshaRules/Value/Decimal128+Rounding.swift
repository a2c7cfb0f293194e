// Rounding to a number of fraction digits, in every direction that FEEL names.

extension Decimal128 {
  /// How a number is brought to a scale.
  public enum Rounding: Sendable, Hashable {
    /// Ties go to the even neighbour.
    case halfEven
    /// Ties go away from zero.
    case halfUp
    /// Ties go towards zero.
    case halfDown
    /// Away from zero.
    case up
    /// Towards zero.
    case down
    /// Towards negative infinity.
    case floor
    /// Towards positive infinity.
    case ceiling
  }

  /// The number with `scale` fraction digits (negative scales round to tens, hundreds…); nil for a scale outside
  /// -6111…6176 or where the result overflows.
  ///
  /// A number with fewer fraction digits than `scale` keeps its value; zeros are appended as far as 34 digits go.
  public func rounded(scale: Int, _ rounding: Rounding) -> Decimal128? {
    guard scale >= -Self.exponents.upperBound, scale <= -Self.exponents.lowerBound else { return nil }
    let dropped = -scale - Int(exponent)
    if dropped == 0 { return self }
    let digits = coefficient
    if dropped < 0 {
      if digits == 0 { return Decimal128(coefficient: 0, exponent: -scale, isNegative: false) }
      let padding = min(-dropped, Self.precision - PowersOfTen.digits(of: digits))
      return Decimal128(
        coefficient: digits * PowersOfTen.value(padding), exponent: Int(exponent) - padding, isNegative: isNegative)
    }
    var kept: UInt128 = 0
    // What is dropped: 0 nothing, 1 less than half a unit, 2 half a unit, 3 more.
    var rest = digits == 0 ? 0 : 1
    if dropped <= 38 {
      let half = PowersOfTen.value(dropped) >> 1
      let (quotient, remainder) = PowersOfTen.quotientAndRemainder(digits, byPower: dropped)
      kept = quotient
      rest = remainder == 0 ? 0 : remainder < half ? 1 : remainder == half ? 2 : 3
    }
    let isUp =
      switch rounding {
      case .halfEven: rest == 3 || (rest == 2 && kept & 1 == 1)
      case .halfUp: rest >= 2
      case .halfDown: rest == 3
      case .up: rest > 0
      case .down: false
      case .floor: rest > 0 && isNegative
      case .ceiling: rest > 0 && !isNegative
      }
    return Self.rounding(isUp ? kept + 1 : kept, exponent: -scale, isNegative: isNegative)
  }
}
