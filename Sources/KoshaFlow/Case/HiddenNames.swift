// The fields that one reader may not see in; out, every name and every input of a decision that could tell their values.

import KoshaRules

/// What of a case is hidden from one reader.
struct HiddenNames {
  /// Fields that the reader may not see, then the decisions whose answers follow from one of them, directly or through
  /// other decisions; both in declared order.
  let names: [String]
  private let definition: WorkflowDefinition

  init(fields: [String], in definition: WorkflowDefinition) {
    var hidden = Set(fields)
    var known = -1
    // A decision may read another one: each pass goes one step further.
    while known != hidden.count {
      known = hidden.count
      for decision in definition.decisions.decisions where decision.reads.contains(where: hidden.contains) {
        hidden.insert(decision.id)
      }
    }
    self.names = fields + definition.decisionIDs.filter(hidden.contains)
    self.definition = definition
  }

  /// Whether a field or a decision's answer is hidden.
  func contains(_ name: String) -> Bool { names.contains(name) }

  /// Whether the column of a decision's table is made of something hidden, in any version of the decision.
  func contains(input name: String, of decision: String) -> Bool {
    definition.decisions.versions(of: decision).contains { version in
      guard case .table(let table) = version.logic else { return false }
      return table.inputs.contains { input in input.name == name && input.slots.contains(where: contains(slot:)) }
    }
  }

  private func contains(slot: Int) -> Bool {
    if slot < definition.fields.count { return contains(definition.fields[slot].name) }
    let index = slot - definition.layout.firstDecision
    return definition.decisionIDs.indices.contains(index) && contains(definition.decisionIDs[index])
  }
}
