// Pictures of a workflow against snapshots.

import Foundation
import KoshaFlow
import KoshaSource
import Testing

@Suite("Pictures")
struct PictureTests {
  /// A workflow with one of everything that a picture shows.
  static let source = WorkflowSource(
    body: """
      title: {ja: 見本, en: Sample}
      data:
        amount: {type: number}
        letter: {type: document}
      events:
        apply: {title: {ja: 申し込む, en: Apply}}
        approve: {title: {ja: "承認する: #1; {仮}", en: "Approve: #1; {draft}"}}
        hold: {title: {ja: 止める, en: Hold}}
        resume: {title: {ja: 戻す, en: Resume}}
        note: {title: {ja: 記す, en: Note}}
      on:
        hold: {target: held, by: [clerk]}
      states:
        draft:
          title: {ja: 下書き, en: Draft}
          on:
            apply: {target: work, by: [clerk, "= case.opened_by"], input: [amount], guard: amount > 0}
            note: {by: anyone, actions: [{log: '"x"'}]}
        work:
          title: {ja: 審査, en: Review}
          parallel: true
          states:
            money:
              title: {ja: 金額, en: Money}
              initial: counting
              states:
                counting: {title: {ja: 計算, en: Counting}, always: [{target: counted, guard: amount < 10}, counted]}
                counted: {title: {ja: 計算済み, en: Counted}, final: true}
            papers:
              states:
                審査中:
                  on:
                    approve:
                      target: approved
                      by: [manager]
                      not_by: [apply]
                      assignee_only: true
                      actions:
                        - letter: {template: approval, into: letter, id: l1}
                        - notify: {to: [clerk], letter: approval}
                approved: {final: true}
                papers_history: {history: shallow}
          done: {target: closed, actions: [{if: amount > 5, then: [{send: {event: note, delay: P1D, id: s}}], else: [{cancel: s}]}]}
        held:
          on: {resume: {target: papers_history, by: [manager]}}
          after:
            - {delay: 5 business days, adjust: next business day, target: closed}
            - {at: today, target: closed}
            - {delay: P1M, actions: [{foreach: '[1, 2]', as: x, do: [{assign: {amount: amount + x}}]}, {raise: note}]}
        closed: {title: {ja: 終わり, en: Closed}, final: true}

      """)

  @Test("Mermaid in both languages", arguments: [Language.ja, .en])
  func mermaid(_ language: Language) throws {
    let definition = try Self.source.definition()
    let active = Set(["work", "審査中"].compactMap { definition.state($0)?.index })
    try expectSnapshot(
      Mermaid.text(of: definition, language: language, active: active), "sample.\(language.rawValue).mermaid")
  }

  @Test("The table of transitions in both languages", arguments: [Language.ja, .en])
  func table(_ language: Language) throws {
    let table = TransitionTable(try Self.source.definition(), in: WorkflowSource.workspace)
    let lines = ([TransitionTable.headings] + table.rows).map { row in
      row.map { $0[language] }.joined(separator: " | ")
    }
    try expectSnapshot(lines.joined(separator: "\n") + "\n", "sample.\(language.rawValue).table")
  }

  @Test(
    "Several guards read as one condition",
    arguments: [
      (["a > 0"], "a > 0"), (["a > 0 or b > 0"], "a > 0 or b > 0"), (["a > 0", "b > 0"], "a > 0 and b > 0"),
      (["a > 0", "a = null or b > 0"], "a > 0 and (a = null or b > 0)"),
      (["if a > 0 then true else false", "b > 0"], "(if a > 0 then true else false) and b > 0"),
      (["form > 0", "a > 0"], "form > 0 and a > 0"),
    ])
  func condition(_ guards: [String], _ text: String) throws {
    let list = guards.map { "'\($0)'" }.joined(separator: ", ")
    let definition = try WorkflowSource(
      body: """
        data: {a: {type: number}, b: {type: number}, form: {type: number}}
        events: {go: {}}
        states:
          one: {on: {go: {target: two, by: anyone, guard: [\(list)]}}}
          two: {final: true}

        """
    ).definition()
    #expect(definition.transitions.map(\.conditionText) == [text])
  }

  /// Compares with a file of `Snapshots/`; a file that is not there is written, and the test fails.
  private func expectSnapshot(_ text: String, _ name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Snapshots/\(name)")
    guard FileManager.default.fileExists(atPath: file.path) else {
      try Data(text.utf8).write(to: file)
      Issue.record("\(name) is recorded now")
      return
    }
    #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }
}
