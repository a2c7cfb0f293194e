// Natural numbers of any size, for the intermediate results of powers, roots and logarithms.

/// A natural number in 64-bit limbs, least first.
struct WideInteger: Sendable, Equatable {
  /// INVARIANT: the last limb is not zero; zero has none.
  private(set) var limbs: [UInt64]

  init(_ value: UInt128) {
    self.init(trimming: [UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64)])
  }

  private init(trimming limbs: [UInt64]) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
  }

  var isZero: Bool { limbs.isEmpty }

  var bitWidth: Int {
    guard let last = limbs.last else { return 0 }
    return limbs.count * 64 - last.leadingZeroBitCount
  }

  /// The value where it fits into 128 bits, else its low part.
  var low128: UInt128 {
    (limbs.count > 1 ? UInt128(limbs[1]) << 64 : 0) | (limbs.isEmpty ? 0 : UInt128(limbs[0]))
  }

  /// How many decimal digits the number has; 1 for zero.
  var decimalDigits: Int {
    if isZero { return 1 }
    // log10(2) from above by 4 × 10^-9; one digit too few at most.
    let estimate = bitWidth * 30103 / 100_000
    return self < Self.powerOfTen(estimate) ? max(estimate, 1) : estimate + 1
  }

  /// 10^`power`.
  static func powerOfTen(_ power: Int) -> WideInteger {
    if power < cachedPowers.count { return cachedPowers[power] }
    let half = powerOfTen(power / 2)
    return power % 2 == 0 ? half * half : half * half * WideInteger(10)
  }

  private static let cachedPowers: [WideInteger] = {
    var powers = [WideInteger(1)]
    for index in 0..<256 { powers.append(powers[index] * WideInteger(10)) }
    return powers
  }()
}

extension WideInteger: Comparable {
  static func < (left: WideInteger, right: WideInteger) -> Bool {
    if left.limbs.count != right.limbs.count { return left.limbs.count < right.limbs.count }
    for index in left.limbs.indices.reversed() where left.limbs[index] != right.limbs[index] {
      return left.limbs[index] < right.limbs[index]
    }
    return false
  }
}

extension WideInteger {
  static func + (left: WideInteger, right: WideInteger) -> WideInteger {
    let isLeftLonger = left.limbs.count >= right.limbs.count
    let (longer, shorter) = isLeftLonger ? (left.limbs, right.limbs) : (right.limbs, left.limbs)
    var sum = longer
    var carry: UInt64 = 0
    for index in longer.indices {
      let (first, overflow) = longer[index].addingReportingOverflow(index < shorter.count ? shorter[index] : 0)
      let (second, overflowOfCarry) = first.addingReportingOverflow(carry)
      sum[index] = second
      carry = overflow || overflowOfCarry ? 1 : 0
    }
    if carry != 0 { sum.append(carry) }
    return WideInteger(trimming: sum)
  }

  /// The difference of a number and one that is not larger.
  static func - (left: WideInteger, right: WideInteger) -> WideInteger {
    var difference = left.limbs
    var borrow: UInt64 = 0
    for index in difference.indices {
      let taken = index < right.limbs.count ? right.limbs[index] : 0
      let (first, underflow) = difference[index].subtractingReportingOverflow(taken)
      let (second, underflowOfBorrow) = first.subtractingReportingOverflow(borrow)
      difference[index] = second
      borrow = underflow || underflowOfBorrow ? 1 : 0
    }
    precondition(borrow == 0, "a natural number cannot be less than zero")
    return WideInteger(trimming: difference)
  }

  static func * (left: WideInteger, right: WideInteger) -> WideInteger {
    if left.isZero || right.isZero { return WideInteger(0) }
    var product = [UInt64](repeating: 0, count: left.limbs.count + right.limbs.count)
    for leftIndex in left.limbs.indices {
      var carry: UInt64 = 0
      for rightIndex in right.limbs.indices {
        // 2^64-1 squared plus twice 2^64-1 is 2^128-1: no overflow.
        let step =
          UInt128(left.limbs[leftIndex]) * UInt128(right.limbs[rightIndex])
          + UInt128(product[leftIndex + rightIndex]) + UInt128(carry)
        product[leftIndex + rightIndex] = UInt64(truncatingIfNeeded: step)
        carry = UInt64(truncatingIfNeeded: step >> 64)
      }
      product[leftIndex + right.limbs.count] = carry
    }
    return WideInteger(trimming: product)
  }

  static func << (left: WideInteger, bits: Int) -> WideInteger {
    if left.isZero { return left }
    let (whole, part) = (bits / 64, UInt64(bits % 64))
    var limbs = [UInt64](repeating: 0, count: whole)
    var carry: UInt64 = 0
    for limb in left.limbs {
      limbs.append(limb << part | carry)
      carry = part == 0 ? 0 : limb >> (64 - part)
    }
    limbs.append(carry)
    return WideInteger(trimming: limbs)
  }

