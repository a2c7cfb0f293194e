// Tables for people: columns aligned by display width, where a kanji is two columns.

import KoshaSource

/// A table of texts.
struct TextTable {
  private let headings: [String]
  private var rows: [[String]] = []
  private let rightAligned: Set<Int>

  init(_ headings: [String], rightAligned: Set<Int> = []) {
    self.headings = headings
    self.rightAligned = rightAligned
  }

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines, headings first, columns two spaces apart, nothing trailing.
  func lines() -> [String] {
    let all = [headings] + rows
    let widths = headings.indices.map { column in
      all.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
    }
    return all.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
        let gap = column == 0 ? "" : "  "
        line += gap + (rightAligned.contains(column) ? padding + cell : cell + padding)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// Prints the table, headings set off on a terminal.
  func print() {
    var lines = lines()
    if let heading = lines.first { lines[0] = Console.styled(heading, .bold) }
    Console.text(lines.joined(separator: "\n") + "\n")
  }
}
