// What an id may look like (language.md's rules in code): in a text, out whether it may be one, and of what kind.

import KoshaRules

/// The kinds of ids, each with its alphabet.
package enum Identifier {
  /// Names of expressions that no field and no decision may take.
  package static let reserved = Set(CaseScope.variables.map(\.name) + ["item"]).union(FieldName.keywords)

  /// Roles, people, workflows: also `-` between letters.
  package static func isPlain(_ text: some StringProtocol) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, first != "-", last != "-" else {
      return false
    }
    return text.unicodeScalars.allSatisfy { FieldName.isPart($0) || $0 == "-" }
  }

  /// States: such words joined by `.`, as the ids of SCXML may be.
  package static func isState(_ text: String) -> Bool { isEvent(text) }

  /// Events: such words joined by `.`.
  package static func isEvent(_ text: String) -> Bool {
    guard text.utf8.contains(0x2E) else { return isPlain(text) }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isPlain($0) }
  }

  /// Event patterns of SCXML §3.12.1: an event's name, with `.*` or `.` after it, or `*` alone.
  package static func isEventPattern(_ text: String) -> Bool {
    if text == "*" { return true }
    var name = Substring(text)
    if name.hasSuffix(".*") { name.removeLast(2) } else if name.hasSuffix(".") { name.removeLast() }
    return isEvent(String(name))
  }

  /// Whether the platform itself sends such events.
  package static func isPlatformEvent(_ name: String) -> Bool { name.hasPrefix("done.") || name.hasPrefix("error.") }
}
