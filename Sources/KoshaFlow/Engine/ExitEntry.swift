// Which states are left and entered: SCXML appendix D, `computeExitSet`, `computeEntrySet` and what they rest on.
//
// The workflow itself stands where SCXML has `<scxml>`: it is entered once and left only at the end of the case, and a
// transition of its own is one within it.

import KoshaRules
import KoshaSource

/// What `computeEntrySet` gives.
struct EntrySet {
  var statesToEnter = StateSet()
  var statesForDefaultEntry = StateSet()
  /// The default content of history states, by the parent whose entry it follows.
  var defaultHistoryContent: [(parent: Int, actions: [Action])] = []
}

extension Interpreter {
  /// SCXML's `computeExitSet`.
  func computeExitSet(_ transitions: [Int]) -> StateSet {
    var statesToExit = StateSet()
    for transition in transitions {
      guard let domain = getTransitionDomain(transition) else { continue }
      statesToExit.formUnion(snapshot.configuration.members(in: definition.descendants(of: domain)))
    }
    return statesToExit
  }

  /// SCXML's `getTransitionDomain`; nil for a transition without target.
  func getTransitionDomain(_ transition: Int) -> Int? {
    let declared = definition.transitions[transition]
    guard !declared.targets.isEmpty else { return nil }
    let targets = getEffectiveTargetStates(declared.targets)
    if declared.isInternal, definition.states[declared.source].kind == .compound,
      targets.allSatisfy({ definition.isDescendant($0, of: declared.source) })
    {
      return declared.source
    }
    return findLCCA(of: declared.source, targets)
  }

  /// SCXML's `getEffectiveTargetStates`: history states stand for what they remember, else for their default.
  func getEffectiveTargetStates(_ targets: [Int]) -> [Int] {
    var effective: [Int] = []
    for target in targets {
      let resolved =
        definition.states[target].isHistory
        ? snapshot.remembered(by: target) ?? getEffectiveTargetStates(defaultTargets(ofHistory: target)) : [target]
      for state in resolved where !effective.contains(state) { effective.append(state) }
    }
    return effective
  }

  /// SCXML's `findLCCA`: the least common compound ancestor, the workflow itself where there is no nearer one.
  func findLCCA(of head: Int, _ tail: [Int]) -> Int {
    var next = definition.states[head].parent
    while let ancestor = next, ancestor != 0 {
      if definition.states[ancestor].kind == .compound,
        tail.allSatisfy({ definition.isDescendant($0, of: ancestor) })
      {
        return ancestor
      }
      next = definition.states[ancestor].parent
    }
    return 0
  }

  /// SCXML's `computeEntrySet`.
  func computeEntrySet(_ transitions: [Int]) -> EntrySet {
    var set = EntrySet()
    for transition in transitions {
      let declared = definition.transitions[transition]
      for target in declared.targets { addDescendantStatesToEnter(target, &set) }
      guard let ancestor = getTransitionDomain(transition) else { continue }
      for target in getEffectiveTargetStates(declared.targets) {
        addAncestorStatesToEnter(target, below: ancestor, &set)
      }
    }
    return set
  }

  /// SCXML's `addDescendantStatesToEnter`.
  func addDescendantStatesToEnter(_ state: Int, _ set: inout EntrySet) {
    let node = definition.states[state]
    switch node.kind {
    case .history:
      let parent = node.parent ?? 0
      let targets: [Int]
      if let remembered = snapshot.remembered(by: state) {
        targets = remembered
      } else {
        targets = defaultTargets(ofHistory: state)
        set.defaultHistoryContent.append((parent, node.initial?.actions ?? []))
      }
      for target in targets { addDescendantStatesToEnter(target, &set) }
      for target in targets { addAncestorStatesToEnter(target, below: parent, &set) }
    case .compound:
      set.statesToEnter.insert(state)
      set.statesForDefaultEntry.insert(state)
      let targets = initialTargets(of: state)
      for target in targets { addDescendantStatesToEnter(target, &set) }
      for target in targets { addAncestorStatesToEnter(target, below: state, &set) }
    case .parallel:
      set.statesToEnter.insert(state)
      addRegions(of: state, &set)
    case .atomic, .final:
      set.statesToEnter.insert(state)
    }
  }

  /// SCXML's `addAncestorStatesToEnter`.
  func addAncestorStatesToEnter(_ state: Int, below ancestor: Int, _ set: inout EntrySet) {
    var next = definition.states[state].parent
    while let parent = next, parent != ancestor {
      set.statesToEnter.insert(parent)
      if definition.states[parent].kind == .parallel { addRegions(of: parent, &set) }
      next = definition.states[parent].parent
    }
    // A parallel domain is only the workflow itself: regions that its own transitions left are entered anew.
    if ancestor == 0, definition.states[0].kind == .parallel, next == 0 { addRegions(of: 0, &set) }
  }

  private func addRegions(of parallel: Int, _ set: inout EntrySet) {
    for child in definition.childStates(of: parallel)
    where !set.statesToEnter.contains(child) && !set.statesToEnter.hasMember(in: definition.descendants(of: child)) {
      addDescendantStatesToEnter(child, &set)
    }
  }

  /// Where a compound state begins.
  private func initialTargets(of state: Int) -> [Int] {
    definition.states[state].initial?.targets ?? Array(definition.childStates(of: state).prefix(1))
  }

