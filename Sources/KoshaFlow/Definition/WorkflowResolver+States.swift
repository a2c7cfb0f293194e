// The states of a workflow, resolved: what each kind may have, where each begins, what happens in it.

import KoshaRules
import KoshaSource

extension WorkflowResolver {
  /// All states in document order; their transitions are appended in the same order.
  mutating func stateNodes() -> [StateNode] {
    var nodes: [StateNode] = []
    nodes.reserveCapacity(states.count)
    for index in states.indices {
      checkKeys(of: states[index])
      checkChildren(of: index)
      nodes.append(stateNode(index))
    }
    return nodes
  }

  private mutating func stateNode(_ index: Int) -> StateNode {
    let state = states[index]
    let syntax = state.syntax
    let initial = initial(of: index)
    let entry = syntax.entry.map { actions($0) }
    let exit = syntax.exit.map { actions($0) }
    let on = transitions(syntax.on + syntax.done, of: index)
    let always = transitions(syntax.always, of: index)
    let after = transitions(syntax.after, of: index)
    let title = syntax.title?.value ?? Words(syntax.id.value)
    return StateNode(
      index: index, id: syntax.id.value, title: title, kind: state.kind, parent: state.parent,
      children: state.children, end: state.end, depth: state.depth, initial: initial, entry: entry, exit: exit, on: on,
      always: always, after: after, task: syntax.task.map { task($0, title: title) },
      childCases: syntax.childCases.compactMap { opening($0) },
      ballot: syntax.ballot.map { ballot($0) },
      tags: syntax.tags.map(\.value), outcome: syntax.outcome?.value,
      output: syntax.output.flatMap { value($0) }, span: syntax.id.span)
  }

  private mutating func task(_ task: TaskSyntax, title: Words) -> TaskDeclaration {
    if task.audience.isEmpty { bag.add(WorkflowProblem.emptyAudience, at: task.span) }
    return TaskDeclaration(
      audience: audience(task.audience, anyone: true), due: task.due.flatMap { delay($0) },
      title: task.title?.value ?? title, checklist: task.checklist, span: task.span)
  }

  // MARK: - What each kind may have

  private mutating func checkKeys(of state: FlatState) {
    let allowed: [String]
    switch state.kind {
    case .atomic: allowed = WorkflowKeys.atomicState
    case .compound: allowed = WorkflowKeys.compoundState
    case .parallel: allowed = WorkflowKeys.parallelState
    case .final: allowed = WorkflowKeys.finalState
    case .history: allowed = WorkflowKeys.historyState
    }
    for key in state.syntax.keys where !allowed.contains(key.value) && !tellsKind(key.value, state) {
      // A ballot ends, and `done` follows.
      if key.value == "done", state.syntax.ballot != nil { continue }
      // An atomic state whose `states` is empty has been told already.
      if key.value == "states", state.kind == .atomic { continue }
      bag.add(WorkflowProblem.keyOfOtherKind(key: key.value, kind: state.kind.words), at: key.span)
    }
  }

  /// Whether the key makes the state the kind it is, or denies another.
  private func tellsKind(_ key: String, _ state: FlatState) -> Bool {
    switch key {
    case "parallel": !state.syntax.isParallel || state.kind == .parallel
    case "final": !state.syntax.isFinal || state.kind == .final
    case "history": true
    default: false
    }
  }

  private mutating func checkChildren(of index: Int) {
    let state = states[index]
    let regions = state.children.filter { !states[$0].isHistory }
    switch state.kind {
    case .parallel:
      if regions.isEmpty { bag.add(WorkflowProblem.parallelWithoutRegions, at: state.syntax.id.span) }
      for region in regions where states[region].kind == .final {
        bag.add(WorkflowProblem.finalInParallel, at: states[region].syntax.id.span)
      }
    case .compound:
      // A workflow without any state has been told by the reader.
      if regions.isEmpty, !state.children.isEmpty { bag.add(WorkflowProblem.nothingToBegin, at: state.syntax.id.span) }
    case .atomic, .final, .history: break
    }
  }

