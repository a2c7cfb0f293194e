// Cases that begin by themselves: the last occurrence of each schedule that has come is opened, once, however many
// workers look and whenever they do.
//
// Every occurrence has an idempotency key of its own, kept with the case it opened. What came while nothing ran is made
// good by its last occurrence alone: nobody wants three selections because a machine stood still for three years. The
// others are told.

public import KoshaRules
public import KoshaSource

/// Opens the cases of schedules.
public struct ScheduleService: Sendable {
  let cases: CaseService

  /// What a look at the schedules came to.
  public struct Report: Sendable {
    /// The cases opened: workflow, schedule, the occurrence's day, the case's number.
    public var opened: [(workflow: String, schedule: String, occurrence: String, number: String)] = []
    /// Occurrences that came while nothing ran and are not opened any more.
    public var missed: [(workflow: String, schedule: String, occurrence: String)] = []
    /// What could not be opened, and why.
    public var failed: [(workflow: String, schedule: String, occurrence: String, why: Words)] = []
  }

  /// How many missed occurrences are told at most.
  static let toldMissed = 100

  /// A service over the same store.
  public init(_ cases: CaseService) {
    self.cases = cases
  }

  /// Opens what is to be opened now.
  public func openDue() throws(StoreError) -> Report {
    var report = Report()
    let now = cases.clock.now()
    let world = cases.world(.system, now: now)
    for (definition, schedule) in schedules() {
      guard let due = schedule.occurrences(around: now, definition, in: world).last,
        definition.effective.contains(world.environment(of: definition).today)
      else { continue }
      let key = Self.key(schedule, definition, due.name)
      // A look is cheaper than the lock for writing, and nearly always enough.
      let isOpened = try cases.store.read { (snapshot) throws(StoreError) in try snapshot.receipt(key) != nil }
      if isOpened { continue }
      let outcome = try cases.store.write { (transaction) throws(StoreError) -> Outcome? in
        if try transaction.receipt(key) != nil { return nil }
        var run = try CommandRun(cases, transaction, .system, .ja)
        let missed = try missed(before: due, schedule, definition, in: transaction)
        return Outcome(missed: missed, opening: try run.open(definition, by: schedule, requestID: key))
      }
      guard let outcome else { continue }
      report.missed += outcome.missed.map { (definition.id, schedule.id, $0) }
      switch outcome.opening {
      case .success(let number): report.opened.append((definition.id, schedule.id, due.name, number))
      case .failure(let failure): report.failed.append((definition.id, schedule.id, due.name, failure.why))
      }
    }
    return report
  }

  /// When the next occurrence comes, nil where there is none.
  public func nextOccurrence() -> Instant? {
    let now = cases.clock.now()
    let world = cases.world(.system, now: now)
    return schedules().compactMap { definition, schedule in
      schedule.occurrences(around: now, definition, in: world).next?.at
    }.min()
  }

  private struct Outcome {
    var missed: [String]
    var opening: Result<String, NotOpened>
  }

  /// The schedules of all workflows in force that compile.
  private func schedules() -> [(WorkflowDefinition, ScheduleDeclaration)] {
    cases.shelf.workflows.flatMap { workflow -> [(WorkflowDefinition, ScheduleDeclaration)] in
      guard let compilation = cases.shelf.current(workflow), let definition = compilation.definition,
        !compilation.diagnostics.hasErrors
      else { return [] }
      return definition.schedules.map { (definition, $0) }
    }
  }

  private static func key(_ schedule: ScheduleDeclaration, _ definition: WorkflowDefinition, _ name: String) -> String {
    "schedule:\(definition.id)/\(schedule.id)/\(name)"
  }

  /// Occurrences between the last one that was opened and this one; none where none ever was.
  private func missed(
    before due: ScheduleOccurrence, _ schedule: ScheduleDeclaration, _ definition: WorkflowDefinition,
    in snapshot: any StoreSnapshot
  ) throws(StoreError) -> [String] {
    let world = cases.world(.system, now: cases.clock.now())
    var missed: [String] = []
    var index = due.index - 1
    while index >= 0, missed.count < Self.toldMissed, let earlier = schedule.occurrence(index, definition, in: world) {
      if try snapshot.receipt(Self.key(schedule, definition, earlier.name)) != nil { return missed.reversed() }
      missed.append(earlier.name)
      index -= 1
    }
    return []
  }
}

extension CommandRun {
  /// Opens a case of a schedule under an idempotency key; the case's number.
  fileprivate mutating func open(
    _ definition: WorkflowDefinition, by schedule: ScheduleDeclaration, requestID: String
  ) throws(StoreError) -> Result<String, NotOpened> {
    let new = try identify(CaseIdentity.id(at: now, random: service.vault.random.bytes(10)), definition)
    let decision = try decide(definition, in: world) { world, observation in
      CaseDecider.open(new, definition, by: schedule, in: world, observing: &observation)
    }
    switch decision {
    case .commit(let commit):
      let request = CommandRequest(
        target: .workflow(definition.id), command: .open(input: [], comment: nil), requestID: requestID)
      switch try commitAndAnswer(
        commit, before: nil, definition, CommitExtras(request: request), request, requestID)
      {
      case .done(let receipt): return .success(receipt.view.record.number)
      case .failed(let words): return .failure(NotOpened(why: words))
      default: return .failure(NotOpened(broken: definition.id))
      }
    case .refused(let refusal): return .failure(NotOpened(why: refusal.message))
    case .failed(let words): return .failure(NotOpened(why: words))
    case .unreadable: return .failure(NotOpened(broken: definition.id))
    }
  }
}
