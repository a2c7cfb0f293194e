// The transitions of a workflow file: `on`, `always`, `after`, `done`.

import KoshaRules
import KoshaSource
import KoshaYAML

/// `comment`.
private enum CommentRule: String, CaseIterable {
  case required
  case allowed
}

extension WorkflowReader {
  /// `on`: a map from patterns to transitions, or a list of transitions that name their events.
  mutating func on(_ node: YAMLNode) -> [TransitionSyntax] {
    var transitions: [TransitionSyntax] = []
    switch node.content {
    case .sequence(let items):
      for item in items {
        if let transition = listedTransition(item) { transitions.append(transition) }
      }
    case .mapping(let entries):
      for entry in entries {
        checkPattern(entry.key)
        transitions += self.transitions(
          entry.value, WorkflowKeys.transition, .event([entry.key]), head: entry.key.span)
      }
    case .scalar:
      bag.add(WorkflowProblem.shape(.on), at: node.span)
    }
    return transitions
  }

  private mutating func listedTransition(_ node: YAMLNode) -> TransitionSyntax? {
    guard let reader = MappingReader(node, WorkflowKeys.listedTransition, into: &bag),
      let event = reader.required("event", into: &bag)
    else { return nil }
    let patterns = strings(event)
    for pattern in patterns { checkPattern(pattern) }
    if event.itemsOrSelf.isEmpty { bag.add(WorkflowProblem.noEvent, at: event.span) }
    return transition(reader, .event(patterns), at: node.headSpan)
  }

  private mutating func checkPattern(_ pattern: Located<String>) {
    if !Identifier.isEventPattern(pattern.value) {
      bag.add(WorkflowProblem.identifier(.event, pattern.value), at: pattern.span)
    }
  }

  /// A transition or a list of them: a target's name, or a mapping.
  mutating func transitions(
    _ node: YAMLNode, _ table: KeyTable, _ trigger: TransitionSyntax.Trigger, head: SourceSpan? = nil
  ) -> [TransitionSyntax] {
    guard case .sequence(let items) = node.content else {
      return transition(node, table, trigger, at: head ?? node.headSpan).map { [$0] } ?? []
    }
    var transitions: [TransitionSyntax] = []
    for item in items {
      if let transition = transition(item, table, trigger, at: item.headSpan) { transitions.append(transition) }
    }
    return transitions
  }

  private mutating func transition(
    _ node: YAMLNode, _ table: KeyTable, _ trigger: TransitionSyntax.Trigger, at span: SourceSpan
  ) -> TransitionSyntax? {
    switch node.content {
    case .mapping:
      return MappingReader(node, table, into: &bag).map { transition($0, trigger, at: span) }
    case .scalar where !node.isNull:
      return string(node).map { TransitionSyntax(trigger: trigger, targets: [$0], span: span) }
    default:
      bag.add(WorkflowProblem.shape(.transition), at: span)
      return nil
    }
  }

  private mutating func transition(
    _ reader: MappingReader, _ trigger: TransitionSyntax.Trigger, at span: SourceSpan
  ) -> TransitionSyntax {
    var transition = TransitionSyntax(trigger: trigger, span: span)
    transition.targets = reader["target"].map { strings($0) } ?? []
    transition.isInternal = reader["internal"].map { flag($0) } ?? false
    transition.guards = reader["guard"].map { guards($0) } ?? []
    transition.title = reader["title"].flatMap { words($0) }
    transition.by = reader["by"].map { audience($0) }
    transition.notBy = reader["not_by"].map { audience($0) } ?? []
    transition.assigneeOnly = reader["assignee_only"].map { flag($0) } ?? false
    transition.input = reader["input"].map { inputs($0) } ?? []
    transition.commentRequired = reader["comment"].flatMap { choice($0, CommentRule.self) } == .required
    transition.actions = reader["actions"].map { actions($0) } ?? []
    transition.basis = reader["basis"].flatMap { words($0) }
    return transition
  }

  /// `guard`: an expression, or a list whose every entry must hold.
  private mutating func guards(_ node: YAMLNode) -> [GuardSyntax] {
    var guards: [GuardSyntax] = []
    for item in node.itemsOrSelf {
      guard case .mapping = item.content else {
        if let condition = expression(item) { guards.append(GuardSyntax(condition: condition, message: nil)) }
        continue
      }
      guard let reader = MappingReader(item, WorkflowKeys.condition, into: &bag),
        let condition = reader.required("if", into: &bag).flatMap({ expression($0) })
      else { continue }
      guards.append(GuardSyntax(condition: condition, message: reader["message"].flatMap { words($0) }?.value))
    }
    return guards
  }

  /// `after`: mappings, each with a `delay` or an `at`.
  mutating func timedTransitions(_ node: YAMLNode) -> [TransitionSyntax] {
    var transitions: [TransitionSyntax] = []
    for item in node.itemsOrSelf {
      guard let reader = MappingReader(item, WorkflowKeys.timedTransition, into: &bag) else { continue }
      transitions.append(transition(reader, .after(timer(reader)), at: item.headSpan))
    }
    return transitions
  }

  private mutating func timer(_ reader: MappingReader) -> TimerSyntax {
    var timer = TimerSyntax(
      moment: nil, adjustment: reader["adjust"].flatMap { choice($0, Adjustment.self) },
      calendar: reader["calendar"].flatMap { string($0) })
    switch (reader["delay"], reader["at"]) {
    case (let node?, nil): timer.moment = delay(node).map { .delay($0) }
    case (nil, let node?): timer.moment = expression(node).map { .at($0) }
    case (nil, nil): bag.add(WorkflowProblem.timerWithoutMoment, at: reader.headSpan)
    case (_?, let at?): bag.add(WorkflowProblem.timerWithTwoMoments, at: at.span)
    }
    return timer
  }
}

extension MappingReader {
  /// The first key, where a message about the whole mapping points.
  var headSpan: SourceSpan { entries.first?.key.span ?? span }
}
