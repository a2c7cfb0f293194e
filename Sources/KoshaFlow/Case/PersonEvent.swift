// A person's event: every reason to refuse it in the order of language.md §6, else what it leads to.

import KoshaRules
import KoshaSource

extension Deliberation {
  /// Decides an event that the actor sends.
  mutating func decide(event: String, input: [InputValue], comment: String?) -> CaseDecision {
    if let failure = payloadFailure(input, comment: comment) { return failure }
    let title = NamedTitle(event, definition.title(ofEvent: event))
    let matching = candidates(for: event)
    if let problem = admissionProblem(event: title, matching) { return .refused(refusal(problem, event: event)) }
    let admitted = admitted(matching)
    let uncommented = admitted.filter { definition.transitions[$0].commentRequired }
    let commented =
      comment?.trimmed.isEmpty ?? true ? admitted.filter { !uncommented.contains($0) } : admitted
    if commented.isEmpty { return .refused(refusal(.commentMissing(event: title), event: event)) }
    let accepting = commented.filter { inputProblem(input, definition.transitions[$0].input) == nil }
    if accepting.isEmpty { return .refused(refusal(bestInputProblem(input, commented), event: event)) }
    return take(event, input: input, comment: comment, accepting)
  }

  /// Of several declarations that do not accept the input, the problem of the first that knows all the names.
  private func bestInputProblem(_ input: [InputValue], _ transitions: [Int]) -> CaseProblem {
    let problems = transitions.compactMap { inputProblem(input, definition.transitions[$0].input) }
    let missing = problems.first { if case .missingInput = $0 { true } else { false } }
    return missing ?? problems.first ?? .missingInput([])
  }

  /// Reads, sets and checks the input, then tries the guards over the new data.
  ///
  /// Transitions that bind a name differently (one keeps it, another sees it in `event.data` alone) are tried one
  /// binding after another.
  private mutating func take(
    _ event: String, input: [InputValue], comment: String?, _ accepting: [Int]
  ) -> CaseDecision {
    var unreadable: [UnreadableInput] = []
    var refusals: [CaseProblem] = []
    for group in bindings(accepting, input) {
      let declared = group.flatMap { definition.transitions[$0].input }
      let bound: BoundInput
      switch read(input, definition.transitions[group[0]].input) {
      case .success(let read): bound = read
      case .failure(let failure):
        unreadable = unreadable.isEmpty ? failure.unreadable : unreadable
        continue
      }
      var fork = interpreter
      for (field, value) in bound.values {
        if let slot = field.slot { fork.set(slot, to: value) }
      }
      let taken = Event(
        name: event, kind: .person, data: bound.data(declared: declared), by: actor.id, at: world.now)
      if let problem = checkProblem(StateSet(bound.values.compactMap(\.field.slot)), &fork) {
        refusals.append(problem)
        continue
      }
      var trial = fork
      if trial.enabledTransitions(taken, allowed: group).isEmpty {
        interpreter.observation = trial.observation
        refusals.append(.guards(guardRefusals(group, taken, &fork)))
        continue
      }
      return run(taken, allowed: group, comment: comment, fork)
    }
    if let problem = refusals.first { return .refused(refusal(problem, event: event)) }
    return .unreadable(unreadable)
  }

  /// Groups transitions that bind the given names alike, in the order of their first members.
  private func bindings(_ transitions: [Int], _ input: [InputValue]) -> [[Int]] {
    func binding(_ transition: Int) -> [Binding] {
      definition.transitions[transition].input.compactMap { field in
        input.contains { $0.name == field.name } ? Binding(name: field.name, type: field.type, slot: field.slot) : nil
      }.sorted { $0.name < $1.name }
    }
    var groups: [(binding: [Binding], members: [Int])] = []
    for transition in transitions {
      let own = binding(transition)
      if let index = groups.firstIndex(where: { $0.binding == own }) {
        groups[index].members.append(transition)
      } else {
        groups.append((own, [transition]))
      }
    }
    return groups.map(\.members)
  }

  /// How one transition takes one name.
  private struct Binding: Equatable {
    var name: String
    var type: ValueType
    var slot: Int?
  }

  private mutating func run(_ event: Event, allowed: [Int], comment: String?, _ fork: Interpreter) -> CaseDecision {
    var builder = CommitBuilder(record, definition, in: world)
    builder.noteSender(of: event.name)
    return settle(builder, event, kind: .event, allowed: allowed, comment: comment, fork)
  }

  // MARK: Reasons

