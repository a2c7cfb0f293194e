// Decimal128 against tables computed by an independent implementation, and against the laws of arithmetic.

import Testing

@testable import KoshaRules

@Suite struct Decimal128Tests {
  /// Coefficient, exponent and sign: the same member of the same cohort.
  static func exact(_ value: Decimal128?) -> String {
    guard let value else { return "nil" }
    let coefficient = UInt128(value.high) << 64 | UInt128(value.low)
    return "\(value.isNegative ? "-" : "")\(coefficient)e\(value.exponent)"
  }

  private static func number(_ text: String) throws -> Decimal128 {
    try #require(Decimal128(text), "\(text)")
  }

  @Test func arithmeticTable() throws {
    for row in try CaseTable.rows("decimal-arithmetic.csv", columns: 4) {
      let (left, right) = (try Self.number(row[1]), try Self.number(row[2]))
      let result: Decimal128? =
        switch row[0] {
        case "add": left.adding(right)
        case "subtract": left.subtracting(right)
        case "multiply": left.multiplied(by: right)
        case "divide": left.divided(by: right)
        default: Decimal128(left < right ? -1 : left == right ? 0 : 1)
        }
      #expect(Self.exact(result) == row[3], "\(row)")
      if row[0] == "compare", row[3] == "0e0" { #expect(left.hashValue == right.hashValue, "\(row)") }
    }
  }

  @Test func functionTable() throws {
    for row in try CaseTable.rows("decimal-functions.csv", columns: 4) {
      let left = try Self.number(row[1])
      let result: Decimal128?
      switch row[0] {
      case "modulo": result = left.modulo(try Self.number(row[2]))
      case "power": result = left.raised(to: try Self.number(row[2]))
      case "squareRoot": result = left.squareRoot
      case "exponential": result = left.exponential
      default: result = left.naturalLogarithm
      }
      if row[0] == "squareRoot" {
        #expect(Self.exact(result) == row[3], "\(row)")
      } else {
        #expect(result == (row[3] == "nil" ? nil : try Self.number(row[3])), "\(row) gave \(Self.exact(result))")
      }
    }
  }

  @Test func roundingTable() throws {
    let roundings: [String: Decimal128.Rounding] = [
      "halfEven": .halfEven, "halfUp": .halfUp, "halfDown": .halfDown, "up": .up, "down": .down, "floor": .floor,
      "ceiling": .ceiling,
    ]
    for row in try CaseTable.rows("decimal-rounding.csv", columns: 4) {
      let rounding = try #require(roundings[row[0]])
      let result = try Self.number(row[1]).rounded(scale: try #require(Int(row[2])), rounding)
      #expect(result == (try Self.number(row[3])), "\(row) gave \(Self.exact(result))")
    }
  }

  @Test func textTable() throws {
    for row in try CaseTable.rows("decimal-text.csv", columns: 3) {
      let number = Decimal128(row[0])
      #expect(Self.exact(number) == row[1], "\(row)")
      if row[2] != "-", let number { #expect(number.plainDescription == row[2], "\(row)") }
    }
  }

  @Test func knownAnswers() throws {
    for row in try CaseTable.rows("decimal-known.csv", columns: 3) {
      let answer = try KnownOperations.answer(row[0], row[1].split(separator: " ").map { try Self.number(String($0)) })
      // Texts to the letter, numbers by value.
      if row[0] == "text" || row[2] == "nil" {
        #expect(answer ?? "nil" == row[2], "\(row)")
      } else {
        #expect(answer.flatMap { Decimal128($0) } == Decimal128(row[2]), "\(row) gave \(answer ?? "nil")")
      }
    }
  }

  @Test(arguments: [
    "", "-", "+", ".", "1.", "e3", "1e", "1e+", "1 ", " 1", "1,000", "1_000", "0x10", "NaN", "Infinity", "１", "--1",
    "1.2.3", "1e3.5", "1e6145", "99999999999999999999999999999999999e6111",
  ])
  func refusedText(_ text: String) {
    #expect(Decimal128(text) == nil)
  }

  @Test(arguments: [
    ("1.10", "1.1"), ("-0", "0"), ("0.000", "0"), ("1e3", "1000"), ("-12.50", "-12.5"), (".5", "0.5"),
    ("100", "100"), ("1E-7", "0.0000001"), ("123e-2", "1.23"), ("+5", "5"),
    ("9999999999999999999999999999999999", "9999999999999999999999999999999999"),
    ("10000000000000000000", "10000000000000000000"), ("18446744073709551616", "18446744073709551616"),
    ("1000000000000000000000.01", "1000000000000000000000.01"),
  ])
  func plainText(_ text: String, _ plain: String) throws {
    #expect(try Self.number(text).plainDescription == plain)
  }

  @Test func wholeNumbers() throws {
    #expect(Decimal128(Int.min).exactInt == Int.min)
    #expect(Decimal128(Int.max).exactInt == Int.max)
    #expect(try Self.number("9223372036854775808").exactInt == nil)
    #expect(try Self.number("-9223372036854775808").exactInt == Int.min)
    #expect(try Self.number("-9223372036854775809").exactInt == nil)
    #expect(try Self.number("12.00").exactInt == 12)
    #expect(try Self.number("12.01").exactInt == nil)
    #expect(try Self.number("1e18").exactInt == 1_000_000_000_000_000_000)
    #expect(try Self.number("1e19").exactInt == nil)
    #expect(try Self.number("0e6000").exactInt == 0)
    #expect(try Self.number("1e6000").isInteger)
    #expect(try !Self.number("1e-6000").isInteger)
    #expect(try Self.number("-3.5").signum == -1)
    #expect(Decimal128.zero.negated.signum == 0)
    #expect(Decimal128(-3).magnitude == Decimal128(3))
  }

  @Test func roundingOutOfRange() {
    #expect(Decimal128.one.rounded(scale: 6177, .halfEven) == nil)
    #expect(Decimal128.one.rounded(scale: -6112, .halfEven) == nil)
    #expect(Decimal128.one.rounded(scale: .min, .halfEven) == nil)
    #expect(Decimal128.one.rounded(scale: 6176, .halfEven) == .one)
    #expect(Self.exact(Decimal128(5).rounded(scale: 2, .halfEven)) == "500e-2")
  }

  @Test func lawsOfArithmetic() throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<4000 {
      let left = AwkwardDecimals.next(&generator)
      let right = AwkwardDecimals.next(&generator)
      #expect(Self.exact(left.adding(right)) == Self.exact(right.adding(left)))
      #expect(Self.exact(left.multiplied(by: right)) == Self.exact(right.multiplied(by: left)))
      #expect(left.subtracting(right) == right.subtracting(left)?.negated)
      #expect((left < right) == (right > left) && (left == right) == (right == left))
      #expect(left.subtracting(left) == .zero)
      #expect(left.multiplied(by: .one) == left)
      #expect((left < right) == (left.subtracting(right).map { $0.signum < 0 } ?? (left < right)))
      if right.signum != 0, let remainder = left.modulo(right) {
        #expect(remainder.signum == 0 || remainder.signum == right.signum)
        #expect(remainder.magnitude <= right.magnitude)
      }
      if let text = Decimal128(left.plainDescription) { #expect(text == left && text.hashValue == left.hashValue) }
      if let root = left.magnitude.squareRoot, let square = root.multiplied(by: root), left.exponent > -3000 {
        let difference = try #require(square.subtracting(left.magnitude))
        #expect(difference.magnitude <= left.magnitude.multiplied(by: try Self.number("1e-33")) ?? left)
      }
    }
  }
}

/// SplitMix64: the same numbers from the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// Operands at the edges: one digit, all nines, powers of ten, extreme exponents.
enum AwkwardDecimals {
  static func next(_ generator: inout SeededGenerator) -> Decimal128 {
    let digits = Int.random(in: 0...34, using: &generator)
    let limit = digits == 34 ? PowersOfTen.coefficientLimit : PowersOfTen.value(digits)
    let coefficient: UInt128 =
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: limit - 1
      case 1: digits == 0 ? 0 : PowersOfTen.value(digits - 1)
      default: UInt128.random(in: 0..<limit, using: &generator)
      }
    let exponent =
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: Int.random(in: -6176...6111, using: &generator)
      case 1: 0
      default: Int.random(in: -40...10, using: &generator)
      }
    return Decimal128(coefficient: coefficient, exponent: exponent, isNegative: Bool.random(using: &generator))
  }
}