  /// A history state's default; without one, where its parent begins by itself.
  private func defaultTargets(ofHistory history: Int) -> [Int] {
    let node = definition.states[history]
    if let initial = node.initial, !initial.targets.isEmpty { return initial.targets }
    let parent = node.parent ?? 0
    if definition.states[parent].kind == .parallel { return definition.childStates(of: parent) }
    let targets = initialTargets(of: parent)
    return targets.contains(history) ? Array(definition.childStates(of: parent).prefix(1)) : targets
  }
}

extension Interpreter {
  /// SCXML's `exitStates`; answers the states left.
  mutating func exitStates(_ enabledTransitions: [Int]) throws(EngineFailure) -> StateSet {
    let statesToExit = computeExitSet(enabledTransitions)
    if statesToExit.isEmpty { return statesToExit }
    for state in statesToExit { rememberHistory(of: state) }
    for state in statesToExit.reversed() {
      for block in definition.states[state].exit { try executeBlock(block, source: state) }
      leave(state)
    }
    return statesToExit
  }

  private mutating func rememberHistory(of state: Int) {
    for child in definition.states[state].children {
      guard case .history(let isDeep) = definition.states[child].kind else { continue }
      let remembered = snapshot.configuration.members(in: definition.descendants(of: state)).filter {
        isDeep ? definition.isAtomic($0) : definition.states[$0].parent == state
      }
      snapshot.remember(remembered, by: child)
    }
  }

  private mutating func leave(_ state: Int) {
    snapshot.configuration.remove(state)
    statesToInvoke.remove(state)
    configurationChanged()
    let node = definition.states[state]
    if node.task != nil || node.ballot != nil { snapshot.tasks.removeAll { $0.state == node.id } }
    if node.ballot != nil {
      snapshot.ballots.removeAll { $0.state == node.id }
      snapshot.timers.removeAll { if case .ballot(node.id) = $0.kind { true } else { false } }
    }
    cancelChildren(of: node)
    if !node.after.isEmpty {
      snapshot.timers.removeAll { if case .after(node.id) = $0.kind { true } else { false } }
    }
  }

  /// SCXML's `enterStates`; answers the states entered.
  mutating func enterStates(_ enabledTransitions: [Int]) throws(EngineFailure) -> StateSet {
    try enter(computeEntrySet(enabledTransitions))
  }

  /// Enters the workflow itself and where it begins, for a new case.
  mutating func enterInitialStates() throws(EngineFailure) -> StateSet {
    var set = EntrySet()
    addDescendantStatesToEnter(0, &set)
    return try enter(set)
  }

  private mutating func enter(_ set: EntrySet) throws(EngineFailure) -> StateSet {
    var entered = set.statesToEnter
    // A transition to the workflow itself begins it anew without leaving it.
    let isAnew = entered.contains(0) && snapshot.configuration.contains(0)
    if isAnew { entered.remove(0) }
    for state in set.statesToEnter {
      let node = definition.states[state]
      if !(isAnew && state == 0) {
        snapshot.configuration.insert(state)
        statesToInvoke.insert(state)
        configurationChanged()
        for block in node.entry { try executeBlock(block, source: state) }
      }
      if set.statesForDefaultEntry.contains(state), let initial = node.initial {
        try executeBlock(initial.actions, source: state)
      }
      for content in set.defaultHistoryContent where content.parent == state {
        try executeBlock(content.actions, source: state)
      }
      if node.kind == .final { try enterFinal(node) }
    }
    return entered
  }

  private mutating func enterFinal(_ node: StateNode) throws(EngineFailure) {
    let output = outputValue(of: node)
    guard let parent = node.parent else { return }
    if definition.states[parent].kind == .parallel {
      if isInFinalState(parent) { try enqueue(done(parent, data: .null)) }
      return
    }
    if parent == 0 {
      end(outcome: node.outcome, output: output)
      return
    }
    try enqueue(done(parent, data: output))
    if let grandparent = definition.states[parent].parent, definition.states[grandparent].kind == .parallel,
      definition.childStates(of: grandparent).allSatisfy({ isInFinalState($0) })
    {
      try enqueue(done(grandparent, data: .null))
    }
  }

  private func done(_ state: Int, data: Value) -> Event {
    Event(name: definition.doneEvent(of: state), kind: .platform, data: data, at: world.now)
  }

  private mutating func outputValue(of node: StateNode) -> Value {
    guard let program = node.output else { return .null }
    let evaluation = evaluate(program, source: node.index)
    if case .null = evaluation.value, let remark = evaluation.remarks.first {
      report(ActionProblem(action: .output, state: node.id, text: program.source.text, reason: .remark(remark)))
    }
    return evaluation.value
  }

  /// SCXML's `isInFinalState`.
  func isInFinalState(_ state: Int) -> Bool {
    switch definition.states[state].kind {
    case .compound:
      definition.childStates(of: state).contains {
        definition.states[$0].kind == .final && snapshot.configuration.contains($0)
      }
    case .parallel:
      definition.childStates(of: state).allSatisfy { isInFinalState($0) }
    case .final:
      snapshot.configuration.contains(state)
    case .atomic, .history:
      false
    }
  }
}

extension WorkflowDefinition {
  /// `done.state.ID`.
  func doneEvent(of state: Int) -> String { "done.state.\(states[state].id)" }
}
