// A workflow's definition as `flow show` tells it: JSON by cli.md, and a page for people.

import KoshaFlow
import KoshaRules
import KoshaSource

/// A definition, described.
struct FlowDescription {
  private let definition: WorkflowDefinition
  private let workspace: Workspace
  private let language: Language

  init(_ definition: WorkflowDefinition, in workspace: Workspace, language: Language) {
    self.definition = definition
    self.workspace = workspace
    self.language = language
  }

  // MARK: - JSON

  /// The document of cli.md.
  var json: Value {
    .context(
      Context([
        Context.Entry("workflow", .string(definition.id)),
        Context.Entry("title", .string(definition.title[language])),
        // A file that is no case's yet has no number in a store.
        Context.Entry("version", .null),
        Context.Entry("definition", .string(definition.digest)),
        Context.Entry("basis", definition.basis.map { .string($0[language]) } ?? .null),
        Context.Entry("access", access),
        Context.Entry("data", .list(definition.fields.map(field))),
        Context.Entry("states", .list(definition.states.dropFirst().map(state))),
        Context.Entry("events", .list(sentEvents.map(event))),
      ]))
  }

  private var access: Value {
    .context(
      Context([
        Context.Entry("open", whoValue(definition.access.open)),
        Context.Entry("input", .list(definition.access.openInput.map(input))),
        Context.Entry("read", whoValue(definition.access.read)),
      ]))
  }

  /// Nil stands for everyone in `people`.
  private func whoValue(_ who: [Who]?) -> Value { who.map { .list($0.map { .string($0.text) }) } ?? .null }

  private func field(_ field: DataField) -> Value {
    .context(
      Context([
        Context.Entry("name", .string(field.name)),
        Context.Entry("type", .string(field.type.text)),
        Context.Entry("title", .string(field.title[language])),
        Context.Entry("check", field.check.map { .string($0.text) } ?? .null),
        Context.Entry("unit", field.unit.map(Value.string) ?? .null),
        Context.Entry("initial", field.initial.map { .string($0.text) } ?? .null),
        Context.Entry("sensitive", .boolean(field.isSensitive)),
        Context.Entry("read", .list(field.read.map { .string($0.text) })),
        Context.Entry("help", field.help.map { .string($0[language]) } ?? .null),
      ]))
  }

  private func state(_ state: StateNode) -> Value {
    .context(
      Context([
        Context.Entry("state", .string(state.id)),
        Context.Entry("title", .string(state.title[language])),
        Context.Entry("kind", .string(state.kind.name)),
        Context.Entry("parent", state.parent.flatMap { $0 == 0 ? nil : .string(definition.states[$0].id) } ?? .null),
        Context.Entry("tags", .list(state.tags.map(Value.string))),
        Context.Entry("outcome", state.outcome.map(Value.string) ?? .null),
      ]))
  }

  private func event(_ event: SentEvent) -> Value {
    .context(
      Context([
        Context.Entry("event", .string(event.name)),
        Context.Entry("title", .string(event.title[language])),
        Context.Entry("by", .list(event.by.map(Value.string))),
        Context.Entry("input", .list(event.input.map(input))),
      ]))
  }

  private func input(_ field: InputField) -> Value {
    .context(
      Context([
        Context.Entry("field", .string(field.name)),
        Context.Entry("type", .string(field.type.text)),
        Context.Entry("required", .boolean(field.isRequired)),
      ]))
  }

  // MARK: - Events

  /// An event that persons send, over all its transitions.
  private struct SentEvent {
    let name: String
    var title: Words
    var by: [String] = []
    var input: [InputField] = []
  }

  /// The events that persons send, in document order.
  private var sentEvents: [SentEvent] {
    var events: [SentEvent] = []
    for transition in definition.transitions {
      guard let by = transition.by, case .event(let patterns) = transition.trigger else { continue }
      for pattern in patterns {
        let index =
          events.firstIndex { $0.name == pattern.text }
          ?? {
            events.append(
              SentEvent(name: pattern.text, title: transition.title ?? definition.title(ofEvent: pattern.text)))
            return events.endIndex - 1
          }()
        for who in by where !events[index].by.contains(who.text) { events[index].by.append(who.text) }
        for field in transition.input where !events[index].input.contains(where: { $0.name == field.name }) {
          events[index].input.append(field)
        }
      }
    }
    return events
  }

  // MARK: - Words

  /// Prints the page.
  func print() {
    Console.line(Console.styled("\(definition.title[language]) (\(definition.id))", .bold))
    if let basis = definition.basis { Console.line(say("根拠: ", "basis: ") + basis[language]) }
    Console.line(say("定義: ", "definition: ") + definition.digest)
    Console.line(say("開ける人: ", "opened by: ") + audience(definition.access.open))
    Console.line(say("読める人: ", "read by: ") + audience(definition.access.read))
    printStates()
    printFields()
    printEvents()
  }

  private func audience(_ who: [Who]?) -> String {
    guard let who else { return say("登録された全員", "everyone in `people`") }
    return who.isEmpty
      ? say("なし（ほかの案件から）", "no person") : join(who.map { $0.text(in: workspace)[language] })
  }

  private func printStates() {
    heading(say("状態", "States"))
    for state in definition.states.dropFirst() {
      var line = String(repeating: "  ", count: state.depth - 1) + "\(state.title[language]) (\(state.id))"
      switch state.kind {
      case .final: line += " " + say("終了", "final") + (state.outcome.map { ": \($0)" } ?? "")
      case .parallel: line += " " + say("並行", "parallel")
      case .history(let deep): line += " " + (deep ? say("深い履歴", "deep history") : say("履歴", "history"))
      case .atomic, .compound: break
      }
      if let task = state.task { line += "  " + say("タスク: ", "task: ") + task.title[language] }
      Console.line("  " + line)
    }
  }

  private func printFields() {
    if definition.fields.isEmpty { return }
    heading(say("項目", "Data"))
    var table = TextTable([say("項目", "field"), say("名称", "title"), say("型", "type"), say("確認", "check")])
    for field in definition.fields {
      let mark = field.isSensitive ? say("（機微）", " (sensitive)") : ""
      table.add([field.name, field.title[language] + mark, field.type.text, field.check?.text ?? ""])
    }
    for line in table.lines() { Console.line("  " + line) }
  }

  private func printEvents() {
    let events = sentEvents
    if events.isEmpty { return }
    heading(say("イベント", "Events"))
    var table = TextTable([say("イベント", "event"), say("名称", "title"), say("行える人", "by"), say("入力", "input")])
    for event in events {
      table.add([
        event.name, event.title[language], event.by.joined(separator: ", "),
        event.input.map { $0.isRequired ? "\($0.name)*" : $0.name }.joined(separator: ", "),
      ])
    }
    for line in table.lines() { Console.line("  " + line) }
    if events.contains(where: { $0.input.contains(where: \.isRequired) }) {
      Console.line(say("  * は必須の入力", "  * must be given"))
    }
  }

  private func heading(_ text: String) {
    Console.line()
    Console.line(Console.styled(text, .bold))
  }

  private func join(_ texts: [String]) -> String { texts.joined(separator: language == .ja ? "、" : ", ") }

  private func say(_ ja: String, _ en: String) -> String { language == .ja ? ja : en }
}

extension StateNode.Kind {
  /// The kind as JSON names it.
  var name: String {
    switch self {
    case .atomic: "atomic"
    case .compound: "compound"
    case .parallel: "parallel"
    case .final: "final"
    case .history(let deep): deep ? "deep history" : "shallow history"
    }
  }
}
