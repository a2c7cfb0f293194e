// The round between cases: what one step sends is delivered after it, and what that leads to after that, until all rest.
//
// Everything happens in the transaction of the command that began it: cases that belong together are never seen
// half-way, and nothing is sent twice or lost.

import KoshaRules
import KoshaSource

/// Where cases are found and kept: a transaction of a store, or the memory of a scenario.
protocol CaseNeighbourhood {
  associatedtype Failure: Error

  /// What commands are decided in, in the name of whoever began the round.
  var world: StepInput { get }
  /// A case and its definition; nil where there is no such case or its definition does not compile.
  mutating func find(_ address: Address) throws(Failure) -> (record: CaseRecord, definition: WorkflowDefinition)?
  /// The definition in force; else why no case can be opened by it.
  mutating func definition(_ workflow: String) throws(Failure) -> Result<WorkflowDefinition, NotOpened>
  /// The number and handle of a new case.
  mutating func identify(_ caseID: String, _ definition: WorkflowDefinition) throws(Failure) -> NewCase
  /// Keeps what a command decided.
  mutating func keep(_ commit: CaseCommit, before: CaseRecord?, _ definition: WorkflowDefinition) throws(Failure)
  /// What coverage wants to know of a definition's run, where it is asked for.
  mutating func observe(
    _ definition: WorkflowDefinition, _ decide: (inout Observation?) -> CaseDecision
  ) -> CaseDecision
}

/// Why a case cannot be opened by a workflow.
struct NotOpened: Error {
  var why: Words
}

extension CaseNeighbourhood {
  /// Decides with what is known of other cases: where a step would write to one that is not there or is over, it is
  /// decided again knowing so, since the error belongs into the step itself (SCXML §6.2.3).
  mutating func decide(
    _ definition: WorkflowDefinition, in world: StepInput, _ decide: (StepInput, inout Observation?) -> CaseDecision
  ) throws(Failure) -> CaseDecision {
    var world = world
    while true {
      let decision = observe(definition) { decide(world, &$0) }
      guard case .commit(let commit) = decision else { return decision }
      let unknown = try unreachable(of: commit.messages).filter { !world.unreachable.contains($0) }
      if unknown.isEmpty { return decision }
      world.unreachable += unknown
    }
  }

  private mutating func unreachable(of messages: [Message]) throws(Failure) -> [Address] {
    var result: [Address] = []
    for message in messages {
      guard case .event(let event, let address) = message, event.ending == nil, !result.contains(address) else {
        continue
      }
      // A child that this very step opens is not there yet and will be.
      let isOpening = messages.contains {
        if case .open(let child, _) = $0 { address == .caseID(child.caseID) } else { false }
      }
      if !isOpening, try find(address)?.record.status != .active { result.append(address) }
    }
    return result
  }

  /// Delivers what a step sent, and what follows, each in the name of whoever made the step.
  ///
  /// - Returns: why everything has to be taken back, nil where all came to rest.
  mutating func deliver(_ commit: CaseCommit) throws(Failure) -> Words? {
    var round = Deliveries(commit)
    while let (message, sender) = round.next() {
      if let failure = round.overLimit(world.limits) { return failure }
      let failure: Words?
      switch message {
      case .open(let child, let data): failure = try open(child, data, for: sender, &round)
      case .event(let event, let address): failure = try send(event, to: address, from: sender, &round)
      case .cancel(let caseID): failure = try cancel(caseID, for: sender, &round)
      }
      if let failure { return failure }
    }
    return nil
  }

  private func world(of sender: Sender) -> StepInput {
    var world = world
    world.actor = sender.actor
    return world
  }

  private mutating func open(
    _ child: ChildRecord, _ data: [Context.Entry], for sender: Sender, _ round: inout Deliveries
  ) throws(Failure) -> Words? {
    let definition: WorkflowDefinition
    switch try self.definition(child.workflow) {
    case .success(let found): definition = found
    case .failure(let problem):
      tell(sender, notOpened: child, problem.why, &round)
      return nil
    }
    let new = try identify(child.caseID, definition)
    let decision = try decide(definition, in: world(of: sender)) { world, observation in
      CaseDecider.open(
        new, definition, for: sender.facts.opener(of: child.id), data: data, in: world, observing: &observation)
    }
    switch decision {
    case .commit(let commit):
      try keep(commit, before: nil, definition)
      round.add(commit)
    case .refused(let refusal): tell(sender, notOpened: child, refusal.message, &round)
    case .failed(let words): tell(sender, notOpened: child, words, &round)
    case .unreadable(let inputs):
      tell(sender, notOpened: child, inputs.first?.message ?? Words(""), &round)
    }
    return nil
  }

  /// `error.communication` for a case that wanted to open one; its record of the child ends as cancelled.
  private func tell(_ sender: Sender, notOpened child: ChildRecord, _ why: Words, _ round: inout Deliveries) {
    let problem = ActionProblem(
      action: child.boundTo == nil ? .open : .child, state: child.boundTo ?? "", text: child.workflow,
      reason: .notOpened(why))
    let ending = ChildEnding(caseID: child.caseID, status: .cancelled, state: [], outcome: nil, output: .null)
    round.tell(sender, problem, id: nil, ending: ending, at: world.now)
  }

