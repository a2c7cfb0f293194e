// Eventless transitions that always can be taken and lead back to where they began: a macrostep that never settles.

import KoshaSource

/// The check of `always` without guard.
enum EventlessCircles {
  static func check(_ graph: StateGraph, into bag: inout DiagnosticBag) {
    // 0 not visited, 1 on the current path, 2 done.
    var marks = Array(repeating: 0, count: graph.states.count)
    for start in graph.states where start.kind == .atomic && graph.isReachable[start.index] {
      var path: [(leaf: Int, transition: Transition)] = []
      // Nil where what is entered ends the way, or is not known.
      var next: Int? = start.index
      while let leaf = next, marks[leaf] == 0, let transition = forced(graph, leaf) {
        marks[leaf] = 1
        path.append((leaf, transition))
        next = transition.targets.isEmpty ? leaf : basicState(graph, entering: transition.targets)
      }
      if let leaf = next, marks[leaf] == 1, let first = path.firstIndex(where: { $0.leaf == leaf }) {
        let circle = path[first...]
        if let head = circle.first {
          bag.add(
            CheckProblem.eventlessCircle(circle.map { graph.states[$0.leaf].id }), at: head.transition.span)
        }
      }
      for step in path { marks[step.leaf] = 2 }
      if let leaf = next { marks[leaf] = 2 }
    }
  }

  /// The eventless transition that is taken for certain in a state: the first of the innermost state that has any.
  private static func forced(_ graph: StateGraph, _ leaf: Int) -> Transition? {
    var state: Int? = leaf
    while let index = state {
      let node = graph.states[index]
      // Another region may move first, or leave the state.
      if node.kind == .parallel { return nil }
      if let first = node.always.first {
        let transition = graph.definition.transitions[first]
        return transition.guards.isEmpty ? transition : nil
      }
      state = node.parent
    }
    return nil
  }

  /// The basic state that entering one target leads to, where that does not depend on memory or regions.
  private static func basicState(_ graph: StateGraph, entering targets: [Int]) -> Int? {
    var targets = targets
    while targets.count == 1 {
      let node = graph.states[targets[0]]
      switch node.kind {
      case .atomic: return node.index
      case .compound: targets = node.initial?.targets ?? []
      case .final, .parallel, .history: return nil
      }
    }
    return nil
  }
}
