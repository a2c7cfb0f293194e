// A tree of texts, lists and mappings in, YAML as a person would write it out: flow style for what fits on a line, `|` for
// texts of several lines, quotes only where they are needed.

/// A node of a file to be written.
indirect enum YAMLText: Sendable {
  /// A text.
  case text(String)
  /// A text that must not be taken for null, a boolean or a number.
  case string(String)
  case sequence([YAMLText])
  case mapping([(key: String, value: YAMLText)])
  /// A mapping that stands on lines of its own, however short it is.
  case lines([(key: String, value: YAMLText)])
  /// A list whose members stand on lines of their own.
  case items([YAMLText])

  /// How wide a line may become before it is divided.
  static let width = 110

  /// The file.
  func document() -> String {
    var output = ""
    write(into: &output, indentation: 0, isAfterKey: false)
    return output
  }

  // MARK: Blocks

  private func write(into output: inout String, indentation: Int, isAfterKey: Bool) {
    let margin = String(repeating: " ", count: indentation)
    switch self {
    case .text(let text), .string(let text):
      if let block = YAMLText.block(text, indentation: indentation + (isAfterKey ? 2 : 0)) {
        output += (isAfterKey ? " " : "") + block
        return
      }
      output += (isAfterKey ? " " : "") + scalar(isFlow: false) + "\n"
    case .sequence(let members), .items(let members):
      if members.isEmpty {
        output += " []\n"
        return
      }
      if isAfterKey, let line = line(from: indentation + 20) {
        output += " " + line + "\n"
        return
      }
      if isAfterKey { output += "\n" }
      for (index, member) in members.enumerated() {
        if isAfterKey || index > 0 { output += margin + (isAfterKey ? "  " : "") }
        output += "- "
        member.writeMember(into: &output, indentation: indentation + (isAfterKey ? 4 : 2))
      }
    case .mapping(let entries), .lines(let entries):
      if entries.isEmpty {
        output += " {}\n"
        return
      }
      if isAfterKey, let line = line(from: indentation + 20) {
        output += " " + line + "\n"
        return
      }
      let inner = isAfterKey ? indentation + 2 : indentation
      if isAfterKey { output += "\n" }
      for (index, entry) in entries.enumerated() {
        if isAfterKey || index > 0 { output += String(repeating: " ", count: inner) }
        output += YAMLText.string(entry.key).scalar(isFlow: false) + ":"
        entry.value.write(into: &output, indentation: inner, isAfterKey: true)
      }
    }
  }

  private func writeMember(into output: inout String, indentation: Int) {
    if let line = line(from: indentation) {
      output += line + "\n"
    } else {
      write(into: &output, indentation: indentation, isAfterKey: false)
    }
  }

  /// A text of several lines as a `|` block, a text's own indentation dropped; nil where it is a single line, or where a
  /// block cannot hold it.
  private static func block(_ text: String, indentation: Int) -> String? {
    guard text.contains("\n"), !text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }),
      !text.unicodeScalars.contains(where: { (0x7F...0x9F).contains($0.value) || $0.value == 0xFEFF })
    else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, first.first.map({ !$0.isWhitespace }) ?? false, lines.last?.isEmpty == false else {
      return nil
    }
    let margin = String(repeating: " ", count: indentation)
    return "|-\n" + lines.map { $0.isEmpty ? "\n" : margin + $0 + "\n" }.joined()
  }

  // MARK: Lines

  /// The node in flow style; nil where it has several lines, or is too wide or meant to stand on lines.
  private func line(from column: Int) -> String? {
    guard let line = flow, column + YAMLText.width(of: line) <= YAMLText.width else { return nil }
    return line
  }

  private var flow: String? {
    switch self {
    case .text(let text), .string(let text): return text.contains("\n") ? nil : scalar(isFlow: true)
    case .sequence(let members):
      let parts = members.compactMap(\.flow)
      return parts.count == members.count ? "[\(parts.joined(separator: ", "))]" : nil
    case .mapping(let entries):
      var parts: [String] = []
      for entry in entries {
        guard let value = entry.value.flow else { return nil }
        parts.append(YAMLText.string(entry.key).scalar(isFlow: true) + ": " + value)
      }
      return "{\(parts.joined(separator: ", "))}"
    case .lines, .items: return nil
    }
  }

  /// Columns of a text: two for what is wide.
  private static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) }
  }

  // MARK: Scalars

  private func scalar(isFlow: Bool) -> String {
    let (text, isString): (String, Bool) =
      switch self {
      case .string(let text): (text, true)
      case .text(let text): (text, false)
      default: ("", true)
      }
    if YAMLText.isPlain(text, isFlow: isFlow), !isString || !YAMLText.isCore(text) { return text }
    return YAMLText.quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    let isPrintable = text.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && ![0x2028, 0x2029, 0xFEFF].contains($0.value)
    }
    if isPrintable {
      if !text.contains("\""), !text.contains("\\") { return "\"\(text)\"" }
      return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
          || [0x2028, 0x2029, 0xFEFF].contains(scalar.value)
        {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// Whether a text can stand without quotes; stricter than YAML, so that a reader need not think.
  private static func isPlain(_ text: String, isFlow: Bool) -> Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, let last = scalars.last else { return false }
    if ">[]{}?@*&%!|#,'\"`:=".unicodeScalars.contains(first) || last == ":" { return false }
    if first.properties.isWhitespace || last.properties.isWhitespace { return false }
    if first == "-", scalars.dropFirst().first.map({ $0 == " " }) ?? true { return false }
    if text.contains(": ") || text.contains(" #") || text.contains("、") && isFlow { return false }
    if text == "---" || text == "..." { return false }
    for scalar in scalars {
      if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) { return false }
      if [0x85, 0xA0, 0x2028, 0x2029, 0x3000, 0xFEFF].contains(scalar.value) { return false }
      if isFlow, ",[]{}()（）「」:".unicodeScalars.contains(scalar) { return false }
    }
    return true
  }

  /// Whether YAML's core schema takes a plain text for something else than a string.
  private static func isCore(_ text: String) -> Bool {
    if ["null", "Null", "NULL", "~", "true", "True", "TRUE", "false", "False", "FALSE"].contains(text) { return true }
    guard let first = text.unicodeScalars.first else { return true }
    return "0123456789.+-".unicodeScalars.contains(first)
  }
}
