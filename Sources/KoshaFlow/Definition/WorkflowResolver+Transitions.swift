// The transitions of a workflow, resolved: events, targets, guards, who may send and who may not.

import KoshaRules
import KoshaSource

extension WorkflowResolver {
  /// Resolves transitions of a state and appends them; their indexes.
  mutating func transitions(_ list: [TransitionSyntax], of source: Int) -> [Int] {
    var indexes: [Int] = []
    var timers = 0
    for syntax in list {
      if case .after = syntax.trigger { timers += 1 }
      let transition = transition(syntax, of: source, timer: timers)
      indexes.append(transition.index)
      transitions.append(transition)
    }
    return indexes
  }

  private mutating func transition(_ syntax: TransitionSyntax, of source: Int, timer: Int) -> Transition {
    let trigger = trigger(syntax, of: source, timer: timer)
    let targets = targets(syntax.targets).map(\.index)
    let guards = guards(syntax.guards)
    let by = syntax.by.map { audience($0, anyone: true) }
    let notBy = exclusions(syntax.notBy)
    let input = inputs(syntax.input)
    let actions = actions(syntax.actions)
    return Transition(
      index: transitions.count, source: source, trigger: trigger, targets: targets, isInternal: syntax.isInternal,
      guards: guards, title: syntax.title?.value, by: by, notBy: notBy, assigneeOnly: syntax.assigneeOnly,
      input: input, commentRequired: syntax.commentRequired, actions: actions, basis: syntax.basis?.value,
      span: syntax.span)
  }

  private mutating func trigger(_ syntax: TransitionSyntax, of source: Int, timer: Int) -> Trigger {
    let id = states[source].syntax.id.value
    switch syntax.trigger {
    case .always: return .always
    case .done: return .event([EventPattern("done.state.\(id)")])
    case .after(let declared):
      if let calendar = declared.calendar { checkCalendar(calendar) }
      return .after(
        TimerDeclaration(
          moment: moment(declared.moment), adjustment: declared.adjustment, calendar: declared.calendar?.value,
          id: "\(id).after.\(timer)"))
    case .event(let names):
      for name in names { use(pattern: name, title: syntax.title?.value) }
      return .event(names.map { EventPattern($0.value) })
    }
  }

  /// When a timer is due; where it could not be read the error is told and no definition comes of it.
  private mutating func moment(_ moment: TimerSyntax.Moment?) -> TimerDeclaration.Moment {
    switch moment {
    case .delay(let syntax): delay(syntax).map { .delay($0) } ?? .delay(.businessDays(0))
    case .at(let text):
      program(text, .moment, [.date, .dateAndTime]).map { .at($0) } ?? .delay(.businessDays(0))
    case nil: .delay(.businessDays(0))
    }
  }

  private mutating func guards(_ list: [GuardSyntax]) -> [Guard] {
    var guards: [Guard] = []
    for syntax in list {
      if let program = condition(syntax.condition) { guards.append(Guard(program: program, message: syntax.message)) }
    }
    return guards
  }

  private mutating func exclusions(_ entries: [WhoSyntax]) -> [Exclusion] {
    var exclusions: [Exclusion] = []
    for entry in entries {
      switch entry {
      case .expression(let text):
        if let program = people(text) { exclusions.append(.who(.people(program))) }
      case .name(let name) where roles.contains(name.value): exclusions.append(.who(.role(name.value)))
      case .name(let name):
        pendingExclusions.append(name)
        exclusions.append(.sender(ofEvent: name.value))
      }
    }
    return exclusions
  }

  /// Tells the names in `not_by` that are neither a role nor an event of this workflow.
  mutating func resolveExclusions() {
    for name in pendingExclusions where !events.contains(name.value) && !Identifier.isPlatformEvent(name.value) {
      let nearest = Suggestion.nearest(to: name.value, in: events.names + workspace.roles.map(\.id))
      bag.add(WorkflowProblem.unknown(.excluded, name.value, nearest: nearest), at: name.span)
    }
  }

  // MARK: - Events

  /// Notes an event that an action sends.
  mutating func use(event name: Located<String>) {
    if Identifier.isPlatformEvent(name.value) { return }
    if events.isStrict { requireDeclaration(of: name) } else { events.add(name, title: nil) }
  }

  private mutating func use(pattern: Located<String>, title: Words?) {
    let text = pattern.value
    if text == "*" || Identifier.isPlatformEvent(text) || text == "done" || text == "error" { return }
    if events.isStrict, !events.matches(EventPattern(text)) {
      requireDeclaration(of: pattern)
    } else if !text.hasSuffix("*"), !text.hasSuffix("."), !events.isStrict || events.contains(text) {
      events.add(pattern, title: title)
    }
  }

  private mutating func requireDeclaration(of name: Located<String>) {
    guard !events.contains(name.value) else { return }
    let nearest = Suggestion.nearest(to: name.value, in: events.names)
    bag.add(WorkflowProblem.undeclaredEvent(name.value, nearest: nearest), at: name.span)
  }
}
