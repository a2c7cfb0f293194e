// `flow import`: an SCXML document becomes a workflow, and a folder without a workspace becomes one.

import ArgumentParser
import KoshaFlow
import KoshaInterchange
import KoshaRules
import KoshaSource

struct FlowImportCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "SCXML の図を取り込む / Makes a workflow of an SCXML document.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "The document, CHART.scxml.")
  var chart: String
  @Option(help: ArgumentHelp("The workflow's id; absent: the document's name.", valueName: "id"))
  var name: String?
  @Option(help: ArgumentHelp("The workspace's folder; absent: the workspace.", valueName: "folder"))
  var into: String?

  func run(_ session: Session) throws {
    let file = SourceFile(path: chart, bytes: try Files.read(chart))
    var bag = DiagnosticBag()
    let folder = Files.parent(of: chart)
    let workflows = SCXMLImport.workflows(
      file, name: name,
      files: { other in
        let path = Files.join(folder, other)
        return (try? Files.read(path)).map { SourceFile(path: path, bytes: $0) }
      }, into: &bag)
    guard let workflows else { throw session.unusable(bag) }
    let target = into ?? session.folder.path
    var texts = workflows.map { (path: Files.join(target, "\($0.id)/workflow.yaml"), text: $0.text) }
    for (path, _) in texts where Files.exists(path) {
      throw CommandFailure(
        .badConfiguration, code: "exists",
        Words(ja: "`\(path)` がすでにあります", en: "`\(path)` exists already"),
        help: Words(ja: "`--name` か `--into` で別の場所を指定してください", en: "name another place with `--name` or `--into`"))
    }
    let marker = Files.join(target, WorkspaceFolder.markerName)
    if !Files.exists(marker) { texts.insert((marker, Starter.bareWorkspace(account: session.account)), at: 0) }
    for (path, text) in texts { try Files.write(text, to: path) }
    report(workflows.map(\.id), texts.map(\.path), bag, session)
  }

  private func report(_ workflows: [String], _ paths: [String], _ bag: DiagnosticBag, _ session: Session) {
    if session.options.json {
      Console.line(
        JSONText.of([
          Context.Entry("workflows", .list(workflows.map(Value.string))),
          Context.Entry("files", .list(paths.map(Value.string))),
          Context.Entry(
            "diagnostics", .list(bag.sorted.map { DiagnosticOutput.value($0, language: session.language) })),
        ]))
      return
    }
    DiagnosticOutput.printToError(bag.sorted, language: session.language)
    for path in paths { Console.line("  " + path) }
  }
}

extension Session {
  /// A document that no workflow can be made of: told on standard error, or with `--json` inside the failure.
  fileprivate func unusable(_ bag: DiagnosticBag) -> CommandFailure {
    if !options.json { DiagnosticOutput.printToError(bag.sorted, language: language) }
    return CommandFailure(
      .badData, code: "scxml", Words(ja: "SCXML文書を取り込めません", en: "the SCXML document cannot be imported"),
      details: [
        Context.Entry("diagnostics", .list(bag.sorted.map { DiagnosticOutput.value($0, language: language) }))
      ])
  }
}
