// The states of a workflow file: the tree as it is written, ids not yet compared.

import KoshaRules
import KoshaSource
import KoshaYAML

/// `history`.
private enum HistoryKind: String, CaseIterable {
  case shallow
  case deep
}

extension WorkflowReader {
  /// `states`, in file order.
  mutating func states(_ node: YAMLNode) -> [StateSyntax] {
    guard let entries = node.freeEntries(Words(ja: "状態", en: "the states"), into: &bag) else { return [] }
    if entries.isEmpty { bag.add(WorkflowProblem.noStates, at: node.span) }
    var states: [StateSyntax] = []
    states.reserveCapacity(entries.count)
    for entry in entries { states.append(state(entry)) }
    return states
  }

  private mutating func state(_ entry: YAMLEntry) -> StateSyntax {
    if !Identifier.isState(entry.key.value) {
      bag.add(WorkflowProblem.identifier(.state, entry.key.value), at: entry.key.span)
    }
    var state = StateSyntax(
      id: entry.key, keys: [], title: nil, tags: [], isParallel: false, isFinal: false, history: nil, initial: nil,
      entry: [], exit: [], on: [], done: [], always: [], after: [], task: nil, childCases: [], ballot: nil,
      outcome: nil,
      output: nil, children: [])
    // A key without value is a state that has nothing yet.
    guard !entry.value.isNull, let reader = MappingReader(entry.value, WorkflowKeys.state, into: &bag) else {
      return state
    }
    state.keys = reader.entries.map(\.key)
    state.title = reader["title"].flatMap { words($0) }
    state.tags = reader["tags"].map { strings($0) } ?? []
    state.isParallel = reader["parallel"].map { flag($0) } ?? false
    state.isFinal = reader["final"].map { flag($0) } ?? false
    state.history = reader["history"].flatMap { choice($0, HistoryKind.self) }.map { $0 == .deep }
    readBehaviour(of: &state, reader)
    if let done = reader["done"] { state.done = transitions(done, WorkflowKeys.automaticTransition, .done) }
    state.task = reader["task"].flatMap { task($0) }
    state.childCases = reader["child"].map { childCases($0) } ?? []
    state.ballot = reader["ballot"].flatMap { ballot($0) }
    state.outcome = reader["outcome"].flatMap { string($0) }
    state.output = reader["output"].flatMap { expression($0) }
    if let children = reader["states"] { state.children = states(children) }
    if state.history != nil { state.initial = historyDefault(reader) }
    return state
  }

  /// What the workflow itself and its states share.
  mutating func readBehaviour(of state: inout StateSyntax, _ reader: MappingReader) {
    state.initial = reader["initial"].flatMap { initial($0) }
    state.entry = reader["entry"].map { blocks($0) } ?? []
    state.exit = reader["exit"].map { blocks($0) } ?? []
    if let on = reader["on"] { state.on = self.on(on) }
    if let always = reader["always"] {
      state.always = transitions(always, WorkflowKeys.automaticTransition, .always)
    }
    if let after = reader["after"] { state.after = timedTransitions(after) }
  }

  /// `initial`: an id, a list of them, or a mapping with actions.
  private mutating func initial(_ node: YAMLNode) -> InitialSyntax? {
    guard case .mapping = node.content else {
      return InitialSyntax(targets: strings(node), actions: [], span: node.span)
    }
    guard let reader = MappingReader(node, WorkflowKeys.initial, into: &bag),
      let target = reader.required("target", into: &bag)
    else { return nil }
    return InitialSyntax(
      targets: strings(target), actions: reader["actions"].map { actions($0) } ?? [], span: node.headSpan)
  }

  private mutating func historyDefault(_ reader: MappingReader) -> InitialSyntax? {
    let actions = reader["actions"].map { self.actions($0) } ?? []
    guard let target = reader["target"] else {
      if let node = reader["actions"] { bag.add(WorkflowProblem.actionsWithoutTarget, at: node.headSpan) }
      return nil
    }
    return InitialSyntax(targets: strings(target), actions: actions, span: target.span)
  }

  private mutating func task(_ node: YAMLNode) -> TaskSyntax? {
    guard let reader = MappingReader(node, WorkflowKeys.task, into: &bag) else { return nil }
    let due = reader["due"].flatMap { delay($0) }
    let title = reader["title"].flatMap { words($0) }
    return reader.required("for", into: &bag).map {
      TaskSyntax(
        audience: audience($0), due: due, title: title, checklist: reader["checklist"].map { checklist($0) } ?? [],
        span: node.headSpan)
    }
  }
}