  /// The first of state, role, four eyes, assignee and checklist that refuses an event; nil where none does.
  mutating func admissionProblem(event: NamedTitle, _ matching: [Int]) -> CaseProblem? {
    if matching.isEmpty { return stateProblem(event) }
    let ofPersons = matching.filter { definition.transitions[$0].by != nil }
    if ofPersons.isEmpty { return .ofNoPerson(event: event) }
    let granted = granted(ofPersons)
    if granted.isEmpty { return .notInRole(event: event, by: who(ofPersons)) }
    let eligible = granted.filter { exclusion(of: definition.transitions[$0]) == nil }
    if eligible.isEmpty, let exclusion = granted.compactMap({ exclusion(of: definition.transitions[$0]) }).first {
      return exclusionProblem(event, exclusion)
    }
    if !eligible.contains(where: { isForActor(definition.transitions[$0]) }) {
      return .notAssignee(
        event: event, assignee: eligible.first.flatMap { interpreter.assignee(of: definition.transitions[$0].source) })
    }
    let own = eligible.filter { isForActor(definition.transitions[$0]) }
    let open = own.map { openItems(of: definition.transitions[$0]) }
    if open.allSatisfy({ !$0.isEmpty }), let items = open.first { return .checklist(event: event, items: items) }
    return nil
  }

  /// The transitions that role, four eyes, assignee and checklist leave to the actor.
  mutating func admitted(_ matching: [Int]) -> [Int] {
    granted(matching.filter { definition.transitions[$0].by != nil }).filter { index in
      let transition = definition.transitions[index]
      return exclusion(of: transition) == nil && isForActor(transition) && openItems(of: transition).isEmpty
    }
  }

  private mutating func granted(_ transitions: [Int]) -> [Int] {
    transitions.filter { index in
      let transition = definition.transitions[index]
      return admits(transition.by ?? [], source: transition.source)
    }
  }

  private func isForActor(_ transition: Transition) -> Bool {
    !transition.assigneeOnly || interpreter.assignee(of: transition.source) == actor.id
  }

  private func stateProblem(_ event: NamedTitle) -> CaseProblem {
    if record.status != .active { return .ended(record.status) }
    let belongsTo = definition.transitions.filter { transition in
      guard case .event(let patterns) = transition.trigger, transition.by != nil else { return false }
      return patterns.contains { $0.admits(event.id) }
    }.map(\.source)
    if belongsTo.isEmpty {
      return .unknownEvent(event.id, nearest: Suggestion.nearest(to: event.id, in: definition.events.map(\.name)))
    }
    let sources = StateSet(belongsTo)
    return .notInState(
      event: event,
      current: interpreter.snapshot.configuration.filter { definition.isAtomic($0) }.map(named(state:)),
      belongsTo: sources.map(named(state:)))
  }

  func named(state: Int) -> NamedTitle { NamedTitle(definition.states[state].id, definition.states[state].title) }

  private func exclusionProblem(_ event: NamedTitle, _ exclusion: Exclusion) -> CaseProblem {
    switch exclusion {
    case .sender(let earlier):
      .tookPart(event: event, earlier: NamedTitle(earlier, definition.title(ofEvent: earlier)))
    case .who(let who):
      .excluded(event: event, who: who.text)
    }
  }

  /// Who may set off any of some transitions, as text, each once.
  func who(_ transitions: [Int]) -> [String] {
    var result: [String] = []
    for entry in transitions.flatMap({ definition.transitions[$0].by ?? [] }) where !result.contains(entry.text) {
      result.append(entry.text)
    }
    return result
  }

  /// For each transition its first guard that does not hold, with the values it read.
  mutating func guardRefusals(
    _ transitions: [Int], _ event: Event?, _ fork: inout Interpreter
  ) -> [CaseProblem.GuardRefusal] {
    if let event { fork.take(event) }
    var refusals: [CaseProblem.GuardRefusal] = []
    for index in transitions {
      let transition = definition.transitions[index]
      for condition in transition.guards {
        let verdict = GuardVerdict(fork.evaluate(condition.program, source: transition.source))
        if verdict.holds { continue }
        refusals.append(
          CaseProblem.GuardRefusal(
            text: String(condition.program.source.text.trimmed),
            readings: readings(of: condition.program, fork.snapshot.values), reason: condition.message,
            failure: verdict.failure?.message))
        break
      }
    }
    return refusals
  }
}

extension Who {
  /// As the file writes it: a role's id, `anyone`, or the expression behind `=`.
  package var text: String {
    switch self {
    case .anyone: TaskRecord.anyone
    case .role(let role): role
    case .people(let program): "= \(program.source.text.trimmed)"
    }
  }
}
