// The path of a DMN model in, the model compiled with all that it imports out; imports are looked for in its folder.

import KoshaInterchange
import KoshaRules
import KoshaSource

/// A model with the models it imports.
struct ModelSource {
  let syntax: ModelSyntax
  /// Directly or through others, each once.
  let imports: [ModelSyntax]
  let model: Model
  /// What reading found.
  let reading: DiagnosticBag
  /// What reading and compiling found.
  let diagnostics: DiagnosticBag

  /// Reads and compiles a model; a failure where the document is no model or an import is not found.
  static func read(_ path: String, _ session: Session) throws -> ModelSource {
    var bag = DiagnosticBag()
    let file = SourceFile(path: path, bytes: try Files.read(path))
    guard let syntax = DMNReader.read(file, into: &bag) else {
      throw session.unreadable(bag, ja: "モデルを読めません", en: "the model cannot be read")
    }
    var missing = DiagnosticBag()
    let imports = try Self.imports(of: syntax, at: path, into: &bag, missing: &missing)
    if missing.hasErrors {
      throw session.unreadable(missing, ja: "モデルを読めません", en: "the model cannot be read")
    }
    let reading = bag
    let model = Model.compile(syntax, imports: imports, into: &bag)
    return ModelSource(syntax: syntax, imports: imports, model: model, reading: reading, diagnostics: bag)
  }

  private static func imports(
    of syntax: ModelSyntax, at path: String, into bag: inout DiagnosticBag, missing: inout DiagnosticBag
  ) throws -> [ModelSyntax] {
    if syntax.imports.isEmpty { return [] }
    let folder = Files.parent(of: path)
    var candidates: [String: (model: ModelSyntax, bag: DiagnosticBag)] = [:]
    for name in try Files.names(in: folder) where name.hasSuffix(".dmn") && name != Files.name(of: path) {
      let other = Files.join(folder, name)
      var found = DiagnosticBag()
      // A neighbour that is no model matters only where its namespace is asked for, which it does not have.
      guard let model = DMNReader.read(SourceFile(path: other, bytes: try Files.read(other)), into: &found) else {
        continue
      }
      if candidates[model.namespace] == nil { candidates[model.namespace] = (model, found) }
    }
    var imported: [ModelSyntax] = []
    var seen: Set<String> = [syntax.namespace]
    var waiting = syntax.imports[...]
    while let next = waiting.popFirst() {
      guard seen.insert(next.namespace.value).inserted else { continue }
      guard let found = candidates[next.namespace.value] else {
        missing.add(ModelImportProblem(namespace: next.namespace.value), at: next.namespace.span)
        continue
      }
      bag.add(contentsOf: found.bag)
      imported.append(found.model)
      waiting += found.model.imports
    }
    return imported
  }

  /// Where an input of an element stands: under the names of all imports that lead to its namespace.
  func paths(to namespace: String) -> [[String]] {
    var found: [[String]] = []
    var waiting: [(model: ModelSyntax, path: [String], seen: Set<String>)] = [(syntax, [], [syntax.namespace])]
    while let (model, path, seen) = waiting.popLast() {
      if model.namespace == namespace { found.append(path) }
      for entry in model.imports where !seen.contains(entry.namespace.value) {
        guard let next = imports.first(where: { $0.namespace == entry.namespace.value }) else { continue }
        // The elements of an import without a name stand among the model's own.
        let name = entry.name.value
        waiting.append((next, name.isEmpty ? path : path + [name], seen.union([next.namespace])))
      }
    }
    return found.reversed()
  }
}

extension Session {
  /// A document that holds errors: told on standard error, or with `--json` inside the failure.
  func unreadable(_ bag: DiagnosticBag, ja: String, en: String) -> CommandFailure {
    if !options.json { DiagnosticOutput.printToError(bag.sorted, language: language) }
    return CommandFailure(
      .badData, code: "dmn", Words(ja: ja, en: en),
      details: [
        Context.Entry("diagnostics", .list(bag.sorted.map { DiagnosticOutput.value($0, language: language) }))
      ])
  }
}
