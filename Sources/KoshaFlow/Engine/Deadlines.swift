// Deadlines: started, stopped and ended with the states of a macrostep, their ends reckoned from budget and ledger.
//
// A budget that is a span of time ends that span after the start, and as much later as the clock stood still: to the
// millisecond, or, for business days, by as many open days as lie after the day of the stop up to and with the day it
// went on. With `counting` it is made of whole days by the Civil Code and ends with the end of a day; then stops are
// counted in days.

import KoshaRules
import KoshaSource

extension Interpreter {
  /// Brings the deadlines to where the states entered so far have led; may put an error on the queue.
  mutating func settleDeadlines() {
    if definition.deadlines.isEmpty { return }
    for declaration in definition.deadlines where !failedDeadlines.contains(declaration.id) { settle(declaration) }
  }

  private mutating func settle(_ declaration: DeadlineDeclaration) {
    guard let index = snapshot.deadlines.firstIndex(where: { $0.id == declaration.id }) else {
      if let microstep = firstEntry(declaration.from) { start(declaration, in: microstep) }
      return
    }
    if snapshot.deadlines[index].endedAt != nil { return }
    if !isRunning || hasEntered(declaration.until, since: 0) {
      goOn(index)
      snapshot.deadlines[index].endedAt = world.now
    } else {
      let isStopped = declaration.stopsIn.contains(where: snapshot.configuration.contains)
      if isStopped == (snapshot.deadlines[index].stoppedAt != nil) { return }
      if isStopped {
        snapshot.deadlines[index].stops.append(DeadlineRecord.Stop(from: world.now, until: nil))
      } else {
        goOn(index)
      }
    }
    refresh(index, declaration)
  }

  /// The microstep of this macrostep in which one of the states was first entered, the workflow itself for none.
  private func firstEntry(_ states: [Int]) -> Int? {
    step.microsteps.firstIndex { states.isEmpty ? $0.entered.contains(0) : states.contains(where: $0.entered.contains) }
  }

  private func hasEntered(_ states: [Int], since microstep: Int) -> Bool {
    step.microsteps.dropFirst(microstep).contains { states.contains(where: $0.entered.contains) }
  }

  private mutating func start(_ declaration: DeadlineDeclaration, in microstep: Int) {
    switch begin(declaration) {
    case .failure(let failure): tell(declaration, failure)
    case .success(var record):
      if !isRunning || hasEntered(declaration.until, since: microstep) {
        record.endedAt = world.now
      } else if declaration.stopsIn.contains(where: snapshot.configuration.contains) {
        record.stops = [DeadlineRecord.Stop(from: world.now, until: nil)]
      }
      snapshot.deadlines.append(record)
      arm(record, declaration)
    }
  }

  private mutating func begin(_ declaration: DeadlineDeclaration) -> Result<DeadlineRecord, ActionFailure> {
    resolved(declaration.within, source: 0).flatMap { budget in
      var record = DeadlineRecord(
        id: declaration.id, budget: budget.written, warnBefore: nil, startedAt: world.now, due: world.now)
      if let before = declaration.warning?.before {
        switch resolved(before, source: 0) {
        case .success(let resolved): record.warnBefore = resolved.written
        case .failure(let failure): return .failure(failure)
        }
      }
      return due(of: record, declaration).map { due in
        record.due = due
        return record
      }
    }
  }

  /// Closes the stop that is open, if any.
  private mutating func goOn(_ index: Int) {
    guard let since = snapshot.deadlines[index].stoppedAt else { return }
    let last = snapshot.deadlines[index].stops.count - 1
    snapshot.deadlines[index].stops[last].until = max(since, world.now)
  }

  /// Reckons a deadline's end anew and arms it.
  private mutating func refresh(_ index: Int, _ declaration: DeadlineDeclaration) {
    switch due(of: snapshot.deadlines[index], declaration) {
    case .success(let due): snapshot.deadlines[index].due = due
    case .failure(let failure): tell(declaration, failure)
    }
    arm(snapshot.deadlines[index], declaration)
  }

