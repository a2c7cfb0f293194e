// `test`: scenarios in virtual time.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct TestCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "シナリオを仮の時刻で走らせる / Runs scenarios in virtual time.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Workflow folders or files; absent: the whole workspace.")
  var paths: [String] = []
  @Option(help: ArgumentHelp("text or json.", valueName: "format"))
  var format: String?
  @Flag(help: "Show what the scenarios covered.")
  var coverage = false
  @Flag(help: ArgumentHelp("Run again when a file changes.", visibility: .hidden))
  var watch = false
  @Flag(help: ArgumentHelp("Suggest scenarios for what is not covered.", visibility: .hidden))
  var suggest = false

  func run(_ session: Session) throws {
    let isJSON = try OutputFormat.isJSON(format, session, command: "test", toCome: ["junit", "tap"])
    if watch { throw NotYet.refusal("test --watch") }
    if suggest { throw NotYet.refusal("test --suggest") }
    let selection = try WorkflowSelection(paths, session)
    let workspace = try selection.session.workspace()
    let world = StepInput(now: session.clock.now(), actor: .system, workspace: workspace, zones: session.zones)
    var reports: [(workflow: String, report: ScenarioReport)] = []
    // What does not load keeps no other workflow from being tried.
    var broken: CommandFailure?
    let catalogue = try selection.session.catalogue()
    for name in selection.workflows {
      do {
        let definition = try selection.session.definition(name)
        reports.append((name, ScenarioRunner.run(definition, among: catalogue, world: world)))
      } catch let failure as CommandFailure where selection.workflows.count > 1 {
        broken = broken ?? failure
      }
    }
    let results = reports.flatMap(\.report.results)
    let fileErrors = reports.flatMap { $0.report.diagnostics.sorted }.filter { $0.severity == .error }
    let passed = results.filter { $0.status == .passed }.count
    // An error inside a scenario is that scenario's; it counts once.
    let errored = results.filter { $0.status == .error }.compactMap(\.span?.file.path)
    let others = fileErrors.filter { error in error.span.map { errored.contains($0.file.path) } != true }
    let failed = results.count - passed + others.count
    if isJSON {
      Console.line(Self.json(reports, passed: passed, failed: failed, session))
    } else {
      DiagnosticOutput.print(fileErrors, language: session.language)
      Self.printText(reports, coverage: coverage, session)
      Console.line(
        session.say(
          ja: "シナリオ \(results.count) 件: 合格 \(passed)、不合格 \(failed)",
          en: "\(results.count) scenario\(results.count == 1 ? "" : "s"): \(passed) passed, \(failed) failed"))
    }
    if let broken { throw broken }
    if failed > 0 { throw EndedWith(status: .no) }
  }

  private static func printText(
    _ reports: [(workflow: String, report: ScenarioReport)], coverage: Bool, _ session: Session
  ) {
    for (workflow, report) in reports {
      Console.line(Console.styled(workflow, .bold))
      for result in report.results {
        switch result.status {
        case .passed:
          Console.line("  " + Console.styled("✓", .green) + " " + result.scenario)
        case .failed, .error:
          let place = result.span.map { "\($0.file.path):\($0.start.line): " } ?? ""
          Console.line("  " + Console.styled("✗", .red) + " " + result.scenario)
          Console.line("      " + place + result.message[session.language])
        }
      }
      if coverage { printCoverage(report.coverage, session) }
    }
  }

  private static func printCoverage(_ coverage: Coverage, _ session: Session) {
    let parts: [(title: Words, part: Coverage.Part)] = [
      (Words(ja: "状態", en: "states"), coverage.states),
      (Words(ja: "遷移", en: "transitions"), coverage.transitions),
      (Words(ja: "規則", en: "rules"), coverage.rules),
      (Words(ja: "ガード", en: "guards"), coverage.guards),
    ]
    Console.line(
      "  "
        + parts.map { "\($0.title[session.language]) \($0.part.covered)/\($0.part.total)" }.joined(separator: "  "))
    for (title, part) in parts where !part.missed.isEmpty {
      Console.line(
        "    "
          + session.say(
            ja: "\(title.ja)の未通過: \(part.missed.joined(separator: "、"))",
            en: "\(title.en) not covered: \(part.missed.joined(separator: ", "))"))
    }
  }

  private static func json(
    _ reports: [(workflow: String, report: ScenarioReport)], passed: Int, failed: Int, _ session: Session
  ) -> String {
    func number(_ value: Int) -> Value { .number(Decimal128(value)) }
    func part(_ part: Coverage.Part) -> Value {
      .context(
        Context([
          Context.Entry("covered", number(part.covered)), Context.Entry("total", number(part.total)),
          Context.Entry("missed", .list(part.missed.map(Value.string))),
        ]))
    }
    let results = reports.flatMap(\.report.results).map { result in
      Value.context(
        Context([
          Context.Entry("scenario", .string(result.scenario)),
          Context.Entry("workflow", .string(result.workflow)),
          Context.Entry("status", .string(result.status.rawValue)),
          Context.Entry("message", .string(result.message[session.language])),
          Context.Entry("file", result.span.map { .string($0.file.path) } ?? .null),
          Context.Entry("line", result.span.map { number($0.start.line) } ?? .null),
        ]))
    }
    let errors = reports.flatMap { $0.report.diagnostics.sorted }.filter { $0.severity == .error }
    let coverage = reports.map { workflow, report in
      Context.Entry(
        workflow,
        .context(
          Context([
            Context.Entry("states", part(report.coverage.states)),
            Context.Entry("transitions", part(report.coverage.transitions)),
            Context.Entry("rules", part(report.coverage.rules)),
            Context.Entry("guards", part(report.coverage.guards)),
          ])))
    }
    return JSONText.of([
      Context.Entry("passed", number(passed)), Context.Entry("failed", number(failed)),
      Context.Entry("results", .list(results)), Context.Entry("coverage", .context(Context(coverage))),
      Context.Entry("diagnostics", .list(errors.map { DiagnosticOutput.value($0, language: session.language) })),
    ])
  }
}
