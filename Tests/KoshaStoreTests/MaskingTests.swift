// What a reader may not see stays hidden in everything that follows from it: answers, inputs of tables, reasons.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore
import Testing

@Suite("Masking by role")
struct MaskingTests {
  static let aid = """
    kosha: 1
    workflow: aid
    title: {ja: 助成, en: Aid}
    access: {open: {by: [clerk], input: [amount, arrears]}, read: [clerk, manager]}
    data:
      amount: {type: number}
      arrears: {type: boolean, read: [clerk]}
    states:
      waiting:
        entry: [{decide: verdict}]
        on:
          approve: {target: approved, by: [manager], guard: verdict}
      approved: {final: true, outcome: approved}
    """

  static let soundness = """
    kosha: 1
    decision: soundness
    inputs:
      amount: {type: number}
      behind: {type: boolean, value: arrears}
    outputs:
      sound: {type: boolean}
    hit: first
    rules:
      - {id: S1, when: {behind: true}, then: {sound: false}, basis: 第2条}
      - {id: S2, then: {sound: true}}
    """

  static let verdict = """
    kosha: 1
    decision: verdict
    requires: [soundness]
    value: soundness
    """

  private func office() throws -> Office {
    let office = try Office(MemoryStore())
    office.catalogue.put("aid", Self.aid, rules: [Self.soundness, Self.verdict])
    #expect(office.catalogue.compilation(of: "aid")?.diagnostics.diagnostics.map(\.message.en) == [])
    return office
  }

  /// Each decision of the entries with what a reader sees of it.
  private func decisions(_ entries: [HistoryEntry]) -> [String] {
    entries.flatMap(\.body.decisions).map { decision in
      let inputs = decision.inputs.map { "\($0.name) \($0.value.feelText)" }.joined(separator: ", ")
      return "\(decision.decision) \(decision.result.feelText) \(decision.fired) (\(inputs))"
    }
  }

  @Test("An answer that follows from a hidden field is hidden too; the rule that fired is told")
  func decisionsInHistory() throws {
    let office = try office()
    let number = try office.opened("aid", [("amount", .number(Decimal128(5))), ("arrears", .boolean(true))])
    let clerk = try #require(try office.cases.history(number, actor: office.actor("desk-1")))
    #expect(clerk.entries.first?.masked == [])
    #expect(
      decisions(clerk.entries) == [
        #"soundness false ["S1"] (amount 5, behind true)"#, #"verdict false [] ()"#,
      ])
    let chief = try #require(try office.cases.history(number, actor: office.actor("chief")))
    #expect(chief.entries.first?.masked == ["arrears", "soundness", "verdict"])
    #expect(
      decisions(chief.entries) == [
        #"soundness null ["S1"] (amount 5, behind null)"#, #"verdict null [] ()"#,
      ])
  }

  @Test("The audit log and the case itself hide the same")
  func auditAndView() throws {
    let office = try office()
    let number = try office.opened("aid", [("amount", .number(Decimal128(5))), ("arrears", .boolean(true))])
    var results: [Value] = []
    _ = try AuditService(office.cases).log(actor: office.actor("chief")) { row in
      results += row.body?.decisions.map(\.result) ?? []
      return true
    }
    #expect(results.map(\.isNull) == [true, true])
    guard
      case .found(let view, _, let json) = try office.cases.show(number, actor: office.actor("chief"), language: .en)
    else {
      Issue.record("the case is not to be found")
      return
    }
    #expect(view.masked == ["arrears", "soundness", "verdict"])
    #expect(json.contains(#""data":{"amount":5,"arrears":null,"soundness":null,"verdict":null}"#))
  }

  @Test("The reason of a refusal does not tell them")
  func reasons() throws {
    let office = try office()
    let number = try office.opened("aid", [("amount", .number(Decimal128(5))), ("arrears", .boolean(true))])
    guard case .refused(let refusal) = try office.send(number, "approve", as: "chief") else {
      Issue.record("the event was not refused")
      return
    }
    #expect(refusal.message.en == "guard `verdict` does not hold (verdict = hidden)")
  }
}
