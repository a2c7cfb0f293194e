// Numbers in, their mean and the deviation of a sample out: summed without any rounding, rounded once to 34 digits.

/// The exact sum of some numbers, or of their squares: a whole number of some power of ten.
struct ExactSum: Sendable {
  private var magnitude = WideInteger(0)
  private var isNegative = false
  private(set) var exponent = 0

  /// The sum of numbers.
  init(of numbers: [Decimal128]) {
    exponent = Self.leastExponent(of: numbers)
    for number in numbers { add(Self.scaled(number, to: exponent), isNegative: number.isNegative) }
  }

  private static func leastExponent(of numbers: [Decimal128]) -> Int {
    numbers.lazy.filter { !$0.isZero }.map { Int($0.exponent) }.min() ?? 0
  }

  private static func scaled(_ number: Decimal128, to exponent: Int) -> WideInteger {
    number.isZero
      ? WideInteger(0)
      : WideInteger(number.coefficient) * WideInteger.powerOfTen(Int(number.exponent) - exponent)
  }

  private mutating func add(_ other: WideInteger, isNegative isOtherNegative: Bool) {
    if isNegative == isOtherNegative {
      magnitude = magnitude + other
    } else if magnitude < other {
      magnitude = other - magnitude
      isNegative = isOtherNegative
    } else {
      magnitude = magnitude - other
    }
  }

  /// The sum divided by how many numbers there are, rounded half even to 34 digits; nil on overflow.
  func mean(of count: Int) -> Decimal128? {
    Self.quotient(magnitude, by: WideInteger(UInt128(count)), exponent: exponent, isNegative: isNegative)
  }

  /// The standard deviation of a sample, √((nΣx² − (Σx)²) ÷ n(n − 1)), rounded half even to 34 digits; nil on overflow.
  static func standardDeviation(of numbers: [Decimal128]) -> Decimal128? {
    let sum = ExactSum(of: numbers)
    var squares = WideInteger(0)
    for number in numbers {
      let scaled = scaled(number, to: sum.exponent)
      squares = squares + scaled * scaled
    }
    let count = WideInteger(UInt128(numbers.count))
    let spread = count * squares - sum.magnitude * sum.magnitude
    let divisor = count * WideInteger(UInt128(numbers.count - 1))
    return squareRoot(of: spread, by: divisor, exponent: sum.exponent)
  }

  private static func quotient(
    _ dividend: WideInteger, by divisor: WideInteger, exponent: Int, isNegative: Bool
  ) -> Decimal128? {
    if dividend.isZero { return .zero }
    // 38 digits at least, so that what is left counts only as a digit behind them.
    let shift = max(0, 39 + divisor.decimalDigits - dividend.decimalDigits)
    let (whole, rest) = (dividend * WideInteger.powerOfTen(shift)).quotientAndRemainder(dividingBy: divisor)
    return rounded(whole, isExact: rest.isZero, shift: shift, exponent: exponent - shift, isNegative: isNegative)
  }

  private static func squareRoot(of dividend: WideInteger, by divisor: WideInteger, exponent: Int) -> Decimal128? {
    if dividend.isZero { return .zero }
    // 76 digits under the root at least give 38 of it.
    let shift = max(0, 78 + divisor.decimalDigits - dividend.decimalDigits + 1) / 2
    let (square, rest) = (dividend * WideInteger.powerOfTen(2 * shift)).quotientAndRemainder(dividingBy: divisor)
    let (root, isExact) = square.squareRoot
    return rounded(
      root, isExact: isExact && rest.isZero, shift: shift, exponent: exponent - shift, isNegative: false)
  }

  /// A whole number that stands for one with more digits behind it where it is not exact.
  private static func rounded(
    _ whole: WideInteger, isExact: Bool, shift: Int, exponent: Int, isNegative: Bool
  ) -> Decimal128? {
    let excess = whole.decimalDigits - 38
    guard excess > 0 else {
      guard isExact else {
        return Decimal128.rounding(whole.low128, sticky: true, exponent: exponent, isNegative: isNegative)
      }
      let (digits, removed) = Decimal128.strippingZeros(whole.low128, atMost: shift)
      return Decimal128.rounding(digits, exponent: exponent + removed, isNegative: isNegative)
    }
    let (kept, rest) = whole.quotientAndRemainder(dividingBy: WideInteger.powerOfTen(excess))
    guard isExact, rest.isZero else {
      return Decimal128.rounding(kept.low128, sticky: true, exponent: exponent + excess, isNegative: isNegative)
    }
    let (digits, removed) = Decimal128.strippingZeros(kept.low128, atMost: max(0, shift - excess))
    return Decimal128.rounding(digits, exponent: exponent + excess + removed, isNegative: isNegative)
  }
}
