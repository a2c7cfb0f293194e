// A command being weighed: the case as the engine sees it, and who may do what in it.

import KoshaRules
import KoshaSource

/// A case, its definition and the world, with an interpreter that has taken nothing yet.
struct Deliberation {
  let record: CaseRecord
  let definition: WorkflowDefinition
  let world: StepInput
  var interpreter: Interpreter

  init(
    _ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput, observation: Observation? = nil
  ) throws(RecordMismatch) {
    self.record = record
    self.definition = definition
    self.world = world
    interpreter = Interpreter(
      definition, try Snapshot(record, definition), facts: record.facts, in: world, observation: observation)
  }

  /// A case that is not opened yet.
  init(opening record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput, observation: Observation?) {
    self.record = record
    self.definition = definition
    self.world = world
    interpreter = Interpreter(
      definition, Snapshot(before: definition), facts: record.facts, in: world, observation: observation)
  }

  var actor: Actor { world.actor }

  // MARK: Who

  /// Whether the actor is one of those meant; an expression that fails admits nobody.
  mutating func admits(_ who: [Who], source: Int) -> Bool {
    for entry in who {
      switch entry {
      case .anyone: if mayRead() { return true }
      case .role(let role): if actor.roles.contains(role) { return true }
      case .people(let program):
        let evaluation = interpreter.evaluate(program, source: source)
        if !evaluation.isFailure, evaluation.value.personIDs?.contains(actor.id) == true { return true }
      }
    }
    return false
  }

  /// Whether the actor may read the case at all; without `read`, everyone in `people`.
  mutating func mayRead() -> Bool {
    guard actor.isWithin(definition.id) else { return false }
    guard let read = definition.access.read else { return world.workspace.person(actor.id) != nil }
    return admits(read.filter { if case .anyone = $0 { false } else { true } }, source: 0)
      || read.contains { if case .anyone = $0 { true } else { false } } && world.workspace.person(actor.id) != nil
  }

  /// Whether the actor may read a field of the case.
  mutating func mayRead(_ field: DataField) -> Bool {
    mayRead() && (field.read.isEmpty || admits(field.read, source: 0))
  }

  /// What keeps the actor from sending an event that someone else has to send (four eyes), nil where nothing does.
  ///
  /// Exclusion beats every grant: with `--as` it holds for both names, and one that cannot be told excludes. An
  /// operator who acts for two people is not taken for either of them, but nobody is an operator in one eye and
  /// themselves in the other.
  mutating func exclusion(of transition: Transition) -> Exclusion? {
    let names = [actor.id] + [actor.operatorID].compactMap { $0 }
    for exclusion in transition.notBy {
      switch exclusion {
      case .sender(let event):
        guard let sender = record.senders.first(where: { $0.event == event }) else { continue }
        let isOwnOperator = actor.operatorID == nil && sender.operators.contains(actor.id)
        if isOwnOperator || sender.people.contains(where: names.contains) { return exclusion }
      case .who(.anyone):
        return exclusion
      case .who(.role(let role)):
        let operatorRoles = actor.operatorID.flatMap { world.workspace.person($0) }?.roles ?? []
        if actor.roles.contains(role) || operatorRoles.contains(role) { return exclusion }
      case .who(.people(let program)):
        let evaluation = interpreter.evaluate(program, source: transition.source)
        guard let people = evaluation.value.personIDs, !evaluation.isFailure else { return exclusion }
        if people.contains(where: names.contains) { return exclusion }
      }
    }
    return nil
  }

  /// What keeps a deputy out of a workflow that the deputyship does not name.
  var deputyProblem: CaseProblem? {
    guard !actor.isWithin(definition.id), let deputyship = actor.deputyship else { return nil }
    return .outsideDeputyship(
      deputy: deputyship.person, person: actor.id, workflows: deputyship.workflows ?? [])
  }

  // MARK: Which transitions

  /// The transitions of active states that an event's name fits, in the order in which they are tried.
  func candidates(for event: String) -> [Int] {
    activeTransitions.filter { index in
      guard case .event(let patterns) = definition.transitions[index].trigger else { return false }
      return patterns.contains { $0.admits(event) }
    }
  }

  /// The event transitions of active states: for each active basic state its own, then its ancestors'.
  var activeTransitions: [Int] {
    guard record.status == .active else { return [] }
    var result: [Int] = []
    for atomicState in interpreter.snapshot.configuration where definition.isAtomic(atomicState) {
      var next: Int? = atomicState
      while let state = next {
        for index in definition.states[state].on where !result.contains(index) { result.append(index) }
        next = definition.states[state].parent
      }
    }
    return result
  }

  // MARK: Words

  /// The values that an expression read, `amount = 3000000`, in the order of the scope; those of fields that the
  /// actor may not read stay hidden, and with them the answers of decisions that follow from one.
  mutating func readings(of program: Program, _ values: [Value]) -> Readings {
    var readings = Readings()
    let slots = program.slots.filter { $0 < definition.layout.event }
    if slots.isEmpty { return readings }
    var fields: [String] = []
    for field in definition.fields where !mayRead(field) { fields.append(field.name) }
    let hidden = HiddenNames(fields: fields, in: definition)
    for slot in slots {
      let name =
        slot < definition.fields.count
        ? definition.fields[slot].name : definition.decisionIDs[slot - definition.layout.firstDecision]
      readings.values.append((name, hidden.contains(name) ? nil : values[slot].feelText))
    }
    return readings
  }

  func refusal(_ problem: CaseProblem, event: String? = nil) -> Refusal {
    Refusal(
      code: problem.refusalCode, message: problem.message(workspace: world.workspace), event: event,
      state: record.basicStates(definition), condition: problem.condition, missing: problem.missing)
  }
}

/// Values an expression read; nil for one that must stay hidden.
struct Readings: Sendable {
  var values: [(name: String, value: String?)] = []
}
