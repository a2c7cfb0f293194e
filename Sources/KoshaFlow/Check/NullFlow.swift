// A state graph in, what is certainly no null while each state is active out; then the warnings of all expressions.
//
// What is known on entry to a state is what every way into it has in common: initial values, required inputs, what
// guards have proved, assignments and decisions. See docs/decisions/static-null.md.

import KoshaRules
import KoshaSource

/// The check of values that may be null.
struct NullFlow {
  private let graph: StateGraph
  private var model: NullModel
  private var report = NullReport()
  /// Whether knowledge has settled and warnings are collected.
  private var isTelling = false
  private var hasChanged = false
  /// Events that actions send: a transition for one of them may come without input.
  private let uses: NameUses
  /// Slots that something sets to null again.
  private var everReset: Set<Int> = []
  /// Slots set to null by the transition at hand.
  private var reset: Set<Int> = []

  static func check(_ graph: StateGraph, into bag: inout DiagnosticBag) {
    var flow = NullFlow(graph)
    repeat {
      flow.hasChanged = false
      flow.pass()
    } while flow.hasChanged
    flow.isTelling = true
    flow.pass()
    flow.tellStates()
    bag.add(contentsOf: flow.report.bag)
  }

  private init(_ graph: StateGraph) {
    self.graph = graph
    model = NullModel(graph.definition)
    uses = NameUses(graph.definition)
  }

  private var definition: WorkflowDefinition { graph.definition }

  /// Opens a case and takes every transition once.
  private mutating func pass() {
    var known = opening()
    enter([0], below: 0, &known)
    for transition in graph.possible { take(transition) }
  }

  // MARK: - Opening

  private mutating func opening() -> NullKnowledge {
    var known = NullKnowledge(slots: [])
    let given = definition.access.openInput
    for field in given where field.isRequired {
      if let slot = field.slot { known.slots.insert(slot) }
    }
    for (slot, field) in definition.fields.enumerated() {
      guard let program = field.initial, !known.slots.contains(slot) else { continue }
      tell(program, known, .value)
      let isNull = model.mayBeNull(program, known) || model.fails(program, known)
      if !isNull { known.slots.insert(slot) }
    }
    return known
  }

  // MARK: - Transitions

  private mutating func take(_ transition: Transition) {
    guard let before = knowledge(before: transition) else { return }
    reset = []
    var known = before
    tellWho(of: transition, known)
    bind(transition, &known)
    for condition in transition.guards {
      tell(condition.program, known, .condition)
      if let nulls = condition.program.nulls { known.add(nulls.whenTrue, of: model) }
    }
    let domain = graph.domain(of: transition)
    if !transition.targets.isEmpty { exit(from: transition.source, below: domain, &known) }
    run(transition.actions, &known)
    if !transition.targets.isEmpty { enter(transition.targets, below: domain, &known) }
    spread(transition, domain: domain)
  }

  /// Inputs are set before guards are asked; a required one is never null, another keeps what the field holds unless it
  /// is given.
  private mutating func bind(_ transition: Transition, _ known: inout NullKnowledge) {
    guard transition.by != nil, !maySendItself(transition) else { return }
    for field in transition.input where field.isRequired {
      if let slot = field.slot { known.set(slot, isNull: false) }
    }
  }

  /// Whether an action may send what sets the transition off, so that its inputs need not be given.
  private func maySendItself(_ transition: Transition) -> Bool {
    guard case .event(let patterns) = transition.trigger else { return true }
    return patterns.contains { pattern in uses.sent.contains { pattern.matches($0.value) } }
  }

  /// What a set null leaves of the knowledge of states that the transition does not leave.
  private mutating func spread(_ transition: Transition, domain: Int) {
    guard !reset.isEmpty else { return }
    everReset.formUnion(reset)
    for state in graph.states where graph.mayBeActiveTogether(state.index, transition.source) {
      if !transition.targets.isEmpty, graph.isDescendant(state.index, of: domain) { continue }
      guard let known = model.active[state.index], !known.isDisjoint(with: reset) else { continue }
      model.active[state.index] = known.subtracting(reset)
      hasChanged = true
    }
  }

  // MARK: - What is known before a transition

