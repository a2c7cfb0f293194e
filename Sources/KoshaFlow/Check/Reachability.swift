// States that are never active, that nothing leads out of, or from which the case can never end.

import KoshaSource

/// The checks of a state's past and future.
enum Reachability {
  static func check(_ graph: StateGraph, into bag: inout DiagnosticBag) {
    let states = graph.states
    for state in states where !graph.isReachable[state.index] {
      // What lies inside an unreachable state goes without saying.
      if let parent = state.parent, !graph.isReachable[parent] { continue }
      bag.add(CheckProblem.unreachableState(state.id), at: state.span)
    }
    let ends = states.filter { $0.kind == .final && $0.parent == 0 && graph.isReachable[$0.index] }
    if ends.isEmpty { bag.add(CheckProblem.noEnd, at: states[0].span) }
    let basic = states.filter { isBasic($0) && graph.isReachable[$0.index] && !($0.kind == .final && $0.parent == 0) }
    let waysOut = basic.map { graph.waysOut(of: $0.index) }
    let finishing = finishing(graph, ends: ends, basic: basic, waysOut: waysOut)
    for (state, ways) in zip(basic, waysOut) {
      if ways.isEmpty {
        bag.add(CheckProblem.deadEnd(state.id), at: state.span)
      } else if !ends.isEmpty, !finishing.contains(state.index) {
        bag.add(CheckProblem.cannotEnd(state.id), at: state.span)
      }
    }
  }

  private static func isBasic(_ state: StateNode) -> Bool { state.kind == .atomic || state.kind == .final }

  /// The basic states from which some sequence of transitions leads to the end of the case.
  private static func finishing(
    _ graph: StateGraph, ends: [StateNode], basic: [StateNode], waysOut: [[Transition]]
  ) -> Set<Int> {
    var finishing = Set(ends.map(\.index))
    var isSettled = false
    while !isSettled {
      isSettled = true
      for (state, ways) in zip(basic, waysOut) where !finishing.contains(state.index) {
        let leadsOn = ways.contains { way in way.targets.contains { leads(to: $0, graph, finishing) } }
        if leadsOn {
          finishing.insert(state.index)
          isSettled = false
        }
      }
    }
    return finishing
  }

  /// Whether entering a target may bring about one of `finishing`.
  private static func leads(to target: Int, _ graph: StateGraph, _ finishing: Set<Int>) -> Bool {
    let state = graph.states[target]
    let whole = state.isHistory ? state.parent.map { graph.states[$0] } ?? state : state
    return (whole.index..<whole.end).contains { finishing.contains($0) }
  }
}
