// Executable content: blocks of actions, of which the first that fails ends its block alone (SCXML §4.2, §5.9.4).

package import KoshaRules
package import KoshaSource

/// What stops a block: an action that failed, or a bound that rolls the command back whole.
private enum BlockEnd: Error {
  case failed(ActionProblem, sendID: String? = nil)
  case fatal(EngineFailure)
}

extension Interpreter {
  /// Runs one block for a state.
  ///
  /// A failing action ends it and puts `error.execution` on the internal queue.
  mutating func executeBlock(_ actions: [Action], source: Int) throws(EngineFailure) {
    if actions.isEmpty { return }
    let locals = snapshot.values.count
    do throws(BlockEnd) {
      try execute(actions, source)
    } catch {
      switch error {
      case .failed(let problem, let sendID): report(problem, sendID: sendID)
      case .fatal(let failure): throw failure
      }
    }
    // A block that ended inside a `foreach` leaves its locals behind.
    if snapshot.values.count > locals { snapshot.values.removeLast(snapshot.values.count - locals) }
  }

  /// Records an error and puts it on the internal queue.
  ///
  /// - Parameter sendID: where a `send` failed, the id its author gave (SCXML §5.10.1, `sendid`).
  mutating func report(_ problem: ActionProblem, sendID: String? = nil) {
    step.errors.append(problem)
    // The queue's bound is that of `raise`; an error is never lost to it, and microsteps bound how many there are.
    internalQueue.append(
      Event(name: problem.eventName, kind: .platform, id: sendID, data: problem.eventData, at: world.now))
  }

  private mutating func execute(_ actions: [Action], _ source: Int) throws(BlockEnd) {
    for action in actions { try execute(action, source) }
  }

  private mutating func execute(_ action: Action, _ source: Int) throws(BlockEnd) {
    switch action {
    case .assign(let assignments):
      for assignment in assignments { try assign(assignment, source) }
    case .decide(let decision, _):
      try decide(decision, source)
    case .raise(let event, let data, _):
      let name = try text(event, .raise, source)
      let value = try self.data(data, .raise, source)
      try fatal { interpreter throws(EngineFailure) in
        try interpreter.enqueue(Event(name: name, kind: .internal, data: value, at: interpreter.world.now))
      }
    case .send(let send):
      try self.send(send, source)
    case .cancel(let id, _):
      let wanted = try text(id, .cancel, source)
      snapshot.timers.removeAll { if case .send(_, _, wanted, _) = $0.kind { true } else { false } }
    case .notify(let notify):
      try self.notify(notify, source)
    case .letter(let letter):
      step.effects.append(
        Effect(
          kind: .letter, id: letter.id, template: letter.template,
          into: letter.into.map { definition.fields[$0].name }, data: try entries(letter.data, .letter, source)))
    case .open(let opening):
      try open(opening, source)
    case .branch(let condition, let then, let otherwise, _):
      try execute(try holds(condition, source) ? then : otherwise, source)
    case .foreach(let loop):
      try self.foreach(loop, source)
    case .log(let program):
      let noted = try value(program, .log, source)
      step.logs.append(noted.plainText ?? "null")
    }
  }

  private mutating func assign(_ assignment: Action.Assignment, _ source: Int) throws(BlockEnd) {
    let value = try value(assignment.program, .assign, source)
    let field = definition.fields[assignment.slot]
    guard field.type.admits(value) else {
      throw .failed(
        problem(.assign, assignment.program, .type(field: field.name, expected: field.type, value: value), source))
    }
    set(assignment.slot, to: value)
  }

  /// The answer becomes the decision's value; where it fails, the value is null, since an older answer would pass for
  /// the new one.
  ///
  /// Decisions it required are kept likewise, for they were made too.
  private mutating func decide(_ decision: String, _ source: Int) throws(BlockEnd) {
    let outcome = evaluate(decision: decision, source: source)
    let date = referenceDate(source: source)
    for made in outcome.flattened {
      let record = DecisionRecord(made, of: definition, on: date)
      step.decisions.append(record)
      if let index = definition.decisionIDs.firstIndex(of: made.decision) {
        snapshot.values[definition.layout.firstDecision + index] = record.result
        snapshot.decisionsMade.insert(index)
      }
    }
    if outcome.isFailure {
      let reason: ActionProblem.Reason =
        if let words = outcome.errors.first {
          .decision(words)
        } else if let remark = outcome.remarks.first {
          .remark(remark)
        } else {
          .noValue
        }
      throw .failed(
        ActionProblem(action: .decide, state: definition.states[source].id, text: decision, reason: reason))
    }
  }

