// When timers and tasks become due, and what begins at the end of the macrostep in which a state is entered.
//
// What is counted from now keeps the local time of day: `3 business days` from 10:30 on Monday is 10:30 on Thursday, and
// a month from the 31st is the last day of a shorter month. A date alone means the end of that day, its last
// millisecond, so that what is done on the day is in time. `adjust` moves the day and keeps the time of day. Local
// times are in the workspace's zone.

import KoshaRules
import KoshaSource

/// Why something that an action asked for cannot be: a due time that cannot be told, a case that cannot be reached.
struct ActionFailure: Error {
  var reason: ActionProblem.Reason

  init(_ reason: ActionProblem.Reason) {
    self.reason = reason
  }
}

extension Interpreter {
  /// Arms the timers, opens the tasks and the children of the states entered in this macrostep and not left again.
  mutating func beginActivities() {
    let states = statesToInvoke
    statesToInvoke = StateSet()
    for state in states {
      let node = definition.states[state]
      if let task = node.task { open(task, of: node) }
      if let ballot = node.ballot { open(ballot, of: node) }
      for child in node.childCases { open(child, of: node) }
      for transition in node.after {
        if case .after(let declaration) = definition.transitions[transition].trigger {
          arm(declaration, of: node, transition: transition)
        }
      }
    }
  }

  private mutating func arm(_ declaration: TimerDeclaration, of node: StateNode, transition: Int) {
    switch due(declaration, source: node.index) {
    case .success(let due?):
      snapshot.timers.append(
        TimerRecord(id: declaration.id, kind: .after(state: node.id), due: due, armedAt: world.now))
    case .success(nil):
      break
    case .failure(let failure):
      report(ActionProblem(action: .after, state: node.id, text: declaration.id, reason: failure.reason))
    }
  }

  private mutating func open(_ task: TaskDeclaration, of node: StateNode) {
    var roles: [String] = []
    var people: [String] = []
    for who in task.audience {
      switch who {
      case .anyone: roles.append(TaskRecord.anyone)
      case .role(let role): roles.append(role)
      case .people(let program):
        let evaluation = evaluate(program, source: node.index)
        if let ids = evaluation.value.personIDs, !evaluation.isFailure {
          people.append(contentsOf: ids.filter { !people.contains($0) })
        } else {
          let reason = evaluation.remarks.first.map { ActionProblem.Reason.remark($0) } ?? .notPeople(evaluation.value)
          report(ActionProblem(action: .task, state: node.id, text: program.source.text, reason: reason))
        }
      }
    }
    var due: Instant?
    if let delay = task.due {
      switch dueTime(after: delay, calendar: nil, source: node.index) {
      case .success(let time): due = time
      case .failure(let failure):
        report(ActionProblem(action: .task, state: node.id, text: node.id, reason: failure.reason))
      }
    }
    snapshot.counter += 1
    snapshot.tasks.append(
      TaskRecord(
        id: "\(node.id)#\(snapshot.counter)", state: node.id, roles: roles, people: people, openedAt: world.now,
        due: due))
  }

  /// When a timed transition is due; nil where nothing is armed.
  mutating func due(_ declaration: TimerDeclaration, source: Int) -> Result<Instant?, ActionFailure> {
    switch declaration.moment {
    case .delay(let delay):
      return dueTime(after: delay, calendar: declaration.calendar, source: source).flatMap {
        adjusted($0, declaration.adjustment, calendar: declaration.calendar).map(Optional.some)
      }
    case .at(let program):
      let evaluation = evaluate(program, source: source)
      switch evaluation.value {
      case .null:
        if let remark = evaluation.remarks.first { return .failure(ActionFailure(.remark(remark))) }
        return .success(nil)
      case .date(let date):
        return adjusted(date, declaration.adjustment, calendar: declaration.calendar)
          .flatMap { endOfDay($0) }.map(Optional.some)
      case .dateAndTime(let moment):
        guard let instant = moment.instant(in: zone, zones: world.zones) else {
          return .failure(ActionFailure(.outOfRange))
        }
        return adjusted(instant, declaration.adjustment, calendar: declaration.calendar).map(Optional.some)
      default:
        return .failure(ActionFailure(.notAMoment(evaluation.value)))
      }
    }
  }

  /// The instant a delay after now.
  mutating func dueTime(after delay: Delay, calendar: String?, source: Int) -> Result<Instant, ActionFailure> {
    resolved(delay, source: source).flatMap { delay in
      if case .businessDays(let count) = delay {
        guard let calendar = businessCalendar(calendar) else { return .failure(ActionFailure(.noCalendar)) }
        return moved(world.now) { calendar.adding(businessDays: count, to: $0) }
      }
      return moment(delay, after: world.now)
    }
  }

