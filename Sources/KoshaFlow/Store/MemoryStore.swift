// A store in memory, for tests and scenarios: the whole state is one value, so a transaction is a copy that is kept
// or dropped.

import KoshaRules
import Synchronization

/// A store that forgets everything when it goes.
public final class MemoryStore: CaseStore {
  private let state = Mutex(MemoryState())

  /// An empty store.
  public init() {}

  /// Reads a copy.
  public func read<Answer>(
    _ body: (any StoreSnapshot) throws(StoreError) -> Answer
  ) throws(StoreError) -> Answer {
    try body(MemorySnapshot(state: state.withLock { $0 }))
  }

  /// Works on a copy, which becomes the state where the body succeeds; one writer at a time.
  public func write<Answer>(
    _ body: (any StoreTransaction) throws(StoreError) -> Answer
  ) throws(StoreError) -> Answer {
    // The lock's closure cannot hand out what is not Sendable, so the answer is carried past it.
    var result: Result<Answer, StoreError>?
    state.withLock { state in
      let transaction = MemoryTransaction(state: state)
      do throws(StoreError) {
        let answer = try body(transaction)
        state = transaction.state
        result = .success(answer)
      } catch {
        result = .failure(error)
      }
    }
    guard let result else { preconditionFailure("the body has run") }
    return try result.get()
  }
}

private struct MemoryState: Sendable {
  var head = JournalHead.empty
  var entries: [StoredEntry] = []
  var cases: [String: StoredCase] = [:]
  /// Ids in order of opening.
  var order: [String] = []
  var numbers: [String: String] = [:]
  var tasks: [String: [TaskRecord]] = [:]
  var timers: [String: [StoredTimer]] = [:]
  var timerFailures: [String: [StoredTimerFailure]] = [:]
  var deadlines: [String: [StoredDeadline]] = [:]
  var effects: [StoredEffect] = []
  var receipts: [String: StoredReceipt] = [:]
  var counters: [String: Int] = [:]
  var definitions: [String: StoredDefinition] = [:]
  var attachments: [String: StoredAttachment] = [:]
}

private protocol MemoryReading: StoreSnapshot {
  var state: MemoryState { get }
}

extension MemoryReading {
  func head() -> JournalHead { state.head }

  func storedCase(id: String) -> StoredCase? { state.cases[id] }

  func storedCase(number: String) -> StoredCase? { state.numbers[number].flatMap { state.cases[$0] } }

  func visitHeadings(_ query: CaseQuery, _ visit: (CaseHeading) -> Bool) {
    for id in state.order.reversed() {
      guard let heading = state.cases[id]?.heading, query.admits(heading) else { continue }
      if !visit(heading) { return }
    }
  }

  func tasks() -> [StoredTask] {
    state.order.flatMap { id in (state.tasks[id] ?? []).map { StoredTask(caseID: id, task: $0) } }
      .sorted { ($0.task.openedAt, $0.caseID, $0.task.id) < ($1.task.openedAt, $1.caseID, $1.task.id) }
  }

  func entry(_ sequence: Int) -> StoredEntry? {
    state.entries.indices.contains(sequence) ? state.entries[sequence] : nil
  }

  func visitEntries(from sequence: Int, limit: Int, _ visit: (EntryBytes) -> Void) -> Int {
    let page = state.entries.dropFirst(max(0, sequence)).prefix(limit)
    for entry in page { entry.withBytes(visit) }
    return page.count
  }

  func receipt(_ requestID: String) -> StoredReceipt? { state.receipts[requestID] }

  func dueTimers(at now: Instant, limit: Int) -> [StoredTimer] {
    let due = state.timers.values.joined().filter { $0.due <= now && (nextTry(of: $0) ?? now) <= now }
    return Array(due.sorted { ($0.due, $0.caseID, $0.timerID) < ($1.due, $1.caseID, $1.timerID) }.prefix(limit))
  }

  private func nextTry(of timer: StoredTimer) -> Instant? {
    state.timerFailures[timer.caseID]?.first { $0.timerID == timer.timerID }?.nextTry
  }

  func nextDue() -> Instant? {
    state.timers.values.joined().map { timer in max(timer.due, nextTry(of: timer) ?? timer.due) }.min()
  }