  private mutating func tell(_ declaration: DeadlineDeclaration, _ failure: ActionFailure) {
    failedDeadlines.insert(declaration.id)
    report(
      ActionProblem(action: .deadline, state: definition.id, text: declaration.id, reason: failure.reason))
  }

  // MARK: Timers

  /// Arms what is still to come of a deadline; a stopped or ended one has nothing armed.
  private mutating func arm(_ record: DeadlineRecord, _ declaration: DeadlineDeclaration) {
    for rung in DeadlineRung.allCases {
      let id = "deadline.\(record.id).\(rung.rawValue)"
      let due = armed(rung, of: record, declaration)
      if let index = snapshot.timers.firstIndex(where: { $0.id == id }) {
        if snapshot.timers[index].due == due { continue }
        snapshot.timers.remove(at: index)
      }
      if let due {
        snapshot.timers.append(
          TimerRecord(id: id, kind: .deadline(id: record.id, rung), due: due, armedAt: world.now))
      }
    }
  }

  private mutating func armed(
    _ rung: DeadlineRung, of record: DeadlineRecord, _ declaration: DeadlineDeclaration
  ) -> Instant? {
    if record.endedAt != nil || record.stoppedAt != nil || declaration.event(of: rung) == nil { return nil }
    switch rung {
    case .breach: return record.breachedAt == nil ? record.due : nil
    case .warn:
      guard record.warnedAt == nil, let before = record.warnBefore.flatMap({ Delay($0) }) else { return nil }
      switch moment(before, before: record.due, calendar: declaration.calendar) {
      case .success(let moment): return moment
      case .failure(let failure):
        tell(declaration, failure)
        return nil
      }
    }
  }

  /// A rung's timer is used up: what it raises, nil where the deadline is none of this definition.
  mutating func raise(_ rung: DeadlineRung, of id: String, due: Instant) -> Event? {
    guard let index = snapshot.deadlines.firstIndex(where: { $0.id == id }),
      let event = definition.deadline(id)?.event(of: rung)
    else { return nil }
    switch rung {
    case .warn: snapshot.deadlines[index].warnedAt = world.now
    case .breach: snapshot.deadlines[index].breachedAt = world.now
    }
    let end = snapshot.deadlines[index].due.dateAndTime(in: zone, zones: world.zones)
    return Event(
      name: event.value, kind: .internal,
      data: .object([("deadline", .string(id)), ("due", end.map(Value.dateAndTime) ?? .null)]), at: due)
  }

  // MARK: Anew

  /// Reckons every deadline that has not ended anew, since calendars may have been edited.
  ///
  /// - Returns: those whose end moved, with both ends.
  mutating func reckonDeadlines() -> [(id: String, before: Instant, after: Instant)] {
    var moved: [(id: String, before: Instant, after: Instant)] = []
    for index in snapshot.deadlines.indices where snapshot.deadlines[index].endedAt == nil {
      let record = snapshot.deadlines[index]
      guard let declaration = definition.deadline(record.id),
        case .success(let due) = due(of: record, declaration), due != record.due
      else { continue }
      snapshot.deadlines[index].due = due
      arm(snapshot.deadlines[index], declaration)
      moved.append((record.id, record.due, due))
    }
    return moved
  }

  // MARK: Reckoning

