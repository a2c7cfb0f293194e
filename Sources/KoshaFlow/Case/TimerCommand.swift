// A timer that is due: its transition, or the delayed event, and what follows.

import KoshaRules

extension Deliberation {
  /// Fires a timer.
  ///
  /// Where no transition takes it, it is used up all the same and its entry tells so.
  mutating func fire(_ id: String) -> CaseDecision {
    if record.status != .active { return .refused(refusal(.ended(record.status))) }
    guard let timer = record.timers.first(where: { $0.id == id }) else {
      return .refused(refusal(.notArmed(timer: id)))
    }
    var fork = interpreter
    fork.disarm(id)
    let event: Event
    switch timer.kind {
    case .after(let state):
      let reference = definition.state(state).map { Event.TimerReference(state: $0.index, id: id) }
      event = Event(name: id, kind: .platform, at: timer.due, timer: reference)
    case .ballot(let state):
      fork.close(state, definition.state(state)?.ballot)
      event = Event(name: "error.ballot.\(state)", kind: .platform, at: timer.due)
    case .deadline(let deadline, let rung):
      guard let raised = fork.raise(rung, of: deadline, due: timer.due) else {
        return .failed(RecordMismatch(name: deadline).message)
      }
      event = raised
    case .send(let name, _, let sendID, let receiver?) where world.unreachable.contains(receiver):
      let problem = ActionProblem(action: .send, state: "", text: name, reason: .unreachable(receiver.text))
      event = Event(name: problem.eventName, kind: .platform, id: sendID, data: problem.eventData, at: timer.due)
    case .send(let name, let data, let sendID, let receiver?):
      let posted = fork.posted(name, id: sendID, data: data, to: receiver, at: timer.due)
      var builder = CommitBuilder(record, definition, in: world)
      builder.add(posted: posted, to: receiver, timer: id, dueAt: timer.due)
      return .commit(builder.commit)
    case .send(let name, let data, let sendID, nil):
      event = Event(
        name: name, kind: .external, id: sendID, origin: .string(record.number), data: data, at: timer.due)
    }
    return settle(
      CommitBuilder(record, definition, in: world), event, kind: .timer, allowed: nil, comment: nil, fork,
      dueAt: timer.due)
  }
}

extension Interpreter {
  mutating func disarm(_ timer: String) {
    snapshot.timers.removeAll { $0.id == timer }
  }
}

extension Deliberation {
  /// Runs a case to rest and puts together what it changed; rolled back whole where it does not come to rest.
  mutating func settle(
    _ builder: CommitBuilder, _ event: Event?, kind: EntryKind, allowed: [Int]?, comment: String?,
    _ fork: Interpreter, dueAt: Instant? = nil
  ) -> CaseDecision {
    settle(builder, kind: kind, comment: comment, fork, dueAt: dueAt) {
      (running: inout Interpreter) throws(EngineFailure) -> Macrostep in
      if let event { try running.macrostep(event, allowed: allowed) } else { try running.open() }
    }
  }

  /// As above, with a first macrostep of the caller's.
  mutating func settle(
    _ builder: CommitBuilder, kind: EntryKind, comment: String?, _ fork: Interpreter, dueAt: Instant? = nil,
    first: (inout Interpreter) throws(EngineFailure) -> Macrostep
  ) -> CaseDecision {
    var builder = builder
    var running = fork
    var isFirst = true
    do {
      try Engine.run(
        &running,
        each: { step, interpreter in
          builder.add(
            step, interpreter.settledSnapshot(), kind: isFirst ? kind : .sent, comment: isFirst ? comment : nil,
            dueAt: isFirst ? dueAt : nil)
          isFirst = false
        }, first: first)
    } catch {
      return .failed(error.message)
    }
    interpreter.observation = running.observation
    return .commit(builder.commit)
  }
}
