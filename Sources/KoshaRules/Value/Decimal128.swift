// Exact decimal numbers: IEEE 754-2008 decimal128, 34 digits, round half even.

/// A decimal number `(-1)^sign × coefficient × 10^exponent`, coefficient below 10^34, exponent -6176…6111.
///
/// Finite values only: where the standard would give an infinity or a NaN, operations answer nil and FEEL answers null.
/// Equality, ordering and hashing are by value (`2.0 == 2.00`); the exponent is kept, so that cohorts print as
/// computed. Zero has no sign.
public struct Decimal128: Sendable {
  // Two words rather than a UInt128: its alignment of 16 would widen every `Value` by 16 bytes.
  package var low: UInt64
  package var high: UInt64
  package var exponent: Int16
  package var isNegative: Bool

  package init(low: UInt64, high: UInt64, exponent: Int16, isNegative: Bool) {
    self.low = low
    self.high = high
    self.exponent = exponent
    self.isNegative = isNegative
  }

  /// Zero.
  public static let zero = Decimal128(0)
  /// One.
  public static let one = Decimal128(1)

  /// A whole number.
  public init(_ value: Int) {
    self.init(low: UInt64(value.magnitude), high: 0, exponent: 0, isNegative: value < 0)
  }

  /// The exponents of the format.
  static let exponents = -6176...6111
  /// The most digits of a coefficient.
  package static let precision = 34

  /// INVARIANT: `coefficient` is below 10^34 and `exponent` within `exponents`.
  @inline(__always)
  init(coefficient: UInt128, exponent: Int, isNegative: Bool) {
    self.init(
      low: UInt64(truncatingIfNeeded: coefficient), high: UInt64(truncatingIfNeeded: coefficient >> 64),
      exponent: Int16(truncatingIfNeeded: exponent), isNegative: isNegative && coefficient != 0)
  }

  @inline(__always)
  var coefficient: UInt128 { UInt128(truncatingIfNeeded: high) << 64 | UInt128(truncatingIfNeeded: low) }

  @inline(__always)
  var isZero: Bool { low | high == 0 }
}

extension Decimal128 {
  /// The exact whole number, nil where it has a fraction or does not fit.
  public var exactInt: Int? {
    var whole = coefficient
    if exponent < 0 {
      if whole == 0 { return 0 }
      guard exponent >= -Int16(Self.precision) else { return nil }
      let (quotient, remainder) = whole.quotientAndRemainder(dividingBy: PowersOfTen.value(-Int(exponent)))
      guard remainder == 0 else { return nil }
      whole = quotient
    } else if exponent > 0 {
      if whole == 0 { return 0 }
      guard exponent < 20, high == 0 else { return nil }
      whole *= PowersOfTen.value(Int(exponent))
    }
    if isNegative {
      return whole <= UInt128(Int.min.magnitude) ? Int(truncatingIfNeeded: 0 &- whole) : nil
    }
    return Int(exactly: whole)
  }

  /// Whether the number has no fraction.
  public var isInteger: Bool {
    if exponent >= 0 || isZero { return true }
    guard exponent >= -Int16(Self.precision) else { return false }
    return coefficient % PowersOfTen.value(-Int(exponent)) == 0
  }

  /// -1, 0 or 1.
  public var signum: Int { isZero ? 0 : isNegative ? -1 : 1 }

  /// The number with the opposite sign.
  public var negated: Decimal128 {
    Decimal128(low: low, high: high, exponent: exponent, isNegative: !isNegative && !isZero)
  }

  /// The absolute value.
  public var magnitude: Decimal128 { Decimal128(low: low, high: high, exponent: exponent, isNegative: false) }

  /// The member of the cohort with the fewest digits: no trailing zeros, zero as `0 × 10^0`.
  var reduced: Decimal128 {
    if isZero { return .zero }
    let (digits, removed) = Self.strippingZeros(coefficient, atMost: Self.exponents.upperBound - Int(exponent))
    return Decimal128(coefficient: digits, exponent: Int(exponent) + removed, isNegative: isNegative)
  }

  /// A coefficient without its trailing zeros, at most so many taken off.
  static func strippingZeros(_ coefficient: UInt128, atMost limit: Int) -> (coefficient: UInt128, removed: Int) {
    // 10^k divides nothing that 2^k does not divide: most numbers are told by their lowest bits.
    var left = min(limit, coefficient == 0 ? 0 : coefficient.trailingZeroBitCount)
    var digits = coefficient
    var removed = 0
    // Long quotients that came out even end in some thirty zeros: they are taken off by halves, not one by one.
    var step = 16
    while step > 0, left > 0 {
      if step <= left {
        let (quotient, remainder) = PowersOfTen.quotientAndRemainder(digits, byPower: step)
        if remainder == 0 {
          digits = quotient
          removed += step
          left -= step
          continue
        }
      }
      step >>= 1
    }
    return (digits, removed)
  }
}

extension Decimal128: Hashable, Comparable {
  /// By value.
  public static func == (left: Decimal128, right: Decimal128) -> Bool {
    if left.exponent == right.exponent {
      return left.low == right.low && left.high == right.high && left.isNegative == right.isNegative
    }
    return left.isNegative == right.isNegative && compareMagnitudes(left, right) == 0
  }

  /// By value.
  public static func < (left: Decimal128, right: Decimal128) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    if left.exponent == right.exponent {
      return left.isNegative ? left.coefficient > right.coefficient : left.coefficient < right.coefficient
    }
    let order = compareMagnitudes(left, right)
    return left.isNegative ? order > 0 : order < 0
  }

  /// By value.
  public func hash(into hasher: inout Hasher) {
    let reduced = reduced
    hasher.combine(reduced.low)
    hasher.combine(reduced.high)
    hasher.combine(reduced.exponent)
    hasher.combine(reduced.isNegative)
  }

  /// -1, 0 or 1 as the left is nearer to zero, as near, or farther.
  static func compareMagnitudes(_ left: Decimal128, _ right: Decimal128) -> Int {
    var leftDigits = left.coefficient
    var rightDigits = right.coefficient
    if leftDigits == 0 || rightDigits == 0 { return leftDigits == rightDigits ? 0 : leftDigits == 0 ? -1 : 1 }
    let leftTop = PowersOfTen.digits(of: leftDigits) + Int(left.exponent)
    let rightTop = PowersOfTen.digits(of: rightDigits) + Int(right.exponent)
    if leftTop != rightTop { return leftTop < rightTop ? -1 : 1 }
    // Both have their first digit at the same place, so the longer one has at most 34 digits and scaling fits.
    if left.exponent > right.exponent {
      leftDigits = leftDigits &* PowersOfTen.value(Int(left.exponent) - Int(right.exponent))
    } else {
      rightDigits = rightDigits &* PowersOfTen.value(Int(right.exponent) - Int(left.exponent))
    }
    return leftDigits == rightDigits ? 0 : leftDigits < rightDigits ? -1 : 1
  }
}
