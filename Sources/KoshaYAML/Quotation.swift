// A text in, the text as it must be quoted in YAML out; and the questions about bytes that scans share.

/// Writes a text in quotes, as the help of a message shows it.
enum Quotation {
  /// In `"…"`, or in `'…'` where the text holds `"` or a backslash.
  static func quoted(_ text: String) -> String {
    if !text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) { return "\"\(text)\"" }
    let doubled = text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    return "'\(doubled)'"
  }
}

extension UInt8 {
  /// A space or a tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  /// An ASCII letter, or a byte of a letter beyond ASCII.
  var isLetter: Bool {
    self >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
  /// A byte of a line end.
  var isLineEnd: Bool { self == 0x0A || self == 0x0D }
  /// What separates tokens.
  var isBlankOrLineEnd: Bool { isBlank || isLineEnd }
}
