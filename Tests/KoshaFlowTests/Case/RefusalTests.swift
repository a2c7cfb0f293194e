// Every reason to refuse, in its order and its exact words.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Refusals")
struct RefusalTests {
  static let workflow = """
    kosha: 1
    workflow: test
    title: {ja: 融資, en: Loan}
    access: {open: {by: [clerk, applicant], input: [amount, note]}, read: [clerk, manager]}
    data:
      amount: {type: number, title: {ja: 金額, en: Amount}, check: "amount > 0", initial: 100}
      limit: {type: number, initial: 500}
      note: {type: string, title: {ja: 備考, en: Note}, read: [manager]}
      kind: {type: [small, large], title: {ja: 種別, en: Kind}}
    events:
      submit: {title: {ja: 申請する, en: Submit}}
      approve: {title: {ja: 承認する, en: Approve}}
      reject: {title: {ja: 却下する, en: Reject}}
      change: {title: {ja: 変更する, en: Change}}
      take: {title: {ja: 担当する, en: Take}}
      tick: {title: 時が来る}
      close: {title: {ja: 閉じる, en: Close}}
    states:
      draft:
        title: {ja: 下書き, en: Draft}
        on:
          submit: {target: review, by: [clerk]}
          tick: {target: review}
      review:
        title: {ja: 審査, en: Review}
        task: {for: [manager, clerk]}
        on:
          approve:
            target: done
            by: [manager]
            not_by: [submit]
            guard: [{if: amount <= limit, message: {ja: 限度額を超えています, en: over the limit}}]
          reject: {target: draft, by: [manager], comment: required}
          change: {by: [clerk, manager], input: [{field: amount, required: true}, kind, {field: why, type: string, keep: false}]}
          take: {by: [clerk, manager], assignee_only: true}
          close: {target: done, by: [manager], guard: note = "x"}
      done: {title: {ja: 完了, en: Done}, final: true}
    """

  private func opened() throws -> TestCase {
    var test = try TestCase(Self.workflow)
    test.open()
    return test
  }

  private func inReview(_ person: String = "desk-1") throws -> TestCase {
    var test = try opened()
    try test.send("submit", as: person)
    return test
  }

