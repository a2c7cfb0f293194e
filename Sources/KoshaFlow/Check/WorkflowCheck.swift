// The static checks of a compiled workflow: what cannot be seen from its syntax alone.

public import KoshaSource

/// Checks a compiled workflow.
public enum WorkflowCheck {
  /// Everything found: unreachable states, dead ends, transitions that can never be taken, guards that can hold
  /// together, letters without template, roles nobody holds…
  public static func check(_ definition: WorkflowDefinition, in workspace: Workspace) -> [Diagnostic] {
    preconditionFailure("unwritten")
  }
}
