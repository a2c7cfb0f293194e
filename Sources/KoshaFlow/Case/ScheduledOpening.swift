// A case that a schedule opens: in the name of the program itself, whoever else may open such cases.

import KoshaRules
import KoshaSource

extension CaseDecider {
  /// Opens a case of a schedule.
  static func open(
    _ new: NewCase, _ definition: WorkflowDefinition, by schedule: ScheduleDeclaration, in world: StepInput,
    observing observation: inout Observation?
  ) -> CaseDecision {
    var world = world
    world.actor = .system
    let record = CaseRecord(new, definition, in: world)
    var deliberation = Deliberation(opening: record, definition, in: world, observation: observation)
    defer { observation = deliberation.interpreter.observation }
    return deliberation.open(schedule)
  }
}

extension Deliberation {
  /// Sets what the schedule gives, each field seeing the ones before, then what is initial; then the first macrostep.
  fileprivate mutating func open(_ schedule: ScheduleDeclaration) -> CaseDecision {
    var fork = interpreter
    var bound = BoundInput()
    for assignment in schedule.data {
      let field = definition.fields[assignment.slot]
      let evaluation = fork.evaluate(assignment.program, source: 0)
      let problem: ActionProblem.Reason?
      if evaluation.isFailure {
        problem = evaluation.remarks.first.map { .remark($0) } ?? .noValue
      } else if !field.type.admits(evaluation.value) {
        problem = .type(field: field.name, expected: field.type, value: evaluation.value)
      } else {
        problem = nil
      }
      if let problem {
        return .failed(
          ActionProblem(action: .schedule, state: definition.id, text: field.name, reason: problem).message)
      }
      fork.set(assignment.slot, to: evaluation.value)
      let input = InputField(
        name: field.name, type: field.type, title: field.title, isRequired: false, slot: assignment.slot,
        span: field.span)
      bound.values.append((input, evaluation.value))
    }
    fork.initialise(bound)
    if let problem = checkProblem(StateSet(schedule.data.map(\.slot)), &fork) { return .refused(refusal(problem)) }
    return settle(
      CommitBuilder(record, definition, in: world), nil, kind: .opened, allowed: nil, comment: nil, fork)
  }
}
