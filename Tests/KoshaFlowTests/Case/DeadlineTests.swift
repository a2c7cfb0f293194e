// Deadlines: budgets, ledgers, warnings and breaches, and what is shown of them.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Deadlines")
struct DeadlineTests {
  /// Opened on Monday 2023-04-03 at 09:00 in Tokyo; 5/2 to 5/5 are closed days of the office, 4/5 of banks.
  private static func workflow(_ deadline: String) -> String {
    """
    kosha: 1
    workflow: test
    title: t
    data: {days: {type: string, initial: '"4 business days"'}}
    deadlines:
      decision: {from: screening, until: [approved, rejected], \(deadline)}
    on:
      deadline.near: {actions: [{log: '"near " + event.data.deadline + " " + string(event.at)'}]}
      deadline.over: {actions: [{log: '"over"'}]}
    states:
      draft: {on: {submit: {by: [clerk], target: screening}}}
      screening: {on: {ask: {by: [clerk], target: correction}, approve: {by: [clerk], target: approved}}}
      correction: {on: {answer: {by: [clerk], target: screening}, reject: {by: [clerk], target: rejected}}}
      approved: {on: {close: {by: [clerk], target: end}}}
      rejected: {on: {close: {by: [clerk], target: end}}}
      end: {final: true}
    """
  }

  private static func started(_ deadline: String) throws -> TestCase {
    var test = try TestCase(workflow(deadline))
    test.open()
    #expect(test.record?.deadlines == [])
    try test.send("submit")
    #expect(test.errors == [])
    return test
  }

  @Test(
    "end by budget, calendar and counting",
    arguments: [
      ("within: 3 business days", "2023-04-06T09:00:00+09:00"),
      ("within: 20 business days", "2023-05-01T09:00:00+09:00"),
      ("within: 21 business days", "2023-05-08T09:00:00+09:00"),
      ("within: 3 business days, calendar: banks", "2023-04-07T09:00:00+09:00"),
      ("within: '= days'", "2023-04-07T09:00:00+09:00"),
      ("within: P3D", "2023-04-06T09:00:00+09:00"), ("within: PT36H", "2023-04-04T21:00:00+09:00"),
      ("within: P1M, adjust: next business day", "2023-05-08T09:00:00+09:00"),
      // 民法140条, 143条: whole days, to the end of the last.
      ("within: P30D, counting: exclusive", "2023-05-03T23:59:59.999+09:00"),
      ("within: P30D, counting: inclusive", "2023-05-02T23:59:59.999+09:00"),
      ("within: P30D, counting: exclusive, adjust: next business day", "2023-05-08T23:59:59.999+09:00"),
      ("within: P1M, counting: exclusive", "2023-05-03T23:59:59.999+09:00"),
      ("within: P1M, counting: inclusive", "2023-05-02T23:59:59.999+09:00"),
      ("within: 3 business days, counting: exclusive", "2023-04-06T23:59:59.999+09:00"),
      ("within: 3 business days, counting: inclusive", "2023-04-05T23:59:59.999+09:00"),
    ])
  func end(deadline: String, expected: String) throws {
    let test = try Self.started(deadline)
    let record = try #require(test.record?.deadlines.first)
    #expect(record.due.rfc3339(in: .named("Asia/Tokyo"), zones: FixedZones()) == expected)
    #expect(!record.isOverdue(at: test.now))
  }

  @Test(
    "stand still without using their budget up",
    arguments: [
      // Stopped on Tuesday at 09:00, going on the Friday after: three open days, 72 hours, three days.
      ("within: 5 business days", "2023-04-13T09:00:00+09:00", "4 business days"),
      ("within: P5D", "2023-04-11T09:00:00+09:00", "P4D"),
      ("within: P5D, counting: exclusive", "2023-04-11T23:59:59.999+09:00", "P4D"),
      ("within: P1M", "2023-05-06T09:00:00+09:00", "P29D"),
      ("within: P1M, adjust: next business day", "2023-05-08T09:00:00+09:00", "P34D"),
      ("within: 5 business days, counting: inclusive", "2023-04-12T23:59:59.999+09:00", "3 business days"),
    ])
  func stopped(deadline: String, expected: String, left: String) throws {
    var test = try Self.started(deadline + ", stops_in: [correction], breach: {raise: deadline.over}")
    try test.wait(milliseconds: .day)
    try test.send("ask")
    #expect(test.record?.timers.count == 0)
    #expect(try test.deadline("status") == "stopped")
    #expect(try test.deadline("due") == "null")
    #expect(try test.deadline("remaining") == left)
    try test.wait(milliseconds: 3 * .day)
    #expect(try test.deadline("remaining") == left)
    #expect(try test.deadline("overdue") == "false")
    try test.send("answer")
    #expect(try test.deadline("due") == expected)
    #expect(try test.deadline("status") == "running")
    #expect(
      try test.deadline("stops")
        == #"[{"from":"2023-04-04T09:00:00+09:00","until":"2023-04-07T09:00:00+09:00"}]"#)
    #expect(test.record?.timers.map(\.due) == test.record?.deadlines.map(\.due))
    #expect(test.errors == [])
  }