  private func knowledge(before transition: Transition) -> NullKnowledge? {
    guard var slots = completed(by: transition) ?? within(transition.source) else { return nil }
    // Regions beside the source are active too.
    var state = transition.source
    while let parent = graph.states[state].parent {
      slots.formUnion(model.active[parent] ?? [])
      if graph.states[parent].kind == .parallel {
        for region in graph.states[parent].children where region != state { slots.formUnion(within(region) ?? []) }
      }
      state = parent
    }
    var known = NullKnowledge(slots: slots)
    if case .always = transition.trigger { refused(before: transition, &known) }
    return known
  }

  /// What is known in a state whatever of its descendants is active; nil where nothing is known to enter it.
  private func within(_ state: Int) -> Set<Int>? {
    let node = graph.states[state]
    guard let own = model.active[state] else { return nil }
    let children = node.children.filter { !graph.states[$0].isHistory }.compactMap { within($0) }
    guard let first = children.first else { return own }
    switch node.kind {
    case .parallel: return children.reduce(own) { $0.union($1) }
    case .compound: return own.union(children.dropFirst().reduce(first) { $0.intersection($1) })
    case .atomic, .final, .history: return own
    }
  }

  /// What is known where a state has completed: one of its final children is active.
  private func completed(by transition: Transition) -> Set<Int>? {
    let prefix = "done.state."
    guard case .event(let patterns) = transition.trigger, patterns.count == 1, patterns[0].text.hasPrefix(prefix),
      let state = definition.state(String(patterns[0].text.dropFirst(prefix.count)))
    else { return nil }
    return completed(state.index)
  }

  private func completed(_ state: Int) -> Set<Int>? {
    let node = graph.states[state]
    switch node.kind {
    case .compound:
      let ends = node.children.filter { graph.states[$0].kind == .final }.compactMap { model.active[$0] }
      guard let first = ends.first else { return nil }
      return ends.dropFirst().reduce(first) { $0.intersection($1) }
    case .parallel:
      let regions = node.children.filter { !graph.states[$0].isHistory }.compactMap { completed($0) }
      return regions.isEmpty ? nil : regions.reduce([]) { $0.union($1) }
    case .atomic, .final, .history: return nil
    }
  }

  /// Eventless transitions of a state are tried in order: of those before, the only guard did not hold.
  private func refused(before transition: Transition, _ known: inout NullKnowledge) {
    for index in graph.states[transition.source].always.prefix(while: { $0 != transition.index }) {
      let earlier = definition.transitions[index]
      if earlier.guards.count == 1, let nulls = earlier.guards[0].program.nulls {
        known.add(nulls.whenNotTrue, of: model)
      }
    }
  }

  // MARK: - Leaving and entering

  private mutating func exit(from source: Int, below domain: Int, _ known: inout NullKnowledge) {
    var state = source
    for inner in (source + 1..<graph.states[source].end).reversed() where !graph.states[inner].exit.isEmpty {
      var left = known
      for block in graph.states[inner].exit { run(block, &left) }
      known = known.intersection(left)
    }
    while state != domain {
      for block in graph.states[state].exit { run(block, &known) }
      guard let parent = graph.states[state].parent else { break }
      state = parent
    }
  }

  /// Enters targets, what lies between them and the domain, and where these begin, in document order.
  private mutating func enter(_ targets: [Int], below domain: Int, _ known: inout NullKnowledge) {
    var entry = NullEntry(graph)
    entry.add(targets, below: domain)
    for state in entry.states.sorted() {
      let node = graph.states[state]
      for block in node.entry { run(block, &known) }
      if entry.defaults.contains(state), let initial = node.initial { run(initial.actions, &known) }
    }
    for state in entry.states { merge(known.slots, into: state) }
    // What a history remembers was active before: only what has been set to null since may be lost.
    for parent in entry.remembered {
      for state in parent + 1..<graph.states[parent].end {
        guard let held = model.active[state] else { continue }
        merge(known.slots.union(held.subtracting(everReset)), into: state)
      }
    }
  }

  private mutating func merge(_ slots: Set<Int>, into state: Int) {
    let merged = model.active[state].map { $0.intersection(slots) } ?? slots
    if merged != model.active[state] {
      model.active[state] = merged
      hasChanged = true
    }
  }

  // MARK: - Actions

  private mutating func run(_ actions: [Action], _ known: inout NullKnowledge) {
    for action in actions { run(action, &known) }
  }

