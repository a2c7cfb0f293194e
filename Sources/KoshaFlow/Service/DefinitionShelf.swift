// Definitions by digest: the one in force where the digest fits, else compiled again from the store's archive.

import KoshaRules
import KoshaSource
import Synchronization

/// The definitions that one run of the program has compiled.
final class DefinitionShelf: Sendable {
  private let catalogue: any DefinitionCatalogue
  private let workspace: Workspace
  private let zones: any ZoneProvider
  private let archived = Mutex<[String: Compilation]>([:])

  init(catalogue: any DefinitionCatalogue, workspace: Workspace, zones: any ZoneProvider) {
    self.catalogue = catalogue
    self.workspace = workspace
    self.zones = zones
  }

  /// The workflows of the workspace, in order.
  var workflows: [String] { catalogue.workflows }

  /// The workflow as its files stand now.
  func current(_ workflow: String) -> Compilation? { catalogue.compilation(of: workflow) }

  /// The definition that a case is pinned to.
  func pinned(_ heading: CaseHeading, in snapshot: any StoreSnapshot) throws(StoreError) -> Compilation {
    if let compilation = archived.withLock({ $0[heading.definition] }) { return compilation }
    if let current = current(heading.workflow), current.definition?.digest == heading.definition { return current }
    guard let stored = try snapshot.definition(digest: heading.definition),
      let files = DefinitionArchive.files(stored)
    else { throw .corrupt(what: "definition", id: heading.definition) }
    let compilation = Compilation.compile(files, in: workspace, zones: zones)
    guard compilation.definition == nil || compilation.definition?.digest == heading.definition else {
      throw .corrupt(what: "definition", id: heading.definition)
    }
    archived.withLock { $0[heading.definition] = compilation }
    return compilation
  }
}

/// The files of a definition as the store keeps them.
enum DefinitionArchive {
  /// The row of a definition.
  static func stored(_ definition: WorkflowDefinition, version: Int) -> StoredDefinition {
    let files = definition.files
    let document = JSON.sorted([
      "folder": .string(files.folder), "letters": list(files.letters), "rules": list(files.rules),
      "workflow": file(files.workflow),
    ])
    return StoredDefinition(
      digest: definition.digest, workflow: definition.id, version: version, files: document.bytes)
  }

  private static func list(_ files: [SourceFile]) -> JSON { .array(files.map(file)) }

  private static func file(_ file: SourceFile) -> JSON {
    .array([.string(file.path), .string(String(decoding: file.bytes, as: UTF8.self))])
  }

  /// The files of a row; nil where it holds none.
  static func files(_ stored: StoredDefinition) -> WorkflowFiles? {
    guard let document = JSON.read(stored.files), let folder = document["folder"]?.string,
      let workflow = document["workflow"].flatMap(source),
      let rules = document["rules"].flatMap({ RecordCodec.all($0, source) }),
      let letters = document["letters"].flatMap({ RecordCodec.all($0, source) })
    else { return nil }
    return WorkflowFiles(folder: folder, workflow: workflow, rules: rules, letters: letters)
  }

  private static func source(_ document: JSON) -> SourceFile? {
    guard let parts = document.array, parts.count == 2, let path = parts[0].string, let text = parts[1].string else {
      return nil
    }
    return SourceFile(path: path, text: text)
  }
}