  @Test("tell the states that an event belongs to")
  func state() throws {
    var test = try opened()
    try test.send("approve", as: "chief")
    #expect(
      test.refusal()
        == "state: `approve` (Approve) cannot happen in the present state `draft` (Draft); it belongs to `review` (Review)"
    )
    #expect(
      test.refusal(.ja) == "state: `approve`（承認する） は今の状態 `draft`（下書き） では行えません。行える状態: `review`（審査）")
  }

  @Test("tell the nearest event")
  func unknown() throws {
    var test = try opened()
    try test.send("submti")
    #expect(test.refusal() == "state: there is no event `submti`; did you mean `submit`")
  }

  @Test("tell that no person sends an event")
  func ofNoPerson() throws {
    var test = try opened()
    try test.send("tick")
    #expect(test.refusal() == "role: no person may send `tick` (時が来る)")
  }

  @Test("tell the roles")
  func role() throws {
    var test = try opened()
    try test.send("submit", as: "chief")
    #expect(test.refusal() == "role: `submit` (Submit) is for `clerk` (Clerk)")
    #expect(test.refusal(.ja) == "role: `submit`（申請する） を行えるのは `clerk`（担当） です")
  }

  @Test("hold four eyes for the actor and for who acts through another")
  func fourEyes() throws {
    var test = try inReview("desk-2")
    try test.send("approve", as: "desk-2")
    let sentence = "four_eyes: `approve` (Approve) is for someone else than who sent `submit` (Submit)"
    #expect(test.refusal() == sentence)
    #expect(test.refusal(.ja) == "four_eyes: `approve`（承認する） は `submit`（申請する） を行った人とは別の人が行います")
    try test.send("approve", as: "chief", operatorID: "desk-2")
    #expect(test.refusal() == sentence)
    var other = try opened()
    try other.send("submit", as: "desk-1", operatorID: "both")
    try other.send("approve", as: "both")
    #expect(other.refusal() == sentence)
    try other.send("approve", as: "chief", operatorID: "both")
    #expect(try other.state == ["done"])
  }

  @Test("are for the one who claimed the task")
  func assignee() throws {
    var test = try inReview()
    try test.send("take")
    #expect(test.refusal() == "assignee: `take` (Take) is for the one who claimed the task; claim it first")
    try test.command(.claim(task: nil), as: "desk-2")
    try test.send("take")
    #expect(test.refusal() == "assignee: `take` (Take) is for `desk-2`, who claimed the task")
    try test.send("take", as: "desk-2")
    #expect(test.refusal() == nil)
  }

  @Test("ask for a comment")
  func comment() throws {
    var test = try inReview()
    try test.send("reject", as: "chief", comment: "　")
    #expect(test.refusal() == "comment: `reject` (Reject) needs a comment")
    try test.send("reject", as: "chief", comment: "もう一度")
    #expect(try test.state == ["draft"])
    #expect(test.entries.last?.comment == "もう一度")
  }

  @Test("tell what is not accepted and what is missing")
  func input() throws {
    var test = try inReview()
    try test.send("change", [InputValue("amonut", .plain(.number(3)))])
    #expect(test.refusal() == "input: field `amonut` is not accepted; did you mean `amount`")
    try test.send("change", [InputValue("zzz", .plain(.null))])
    #expect(test.refusal() == "input: field `zzz` is not accepted, only `amount`, `kind`, `why`")
    try test.send("change", [InputValue("kind", .plain(.string("small")))])
    #expect(test.refusal() == "input: `amount` (Amount) must be given")
    guard case .refused(let refusal)? = test.decision else { return }
    #expect(refusal.missing == ["amount"])
  }

  @Test("are none where a value cannot be read")
  func unreadable() throws {
    var test = try inReview()
    try test.send("change", [InputValue("amount", .typed("三つ")), InputValue("kind", .plain(.string("medium")))])
    guard case .unreadable(let inputs)? = test.decision else {
      Issue.record("not unreadable")
      return
    }
    #expect(inputs.map(\.field) == ["amount", "kind"])
  }

  @Test("tell the check and leave nothing behind")
  func check() throws {
    var test = try inReview()
    try test.send("change", [InputValue("amount", .typed("-3"))])
    #expect(test.refusal() == "check: `amount` (Amount) does not pass its check `amount > 0` (amount = -3)")
    #expect(test.refusal(.ja) == "check: `amount`（金額） が確認の条件 `amount > 0` に合いません（amount = -3）")
    #expect(test.value("amount")?.feelText == "100")
    try test.send("change", [InputValue("amount", .typed("３００万")), InputValue("why", .plain(.string("増額")))])
    #expect(test.value("amount")?.feelText == "3000000")
    guard case .context(let event)? = test.record?.event, case .context(let data)? = event["data"] else { return }
    #expect(data["why"]?.feelText == "\"増額\"")
    #expect(data["kind"]?.feelText == "null")
  }

  @Test("tell the guard with its values and the author's reason")
  func guardCondition() throws {
    var test = try inReview()
    try test.send("change", [InputValue("amount", .typed("3000000"))])
    try test.send("approve", as: "chief")
    #expect(
      test.refusal()
        == "guard: over the limit (guard `amount <= limit` does not hold (amount = 3000000, limit = 500))")
    #expect(
      test.refusal(.ja)
        == "guard: 限度額を超えています（条件 `amount <= limit` が成り立ちません（amount = 3000000, limit = 500））")
    guard case .refused(let refusal)? = test.decision else { return }
    #expect(refusal.condition == "amount <= limit")
    #expect(refusal.state == ["review"])
    #expect(refusal.alternatives.map(\.event) == ["reject", "change", "take", "close", "submit"])
  }

  @Test("do not tell values that the actor may not read")
  func hidden() throws {
    var test = try TestCase(
      Self.workflow.replacing("close: {target: done, by: [manager]", with: "close: {target: done, by: [clerk]"))
    test.open([InputValue("note", .plain(.string("秘密")))])
    try test.send("submit")
    try test.send("close")
    #expect(test.refusal() == "guard: guard `note = \"x\"` does not hold (note = hidden)")
  }

  @Test("are no matter of values without bound")
  func payload() throws {
    var test = try inReview()
    test.limits.payloadBytes = 10
    try test.send("change", [InputValue("amount", .typed("123456"))])
    guard case .failed(let words)? = test.decision else {
      Issue.record("not failed")
      return
    }
    #expect(words.en == "the values are too large (12 bytes, the limit is 10)")
  }

  @Test("of an opening")
  func opening() throws {
    var test = try TestCase(Self.workflow)
    test.open(as: "chief")
    #expect(test.refusal() == "role: a case of `test` (Loan) is opened by `clerk` (Clerk), `applicant` (Applicant)")
    test.open([InputValue("limit", .plain(.number(3)))])
    #expect(test.refusal() == "input: field `limit` is not accepted, only `amount`, `note`")
    test.open([InputValue("amount", .plain(.number(-1)))])
    #expect(test.refusal() == "check: `amount` (Amount) does not pass its check `amount > 0` (amount = -1)")
    #expect(test.record == nil)
  }

  @Test("of a case that has ended")
  func ended() throws {
    var test = try inReview()
    try test.send("approve", as: "chief")
    try test.send("approve", as: "chief")
    #expect(test.refusal() == "state: the case has ended")
    #expect(test.record?.status == .final)
    #expect(test.record?.tasks.count == 0)
  }

  @Test("of tasks")
  func tasks() throws {
    var test = try inReview()
    try test.command(.release(task: nil))
    #expect(test.refusal() == "state: there is no task to act on")
    try test.command(.claim(task: "review#9"))
    #expect(test.refusal() == "state: there is no task `review#9`")
    try test.command(.claim(task: nil), as: "nobody")
    #expect(test.refusal() == "role: task `review#1` is for `manager` (Manager), `clerk` (Clerk)")
    try test.command(.claim(task: nil))
    try test.command(.claim(task: "review#1"), as: "chief")
    #expect(test.refusal() == "assignee: task `review#1` is claimed by `desk-1`")
    try test.command(.release(task: "review#1"), as: "chief")
    #expect(test.refusal() == "assignee: task `review#1` is claimed by `desk-1`")
    try test.command(.release(task: nil))
    #expect(test.record?.tasks.first?.claimedBy == nil)
    #expect(test.entries.map(\.kind) == [.opened, .event, .claimed, .released])
  }

  @Test("of events show what can be done instead")
  func availability() throws {
    let test = try inReview()
    let record = try #require(test.record)
    let events = CaseDecider.availability(record, test.definition, in: test.world("chief"))
    #expect(
      events.map { "\($0.event) \($0.whyNot?.code.rawValue ?? "-")" } == [
        "approve -", "reject -", "change -", "take assignee", "close guard", "submit state",
      ])
    #expect(events[0].by == ["manager"])
    #expect(events[1].commentRequired)
    #expect(events[2].input.map(\.name) == ["amount", "kind", "why"])
  }
}

extension Value {
  static func number(_ number: Int) -> Value { .number(Decimal128(number)) }
}
