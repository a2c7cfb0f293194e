// Assertions of SCXML as small charts: imported, compiled and played in virtual time as scenarios.

import Foundation
import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@testable import KoshaInterchange

/// A chart of a file of charts.
struct ChartFixture: Sendable, CustomTestStringConvertible {
  var title: String
  var document: String
  var files: [String: String] = [:]
  var expected = "pass"

  var testDescription: String { title }

  static let all = read("assertions") + read("invocations")

  private static func read(_ name: String) -> [ChartFixture] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Charts/\(name).txt")
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return text.split(separator: "\n== ").dropFirst().map { fixture(String($0)) }
  }

  private static func fixture(_ text: String) -> ChartFixture {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let heading = lines.removeFirst().split(separator: " :: ").map(String.init)
    var fixture = ChartFixture(title: heading[0], document: "")
    var file: String?
    var inner = ""
    for line in lines {
      if line.hasPrefix("-- expect ") {
        fixture.expected = String(line.dropFirst("-- expect ".count))
      } else if line.hasPrefix("-- ") {
        file = String(line.dropFirst(3))
      } else if let file {
        fixture.files[file, default: ""] += line + "\n"
      } else {
        inner += line + "\n"
      }
    }
    let attributes = heading.count > 1 ? heading[1] : ""
    fixture.document = """
      <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" \(attributes)>
      \(inner)<final id="pass"/><final id="fail"/></scxml>
      """
    return fixture
  }
}

/// The workflows of a document, compiled.
struct ImportedCharts: DefinitionCatalogue {
  var workflows: [String] = []
  var texts: [String: String] = [:]
  var diagnostics: [Diagnostic] = []
  private var compilations: [String: Compilation] = [:]

  init(_ document: String, name: String = "chart", files: [String: String] = [:], tests: String? = nil) throws {
    var bag = DiagnosticBag()
    let imported = SCXMLImport.workflows(
      SourceFile(path: "chart.scxml", text: document), name: name,
      files: { name in files[name].map { SourceFile(path: name, text: $0) } }, into: &bag)
    diagnostics = bag.sorted
    let workspace = try Self.workspace()
    for workflow in imported ?? [] {
      workflows.append(workflow.id)
      texts[workflow.id] = workflow.text
      let files = WorkflowFiles(
        folder: workflow.id, workflow: SourceFile(path: "\(workflow.id)/workflow.yaml", text: workflow.text),
        rules: [], letters: [],
        tests: workflow.id == name ? [tests].compactMap { $0 }.map { SourceFile(path: "t.yaml", text: $0) } : [])
      compilations[workflow.id] = Compilation.compile(files, in: workspace, zones: FixedZones())
    }
  }

  func compilation(of workflow: String) -> Compilation? { compilations[workflow] }

  static func workspace() throws -> Workspace {
    var bag = DiagnosticBag()
    let file = SourceFile(
      path: "kosha.yaml",
      text: """
        kosha: 1
        organisation: test
        languages: [en]
        time_zone: Asia/Tokyo
        roles: {clerk: {title: Clerk}}
        people: {desk-1: {title: Desk, roles: [clerk]}}
        """)
    let workspace = Workspace.read(file, calendars: [], zones: FixedZones(), into: &bag)
    #expect(bag.sorted.map(\.message.en) == [])
    return try #require(workspace)
  }

  /// What compiling says against the workflows.
  var faults: [String] {
    workflows.flatMap { workflow in
      (compilations[workflow]?.diagnostics.sorted ?? []).filter { $0.severity == .error }.map { diagnostic in
        let place = diagnostic.span.map { "\($0.start.line):\($0.start.column)" } ?? ""
        return "\(workflow):\(place) \(diagnostic.code) \(diagnostic.message.en)"
      }
    }
  }
}

@Suite("Assertions of SCXML")
struct ChartAssertionTests {
  @Test("hold for imported charts", arguments: ChartFixture.all)
  func holds(fixture: ChartFixture) throws {
    let scenario = """
      scenario: s
      given: {now: 2023-04-03T09:00:00+09:00, as: desk-1}
      steps:
        - {wait: PT10S, expect: {state: \(fixture.expected)}}
      """
    let charts = try ImportedCharts(fixture.document, files: fixture.files, tests: scenario)
    #expect(charts.diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
    try #require(charts.faults == [], "\(charts.texts)")
    let definition = try #require(charts.compilation(of: "chart")?.definition)
    let world = StepInput(
      now: Instant(milliseconds: 1_680_480_000_000), actor: .system, workspace: try ImportedCharts.workspace(),
      zones: FixedZones())
    let report = ScenarioRunner.run(definition, among: charts, world: world)
    #expect(report.diagnostics.sorted.map(\.message.en) == [])
    #expect(report.results.map(\.message.en) == [""], "\(charts.texts)")
  }
}
