// Rows of a comma-separated table under `Cases/`, for parameterised tests.

import Foundation
import Testing

/// One row; a failure names its file and line.
struct CaseRow: Sendable, CustomTestStringConvertible {
  let file: String
  let line: Int
  let fields: [String]

  var testDescription: String { "\(file):\(line) \(fields.joined(separator: ","))" }

  subscript(column: Int) -> String { fields[column] }
}

/// A table without quoting: its first line names the columns.
enum CaseTable {
  static func rows(_ file: String, columns: Int) throws -> [CaseRow] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: folder.appending(path: "Cases/\(file)"), encoding: .utf8)
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().dropFirst()
      .filter { !$0.element.isEmpty }
      .map { index, line in
        CaseRow(
          file: file, line: index + 1,
          fields: line.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
      }
    try #require(!rows.isEmpty && rows.allSatisfy { $0.fields.count == columns })
    return rows
  }
}
