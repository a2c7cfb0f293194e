// One evaluation of a decision over case data: the decisions it requires first, each once, all under one date.

/// The state of an evaluation.
struct DecisionRun {
  let set: DecisionSet
  let date: CalendarDate
  let traced: Bool
  private var values: [Value]
  private var logic: LogicRun
  private var outcomes: [String: DecisionOutcome] = [:]
  private var order: [String] = []

  init(
    set: DecisionSet, date: CalendarDate, values: [Value], environment: EvaluationEnvironment, traced: Bool
  ) {
    self.set = set
    self.date = date
    self.traced = traced
    self.logic = LogicRun(environment: environment, traced: traced)
    // A file on its own sees its decisions' names beside those of the caller's scope.
    self.values = values + Array(repeating: .null, count: max(0, set.slotCount - values.count))
  }

  /// The outcome of a decision with those of all it required.
  mutating func evaluate(_ id: String) -> DecisionOutcome {
    var outcome = outcome(of: id)
    outcome.required = order.compactMap { $0 == id ? nil : outcomes[$0] }
    return outcome
  }

  /// The outcome of a decision, evaluated unless it was before.
  ///
  /// The compiler has cut every circle.
  private mutating func outcome(of id: String) -> DecisionOutcome {
    if let known = outcomes[id] { return known }
    var outcome = DecisionOutcome(decision: id)
    if let decision = set.decision(id, on: date) {
      for required in decision.requires {
        let answer = self.outcome(of: required)
        if !answer.errors.isEmpty { outcome.errors.append(DecisionFault.requiredFailed(required).words) }
        if let slot = set.slots[required] { values[slot] = answer.result }
      }
      if outcome.errors.isEmpty {
        outcome.result = logic.evaluate(decision.logic, values, columns: nil, &outcome)
      }
    } else if set.ids.contains(id) {
      outcome.errors.append(DecisionFault.notInForce(id, date).words)
    } else {
      outcome.errors.append(DecisionFault.unknownDecision(id).words)
    }
    outcomes[id] = outcome
    order.append(id)
    return outcome
  }
}
