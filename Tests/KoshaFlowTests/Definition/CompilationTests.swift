// A workflow with most of the language, compiled: indexes in document order, names resolved, defaults filled in.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Compilation of workflows")
struct CompilationTests {
  static let body = """
    title: {ja: 融資, en: Loan}
    basis: 要綱
    effective: {from: 2023-04-01, until: 2024-03-31}
    reference_date: applied_on
    access: {open: {by: [clerk], input: [amount, {field: fund, required: true}]}, read: [clerk, "= case.opened_by"]}
    number: "融資-{fiscal_year}-{era}-{seq:5}/{month}"
    calendar: office
    data:
      amount: {type: number, title: 申込金額, unit: JPY, check: "amount > 0", read: [clerk], initial: 0}
      applied_on: {type: date, initial: today}
      fund: {type: [small, startup], titles: {small: 小口}, initial: small}
      name: {type: string, sensitive: true, help: 氏名}
      paper: {type: document}
    events:
      submit: {title: 出す}
      approve:
    initial: draft
    entry: [{log: '"opened"'}]
    on:
      "error.*": {actions: [{log: event.data}]}
    states:
      draft:
        tags: [desk]
        task: {for: [clerk], due: 3 business days}
        on:
          - {event: [submit, approve], target: work, by: [clerk], input: [{field: note, type: string, keep: false}]}
          - {event: submit}
      work:
        parallel: true
        entry: [[{assign: {fund: startup, amount: amount + 1}}], [{decide: verdict}]]
        done: closed
        states:
          left:
            initial: {target: left_2, actions: [{raise: submit, data: "{a: 1}"}]}
            states:
              left_1: {final: true}
              left_2:
                always: [{target: left_1, guard: [{if: 'verdict = "yes"', message: {ja: 否, en: no}}, amount > 1]}]
              left_memory: {history: deep, target: left_2, actions: [{log: 1}]}
          right:
            states:
              right_1:
                after:
                  - {delay: PT24H, target: right_2}
                  - {delay: "= verdict", adjust: previous business day, calendar: office}
                  - {at: 'date and time("2023-04-01T09:00:00")', target: [left_2, right_2]}
              right_2: {final: true}
      closed: {final: true, outcome: done, output: "{amount: amount}"}

    """

  static let rules = [
    "kosha: 1\ndecision: verdict\ninputs:\n  amount: {type: number}\noutputs:\n  answer: {type: [no, yes]}\n"
      + "hit: first\nrules:\n  - {when: {amount: \"> 5\"}, then: {answer: yes}}\n  - {then: {answer: no}}\n"
  ]

  private func definition() throws -> WorkflowDefinition {
    try WorkflowSource(body: Self.body, rules: Self.rules).definition()
  }

