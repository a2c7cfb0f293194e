// Timers that are due, over all cases. Several workers may run at once; each timer fires once, since it is looked up,
// fired and disarmed in one transaction of the store.
//
// A timer whose macrostep does not settle leaves its case as it was. It is noted with the reason and tried again later,
// each time after a longer while; the case and the worker go on.

public import KoshaRules
public import KoshaSource

/// Fires timers.
public struct TimerService: Sendable {
  let cases: CaseService

  /// What a run did.
  public struct Report: Sendable {
    /// The timers that fired: the case's number and the timer's id.
    public var fired: [(number: String, timer: String)] = []
    /// The timers whose macrostep did not settle or whose definition does not compile, and why.
    public var failed: [(number: String, timer: String, why: Words)] = []
  }

  /// How many timers share a transaction: few enough that a person's command does not wait long for it.
  static let batch = 50

  /// A service over the same store.
  public init(_ cases: CaseService) {
    self.cases = cases
  }

  /// Fires what is due now, the longest overdue first, and what firing arms where that is overdue already.
  ///
  /// - Parameter limit: how many timers are looked at at most.
  public func fireDue(limit: Int = .max) throws(StoreError) -> Report {
    var report = Report()
    var left = limit
    while left > 0 {
      let count = min(left, Self.batch)
      guard try warm(count) else { break }
      let done = try cases.store.write { (transaction) throws(StoreError) -> Report in
        var run = try CommandRun(cases, transaction, .system, .ja)
        return try run.fireDue(count)
      }
      left -= done.fired.count + done.failed.count
      report.fired += done.fired
      report.failed += done.failed
    }
    return report
  }

  /// When the next timer is to be looked at, nil where none is armed.
  public func nextDue() throws(StoreError) -> Instant? {
    try cases.store.read { (snapshot) throws(StoreError) in try snapshot.nextDue() }
  }

  /// Compiles what the next timers need before the store is locked for them.
  ///
  /// - Returns: whether any timer is due.
  private func warm(_ count: Int) throws(StoreError) -> Bool {
    try cases.store.read { (snapshot) throws(StoreError) -> Bool in
      let due = try snapshot.dueTimers(at: cases.clock.now(), limit: count)
      for timer in due {
        guard let stored = try snapshot.storedCase(id: timer.caseID) else { continue }
        // What cannot be compiled is told of the timer itself.
        _ = try? cases.shelf.pinned(stored.heading, in: snapshot)
      }
      return !due.isEmpty
    }
  }
}

/// Why a timer could not fire.
private struct TimerFailure: Error {
  var why: Words
}

extension StoredTimerFailure {
  /// How long after a failure the timer is tried again: a minute, then four times as long each time, a day at most.
  package static func pause(afterAttempts attempts: Int) -> Int64 {
    let minute: Int64 = 60_000
    return min(minute << Int64(2 * min(attempts - 1, 10)), 24 * 60 * minute)
  }
}

extension CommandRun {
  /// Fires the timers that are due, at most so many.
  fileprivate mutating func fireDue(_ count: Int) throws(StoreError) -> TimerService.Report {
    var report = TimerService.Report()
    /// Timers that their case has not, or not yet: nearly always since this very round has moved it.
    var unfit: [(timer: StoredTimer, number: String)] = []
    for timer in try transaction.dueTimers(at: now, limit: count) {
      guard let stored = try transaction.storedCase(id: timer.caseID) else {
        throw .corrupt(what: "timer", id: "\(timer.caseID)/\(timer.timerID)")
      }
      let number = stored.heading.number
      switch try open(stored) {
      case .failure(let failure):
        try note(timer.timerID, ofCase: timer.caseID, failure.why)
        report.failed.append((number, timer.timerID, failure.why))
      case .success(let (found, definition)):
        var record = found
        // A calendar may have been edited, and another timer of this round may have left the state.
        if try reckon(&record, definition) {
          try transaction.noteReckoning(caseID: record.id, by: service.calendarDigest)
        }
        guard let armed = record.timers.first(where: { $0.id == timer.timerID }), armed.due <= now else {
          unfit.append((timer, number))
          continue
        }
        if let why = try fire(armed, &record, definition) {
          report.failed.append((number, timer.timerID, why))
        } else {
          report.fired.append((number, timer.timerID))
        }
      }
    }
    if unfit.isEmpty { return report }
    // A row that is still there does not fit its case; without a note it would be looked at again and again.
    let stillDue = Set(try transaction.dueTimers(at: now, limit: count))
    for (timer, number) in unfit where stillDue.contains(timer) {
      let why = Words(ja: "タイマーの行が案件と合いません", en: "the timer's row does not fit its case")
      try note(timer.timerID, ofCase: timer.caseID, why)
      report.failed.append((number, timer.timerID, why))
    }
    return report
  }

