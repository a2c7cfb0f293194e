// Powers of ten as 128-bit words, and how many digits a coefficient has.

// Two literal arrays of words rather than one of UInt128: the compiler lays these out statically, without a lazy start.
private let lowWords: [UInt64] = [
  0x1, 0xa, 0x64, 0x3e8, 0x2710, 0x186a0, 0xf4240, 0x989680, 0x5f5e100, 0x3b9aca00, 0x2540be400, 0x174876e800,
  0xe8d4a51000, 0x9184e72a000, 0x5af3107a4000, 0x38d7ea4c68000, 0x2386f26fc10000, 0x16345785d8a0000,
  0xde0b6b3a7640000, 0x8ac7230489e80000, 0x6bc75e2d63100000, 0x35c9adc5dea00000, 0x19e0c9bab2400000,
  0x2c7e14af6800000, 0x1bcecceda1000000, 0x161401484a000000, 0xdcc80cd2e4000000, 0x9fd0803ce8000000,
  0x3e25026110000000, 0x6d7217caa0000000, 0x4674edea40000000, 0xc0914b2680000000, 0x85acef8100000000,
  0x38c15b0a00000000, 0x378d8e6400000000, 0x2b878fe800000000, 0xb34b9f1000000000, 0xf436a000000000,
  0x98a224000000000,
]
private let highWords: [UInt64] = [
  0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x5, 0x36,
  0x21e, 0x152d, 0xd3c2, 0x84595, 0x52b7d2, 0x33b2e3c, 0x204fce5e, 0x1431e0fae, 0xc9f2c9cd0, 0x7e37be2022,
  0x4ee2d6d415b, 0x314dc6448d93, 0x1ed09bead87c0, 0x13426172c74d82, 0xc097ce7bc90715, 0x785ee10d5da46d9,
  0x4b3b4ca85a86c47a,
]

// 2^128 ÷ 10^k rounded down, in the same form; there is none for k = 0.
private let reciprocalLowWords: [UInt64] = [
  0x0, 0x9999999999999999, 0x28f5c28f5c28f5c2, 0x9db22d0e56041893, 0x295e9e1b089a0275, 0x84230fcf80dc3372,
  0x8d36b4c7f3493858, 0xf485787a6520ec08, 0x1873bf3f70834acd, 0xb5a52cb98b405447, 0x5ef6eadf5ab9a207,
  0xbcb24aafef78f69a, 0x12dea11197f27f0f, 0x68497681c2650cb4, 0x70d42573603d4e12, 0xbe7b9d58566c87ce,
  0xaca5f6226f0ada61, 0x77aa3236a4b44909, 0x725dd1d243aba0e7, 0xd83c94fb6d2ac34a, 0x2f394219248446ba,
  0x4b8ed0283a6d3df, 0x78e480405d7b96, 0xc16d9a0095928, 0x1357c299a88ea, 0x1ef2d0f5da7d, 0x318481895d9, 0x4f3a68dbc8,
  0x7ec3daf94, 0xcad2f7f5, 0x14484bfe, 0x2073acc, 0x33ec47, 0x5313a, 0x84ec, 0xd4a, 0x154, 0x22, 0x3,
]
private let reciprocalHighWords: [UInt64] = [
  0x0, 0x1999999999999999, 0x28f5c28f5c28f5c, 0x4189374bc6a7ef, 0x68db8bac710cb, 0xa7c5ac471b47, 0x10c6f7a0b5ed,
  0x1ad7f29abca, 0x2af31dc461, 0x44b82fa09, 0x6df37f67, 0xafebff0, 0x1197998, 0x1c25c2, 0x2d093, 0x480e, 0x734, 0xb8,
  0x12, 0x1, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0,
]

/// Powers of ten and digit counts of 128-bit coefficients.
enum PowersOfTen {
  /// 10^34, the first coefficient too large.
  ///
  /// Computed, for a stored one is started lazily and every use asks whether it has been.
  @inline(__always)
  static var coefficientLimit: UInt128 {
    UInt128(truncatingIfNeeded: 0x1ed0_9bea_d87c_0 as UInt64) << 64
      | UInt128(truncatingIfNeeded: 0x378d_8e64_0000_0000 as UInt64)
  }

  /// 10^`power`, which is 0…38.
  @inline(__always)
  static func value(_ power: Int) -> UInt128 {
    UInt128(truncatingIfNeeded: highWords[power]) << 64 | UInt128(truncatingIfNeeded: lowWords[power])
  }

  /// How many decimal digits a number has; 1 for zero.
  @inline(__always)
  static func digits(of value: UInt128) -> Int {
    if value == 0 { return 1 }
    let bits = 128 - value.leadingZeroBitCount
    // 1233 / 4096 is log10(2) from below; exact enough for 128 bits.
    let estimate = (bits * 1233) >> 12
    return estimate < 39 && value >= Self.value(estimate) ? estimate + 1 : estimate
  }

  /// How many decimal digits a word has; 1 for zero.
  @inline(__always)
  static func digits(of word: UInt64) -> Int {
    // No power of ten but the first lies between a number and the odd one above it.
    let odd = word | 1
    let estimate = ((64 &- odd.leadingZeroBitCount) &* 1233) >> 12
    return odd >= lowWords[estimate] ? estimate &+ 1 : estimate
  }

  /// 10^`power` as a word; `power` is 0…19.
  @inline(__always)
  static func word(_ power: Int) -> UInt64 { lowWords[power] }

  /// A number divided by 10^`power`, which is 1…38.
  ///
  /// The processor has no division of 128 bits and the library's costs several times the four multiplications of this
  /// one. The reciprocal is too small by less than one, the quotient by it therefore right or one too small.
  @inline(__always)
  static func quotientAndRemainder(_ number: UInt128, byPower power: Int) -> (quotient: UInt128, remainder: UInt128) {
    let unit = value(power)
    let reciprocal =
      UInt128(truncatingIfNeeded: reciprocalHighWords[power]) << 64
      | UInt128(truncatingIfNeeded: reciprocalLowWords[power])
    let quotient = highHalf(number, reciprocal)
    let remainder = number &- quotient &* unit
    return remainder >= unit ? (quotient &+ 1, remainder &- unit) : (quotient, remainder)
  }

  /// The upper 128 bits of a product.
  @inline(__always)
  static func highHalf(_ left: UInt128, _ right: UInt128) -> UInt128 {
    let (leftLow, leftHigh) = (left & mask, left >> 64)
    let (rightLow, rightHigh) = (right & mask, right >> 64)
    let (first, second) = (leftHigh &* rightLow, leftLow &* rightHigh)
    let middle = (first & mask) &+ (second & mask) &+ ((leftLow &* rightLow) >> 64)
    return leftHigh &* rightHigh &+ (first >> 64) &+ (second >> 64) &+ (middle >> 64)
  }

  @inline(__always)
  private static var mask: UInt128 { UInt128(truncatingIfNeeded: UInt64.max) }
}
