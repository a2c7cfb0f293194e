// Ten thousand timers over four workers in one process, one of which stands still for long and goes on: each fires once.

import Dispatch
import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaWorker
import Testing

@Suite("Many timers over several workers")
struct ManyTimersTests {
  private static let cases = 1_000
  private static let timersACase = 10
  private static let workers = 4

  /// A case whose timers are due in the course of an hour; each counts.
  private static let workflow = """
    kosha: 1
    workflow: bell
    title: {ja: 鐘, en: Bell}
    number: "B-{seq:5}"
    data: {count: {type: number, initial: 0}}
    states:
      ringing:
        entry:
          - foreach: for i in 1..\(timersACase) return i
            as: i
            do: [{send: {event: ring, delay: '= "PT" + string(modulo(i * 353, 3600)) + "S"'}}]
        on: {ring: {actions: [{assign: {count: count + 1}}]}}
    """

  @Test("each fires once and none early, whoever stands still and however the clock is set")
  func onceEach() async throws {
    let clock = MovingClock()
    let store = MemoryStore()
    let office = try BellOffice(store, Self.workflow, clock)
    try office.open(Self.cases)
    let others = Latch(Self.workers - 1)
    let fired = try await withThrowingTaskGroup(of: [String].self) { group in
      for worker in 0..<Self.workers {
        // The first stops before its third round of writing, until all others have done what there was to do.
        let own = worker == 0 ? try BellOffice(StoppingStore(store, until: others), Self.workflow, clock) : office
        let source = TimeSource(own.cases, clock: clock)
        group.addTask {
          defer { if worker != 0 { others.countDown() } }
          var fired: [String] = []
          for jump: Int64 in [0, 600, 3_600, -3_000, 1_200, 86_400, -86_400, 3_600, 3_600] {
            if worker == 1 { clock.advance(seconds: jump) }
            var hasMore = true
            while hasMore {
              let round = try source.work()
              for case .fired(let number, let timer) in round.events { fired.append("\(number)/\(timer)") }
              hasMore = round.hasMore
              await Task.yield()
            }
          }
          return fired
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    // What was due after the last of them had looked.
    clock.advance(seconds: 7_200)
    let rest = try TimerService(office.cases).fireDue().fired.map { "\($0.number)/\($0.timer)" }
    #expect((fired + rest).count == Self.cases * Self.timersACase)
    #expect(Set(fired + rest).count == Self.cases * Self.timersACase)
    let journal = try office.journal()
    #expect(journal.fired == Self.cases * Self.timersACase)
    #expect(journal.early == 0)
    #expect(journal.backward == 0)
    #expect(try AuditService(office.cases).verify(notedRoot: nil, replays: true).isSound)
  }
}

/// A clock that is set by hand.
private final class MovingClock: Clock {
  private let present = Box<Int64>(1_680_480_000_000)

  func now() -> Instant { Instant(milliseconds: present.withLock { $0 }) }

  func advance(seconds: Int64) { present.withLock { $0 += seconds * 1_000 } }
}

/// Waits for others.
private final class Latch: Sendable {
  private let left: Box<Int>
  private let semaphore = DispatchSemaphore(value: 0)

  init(_ count: Int) {
    left = Box(count)
  }

  func countDown() {
    let isLast = left.withLock { left in
      left -= 1
      return left == 0
    }
    if isLast { semaphore.signal() }
  }

  func wait() { semaphore.wait() }
}

/// A store whose user stands still before its third transaction.
private final class StoppingStore: CaseStore {
  private let store: MemoryStore
  private let others: Latch
  private let writes = Box(0)

  init(_ store: MemoryStore, until others: Latch) {
    self.store = store
    self.others = others
  }

  func read<Answer>(_ body: (any StoreSnapshot) throws(StoreError) -> Answer) throws(StoreError) -> Answer {
    try store.read(body)
  }

  func write<Answer>(_ body: (any StoreTransaction) throws(StoreError) -> Answer) throws(StoreError) -> Answer {
    let number = writes.withLock { writes in
      writes += 1
      return writes
    }
    if number == 3 { others.wait() }
    return try store.write(body)
  }
}

/// A workspace of one workflow over a store.
private struct BellOffice: Sendable {
  let cases: CaseService
  private let actor = Actor(id: "desk-1", roles: ["clerk"])

  init(_ store: any CaseStore, _ workflow: String, _ clock: any Clock) throws {
    var bag = DiagnosticBag()
    let text = """
      kosha: 1
      organisation: {ja: 公社, en: Corporation}
      time_zone: Asia/Tokyo
      roles: {clerk: {title: Clerk}}
      people: {desk-1: {title: Desk, roles: [clerk]}}
      """
    let read = Workspace.read(
      SourceFile(path: "kosha.yaml", text: text), calendars: [], zones: FixedZones(), into: &bag)
    let workspace = try #require(read)
    let files = WorkflowFiles(
      folder: "bell", workflow: SourceFile(path: "bell/workflow.yaml", text: workflow), rules: [])
    let compilation = Compilation.compile(files, in: workspace, zones: FixedZones())
    #expect(compilation.diagnostics.diagnostics.map(\.message.en) == [])
    cases = CaseService(
      store: store, catalogue: OneWorkflow(compilation: compilation), workspace: workspace, zones: FixedZones(),
      clock: clock, random: CountingBytes(), keys: MemoryKeyStore())
  }

  func open(_ count: Int) throws {
    let request = CommandRequest(target: .workflow("bell"), command: .open(input: [], comment: nil))
    let batch = Array(repeating: request, count: 100)
    for _ in 0..<(count / batch.count) {
      for outcome in try cases.perform(batch: batch, actor: actor, language: .en) {
        guard case .done = outcome else {
          Issue.record("\(outcome)")
          return
        }
      }
    }
  }

  /// How many timers fired by the journal, how many of them before they were due, and how often its time ran back.
  func journal() throws -> (fired: Int, early: Int, backward: Int) {
    var (fired, early, backward) = (0, 0, 0)
    var last = Instant(milliseconds: 0)
    _ = try AuditService(cases).log(actor: actor) { row in
      if row.header.time < last { backward += 1 }
      last = row.header.time
      if row.header.kind == .timer, let body = row.body {
        fired += 1
        if let due = body.dueAt, due > body.clock ?? row.header.time { early += 1 }
      }
      return true
    }
    return (fired, early, backward)
  }
}

private struct OneWorkflow: DefinitionCatalogue {
  let compilation: Compilation

  func compilation(of workflow: String) -> Compilation? { workflow == "bell" ? compilation : nil }

  var workflows: [String] { ["bell"] }
}

/// Bytes that are never the same twice.
private final class CountingBytes: RandomBytes {
  private static let count = Box<UInt64>(0)

  func bytes(_ count: Int) -> [UInt8] {
    let number = Self.count.withLock { number in
      number += 1
      return number
    }
    return (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * ($0 % 8))) }
  }
}
