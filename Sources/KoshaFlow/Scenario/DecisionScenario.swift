// A scenario of a decision: values in, an answer and the rules that made it out.

import KoshaRules
import KoshaSource
import KoshaYAML

/// The evaluation of a decision over given values; `initial` values of the workflow do not count.
struct DecisionScenario {
  private let scenario: ScenarioSyntax
  private let definition: WorkflowDefinition
  private var world: StepInput

  init(_ scenario: ScenarioSyntax, _ definition: WorkflowDefinition, _ world: StepInput) {
    self.scenario = scenario
    self.definition = definition
    self.world = world
    if let now = scenario.now?.instant(in: world.workspace.zone, zones: world.zones) { self.world.now = now }
    self.world.actor = scenario.actor ?? .system
  }

  func run(
    _ decision: String, expect: YAMLNode?, fired: [String]?, firedSpan: SourceSpan?, _ ledger: inout CoverageLedger
  ) -> ScenarioFailure? {
    let facts = CaseFacts(id: "", number: "", openedAt: world.now, openedBy: world.actor.id)
    var interpreter = Interpreter(definition, Snapshot(before: definition), facts: facts, in: world)
    for value in scenario.data {
      if let mismatch = set(value, &interpreter) {
        return ScenarioFailure(step: nil, mismatches: [mismatch], span: value.name.span)
      }
    }
    let outcome = interpreter.evaluate(decision: decision, source: 0)
    ledger.note(outcome)
    var mismatches: [Mismatch] = []
    var span = scenario.name.span
    if let fired, fired != outcome.fired {
      span = firedSpan ?? span
      mismatches.append(
        .other(
          what: Words(ja: "当たった規則", en: "rules fired"), expected: fired.joined(separator: ", "),
          actual: outcome.fired.joined(separator: ", ")))
    }
    if let expect, !PlainYAML.matches(expect, outcome.result) {
      span = expect.span
      mismatches.insert(
        .other(
          what: Words(ja: "答え", en: "answer"), expected: PlainYAML.text(expect), actual: outcome.result.feelText),
        at: 0)
    }
    if mismatches.isEmpty { return nil }
    if let reason = outcome.errors.first ?? outcome.remarks.first?.reason.message { mismatches.append(.failed(reason)) }
    return ScenarioFailure(step: nil, mismatches: mismatches, span: span)
  }

  private func set(_ given: ScenarioValue, _ interpreter: inout Interpreter) -> Mismatch? {
    let name = given.name.value
    let slot: Int
    let type: ValueType
    if let field = definition.fields.firstIndex(where: { $0.name == name }) {
      (slot, type) = (field, definition.fields[field].type)
    } else if let index = definition.decisionIDs.firstIndex(of: name) {
      (slot, type) = (definition.layout.firstDecision + index, .any)
    } else {
      let problem = CaseProblem.unknownInput(
        name: name, nearest: Suggestion.nearest(to: name, in: definition.fields.map(\.name)),
        accepted: definition.fields.map(\.name))
      return .failed(problem.message(workspace: world.workspace))
    }
    let form: InputValue.Form
    switch given.source {
    case .plain(let value): form = .plain(value)
    case .document(let value): form = .value(value)
    case .expression(let program): form = .value(interpreter.evaluate(program, source: 0).value)
    }
    switch InputValue(name, form).read(as: type) {
    case .success(let value):
      interpreter.set(slot, to: value)
      return nil
    case .failure(let problem):
      return .unreadable(field: name, problem.message)
    }
  }
}