  // MARK: - Where a state begins

  /// Where a compound state begins, or what a history state goes to while it remembers nothing.
  private mutating func initial(of index: Int) -> InitialTransition? {
    let state = states[index]
    switch state.kind {
    case .compound:
      guard let initial = state.syntax.initial else {
        return first(of: index).map {
          InitialTransition(targets: [$0], actions: [], span: state.syntax.id.span)
        }
      }
      return declared(initial, inside: index)
    case .history:
      guard let parent = state.parent else { return nil }
      if let initial = state.syntax.initial { return declared(initial, inside: parent) }
      return InitialTransition(targets: beginning(of: parent), actions: [], span: state.syntax.id.span)
    case .parallel:
      // The workflow itself may be parallel, and its `initial` is no key of a state.
      if state.parent == nil, let initial = state.syntax.initial {
        bag.add(WorkflowProblem.keyOfOtherKind(key: "initial", kind: state.kind.words), at: initial.span)
      }
      return nil
    case .atomic, .final: return nil
    }
  }

  private mutating func declared(_ initial: InitialSyntax, inside parent: Int) -> InitialTransition {
    let targets = targets(initial.targets)
    for (target, name) in targets where !(parent + 1..<states[parent].end).contains(target) {
      bag.add(
        WorkflowProblem.notDescendant(target: name.value, of: states[parent].syntax.id.value), at: name.span)
    }
    return InitialTransition(targets: targets.map(\.index), actions: actions(initial.actions), span: initial.span)
  }

  private func first(of index: Int) -> Int? { states[index].children.first { !states[$0].isHistory } }

  /// The children that are entered with a state where nothing else is said.
  private func beginning(of index: Int) -> [Int] {
    let state = states[index]
    if state.kind == .parallel { return state.children.filter { !states[$0].isHistory } }
    let named = state.syntax.initial?.targets.compactMap { stateIndexes[$0.value] } ?? []
    return named.isEmpty ? first(of: index).map { [$0] } ?? [] : named
  }

  // MARK: - Targets

  /// The states that names mean; tells unknown ones, and two that cannot be active together.
  mutating func targets(_ names: [Located<String>]) -> [(index: Int, name: Located<String>)] {
    var targets: [(index: Int, name: Located<String>)] = []
    for name in names {
      guard let index = stateIndexes[name.value] else {
        let nearest = Suggestion.nearest(to: name.value, in: states.dropFirst().lazy.map(\.syntax.id.value))
        bag.add(WorkflowProblem.unknown(.state, name.value, nearest: nearest), at: name.span)
        continue
      }
      if let other = targets.first(where: { !areOrthogonal($0.index, index) }) {
        bag.add(WorkflowProblem.conflictingTargets(other.name.value, name.value), at: name.span)
      }
      targets.append((index, name))
    }
    return targets
  }

  /// Whether two states lie in different regions of a parallel state (SCXML §3.13: a legal state specification).
  private func areOrthogonal(_ left: Int, _ right: Int) -> Bool {
    var ancestor = left
    while !(ancestor..<states[ancestor].end).contains(right) {
      guard let parent = states[ancestor].parent else { return false }
      ancestor = parent
    }
    return states[ancestor].kind == .parallel && ancestor != left && ancestor != right
  }
}

extension FlatState {
  var isHistory: Bool {
    if case .history = kind { true } else { false }
  }
}

extension StateNode.Kind {
  /// The kind in words, with an article in English.
  var words: Words {
    switch self {
    case .atomic: Words(ja: "子のない状態", en: "a state without children")
    case .compound: Words(ja: "子のある状態", en: "a compound state")
    case .parallel: Words(ja: "並行の状態", en: "a parallel state")
    case .final: Words(ja: "終わりの状態", en: "a final state")
    case .history: Words(ja: "履歴の状態", en: "a history state")
    }
  }
}
