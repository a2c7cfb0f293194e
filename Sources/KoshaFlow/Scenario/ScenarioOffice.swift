// The cases of one scenario, in memory: the one it tells of and those that it leads to, on one clock.

import KoshaRules
import KoshaSource

/// Where the cases of a scenario live.
struct ScenarioOffice: CaseNeighbourhood {
  typealias Failure = Never

  /// Timers that may fire while one step waits.
  private static let timerLimit = 10_000

  private let main: WorkflowDefinition
  private let catalogue: any DefinitionCatalogue
  var world: StepInput
  private(set) var ledger: CoverageLedger
  private var cases: [String: (record: CaseRecord, definition: WorkflowDefinition)] = [:]
  /// Case ids in order of opening.
  private var order: [String] = []
  private var numbers: [String: Int] = [:]
  /// What was put into the outbox since the last act began.
  var outbox: [Effect] = []

  init(
    _ main: WorkflowDefinition, among catalogue: any DefinitionCatalogue, _ world: StepInput, _ ledger: CoverageLedger
  ) {
    self.main = main
    self.catalogue = catalogue
    self.world = world
    self.ledger = ledger
  }

  /// A case with its children as they stand now.
  func current(_ caseID: String) -> (record: CaseRecord, definition: WorkflowDefinition)? {
    guard var found = cases[caseID] else { return nil }
    for index in found.record.children.indices where found.record.children[index].status == .active {
      guard let child = cases[found.record.children[index].caseID] else { continue }
      found.record.children[index].number = child.record.number
      found.record.children[index].state = child.record.basicStates(child.definition)
    }
    return found
  }

  /// Keeps a commit and delivers what it sends.
  ///
  /// - Returns: why nothing of it holds, nil where all does.
  mutating func settle(_ commit: CaseCommit, before: CaseRecord?, _ definition: WorkflowDefinition) -> Words? {
    let earlier = self
    keep(commit, before: before, definition)
    guard let failure = deliver(commit) else { return nil }
    self = earlier
    return failure
  }

  /// Fires timers of all cases in the order in which they become due, each at its time.
  mutating func fire(until end: Instant) -> ScenarioStop? {
    let actor = world.actor
    defer { world.actor = actor }
    world.actor = .system
    var fired = 0
    while let (caseID, timer) = nextTimer(until: end), let (record, definition) = current(caseID) {
      fired += 1
      if fired > Self.timerLimit { return ScenarioStop(.endlessTimers(limit: Self.timerLimit)) }
      world.now = max(world.now, timer.due)
      let decision = decide(definition, in: world) { world, observation in
        CaseDecider.decide(.timer(id: timer.id), on: record, definition, in: world, observing: &observation)
      }
      switch decision {
      case .commit(let commit):
        if let failure = settle(commit, before: record, definition) { return ScenarioStop(.failed(failure)) }
      case .failed(let words): return ScenarioStop(.failed(words))
      case .refused(let refusal): return ScenarioStop(.refused(refusal.code, refusal.message))
      case .unreadable: return nil
      }
    }
    return nil
  }

  private func nextTimer(until end: Instant) -> (caseID: String, timer: TimerRecord)? {
    var next: (caseID: String, timer: TimerRecord)?
    for caseID in order {
      guard let record = cases[caseID]?.record, record.status == .active,
        let timer = record.overdueTimers(at: end).first
      else { continue }
      if next.map({ timer.due < $0.timer.due }) ?? true { next = (caseID, timer) }
    }
    return next
  }

  // MARK: CaseNeighbourhood

  func find(_ address: Address) -> (record: CaseRecord, definition: WorkflowDefinition)? {
    switch address {
    case .caseID(let id): current(id)
    case .reference(let text):
      order.first { $0 == text || cases[$0]?.record.number == text }.flatMap { current($0) }
    }
  }

  func definition(_ workflow: String) -> Result<WorkflowDefinition, NotOpened> {
    if workflow == main.id { return .success(main) }
    guard let compilation = catalogue.compilation(of: workflow) else {
      return .failure(NotOpened(unknown: workflow, among: catalogue.workflows))
    }
    guard let definition = compilation.definition, !compilation.diagnostics.hasErrors else {
      return .failure(NotOpened(broken: workflow))
    }
    return .success(definition)
  }

  mutating func identify(_ caseID: String, _ definition: WorkflowDefinition) -> NewCase {
    let frame = definition.number.frame(on: world.environment(of: definition).today)
    numbers[frame.before, default: 0] += 1
    let digits = String(numbers[frame.before] ?? 1)
    let padding = String(repeating: "0", count: max(0, frame.width - digits.utf8.count))
    return NewCase(
      id: caseID, number: frame.before + padding + digits + frame.after, handle: String(repeating: "0", count: 32))
  }

  mutating func keep(_ commit: CaseCommit, before: CaseRecord?, _ definition: WorkflowDefinition) {
    if before == nil { order.append(commit.record.id) }
    cases[commit.record.id] = (commit.record, definition)
    outbox += commit.effects.map(\.effect)
    if definition.digest == main.digest {
      for entry in commit.entries { ledger.note(entry) }
    }
  }

  mutating func observe(
    _ definition: WorkflowDefinition, _ decide: (inout Observation?) -> CaseDecision
  ) -> CaseDecision {
    // What the scenarios of a workflow cover is of that workflow alone.
    if definition.digest == main.digest { return decide(&ledger.observation) }
    var nothing: Observation?
    return decide(&nothing)
  }
}
