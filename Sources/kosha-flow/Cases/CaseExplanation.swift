// Why a case stands as it does: each transition with its guards and its article, each decision with the rules that
// fired and the values they saw, and for each event whether it can happen now.

import KoshaFlow
import KoshaRules
import KoshaSource

/// A case, explained from its journal.
struct CaseExplanation {
  private let view: CaseView
  private let definition: WorkflowDefinition
  private let entries: [HistoryEntry]
  private let session: Session
  private let display: ValueDisplay
  private let output: CaseOutput

  init(
    _ view: CaseView, _ definition: WorkflowDefinition, _ entries: [HistoryEntry], _ session: Session
  ) throws {
    self.view = view
    self.definition = definition
    self.entries = entries
    self.session = session
    self.display = try session.display()
    self.output = try CaseOutput(session)
  }

  private var language: Language { session.language }

  /// The transition as the definition has it; nil where the index fits none.
  private func transition(_ record: TransitionRecord) -> Transition? {
    definition.transitions.indices.contains(record.index) ? definition.transitions[record.index] : nil
  }

  // MARK: - JSON

  /// `{"id","number","workflow","state","steps":[…],"events":[…]}`.
  var json: Value {
    .context(
      Context([
        Context.Entry("id", .string(view.record.id)),
        Context.Entry("number", .string(view.record.number)),
        Context.Entry("workflow", .string(view.record.workflow)),
        Context.Entry("definition", .string(view.record.definition)),
        Context.Entry("state", .list(view.state.map(Value.string))),
        Context.Entry("steps", .list(entries.map(step))),
        Context.Entry("events", .list(view.events.map { $0.value(language) })),
      ]))
  }

  private func step(_ entry: HistoryEntry) -> Value {
    .context(
      Context([
        Context.Entry("seq", .number(Decimal128(entry.header.sequence))),
        Context.Entry("at", .string(display.stamp(entry.header.time))),
        Context.Entry("kind", .string(entry.header.kind.rawValue)),
        Context.Entry("event", entry.body.event.map(Value.string) ?? .null),
        Context.Entry("by", .string(entry.body.by)),
        Context.Entry("on_behalf_of", entry.body.onBehalfOf.map(Value.string) ?? .null),
        Context.Entry("before", .list(entry.body.before.map(Value.string))),
        Context.Entry("after", .list(entry.body.after.map(Value.string))),
        Context.Entry("transitions", .list(entry.body.transitions.map(taken))),
        Context.Entry("decisions", .list(entry.body.decisions.map { JournalOutput.decision($0, language) })),
      ]))
  }

  private func taken(_ record: TransitionRecord) -> Value {
    let transition = transition(record)
    return .context(
      Context([
        Context.Entry("source", .string(record.source)),
        Context.Entry("targets", .list(record.targets.map(Value.string))),
        Context.Entry("guards", .list((transition?.guards ?? []).map { .string($0.text) })),
        Context.Entry("basis", transition?.basis.map { .string($0[language]) } ?? .null),
      ]))
  }

  // MARK: - Words

  /// Prints the explanation.
  func print() {
    Console.line(
      Console.styled(view.record.number, .bold) + "  \(definition.title[language])  "
        + output.standing(view, definition))
    for entry in entries { print(entry) }
    if view.record.status != .active { return }
    Console.line(Console.styled(session.say(ja: "今できること、できないこと", en: "What can happen now, and what cannot"), .bold))
    for event in view.events {
      let name = "\(event.title[language]) (\(event.event))"
      if let reason = event.reason {
        Console.line("  · \(name): \(reason[language])")
      } else {
        Console.line("  \(Console.styled("✓", .green)) \(name)  \(output.inputText(event))")
      }
    }
  }

  private func print(_ entry: HistoryEntry) {
    let body = entry.body
    let what = output.title(of: body.event, entry.header.kind, definition)
    Console.line(
      "#\(entry.header.sequence)  \(display.time(entry.header.time))  \(what)  \(JournalOutput.who(body, output))")
    for record in body.transitions {
      let targets = record.targets.isEmpty ? "" : " → \(output.stateTitles(record.targets, definition))"
      var line = "    \(output.stateTitles([record.source], definition))\(targets)"
      if let transition = transition(record) {
        if !transition.guards.isEmpty {
          let conditions = transition.guards.map(\.text).joined(separator: session.say(ja: " かつ ", en: " and "))
          line += session.say(ja: "  条件 `\(conditions)`", en: "  since `\(conditions)`")
        }
        if let basis = transition.basis { line += session.say(ja: "  根拠 \(basis.ja)", en: "  basis \(basis.en)") }
      }
      Console.line(line)
    }
    for decision in body.decisions {
      Console.line("    " + output.text(of: decision, definition, masked: entry.masked))
      let inputs = decision.inputs.map { "\($0.name) = \(display.text($0.value))" }
      if !inputs.isEmpty { Console.line("      " + output.join(inputs)) }
    }
  }
}
