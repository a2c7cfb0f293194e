// The corporation's own processes: every scenario under `Workflows/` passes, and together they take every transition
// and every rule.

import Foundation
import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Workflows of the workspace")
struct WorkflowFolderTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Workflows")

  static func files(_ folder: String) -> [SourceFile] {
    let url = root.appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.sorted().compactMap { file("\(folder)/\($0)") }
  }

  static func file(_ path: String) -> SourceFile? {
    (try? Data(contentsOf: root.appendingPathComponent(path))).map { SourceFile(path: path, bytes: Array($0)) }
  }

  static let folders = [
    "loan-application", "harassment-consultation", "sera-outsourcing", "souvenir-selection", "partner-agreement",
  ]

  @Test("pass their scenarios", arguments: folders)
  func scenariosPass(folder: String) throws {
    var bag = DiagnosticBag()
    let head = try #require(Self.file("kosha.yaml"))
    let workspace = try #require(
      Workspace.read(head, calendars: Self.files("calendars"), zones: FixedZones(), into: &bag))
    let chart = try #require(Self.file("\(folder)/workflow.yaml"))
    let files = WorkflowFiles(
      folder: folder, workflow: chart,
      rules: Self.files("\(folder)/rules"), letters: Self.files("\(folder)/letters"),
      tests: Self.files("\(folder)/tests"))
    let compilation = Compilation.compile(files, in: workspace, zones: FixedZones())
    for diagnostic in compilation.diagnostics.sorted { Issue.record("\(Self.show(diagnostic))") }
    let definition = try #require(compilation.definition)
    let world = StepInput(
      now: Instant(milliseconds: 1_680_480_000_000), actor: .system, workspace: workspace, zones: FixedZones())
    let report = ScenarioRunner.run(definition, among: TestCatalogue.empty, world: world)
    for diagnostic in report.diagnostics.sorted { Issue.record("\(Self.show(diagnostic))") }
    for result in report.results where result.status != .passed {
      let place = result.span.map { "\($0.file.path):\($0.start.line)" } ?? ""
      Issue.record("\(place) \(result.scenario): \(result.status) \(result.message.en)")
    }
    #expect(report.results.count > 10)
    #expect(report.coverage.states.missed == [])
    #expect(report.coverage.transitions.missed == [])
    #expect(report.coverage.rules.missed == [])
  }

  static func show(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.span.map { "\($0.file.path):\($0.start.line):\($0.start.column)" } ?? ""
    return "\(place) \(diagnostic.code) \(diagnostic.message.en)"
  }
}
