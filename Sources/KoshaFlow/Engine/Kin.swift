// Other cases: opened by an action or with a state, written to, cancelled when their state is left (SCXML §6.2, §6.4).
//
// Nothing of another case is touched here: what is wanted of it becomes a message, carried out after the step and in
// its transaction.

import KoshaRules
import KoshaSource

extension Interpreter {
  /// Begins a case under an id; the id is `WORKFLOW.N` where none is given, so that `done.open.WORKFLOW` matches.
  ///
  /// - Returns: why it cannot be, nil where it can.
  mutating func begin(
    _ workflow: String, id: String?, boundTo state: String?, data: [Context.Entry]
  ) -> ActionFailure? {
    let limits = world.limits
    if snapshot.children.count >= limits.children { return ActionFailure(.tooManyChildren(limit: limits.children)) }
    if (facts.opener?.depth ?? 0) + 1 > limits.depth { return ActionFailure(.tooDeep(limit: limits.depth)) }
    snapshot.counter += 1
    let child = ChildRecord(
      id: id ?? "\(workflow).\(snapshot.counter)", caseID: childCaseID(snapshot.counter), workflow: workflow,
      boundTo: state)
    snapshot.children.append(child)
    step.messages.append(.open(child, data: data))
    factsChanged()
    return nil
  }

  /// The id of a case that this one opens: 26 characters as every case's, from this case's own and a count, so that a
  /// step taken twice opens the same case.
  private func childCaseID(_ count: Int) -> String {
    CaseIdentity.id(at: world.now, random: Hashing.sha256(Array("\(facts.id)/\(count)".utf8)))
  }

  /// Opens the child of a state that was entered.
  mutating func open(_ child: Action.OpenAction, of node: StateNode) {
    var data: [Context.Entry] = []
    for entry in child.data {
      let evaluation = evaluate(entry.program, source: node.index)
      if case .null = evaluation.value, let remark = evaluation.remarks.first {
        report(
          ActionProblem(action: .child, state: node.id, text: entry.program.source.text, reason: .remark(remark)))
        return
      }
      data.append(Context.Entry(entry.name.value, evaluation.value))
    }
    guard let workflow = childText(child.workflow, of: node) else { return }
    var id: String?
    if let given = child.id {
      guard let text = childText(given, of: node) else { return }
      id = text
    }
    if let failure = begin(workflow, id: id, boundTo: node.id, data: data) {
      report(ActionProblem(action: .child, state: node.id, text: workflow, reason: failure.reason))
    }
  }

  private mutating func childText(_ given: TextSource, of node: StateNode) -> String? {
    switch given {
    case .literal(let text): return text.value
    case .expression(let program):
      let evaluation = evaluate(program, source: node.index)
      if case .string(let text) = evaluation.value { return text }
      report(
        ActionProblem(
          action: .child, state: node.id, text: program.source.text,
          reason: evaluation.remarks.first.map { .remark($0) } ?? .notText(evaluation.value)))
      return nil
    }
  }

  /// Cancels the children of a state that is left.
  mutating func cancelChildren(of node: StateNode) {
    if node.childCases.isEmpty { return }
    for index in snapshot.children.indices
    where snapshot.children[index].boundTo == node.id && snapshot.children[index].status == .active {
      snapshot.children[index].status = .cancelled
      step.messages.append(.cancel(caseID: snapshot.children[index].caseID))
    }
    factsChanged()
  }

  /// What an event from outside brings about before transitions are chosen (SCXML appendix D, `mainEventLoop`): the
  /// `finalize` of the child that sent it, and its copy for children to which events are forwarded.
  mutating func applyToChildren(_ event: Event) throws(EngineFailure) {
    if snapshot.children.isEmpty || event.timer != nil { return }
    for state in snapshot.configuration {
      let node = definition.states[state]
      for declared in node.childCases where declared.forwards || !declared.finalize.isEmpty {
        guard let child = living(declared, of: node) else { continue }
        if child.id == event.child { try executeBlock(declared.finalize, source: state) }
        if declared.forwards { post(event.name, id: event.id, data: event.data, to: .caseID(child.caseID)) }
      }
    }
  }