  private mutating func send(_ send: Action.SendAction, _ source: Int) throws(BlockEnd) {
    var id: String?
    if let given = send.id { id = try text(given, .send, source) }
    do {
      try self.send(send, id: id, source)
    } catch {
      // The error tells which message failed (SCXML §5.10.1).
      if case .failed(let problem, _) = error { throw .failed(problem, sendID: id) }
      throw error
    }
  }

  private mutating func send(_ send: Action.SendAction, id: String?, _ source: Int) throws(BlockEnd) {
    let name = try text(send.event, .send, source)
    let data = try self.data(send.data, .send, source)
    var receiver: Address?
    if let to = send.to {
      let text = try text(to, .send, source)
      switch address(text) {
      case .success(let address): receiver = address
      case .failure(let failure):
        // What cannot be dispatched is an error of communication, and the block goes on (SCXML §6.2.3).
        report(
          ActionProblem(action: .send, state: definition.states[source].id, text: text, reason: failure.reason),
          sendID: id)
        return
      }
    }
    guard let delay = send.delay else {
      if let receiver {
        post(name, id: id, data: data, to: receiver)
        return
      }
      try fatal { interpreter throws(EngineFailure) in
        try interpreter.enqueueExternal(
          Event(
            name: name, kind: .external, id: id, origin: .string(interpreter.facts.number), data: data,
            at: interpreter.moment))
      }
      return
    }
    switch dueTime(after: delay, calendar: nil, source: source) {
    case .success(let due):
      snapshot.counter += 1
      snapshot.timers.append(
        TimerRecord(
          id: "send#\(snapshot.counter)", kind: .send(event: name, data: data, sendID: id, to: receiver),
          due: due,
          armedAt: world.now))
    case .failure(let failure):
      throw .failed(
        ActionProblem(action: .send, state: definition.states[source].id, text: name, reason: failure.reason))
    }
  }

  /// `open`: the case comes to be after this step; its record stands among the children from now on.
  private mutating func open(_ opening: Action.OpenAction, _ source: Int) throws(BlockEnd) {
    let workflow = try text(opening.workflow, .open, source)
    var id: String?
    if let given = opening.id { id = try text(given, .open, source) }
    let data = try entries(opening.data, .open, source)
    if let failure = begin(workflow, id: id, boundTo: nil, data: data.entries) {
      report(
        ActionProblem(action: .open, state: definition.states[source].id, text: workflow, reason: failure.reason))
    }
  }

  private mutating func notify(_ notify: Action.NotifyAction, _ source: Int) throws(BlockEnd) {
    var roles: [String] = []
    var people: [String] = []
    for who in notify.to {
      switch who {
      case .anyone:
        people.append(contentsOf: world.workspace.people.map(\.id).filter { !people.contains($0) })
      case .role(let role):
        if !roles.contains(role) { roles.append(role) }
      case .people(let program):
        let value = try value(program, .notify, source)
        guard let ids = value.personIDs else {
          throw .failed(problem(.notify, program, .notPeople(value), source))
        }
        people.append(contentsOf: ids.filter { !people.contains($0) })
      }
    }
    step.effects.append(
      Effect(
        kind: .notify, id: notify.id, template: notify.letter, toRoles: roles, toPeople: people,
        channel: notify.channel.rawValue, data: try entries(notify.data, .notify, source)))
  }

  private mutating func foreach(_ loop: Action.ForeachAction, _ source: Int) throws(BlockEnd) {
    let collection = try value(loop.list, .foreach, source)
    guard case .list(let members) = collection else {
      throw .failed(problem(.foreach, loop.list, .notAList(collection), source))
    }
    if members.count > world.limits.iterations {
      throw .failed(problem(.foreach, loop.list, .tooMany(limit: world.limits.iterations), source))
    }
    let count = snapshot.values.count
    let needed = max(loop.itemSlot, loop.indexSlot ?? 0) + 1
    while snapshot.values.count < needed { snapshot.values.append(.null) }
    for (offset, member) in members.enumerated() {
      snapshot.values[loop.itemSlot] = member
      if let indexSlot = loop.indexSlot { snapshot.values[indexSlot] = .number(Decimal128(offset + 1)) }
      try execute(loop.body, source)
    }
    snapshot.values.removeLast(snapshot.values.count - count)
  }

