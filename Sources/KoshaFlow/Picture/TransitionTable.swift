// A compiled workflow in, its transitions as rows of words out: readable in logs, in mail and to screen readers.

public import KoshaSource

/// All transitions of a workflow in document order, one a row.
public struct TransitionTable: Sendable {
  /// A column.
  public enum Column: String, Sendable, Hashable, CaseIterable {
    /// The state a transition belongs to.
    case state
    /// What sets it off.
    case trigger
    /// What must hold.
    case condition
    /// Who may set it off.
    case who
    /// Where it leads.
    case target
    /// What is done.
    case actions

    /// The column's heading.
    public var heading: Words {
      switch self {
      case .state: Words(ja: "状態", en: "state")
      case .trigger: Words(ja: "きっかけ", en: "trigger")
      case .condition: Words(ja: "条件", en: "guard")
      case .who: Words(ja: "だれが", en: "who")
      case .target: Words(ja: "行き先", en: "target")
      case .actions: Words(ja: "動作", en: "actions")
      }
    }
  }

  /// The headings of the columns, left to right.
  public static let headings = Column.allCases.map(\.heading)
  /// The cells of each transition, in the order of the columns.
  public let rows: [[Words]]

  /// The table of a workflow, roles by their titles.
  public init(_ definition: WorkflowDefinition, in workspace: Workspace) {
    rows = definition.transitions.map { transition in
      let targets = transition.targets.map { definition.states[$0].title }
      return [
        definition.states[transition.source].title,
        transition.triggerText(definition),
        Words(transition.conditionText),
        transition.audienceText(in: workspace, definition),
        targets.isEmpty ? Words(ja: "(とどまる)", en: "(stays)") : Words.list(targets),
        Words.list(transition.actions.map { $0.text(in: workspace, definition) }),
      ]
    }
  }
}
