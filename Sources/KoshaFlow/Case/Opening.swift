// The opening of a case: who may, with which values, and its first macrostep.

import KoshaRules
import KoshaSource

extension Deliberation {
  /// What keeps the actor from opening a case with these values; nil where nothing does.
  mutating func openingProblem(_ input: [InputValue]) -> CaseDecision? {
    let workflow = NamedTitle(definition.id, definition.title)
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
    for (slot, field) in definition.fields.enumerated() {
      guard let program = field.initial, !bound.values.contains(where: { $0.field.slot == slot }) else { continue }
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
