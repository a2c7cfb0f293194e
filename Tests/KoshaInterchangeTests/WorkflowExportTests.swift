// The corporation's own decisions as DMN models: they answer the same.

import Foundation
import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@testable import KoshaInterchange

/// The files of `Workflows/`.
enum OwnWorkflows {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Workflows")

  static let names = [
    "harassment-consultation", "loan-application", "partner-agreement", "sera-outsourcing", "souvenir-selection",
  ]

  static func definition(_ name: String) throws -> WorkflowDefinition {
    var bag = DiagnosticBag()
    let workspace = Workspace.read(
      try file("kosha.yaml"), calendars: try files(in: "calendars"), zones: FixedZones(), into: &bag)
    let compilation = Compilation.compile(
      WorkflowFiles(
        folder: name, workflow: try file("\(name)/workflow.yaml"), rules: try files(in: "\(name)/rules"),
        letters: try files(in: "\(name)/letters")), in: try #require(workspace), zones: FixedZones())
    return try #require(compilation.definition)
  }

  private static func files(in folder: String) throws -> [SourceFile] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted()
      .map { try file("\(folder)/\($0)") }
  }

  private static func file(_ path: String) throws -> SourceFile {
    SourceFile(path: "Workflows/\(path)", bytes: Array(try Data(contentsOf: root.appending(path: path))))
  }
}

@Suite("The corporation's own decisions as DMN models")
struct WorkflowExportTests {
  @Test("Read back from its document, every decision answers as before", arguments: OwnWorkflows.names)
  func sameAnswers(workflow: String) throws {
    let definition = try OwnWorkflows.definition(workflow)
    let export = ExportFixture(definition.decisionSyntaxes, definition.scope)
    #expect(export.diagnostics.map(\.message.en) == [])
    let rounds = 150
    let (differences, answers) = try export.compare(rounds: rounds, seed: 1)
    #expect(differences.prefix(3) == [])
    #expect(answers > rounds * definition.decisions.ids.count / 3)
  }

  @Test("A document is the same every time", arguments: OwnWorkflows.names)
  func deterministic(workflow: String) throws {
    let definition = try OwnWorkflows.definition(workflow)
    let first = ExportFixture(definition.decisionSyntaxes, definition.scope).document
    #expect(first != nil)
    #expect(first == ExportFixture(definition.decisionSyntaxes, definition.scope).document)
  }

  @Test("Imported again, every decision answers as before", arguments: OwnWorkflows.names)
  func importedAgain(workflow: String) throws {
    let definition = try OwnWorkflows.definition(workflow)
    let export = ExportFixture(definition.decisionSyntaxes, definition.scope)
    var bag = DiagnosticBag()
    let document = SourceFile(path: "m.dmn", text: try #require(export.document))
    let model = try #require(DMNReader.read(document, into: &bag))
    let imported = DMNImport(model, imports: [], into: &bag)
    #expect(bag.sorted.filter { $0.severity == .error }.map(\.message.en) == [])
    let environment = try ExportFixture.environment()
    var source = RandomValues(seed: 2, numbers: RandomValues.numbers(in: export.set.decisions.map(\.source)))
    var differences: [String] = []
    var answers = 0
    for _ in 0..<100 {
      let values = definition.scope.variables.map { source.value(of: $0.type) }
      let inputs = Context(zip(definition.scope.variables, values).map { Context.Entry($0.name, $1) })
      for id in export.set.ids {
        let day = export.set.versions(of: id).first?.effective.from ?? environment.today
        let here = export.set.evaluate(id, on: day, values, in: environment).result
        if case .function = here { continue }
        let there = try #require(imported.evaluate(.decision(id), inputs: inputs, in: environment)).value
        if case .null = here {} else { answers += 1 }
        if !here.isSame(as: there) { differences.append("\(id): \(here.feelText) ≠ \(there.feelText)") }
      }
    }
    #expect(differences.prefix(3) == [])
    #expect(answers > 100 * definition.decisions.ids.count / 3)
  }
}