  /// A case with its definition; one that cannot be read must not hold up the timers of others.
  private mutating func open(
    _ stored: StoredCase
  ) throws(StoreError) -> Result<(record: CaseRecord, definition: WorkflowDefinition), TimerFailure> {
    do throws(StoreError) {
      if let found = try find(.caseID(stored.heading.id)) { return .success(found) }
      return .failure(
        TimerFailure(
          why: Words(
            ja: "案件の定義 `\(stored.heading.workflow)` に誤りがあります",
            en: "the case's definition of `\(stored.heading.workflow)` has errors")))
    } catch {
      switch error {
      case .corrupt, .missingKey: return .failure(TimerFailure(why: error.message))
      default: throw error
      }
    }
  }

  /// Fires one timer; one that cannot fire is noted and leaves the case as it was.
  ///
  /// - Returns: why it could not.
  private mutating func fire(
    _ timer: TimerRecord, _ record: inout CaseRecord, _ definition: WorkflowDefinition
  ) throws(StoreError) -> Words? {
    let decision = try decide(definition, in: service.world(.system, now: now)) { [record] world, observation in
      CaseDecider.decide(.timer(id: timer.id), on: record, definition, in: world, observing: &observation)
    }
    let why: Words
    switch decision {
    case .commit(let commit):
      switch try settle(commit, before: record, definition, CommitExtras()) {
      case .success(let after):
        record = after
        return nil
      case .failure(let failure): why = failure.why
      }
    case .failed(let words): why = words
    case .refused(let refusal): why = refusal.message
    case .unreadable: why = Words(ja: "タイマーを動かせません", en: "the timer could not fire")
    }
    try note(timer.id, ofCase: record.id, why)
    return why
  }

  private func note(_ timer: String, ofCase id: String, _ why: Words) throws(StoreError) {
    let earlier = try transaction.timerFailures(caseID: id).first { $0.timerID == timer }
    let attempts = (earlier?.attempts ?? 0) + 1
    try transaction.note(
      StoredTimerFailure(
        caseID: id, timerID: timer, attempts: attempts, failedAt: now,
        nextTry: Instant(milliseconds: now.milliseconds + StoredTimerFailure.pause(afterAttempts: attempts)),
        ja: why.ja, en: why.en))
  }

  /// Fires what is overdue in a case, each timer a macrostep and an entry of its own.
  ///
  /// One that fails does not keep the case from going on.
  mutating func fireOverdue(_ record: inout CaseRecord, _ definition: WorkflowDefinition) throws(StoreError) {
    if record.overdueTimers(at: now).isEmpty { return }
    var waiting = Set(
      try transaction.timerFailures(caseID: record.id).filter { now < $0.nextTry }.map(\.timerID))
    for _ in 0..<CaseService.timersBeforeACommand {
      guard let timer = record.overdueTimers(at: now).first(where: { !waiting.contains($0.id) }) else { return }
      if try fire(timer, &record, definition) != nil { waiting.insert(timer.id) }
    }
  }
}
