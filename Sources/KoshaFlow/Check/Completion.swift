// Transitions that wait for the completion of a state that can never complete.

import KoshaSource

/// The check of `done.state.ID`.
enum Completion {
  static func check(_ graph: StateGraph, into bag: inout DiagnosticBag) {
    for transition in graph.possible {
      guard case .event(let patterns) = transition.trigger, patterns.count == 1,
        let state = completed(by: patterns[0], graph), !graph.canComplete(state.index)
      else { continue }
      bag.add(CheckProblem.neverCompletes(state.id), at: transition.span)
    }
  }

  /// The compound or parallel state whose completion a pattern names.
  private static func completed(by pattern: EventPattern, _ graph: StateGraph) -> StateNode? {
    let prefix = "done.state."
    guard pattern.text.hasPrefix(prefix),
      let state = graph.definition.state(String(pattern.text.dropFirst(prefix.count))),
      state.kind == .compound || state.kind == .parallel
    else { return nil }
    return state
  }
}
