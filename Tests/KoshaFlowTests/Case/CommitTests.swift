// What a command changes: entries, effects, decisions, tasks, and the JSON of cases.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Commits")
struct CommitTests {
  static let rules = """
    kosha: 1
    decision: eligibility
    basis: 要綱第2条
    inputs: {amount: {type: number}, arrears: {type: boolean}}
    outputs: {verdict: {type: [eligible, ineligible]}, reason: {type: string}}
    hit: first
    rules:
      - {id: E1, when: {arrears: true}, then: {verdict: ineligible, reason: 滞納}, basis: 要綱第3条}
      - {id: E2, when: {amount: "> 100"}, then: {verdict: ineligible, reason: 多い}}
      - {id: E3, then: {verdict: eligible}}
    """
  static let workflow = """
    kosha: 1
    workflow: test
    title: 試験
    access: {open: {by: [clerk], input: [amount, arrears, secret]}, read: [clerk, manager]}
    data:
      amount: {type: number, initial: 5}
      arrears: {type: boolean, initial: false, read: [manager]}
      secret: {type: string, sensitive: true, read: [manager]}
      letter: {type: document}
    states:
      a:
        title: {ja: 受付, en: Reception}
        task: {for: [clerk, "= case.opened_by"], due: 2 business days, title: {ja: 見る, en: Look}}
        on:
          judge:
            target: b
            by: [clerk]
            title: {ja: 判定する, en: Judge}
            input: [{field: amount, required: true}]
            actions:
              - decide: eligibility
              - log: '"verdict " + eligibility.verdict'
              - notify: {to: [clerk, "= case.opened_by"], letter: receipt, channel: email, id: n1, data: {n: amount * 2}}
              - letter: {template: receipt, into: letter}
              - send: {event: follow}
              - send: {event: later, delay: PT1H, id: l1}
        exit: [{log: '"out"'}]
      b: {on: {follow: {target: c, actions: [{assign: {amount: amount + 1}}]}}}
      c: {on: {later: {target: d}}}
      d: {final: true, outcome: done, output: amount}
    """

  private func opened() throws -> TestCase {
    var test = try TestCase(Self.workflow, rules: [Self.rules], letters: ["receipt.ja.md", "receipt.en.md"])
    test.open([InputValue("secret", .plain(.string("秘密")))])
    return test
  }

  @Test("have an entry for each macrostep, the revision rising with each")
  func entries() throws {
    var test = try opened()
    try test.send("judge", [InputValue("amount", .typed("7"))], comment: "可")
    #expect(try test.state == ["c"])
    #expect(test.record?.revision == 3)
    #expect(test.entries.map(\.kind) == [.opened, .event, .sent])
    #expect(test.entries.map(\.recordAfter.revision) == [1, 2, 3])
    #expect(test.entries.map(\.event) == [nil, "judge", "follow"])
    #expect(test.entries.map(\.before) == [[], ["a"], ["b"]])
    #expect(test.entries.map(\.after) == [["a"], ["b"], ["c"]])
    #expect(test.entries.map(\.comment) == [nil, "可", nil])
    #expect(test.entries[1].transitions.map { "\($0.source) \($0.targets)" } == ["a [\"b\"]"])
    #expect(test.entries[1].logs == ["out", "verdict eligible"])
    #expect(test.entries[0].changes.map(\.name) == ["amount", "arrears", "secret", "letter"])
    #expect(test.entries[0].changes.map(\.isSensitive) == [false, false, true, false])
    #expect(test.entries[1].changes.map { "\($0.name) \($0.value.feelText)" } == ["amount 7"])
    #expect(test.entries[2].changes.map { "\($0.name) \($0.value.feelText)" } == ["amount 8"])
    #expect(test.entries[2].recordAfter.data.count == 0)
    #expect(test.record?.senders == [SenderRecord(event: "judge", people: ["desk-1"])])
  }

  @Test("record the decisions made, with the articles of the rules that fired")
  func decisions() throws {
    var test = try opened()
    try test.send("judge", [InputValue("amount", .plain(.number(101)))])
    let made = try #require(test.entries[1].decisions.first)
    #expect(made.decision == "eligibility")
    #expect(made.fired == ["E2"])
    #expect(made.basis == [Words("要綱第2条")])
    #expect(made.result.feelText == "{verdict: \"ineligible\", reason: \"多い\"}")
    #expect(made.inputs.map { "\($0.name) \($0.value.feelText)" } == ["amount 101", "arrears false"])
    #expect(test.value("eligibility")?.feelText == made.result.feelText)
  }

