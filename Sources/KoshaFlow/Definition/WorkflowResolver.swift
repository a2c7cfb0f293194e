// A `WorkflowSyntax` in, a `WorkflowDefinition` out: ids become indexes, names become slots, expressions programs.

package import KoshaRules
import KoshaSource
import KoshaYAML

/// A state of the tree in its place among all states.
struct FlatState {
  var syntax: StateSyntax
  var kind: StateNode.Kind
  var parent: Int?
  var children: [Int]
  var end: Int
  var depth: Int
}

/// Resolves one workflow; goes on after an error, so that one run tells all of them.
struct WorkflowResolver {
  let files: WorkflowFiles
  let workspace: Workspace
  var bag: DiagnosticBag

  /// What expressions see at the place being resolved; inside `foreach` its locals come last.
  var scope = Scope()
  var layout = SlotLayout(fieldCount: 0, decisionCount: 0)
  var fields: [FieldSyntax] = []
  var fieldSlots: [String: Int] = [:]
  var decisionIDs: [String] = []
  var roles: Set<String> = []
  var letters: [LetterTemplate] = []
  var letterNames: Set<String> = []
  var states: [FlatState] = []
  var stateIndexes: [String: Int] = [:]
  var transitions: [Transition] = []
  var events = EventTable()
  /// Names in `not_by` that are no role: each must be an event, which is known only at the end.
  var pendingExclusions: [Located<String>] = []

  init(_ files: WorkflowFiles, in workspace: Workspace, _ bag: DiagnosticBag) {
    self.files = files
    self.workspace = workspace
    self.bag = bag
    self.roles = Set(workspace.roles.map(\.id))
    self.roles.insert(Workspace.operatorRole)
    self.letters = files.letters.map { LetterTemplate(file: $0) }
    self.letterNames = Set(letters.map(\.name))
  }

  /// Resolves a workflow with the decisions read from its rules.
  mutating func definition(_ syntax: WorkflowSyntax, _ rules: RuleFiles) -> WorkflowDefinition? {
    declare(syntax, rules)
    let decisions = DecisionSet.compile(rules.syntaxes, scope: scope, into: &bag)
    // Where a decision could not be compiled, its users are not blamed.
    for id in bag.hasErrors ? [] : decisionIDs {
      guard let slot = scope.slot(of: id), let type = decisions.type(of: id) else { continue }
      var variable = scope.variables[slot]
      variable.type = type
      _ = scope.declare(variable)
    }
    let fields = dataFields()
    let access = access(syntax.access)
    let referenceDate = syntax.referenceDate.flatMap {
      program($0, .date, [.date, .dateAndTime])
    }
    if let calendar = syntax.calendar { checkCalendar(calendar) }
    let nodes = stateNodes()
    let deadlines = deadlines(syntax.deadlines)
    let schedules = schedules(syntax.schedules)
    resolveExclusions()
    guard !bag.hasErrors else { return nil }
    return WorkflowDefinition(
      id: syntax.root.id.value, title: syntax.root.title?.value ?? Words(syntax.root.id.value),
      basis: syntax.basis?.value,
      effective: syntax.effective, digest: DefinitionDigest.hex(of: files), files: files, referenceDate: referenceDate,
      access: access, number: syntax.number ?? NumberTemplate(workflow: syntax.root.id.value),
      calendar: syntax.calendar?.value, fields: fields, decisions: decisions, decisionIDs: decisionIDs, layout: layout,
      scope: scope, events: events.declarations, states: nodes, transitions: transitions, letters: letters,
      deadlines: deadlines, schedules: schedules)
  }

  /// Everything that has a name, before anything that uses one.
  private mutating func declare(_ syntax: WorkflowSyntax, _ rules: RuleFiles) {
    fields = syntax.fields
    var variables: [Variable] = []
    for (slot, field) in fields.enumerated() {
      fieldSlots[field.name.value] = slot
      variables.append(Variable(field.name.value, field.type?.value ?? .any, origin: field.name.span))
    }
    for decision in rules.decisions {
      decisionIDs.append(decision.id.value)
      if Identifier.reserved.contains(decision.id.value) {
        bag.add(WorkflowProblem.reserved(decision.id.value), at: decision.id.span)
      }
      if fieldSlots[decision.id.value] != nil {
        bag.add(
          WorkflowProblem.nameTaken(decision.id.value), at: decision.id.span,
          related: fields.filter { $0.name.value == decision.id.value }.map {
            Diagnostic.Related(span: $0.name.span, message: WorkflowProblem.firstPlace)
          })
      }
      variables.append(
        Variable(decision.id.value, decision.type, origin: decision.id.span, parameters: decision.parameters))
    }
    layout = SlotLayout(fieldCount: fields.count, decisionCount: decisionIDs.count)
    scope = Scope(variables + CaseScope.variables)
    events.declare(syntax.events)
    flatten(syntax.root, parent: nil, depth: 0)
    scope.states = Set(states.map(\.syntax.id.value))
  }

  /// Gives a state and its descendants their indexes, which are their order in the file.
  private mutating func flatten(_ state: StateSyntax, parent: Int?, depth: Int) {
    let index = states.count
    states.append(
      FlatState(syntax: state, kind: kind(of: state), parent: parent, children: [], end: 0, depth: depth))
    if let parent {
      states[parent].children.append(index)
      if let first = stateIndexes[state.id.value] {
        bag.add(
          WorkflowProblem.duplicateState(state.id.value), at: state.id.span,
          related: [Diagnostic.Related(span: states[first].syntax.id.span, message: WorkflowProblem.firstPlace)])
      } else {
        stateIndexes[state.id.value] = index
      }
    }
    for child in state.children { flatten(child, parent: index, depth: depth + 1) }
    states[index].end = states.count
  }

  private func kind(of state: StateSyntax) -> StateNode.Kind {
    if let deep = state.history { return .history(deep: deep) }
    if state.isFinal { return .final }
    if state.isParallel { return .parallel }
    return state.children.isEmpty ? .atomic : .compound
  }
}

/// What every expression of a workflow sees beside data and decisions, in the order of `SlotLayout`.
package enum CaseScope {
  package static let variables: [Variable] = [
    Variable(
      "event",
      .context([
        ValueType.Field("name", .string), ValueType.Field("type", .string), ValueType.Field("id", .any),
        ValueType.Field("origin", .any), ValueType.Field("child", .any), ValueType.Field("data", .any),
        ValueType.Field("by", .string), ValueType.Field("at", .dateAndTime),
      ])),
    Variable(
      "case",
      .context([
        ValueType.Field("id", .string), ValueType.Field("number", .string), ValueType.Field("workflow", .string),
        ValueType.Field("opened_at", .dateAndTime), ValueType.Field("opened_by", .string),
        ValueType.Field("state", .list(.string)),
      ])),
    Variable(
      "actor", .context([ValueType.Field("id", .string), ValueType.Field("roles", .list(.string))])),
    Variable("assignee", .string),
    Variable("now", .dateAndTime),
    Variable("today", .date),
    Variable(
      "children",
      .list(
        .context([
          ValueType.Field("id", .string), ValueType.Field("case", .string), ValueType.Field("number", .string),
          ValueType.Field("workflow", .string), ValueType.Field("state", .list(.string)),
          ValueType.Field("status", .string), ValueType.Field("outcome", .string), ValueType.Field("output", .any),
        ]))),
  ]
}
