// The corporation's own workspace: every workflow in it compiles, and the checks find nothing wrong.

import Foundation
import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

/// The files of `Workflows/`, read for tests.
enum WorkspaceFolder {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Workflows")

  static func read() throws -> WorkspaceFiles {
    let folders = try names(in: "").filter { isFile("\($0)/workflow.yaml") }
    return WorkspaceFiles(
      workspace: try file("kosha.yaml"), calendars: try files(in: "calendars"),
      workflows: try folders.map { folder in
        WorkflowFiles(
          folder: folder, workflow: try file("\(folder)/workflow.yaml"), rules: try files(in: "\(folder)/rules"),
          letters: try files(in: "\(folder)/letters"))
      })
  }

  private static func isFile(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  private static func names(in folder: String) throws -> [String] {
    guard folder.isEmpty || isFile(folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted()
  }

  private static func files(in folder: String) throws -> [SourceFile] {
    try names(in: folder).map { try file("\(folder)/\($0)") }
  }

  private static func file(_ path: String) throws -> SourceFile {
    SourceFile(path: "Workflows/\(path)", bytes: Array(try Data(contentsOf: root.appending(path: path))))
  }
}

@Suite("The corporation's own workflows")
struct WorkspaceFolderTests {
  @Test("All of them compile, and their checks find nothing, no warning either")
  func compile() throws {
    let files = try WorkspaceFolder.read()
    var bag = DiagnosticBag()
    let workspace = try #require(
      Workspace.read(files.workspace, calendars: files.calendars, zones: FixedZones(), into: &bag))
    #expect(bag.diagnostics.map(\.transcript) == [])
    #expect(files.workflows.count == 5)
    for workflow in files.workflows {
      let compilation = Compilation.compile(workflow, in: workspace, zones: FixedZones())
      #expect(compilation.diagnostics.sorted.map(\.transcript) == [])
      guard let definition = compilation.definition else { continue }
      let findings = WorkflowCheck.check(definition, in: workspace, among: TestCatalogue.empty)
      #expect(findings.map(\.transcript) == [])
    }
  }
}
