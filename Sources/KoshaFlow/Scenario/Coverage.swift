// What the scenarios of a workflow went through, out of all there is.

import KoshaRules
import KoshaSource

/// Collects over all scenarios of a workflow.
struct CoverageLedger: Sendable {
  private let definition: WorkflowDefinition
  var observation: Observation? = Observation()
  private var transitions: Set<Int> = []
  private var rules: Set<String> = []

  init(_ definition: WorkflowDefinition) {
    self.definition = definition
  }

  mutating func note(_ entry: EntryDraft) {
    for transition in entry.transitions { transitions.insert(transition.index) }
    for decision in entry.decisions { note(decision.decision, fired: decision.fired) }
  }

  mutating func note(_ outcome: DecisionOutcome) {
    for made in outcome.flattened { note(made.decision, fired: made.fired) }
  }

  private mutating func note(_ decision: String, fired: [String]) {
    for rule in fired { rules.insert("\(decision)/\(rule)") }
  }

  var coverage: Coverage {
    let states = definition.states.filter { $0.index != 0 && !$0.isHistory }
    let entered = observation?.entered ?? StateSet()
    let guards = definition.transitions.flatMap { transition in
      transition.guards.indices.flatMap { number in
        [true, false].map { GuardOutcome(transition: transition.index, number: number, holds: $0) }
      }
    }
    return Coverage(
      states: part(states.map { ($0.id, entered.contains($0.index)) }),
      transitions: part(definition.transitions.map { (definition.name(of: $0), transitions.contains($0.index)) }),
      rules: part(allRules.map { ($0, rules.contains($0)) }),
      guards: part(guards.map { (name(of: $0), observation?.guards.contains($0) ?? false) }))
  }

  /// Every rule as `decision/rule`, in file order; a rule that several versions have counts once.
  private var allRules: [String] {
    var result: [String] = []
    for decision in definition.decisions.decisions {
      for rule in decision.ruleIDs where !result.contains("\(decision.id)/\(rule)") {
        result.append("\(decision.id)/\(rule)")
      }
    }
    return result
  }

  private func name(of outcome: GuardOutcome) -> String {
    let transition = definition.transitions[outcome.transition]
    let text = transition.guards[outcome.number].program.source.text.trimmed
    return "\(definition.name(of: transition)) [\(text)] \(outcome.holds)"
  }

  private func part(_ things: [(name: String, isCovered: Bool)]) -> Coverage.Part {
    let missed = things.filter { !$0.isCovered }.map(\.name)
    return Coverage.Part(covered: things.count - missed.count, total: things.count, missed: missed)
  }
}

extension WorkflowDefinition {
  /// A name that finds a transition: `SOURCE: TRIGGER → TARGETS`, followed by `#N` where several of a state share it.
  func name(of transition: Transition) -> String {
    let name = plainName(of: transition)
    let namesakes = transitions.filter { $0.source == transition.source && plainName(of: $0) == name }
    guard namesakes.count > 1, let number = namesakes.firstIndex(where: { $0.index == transition.index }) else {
      return name
    }
    return "\(name) #\(number + 1)"
  }

  private func plainName(of transition: Transition) -> String {
    let trigger =
      switch transition.trigger {
      case .event(let patterns): patterns.map(\.text).joined(separator: ", ")
      case .always: "always"
      case .after(let timer): timer.id
      }
    let targets = transition.targets.map { " \(states[$0].id)" }.joined(separator: ",")
    return "\(states[transition.source].id): \(trigger)" + (targets.isEmpty ? "" : " →\(targets)")
  }
}
