// `rule`: decisions, read and evaluated.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct RuleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rule", abstract: "判定表を読み、評価する / Reads and evaluates decisions.",
    subcommands: [
      RuleListCommand.self, RuleShowCommand.self, RuleEvalCommand.self, RuleExportCommand.self, RuleImportCommand.self,
    ])
}

struct RuleListCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "一覧 / Lists the decisions.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Decisions of this workflow only.")
  var workflow: String?
  @Flag(help: "One JSON object a line.")
  var jsonl = false

  func run(_ session: Session) throws {
    let workflows = try workflow.map { [$0] } ?? session.catalogue().workflows
    var table = TextTable([
      session.say(ja: "判定", en: "decision"), session.say(ja: "名称", en: "title"),
      session.say(ja: "方針", en: "hit policy"), session.say(ja: "規則", en: "rules"),
      session.say(ja: "適用期間", en: "effective"), session.say(ja: "根拠", en: "basis"),
    ])
    var rows: [Value] = []
    for workflow in workflows {
      for decision in try session.definition(workflow).decisions.decisions {
        let description = DecisionDescription(decision, workflow: workflow, language: session.language)
        table.add(description.row)
        rows.append(description.summary)
      }
    }
    if jsonl || session.options.json {
      ListOutput.print(rows, asLines: jsonl)
    } else {
      table.print()
    }
  }
}

struct RuleShowCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "一件を示す / Shows one decision.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "[WORKFLOW/]DECISION or a file.")
  var decision: String

  func run(_ session: Session) throws {
    let found = try DecisionSource.find(decision, session)
    let versions = found.set.decisions.filter { $0.id == found.id }.map {
      DecisionDescription($0, workflow: found.workflow, language: session.language)
    }
    if session.options.json {
      // One document: an object, and a list where there are several versions in time.
      Console.line(JSONText.of(versions.count == 1 ? versions[0].json : .list(versions.map(\.json))))
    } else {
      for version in versions { version.print() }
    }
  }
}

struct RuleEvalCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "eval", abstract: "評価する / Evaluates a decision.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "[WORKFLOW/]DECISION or, with --batch, files.")
  var decisions: [String]
  @Option(help: ArgumentHelp("A value as people write it.", valueName: "name=value"))
  var set: [String] = []
  @Option(help: ArgumentHelp("Values as JSON.", valueName: "json|@file"))
  var data: String?
  @Option(help: ArgumentHelp("The day whose rules apply.", valueName: "date"))
  var on: String?
  @Flag(help: "Tell for each rule which cell refused it.")
  var explain = false
  @Option(help: ArgumentHelp("One {INPUT:VALUE} a line; - is standard input.", valueName: "file.jsonl"))
  var batch: String?

  func run(_ session: Session) throws {
    let date = try session.date(on)
    if let batch {
      if !set.isEmpty || data != nil || explain { throw CommandFailure.batchWithMore }
      try DecisionBatch(files: decisions, on: date, session).run(batch)
      return
    }
    guard decisions.count == 1, let name = decisions.first else {
      throw CommandFailure(
        .usage, code: "usage",
        Words(ja: "評価する判定を一つだけ指定してください", en: "name one decision to evaluate"))
    }
    let evaluation = try DecisionEvaluation(name, input: JSONInput.values(set: set, data: data), on: date, session)
    let outcome = evaluation.evaluate(traced: explain)
    if session.options.json {
      Console.line(JSONText.of(evaluation.json(outcome)))
    } else {
      evaluation.print(outcome, explain: explain)
    }
    if outcome.isFailure { throw EndedWith(status: .no) }
  }
}
