// The index of diagnostic codes against the sources: every code listed once, every listed code in use, in the words of the program.

import Foundation
import Testing

@Suite("The index of diagnostic codes")
struct DiagnosticCodesTests {
  /// A row of the tables: the code, and the sentences of its message with `…` for what they fill in.
  struct Row: CustomTestStringConvertible {
    let code: String
    let sentences: [String]

    var testDescription: String { code }
  }

  static let index = "docs/diagnostics/README.md"

  @Test("Every code of the sources is listed, once, and no other")
  func completeness() throws {
    let listed = try Self.rows().map(\.code)
    let used = try Self.usedCodes()
    #expect(listed == listed.sorted(), "the rows are not in order")
    #expect(Set(listed).count == listed.count, "a code is listed twice")
    #expect(used.subtracting(listed).sorted() == [], "in the sources, not in \(Self.index)")
    #expect(Set(listed).subtracting(used).sorted() == [], "in \(Self.index), not in the sources")
  }

  @Test("The sentences are those of the program")
  func wording() throws {
    let sources = try Repository.swiftFiles(in: "Sources").map { file in
      file.text.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
    }.joined(separator: "\n")
    for row in try Self.rows() {
      #expect(row.sentences.count >= 2, "\(row.code) is not told in both languages")
      for fragment in row.sentences.flatMap({ $0.split(separator: "…") }) {
        let isFound = sources.contains(fragment)
        #expect(isFound, "\(row.code): no message holds `\(fragment)`")
      }
    }
  }

  /// The codes that stand as literals in the sources; comments that name a range have no quotation marks.
  private static func usedCodes() throws -> Set<String> {
    var codes: Set<String> = []
    for file in try Repository.swiftFiles(in: "Sources") {
      for piece in file.text.split(separator: "\"") where piece.count == 6 && piece.hasPrefix("KF") {
        if piece.dropFirst(2).allSatisfy(\.isNumber) { codes.insert(String(piece)) }
      }
    }
    return codes
  }

  private static func rows() throws -> [Row] {
    let text = try String(contentsOf: Repository.root.appending(path: index), encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("| KF") else { return nil }
      let cells = line.replacing("\\|", with: "\u{0}").split(separator: "|").map { cell in
        cell.replacing("\u{0}", with: "|").trimmingCharacters(in: .whitespaces)
      }
      guard cells.count == 3, let code = cells[0].split(separator: "<").first else { return nil }
      return Row(code: String(code), sentences: cells[1].components(separatedBy: "<br>"))
    }
  }
}
