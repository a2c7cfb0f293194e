// What a workflow opens, held against the workflows it opens: their names, their fields, and the fields' types.

import KoshaRules
import KoshaSource

/// Checks `open` and `child`.
struct OpenedCases {
  private let definition: WorkflowDefinition
  private let catalogue: any DefinitionCatalogue
  private var bag = DiagnosticBag()

  static func check(
    _ definition: WorkflowDefinition, among catalogue: any DefinitionCatalogue, into bag: inout DiagnosticBag
  ) {
    var check = OpenedCases(definition: definition, catalogue: catalogue)
    for opening in definition.openings { check.check(opening) }
    bag.add(contentsOf: check.bag)
  }

  private init(definition: WorkflowDefinition, catalogue: any DefinitionCatalogue) {
    self.definition = definition
    self.catalogue = catalogue
  }

  /// Where the workflow is told by an expression, which it will be is known only when it runs.
  private mutating func check(_ opening: Action.OpenAction) {
    guard case .literal(let name) = opening.workflow else { return }
    if !catalogue.workflows.contains(name.value) {
      let nearest = Suggestion.nearest(to: name.value, in: catalogue.workflows)
      bag.add(CheckProblem.unknownWorkflow(name.value, nearest: nearest), at: name.span)
      return
    }
    // What is wrong with the other workflow is told where that one is checked.
    let opened = name.value == definition.id ? definition : catalogue.compilation(of: name.value)?.definition
    guard let opened else { return }
    for entry in opening.data { check(entry, of: opened) }
  }

  private mutating func check(_ entry: DataEntry, of opened: WorkflowDefinition) {
    guard let field = opened.field(entry.name.value) else {
      let nearest = Suggestion.nearest(to: entry.name.value, in: opened.fields.map(\.name))
      bag.add(
        CheckProblem.unknownFieldOf(opened.id, entry.name.value, nearest: nearest), at: entry.name.span)
      return
    }
    if let word = entry.bareWord {
      let values = field.type.enumerationValues ?? []
      if values.contains(word) { return }
      bag.add(
        CheckProblem.unknownName(word, nearest: Suggestion.nearest(to: word, in: values), allowed: values),
        at: entry.program.source.place)
    } else if !entry.program.type.mayBe([field.type]) {
      bag.add(
        CheckProblem.typeOfField(
          field: field.name, of: opened.id, expected: field.type.text, actual: entry.program.type.text),
        at: entry.program.source.place)
    }
  }
}