  @Test("carry effects in order")
  func effects() throws {
    var test = try opened()
    try test.send("judge", [InputValue("amount", .typed("7"))])
    #expect(test.effects.map(\.kind) == [.notify, .letter])
    let notice = test.effects[0]
    #expect(notice.id == "n1")
    #expect(notice.toRoles == ["clerk"])
    #expect(notice.toPeople == ["desk-1"])
    #expect(notice.channel == "email")
    #expect(notice.data["n"]?.feelText == "14")
    #expect(test.effects[1].into == "letter")
  }

  @Test("end the case with its outcome and output, and drop what was delayed")
  func end() throws {
    var test = try opened()
    try test.send("judge", [InputValue("amount", .typed("7"))])
    #expect(test.record?.timers.map(\.id) == ["send#2"])
    try test.wait(milliseconds: .hour)
    #expect(test.record?.status == .final)
    #expect(test.record?.outcome == "done")
    #expect(test.record?.output.feelText == "8")
    #expect(test.entries.last?.kind == .timer)
    #expect(test.record?.timers.count == 0)
  }

  @Test("open tasks with their due time; a comment moves nothing")
  func tasksAndComments() throws {
    var test = try opened()
    #expect(
      test.record?.tasks == [
        TaskRecord(
          id: "a#1", state: "a", roles: ["clerk"], people: ["desk-1"], openedAt: test.now,
          due: Instant(milliseconds: test.now.milliseconds + 2 * .day))
      ])
    try test.command(.comment(text: "見た"), as: "chief")
    #expect(test.entries.last?.kind == .commented)
    #expect(test.entries.last?.comment == "見た")
    #expect(test.record?.updatedBy == "chief")
    try test.command(.comment(text: "見た"), as: "stranger")
    #expect(test.refusal() == "role: you may not read this case")
  }

  @Test("are shown to each reader with what that reader may see")
  func json() throws {
    let test = try opened()
    let record = try #require(test.record)
    let clerk = CaseView.make(record, test.definition, in: test.world("desk-1"))
    #expect(clerk.masked == ["arrears", "secret"])
    #expect(
      clerk.json(.en, test.definition, in: test.world("desk-1"))
        == #"{"id":"case-1","number":"T-1","workflow":"test","version":0,"definition":"\#(record.definition)","#
        + #""revision":1,"state":["a"],"status":"active","outcome":null,"#
        + #""data":{"amount":5,"arrears":null,"secret":null,"letter":null},"masked":["arrears","secret"],"#
        + #""tasks":[{"id":"a#1","state":"a","title":"Look","roles":["clerk"],"people":["desk-1"],"#
        + #""opened_at":"2023-04-03T09:00:00+09:00","due":"2023-04-05T09:00:00+09:00","claimed_by":null,"#
        + #""owner":null,"checklist":[]}],"#
        + #""deadlines":[],"opener":null,"children":[],"#
        + #""events":[{"event":"judge","title":"Judge","by":["clerk"],"#
        + #""input":[{"field":"amount","type":"number","required":true}],"comment_required":false,"enabled":true,"#
        + #""why_not":null,"why_not_code":null}],"journal_size":1}"#)
    let chief = CaseView.make(record, test.definition, in: test.world("chief"))
    #expect(chief.masked == [])
    #expect(chief.events.first?.whyNot?.code == .role)
    let stranger = CaseView.make(record, test.definition, in: test.world("stranger"))
    #expect(stranger.masked == ["amount", "arrears", "secret", "letter"])
  }

  @Test("answers that follow from what a reader may not see are hidden with it")
  func maskedDecisions() throws {
    var test = try opened()
    try test.send("judge", [InputValue("amount", .typed("7"))])
    let record = try #require(test.record)
    let clerk = CaseView.make(record, test.definition, in: test.world("desk-1"))
    #expect(clerk.masked == ["arrears", "secret", "eligibility"])
    #expect(clerk.record.decisions.map { "\($0.name) \($0.value.feelText)" } == ["eligibility null"])
    let chief = CaseView.make(record, test.definition, in: test.world("chief"))
    #expect(chief.masked == [])
    #expect(chief.record.decisions.map(\.value.isNull) == [false])
  }
}
