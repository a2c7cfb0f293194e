// A case as one reader may see it, and its JSON (cli.md).

package import KoshaRules
public import KoshaSource

/// A case as one reader may see it: fields that the reader may not see are masked.
public struct CaseView: Sendable {
  /// The case; masked fields hold null.
  public var record: CaseRecord
  /// Names of the fields the reader may not see, and of the decisions whose answers could tell them.
  public var masked: [String]
  /// The active basic states' ids in document order.
  public var state: [String]
  /// Their titles.
  public var stateTitles: [Words]
  /// The events, for the reader.
  public var events: [EventAvailability]
  /// The deadlines that have started.
  public var deadlines: [DeadlineView]

  /// The view of a reader (`world.actor`).
  public static func make(
    _ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> CaseView {
    let state = record.basicStates(definition)
    var view = CaseView(
      record: record, masked: [], state: state,
      stateTitles: state.map { id in definition.state(id)?.title ?? Words(id) },
      events: CaseDecider.availability(record, definition, in: world),
      deadlines: DeadlineView.all(of: record, definition, in: world))
    // What cannot be read because the record does not fit its definition is masked as well.
    var deliberation = try? Deliberation(record, definition, in: world)
    let fields = definition.fields.filter { field in !(deliberation?.mayRead(field) ?? false) }.map(\.name)
    let made = Set(record.decisions.map(\.name))
    view.masked = HiddenNames(fields: fields, in: definition).names.filter { fields.contains($0) || made.contains($0) }
    view.mask()
    return view
  }

  private mutating func mask() {
    for index in record.data.indices where masked.contains(record.data[index].name) {
      record.data[index].value = .null
    }
    for index in record.decisions.indices where masked.contains(record.decisions[index].name) {
      record.decisions[index].value = .null
    }
    // The last event's data holds the values it set.
    if case .context(var event) = record.event, case .context(var data)? = event["data"] {
      for entry in data.entries where masked.contains(entry.name) { data[entry.name] = .null }
      event["data"] = .context(data)
      record.event = .context(event)
    }
  }

  /// The JSON document of `case open`, `case do` and `case show`, titles and reasons in the given language.
  public func json(_ language: Language, _ definition: WorkflowDefinition, in world: StepInput) -> String {
    ValueJSON.encode(.context(document(language, definition, in: world)))
  }

  private func document(_ language: Language, _ definition: WorkflowDefinition, in world: StepInput) -> Context {
    func time(_ instant: Instant) -> Value {
      .string(instant.rfc3339(in: world.workspace.zone, zones: world.zones))
    }
    // What decisions answered stands beside the data, as expressions see it.
    let data = Context(record.data + record.decisions)
    let tasks = record.tasks.map { task in
      let title = definition.title(of: task)
      let checklist = (definition.state(task.state)?.task?.checklist ?? []).enumerated().map { index, item in
        let mark = task.marks.first { $0.item == index }
        return Value.object([
          ("item", .string(item.title[language])), ("required", .boolean(item.isRequired)),
          ("checked_by", .text(mark?.by)), ("checked_at", mark.map { time($0.at) } ?? .null),
        ])
      }
      return Value.object([
        ("id", .string(task.id)), ("state", .string(task.state)), ("title", .string(title[language])),
        ("roles", .strings(task.roles)), ("people", .strings(task.people)), ("opened_at", time(task.openedAt)),
        ("due", task.due.map(time) ?? .null), ("claimed_by", .text(task.claimedBy)),
        ("owner", .text(task.owner)), ("checklist", .list(task.isBallot ? [] : checklist)),
      ])
    }
    let opener =
      record.opener.map { opener in
        Value.object([
          ("case", .string(opener.caseID)), ("number", .string(opener.number)), ("id", .string(opener.childID)),
        ])
      } ?? .null
    let children = record.children.map { child in
      Value.object([
        ("id", .string(child.id)), ("case", .string(child.caseID)),
        ("number", .text(child.number.isEmpty ? nil : child.number)), ("workflow", .string(child.workflow)),
        ("state", .strings(child.state)), ("status", .string(child.status.rawValue)), ("outcome", .text(child.outcome)),
      ])
    }
    return Context([
      Context.Entry("id", .string(record.id)),
      Context.Entry("number", .string(record.number)),
      Context.Entry("workflow", .string(record.workflow)),
      Context.Entry("version", .integer(record.version)),
      Context.Entry("definition", .string(record.definition)),
      Context.Entry("revision", .integer(record.revision)),
      Context.Entry("state", .strings(state)),
      Context.Entry("status", .string(record.status.rawValue)),
      Context.Entry("outcome", .text(record.outcome)),
      Context.Entry("data", .context(data)),
      Context.Entry("masked", .strings(masked)),
      Context.Entry("tasks", .list(tasks)),
      Context.Entry("deadlines", .list(deadlines.map { $0.value(language, time: time) })),
      Context.Entry("opener", opener),
      Context.Entry("children", .list(children)),
      Context.Entry("events", .list(events.map { $0.value(language) })),
      // Every revision is one entry of the journal.
      Context.Entry("journal_size", .integer(record.revision)),
    ])
  }
}

extension EventAvailability {
  /// The event as JSON shows it.
  package func value(_ language: Language) -> Value {
    .object([
      ("event", .string(event)), ("title", .string(title[language])), ("by", .strings(by)),
      (
        "input",
        .list(
          input.map { field in
            .object([
              ("field", .string(field.name)), ("type", .string(field.type.text)),
              ("required", .boolean(field.isRequired)),
            ])
          })
      ),
      ("comment_required", .boolean(commentRequired)), ("enabled", .boolean(whyNot == nil)),
      ("why_not", .text(whyNot?.message[language])), ("why_not_code", .text(whyNot?.code.rawValue)),
    ])
  }
}

extension Value {
  /// Named values in order.
  package static func object(_ entries: [(String, Value)]) -> Value {
    .context(Context(entries.map { Context.Entry($0.0, $0.1) }))
  }

  package static func strings(_ texts: [String]) -> Value { .list(texts.map(Value.string)) }

  package static func text(_ text: String?) -> Value { text.map(Value.string) ?? .null }

  package static func integer(_ number: Int) -> Value { .number(Decimal128(number)) }
}
