// Time over any store: deadlines and calendars, timers that cannot fire, schedules, clocks that jump.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore
import Testing

@Suite("Time over a store")
struct TimeTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let answer = """
    kosha: 1
    workflow: answer
    title: {ja: 回答, en: Answer}
    number: "A-{seq:2}"
    data: {late: {type: boolean, initial: 'false'}}
    deadlines:
      reply: {from: open, until: [done], within: 5 business days, stops_in: [waiting], breach: {raise: late}}
    on:
      late: {actions: [{assign: {late: 'true'}}]}
    states:
      open: {task: {for: [clerk]}, on: {ask: {by: [clerk], target: waiting}, finish: {by: [clerk], target: done}}}
      waiting: {on: {answer: {by: [clerk], target: open}}}
      done: {final: true}
    """

  private func office(
    _ store: any CaseStore, closed: String = "[]", clock: HandClock = HandClock(), seed: UInt64 = 1
  ) throws -> Office {
    let office = try Office(store, clock: clock, seed: seed, closed: closed)
    office.catalogue.put("answer", Self.answer)
    #expect(office.catalogue.compilation(of: "answer")?.diagnostics.diagnostics.map(\.message.en) == [])
    return office
  }

  private func due(_ office: Office, _ number: String) throws -> String {
    guard case .found(let view, _, _) = try office.cases.show(number, actor: office.actor("desk-1"), language: .en)
    else {
      return "no case"
    }
    return view.deadlines.map { $0.record.due.rfc3339(in: .named("Asia/Tokyo"), zones: FixedZones()) }.joined()
  }

  @Test("An edited calendar moves open deadlines by run, with an entry for each case", arguments: StoreKind.allCases)
  func calendarByRun(kind: StoreKind) throws {
    let store = try kind.make(folder)
    let before = try office(store)
    let numbers = try (0..<3).map { _ in try before.opened("answer") }
    _ = try before.send(numbers[1], "ask")
    _ = try before.send(numbers[2], "finish")
    #expect(try DeadlineService(before.cases).reckon() == [])
    #expect(try due(before, numbers[0]) == "2023-04-10T09:00:00+09:00")

    let after = try office(store, closed: "[2023-04-06]", clock: before.clock, seed: 2)
    #expect(try DeadlineService(after.cases).reckon().sorted() == [numbers[0], numbers[1]])
    #expect(try DeadlineService(after.cases).reckon() == [])
    #expect(try due(after, numbers[0]) == "2023-04-11T09:00:00+09:00")
    // What has ended stays as it was.
    #expect(try due(after, numbers[2]) == "2023-04-10T09:00:00+09:00")
    let history = try #require(try after.cases.history(numbers[0], actor: after.actor("desk-1")))
    #expect(history.entries.map(\.header.kind) == [.opened, .reckoned])
    #expect(history.entries.last?.body.by == "system")
    #expect(
      history.entries.last?.body.logs
        == ["reply: 2023-04-10T09:00:00+09:00 → 2023-04-11T09:00:00+09:00"])
    #expect(try after.verify().isSound)
    // The breach comes at the new end.
    after.clock.advance(hours: 7 * 24)
    #expect(try TimerService(after.cases).fireDue().fired.isEmpty)
    after.clock.advance(hours: 24)
    #expect(try TimerService(after.cases).fireDue().fired.map(\.timer) == ["deadline.reply.breach"])
    #expect(try after.verify().isSound)
  }

  @Test("An edited calendar moves the deadline of a case before a command on it", arguments: StoreKind.allCases)
  func calendarByCommand(kind: StoreKind) throws {
    let store = try kind.make(folder)
    let before = try office(store)
    let number = try before.opened("answer")
    let after = try office(store, closed: "[2023-04-06]", clock: before.clock, seed: 2)
    after.clock.advance(hours: 7 * 24 + 1)
    // By the old calendar it would be late now.
    #expect(try after.send(number, "finish").word == "done")
    let history = try #require(try after.cases.history(number, actor: after.actor("desk-1")))
    #expect(history.entries.map(\.header.kind) == [.opened, .reckoned, .event])
    #expect(try after.verify().isSound)
  }

  @Test("The inbox marks what is overdue by a deadline of its case", arguments: StoreKind.allCases)
  func inbox(kind: StoreKind) throws {
    let office = try office(try kind.make(folder))
    let number = try office.opened("answer")
    let desk = office.actor("desk-1")
    #expect(try office.cases.inbox(actor: desk).map(\.isOverdue) == [false])
    #expect(
      try office.cases.inbox(actor: desk).map { $0.deadline?.rfc3339(in: .named("Asia/Tokyo"), zones: FixedZones()) }
        == ["2023-04-10T09:00:00+09:00"])
    office.clock.advance(hours: 7 * 24)
    #expect(try office.cases.inbox(actor: desk).map(\.isOverdue) == [true])
    _ = number
  }

  // MARK: Timers that cannot fire

  private static let endless = """
    kosha: 1
    workflow: endless
    title: t
    number: "X-{seq:2}"
    data: {round: {type: boolean, initial: 'true'}}
    states:
      a:
        after: [{delay: PT1H, target: b}, {delay: PT2H, target: c}]
        on: {mend: {by: [clerk], actions: [{assign: {round: 'false'}}]}}
      b: {always: [{target: d, guard: round}], on: {go: {by: [clerk], target: c}}}
      d: {always: [{target: b, guard: round}]}
      c: {final: true}
    """

  @Test("A timer that does not settle is noted and tried again; its case goes on", arguments: StoreKind.allCases)
  func endless(kind: StoreKind) throws {
    let office = try office(try kind.make(folder))
    office.catalogue.put("endless", Self.endless)
    let number = try office.opened("endless")
    let other = try office.opened("loan", [("amount", .number(Decimal128(1)))])
    office.clock.advance(hours: 1)
    let timers = TimerService(office.cases)
    let first = try timers.fireDue()
    #expect(first.failed.map(\.number) == [number])
    #expect(
      first.failed.first?.why.en
        == "the case does not settle within 1000 microsteps and was rolled back; it goes round d → b → d")
    // Not again at once, but after a minute.
    #expect(try timers.fireDue().failed.isEmpty)
    let failure = try #require(try office.store.timerFailures().first)
    #expect(failure.timerID == "a.after.1")
    #expect(failure.attempts == 1)
    #expect(failure.nextTry.milliseconds == office.clock.now().milliseconds + 60_000)
    #expect(try timers.nextDue() == failure.nextTry)
    office.clock.advance(milliseconds: 60_000)
    #expect(try timers.fireDue().failed.count == 1)
    #expect(try office.store.timerFailures().map(\.attempts) == [2])
    #expect(try timers.nextDue()?.milliseconds == office.clock.now().milliseconds + 240_000)
    // Commands are not held up, and the reason may go with one.
    #expect(try office.send(number, "mend").word == "done")
    #expect(try office.verify().isSound)
    office.clock.advance(milliseconds: 240_000)
    #expect(try timers.fireDue().fired.map(\.number) == [number])
    #expect(try office.store.timerFailures().isEmpty)
    #expect(try office.send(number, "go").word == "done")
    _ = other
    #expect(try office.verify().isSound)
  }

  @Test("The pause after a failure grows to a day")
  func pauses() {
    let minutes = (1...8).map { StoredTimerFailure.pause(afterAttempts: $0) / 60_000 }
    #expect(minutes == [1, 4, 16, 64, 256, 1_024, 1_440, 1_440])
  }

  // MARK: Schedules

  private static let yearly = """
    kosha: 1
    workflow: yearly
    title: t
    number: "Y-{seq:2}"
    access: {open: []}
    data: {year: {type: number}, by: {type: string, initial: case.opened_by}}
    schedule:
      - {id: selection, every: R/2023-04-01/P1Y, adjust: next business day, open: {data: {year: fiscal year(today)}}}
    states:
      a: {on: {go: {by: [clerk], target: b}}}
      b: {final: true}
    """

  @Test("A schedule opens one case for each occurrence, whoever looks", arguments: StoreKind.allCases)
  func schedule(kind: StoreKind) throws {
    // 2023-04-01 is a Saturday; the first business day is Monday the 3rd. The clock stands on that day at 09:00.
    let store = try kind.make(folder)
    let clock = HandClock()
    clock.advance(hours: -24)
    let office = try office(store, clock: clock)
    office.catalogue.put("yearly", Self.yearly)
    #expect(office.catalogue.compilation(of: "yearly")?.diagnostics.diagnostics.map(\.message.en) == [])
    let schedules = ScheduleService(office.cases)
    #expect(try schedules.openDue().opened.isEmpty)
    #expect(
      schedules.nextOccurrence()?.rfc3339(in: .named("Asia/Tokyo"), zones: FixedZones()) == "2023-04-03T00:00:00+09:00")
    clock.advance(hours: 24)
    let opened = try schedules.openDue().opened
    #expect(opened.map(\.occurrence) == ["2023-04-01"])
    #expect(opened.map(\.number) == ["Y-01"])
    #expect(try schedules.openDue().opened.isEmpty)
    #expect(try ScheduleService(office.cases).openDue().opened.isEmpty)
    let list = try office.cases.list(CaseQuery(workflow: "yearly"), actor: office.actor("desk-1"))
    #expect(list.map(\.heading.openedBy) == ["system"])
    #expect(
      schedules.nextOccurrence()?.rfc3339(in: .named("Asia/Tokyo"), zones: FixedZones()) == "2024-04-01T00:00:00+09:00")
    let history = try #require(try office.cases.history("Y-01", actor: office.actor("desk-1")))
    #expect(history.entries.first?.body.requestID == "schedule:yearly/selection/2023-04-01")
    #expect(history.entries.first?.body.changes.map(\.value.feelText) == ["2023", #""system""#])
    // Nothing ran for three years: the last occurrence is opened, the others are told.
    clock.advance(hours: 24 * (366 + 365 + 365))
    let later = try schedules.openDue()
    #expect(later.opened.map(\.occurrence) == ["2026-04-01"])
    #expect(later.missed.map(\.occurrence) == ["2024-04-01", "2025-04-01"])
    // A clock that is set back opens nothing twice.
    clock.advance(hours: -24 * 365)
    #expect(try schedules.openDue().opened.map(\.occurrence) == ["2025-04-01"])
    clock.advance(hours: -24 * 700)
    #expect(try schedules.openDue().opened.isEmpty)
    #expect(try office.verify().isSound)
  }

  @Test("A schedule whose data fail is told and opens nothing")
  func failingSchedule() throws {
    let office = try office(MemoryStore())
    office.catalogue.put("yearly", Self.yearly.replacing("fiscal year(today)", with: "number(\"x\")"))
    let report = try ScheduleService(office.cases).openDue()
    #expect(report.opened.isEmpty)
    #expect(report.failed.map(\.why.en) == ["schedule `year` failed in state `yearly`: `x` cannot be read as `number`"])
  }

  @Test("Workers that look at once open one case", arguments: [StoreKind.persist, .walLocked])
  func schedulesTogether(kind: StoreKind) async throws {
    let office = try office(try kind.make(folder))
    office.catalogue.put("yearly", Self.yearly)
    let numbers = try await withThrowingTaskGroup(of: [String].self) { group in
      for seed in 2...5 {
        let own = try self.office(try kind.make(folder), clock: office.clock, seed: UInt64(seed))
        own.catalogue.put("yearly", Self.yearly)
        let service = ScheduleService(own.cases)
        group.addTask { try service.openDue().opened.map(\.number) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(numbers == ["Y-01"])
  }

  // MARK: Clocks

  @Test(
    "A clock that jumps fires nothing early or twice, and lasting harm is done to nothing",
    arguments: StoreKind.allCases)
  func jumps(kind: StoreKind) throws {
    let office = try office(try kind.make(folder))
    let loan = try office.opened("loan", [("amount", .number(Decimal128(1))), ("name", .string("x"))])
    _ = try office.send(loan, "submit")
    let timers = TimerService(office.cases)
    let start = office.clock.now()
    // Ten years ahead for one command, and back again.
    office.clock.advance(hours: 10 * 365 * 24)
    let errand = try office.opened("errand")
    office.clock.advance(hours: -10 * 365 * 24)
    #expect(try timers.fireDue().fired.isEmpty)
    _ = try office.send(errand, "step")
    let history = try #require(try office.cases.history(errand, actor: office.actor("desk-1")))
    // The journal's time does not run back, and what the clock said is kept beside it.
    #expect(history.entries[1].header.time == history.entries[0].header.time)
    #expect(history.entries[1].body.clock == start)
    #expect(history.entries[0].body.clock == nil)
    // Timers are armed and fired by the clock, not by the journal's time.
    let late = try office.opened("loan", [("amount", .number(Decimal128(1))), ("name", .string("x"))])
    _ = try office.send(late, "submit")
    for hours: Int64 in [-1, 1, -24, 24, 5 * 24 - 1] {
      office.clock.advance(hours: hours)
      #expect(try timers.fireDue().fired.isEmpty)
    }
    office.clock.advance(hours: 1)
    #expect(try timers.fireDue().fired.map(\.number).sorted() == [loan, late].sorted())
    office.clock.advance(hours: -24)
    office.clock.advance(hours: 48)
    #expect(try timers.fireDue().fired.isEmpty)
    #expect(try office.verify().isSound)
  }
}