  /// A delay with its expression evaluated.
  mutating func resolved(_ delay: Delay, source: Int) -> Result<Delay, ActionFailure> {
    guard case .expression(let program) = delay else { return .success(delay) }
    let evaluation = evaluate(program, source: source)
    switch evaluation.value {
    case .daysAndTimeDuration(let duration): return .success(.duration(duration))
    case .yearsAndMonthsDuration(let period): return .success(.period(period))
    case .string(let text):
      return Delay(text).map { .success($0) } ?? .failure(ActionFailure(.notADelay(evaluation.value)))
    default:
      if let remark = evaluation.remarks.first { return .failure(ActionFailure(.remark(remark))) }
      return .failure(ActionFailure(.notADelay(evaluation.value)))
    }
  }

  /// The instant a span of time after another; business days need a calendar and are not counted here.
  func moment(_ delay: Delay, after start: Instant) -> Result<Instant, ActionFailure> {
    switch delay {
    case .duration(let duration): shifted(start, by: duration, sign: 1)
    case .period(let period): moved(start) { $0.adding(months: Int(period.months)) }
    case .businessDays, .expression: .failure(ActionFailure(.notADelay(.string(delay.written))))
    }
  }

  /// The instant a delay before another.
  func moment(_ delay: Delay, before end: Instant, calendar: String?) -> Result<Instant, ActionFailure> {
    switch delay {
    case .duration(let duration): return shifted(end, by: duration, sign: -1)
    case .period(let period): return moved(end) { $0.adding(months: -Int(period.months)) }
    case .businessDays(0): return .success(end)
    case .businessDays(let count):
      guard let calendar = businessCalendar(calendar) else { return .failure(ActionFailure(.noCalendar)) }
      return moved(end) { calendar.adding(businessDays: -count, to: $0) }
    case .expression: return .failure(ActionFailure(.notADelay(.string(delay.written))))
    }
  }

  private func shifted(_ start: Instant, by duration: DaysAndTimeDuration, sign: Int64) -> Result<
    Instant, ActionFailure
  > {
    let (milliseconds, overflow) = duration.seconds.multipliedReportingOverflow(by: 1_000)
    let (span, overflowToo) = milliseconds.addingReportingOverflow(Int64(duration.nanoseconds / 1_000_000))
    if overflow || overflowToo { return .failure(ActionFailure(.outOfRange)) }
    let (due, overflowAtLast) = start.milliseconds.addingReportingOverflow(sign * span)
    return overflowAtLast ? .failure(ActionFailure(.outOfRange)) : .success(Instant(milliseconds: due))
  }

  // MARK: Days

  var zone: Zone { world.workspace.zone }

  func businessCalendar(_ id: String?) -> BusinessCalendar? {
    if let id { return world.workspace.calendar(id) }
    return world.calendar(of: definition)
  }

  /// The local day of an instant.
  func day(of instant: Instant) -> CalendarDate? { instant.dateAndTime(in: zone, zones: world.zones)?.date }

  /// The same local time of day on another day.
  func moved(_ instant: Instant, _ move: (CalendarDate) -> CalendarDate?) -> Result<Instant, ActionFailure> {
    guard let local = instant.dateAndTime(in: zone, zones: world.zones), let day = move(local.date),
      let due = DateAndTime(date: day, time: local.time).instant(in: zone, zones: world.zones)
    else { return .failure(ActionFailure(.outOfRange)) }
    return .success(due)
  }

  func endOfDay(_ date: CalendarDate) -> Result<Instant, ActionFailure> {
    let lastMillisecond = TimeOfDay(nanosecondOfDay: 86_399_999_000_000, zone: nil)
    guard let instant = DateAndTime(date: date, time: lastMillisecond).instant(in: zone, zones: world.zones) else {
      return .failure(ActionFailure(.outOfRange))
    }
    return .success(instant)
  }

  func adjusted(_ instant: Instant, _ adjustment: Adjustment?, calendar: String?) -> Result<Instant, ActionFailure> {
    guard let adjustment else { return .success(instant) }
    guard let calendar = businessCalendar(calendar) else { return .failure(ActionFailure(.noCalendar)) }
    return moved(instant) { calendar.adjusted($0, adjustment) }
  }

  func adjusted(
    _ date: CalendarDate, _ adjustment: Adjustment?, calendar: String?
  ) -> Result<CalendarDate, ActionFailure> {
    guard let adjustment else { return .success(date) }
    guard let calendar = businessCalendar(calendar) else { return .failure(ActionFailure(.noCalendar)) }
    return calendar.adjusted(date, adjustment).map { .success($0) } ?? .failure(ActionFailure(.outOfRange))
  }
}

extension BusinessCalendar {
  func adjusted(_ date: CalendarDate, _ adjustment: Adjustment) -> CalendarDate? {
    switch adjustment {
    case .nextBusinessDay: nextBusinessDay(onOrAfter: date)
    case .previousBusinessDay: previousBusinessDay(onOrBefore: date)
    }
  }
}

extension TaskRecord {
  /// Stands among the roles of a task that everyone who can read the case may take.
  package static let anyone = "anyone"
}