  // MARK: Values

  private mutating func value(
    _ program: Program, _ action: ActionProblem.Kind, _ source: Int
  ) throws(BlockEnd) -> Value {
    let evaluation = evaluate(program, source: source)
    if case .null = evaluation.value, let remark = evaluation.remarks.first {
      throw .failed(problem(action, program, .remark(remark), source))
    }
    return evaluation.value
  }

  private mutating func data(
    _ program: Program?, _ action: ActionProblem.Kind, _ source: Int
  ) throws(BlockEnd) -> Value {
    guard let program else { return .null }
    return try value(program, action, source)
  }

  private mutating func holds(_ condition: Program, _ source: Int) throws(BlockEnd) -> Bool {
    let verdict = GuardVerdict(evaluate(condition, source: source))
    if let failure = verdict.failure { throw .failed(problem(.branch, condition, failure, source)) }
    return verdict.holds
  }

  private mutating func text(
    _ given: TextSource, _ action: ActionProblem.Kind, _ source: Int
  ) throws(BlockEnd) -> String {
    switch given {
    case .literal(let text):
      return text.value
    case .expression(let program):
      let value = try value(program, action, source)
      guard case .string(let text) = value else { throw .failed(problem(action, program, .notText(value), source)) }
      return text
    }
  }

  private mutating func entries(
    _ data: [DataEntry], _ action: ActionProblem.Kind, _ source: Int
  ) throws(BlockEnd) -> Context {
    var entries: [Context.Entry] = []
    for entry in data { entries.append(Context.Entry(entry.name.value, try value(entry.program, action, source))) }
    return Context(entries)
  }

  private func problem(
    _ action: ActionProblem.Kind, _ program: Program, _ reason: ActionProblem.Reason, _ source: Int
  ) -> ActionProblem {
    ActionProblem(action: action, state: definition.states[source].id, text: program.source.text, reason: reason)
  }

  private mutating func fatal(
    _ body: (inout Interpreter) throws(EngineFailure) -> Void
  ) throws(BlockEnd) {
    do { try body(&self) } catch { throw .fatal(error) }
  }
}

extension DecisionOutcome {
  /// The decisions made, each after those it required, each once.
  package var flattened: [DecisionOutcome] {
    var result: [DecisionOutcome] = []
    func add(_ outcome: DecisionOutcome) {
      for required in outcome.required { add(required) }
      if !result.contains(where: { $0.decision == outcome.decision }) { result.append(outcome) }
    }
    add(self)
    return result
  }
}

extension DecisionRecord {
  /// A decision as it was made, with the articles that the rules that fired rest on.
  package init(_ outcome: DecisionOutcome, of definition: WorkflowDefinition, on date: CalendarDate) {
    self.init(
      decision: outcome.decision, result: outcome.isFailure ? .null : outcome.result, fired: outcome.fired,
      basis: definition.decisions.decision(outcome.decision, on: date)?.basis(ofRules: outcome.fired) ?? [],
      inputs: outcome.inputs, errors: outcome.errors)
  }
}

extension Decision {
  /// The articles that rules rest on, each once, in the order of the rules; the decision's own where a rule has none.
  package func basis(ofRules fired: [String]) -> [Words] {
    var articles: [Words] = []
    func add(_ article: Words?) {
      if let article, !articles.contains(article) { articles.append(article) }
    }
    if case .table(let table) = logic, !fired.isEmpty {
      for id in fired { add(table.rules.first { $0.id == id }?.basis ?? basis) }
    } else {
      add(basis)
    }
    return articles
  }
}

extension Value {
  /// The ids of people that a `Who` expression gives: one text or a list of them; null gives nobody.
  package var personIDs: [String]? {
    switch self {
    case .null: return []
    case .string(let id): return [id]
    case .list(let members):
      var ids: [String] = []
      for member in members {
        guard case .string(let id) = member else { return nil }
        ids.append(id)
      }
      return ids
    default: return nil
    }
  }
}
