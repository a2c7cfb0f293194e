// A cell's text and its column in, the cell as a YAML file would have it out; and back.
//
// See docs/language.md: a cell begun with `'` is as a quoted one in YAML, any other as a plain one.

import KoshaSource
import KoshaYAML

/// What kind of cells a column holds.
enum CSVCellForm {
  /// A `when` cell of a type.
  case test(ValueType)
  /// A `then` cell of a type.
  case answer(ValueType)

  private var type: ValueType {
    switch self {
    case .test(let type), .answer(let type): type
    }
  }

  /// Whether white space counts: the answers of a column of strings are texts as they stand.
  private var isExactText: Bool {
    if case .answer(.string) = self { true } else { false }
  }

  /// The cell; nil where it is empty and so left out.
  func read(_ text: LocatedText) -> CellSyntax? {
    let bytes = text.text.utf8
    guard let first = bytes.first else { return nil }
    if first == UInt8(ascii: "'") {
      let rest = text.suffix(fromByte: 1)
      return CellSyntax(text: rest, core: .string(rest.text))
    }
    if isExactText {
      return CellSyntax(text: text, core: text.text == "null" ? .null : .string(text.text))
    }
    let word = text.text.trimmed
    if word.isEmpty { return nil }
    switch word {
    case "null": return CellSyntax(text: text, core: .null)
    case "true": return CellSyntax(text: text, core: .boolean(true))
    case "false": return CellSyntax(text: text, core: .boolean(false))
    // Spreadsheets write the booleans they recognised in capitals.
    case "TRUE" where type == .boolean: return truth(true, text)
    case "FALSE" where type == .boolean: return truth(false, text)
    default: break
    }
    let isNumber = CSVCellForm.mayBeNumber(first) || first <= 0x20
    guard isNumber, case .number(let number)? = CSVCellForm.plain(String(word)) else {
      return CellSyntax(text: text, core: .string(text.text))
    }
    return CellSyntax(text: text, core: .number(number))
  }

  private func truth(_ value: Bool, _ text: LocatedText) -> CellSyntax {
    var lower = text
    lower.text = text.text.lowercased()
    return CellSyntax(text: lower, core: .boolean(value))
  }

  /// How a file writes a cell so that it is read back with the same meaning.
  func written(_ cell: CellSyntax) -> String {
    let text = cell.text.text
    if cell.core == .null { return isAllowed(text) ? text : "null" }
    if case .string = cell.core {} else if !isExactText { return text }
    let again = read(LocatedText(verbatim: text, path: ""))
    let isSame = again.map { $0.text.text == text && (!coreTells || $0.core == .string(text)) } ?? false
    return isSame && !CSVText.looksLikeFormula(text) ? text : "'" + text
  }

  /// Whether a quoted number, boolean or null means something else than one without quotes.
  private var coreTells: Bool {
    switch self {
    case .test(.any), .answer(.string): true
    default: false
    }
  }

  private func isAllowed(_ text: String) -> Bool {
    if case .enumeration(let allowed) = type { allowed.contains(text) } else { false }
  }

  private static func mayBeNumber(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
  }

  private static func plain(_ text: String) -> CoreScalar? {
    YAMLNode(YAMLScalar(located: LocatedText(verbatim: text, path: ""), style: .plain)).coreScalar
  }
}

/// Texts that are no cells of a column: ids, bases, comments.
enum CSVText {
  /// What a cell says: one `'` at its beginning is not part of it.
  static func read(_ text: String) -> String {
    text.utf8.first == UInt8(ascii: "'") ? String(text.dropFirst()) : text
  }

  /// How a file writes a text.
  static func written(_ text: String) -> String {
    let isPlain = text.utf8.first.map { $0 != UInt8(ascii: "'") } ?? false
    return isPlain && !looksLikeFormula(text) ? text : "'" + text
  }

  /// Whether a spreadsheet that opens the file might take a cell for a formula and run it.
  static func looksLikeFormula(_ text: String) -> Bool {
    guard text != "-", let first = text.unicodeScalars.first else { return false }
    return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
  }
}
