// The static checks of a compiled workflow: what cannot be seen from its syntax alone.

public import KoshaSource

/// Checks a compiled workflow.
public enum WorkflowCheck {
  /// Everything found, by place; only what is certain for every value that the data may take, null excepted: that a
  /// value may be unset is told as possible.
  ///
  /// States that cannot be reached, dead ends, states from which the case cannot end, completions that never come,
  /// eventless circles, guards that can hold together or never, values that may be unset where null fails, deadlines
  /// that cannot end, names that nothing uses, cases opened by workflows that are not there or with fields they have not.
  ///
  /// - Parameter catalogue: the workflows that this one may open.
  public static func check(
    _ definition: WorkflowDefinition, in workspace: Workspace, among catalogue: any DefinitionCatalogue
  ) -> [Diagnostic] {
    let graph = StateGraph(definition)
    var bag = DiagnosticBag()
    Reachability.check(graph, into: &bag)
    Completion.check(graph, into: &bag)
    EventlessCircles.check(graph, into: &bag)
    TransitionOrder.check(graph, into: &bag)
    NullFlow.check(graph, into: &bag)
    DeadlineEnds.check(graph, into: &bag)
    UnusedNames.check(definition, into: &bag)
    OpenedCases.check(definition, among: catalogue, into: &bag)
    return bag.sorted
  }
}
