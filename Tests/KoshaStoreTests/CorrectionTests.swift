// Cases set right: values corrected, steps taken back, ended cases reopened, cases cancelled; the journal keeps it all.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore
import Testing

@Suite("Corrections")
struct CorrectionTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let paper = """
    kosha: 1
    workflow: paper
    access: {open: {by: [clerk], input: [amount, name]}, read: [clerk, manager], manage: [manager]}
    data:
      amount: {type: number, check: amount > 0}
      name: {type: string, sensitive: true}
      note: {type: string}
    states:
      a: {task: {for: [clerk]}, on: {submit: {by: [clerk], target: b, input: [note], actions: [{decide: size}]}}}
      b:
        after: [{delay: P10D, target: c}]
        on:
          approve: {by: [manager], not_by: [submit], target: c}
          spawn: {by: [manager], actions: [{open: errand}]}
      c: {final: true, outcome: done}
    """
  private static let size = """
    kosha: 1
    decision: size
    inputs: {amount: {type: number}}
    outputs: {size: {type: [small, large]}}
    hit: unique
    rules:
      - {id: S1, when: {amount: "< 10"}, then: {size: small}}
      - {id: S2, when: {amount: ">= 10"}, then: {size: large}}
    """

  private func office(_ kind: StoreKind) throws -> Office {
    let office = try Office(try kind.make(folder))
    office.catalogue.put("paper", Self.paper, rules: [Self.size])
    let told = office.catalogue.compilation(of: "paper")?.diagnostics.diagnostics.map { "\($0.code) \($0.message.en)" }
    #expect(told == [])
    return office
  }

  private func opened(_ office: Office) throws -> String {
    try office.opened("paper", [("amount", .number(Decimal128(5))), ("name", .string("世田谷太郎"))])
  }

  private func show(_ office: Office, _ number: String) throws -> CaseView {
    guard case .found(let view, _, _) = try office.cases.show(number, actor: office.actor("desk-2"), language: .en)
    else { throw ServiceTests.Missing() }
    return view
  }

  private func act(_ office: Office, _ number: String, _ command: CaseCommand, as person: String) throws -> String {
    let outcome = try office.perform(CommandRequest(target: .existing(number), command: command), as: person)
    if case .refused(let refusal) = outcome { return "\(refusal.code.rawValue): \(refusal.message.en)" }
    return outcome.word
  }

  private static func amount(_ value: Int, _ comment: String?) -> CaseCommand {
    .correct(input: [InputValue("amount", .plain(.number(Decimal128(value))))], comment: comment)
  }

  @Test("A wrong value is set right, and the one before stays in the journal", arguments: StoreKind.allCases)
  func correct(kind: StoreKind) throws {
    let office = try office(kind)
    let number = try opened(office)
    #expect(
      try act(office, number, Self.amount(50, "typo"), as: "desk-1").hasPrefix("role: cases are set right by "))
    #expect(
      try act(office, number, Self.amount(50, " "), as: "chief")
        == "comment: a reason is needed: give it with `--comment`")
    #expect(
      try act(office, number, Self.amount(0, "typo"), as: "chief")
        == "check: `amount` does not pass its check `amount > 0` (amount = 0)")
    #expect(
      try act(office, number, .correct(input: [], comment: "typo"), as: "chief")
        == "input: nothing to correct: give it with `--set FIELD=VALUE`")
    #expect(try act(office, number, Self.amount(50, "typo"), as: "chief") == "done")
    let view = try show(office, number)
    #expect(view.record.data.first?.value.feelText == "50")
    #expect(view.state == ["a"])
    let history = try #require(try office.cases.history(number, actor: office.actor("desk-1")))
    #expect(history.entries.map(\.header.kind) == [.opened, .corrected])
    #expect(history.entries.map { $0.body.changes.first?.value.feelText } == ["5", "50"])
    #expect(history.entries.last?.body.comment == "typo")
    #expect(try office.verify().firstBad == nil)
  }

  @Test("A step is taken back with its values, decisions, tasks and timers", arguments: StoreKind.allCases)
  func back(kind: StoreKind) throws {
    let office = try office(kind)
    let number = try opened(office)
    let back = CaseCommand.back(comment: "wrong paper")
    #expect(
      try act(office, number, back, as: "chief")
        == "state: there is no step to take back: the case stands as it was opened")
    #expect(try office.send(number, "submit", [("note", .string("x"))]).word == "done")
    #expect(try show(office, number).record.decisions.map(\.value.feelText) == ["\"small\""])
    #expect(try act(office, number, back, as: "chief") == "done")
    let view = try show(office, number)
    #expect(view.state == ["a"])
    #expect(view.record.data.map(\.value.feelText) == ["5", "\"世田谷太郎\"", "null"])
    #expect(view.record.decisions.map(\.value.feelText) == ["null"])
    #expect(view.record.tasks.map(\.state) == ["a"])
    #expect(view.record.timers.isEmpty)
    #expect(view.record.revision == 3)
    #expect(try office.verify().firstBad == nil)
    // Who submitted may not approve, whatever was taken back.
    #expect(try office.send(number, "submit", as: "desk-2").word == "done")
    #expect(try office.send(number, "approve", as: "desk-2").word == "refused four_eyes")
    #expect(try office.send(number, "approve", as: "chief").word == "done")
  }

  @Test("Taken back twice is two steps back", arguments: StoreKind.allCases)
  func twice(kind: StoreKind) throws {
    let office = try office(kind)
    let number = try opened(office)
    #expect(try act(office, number, Self.amount(7, "typo"), as: "chief") == "done")
    #expect(try office.send(number, "submit", [("note", .string("x"))]).word == "done")
    let back = CaseCommand.back(comment: "wrong paper")
    #expect(try act(office, number, back, as: "chief") == "done")
    #expect(try show(office, number).record.data.map(\.value.feelText) == ["7", "\"世田谷太郎\"", "null"])
    #expect(try act(office, number, back, as: "chief") == "done")
    #expect(try show(office, number).record.data.first?.value.feelText == "5")
    #expect(
      try act(office, number, back, as: "chief")
        == "state: there is no step to take back: the case stands as it was opened")
    #expect(try office.verify().firstBad == nil)
  }

  @Test("An ended case is reopened where it stood before its end", arguments: StoreKind.allCases)
  func reopen(kind: StoreKind) throws {
    let office = try office(kind)
    let number = try opened(office)
    let reopen = CaseCommand.reopen(comment: "new facts")
    #expect(try act(office, number, reopen, as: "chief") == "state: the case has not ended")
    #expect(try office.send(number, "submit").word == "done")
    #expect(try office.send(number, "approve", as: "chief").word == "done")
    #expect(try act(office, number, .back(comment: "x"), as: "chief") == "state: the case has ended")
    #expect(try act(office, number, reopen, as: "chief") == "done")
    let view = try show(office, number)
    #expect(view.state == ["b"])
    #expect(view.record.status == .active)
    #expect(view.record.outcome == nil)
    #expect(view.record.timers.map(\.id) == ["b.after.1"])
    #expect(try office.verify().firstBad == nil)
  }

  @Test("A case is cancelled with a reason", arguments: StoreKind.allCases)
  func cancel(kind: StoreKind) throws {
    let office = try office(kind)
    let number = try opened(office)
    #expect(try act(office, number, .cancel(comment: "twice"), as: "desk-1").hasPrefix("role:"))
    #expect(try act(office, number, .cancel(comment: "twice"), as: "chief") == "done")
    let record = try show(office, number).record
    #expect(record.status == .cancelled)
    #expect(record.tasks.isEmpty)
    #expect(try office.send(number, "submit").word == "refused state")
    #expect(try act(office, number, .reopen(comment: "not twice"), as: "chief") == "done")
    #expect(try show(office, number).state == ["a"])
    #expect(try office.verify().firstBad == nil)
  }

  @Test("A step that opened a case is not taken back")
  func openedSince() throws {
    let office = try office(.memory)
    let number = try opened(office)
    #expect(try office.send(number, "submit").word == "done")
    #expect(try office.send(number, "spawn", as: "chief").word == "done")
    #expect(
      try act(office, number, .back(comment: "x"), as: "chief").hasPrefix("state: the step opened the case "))
  }
}
