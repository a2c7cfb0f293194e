// A text in, the scalar that stands for it in YAML's flow style out.

/// Writes scalars for `{…}` and `[…]`.
package enum FlowText {
  /// A text, without quotes where it can be read as nothing else.
  package static func scalar(_ text: String) -> String {
    if needsEscapes(text) { return escaped(text) }
    return isSafe(text) ? text : Quotation.quoted(text)
  }

  /// Words to which YAML, of this or an older version, gives a meaning.
  private static let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

  /// Signs that mean nothing to YAML inside a text.
  private static let signs = Set("()./（）、。・「」".unicodeScalars)

  /// Letters, digits and harmless signs, beginning with a letter, single spaces between words.
  private static func isSafe(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first == "_" || first.properties.isAlphabetic,
      text.unicodeScalars.last != " ", !words.contains(text.lowercased())
    else { return false }
    var previous: Unicode.Scalar = "_"
    for scalar in text.unicodeScalars {
      let isPart =
        scalar == "_" || scalar == "-" || signs.contains(scalar) || scalar.properties.isAlphabetic
        || scalar.properties.numericType == .decimal
      guard isPart || scalar == " " && previous != " " else { return false }
      previous = scalar
    }
    return true
  }

  /// What a file may not hold as it is, and what quotes would not keep.
  private static func needsEscapes(_ text: String) -> Bool {
    text.unicodeScalars.contains(where: isHidden)
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where isHidden(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
