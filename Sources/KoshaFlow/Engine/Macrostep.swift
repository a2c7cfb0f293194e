// A macrostep: one event, then microsteps until nothing more moves (SCXML appendix D, `mainEventLoop`).

import KoshaRules

/// Why a command is rolled back whole.
package enum EngineFailure: Error, Sendable, Hashable {
  /// A macrostep still moves after so many microsteps; the states it goes round in.
  case doesNotSettle(limit: Int, cycle: [String])
  /// Events that a case sends itself go on after so many macrosteps; the events, in the order of the last round.
  case doesNotRest(limit: Int, events: [String])
  /// Cases that send to each other go on after so many messages.
  case messagesDoNotRest(limit: Int)
  /// More events wait than a queue may hold.
  case queueFull(limit: Int, event: String)
}

extension Interpreter {
  /// The first macrostep of a case: enters where the workflow begins.
  package mutating func open() throws(EngineFailure) -> Macrostep {
    let entered = try enterInitialStates()
    step.microsteps.append(Microstep(transitions: [], exited: StateSet(), entered: entered))
    observation?.entered.formUnion(entered)
    try settle()
    return finishStep()
  }

  /// Takes an external event.
  ///
  /// For a person's event `allowed` names the transitions it may set off.
  package mutating func macrostep(_ event: Event, allowed: [Int]? = nil) throws(EngineFailure) -> Macrostep {
    step.event = event
    take(event)
    try applyToChildren(event)
    allowedTransitions = allowed
    let enabledTransitions = selectTransitions(event)
    allowedTransitions = nil
    if !enabledTransitions.isEmpty { try microstep(enabledTransitions) }
    try settle()
    return finishStep()
  }

  /// The transitions an event would set off now, nothing taken.
  package mutating func enabledTransitions(_ event: Event, allowed: [Int]) -> [Int] {
    take(event)
    allowedTransitions = allowed
    defer { allowedTransitions = nil }
    return selectTransitions(event)
  }

  /// Eventless transitions and internal events until there is neither; then timers and tasks of the states entered.
  mutating func settle() throws(EngineFailure) {
    var rounds = 0
    while isRunning {
      var enabledTransitions = selectEventlessTransitions()
      if enabledTransitions.isEmpty {
        guard let event = dequeue() else {
          if !statesToInvoke.isEmpty {
            beginActivities()
            continue
          }
          settleDeadlines()
          if internalQueue.count == internalQueueHead { break }
          continue
        }
        take(event)
        enabledTransitions = selectTransitions(event)
      }
      rounds += 1
      if rounds > world.limits.microsteps {
        throw .doesNotSettle(limit: world.limits.microsteps, cycle: cycle())
      }
      if !enabledTransitions.isEmpty { try microstep(enabledTransitions) }
    }
    if isRunning, definition.states[0].kind == .parallel, isInFinalState(0) {
      end(outcome: outcomeOfRegions(), output: .null)
    }
    if !isRunning { try exitInterpreter() }
  }

  /// A final state at the top was entered.
  mutating func end(outcome: String?, output: Value) {
    isRunning = false
    snapshot.status = .final
    snapshot.outcome = outcome
    snapshot.output = output
  }

  /// Of a workflow whose regions are all in a final state, the word of the last in document order that has one.
  private func outcomeOfRegions() -> String? {
    snapshot.configuration.lazy.compactMap { definition.states[$0].outcome }.reversed().first
  }

  /// SCXML's `exitInterpreter`: the exits of all active states run; what the case had delayed is dropped.
  ///
  /// The configuration stays, since it tells how the case ended.
  mutating func exitInterpreter() throws(EngineFailure) {
    for state in snapshot.configuration.reversed() {
      for block in definition.states[state].exit { try executeBlock(block, source: state) }
      cancelChildren(of: definition.states[state])
    }
    tellOpener()
    statesToInvoke = StateSet()
    internalQueue = []
    internalQueueHead = 0
    externalQueue = []
    snapshot.tasks = []
    snapshot.timers = []
    snapshot.ballots = []
    settleDeadlines()
  }

  mutating func finishStep() -> Macrostep {
    let finished = step
    step = Macrostep(event: nil)
    failedGuards = []
    failedDeadlines = []
    tasksBefore = snapshot.tasks
    return finished
  }

  // MARK: Queues

  mutating func enqueue(_ event: Event) throws(EngineFailure) {
    if internalQueue.count - internalQueueHead >= world.limits.queuedEvents {
      throw .queueFull(limit: world.limits.queuedEvents, event: event.name)
    }
    internalQueue.append(event)
  }

  mutating func enqueueExternal(_ event: Event) throws(EngineFailure) {
    if externalQueue.count >= world.limits.queuedEvents {
      throw .queueFull(limit: world.limits.queuedEvents, event: event.name)
    }
    externalQueue.append(event)
  }

  /// The next event that the case sent itself.
  package mutating func dequeueExternal() -> Event? {
    externalQueue.isEmpty ? nil : externalQueue.removeFirst()
  }

  private mutating func dequeue() -> Event? {
    if internalQueueHead == internalQueue.count {
      internalQueue.removeAll(keepingCapacity: true)
      internalQueueHead = 0
      return nil
    }
    defer { internalQueueHead += 1 }
    return internalQueue[internalQueueHead]
  }

  // MARK: Cycles

  /// The states that the last microsteps went round.
  private func cycle() -> [String] {
    Engine.shortestRound(of: step.microsteps.flatMap(\.transitions).map(cycleLabel))
  }

  /// Where a transition leads, or the state it stays in.
  private func cycleLabel(_ transition: Int) -> String {
    let declared = definition.transitions[transition]
    return definition.states[declared.targets.first ?? declared.source].id
  }
}
