// The working state of one command: a snapshot, the queues of SCXML's algorithm and the records of what it does.
// Selection, ExitEntry, Microstep, Macrostep, Actions and Timers are its parts.

package import KoshaRules

/// SCXML's interpreter over one case.
package struct Interpreter {
  let definition: WorkflowDefinition
  let world: StepInput
  let facts: CaseFacts
  /// Whether any transition is eventless; most workflows settle without looking for one.
  let hasEventlessTransitions: Bool
  package internal(set) var snapshot: Snapshot
  /// SCXML's `running`: false once a final state at the top is entered.
  var isRunning: Bool
  /// SCXML's `internalQueue`, and how much of it was taken.
  var internalQueue: [Event] = []
  var internalQueueHead = 0
  /// Events the case sent itself without delay; each is a macrostep of its own (SCXML's `externalQueue`).
  package internal(set) var externalQueue: [Event] = []
  /// SCXML's `statesToInvoke`: states entered in this macrostep and not left again, whose timers and tasks begin with
  /// its end.
  var statesToInvoke = StateSet()
  /// The transitions a person's event may set off; nil for other events.
  var allowedTransitions: [Int]?
  var failedGuards: [FailedGuard] = []
  /// Deadlines that could not be reckoned in the macrostep at hand, so that each is told once in it.
  var failedDeadlines: Set<String> = []
  /// The tasks as the macrostep found them: `assignee` still tells who had the task of a state that was just left.
  var tasksBefore: [TaskRecord]
  /// What the macrostep at hand did.
  var step = Macrostep(event: nil)
  /// Where asked for: what coverage wants to know.
  package internal(set) var observation: Observation?

  private var environment: EvaluationEnvironment
  /// The event last taken, where its value has not been settled in its slot.
  private var unsettledEvent: Event?
  private var isEnvironmentCurrent = false
  private var areFactsCurrent = false

  package init(
    _ definition: WorkflowDefinition, _ snapshot: Snapshot, facts: CaseFacts, in world: StepInput,
    observation: Observation? = nil
  ) {
    self.definition = definition
    self.snapshot = snapshot
    self.facts = facts
    self.world = world
    self.observation = observation
    hasEventlessTransitions = definition.states.contains { !$0.always.isEmpty }
    isRunning = snapshot.status == .active
    tasksBefore = snapshot.tasks
    environment = world.environment(of: definition)
  }
}

extension Interpreter {
  /// Evaluates an expression for a state: `assignee` is the one who claimed the task of that state.
  package mutating func evaluate(_ program: Program, source: Int) -> Evaluation {
    if let highest = program.slots.last, highest >= definition.layout.event { settleFacts(source: source) }
    if !isEnvironmentCurrent { settleEnvironment() }
    return program.evaluate(snapshot.values, in: environment)
  }

  /// Evaluates a decision; it may read everything an expression may.
  mutating func evaluate(decision: String, source: Int) -> DecisionOutcome {
    settleFacts(source: source)
    if !isEnvironmentCurrent { settleEnvironment() }
    return definition.decisions.evaluate(
      decision, on: referenceDate(source: source), snapshot.values, in: environment)
  }

  /// The day whose rules apply: the workflow's `reference_date`, else, or where that is null, the day the case was
  /// opened.
  mutating func referenceDate(source: Int) -> CalendarDate {
    if let program = definition.referenceDate {
      switch evaluate(program, source: source).value {
      case .date(let date): return date
      case .dateAndTime(let moment): return moment.date
      default: break
      }
    }
    return facts.openedAt.dateAndTime(in: world.workspace.zone, zones: world.zones)?.date ?? environment.today
  }

  /// SCXML binds `_event` to each event as it is taken from its queue.
  mutating func take(_ event: Event) {
    unsettledEvent = event
    areFactsCurrent = false
  }

  /// What `case`, `actor` and `children` tell has changed.
  mutating func factsChanged() {
    areFactsCurrent = false
  }

  mutating func configurationChanged() {
    isEnvironmentCurrent = false
    areFactsCurrent = false
  }

  /// The snapshot with every slot settled, to be kept.
  package mutating func settledSnapshot() -> Snapshot {
    settleEvent()
    return snapshot
  }

  /// Sets a data field outside of any action: the input of an event, the initial value of a case.
  package mutating func set(_ slot: Int, to value: Value) {
    snapshot.values[slot] = value
    step.assigned.insert(slot)
  }

  private mutating func settleEvent() {
    guard let event = unsettledEvent else { return }
    snapshot.values[definition.layout.event] = event.value(in: world.workspace.zone, zones: world.zones)
    unsettledEvent = nil
  }

  private mutating func settleFacts(source: Int) {
    let layout = definition.layout
    snapshot.values[layout.assignee] = assignee(of: source).map(Value.string) ?? .null
    if areFactsCurrent { return }
    settleEvent()
    snapshot.values[layout.caseFacts] = caseFacts
    snapshot.values[layout.actor] = .context(
      Context([
        Context.Entry("id", .string(world.actor.id)),
        Context.Entry("roles", .list(world.actor.roles.map(Value.string))),
      ]))
    snapshot.values[layout.now] = .dateAndTime(environment.now)
    snapshot.values[layout.today] = .date(environment.today)
    snapshot.values[layout.children] = .list(snapshot.children.map(\.value))
    areFactsCurrent = true
  }

  private var caseFacts: Value {
    let openedAt = facts.openedAt.dateAndTime(in: world.workspace.zone, zones: world.zones)
    return .context(
      Context([
        Context.Entry("id", .string(facts.id)),
        Context.Entry("number", .string(facts.number)),
        Context.Entry("workflow", .string(definition.id)),
        Context.Entry("opened_at", openedAt.map(Value.dateAndTime) ?? .null),
        Context.Entry("opened_by", .string(facts.openedBy)),
        Context.Entry("state", .list(definition.basicStates(of: snapshot.configuration).map(Value.string))),
      ]))
  }

  private mutating func settleEnvironment() {
    environment.isInState = { [definition, configuration = snapshot.configuration] id in
      configuration.contains { definition.states[$0].id == id }
    }
    isEnvironmentCurrent = true
  }

  /// Who claimed the task of a state, else of its nearest active ancestor with a claimed task, else any task.
  package func assignee(of source: Int) -> String? {
    if tasksBefore.isEmpty { return nil }
    var next: Int? = source
    while let state = next {
      let id = definition.states[state].id
      if let person = tasksBefore.first(where: { $0.state == id && $0.claimedBy != nil })?.claimedBy {
        return person
      }
      next = definition.states[state].parent
    }
    return tasksBefore.first { $0.claimedBy != nil }?.claimedBy
  }
}

extension StepInput {
  /// What expressions of a workflow are evaluated in, outside any state.
  package func environment(of definition: WorkflowDefinition) -> EvaluationEnvironment {
    let zone = workspace.zone
    guard let moment = now.dateAndTime(in: zone, zones: zones) else {
      preconditionFailure("the zone of a workspace is one that its provider of zones knows")
    }
    return EvaluationEnvironment(
      now: moment, zone: zone, zones: zones, calendar: calendar(of: definition), calendars: workspace.calendars,
      limits: limits.evaluation)
  }

  /// The calendar of a workflow: its own, else the workspace's.
  package func calendar(of definition: WorkflowDefinition) -> BusinessCalendar? {
    (definition.calendar ?? workspace.calendar).flatMap { workspace.calendar($0) }
  }
}
