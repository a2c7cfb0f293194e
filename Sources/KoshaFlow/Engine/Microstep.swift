// One microstep: a set of compatible transitions taken together (SCXML appendix D, `microstep`), and its record.

import KoshaRules

/// What one microstep did.
package struct Microstep: Sendable {
  /// The transitions taken, in order; empty for the entry of a new case.
  package var transitions: [Int]
  package var exited: StateSet
  package var entered: StateSet
}

/// What one macrostep did, beside the snapshot it leaves.
package struct Macrostep: Sendable {
  /// The event that set it off; nil for the opening of a case.
  package var event: Event?
  package var microsteps: [Microstep] = []
  /// Slots of the data fields set, ascending.
  package var assigned: StateSet = StateSet()
  package var decisions: [DecisionRecord] = []
  package var logs: [String] = []
  package var errors: [ActionProblem] = []
  package var effects: [Effect] = []
  /// What goes to other cases, in order.
  package var messages: [Message] = []

  package init(event: Event?) {
    self.event = event
  }
}

extension Interpreter {
  /// SCXML's `microstep`: exit states, run the transitions' content, enter states.
  mutating func microstep(_ enabledTransitions: [Int]) throws(EngineFailure) {
    let exited = try exitStates(enabledTransitions)
    for transition in enabledTransitions {
      try executeBlock(definition.transitions[transition].actions, source: definition.transitions[transition].source)
    }
    let entered = try enterStates(enabledTransitions)
    step.microsteps.append(Microstep(transitions: enabledTransitions, exited: exited, entered: entered))
    observation?.entered.formUnion(entered)
  }
}
