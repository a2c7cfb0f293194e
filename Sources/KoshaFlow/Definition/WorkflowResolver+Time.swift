// What a workflow says of time beside its states, resolved: the states, calendars, events and fields that deadlines and
// schedules name.

import KoshaRules
import KoshaSource

extension WorkflowResolver {
  mutating func deadlines(_ list: [DeadlineSyntax]) -> [DeadlineDeclaration] {
    var deadlines: [DeadlineDeclaration] = []
    for syntax in list {
      if let deadline = deadline(syntax) { deadlines.append(deadline) }
    }
    return deadlines
  }

  private mutating func deadline(_ syntax: DeadlineSyntax) -> DeadlineDeclaration? {
    let from = stateIndexes(syntax.from)
    let until = stateIndexes(syntax.until)
    let stopsIn = stateIndexes(syntax.stopsIn)
    for name in syntax.stopsIn where syntax.until.contains(where: { $0.value == name.value }) {
      bag.add(WorkflowProblem.stopsWhereItEnds(state: name.value), at: name.span)
    }
    if let calendar = syntax.calendar { checkCalendar(calendar) }
    let within = syntax.within.flatMap { delay($0) }
    if syntax.counting != nil, case .duration(let duration)? = within, !duration.isWholeDays {
      bag.add(WorkflowProblem.countedHours(duration.description), at: syntax.withinSpan)
    }
    var warning: DeadlineDeclaration.Warning?
    if let written = syntax.warning, let before = delay(written.before) {
      use(event: written.event)
      if let within, before.isCertainlyNotShorter(than: within) {
        bag.add(WorkflowProblem.warningBeforeStart(before: before.text, within: within.text), at: written.span)
      }
      warning = DeadlineDeclaration.Warning(before: before, event: written.event)
    }
    if let breach = syntax.breach { use(event: breach) }
    guard let within else { return nil }
    return DeadlineDeclaration(
      id: syntax.id.value, title: syntax.title?.value ?? Words(syntax.id.value), basis: syntax.basis?.value, from: from,
      until: until, stopsIn: stopsIn, within: within, counting: syntax.counting, adjustment: syntax.adjustment,
      calendar: syntax.calendar?.value, warning: warning, breach: syntax.breach, span: syntax.id.span)
  }

  mutating func schedules(_ list: [ScheduleSyntax]) -> [ScheduleDeclaration] {
    var schedules: [ScheduleDeclaration] = []
    for syntax in list {
      if let calendar = syntax.calendar { checkCalendar(calendar) }
      schedules.append(
        ScheduleDeclaration(
          id: syntax.id.value, every: syntax.every, adjustment: syntax.adjustment, calendar: syntax.calendar?.value,
          data: assignments(syntax.data)))
    }
    return schedules
  }

  /// The states that names mean; they need not be active together.
  private mutating func stateIndexes(_ names: [Located<String>]) -> [Int] {
    var indexes: [Int] = []
    for name in names {
      if let index = stateIndexes[name.value], !states[index].isHistory {
        indexes.append(index)
      } else {
        let nearest = Suggestion.nearest(
          to: name.value, in: states.dropFirst().lazy.filter { !$0.isHistory }.map(\.syntax.id.value))
        bag.add(WorkflowProblem.unknown(.state, name.value, nearest: nearest), at: name.span)
      }
    }
    return indexes
  }
}

extension DaysAndTimeDuration {
  /// Whether it is made of whole days.
  var isWholeDays: Bool { nanoseconds == 0 && seconds % 86_400 == 0 }
}

extension Delay {
  /// Whether it is at least as long as another of its kind, whatever the calendar says.
  fileprivate func isCertainlyNotShorter(than other: Delay) -> Bool {
    switch (self, other) {
    case (.duration(let left), .duration(let right)): !(left < right)
    case (.period(let left), .period(let right)): left.months >= right.months
    case (.businessDays(let left), .businessDays(let right)): left >= right
    default: false
    }
  }
}
