// An explained case in words: each step with its reasons, and what can happen now.

import KoshaFlow
import KoshaRules
import KoshaSource

/// Prints explained cases.
struct ExplanationOutput {
  let session: Session
  private let display: ValueDisplay
  private let output: CaseOutput

  init(_ session: Session) throws {
    self.session = session
    self.display = try session.display()
    self.output = try CaseOutput(session)
  }

  private var language: Language { session.language }

  /// Prints an explanation.
  func print(_ explanation: CaseExplanation, _ definition: WorkflowDefinition) {
    let view = explanation.view
    Console.line(
      Console.styled(view.record.number, .bold) + "  \(definition.title[language])  "
        + output.standing(view, definition))
    for step in explanation.steps { print(step, definition) }
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

  private func print(_ step: CaseExplanation.Step, _ definition: WorkflowDefinition) {
    let (entry, body) = (step.entry, step.entry.body)
    let what = output.title(of: body.event, entry.header.kind, definition)
    Console.line(
      "#\(entry.header.sequence)  \(display.time(entry.header.time))  \(what)  \(JournalOutput.who(body, output))")
    for taken in step.transitions {
      let targets = taken.record.targets
      var line = "    \(output.stateTitles([taken.record.source], definition))"
      if !targets.isEmpty { line += " → \(output.stateTitles(targets, definition))" }
      if !taken.guards.isEmpty {
        let conditions = taken.guards.joined(separator: session.say(ja: " かつ ", en: " and "))
        line += session.say(ja: "  条件 `\(conditions)`", en: "  since `\(conditions)`")
      }
      if let basis = taken.basis { line += session.say(ja: "  根拠 \(basis.ja)", en: "  basis \(basis.en)") }
      Console.line(line)
    }
    for decision in body.decisions {
      Console.line("    " + output.text(of: decision, definition, masked: entry.masked))
      let inputs = decision.inputs.map { "\($0.name) = \(display.text($0.value))" }
      if !inputs.isEmpty { Console.line("      " + output.join(inputs)) }
    }
  }
}
