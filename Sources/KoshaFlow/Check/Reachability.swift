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

  /// The basic states from which some sequence of transitions leads to the end of the case: backwards from the ends,
  /// each state once.
  private static func finishing(
    _ graph: StateGraph, ends: [StateNode], basic: [StateNode], waysOut: [[Transition]]
  ) -> Set<Int> {
    var sources = [[Int]](repeating: [], count: graph.states.count)
    for (state, ways) in zip(basic, waysOut) {
      for target in ways.flatMap(\.targets) { sources[entered(by: target, graph)].append(state.index) }
    }
    var waiting = ends.map(\.index)
    var finishing = Set(waiting)
    while let reached = waiting.popLast() {
      // Entering any ancestor may bring about the state.
      var entered: Int? = reached
      while let state = entered {
        for source in sources[state] where finishing.insert(source).inserted { waiting.append(source) }
        entered = graph.states[state].parent
      }
    }
    return finishing
  }

  /// The state that entering a target may fill: itself, or the parent of a history state.
  private static func entered(by target: Int, _ graph: StateGraph) -> Int {
    graph.states[target].isHistory ? graph.states[target].parent ?? target : target
  }
}
