// A seed in, files of about 1 MB as offices write them out: the same bytes on every machine.

import Foundation
import KoshaTestSupport

/// A file whose reading is timed.
struct Sample {
  var name: String
  var bytes: [UInt8]

  static let size = 1_000_000

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  init(contentsOf path: String) throws {
    self.init(name: path, bytes: [UInt8](try Data(contentsOf: URL(filePath: path))))
  }

  /// Both kinds of file.
  static var all: [Sample] {
    [
      Sample(name: "workflows, ASCII", bytes: repeated(workflow)),
      Sample(name: "decision tables, Japanese", bytes: repeated(table)),
    ]
  }

  private static func repeated(_ piece: (Int, inout SeededGenerator) -> String) -> [UInt8] {
    var generator = SeededGenerator(seed: 20)
    var bytes: [UInt8] = []
    var number = 0
    while bytes.count < size {
      number += 1
      bytes += Array(piece(number, &generator).utf8)
    }
    return bytes
  }

  /// States in block style, their transitions in flow style, conditions quoted, a literal block.
  private static func workflow(_ number: Int, _ generator: inout SeededGenerator) -> String {
    var text =
      "case-\(number):\n  title: \"Application \(number), from receipt to decision\"\n  initial: received\n  states:\n"
    for state in ["received", "examined", "returned", "decided", "closed"] {
      let amount = generator.below(1_000_000)
      text += """
            \(state):
              label: The \(state) state
              on:
                forward: { to: examined, if: 'amount <= \(amount) and years >= \(generator.below(9))' }
                back: { to: received, by: [clerk, manager], after: \(1 + generator.below(30))d }

        """
    }
    text += "  rules:\n"
    for row in 0..<6 {
      text += """
            - when: { amount: "[\(row * 1_000)..\(row * 1_000 + generator.below(9_000))]", arrears: false }
              then: { decision: grant, points: \(200 + generator.below(900)) }

        """
    }
    return text + "  notes: |\n    Examined at the counter.\n    Kept for ten years.\n"
  }

  /// A decision table: inputs in block style, rules as rows of cells, a folded basis, an escape now and then.
  private static func table(_ number: Int, _ generator: inout SeededGenerator) -> String {
    var text = """
      判定\(number):
        title: { ja: 貸付限度額の判定\(number), en: Limit of loan \(number) }
        basis: >
          貸付規程 第\(1 + generator.below(30))条。年間の売上高と従業員数から限度額を定める。
          審査会の意見があるときは、これによる。
        inputs:
          - { name: 売上高, type: number, label: 直近の年間売上高（円） }
          - name: 業種
            type: 業種区分
            label: "日本標準産業分類の大分類\\u3000（A〜T）"
        rules:

      """
    for row in 0..<12 {
      text += """
            - id: r\(row + 1)
              when: ["[\(row)_000_000..\(row + 1)_000_000)", '"製造業","小売業"', '-', not(true)]
              then: { 限度額: \(generator.below(5_000_000)), 理由: 規程別表第\(1 + generator.below(9))による }
              # 令和\(1 + generator.below(7))年度の改正

        """
    }
    return text
  }
}
