// When timers are due: business days, periods, moments, adjustment, calendars.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Due times")
struct TimerDueTests {
  /// Cases are opened on Monday 2023-04-03 at 09:00 in Tokyo; 5/2 to 5/5 are closed days of the office, 4/5 of banks.
  @Test(
    "are counted in the workspace's zone",
    arguments: [
      ("delay: P3D", "2023-04-06T09:00:00+09:00"),
      ("delay: PT36H", "2023-04-04T21:00:00+09:00"),
      ("delay: P1M", "2023-05-03T09:00:00+09:00"),
      ("delay: 3 business days", "2023-04-06T09:00:00+09:00"),
      ("delay: 5 business days", "2023-04-10T09:00:00+09:00"),
      ("delay: 5 business days, calendar: banks", "2023-04-11T09:00:00+09:00"),
      ("delay: P1M, adjust: next business day", "2023-05-08T09:00:00+09:00"),
      ("delay: P1M, adjust: previous business day", "2023-05-01T09:00:00+09:00"),
      ("delay: P5D, adjust: next business day", "2023-04-10T09:00:00+09:00"),
      ("delay: '= days'", "2023-04-05T09:00:00+09:00"),
      ("at: 'date(\"2023-04-10\")'", "2023-04-10T23:59:59.999+09:00"),
      ("at: 'date(\"2023-04-08\")', adjust: previous business day", "2023-04-07T23:59:59.999+09:00"),
      ("at: 'date and time(\"2023-04-10T12:00:00\")'", "2023-04-10T12:00:00+09:00"),
      ("at: 'date and time(\"2023-04-10T12:00:00Z\")'", "2023-04-10T21:00:00+09:00"),
      ("at: 'date and time(\"2023-04-09T12:00:00\")', adjust: next business day", "2023-04-10T12:00:00+09:00"),
    ])
  func due(moment: String, expected: String) throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      data: {days: {type: string, initial: '"2 business days"'}}
      states:
        a: {after: [{\(moment), target: b}]}
        b: {}
      """)
    test.open()
    #expect(test.errors == [])
    let timer = try #require(test.record?.timers.first)
    #expect(timer.id == "a.after.1")
    #expect(timer.due.rfc3339(in: .named("Asia/Tokyo"), zones: FixedZones()) == expected)
  }

  @Test("that cannot be told are errors and arm nothing")
  func failing() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      data: {x: {type: any, initial: '"soon"'}}
      states:
        a: {after: [{delay: "= x", target: b}], on: {error.execution: {actions: [{log: event.data.action}]}}}
        b: {}
      """)
    test.open()
    #expect(test.record?.timers.count == 0)
    #expect(test.errors == ["after `a.after.1` failed in state `a`: `\"soon\"` is no span of time"])
    #expect(test.logs == ["after"])
  }

  @Test("stand in event.at, the journal keeps the actual time")
  func late() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      states:
        a: {after: [{delay: PT1H, target: b, actions: [{log: event.at = now - duration("PT2H")}, {log: actor.id}]}]}
        b: {}
      """)
    test.open()
    test.now = Instant(milliseconds: test.now.milliseconds + 3 * .hour)
    try test.command(.timer(id: "a.after.1"), as: "chief")
    let entry = try #require(test.entries.last)
    #expect(entry.kind == .timer)
    #expect(entry.event == "a.after.1")
    #expect(entry.actor == .system)
    #expect(entry.time == test.now)
    #expect(entry.dueAt == Instant(milliseconds: test.now.milliseconds - 2 * .hour))
    #expect(test.logs == ["true", "system"])
  }

  @Test("fire in the order in which they are due, then in which they were armed")
  func order() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      states:
        a: {after: [{delay: PT2H, actions: [{log: '"2"'}]}, {delay: PT1H, actions: [{log: '"1a"'}]}, {delay: PT1H, actions: [{log: '"1b"'}]}]}
      """)
    test.open()
    try test.wait(milliseconds: .day)
    #expect(test.logs == ["1a", "1b", "2"])
    #expect(test.record?.revision == 4)
  }
}