  private mutating func run(_ action: Action, _ known: inout NullKnowledge) {
    tellParts(of: action, known)
    switch action {
    case .assign(let assignments):
      for assignment in assignments {
        tell(assignment.program, known, .value)
        // One that fails changes nothing.
        if model.fails(assignment.program, known) { continue }
        set(assignment.slot, isNull: model.mayBeNull(assignment.program, known), &known)
      }
    case .decide(let decision, let span):
      if isTelling {
        report.origin = span
        var visitor = NullDecisions(model, report)
        visitor.decide(decision, known)
        report = visitor.report
        report.origin = nil
      }
      for made in model.required[decision, default: []].union([decision]) {
        guard let slot = definition.scope.slot(of: made) else { continue }
        set(slot, isNull: model.nullDecisions.contains(made), &known)
      }
    case .branch(let condition, let then, let otherwise, _):
      tell(condition, known, .condition)
      var (taken, other) = (known, known)
      if let nulls = condition.nulls {
        taken.add(nulls.whenTrue, of: model)
        other.add(nulls.whenNotTrue, of: model)
      }
      run(then, &taken)
      run(otherwise, &other)
      known = taken.intersection(other)
    case .foreach(let loop):
      var inside = known
      for slot in [loop.itemSlot, loop.indexSlot].compactMap({ $0 }) { inside.set(slot, isNull: false) }
      run(loop.body, &inside)
      known = known.intersection(inside)
    case .raise, .send, .open, .cancel, .notify, .letter, .log: break
    }
  }

  private mutating func set(_ slot: Int, isNull: Bool, _ known: inout NullKnowledge) {
    known.set(slot, isNull: isNull)
    if isNull { reset.insert(slot) }
  }
}

// MARK: - Warnings

extension NullFlow {
  private mutating func tell(_ program: Program?, _ known: NullKnowledge, _ purpose: NullReport.Purpose) {
    if isTelling { report.visit(program, known, model, as: purpose) }
  }

  private mutating func tell(_ audience: [Who], _ known: NullKnowledge) {
    for case .people(let program) in audience { tell(program, known, .value) }
  }

  private mutating func tell(_ delay: Delay?, _ known: NullKnowledge) {
    if case .expression(let program)? = delay { tell(program, known, .value) }
  }

  private mutating func tell(_ source: TextSource?, _ known: NullKnowledge) {
    if case .expression(let program)? = source { tell(program, known, .value) }
  }

  private mutating func tell(_ opening: Action.OpenAction, _ known: NullKnowledge) {
    tell(opening.workflow, known)
    tell(opening.id, known)
    for entry in opening.data { tell(entry.program, known, .value) }
  }

  private mutating func tellWho(of transition: Transition, _ known: NullKnowledge) {
    guard isTelling else { return }
    tell(transition.by ?? [], known)
    for case .who(let who) in transition.notBy { tell([who], known) }
    guard case .after(let timer) = transition.trigger else { return }
    switch timer.moment {
    case .delay(let delay): tell(delay, known)
    case .at(let program): tell(program, known, .value)
    }
  }

  /// The expressions of an action that set nothing.
  private mutating func tellParts(of action: Action, _ known: NullKnowledge) {
    guard isTelling else { return }
    switch action {
    case .raise(let event, let data, _):
      tell(event, known)
      tell(data, known, .value)
    case .send(let message):
      tell(message.event, known)
      tell(message.to, known)
      tell(message.delay, known)
      tell(message.id, known)
      tell(message.data, known, .value)
    case .open(let opening): tell(opening, known)
    case .cancel(let id, _): tell(id, known)
    case .notify(let notice):
      tell(notice.to, known)
      for entry in notice.data { tell(entry.program, known, .value) }
    case .letter(let letter):
      for entry in letter.data { tell(entry.program, known, .value) }
    case .foreach(let loop): tell(loop.list, known, .value)
    case .log(let program): tell(program, known, .value)
    case .assign, .decide, .branch: break
    }
  }

  /// Tasks and outputs of states, and the checks of fields, which any event may ask.
  private mutating func tellStates() {
    var always: Set<Int>?
    for (state, slots) in zip(graph.states, model.active) {
      guard let slots else { continue }
      always = always?.intersection(slots) ?? slots
      let known = NullKnowledge(slots: slots)
      tell(state.output, known, .value)
      tell(state.task?.audience ?? [], known)
      tell(state.task?.due, known)
      for child in state.childCases { tell(child, known) }
      if let ballot = state.ballot {
        tell(ballot.audience, known)
        tell(ballot.except, known, .value)
        tell(ballot.close, known)
      }
    }
    for (slot, field) in definition.fields.enumerated() {
      tell(field.check, NullKnowledge(slots: (always ?? []).union([slot])), .check)
    }
  }
}