  func timerFailures(caseID: String?) -> [StoredTimerFailure] {
    let failures = caseID.map { state.timerFailures[$0] ?? [] } ?? Array(state.timerFailures.values.joined())
    return failures.sorted {
      ($1.failedAt, $0.caseID, $0.timerID) < ($0.failedAt, $1.caseID, $1.timerID)
    }
  }

  func deadlines() -> [StoredDeadline] {
    state.deadlines.values.joined().sorted { ($0.caseID, $0.deadlineID) < ($1.caseID, $1.deadlineID) }
  }

  func casesReckoned(otherThanBy calendars: String, limit: Int) -> [String] {
    let found = state.deadlines.filter { $0.value.contains { $0.calendars != calendars } }.keys
    return Array(found.sorted().prefix(limit))
  }

  func effects(caseID: String?) -> [StoredEffect] {
    state.effects.filter { caseID == nil || $0.caseID == caseID }
  }

  func definition(digest: String) -> StoredDefinition? { state.definitions[digest] }

  func versionCount(of workflow: String) -> Int {
    state.definitions.values.count { $0.workflow == workflow }
  }

  func counter(_ key: String) -> Int { state.counters[key] ?? 0 }

  func attachment(caseID: String, sha256: String) -> StoredAttachment? { state.attachments["\(caseID)/\(sha256)"] }
}

private struct MemorySnapshot: MemoryReading {
  let state: MemoryState
}

/// INVARIANT: used by one thread alone, inside the store's lock.
private final class MemoryTransaction: MemoryReading, StoreTransaction {
  var state: MemoryState

  init(state: MemoryState) {
    self.state = state
  }

  func commit(_ change: StoreChange) throws(StoreError) {
    let heading = change.caseAfter.heading
    let actual = state.cases[heading.id]?.heading.revision ?? 0
    guard actual == change.expectedRevision else {
      throw .stale(expected: change.expectedRevision, actual: actual)
    }
    if actual == 0 {
      guard state.numbers[heading.number] == nil else {
        throw .failed(reason: "number \(heading.number) is taken")
      }
      state.order.append(heading.id)
      state.numbers[heading.number] = heading.id
    }
    for entry in change.entries {
      guard entry.sequence == state.entries.count else { throw .corrupt(what: "journal head", id: "\(entry.sequence)") }
      state.entries.append(entry)
    }
    state.head = change.head
    state.cases[heading.id] = change.caseAfter
    if let tasks = change.tasks { state.tasks[heading.id] = tasks }
    if let timers = change.timers {
      state.timers[heading.id] = timers
      state.timerFailures[heading.id] = nil
    }
    if let deadlines = change.deadlines { state.deadlines[heading.id] = deadlines }
    state.effects += change.effects
    if let counter = change.counter { state.counters[counter.key] = counter.value }
    if let definition = change.definition { state.definitions[definition.digest] = definition }
    for attachment in change.attachments { state.attachments["\(heading.id)/\(attachment.sha256)"] = attachment }
  }

  func keep(_ receipt: StoredReceipt) {
    state.receipts[receipt.requestID] = receipt
  }

  func attempt(_ body: () throws(StoreError) -> Bool) throws(StoreError) {
    let before = state
    if try !body() { state = before }
  }

  func note(_ failure: StoredTimerFailure) {
    var failures = state.timerFailures[failure.caseID] ?? []
    failures.removeAll { $0.timerID == failure.timerID }
    state.timerFailures[failure.caseID] = failures + [failure]
  }

  func noteReckoning(caseID: String, by calendars: String) {
    for index in (state.deadlines[caseID] ?? []).indices { state.deadlines[caseID]?[index].calendars = calendars }
  }
}

extension StoredEntry {
  /// Visits the entry as bytes in memory.
  package func withBytes(_ visit: (EntryBytes) -> Void) {
    header.withUnsafeBytes { header in
      salt.withUnsafeBytes { salt in
        body.withUnsafeBytes { body in
          if let sealed {
            sealed.withUnsafeBytes { sealed in
              visit(EntryBytes(sequence: sequence, header: header, salt: salt, body: body, sealed: sealed))
            }
          } else {
            visit(EntryBytes(sequence: sequence, header: header, salt: salt, body: body, sealed: nil))
          }
        }
      }
    }
  }
}

extension CaseQuery {
  /// Whether a case is one of those asked for.
  package func admits(_ heading: CaseHeading) -> Bool {
    (workflow == nil || heading.workflow == workflow) && (status == nil || heading.status == status)
      && (state.map { heading.state.contains($0) } ?? true)
  }
}
