// Timers that are due, over all cases: what `run --once` does. Several workers may run at once; each timer fires once.

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

  /// A service over the same store.
  public init(_ cases: CaseService) {
    self.cases = cases
  }

  /// Fires what is due now, the longest overdue first; what firing arms is due in a later run unless it is overdue
  /// already.
  ///
  /// - Parameter limit: how many timers fire at most.
  public func fireDue(limit: Int = .max) throws(StoreError) -> Report {
    var report = Report()
    var passed: Set<String> = []
    while report.fired.count < limit {
      let due = try cases.store.read { (snapshot) throws(StoreError) -> [StoredTimer] in
        let now = cases.now(after: try snapshot.head())
        // Timers that failed stay due, so as many more are asked for.
        return try snapshot.dueTimers(at: now, limit: passed.count + 100)
      }
      let fresh = due.filter { !passed.contains("\($0.caseID)/\($0.timerID)") }
      if fresh.isEmpty { return report }
      for timer in fresh.prefix(limit - report.fired.count) {
        try fire(timer, into: &report, passed: &passed)
      }
    }
    return report
  }

  private func fire(
    _ timer: StoredTimer, into report: inout Report, passed: inout Set<String>
  ) throws(StoreError) {
    let result = try cases.store.write { (transaction) throws(StoreError) -> (String, Words?)? in
      var run = try CommandRun(cases, transaction, .system, .ja)
      guard let stored = try transaction.storedCase(id: timer.caseID) else { return nil }
      let number = stored.heading.number
      guard let definition = try cases.shelf.pinned(stored.heading, in: transaction).definition else {
        return (
          number,
          Words(
            ja: "案件の定義 `\(stored.heading.workflow)` に誤りがあります",
            en: "the case's definition of `\(stored.heading.workflow)` has errors")
        )
      }
      guard var record = try run.find(.caseID(timer.caseID))?.record else { return nil }
      // Another worker may have fired it, or an event may have left its state.
      guard let armed = record.overdueTimers(at: run.now).first(where: { $0.id == timer.timerID }) else { return nil }
      switch try run.fire(armed, &record, definition) {
      case nil: return (number, nil)
      case .failed(let words)?: return (number, words)
      case .refused(let refusal)?: return (number, refusal.message)
      case _?: return (number, Words(ja: "タイマーを動かせません", en: "the timer could not fire"))
      }
    }
    guard let (number, failure) = result else { return }
    if let failure {
      report.failed.append((number, timer.timerID, failure))
      passed.insert("\(timer.caseID)/\(timer.timerID)")
    } else {
      report.fired.append((number, timer.timerID))
    }
  }
}