  private mutating func send(
    _ event: PostedEvent, to address: Address, from sender: Sender, _ round: inout Deliveries
  ) throws(Failure) -> Words? {
    guard let (found, definition) = try find(address), found.status == .active else {
      // The end of a child, and errors, are for a case that may be over by now.
      if event.ending == nil, !event.isPlatform {
        round.tell(sender, problem(event, .unreachable(address.text)), id: event.id, at: world.now)
      }
      return nil
    }
    var record = found
    if let failure = try fireOverdue(&record, definition, at: event.at, for: sender, &round) { return failure }
    if record.status != .active { return nil }
    let failure: Words
    switch try decide(record, definition, .message(event), for: sender) {
    case .commit(let commit):
      try keep(commit, before: record, definition)
      round.add(commit)
      return nil
    case .failed(let words): failure = words
    case .refused(let refusal): failure = refusal.message
    case .unreadable(let inputs): failure = inputs.first?.message ?? Words("")
    }
    // What cannot be told a second time takes everything back rather than being lost.
    if event.ending != nil || event.isPlatform { return failure }
    round.tell(sender, problem(event, .notTaken(failure)), id: event.id, at: world.now)
    return nil
  }

  private func problem(_ event: PostedEvent, _ reason: ActionProblem.Reason) -> ActionProblem {
    ActionProblem(action: .send, state: "", text: event.name, reason: reason)
  }

  private mutating func cancel(
    _ caseID: String, for sender: Sender, _ round: inout Deliveries
  ) throws(Failure) -> Words? {
    guard let (record, definition) = try find(.caseID(caseID)), record.status == .active else { return nil }
    switch try decide(record, definition, .abandon, for: sender) {
    case .commit(let commit):
      try keep(commit, before: record, definition)
      round.add(commit)
      return nil
    case .failed(let words): return words
    case .refused(let refusal): return refusal.message
    case .unreadable: return nil
    }
  }

  private mutating func decide(
    _ record: CaseRecord, _ definition: WorkflowDefinition, _ command: CaseCommand, for sender: Sender
  ) throws(Failure) -> CaseDecision {
    try decide(definition, in: world(of: sender)) { world, observation in
      CaseDecider.decide(command, on: record, definition, in: world, observing: &observation)
    }
  }

  /// What is overdue when an event comes fires first; a timer that fails does not keep its case from hearing the event.
  ///
  /// - Returns: why everything has to be taken back.
  private mutating func fireOverdue(
    _ record: inout CaseRecord, _ definition: WorkflowDefinition, at moment: Instant, for sender: Sender,
    _ round: inout Deliveries
  ) throws(Failure) -> Words? {
    var failed: Set<String> = []
    while record.status == .active,
      let timer = record.overdueTimers(at: moment).first(where: { !failed.contains($0.id) })
    {
      round.count()
      if let failure = round.overLimit(world.limits) { return failure }
      switch try decide(record, definition, .timer(id: timer.id), for: sender) {
      case .commit(let commit):
        try keep(commit, before: record, definition)
        round.add(commit)
        // As it was kept: the next entry follows the one just written.
        record = try find(.caseID(record.id))?.record ?? commit.record
      case .failed, .refused, .unreadable: failed.insert(timer.id)
      }
    }
    return nil
  }
}

/// The case that sends, and who made the step in which it does: a person, or `system` for a timer.
struct Sender {
  var facts: CaseFacts
  var actor: Actor
}

/// The messages of one round, the first sent first.
struct Deliveries {
  private var queue: [(message: Message, sender: Sender)] = []
  private var head = 0
  private var delivered = 0

  init(_ commit: CaseCommit) {
    add(commit)
  }

  mutating func next() -> (message: Message, sender: Sender)? {
    guard head < queue.count else { return nil }
    delivered += 1
    head += 1
    return queue[head - 1]
  }

  mutating func count() {
    delivered += 1
  }

  /// The sentence that takes everything back where cases go on sending to each other.
  func overLimit(_ limits: EngineLimits) -> Words? {
    delivered > limits.messages ? EngineFailure.messagesDoNotRest(limit: limits.messages).message : nil
  }

  /// Adds what a commit sends.
  mutating func add(_ commit: CaseCommit) {
    let sender = Sender(facts: commit.record.facts, actor: commit.entries.last?.actor ?? .system)
    queue += commit.messages.map { ($0, sender) }
  }

  /// Adds an error for a sender.
  mutating func tell(
    _ sender: Sender, _ problem: ActionProblem, id: String?, ending: ChildEnding? = nil, at now: Instant
  ) {
    queue.append(
      (
        .event(
          PostedEvent(
            name: problem.eventName, id: id, data: problem.eventData, at: now, ending: ending, isPlatform: true),
          to: .caseID(sender.facts.id)), sender
      ))
  }
}

extension Address {
  /// As an author would write it.
  var text: String {
    switch self {
    case .caseID(let id): id
    case .reference(let text): text
    }
  }
}
