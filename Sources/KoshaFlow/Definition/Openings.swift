// Every case that a workflow may open, in file order.

import KoshaSource

extension WorkflowDefinition {
  /// What `child` and `open` say, of states first and then of transitions.
  var openings: [Action.OpenAction] {
    var openings: [Action.OpenAction] = []
    for state in states {
      openings += state.childCases
      for child in state.childCases { openings += child.finalize.flatMap(\.openings) }
      for block in state.entry + state.exit { openings += block.flatMap(\.openings) }
      openings += state.initial?.actions.flatMap(\.openings) ?? []
    }
    for transition in transitions { openings += transition.actions.flatMap(\.openings) }
    return openings
  }
}

extension Action {
  /// The cases that the action opens, itself or in its branches.
  fileprivate var openings: [OpenAction] {
    switch self {
    case .open(let opening): [opening]
    case .branch(_, let then, let otherwise, _): (then + otherwise).flatMap(\.openings)
    case .foreach(let loop): loop.body.flatMap(\.openings)
    case .assign, .decide, .raise, .send, .cancel, .notify, .letter, .log: []
    }
  }
}

extension Action.OpenAction {
  /// The id as written; nil where the engine makes one or an expression tells it.
  var literalID: String? {
    if case .literal(let id)? = id { id.value } else { nil }
  }
}