  static func >> (left: WideInteger, bits: Int) -> WideInteger {
    let (whole, part) = (bits / 64, UInt64(bits % 64))
    if whole >= left.limbs.count { return WideInteger(0) }
    var limbs = Array(left.limbs[whole...])
    if part != 0 {
      for index in limbs.indices {
        let next = index + 1 < limbs.count ? limbs[index + 1] << (64 - part) : 0
        limbs[index] = limbs[index] >> part | next
      }
    }
    return WideInteger(trimming: limbs)
  }

  func quotientAndRemainder(dividingBy divisor: UInt64) -> (quotient: WideInteger, remainder: UInt64) {
    var quotient = limbs
    var remainder: UInt64 = 0
    for index in quotient.indices.reversed() {
      (quotient[index], remainder) = divisor.dividingFullWidth((remainder, quotient[index]))
    }
    return (WideInteger(trimming: quotient), remainder)
  }

  /// Long division by a number that is not zero (Knuth, The Art of Computer Programming 4.3.1, algorithm D).
  func quotientAndRemainder(dividingBy divisor: WideInteger) -> (quotient: WideInteger, remainder: WideInteger) {
    precondition(!divisor.isZero, "division of a natural number by zero")
    if self < divisor { return (WideInteger(0), self) }
    if divisor.limbs.count == 1 {
      let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor.limbs[0])
      return (quotient, WideInteger(UInt128(remainder)))
    }
    let shift = divisor.limbs[divisor.limbs.count - 1].leadingZeroBitCount
    let lower = (divisor << shift).limbs
    var upper = (self << shift).limbs
    let count = lower.count
    while upper.count <= limbs.count { upper.append(0) }
    var quotient = [UInt64](repeating: 0, count: upper.count - count)
    let (first, second) = (lower[count - 1], lower[count - 2])
    for index in quotient.indices.reversed() {
      let digit = Self.quotientDigit(
        upper[index + count], upper[index + count - 1], upper[index + count - 2], first, second)
      quotient[index] = Self.subtract(lower, times: digit, from: &upper, at: index)
    }
    return (
      WideInteger(trimming: quotient), WideInteger(trimming: Array(upper[..<count])) >> shift
    )
  }

  /// The digit of a quotient guessed from three limbs over two: right, or one too large.
  private static func quotientDigit(
    _ high: UInt64, _ middle: UInt64, _ low: UInt64, _ first: UInt64, _ second: UInt64
  ) -> UInt64 {
    var digit: UInt64
    var rest: UInt64
    if high >= first {
      digit = .max
      let (sum, overflow) = middle.addingReportingOverflow(first)
      if overflow { return digit }
      rest = sum
    } else {
      (digit, rest) = first.dividingFullWidth((high, middle))
    }
    while UInt128(digit) * UInt128(second) > UInt128(rest) << 64 | UInt128(low) {
      digit -= 1
      let (sum, overflow) = rest.addingReportingOverflow(first)
      if overflow { break }
      rest = sum
    }
    return digit
  }

  /// Takes `divisor × digit` out of `dividend` at a limb; answers the digit, less one where it was too large.
  private static func subtract(
    _ divisor: [UInt64], times digit: UInt64, from dividend: inout [UInt64], at start: Int
  ) -> UInt64 {
    var borrow: UInt64 = 0
    for index in divisor.indices {
      let product = UInt128(divisor[index]) * UInt128(digit) + UInt128(borrow)
      let (difference, underflow) = dividend[start + index].subtractingReportingOverflow(
        UInt64(truncatingIfNeeded: product))
      dividend[start + index] = difference
      borrow = UInt64(truncatingIfNeeded: product >> 64) + (underflow ? 1 : 0)
    }
    let (top, underflow) = dividend[start + divisor.count].subtractingReportingOverflow(borrow)
    dividend[start + divisor.count] = top
    if !underflow { return digit }
    var carry: UInt64 = 0
    for index in divisor.indices {
      let sum = UInt128(dividend[start + index]) + UInt128(divisor[index]) + UInt128(carry)
      dividend[start + index] = UInt64(truncatingIfNeeded: sum)
      carry = UInt64(truncatingIfNeeded: sum >> 64)
    }
    dividend[start + divisor.count] &+= carry
    return digit - 1
  }

  /// The largest number whose square is not larger, and whether its square is the number itself.
  var squareRoot: (root: WideInteger, isExact: Bool) {
    if isZero { return (self, true) }
    // Newton's iteration from above falls until it has reached the root.
    var root = WideInteger(1) << ((bitWidth + 1) / 2)
    while true {
      let next = (root + quotientAndRemainder(dividingBy: root).quotient) >> 1
      if next >= root { break }
      root = next
    }
    return (root, root * root == self)
  }

  /// The power by repeated squaring.
  func raised(to power: UInt64) -> WideInteger {
    var result = WideInteger(1)
    var factor = self
    var rest = power
    while rest > 0 {
      if rest & 1 == 1 { result = result * factor }
      rest >>= 1
      if rest > 0 { factor = factor * factor }
    }
    return result
  }
}
