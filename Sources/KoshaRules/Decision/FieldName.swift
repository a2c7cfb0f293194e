// Which texts may name a field, a column or a decision.

package import KoshaSource

/// The rule for names that FEEL expressions use without quotes.
package enum FieldName {
  /// Words that FEEL takes for its own.
  package static let keywords: Set<String> = [
    "and", "between", "else", "every", "external", "false", "for", "function", "if", "in", "instance", "not", "null",
    "or", "return", "satisfies", "some", "then", "true",
  ]

  /// Whether a text is letters of any script, digits and `_`, not beginning with a digit and no word of FEEL's.
  package static func isValid(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, !isDigit(first), !keywords.contains(text) else { return false }
    return text.unicodeScalars.allSatisfy(isPart)
  }

  /// Whether a name may hold the scalar: a letter of any script, a digit or `_`.
  package static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || isDigit(scalar) || isLetter(scalar)
  }

  /// Reports a text that may not be a name.
  package static func check(_ name: Located<String>, into bag: inout DiagnosticBag) {
    if !isValid(name.value) { bag.add(DecisionProblem.name(name.value), at: name.span) }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return ("0"..."9").contains(scalar) }
    return scalar.properties.generalCategory == .decimalNumber
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber,
      .nonspacingMark, .spacingMark:
      true
    default: false
    }
  }
}
