// `case show`, `case history`, `case explain`: one case, read.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct CaseShowCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "一件を示す / Shows one case.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "The case's number or id.")
  var reference: String

  func run(_ session: Session) throws {
    let (view, definition, json) = try session.look(reference)
    if session.options.json {
      Console.line(json)
    } else {
      try CaseOutput(session).print(view, definition)
    }
  }
}

struct CaseHistoryCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "これまでの経過 / What happened, from the journal.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "The case's number or id.")
  var reference: String
  @Option(help: ArgumentHelp("The last so many entries.", valueName: "n"))
  var limit: Limit?
  @Flag(help: "One JSON object a line.")
  var jsonl = false

  func run(_ session: Session) throws {
    guard let (definition, all) = try session.service().history(reference, actor: session.actor()) else {
      throw CommandFailure(noSuchCase: reference)
    }
    let entries = limit.map { Array(all.suffix($0.count)) } ?? all
    let display = try session.display()
    if jsonl || session.options.json {
      var output = ListOutput(isLines: jsonl)
      for entry in entries {
        output.add(JournalOutput.json(JournalLine(entry), display, session.language))
      }
      output.finish()
      return
    }
    let output = try CaseOutput(session)
    for entry in entries { JournalOutput.print(entry, definition, output, display) }
  }
}

struct CaseExplainCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "なぜ今の状態なのか / Why a case stands as it does.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "The case's number or id.")
  var reference: String

  func run(_ session: Session) throws {
    let (view, definition, _) = try session.look(reference)
    guard let (_, entries) = try session.service().history(reference, actor: session.actor()) else {
      throw CommandFailure(noSuchCase: reference)
    }
    let explanation = CaseExplanation(view, definition, entries)
    if session.options.json {
      Console.line(JSONText.of(explanation.value(session.language, time: try session.display().stamp)))
    } else {
      try ExplanationOutput(session).print(explanation, definition)
    }
  }
}
