// Transitions of one state whose order decides: those that can never be tried, and guards that can hold together.

import KoshaRules
import KoshaSource

/// The checks of what one state does on one event.
enum TransitionOrder {
  static func check(_ graph: StateGraph, into bag: inout DiagnosticBag) {
    let algebra = GuardAlgebra(graph.definition)
    let transitions = graph.definition.transitions
    let regions = transitions.map { $0.guards.isEmpty ? nil : algebra.regions(of: $0.guards) }
    for transition in transitions {
      if let first = transition.guards.first, let ways = regions[transition.index], ways.isEmpty {
        let text = transition.conditionText
        bag.add(CheckProblem.neverHolds(text), at: first.program.source.place)
      }
    }
    for state in graph.states where graph.isReachable[state.index] {
      for list in [state.on, state.always] {
        for (position, later) in list.enumerated() {
          for earlier in list[..<position] {
            let pair = (transitions[earlier], transitions[later])
            guard let event = sharedEvent(pair.0, pair.1), haveSameAudience(pair.0, pair.1) else { continue }
            if report(pair.0, pair.1, event: event.name, regions, algebra, into: &bag) { break }
          }
        }
      }
    }
  }

  /// Reports what is certain about two transitions for one event; whether anything was.
  private static func report(
    _ earlier: Transition, _ later: Transition, event: String?, _ regions: [[Region]?], _ algebra: GuardAlgebra,
    into bag: inout DiagnosticBag
  ) -> Bool {
    let related = [Diagnostic.Related(span: earlier.span, message: CheckProblem.triedBefore)]
    if earlier.guards.isEmpty {
      bag.add(CheckProblem.neverTried(event: event), at: later.span, related: related)
      return true
    }
    // A last transition without guard is what happens otherwise.
    guard !later.guards.isEmpty, let left = regions[earlier.index], let right = regions[later.index],
      let common = algebra.common(left, right)
    else { return false }
    let witness = common.keys.sorted().compactMap { name in common[name]?.text(of: name) }.joined(separator: ", ")
    bag.add(
      CheckProblem.overlap(event: event, witness: witness), at: later.guards[0].program.source.place, related: related)
    return true
  }

  /// What sets both off: the event whose pattern both have, nil inside for eventless ones; nil where nothing does.
  private static func sharedEvent(_ left: Transition, _ right: Transition) -> (name: String?, Void)? {
    switch (left.trigger, right.trigger) {
    case (.always, .always): return (nil, ())
    case (.event(let patterns), .event(let others)):
      // The later one must be taken wholly by the earlier: each of its patterns.
      guard let first = others.first,
        others.allSatisfy({ other in patterns.contains { other.tokens.starts(with: $0.tokens) } })
      else { return nil }
      return (first.text, ())
    default: return nil
    }
  }

  /// Whether the same people may send both with the same values, so that guards alone decide between them.
  private static func haveSameAudience(_ left: Transition, _ right: Transition) -> Bool {
    audience(left) == audience(right)
  }

  private static func audience(_ transition: Transition) -> [String] {
    var parts = [transition.by == nil ? "nobody" : "by"]
    for who in transition.by ?? [] { parts.append(text(who)) }
    parts.append("not")
    for exclusion in transition.notBy {
      switch exclusion {
      case .who(let who): parts.append(text(who))
      case .sender(let event): parts.append("event \(event)")
      }
    }
    parts.append("\(transition.assigneeOnly)")
    parts.append("\(transition.commentRequired)")
    for field in transition.input { parts.append("\(field.name) \(field.isRequired) \(field.slot ?? -1)") }
    return parts
  }

  private static func text(_ who: Who) -> String {
    switch who {
    case .anyone: "anyone"
    case .role(let role): "role \(role)"
    case .people(let program): "= \(program.text)"
    }
  }
}
