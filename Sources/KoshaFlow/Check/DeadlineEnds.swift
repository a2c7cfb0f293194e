// Deadlines whose end can never come about from where they begin.

import KoshaSource

/// The check of `from` and `until`.
enum DeadlineEnds {
  static func check(_ graph: StateGraph, into bag: inout DiagnosticBag) {
    for deadline in graph.definition.deadlines where !deadline.until.isEmpty {
      // States that are never active are told already.
      let begins = deadline.from.filter { graph.isReachable[$0] }
      if begins.isEmpty { continue }
      let reached = reached(from: begins, graph)
      if !deadline.until.contains(where: reached.contains) {
        bag.add(CheckProblem.deadlineNeverEnds(deadline.id), at: deadline.span)
      }
    }
  }

  /// Every state that may be entered once one of these was, guards counting as holding.
  private static func reached(from begins: [Int], _ graph: StateGraph) -> Set<Int> {
    var active: Set<Int> = []
    var entered: Set<Int> = []
    for state in begins { enter(state, &active, graph) }
    var transitions = graph.possible.filter { !$0.targets.isEmpty }
    while true {
      let count = transitions.count
      transitions.removeAll { transition in
        guard active.contains(where: { graph.mayBeActiveTogether($0, transition.source) }) else { return false }
        for target in transition.targets {
          let state = graph.states[target].isHistory ? graph.states[target].parent ?? target : target
          enter(state, &active, graph)
          enter(state, &entered, graph)
        }
        return true
      }
      if transitions.count == count { return entered.union(begins) }
    }
  }

  /// Adds a state with everything around and inside it.
  private static func enter(_ state: Int, _ states: inout Set<Int>, _ graph: StateGraph) {
    var next: Int? = state
    while let outer = next {
      states.insert(outer)
      next = graph.states[outer].parent
    }
    states.formUnion(state..<graph.states[state].end)
  }
}
