// What a workflow file says of time beside its states: `deadlines`, `schedule`.

import KoshaRules
import KoshaSource
import KoshaYAML

/// A deadline as written.
struct DeadlineSyntax {
  var id: Located<String>
  var title: Located<Words>?
  var basis: Located<Words>?
  var from: [Located<String>]
  var until: [Located<String>]
  var stopsIn: [Located<String>]
  /// Nil where it could not be read.
  var within: DelaySyntax?
  var withinSpan: SourceSpan
  var counting: DeadlineDeclaration.Counting?
  var adjustment: Adjustment?
  var calendar: Located<String>?
  var warning: (before: DelaySyntax, event: Located<String>, span: SourceSpan)?
  var breach: Located<String>?
}

/// A schedule as written.
struct ScheduleSyntax {
  var id: Located<String>
  var every: Repetition
  var adjustment: Adjustment?
  var calendar: Located<String>?
  var data: [DataSyntax]
}

/// The keys of what a workflow says of time.
enum TimeKeys {
  static let deadline = KeyTable(
    Words(ja: "期限", en: "a deadline"),
    [
      "title", "basis", "from", "until", "within", "counting", "adjust", "calendar", "stops_in", "warn", "breach",
    ])
  static let schedule = KeyTable(
    Words(ja: "予定", en: "a schedule"), ["id", "every", "adjust", "calendar", "open"])
  static let opening = KeyTable(Words(ja: "予定による開始", en: "the opening of a schedule"), ["data"])
  static let warning = KeyTable(Words(ja: "期限の予告", en: "a warning"), ["before", "raise"])
  static let breach = KeyTable(Words(ja: "期限の到来", en: "a breach"), ["raise"])
}

extension WorkflowReader {
  /// `deadlines`, in file order.
  mutating func deadlines(_ node: YAMLNode) -> [DeadlineSyntax] {
    guard let entries = node.freeEntries(Words(ja: "期限", en: "the deadlines"), into: &bag) else { return [] }
    var deadlines: [DeadlineSyntax] = []
    for entry in entries {
      if !Identifier.isPlain(entry.key.value) {
        bag.add(WorkflowProblem.identifier(.deadline, entry.key.value), at: entry.key.span)
      }
      if let deadline = deadline(entry) { deadlines.append(deadline) }
    }
    return deadlines
  }

  private mutating func deadline(_ entry: YAMLEntry) -> DeadlineSyntax? {
    guard let reader = MappingReader(entry.value, TimeKeys.deadline, into: &bag),
      let within = reader.required("within", into: &bag)
    else { return nil }
    return DeadlineSyntax(
      id: entry.key, title: reader["title"].flatMap { words($0) }, basis: reader["basis"].flatMap { words($0) },
      from: reader["from"].map { strings($0) } ?? [], until: reader["until"].map { strings($0) } ?? [],
      stopsIn: reader["stops_in"].map { strings($0) } ?? [], within: delay(within), withinSpan: within.span,
      counting: reader["counting"].flatMap { choice($0, DeadlineDeclaration.Counting.self) },
      adjustment: reader["adjust"].flatMap { choice($0, Adjustment.self) },
      calendar: reader["calendar"].flatMap { string($0) }, warning: reader["warn"].flatMap { warning($0) },
      breach: reader["breach"].flatMap { breach($0) })
  }

  private mutating func warning(
    _ node: YAMLNode
  ) -> (before: DelaySyntax, event: Located<String>, span: SourceSpan)? {
    guard let reader = MappingReader(node, TimeKeys.warning, into: &bag) else { return nil }
    let before = reader.required("before", into: &bag)
    guard let event = reader.required("raise", into: &bag).flatMap({ raised($0) }), let before,
      let delay = delay(before)
    else { return nil }
    return (delay, event, before.span)
  }

  private mutating func breach(_ node: YAMLNode) -> Located<String>? {
    guard let reader = MappingReader(node, TimeKeys.breach, into: &bag) else { return nil }
    return reader.required("raise", into: &bag).flatMap { raised($0) }
  }

  private mutating func raised(_ node: YAMLNode) -> Located<String>? {
    guard let event = string(node) else { return nil }
    checkEvent(event)
    return event
  }

  /// `schedule`, in file order.
  mutating func schedules(_ node: YAMLNode) -> [ScheduleSyntax] {
    var schedules: [ScheduleSyntax] = []
    for item in node.itemsOrSelf {
      guard let schedule = schedule(item) else { continue }
      if let earlier = schedules.first(where: { $0.id.value == schedule.id.value }) {
        bag.add(
          WorkflowProblem.repeatedSchedule(schedule.id.value), at: schedule.id.span,
          related: [Diagnostic.Related(span: earlier.id.span, message: WorkflowProblem.firstPlace)])
      }
      schedules.append(schedule)
    }
    return schedules
  }

  private mutating func schedule(_ node: YAMLNode) -> ScheduleSyntax? {
    guard let reader = MappingReader(node, TimeKeys.schedule, into: &bag) else { return nil }
    let id = reader.required("id", into: &bag).flatMap { string($0) }
    let every = reader.required("every", into: &bag).flatMap { repetition($0) }
    var data: [DataSyntax] = []
    if let open = reader["open"], let opening = MappingReader(open, TimeKeys.opening, into: &bag) {
      data = opening["data"].map { self.data($0) } ?? []
    }
    guard let id, let every else { return nil }
    if !Identifier.isPlain(id.value) { bag.add(WorkflowProblem.identifier(.schedule, id.value), at: id.span) }
    return ScheduleSyntax(
      id: id, every: every, adjustment: reader["adjust"].flatMap { choice($0, Adjustment.self) },
      calendar: reader["calendar"].flatMap { string($0) }, data: data)
  }

  private mutating func repetition(_ node: YAMLNode) -> Repetition? {
    guard let text = string(node) else { return nil }
    guard let repetition = Repetition(text.value) else {
      bag.add(WorkflowProblem.repetition(text.value), at: text.span)
      return nil
    }
    return repetition
  }
}
