// A decision and what is known where it is made in, the warnings of its expressions out.

import KoshaRules
import KoshaSource

/// Walks a decision and those it requires.
struct NullDecisions {
  private let model: NullModel
  private(set) var report: NullReport
  private var visited: Set<String> = []

  init(_ model: NullModel, _ report: NullReport) {
    self.model = model
    self.report = report
  }

  /// Every version of a decision, the required ones first.
  mutating func decide(_ id: String, _ known: NullKnowledge) {
    guard visited.insert(id).inserted else { return }
    for version in model.definition.decisions.versions(of: id) {
      var known = known
      for required in version.requires {
        decide(required, known)
        if let slot = model.definition.scope.slot(of: required) {
          known.set(slot, isNull: model.nullDecisions.contains(required))
        }
      }
      _ = visit(version.logic, known)
    }
  }

  /// Whether the answer may be null.
  private mutating func visit(_ logic: DecisionLogic, _ known: NullKnowledge) -> Bool {
    switch logic {
    case .table(let table):
      visit(table, known)
      return false
    case .expression(let program):
      report.visit(program, known, model, as: .value)
      return model.mayBeNull(program, known)
    case .context(let entries):
      var known = known
      for entry in entries {
        let isNull = visit(entry.logic, known)
        if entry.isAnswer { return isNull }
        known.set(entry.slot, isNull: isNull)
      }
      return false
    case .function(let function):
      var known = known
      for parameter in function.parameters { known.set(parameter.slot, isNull: false) }
      if let body = function.body { _ = visit(body, known) }
      return false
    case .conditional(let condition, let then, let otherwise, _): return visit(condition, then, otherwise, known)
    case .filter(let filter):
      let isNull = visit(filter.source, known)
      _ = visit(filter.match, known.setting([filter.item] + filter.entries.map(\.slot)))
      return isNull
    case .iteration(let loop), .quantified(_, let loop):
      _ = visit(loop.source, known)
      _ = visit(loop.body, known.setting([loop.slot, loop.partial].compactMap { $0 }))
      return false
    case .invocation(let invocation):
      for binding in invocation.bindings { _ = visit(binding.logic, known) }
      return false
    case .typed(let inner, _): return visit(inner, known)
    case .list, .relation:
      for part in logic.parts { _ = visit(part, known) }
      return false
    }
  }

  private mutating func visit(
    _ condition: DecisionLogic, _ then: DecisionLogic, _ otherwise: DecisionLogic, _ known: NullKnowledge
  ) -> Bool {
    _ = visit(condition, known)
    var (taken, other) = (known, known)
    if case .expression(let program) = condition, let nulls = program.nulls {
      taken.add(nulls.whenTrue, of: model)
      other.add(nulls.whenNotTrue, of: model)
    }
    let first = visit(then, taken)
    return visit(otherwise, other) || first
  }

  private mutating func visit(_ table: DecisionTable, _ known: NullKnowledge) {
    var inside = known
    for input in table.inputs {
      guard let program = input.program else { continue }
      report.visit(program, known, model, as: .value)
      let mayBeNull = model.mayBeNull(program, known)
      if mayBeNull, let allowed = input.allowed, allowed.refusesNullInput {
        report.notAllowed(program, column: input.name, known, model)
        inside.set(input.slot, isNull: false)
      } else {
        inside.set(input.slot, isNull: mayBeNull)
      }
    }
    for output in table.outputs { report.visit(output.defaultProgram, inside, model, as: .value) }
    for rule in table.rules { visit(rule, of: table, inside) }
  }

  /// A rule answers only where its cells let the columns' values pass.
  private mutating func visit(_ rule: DecisionRule, of table: DecisionTable, _ known: NullKnowledge) {
    guard (rule.tests + rule.answers).contains(where: { $0?.nulls != nil }) else { return }
    var passed = known
    for (input, test) in zip(table.inputs, rule.tests) {
      guard let test else { continue }
      report.visit(test, known, model, as: .condition)
      if test.refusesNullInput { passed.set(input.slot, isNull: false) }
    }
    for answer in rule.answers { report.visit(answer, passed, model, as: .value) }
  }
}

extension NullKnowledge {
  /// With values that are no null.
  fileprivate func setting(_ slots: [Int]) -> NullKnowledge {
    var known = self
    for slot in slots { known.set(slot, isNull: false) }
    return known
  }
}