  /// The child that a state has of one of its declarations.
  private func living(_ declared: Action.OpenAction, of node: StateNode) -> ChildRecord? {
    snapshot.children.last { child in
      guard child.boundTo == node.id, child.status == .active || child.status == .final else { return false }
      return node.childCases.count == 1 || declared.literalID.map { $0 == child.id } ?? false
    }
  }

  /// At the end of a case: `done.open.ID` for the case that opened it.
  mutating func tellOpener() {
    guard snapshot.status == .final, let opener = facts.opener else { return }
    step.messages.append(
      .event(
        PostedEvent(
          name: "done.open.\(opener.childID)", origin: facts.number, child: opener.childID, data: snapshot.output,
          at: moment,
          ending: ChildEnding(
            caseID: facts.id, status: .final, state: definition.basicStates(of: snapshot.configuration),
            outcome: snapshot.outcome,
            output: snapshot.output)),
        to: .caseID(opener.caseID)))
  }

  /// Cancels the case: the exits of all active states run, then everything it had begun is dropped.
  ///
  /// The configuration stays, since it tells where the case stood.
  package mutating func cancelCase() throws(EngineFailure) -> Macrostep {
    isRunning = false
    snapshot.status = .cancelled
    try exitInterpreter()
    // A cancelled case sends nothing any more (language.md §7); its own children are cancelled with it.
    step.messages.removeAll { if case .cancel = $0 { false } else { true } }
    return finishStep()
  }

  // MARK: Addresses

  /// To whom a `to` goes; nil for the case itself.
  func address(_ text: String) -> Result<Address?, ActionFailure> {
    let address: Address
    if text == "parent" {
      guard let opener = facts.opener else { return .failure(ActionFailure(.noParent)) }
      address = .caseID(opener.caseID)
    } else if snapshot.children.contains(where: { $0.id == text }) {
      // Of several under one id the last that still lives is meant.
      guard let child = snapshot.children.last(where: { $0.id == text && $0.status == .active }) else {
        return .failure(ActionFailure(.unreachable(text)))
      }
      address = .caseID(child.caseID)
    } else if text == facts.number || text == facts.id {
      return .success(nil)
    } else {
      address = .reference(text)
    }
    return world.unreachable.contains(address) ? .failure(ActionFailure(.unreachable(text))) : .success(address)
  }

  /// Sends an event to another case.
  mutating func post(_ name: String, id: String?, data: Value, to receiver: Address) {
    step.messages.append(.event(posted(name, id: id, data: data, to: receiver, at: moment), to: receiver))
  }

  /// When what is being done counts as done: a late timer's when it was due, so that what it sends comes before what is
  /// due later in other cases.
  var moment: Instant { step.event?.at ?? world.now }

  func posted(_ name: String, id: String?, data: Value, to receiver: Address, at: Instant) -> PostedEvent {
    var child: String?
    if let opener = facts.opener, receiver == .caseID(opener.caseID) || receiver == .reference(opener.number) {
      child = opener.childID
    }
    return PostedEvent(name: name, id: id, origin: facts.number, child: child, data: data, at: at)
  }

  /// A child's end, as its opener keeps it.
  mutating func note(_ ending: ChildEnding) {
    guard let index = snapshot.children.firstIndex(where: { $0.caseID == ending.caseID }) else { return }
    snapshot.children[index].status = ending.status
    snapshot.children[index].state = ending.state
    snapshot.children[index].outcome = ending.outcome
    snapshot.children[index].output = ending.output
    factsChanged()
  }
}

extension ChildRecord {
  /// The child as `children` shows it.
  var value: Value {
    .object([
      ("id", .string(id)), ("case", .string(caseID)), ("number", .text(number.isEmpty ? nil : number)),
      ("workflow", .string(workflow)), ("state", .strings(state)), ("status", .string(status.rawValue)),
      ("outcome", .text(outcome)), ("output", output),
    ])
  }
}
