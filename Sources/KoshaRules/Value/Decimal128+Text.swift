// Numbers from text and to text; digits are taken and given exactly.

extension Decimal128 {
  /// A number as written: sign, digits, an optional fraction and exponent (`-12.50`, `.5`, `1e3`); nil for anything
  /// else.
  ///
  /// More than 34 digits are rounded half even.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    let parsed = text.withUTF8 { Self.parse($0) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// The number that the bytes spell from the first to the last.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Decimal128? {
    var index = 0
    let count = bytes.count
    var isNegative = false
    if index < count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    var coefficient: UInt128 = 0
    var kept = 0
    var isInexact = false
    var exponent = 0
    var isFraction = false
    var digitsOfPart = 0
    while index < count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
        digitsOfPart = 0
      } else if byte &- 0x30 < 10 {
        let digit = byte &- 0x30
        digitsOfPart += 1
        if kept < 38 {
          coefficient = coefficient * 10 + UInt128(digit)
          if coefficient != 0 { kept += 1 }
          if isFraction { exponent -= 1 }
        } else {
          if digit != 0 { isInexact = true }
          if !isFraction { exponent += 1 }
        }
      } else {
        break
      }
      index += 1
    }
    if digitsOfPart == 0 { return nil }
    if index < count {
      guard bytes[index] | 0x20 == UInt8(ascii: "e"), let written = exponentPart(bytes, from: index + 1) else {
        return nil
      }
      exponent += written
    }
    return rounding(coefficient, sticky: isInexact, exponent: exponent, isNegative: isNegative)
  }

  /// `+12`, `-3`, `7` up to the end; kept within a billion, far outside the format's range.
  private static func exponentPart(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    var isNegative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < bytes.count else { return nil }
    var value = 0
    while index < bytes.count {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      value = min(value * 10 + Int(digit), 1_000_000_000)
      index += 1
    }
    return isNegative ? -value : value
  }

  /// The number as a plain decimal without exponent, trailing fraction zeros removed: `1000`, `0.021`, `-3`.
  public var plainDescription: String {
    var coefficient = coefficient
    var exponent = Int(exponent)
    if coefficient == 0 { return "0" }
    if exponent < 0 {
      let (digits, removed) = Self.strippingZeros(coefficient, atMost: -exponent)
      coefficient = digits
      exponent += removed
    }
    if exponent == 0, coefficient >> 64 == 0 {
      let digits = String(UInt64(truncatingIfNeeded: coefficient))
      return isNegative ? "-" + digits : digits
    }
    let digits = Self.digits(of: coefficient)
    var text: [UInt8] = []
    text.reserveCapacity(digits.count + abs(exponent) + 3)
    if isNegative { text.append(UInt8(ascii: "-")) }
    if exponent >= 0 {
      text += digits
      text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: exponent))
    } else if digits.count > -exponent {
      text += digits[..<(digits.count + exponent)]
      text.append(UInt8(ascii: "."))
      text += digits[(digits.count + exponent)...]
    } else {
      text += [UInt8(ascii: "0"), UInt8(ascii: ".")]
      text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -exponent - digits.count))
      text += digits
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The digits of a number that is not zero, in ASCII.
  private static func digits(of value: UInt128) -> [UInt8] {
    var digits: [UInt8] = []
    digits.reserveCapacity(34)
    var rest = value
    while rest != 0 {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
      var word = UInt64(truncatingIfNeeded: remainder)
      var count = 0
      while word != 0 || (quotient != 0 && count < 19) {
        digits.append(UInt8(truncatingIfNeeded: word % 10) + 0x30)
        word /= 10
        count += 1
      }
      rest = quotient
    }
    digits.reverse()
    return digits
  }
}

extension Decimal128: CustomStringConvertible {
  /// The plain decimal.
  public var description: String { plainDescription }
}
