// What a case is while the engine works on it: states by index, values by slot.

package import KoshaRules

/// A case between two macrosteps.
package struct Snapshot: Sendable {
  /// What a history state remembers.
  package struct Memory: Sendable {
    package var history: Int
    package var states: [Int]
  }

  /// The active states; the workflow itself (index 0) is one of them from its first entry on.
  package var configuration: StateSet
  /// What history states remember, ascending by history state.
  package var memories: [Memory]
  /// The values of the scope's slots; those from `layout.event` on are settled before an expression reads them.
  package var values: [Value]
  /// The decisions made so far, by their place in `decisionIDs`.
  package var decisionsMade: StateSet
  package var tasks: [TaskRecord]
  package var timers: [TimerRecord]
  package var children: [ChildRecord]
  package var ballots: [BallotRecord]
  package var deadlines: [DeadlineRecord]
  package var counter: Int
  package var status: CaseStatus
  package var outcome: String?
  package var output: Value

  /// A case before its first macrostep: every value null, no state active.
  package init(before definition: WorkflowDefinition) {
    configuration = StateSet()
    memories = []
    decisionsMade = StateSet()
    values = Array(repeating: .null, count: definition.layout.firstLocal)
    tasks = []
    timers = []
    children = []
    ballots = []
    deadlines = []
    counter = 0
    status = .active
    outcome = nil
    output = .null
  }

  /// SCXML's `historyValue[id]`.
  package func remembered(by history: Int) -> [Int]? {
    memories.first { $0.history == history }?.states
  }

  package mutating func remember(_ states: [Int], by history: Int) {
    if let index = memories.firstIndex(where: { $0.history >= history }) {
      if memories[index].history == history {
        memories[index].states = states
      } else {
        memories.insert(Memory(history: history, states: states), at: index)
      }
    } else {
      memories.append(Memory(history: history, states: states))
    }
  }
}

extension WorkflowDefinition {
  /// Whether a state has no children (SCXML's `isAtomicState`, final states included).
  func isAtomic(_ state: Int) -> Bool {
    switch states[state].kind {
    case .atomic, .final: true
    case .compound, .parallel, .history: false
    }
  }

  /// SCXML's `isDescendant`: a proper descendant.
  func isDescendant(_ state: Int, of ancestor: Int) -> Bool {
    state > ancestor && state < states[ancestor].end
  }

  /// SCXML's `getChildStates`: history states are none.
  func childStates(of state: Int) -> [Int] {
    states[state].children.filter { !states[$0].isHistory }
  }

  /// The proper descendants as a range of indexes.
  func descendants(of state: Int) -> Range<Int> { state + 1..<max(state + 1, states[state].end) }

  /// The ids of the active basic states in document order.
  package func basicStates(of configuration: StateSet) -> [String] {
    configuration.filter { isAtomic($0) }.map { states[$0].id }
  }
}
