// The pure heart of a command: a case, a definition and the world in; a commit or a refusal out.

import KoshaRules
public import KoshaSource

/// The answer to a command.
public enum CaseDecision: Sendable {
  /// Accepted.
  case commit(CaseCommit)
  /// Refused; nothing changes.
  case refused(Refusal)
  /// Values that cannot be read as their fields' types.
  case unreadable([UnreadableInput])
  /// The macrostep did not settle, or the definition is at fault: rolled back whole, with the sentence that says why.
  case failed(Words)
}

/// What a new case is given before it begins.
public struct NewCase: Sendable {
  /// The id.
  public var id: String
  /// The number.
  public var number: String
  /// The handle.
  public var handle: String

  /// Identity of a new case.
  public init(id: String, number: String, handle: String) {
    self.id = id
    self.number = number
    self.handle = handle
  }
}

/// Decides commands.
public enum CaseDecider {
  /// Whether a person may open a case with these values; decides nothing yet, so that no number is used up.
  public static func mayOpen(
    _ definition: WorkflowDefinition, input: [InputValue], in world: StepInput
  ) -> CaseDecision? {
    let record = CaseRecord(NewCase(id: "", number: "", handle: ""), definition, in: world)
    var deliberation = Deliberation(opening: record, definition, in: world, observation: nil)
    return deliberation.openingProblem(input)
  }

  /// Opens a case.
  public static func open(
    _ new: NewCase, _ definition: WorkflowDefinition, input: [InputValue], comment: String?, in world: StepInput
  ) -> CaseDecision {
    var observation: Observation?
    return open(new, definition, input: input, comment: comment, in: world, observing: &observation)
  }

  /// As `open`, telling an observation what coverage wants to know.
  static func open(
    _ new: NewCase, _ definition: WorkflowDefinition, input: [InputValue], comment: String?, in world: StepInput,
    observing observation: inout Observation?
  ) -> CaseDecision {
    let record = CaseRecord(new, definition, in: world)
    var deliberation = Deliberation(opening: record, definition, in: world, observation: observation)
    defer { observation = deliberation.interpreter.observation }
    return deliberation.open(input, comment: comment)
  }

  /// Opens a case that another case wants, in the name of whoever moved that one.
  ///
  /// - Parameters:
  ///   - opener: the case that wants it.
  ///   - data: the fields it begins with; they override what `initial` says.
  static func open(
    _ new: NewCase, _ definition: WorkflowDefinition, for opener: Opener, data: [Context.Entry], in world: StepInput,
    observing observation: inout Observation?
  ) -> CaseDecision {
    var record = CaseRecord(new, definition, in: world)
    record.opener = opener
    var deliberation = Deliberation(opening: record, definition, in: world, observation: observation)
    defer { observation = deliberation.interpreter.observation }
    return deliberation.open(data)
  }

  /// Opens a case as another case does, for a scenario of a workflow that no person may open.
  static func openUnasked(
    _ new: NewCase, _ definition: WorkflowDefinition, input: [InputValue], in world: StepInput,
    observing observation: inout Observation?
  ) -> CaseDecision {
    let record = CaseRecord(new, definition, in: world)
    var deliberation = Deliberation(opening: record, definition, in: world, observation: observation)
    defer { observation = deliberation.interpreter.observation }
    return deliberation.openUnasked(input)
  }

  /// Decides a command on a case; never looks at whether timers are overdue (the caller fires them first).
  public static func decide(
    _ command: CaseCommand, on record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> CaseDecision {
    var observation: Observation?
    return decide(command, on: record, definition, in: world, observing: &observation)
  }

  /// As `decide`, telling an observation what coverage wants to know.
  ///
  /// - Parameter earlier: for what takes a step back, the case before it; nil where there is none.
  static func decide(
    _ command: CaseCommand, on record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput,
    earlier: EarlierCase? = nil, observing observation: inout Observation?
  ) -> CaseDecision {
    var world = world
    // A timer acts by itself, whoever's command made it look at the clock.
    if case .timer = command { world.actor = .system }
    var deliberation: Deliberation
    do {
      deliberation = try Deliberation(record, definition, in: world, observation: observation)
    } catch {
      return .failed(error.message)
    }
    defer { observation = deliberation.interpreter.observation }
    if let problem = deliberation.deputyProblem { return .refused(deliberation.refusal(problem)) }
    let decision: CaseDecision
    switch command {
    case .open:
      preconditionFailure("a case that exists is not opened; `open` is for new ones")
    case .event(let name, let input, let comment) where deliberation.isVote(name):
      decision = deliberation.vote(input, comment: comment)
    case .event(let name, let input, let comment):
      decision = deliberation.decide(event: name, input: input, comment: comment)
    case .timer(let id):
      decision = deliberation.fire(id)
    case .claim(let task):
      decision = deliberation.claim(task)
    case .release(let task):
      decision = deliberation.release(task)
    case .comment(let text):
      decision = deliberation.comment(text)
    case .check(let item, let isDone):
      decision = deliberation.check(item, isDone: isDone)
    case .assign(let task, let person):
      decision = deliberation.assign(task, to: person)
    case .delegate(let task, let person):
      decision = deliberation.delegate(task, to: person)
    case .handOver(let from, let to):
      decision = deliberation.handOver(from: from, to: to)
    case .message(let event):
      decision = deliberation.receive(event)
    case .abandon:
      decision = deliberation.cancel(comment: nil)
    case .cancel(let comment):
      decision = deliberation.withdraw(comment: comment)
    case .correct(let input, let comment):
      decision = deliberation.correct(input, comment: comment)
    case .back(let comment):
      decision = deliberation.back(to: earlier, comment: comment)
    case .reopen(let comment):
      decision = deliberation.reopen(to: earlier, comment: comment)
    }
    if case .refused(var refusal) = decision, let event = refusal.event {
      refusal.alternatives = deliberation.availability().filter { $0.event != event }
      return .refused(refusal)
    }
    return decision
  }

  /// For each event that a transition of an active state names: whether the actor could send it now, else why not.
  ///
  /// In document order of first mention, then events of other states with the reason `state`.
  public static func availability(
    _ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> [EventAvailability] {
    guard var deliberation = try? Deliberation(record, definition, in: world) else { return [] }
    return deliberation.availability()
  }

  /// Whether someone may read the case at all.
  public static func mayRead(
    _ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> Bool {
    guard var deliberation = try? Deliberation(record, definition, in: world) else { return false }
    return deliberation.mayRead()
  }

  /// Whether someone may read a field of the case.
  public static func mayRead(
    field: DataField, of record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> Bool {
    guard var deliberation = try? Deliberation(record, definition, in: world) else { return false }
    return deliberation.mayRead(field)
  }
}

extension CaseRecord {
  /// A case before its first entry.
  init(_ new: NewCase, _ definition: WorkflowDefinition, in world: StepInput) {
    self.init(
      id: new.id, number: new.number, handle: new.handle, workflow: definition.id, version: 0,
      definition: definition.digest, revision: 0, status: .active, outcome: nil, output: .null, openedAt: world.now,
      openedBy: world.actor.id, updatedAt: world.now, updatedBy: world.actor.id, configuration: [], history: [],
      data: [], decisions: [], event: .null, senders: [], tasks: [], timers: [], counter: 0, headEntry: nil)
  }
}
