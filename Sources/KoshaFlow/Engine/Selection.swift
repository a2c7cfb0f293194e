// Which transitions are taken: SCXML appendix D, `selectEventlessTransitions`, `selectTransitions`,
// `removeConflictingTransitions`, `conditionMatch`.

import KoshaRules
import KoshaSource

extension Interpreter {
  /// SCXML's `selectEventlessTransitions`.
  mutating func selectEventlessTransitions() -> [Int] {
    guard hasEventlessTransitions else { return [] }
    return select { definition, state in
      definition.states[state].always
    } matching: { _ in
      true
    }
  }

  /// SCXML's `selectTransitions`: for each active atomic state in document order the first transition of it or of its
  /// nearest ancestor that the event's name and the guards admit.
  mutating func selectTransitions(_ event: Event) -> [Int] {
    if let timer = event.timer {
      return select { definition, state in
        state == timer.state ? definition.states[state].after : []
      } matching: {
        if case .after(let declaration) = $0.trigger { declaration.id == timer.id } else { false }
      }
    }
    let allowed = allowedTransitions
    return select { definition, state in
      definition.states[state].on
    } matching: { transition in
      guard case .event(let patterns) = transition.trigger else { return false }
      if let allowed, !allowed.contains(transition.index) { return false }
      return patterns.contains { $0.admits(event.name) }
    }
  }

  private mutating func select(
    _ candidates: (WorkflowDefinition, Int) -> [Int], matching: (Transition) -> Bool
  ) -> [Int] {
    var enabledTransitions: [Int] = []
    var conditions = ConditionCache()
    for atomicState in snapshot.configuration where definition.isAtomic(atomicState) {
      var next: Int? = atomicState
      search: while let state = next {
        for index in candidates(definition, state) where matching(definition.transitions[index]) {
          if conditionMatch(index, &conditions) {
            if !enabledTransitions.contains(index) { enabledTransitions.append(index) }
            break search
          }
        }
        next = definition.states[state].parent
      }
    }
    return removeConflictingTransitions(enabledTransitions)
  }

  /// SCXML's `removeConflictingTransitions`: of two whose exit sets meet, the one of the descendant stays, else the
  /// earlier in document order.
  func removeConflictingTransitions(_ enabledTransitions: [Int]) -> [Int] {
    guard enabledTransitions.count > 1 else { return enabledTransitions }
    var filteredTransitions: [(transition: Int, exitSet: StateSet)] = []
    for transition in enabledTransitions {
      let exitSet = computeExitSet([transition])
      let source = definition.transitions[transition].source
      let conflicting = filteredTransitions.filter { $0.exitSet.intersects(exitSet) }
      let isPreempted = conflicting.contains {
        !definition.isDescendant(source, of: definition.transitions[$0.transition].source)
      }
      if isPreempted { continue }
      filteredTransitions.removeAll { filtered in conflicting.contains { $0.transition == filtered.transition } }
      filteredTransitions.append((transition, exitSet))
    }
    return filteredTransitions.map(\.transition)
  }

  /// SCXML's `conditionMatch`, once for each transition of a selection: several regions share their ancestors.
  private mutating func conditionMatch(_ transition: Int, _ known: inout ConditionCache) -> Bool {
    if definition.transitions[transition].guards.isEmpty { return true }
    if let answer = known[transition] { return answer }
    let answer = guardsHold(transition)
    known[transition] = answer
    return answer
  }

  /// Whether all guards of a transition hold; a guard that fails counts as false and puts `error.execution` on the
  /// internal queue, once in a macrostep, lest a failing `always` keep it from ever settling.
  private mutating func guardsHold(_ transition: Int) -> Bool {
    let declared = definition.transitions[transition]
    for (number, condition) in declared.guards.enumerated() {
      let verdict = GuardVerdict(evaluate(condition.program, source: declared.source))
      observation?.note(GuardOutcome(transition: transition, number: number, holds: verdict.holds))
      if let failure = verdict.failure {
        let failed = FailedGuard(transition: transition, number: number)
        if !failedGuards.contains(failed) {
          failedGuards.append(failed)
          report(
            ActionProblem(
              action: .guardCondition, state: definition.states[declared.source].id,
              text: condition.program.source.text, reason: failure))
        }
      }
      if !verdict.holds { return false }
    }
    return true
  }
}

/// What a guard's evaluation comes to.
struct GuardVerdict {
  var holds: Bool
  /// Why it failed, where it did; null alone is false without an error.
  var failure: ActionProblem.Reason?

  init(_ evaluation: Evaluation) {
    switch evaluation.value {
    case .boolean(let holds):
      self.holds = holds
    case .null:
      holds = false
      failure = evaluation.remarks.first.map { .remark($0) }
    default:
      holds = false
      failure = .notBoolean(evaluation.value)
    }
  }
}

/// A guard that failed in the macrostep at hand.
struct FailedGuard: Hashable {
  var transition: Int
  var number: Int
}

/// Answers of guards within one selection; few, so that a list is faster than a dictionary.
private struct ConditionCache {
  private var answers: [(transition: Int, holds: Bool)] = []

  subscript(transition: Int) -> Bool? {
    get { answers.first { $0.transition == transition }?.holds }
    set { if let newValue { answers.append((transition, newValue)) } }
  }
}

extension EventPattern {
  /// As `matches`, without taking names apart where one comparison settles it.
  func admits(_ name: String) -> Bool {
    if text == name || tokens.isEmpty { return true }
    if tokens.count == 1, !name.utf8.contains(UInt8(ascii: ".")) { return tokens[0] == name }
    return matches(name)
  }
}
