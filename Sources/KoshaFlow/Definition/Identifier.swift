// What an id may look like (language.md's rules in code): in a text, out whether it may be one, and of what kind.

/// The kinds of ids, each with its alphabet.
enum Identifier {
  /// Names of expressions that no field and no decision may take.
  static let reserved: Set<String> = [
    "event", "case", "actor", "assignee", "now", "today", "children", "item", "partial",
    "and", "between", "else", "every", "external", "false", "for", "function", "if", "in", "instance", "not", "null",
    "of", "or", "return", "satisfies", "some", "then", "true",
  ]

  /// Fields, decisions and locals: letters of any script, digits and `_`, no digit first.
  static func isVariable(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, !isDigit(first) else { return false }
    return text.unicodeScalars.allSatisfy(isLetterOrDigit)
  }

  /// States, roles, people, workflows: also `-` between letters.
  static func isPlain(_ text: some StringProtocol) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, first != "-", last != "-" else {
      return false
    }
    return text.unicodeScalars.allSatisfy { isLetterOrDigit($0) || $0 == "-" }
  }

  /// Events: such words joined by `.`.
  static func isEvent(_ text: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isPlain($0) }
  }

  /// Event patterns of SCXML §3.12.1: an event's name, with `.*` or `.` after it, or `*` alone.
  static func isEventPattern(_ text: String) -> Bool {
    if text == "*" { return true }
    var name = Substring(text)
    if name.hasSuffix(".*") { name.removeLast(2) } else if name.hasSuffix(".") { name.removeLast() }
    return isEvent(String(name))
  }

  /// Whether the platform itself sends such events.
  static func isPlatformEvent(_ name: String) -> Bool { name.hasPrefix("done.") || name.hasPrefix("error.") }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType == .decimal }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .nonspacingMark, .spacingMark, .letterNumber:
      return true
    default: return false
    }
  }
}
