// A compiled workflow in, what may be active and where transitions lead out; guards count as holding.
//
// Every answer errs on one side: what is called unreachable, stuck or endless is so for all data and all events.

/// Which states may be active, and which of them can be left.
struct StateGraph {
  let definition: WorkflowDefinition
  /// By state: whether it may ever be active (for a history state: whether it is ever a target).
  private(set) var isReachable: [Bool]
  /// Transitions whose source may be active.
  private(set) var possible: [Transition] = []
  private var isEnteredByDefault: [Bool]
  private var pending: [Int] = []

  init(_ definition: WorkflowDefinition) {
    self.definition = definition
    isReachable = Array(repeating: false, count: definition.states.count)
    isEnteredByDefault = isReachable
    enterByDefault(0)
    while let state = pending.popLast() {
      let node = definition.states[state]
      for index in node.on + node.always + node.after {
        let transition = definition.transitions[index]
        possible.append(transition)
        if !transition.targets.isEmpty { enter(transition.targets, below: domain(of: transition)) }
      }
    }
    possible.sort { $0.index < $1.index }
  }

  var states: [StateNode] { definition.states }

  /// SCXML's transition domain: the state whose descendants a transition may leave; its source where it leaves none.
  func domain(of transition: Transition) -> Int {
    let source = states[transition.source]
    if transition.targets.isEmpty { return source.index }
    if transition.isInternal, source.kind == .compound,
      transition.targets.allSatisfy({ isDescendant($0, of: source.index) })
    {
      return source.index
    }
    var ancestor = source.parent ?? 0
    while let parent = states[ancestor].parent {
      if states[ancestor].kind == .compound, transition.targets.allSatisfy({ isDescendant($0, of: ancestor) }) { break }
      ancestor = parent
    }
    return ancestor
  }

  func isDescendant(_ state: Int, of ancestor: Int) -> Bool {
    (ancestor + 1..<states[ancestor].end).contains(state)
  }

  /// Whether both may be active at once: one contains the other, or they lie in different regions.
  func mayBeActiveTogether(_ left: Int, _ right: Int) -> Bool {
    if left == right || isDescendant(left, of: right) || isDescendant(right, of: left) { return true }
    var ancestor = left
    while !isDescendant(right, of: ancestor) {
      guard let parent = states[ancestor].parent else { return false }
      ancestor = parent
    }
    return states[ancestor].kind == .parallel
  }

  /// The possible transitions that leave an active state.
  func waysOut(of state: Int) -> [Transition] {
    possible.filter {
      !$0.targets.isEmpty && isDescendant(state, of: domain(of: $0)) && mayBeActiveTogether($0.source, state)
    }
  }

  /// Whether a state can complete: a final one has, a compound one has a final child, a parallel one only such regions.
  func canComplete(_ state: Int) -> Bool {
    let node = states[state]
    if node.ballot != nil { return true }
    switch node.kind {
    case .final: return isReachable[state]
    case .compound: return node.children.contains { states[$0].kind == .final && isReachable[$0] }
    case .parallel: return node.children.allSatisfy { states[$0].isHistory || canComplete($0) }
    case .atomic, .history: return false
    }
  }

  // MARK: - Entering

  private mutating func mark(_ state: Int) {
    guard !isReachable[state] else { return }
    isReachable[state] = true
    pending.append(state)
  }

  private mutating func enterByDefault(_ state: Int) {
    guard !isEnteredByDefault[state] else { return }
    isEnteredByDefault[state] = true
    mark(state)
    let node = states[state]
    switch node.kind {
    case .compound:
      if let initial = node.initial { enter(initial.targets, below: state) }
    case .parallel:
      for child in node.children where !states[child].isHistory { enterByDefault(child) }
    case .atomic, .final, .history: break
    }
  }

  /// Enters targets and what lies between them and the domain; regions without a target begin by default.
  private mutating func enter(_ targets: [Int], below domain: Int) {
    var path: Set<Int> = []
    for target in targets {
      var state = target
      while state != domain, path.insert(state).inserted, let parent = states[state].parent { state = parent }
    }
    for state in path.sorted() {
      mark(state)
      guard states[state].kind == .parallel else { continue }
      for child in states[state].children where !path.contains(child) && !states[child].isHistory {
        enterByDefault(child)
      }
    }
    for target in targets {
      // What a history state remembers has been active before; only its default is new.
      if states[target].isHistory, let initial = states[target].initial, let parent = states[target].parent {
        enter(initial.targets, below: parent)
      } else {
        enterByDefault(target)
      }
    }
  }
}
