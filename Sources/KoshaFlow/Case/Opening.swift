// The opening of a case: who may, with which values, and its first macrostep.

import KoshaRules
import KoshaSource

extension Deliberation {
  /// What keeps the actor from opening a case with these values; nil where nothing does.
  mutating func openingProblem(_ input: [InputValue]) -> CaseDecision? {
    let workflow = NamedTitle(definition.id, definition.title)
    if let problem = deputyProblem { return .refused(refusal(problem)) }
    if !definition.effective.contains(world.environment(of: definition).today) {
      return .refused(refusal(.notInForce(workflow: workflow, definition.effective)))
    }
    if !mayOpen() {
      let by = definition.access.open.map { $0.map(\.text) } ?? []
      return .refused(refusal(.mayNotOpen(workflow: workflow, by: by)))
    }
    if let problem = inputProblem(input, definition.access.openInput) { return .refused(refusal(problem)) }
    switch read(input, definition.access.openInput) {
    case .failure(let failure): return .unreadable(failure.unreadable)
    case .success(let bound):
      var fork = interpreter
      fork.initialise(bound)
      return checkProblem(StateSet(bound.values.compactMap(\.field.slot)), &fork).map { .refused(refusal($0)) }
    }
  }

  /// Opens the case as another case would, with values that are read by their fields' types.
  mutating func openUnasked(_ input: [InputValue]) -> CaseDecision {
    let fields = definition.inputFields
    if let problem = inputProblem(input, fields) { return .refused(refusal(problem)) }
    switch read(input, fields) {
    case .failure(let failure): return .unreadable(failure.unreadable)
    case .success(let bound): return open(bound.values.map { Context.Entry($0.field.name, $0.value) })
    }
  }

  /// Opens the case with values that another case gives; what cannot be is the other case's to learn.
  mutating func open(_ data: [Context.Entry]) -> CaseDecision {
    let workflow = NamedTitle(definition.id, definition.title)
    if !definition.effective.contains(world.environment(of: definition).today) {
      return .refused(refusal(.notInForce(workflow: workflow, definition.effective)))
    }
    var given: [(field: DataField, slot: Int, value: Value)] = []
    for entry in data {
      guard let slot = definition.fields.firstIndex(where: { $0.name == entry.name }) else {
        let names = definition.fields.map(\.name)
        return .refused(
          refusal(
            .unknownInput(
              name: entry.name, nearest: Suggestion.nearest(to: entry.name, in: names), accepted: names)))
      }
      let field = definition.fields[slot]
      guard field.type.admits(entry.value) else {
        return .failed(
          ActionProblem.Reason.type(field: field.name, expected: field.type, value: entry.value).message)
      }
      given.append((field, slot, entry.value))
    }
    var fork = interpreter
    for (_, slot, value) in given { fork.set(slot, to: value) }
    fork.initialise(except: StateSet(given.map(\.slot)))
    if let problem = checkProblem(StateSet(given.map(\.slot)), &fork) { return .refused(refusal(problem)) }
    return settle(
      CommitBuilder(record, definition, in: world), nil, kind: .opened, allowed: nil, comment: nil, fork)
  }

  private mutating func mayOpen() -> Bool {
    guard let open = definition.access.open else { return world.workspace.person(actor.id) != nil }
    return admits(open, source: 0)
  }

  /// Opens the case.
  mutating func open(_ input: [InputValue], comment: String?) -> CaseDecision {
    if let failure = payloadFailure(input, comment: comment) { return failure }
    if let problem = openingProblem(input) { return problem }
    guard case .success(let bound) = read(input, definition.access.openInput) else { return .unreadable([]) }
    var fork = interpreter
    fork.initialise(bound)
    return settle(
      CommitBuilder(record, definition, in: world), nil, kind: .opened, allowed: nil, comment: comment, fork)
  }
}

extension Interpreter {
  /// Sets what an opening gives, then the initial value of every other field, in declared order.
  mutating func initialise(_ bound: BoundInput) {
    for (field, value) in bound.values {
      if let slot = field.slot { set(slot, to: value) }
    }
    initialise(except: StateSet(bound.values.compactMap(\.field.slot)))
  }

  /// Sets the initial value of every field that was not given, in declared order.
  mutating func initialise(except given: StateSet) {
    for (slot, field) in definition.fields.enumerated() {
      guard let program = field.initial, !given.contains(slot) else { continue }
      let evaluation = evaluate(program, source: 0)
      if case .null = evaluation.value, let remark = evaluation.remarks.first {
        report(ActionProblem(action: .initial, state: definition.id, text: field.name, reason: .remark(remark)))
      } else if !field.type.admits(evaluation.value) {
        report(
          ActionProblem(
            action: .initial, state: definition.id, text: field.name,
            reason: .type(field: field.name, expected: field.type, value: evaluation.value)))
      } else {
        set(slot, to: evaluation.value)
      }
    }
  }
}
