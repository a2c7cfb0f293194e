// Which events someone could send now, and why not the others.

import KoshaRules
import KoshaSource

extension Deliberation {
  /// Every event that a person may send in some state: those of the active states first, in document order.
  mutating func availability() -> [EventAvailability] {
    var result: [EventAvailability] = []
    let active = activeTransitions.sorted()
    for event in events(of: active) {
      result.append(availability(of: event, candidates(for: event)))
    }
    for event in events(of: Array(definition.transitions.indices))
    where !result.contains(where: { $0.event == event }) {
      let transitions = definition.transitions.indices.filter { definition.transitions[$0].isSet(offBy: event) }
      result.append(availability(of: event, transitions, elsewhere: true))
    }
    if let vote = voteAvailability() { result.insert(vote, at: 0) }
    return result
  }

  /// The events by which persons set off some transitions, in order of first mention; a pattern stands for the
  /// events that the workflow names and it matches.
  private func events(of transitions: [Int]) -> [String] {
    var result: [String] = []
    func add(_ event: String) {
      if !result.contains(event) { result.append(event) }
    }
    for index in transitions {
      guard definition.transitions[index].by != nil, case .event(let patterns) = definition.transitions[index].trigger
      else { continue }
      for pattern in patterns {
        if pattern.text.hasSuffix("*") {
          for event in definition.events where pattern.admits(event.name) { add(event.name) }
        } else {
          add(pattern.tokens.joined(separator: "."))
        }
      }
    }
    return result
  }

  private mutating func availability(
    of event: String, _ matching: [Int], elsewhere: Bool = false
  ) -> EventAvailability {
    let ofPersons = matching.filter { definition.transitions[$0].by != nil }
    let title = ofPersons.compactMap { definition.transitions[$0].title }.first
    let named = NamedTitle(event, definition.title(ofEvent: event))
    let problem = problem(named, elsewhere ? [] : matching)
    let shown = problem == nil ? admitted(ofPersons) : ofPersons
    let first = shown.first ?? ofPersons.first
    var states: [Words] = []
    if case .notInState(_, _, let belongsTo)? = problem { states = belongsTo.map(\.title) }
    return EventAvailability(
      event: event, title: title ?? named.title, by: who(ofPersons),
      input: first.map { definition.transitions[$0].input } ?? [],
      commentRequired: shown.allSatisfy { definition.transitions[$0].commentRequired } && !shown.isEmpty,
      whyNot: problem.map { [workspace = world.workspace] in ($0.refusalCode, $0.message(workspace: workspace)) },
      states: states)
  }

  private mutating func problem(_ event: NamedTitle, _ matching: [Int]) -> CaseProblem? {
    if let problem = admissionProblem(event: event, matching) { return problem }
    let admitted = admitted(matching)
    // A guard that reads what the event itself may set, or the event, cannot be told before it is sent.
    if admitted.contains(where: { !canTellGuards(definition.transitions[$0]) }) { return nil }
    var fork = interpreter
    let refusals = guardRefusals(admitted, nil, &fork)
    return refusals.count == admitted.count ? .guards(refusals) : nil
  }

  private func canTellGuards(_ transition: Transition) -> Bool {
    let settable = transition.input.compactMap(\.slot)
    return transition.guards.allSatisfy { condition in
      !condition.program.slots.contains { $0 == definition.layout.event || settable.contains($0) }
    }
  }
}

extension Transition {
  fileprivate func isSet(offBy event: String) -> Bool {
    guard by != nil, case .event(let patterns) = trigger else { return false }
    return patterns.contains { $0.admits(event) }
  }
}
