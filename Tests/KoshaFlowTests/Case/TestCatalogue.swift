// The workflows that a test's workflow may open, out of texts.

import KoshaFlow
import KoshaRules
import KoshaSource

/// A handful of workflows, or none.
struct TestCatalogue: DefinitionCatalogue {
  private var compilations: [String: Compilation] = [:]

  /// Without any workflow.
  static let empty = TestCatalogue()

  private init() {}

  /// Workflows by their ids.
  init(_ texts: [String: String], in workspace: Workspace) {
    for (id, text) in texts {
      let file = SourceFile(path: "\(id)/workflow.yaml", text: text)
      compilations[id] = Compilation.compile(
        WorkflowFiles(folder: id, workflow: file, rules: []), in: workspace, zones: FixedZones())
    }
  }

  func compilation(of workflow: String) -> Compilation? { compilations[workflow] }

  var workflows: [String] { compilations.keys.sorted() }
}
