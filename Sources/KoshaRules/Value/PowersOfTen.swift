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

/// Powers of ten and digit counts of 128-bit coefficients.
enum PowersOfTen {
  /// 10^34, the first coefficient too large.
  static let coefficientLimit: UInt128 = UInt128(0x1ed09bead87c0) << 64 | UInt128(0x378d8e6400000000)

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
}
