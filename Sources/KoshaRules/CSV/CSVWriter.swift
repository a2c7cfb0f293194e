// A table in, its CSV file out: as a spreadsheet opens it, and as `rules: {csv: …}` reads it back without loss.

import KoshaSource

extension TableSyntax {
  /// The rules as CSV: UTF-8 with a byte order mark, CR LF, a column for each input and output in their order.
  var csv: [UInt8] {
    var writer = CSVWriter()
    let isInTwoLanguages = rules.contains { rule in rule.basis.map { $0.ja != $0.en } ?? false }
    let hasComments = rules.contains { $0.comment != nil }
    writer.row(
      ["id"] + inputs.map { "when." + $0.name.value } + outputs.map { "then." + $0.name.value }
        + (isInTwoLanguages ? ["basis.ja", "basis.en"] : ["basis"]) + (hasComments ? ["comment"] : []))
    for rule in rules {
      writer.row(cells(of: rule, isInTwoLanguages: isInTwoLanguages, hasComments: hasComments))
    }
    return writer.bytes
  }

  /// All that a rule says, as cells; an id only where the file gives one.
  func fullCells(of rule: RuleSyntax) -> [String] { cells(of: rule, isInTwoLanguages: true, hasComments: true) }

  private func cells(of rule: RuleSyntax, isInTwoLanguages: Bool, hasComments: Bool) -> [String] {
    var cells = [rule.isNumbered ? "" : CSVText.written(rule.id.value)]
    for (cell, input) in zip(rule.when, inputs) {
      cells.append(cell.map { CSVCellForm.test(input.type).written($0) } ?? "")
    }
    for (cell, output) in zip(rule.then, outputs) {
      cells.append(cell.map { CSVCellForm.answer(output.type).written($0) } ?? "")
    }
    let bases = isInTwoLanguages ? [rule.basis?.ja, rule.basis?.en] : [rule.basis?.ja]
    cells += bases.map { $0.map(CSVText.written) ?? "" }
    if hasComments { cells.append(rule.comment.map(CSVText.written) ?? "") }
    // A row of nothing would be passed over; its number says that it is a rule.
    return cells.allSatisfy(\.isEmpty) ? [CSVText.written(rule.id.value)] + cells.dropFirst() : cells
  }
}

/// Writes rows.
struct CSVWriter {
  private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  mutating func row(_ cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell)
    }
    bytes += [0x0D, 0x0A]
  }

  private mutating func append(_ cell: String) {
    guard CSVWriter.needsQuotes(cell) else {
      bytes += cell.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Also where spaces stand at an end, which some programs would take away.
  private static func needsQuotes(_ cell: String) -> Bool {
    let bytes = cell.utf8
    guard let first = bytes.first, let last = bytes.last else { return false }
    if first <= 0x20 || last <= 0x20 { return true }
    return bytes.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
  }
}
