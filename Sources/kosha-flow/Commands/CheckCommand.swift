// `check`: every static check over workflows, rules, calendars and scenarios.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct CheckCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "ワークフロー・判定表・暦・シナリオを検査する / Checks workflows, rules, calendars, scenarios.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Workflow folders or files; absent: the whole workspace.")
  var paths: [String] = []
  @Option(help: ArgumentHelp("text or json.", valueName: "format"))
  var format: String?
  @Option(help: ArgumentHelp("correctness, recommended or strict.", valueName: "preset"))
  var preset: String?

  func run(_ session: Session) throws {
    let isJSON = try OutputFormat.isJSON(format, session, command: "check", toCome: ["sarif", "github"])
    if preset != nil { throw NotYet.refusal("check --preset") }
    var bag = DiagnosticBag()
    let selection = try WorkflowSelection(paths, session)
    let workspace = try selection.session.readWorkspace(into: &bag)
    var count = 0
    if let workspace {
      let catalogue = try FolderCatalogue(
        folder: selection.session.folder, workspace: workspace, zones: session.zones)
      for name in selection.workflows {
        guard let files = try selection.session.folder.workflowFiles(name) else { continue }
        count += 1
        bag.add(
          contentsOf: Self.check(
            files, in: workspace, among: catalogue, zones: session.zones))
      }
    }
    try Self.report(bag, workflows: count, isJSON: isJSON, session)
  }

  /// Everything found in one workflow.
  ///
  /// - Parameter catalogue: the workflows whose cases it may open.
  static func check(
    _ files: WorkflowFiles, in workspace: Workspace, among catalogue: any DefinitionCatalogue, zones: any ZoneProvider
  ) -> DiagnosticBag {
    let compilation = Compilation.compile(files, in: workspace, zones: zones)
    var bag = compilation.diagnostics
    if let definition = compilation.definition {
      for diagnostic in WorkflowCheck.check(definition, in: workspace, among: catalogue) { bag.add(diagnostic) }
      bag.add(contentsOf: ScenarioRunner.check(definition, in: workspace, among: catalogue))
    }
    return bag
  }

  private static func report(_ bag: DiagnosticBag, workflows: Int, isJSON: Bool, _ session: Session) throws {
    let sorted = bag.sorted
    let errors = sorted.filter { $0.severity == .error }.count
    let warnings = sorted.filter { $0.severity == .warning }.count
    if isJSON {
      Console.line(
        JSONText.of([
          Context.Entry("errors", .number(Decimal128(errors))),
          Context.Entry("warnings", .number(Decimal128(warnings))),
          Context.Entry("diagnostics", .list(sorted.map { DiagnosticOutput.value($0, language: session.language) })),
        ]))
    } else {
      DiagnosticOutput.print(sorted, language: session.language)
      Console.line(
        session.say(
          ja: "ワークフロー \(workflows) 件を検査しました: 誤り \(errors)、警告 \(warnings)",
          en: "checked \(workflows) workflow\(workflows == 1 ? "" : "s"): \(errors) error\(errors == 1 ? "" : "s"), "
            + "\(warnings) warning\(warnings == 1 ? "" : "s")"))
    }
    if errors > 0 { throw EndedWith(status: .no) }
  }
}

/// `--format` and `--json` of `check` and `test`.
enum OutputFormat {
  /// Whether JSON is asked for; formats to come are refused as such, others as usage errors.
  static func isJSON(_ format: String?, _ session: Session, command: String, toCome: [String]) throws -> Bool {
    guard let format else { return session.options.json }
    switch format {
    case "text": return false
    case "json": return true
    case _ where toCome.contains(format): throw NotYet.refusal("\(command) --format \(format)")
    default:
      throw CommandFailure(
        .usage, code: "usage",
        Words(
          ja: "`--format` に `\(format)` は使えません。使えるのは text、json",
          en: "`--format` does not take `\(format)`: it takes text or json"))
    }
  }
}

/// The workflows that paths on the command line mean.
struct WorkflowSelection {
  let session: Session
  let workflows: [String]

  /// A path is a workspace, a workflow's folder, a file in one, or a workflow's id; none means all.
  init(_ paths: [String], _ session: Session) throws {
    if paths.count == 1, let path = paths.first, Files.exists(Files.join(path, WorkspaceFolder.markerName)) {
      var options = session.options
      options.workspace = path
      self.session = Session(options)
      self.workflows = try self.session.folder.workflowNames()
      return
    }
    self.session = session
    try session.requireWorkspace()
    let known = try session.folder.workflowNames()
    if paths.isEmpty {
      self.workflows = known
      return
    }
    var chosen: [String] = []
    for path in paths {
      let name = try Self.workflow(of: path, among: known, session)
      if !chosen.contains(name) { chosen.append(name) }
    }
    self.workflows = chosen
  }

  private static func workflow(of path: String, among known: [String], _ session: Session) throws -> String {
    if known.contains(path) { return path }
    let root = Files.resolved(session.folder.path) + "/"
    let resolved = Files.resolved(path)
    if resolved.hasPrefix(root), let name = resolved.dropFirst(root.count).split(separator: "/").first {
      if known.contains(String(name)) { return String(name) }
    }
    throw session.noSuchWorkflow(path, among: known)
  }
}
