// Targets of a transition in, the states they enter out: `computeEntrySet` without a configuration.

/// The states that targets enter.
struct NullEntry {
  private let graph: StateGraph
  private(set) var states: Set<Int> = []
  /// Those that begin by default.
  private(set) var defaults: Set<Int> = []
  /// Parents of histories among the targets, of which anything may be entered again.
  private(set) var remembered: Set<Int> = []

  init(_ graph: StateGraph) {
    self.graph = graph
  }

  /// Enters targets and what lies between them and the domain; regions without a target begin by default.
  mutating func add(_ targets: [Int], below domain: Int) {
    var path: Set<Int> = []
    for target in targets {
      var state = target
      while state != domain, path.insert(state).inserted, let parent = graph.states[state].parent { state = parent }
    }
    for state in path.sorted() where !graph.states[state].isHistory {
      states.insert(state)
      guard graph.states[state].kind == .parallel else { continue }
      for child in graph.states[state].children where !path.contains(child) && !graph.states[child].isHistory {
        begin(child)
      }
    }
    for target in targets {
      let node = graph.states[target]
      guard node.isHistory, let parent = node.parent else {
        begin(target)
        continue
      }
      remembered.insert(parent)
      if let initial = node.initial {
        add(initial.targets, below: parent)
      } else if let first = graph.states[parent].children.first(where: { !graph.states[$0].isHistory }) {
        begin(graph.states[parent].initial?.targets.first { !graph.states[$0].isHistory } ?? first)
      }
    }
  }

  private mutating func begin(_ state: Int) {
    states.insert(state)
    let node = graph.states[state]
    switch node.kind {
    case .compound:
      guard defaults.insert(state).inserted else { return }
      if let initial = node.initial { add(initial.targets, below: state) }
    case .parallel:
      for child in node.children where !graph.states[child].isHistory { begin(child) }
    case .atomic, .final, .history: break
    }
  }
}
