// `flow`: definitions as they stand.

import ArgumentParser
import KoshaFlow
import KoshaInterchange
import KoshaRules
import KoshaSource
import KoshaYAML

struct FlowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flow", abstract: "ワークフローの定義を見る、取り込む / Shows and imports definitions.",
    subcommands: [FlowListCommand.self, FlowShowCommand.self, FlowDrawCommand.self, FlowImportCommand.self])
}

struct FlowListCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "一覧 / Lists the workflows.")

  @OptionGroup var shared: SharedOptions
  @Flag(help: "One JSON object a line.")
  var jsonl = false

  func run(_ session: Session) throws {
    let catalogue = try session.catalogue()
    var table = TextTable([
      session.say(ja: "ワークフロー", en: "workflow"), session.say(ja: "名称", en: "title"),
      session.say(ja: "状態", en: "states"), session.say(ja: "定義", en: "definition"),
    ])
    var rows: [Value] = []
    for name in catalogue.workflows {
      guard let compilation = catalogue.compilation(of: name) else { continue }
      let definition = compilation.diagnostics.hasErrors ? nil : compilation.definition
      let errors = compilation.diagnostics.diagnostics.filter { $0.severity == .error }.count
      table.add([
        name, definition?.title[session.language] ?? "–", definition.map { "\($0.states.count - 1)" } ?? "–",
        definition.map { String($0.digest.prefix(12)) }
          ?? session.say(ja: "誤り \(errors) 件", en: "\(errors) error\(errors == 1 ? "" : "s")"),
      ])
      rows.append(
        .context(
          Context([
            Context.Entry("workflow", .string(name)),
            Context.Entry("title", definition.map { .string($0.title[session.language]) } ?? .null),
            Context.Entry("states", definition.map { .number(Decimal128($0.states.count - 1)) } ?? .null),
            Context.Entry("definition", definition.map { .string($0.digest) } ?? .null),
            Context.Entry("errors", .number(Decimal128(errors))),
          ])))
    }
    if jsonl || session.options.json {
      ListOutput.print(rows, asLines: jsonl)
    } else {
      table.print()
    }
  }
}

struct FlowShowCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "一件を示す / Shows one workflow.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "The workflow.")
  var workflow: String

  func run(_ session: Session) throws {
    let definition = try session.definition(workflow)
    let description = try FlowDescription(definition, in: session.workspace(), language: session.language)
    if session.options.json {
      Console.line(JSONText.of(description.json))
    } else {
      description.print()
    }
  }
}

struct FlowDrawCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "draw", abstract: "図にする / Draws a workflow.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "The workflow.")
  var workflow: String
  @Option(help: ArgumentHelp("mermaid, table or scxml.", valueName: "format"))
  var format = "mermaid"
  @Option(name: .customLong("case"), help: ArgumentHelp("A case whose path is shown.", visibility: .hidden))
  var caseReference: String?

  func run(_ session: Session) throws {
    if caseReference != nil { throw NotYet.refusal("flow draw --case") }
    let toCome = ["dot", "svg", "tree"]
    if toCome.contains(format) { throw NotYet.refusal("flow draw --format \(format)") }
    let definition = try session.definition(workflow)
    switch format {
    case "mermaid":
      Console.text(Mermaid.text(of: definition, language: session.language))
    case "table":
      let transitions = try TransitionTable(definition, in: session.workspace())
      var table = TextTable(TransitionTable.headings.map { $0[session.language] })
      for row in transitions.rows { table.add(row.map { $0[session.language] }) }
      table.print()
    case "scxml":
      try Console.text(session.chart(of: definition))
    default:
      throw CommandFailure(
        .usage, code: "usage",
        Words(
          ja: "`--format` に `\(format)` は使えません。使えるのは mermaid、table、scxml",
          en: "`--format` does not take `\(format)`: it takes mermaid, table or scxml"))
    }
  }
}

extension Session {
  /// A workflow as an SCXML document.
  fileprivate func chart(of definition: WorkflowDefinition) throws -> String {
    var bag = DiagnosticBag()
    let root = YAMLComposer.compose(definition.files.workflow, into: &bag)
    let text = root.map { SCXMLExport.document($0, id: definition.id, into: &bag) }
    guard let text, !bag.hasErrors else {
      if !options.json { DiagnosticOutput.printToError(bag.sorted, language: language) }
      throw CommandFailure(
        .badData, code: "scxml",
        Words(
          ja: "`\(definition.id)` をSCXMLにできません", en: "`\(definition.id)` cannot be written as SCXML"))
    }
    return text
  }
}
