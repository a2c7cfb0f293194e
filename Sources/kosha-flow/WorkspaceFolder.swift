// A workspace on disk: finds it, reads its files, compiles the workflows that are asked for.

import KoshaFlow
import KoshaRules
import KoshaSource
import Synchronization

/// The folder of a workspace.
struct WorkspaceFolder {
  let path: String

  static let markerName = "kosha.yaml"

  /// `--workspace`, `KOSHA_WORKSPACE`, the nearest folder upward with `kosha.yaml`, else `./Workflows`.
  static func find(_ option: String?) -> WorkspaceFolder {
    if let option { return WorkspaceFolder(path: trimmed(option)) }
    if let variable = Variables["KOSHA_WORKSPACE"] { return WorkspaceFolder(path: trimmed(variable)) }
    if Files.exists(markerName) { return WorkspaceFolder(path: ".") }
    var folder = Files.currentFolder
    while folder != "/" {
      folder = Files.parent(of: folder)
      if Files.exists(Files.join(folder, markerName)) { return WorkspaceFolder(path: folder) }
    }
    return WorkspaceFolder(path: "Workflows")
  }

  private static func trimmed(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? trimmed(String(path.dropLast())) : path
  }

  var marker: String { Files.join(path, Self.markerName) }

  /// Where cases are kept unless told otherwise: `.kosha/kosha.db` in the folder that holds the workspace.
  var defaultStore: String {
    let isDotted = [".", ".."].contains(Files.name(of: path))
    let holder = Files.parent(of: isDotted ? Files.resolved(path) : path)
    return "sqlite:" + Files.join(holder, ".kosha/kosha.db")
  }

  /// The ids of the workflows: folders with a `workflow.yaml`.
  func workflowNames() throws -> [String] {
    try Files.names(in: path).filter { Files.exists(Files.join(path, "\($0)/workflow.yaml")) }
  }

  /// The files of one workflow, nil where there is none of that name.
  func workflowFiles(_ name: String) throws -> WorkflowFiles? {
    guard !name.contains("/"), !name.hasPrefix(".") else { return nil }
    let folder = Files.join(path, name)
    let workflow = Files.join(folder, "workflow.yaml")
    guard Files.exists(workflow) else { return nil }
    return WorkflowFiles(
      folder: name,
      workflow: try source(workflow),
      rules: try sources(in: Files.join(folder, "rules")) {
        $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") || $0.lowercased().hasSuffix(".csv")
      },
      letters: try sources(in: Files.join(folder, "letters")) { _ in true },
      tests: try sources(in: Files.join(folder, "tests")) { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") })
  }

  /// The calendars' files.
  func calendarFiles() throws -> [SourceFile] {
    try sources(in: Files.join(path, "calendars")) { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
  }

  private func source(_ path: String) throws -> SourceFile {
    SourceFile(path: path, bytes: try Files.read(path))
  }

  private func sources(in folder: String, where isWanted: (String) -> Bool) throws -> [SourceFile] {
    guard Files.isFolder(folder) else { return [] }
    return try Files.names(in: folder).filter(isWanted).map { try source(Files.join(folder, $0)) }
  }
}

/// The workflows of a folder, each compiled once and only when asked for.
final class FolderCatalogue: DefinitionCatalogue {
  private let folder: WorkspaceFolder
  private let workspace: Workspace
  private let zones: any ZoneProvider
  private let compiled = Mutex<[String: Compilation]>([:])
  let workflows: [String]

  init(folder: WorkspaceFolder, workspace: Workspace, zones: any ZoneProvider) throws {
    self.folder = folder
    self.workspace = workspace
    self.zones = zones
    self.workflows = try folder.workflowNames()
  }

  func compilation(of workflow: String) -> Compilation? {
    compiled.withLock { compiled in
      if let known = compiled[workflow] { return known }
      guard let files = try? folder.workflowFiles(workflow) else { return nil }
      let compilation = Compilation.compile(files, in: workspace, zones: zones)
      compiled[workflow] = compilation
      return compilation
    }
  }
}