  @Test("warn before they end and breach at their end, once each, and are overdue from then on")
  func rungs() throws {
    var test = try Self.started(
      "within: 5 business days, warn: {before: 2 business days, raise: deadline.near}, breach: {raise: deadline.over}")
    #expect(test.record?.timers.map(\.id) == ["deadline.decision.warn", "deadline.decision.breach"])
    try test.wait(milliseconds: 3 * .day)
    #expect(test.logs == ["near decision 2023-04-06T09:00:00@Asia/Tokyo"])
    #expect(test.entries.last?.kind == .timer)
    #expect(try test.deadline("warned_at") == "2023-04-06T09:00:00+09:00")
    #expect(try test.deadline("remaining") == "2 business days")
    try test.wait(milliseconds: 4 * .day)
    #expect(test.logs.last == "over")
    #expect(try test.deadline("overdue") == "true")
    try test.wait(milliseconds: .day)
    #expect(try test.deadline("remaining") == "-1 business days")
    #expect(test.logs.count == 2)
    #expect(test.record?.timers.count == 0)
    try test.send("approve")
    #expect(try test.deadline("status") == "missed")
    try test.wait(milliseconds: 30 * .day)
    #expect(try test.deadline("remaining") == "-1 business days")
  }

  @Test("end in time, and nothing comes after")
  func met() throws {
    var test = try Self.started(
      "within: P3D, warn: {before: PT24H, raise: deadline.near}, breach: {raise: deadline.over}")
    try test.wait(milliseconds: .day)
    try test.send("approve")
    #expect(try test.deadline("status") == "met")
    #expect(try test.deadline("ended_at") == "2023-04-04T09:00:00+09:00")
    #expect(test.record?.timers.count == 0)
    try test.wait(milliseconds: 30 * .day)
    #expect(test.logs == [])
    #expect(try test.deadline("overdue") == "false")
  }

  @Test("that ended while they stood still count the stop")
  func endedWhileStopped() throws {
    var test = try Self.started("within: P2D, stops_in: [correction]")
    try test.send("ask")
    try test.wait(milliseconds: 10 * .day)
    try test.send("reject")
    #expect(try test.deadline("status") == "met")
    #expect(try test.deadline("due") == "2023-04-15T09:00:00+09:00")
  }

  @Test("start once, with the first entry")
  func once() throws {
    var test = try Self.started("within: P10D")
    try test.wait(milliseconds: .day)
    try test.send("ask")
    try test.send("answer")
    #expect(test.record?.deadlines.count == 1)
    #expect(try test.deadline("started_at") == "2023-04-03T09:00:00+09:00")
  }

  @Test("without `from` and `until` run from the opening of the case to its end")
  func wholeCase() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      deadlines: {whole: {within: P10D, breach: {raise: late}}}
      on: {late: {actions: [{log: '"late"'}]}}
      states: {a: {on: {go: {by: [clerk], target: b}}}, b: {final: true}}
      """)
    test.open()
    #expect(test.record?.deadlines.map(\.id) == ["whole"])
    try test.send("go")
    #expect(test.record?.status == .final)
    #expect(test.record?.timers.count == 0)
    #expect(try test.deadline("status") == "met")
  }

  @Test("that cannot be reckoned are an error told once")
  func failing() throws {
    var test = try TestCase(
      Self.workflow("within: '= days'").replacing(#"'"4 business days"'"#, with: #"'"soon"'"#)
        .replacing("  deadline.over", with: "  error.execution: {actions: [{log: event.data.action}]}\n  deadline.over")
    )
    test.open()
    try test.send("submit")
    #expect(test.errors == ["deadlines `decision` failed in state `test`: `\"soon\"` is no span of time"])
    #expect(test.logs == ["deadlines"])
    #expect(test.record?.deadlines == [])
  }
}

extension TestCase {
  /// A property of the only deadline as `case show` gives it.
  fileprivate func deadline(_ property: String) throws -> String {
    let view = CaseView.make(try #require(record), definition, in: world("desk-1"))
    let json = view.json(.en, definition, in: world("desk-1"))
    guard case .success(.context(let document)) = ValueJSON.decode(json.utf8),
      case .list(let deadlines)? = document["deadlines"], case .context(let deadline)? = deadlines.first
    else {
      Issue.record("no deadline in \(json)")
      return ""
    }
    switch deadline[property] {
    case .string(let text): return text
    case let value?: return ValueJSON.encode(value)
    case nil: return "absent"
    }
  }
}