  /// When a budget is used up, an open stop left out of account.
  func due(of record: DeadlineRecord, _ declaration: DeadlineDeclaration) -> Result<Instant, ActionFailure> {
    guard let budget = Delay(record.budget), let start = day(of: record.startedAt) else {
      return .failure(ActionFailure(.notADelay(.string(record.budget))))
    }
    let stops = record.stops.compactMap { stop in stop.until.map { (from: stop.from, until: $0) } }
    let calendar = businessCalendar(declaration.calendar)
    if let counting = declaration.counting {
      let day = lastDay(of: budget, from: start, inclusive: counting == .inclusive, stops, calendar)
      return day.flatMap { day in
        adjusted(day, declaration.adjustment, calendar: declaration.calendar).flatMap { endOfDay($0) }
      }
    }
    let end: Result<Instant, ActionFailure>
    switch budget {
    case .businessDays(let count):
      guard let calendar else { return .failure(ActionFailure(.noCalendar)) }
      let stopped = stops.reduce(0) { $0 + businessDays(of: $1, calendar) }
      end = moved(record.startedAt) { calendar.adding(businessDays: count + stopped, to: $0) }
    case .duration, .period, .expression:
      let stopped = stops.reduce(0) { $0 + max(0, $1.until.milliseconds - $1.from.milliseconds) }
      end = moment(budget, after: record.startedAt).flatMap { moment in
        let (due, overflow) = moment.milliseconds.addingReportingOverflow(stopped)
        return overflow ? .failure(ActionFailure(.outOfRange)) : .success(Instant(milliseconds: due))
      }
    }
    return end.flatMap { adjusted($0, declaration.adjustment, calendar: declaration.calendar) }
  }

  /// The last day of a budget of whole days.
  private func lastDay(
    of budget: Delay, from start: CalendarDate, inclusive: Bool, _ stops: [(from: Instant, until: Instant)],
    _ calendar: BusinessCalendar?
  ) -> Result<CalendarDate, ActionFailure> {
    let day: CalendarDate?
    switch budget {
    case .duration(let duration):
      let days = Int(duration.seconds / 86_400)
      day = LegalPeriod.lastDay(days: days, from: start, countsFirstDay: inclusive)?.adding(days: daysStopped(stops))
    case .period(let period):
      day = LegalPeriod.lastDay(months: Int(period.months), from: start, countsFirstDay: inclusive)?
        .adding(days: daysStopped(stops))
    case .businessDays(let count):
      guard let calendar else { return .failure(ActionFailure(.noCalendar)) }
      let stopped = stops.reduce(0) { $0 + businessDays(of: $1, calendar) }
      let isFirst = inclusive && calendar.isBusinessDay(start)
      day = calendar.adding(businessDays: max(0, count + stopped - (isFirst ? 1 : 0)), to: start)
    case .expression: return .failure(ActionFailure(.notADelay(.string(budget.written))))
    }
    return day.map { .success($0) } ?? .failure(ActionFailure(.outOfRange))
  }

  private func daysStopped(_ stops: [(from: Instant, until: Instant)]) -> Int {
    stops.reduce(0) { sum, stop in
      guard let from = day(of: stop.from), let until = day(of: stop.until) else { return sum }
      return sum + max(0, until.daysSinceEpoch - from.daysSinceEpoch)
    }
  }

  private func businessDays(of stop: (from: Instant, until: Instant), _ calendar: BusinessCalendar) -> Int {
    guard let from = day(of: stop.from), let until = day(of: stop.until) else { return 0 }
    return max(0, calendar.businessDays(from: from, to: until) ?? 0)
  }

  /// What is left of a budget at a moment, negative where it is overdrawn.
  func remaining(of record: DeadlineRecord, _ declaration: DeadlineDeclaration, at now: Instant) -> DeadlineRemainder {
    let reference = record.reference(now)
    if case .businessDays? = Delay(record.budget), let calendar = businessCalendar(declaration.calendar),
      let from = day(of: reference), let to = day(of: record.due), let days = calendar.businessDays(from: from, to: to)
    {
      return .businessDays(days)
    }
    if declaration.counting != nil, let from = day(of: reference), let to = day(of: record.due) {
      return .days(to.daysSinceEpoch - from.daysSinceEpoch)
    }
    return .time(DaysAndTimeDuration(seconds: (record.due.milliseconds - reference.milliseconds) / 1_000))
  }
}

/// What is left of a budget.
enum DeadlineRemainder: Sendable, Hashable {
  /// Open days after today up to and with the last.
  case businessDays(Int)
  /// Days after today up to and with the last.
  case days(Int)
  /// A span of time.
  case time(DaysAndTimeDuration)
}