  @Test("States stand in document order, each with its place in the tree")
  func states() throws {
    let states = try definition().states
    #expect(
      states.map(\.id) == [
        "sample", "draft", "work", "left", "left_1", "left_2", "left_memory", "right", "right_1", "right_2", "closed",
      ])
    #expect(states.map(\.index) == Array(0..<11))
    #expect(states.map(\.parent) == [nil, 0, 0, 2, 3, 3, 3, 2, 7, 7, 0])
    #expect(states.map(\.end) == [11, 2, 10, 7, 5, 6, 7, 10, 9, 10, 11])
    #expect(states.map(\.depth) == [0, 1, 1, 2, 3, 3, 3, 2, 3, 3, 1])
    #expect(
      states.map(\.kind) == [
        .compound, .atomic, .parallel, .compound, .final, .atomic, .history(deep: true), .compound, .atomic, .final,
        .final,
      ])
    #expect(states[0].initial?.targets == [1])
    #expect(states[3].initial?.targets == [5])
    #expect(states[3].initial?.actions.count == 1)
    #expect(states[6].initial?.targets == [5])
    #expect(states[7].initial?.targets == [8])
    #expect(states[2].entry.map(\.count) == [1, 1])
    #expect(states[0].title == Words(ja: "融資", en: "Loan"))
    #expect(states[1].title == Words("draft"))
    #expect(states[10].outcome == "done")
    #expect(states[10].output?.text == "{amount: amount}")
  }

  @Test("Transitions stand in the order of their states: on, done, always, after")
  func transitions() throws {
    let definition = try definition()
    let transitions = definition.transitions
    #expect(transitions.map(\.index) == Array(transitions.indices))
    #expect(transitions.map(\.source) == [0, 1, 1, 2, 5, 8, 8, 8])
    #expect(transitions.map(\.targets) == [[], [2], [], [10], [4], [9], [], [5, 9]])
    #expect(definition.states[1].on == [1, 2])
    #expect(definition.states[2].on == [3])
    #expect(definition.states[5].always == [4])
    #expect(definition.states[8].after == [5, 6, 7])
    guard case .event(let patterns) = transitions[3].trigger else {
      Issue.record("no event")
      return
    }
    #expect(patterns.map(\.text) == ["done.state.work"])
    #expect(transitions[4].guards.map(\.message) == [Words(ja: "否", en: "no"), nil])
    let timers = transitions.compactMap { transition -> TimerDeclaration? in
      if case .after(let timer) = transition.trigger { timer } else { nil }
    }
    #expect(timers.map(\.id) == ["right_1.after.1", "right_1.after.2", "right_1.after.3"])
    #expect(timers.map(\.adjustment) == [nil, .previousBusinessDay, nil])
    #expect(timers.map(\.calendar) == [nil, "office", nil])
    #expect(
      timers.map(\.text.ja) == [
        "1日後", "= verdict後(休みなら前の営業日)", "date and time(\"2023-04-01T09:00:00\") に",
      ])
  }

  @Test("Slots follow the scope: data, decisions, then what the case brings")
  func layout() throws {
    let definition = try definition()
    #expect(definition.layout == SlotLayout(fieldCount: 5, decisionCount: 1))
    #expect(
      definition.scope.variables.map(\.name) == [
        "amount", "applied_on", "fund", "name", "paper", "verdict", "event", "case", "actor", "assignee", "now",
        "today", "children",
      ])
    #expect(definition.scope.slot(of: "event") == definition.layout.event)
    #expect(definition.scope.slot(of: "children") == definition.layout.children)
    #expect(definition.referenceDate?.slots == [1])
    #expect(definition.fields[2].type == .enumeration(["small", "startup"]))
    #expect(definition.fields[2].initial?.type == .enumeration(["small", "startup"]))
  }

  @Test("Inputs, access and events are resolved")
  func people() throws {
    let definition = try definition()
    #expect(definition.access.openInput.map(\.name) == ["amount", "fund"])
    #expect(definition.access.openInput.map(\.isRequired) == [false, true])
    #expect(definition.access.openInput.map(\.slot) == [0, 2])
    let note = try #require(definition.transitions[1].input.first)
    #expect(note.slot == nil)
    #expect(note.type == .string)
    #expect(definition.events.map(\.name) == ["submit", "approve"])
    #expect(definition.title(ofEvent: "submit") == Words("出す"))
    #expect(definition.title(ofEvent: "approve") == Words("approve"))
    #expect(definition.letters.map(\.name) == ["approval", "approval"])
    #expect(definition.letters.map(\.language) == [.ja, .en])
    #expect(definition.effective.contains(try #require(CalendarDate("2024-03-31"))))
  }

  @Test(
    "Case numbers restart with what stands before the running number",
    arguments: [("2024-03-31", "融資-2023-R6-", "/03"), ("2019-04-30", "融資-2019-H31-", "/04")])
  func number(_ day: String, _ before: String, _ after: String) throws {
    let frame = try definition().number.frame(on: try #require(CalendarDate(day)))
    #expect(frame.before == before)
    #expect(frame.width == 5)
    #expect(frame.after == after)
  }

  @Test("The digest follows every byte of rules and letters, and no path outside the folder")
  func digest() throws {
    let source = WorkflowSource(body: Self.body, rules: Self.rules)
    let digest = try source.definition().digest
    #expect(digest.utf8.count == 64)
    #expect(digest.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    var changed = source
    changed.rules[0] += "# changed\n"
    #expect(try changed.definition().digest != digest)
    var fewer = source
    fewer.letters.removeLast()
    #expect(try fewer.definition().digest != digest)
    var moved = source.files
    moved.workflow = SourceFile(path: "/elsewhere/sample/workflow.yaml", bytes: moved.workflow.bytes)
    moved.rules = moved.rules.map { SourceFile(path: "/elsewhere/" + $0.path, bytes: $0.bytes) }
    moved.letters = moved.letters.map { SourceFile(path: "/elsewhere/" + $0.path, bytes: $0.bytes) }
    let elsewhere = Compilation.compile(moved, in: WorkflowSource.workspace, zones: FixedZones())
    #expect(elsewhere.definition?.digest == digest)
  }

  @Test(
    "Delays as people write them",
    arguments: [
      ("P3D", "3日", "3 days"), ("PT24H", "1日", "1 day"), ("PT90M", "90分", "90 minutes"), ("P1M", "1か月", "1 month"),
      ("P1Y", "1年", "1 year"), ("P1Y2M", "14か月", "14 months"), ("5 business days", "5営業日", "5 business days"),
      ("1 business day", "1営業日", "1 business day"), ("P0D", "PT0S", "PT0S"),
    ])
  func delay(_ text: String, _ ja: String, _ en: String) throws {
    #expect(try #require(Delay(text)).text == Words(ja: ja, en: en))
  }

  @Test("What is no delay", arguments: ["", "3 days", "-P1D", "-1 business days", "business days", "P1Y2M3D", "P"])
  func noDelay(_ text: String) {
    #expect(Delay(text) == nil)
  }
}
