// The patterns of `format number`: a pattern in, how it writes a number out.

/// A pattern such as `#,##0`, `0.00`, `#,##0.###` or `0.0%`.
///
/// The first run of `#`, `0`, `,` and one `.` says how digits stand, what is before and after is written as it is.
/// `0` is a digit always written, `#` one written only where needed. A comma groups the whole digits by as many as stand
/// between the last comma and the point. `%` anywhere outside quotes writes a hundred times the number. `'…'` is taken
/// literally, `''` is one quote. Numbers are rounded half up (away from zero), as people round; a number that rounds to
/// zero carries no sign; the sign stands before everything else.
struct NumberPattern {
  private var prefix = ""
  private var suffix = ""
  private var minimumWhole = 0
  private var groupSize = 0
  private var minimumFraction = 0
  private var maximumFraction = 0
  private var isPercent = false

  /// Reads a pattern; nil where it holds no digit, or `#` and `0` in an order that says nothing.
  init?(_ text: String) {
    var digits: [Unicode.Scalar] = []
    var isQuoted = false
    var hasDigits = false
    var isInside = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if scalar == "'" {
        if scalars.first == "'" {
          scalars.removeFirst()
          append("'", afterDigits: hasDigits)
        } else {
          isQuoted.toggle()
        }
        isInside = false
        continue
      }
      let isDigit = !isQuoted && "#0,.".unicodeScalars.contains(scalar)
      if isDigit, !hasDigits || isInside {
        hasDigits = true
        isInside = true
        digits.append(scalar)
        continue
      }
      if isDigit, scalar == "#" || scalar == "0" { return nil }
      isInside = false
      if scalar == "%", !isQuoted { isPercent = true }
      append(scalar, afterDigits: hasDigits)
    }
    guard !isQuoted, readDigits(digits) else { return nil }
  }

  private mutating func append(_ scalar: Unicode.Scalar, afterDigits: Bool) {
    if afterDigits { suffix.unicodeScalars.append(scalar) } else { prefix.unicodeScalars.append(scalar) }
  }

  private mutating func readDigits(_ digits: [Unicode.Scalar]) -> Bool {
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard digits.contains("#") || digits.contains("0"), let whole = parts.first else { return false }
    var sinceComma: Int?
    for scalar in whole {
      switch scalar {
      case ",": sinceComma = 0
      case "#" where minimumWhole > 0: return false
      default:
        if scalar == "0" { minimumWhole += 1 }
        sinceComma = sinceComma.map { $0 + 1 }
      }
    }
    if let sinceComma {
      guard sinceComma > 0, whole.first != "," else { return false }
      groupSize = sinceComma
    }
    guard parts.count == 2 else { return true }
    for scalar in parts[1] {
      switch scalar {
      case "0" where maximumFraction == minimumFraction:
        minimumFraction += 1
        maximumFraction += 1
      case "#": maximumFraction += 1
      default: return false
      }
    }
    return true
  }

  /// The number as the pattern writes it; nil where 34 digits do not hold what is to be written.
  func format(_ number: Decimal128) -> String? {
    let scaled = isPercent ? number.multiplied(by: Decimal128(100)) : number
    guard let rounded = scaled?.rounded(scale: maximumFraction, .halfUp) else { return nil }
    let parts = rounded.magnitude.plainDescription.split(separator: ".", maxSplits: 1)
    var whole = parts.first.map { Array($0.utf8) } ?? []
    if whole == [UInt8(ascii: "0")] { whole = [] }
    while whole.count < minimumWhole { whole.insert(UInt8(ascii: "0"), at: 0) }
    var fraction = parts.count == 2 ? Array(parts[1].utf8) : []
    while fraction.count < minimumFraction { fraction.append(UInt8(ascii: "0")) }
    if whole.isEmpty, fraction.isEmpty { whole = [UInt8(ascii: "0")] }

    var result = rounded.signum < 0 ? "-" : ""
    result += prefix
    for (index, digit) in whole.enumerated() {
      if groupSize > 0, index > 0, (whole.count - index) % groupSize == 0 { result += "," }
      result.unicodeScalars.append(Unicode.Scalar(digit))
    }
    if !fraction.isEmpty { result += "." + String(decoding: fraction, as: UTF8.self) }
    return result + suffix
  }
}
