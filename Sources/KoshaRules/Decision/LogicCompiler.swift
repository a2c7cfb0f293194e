// The syntax of a decision's logic in, compiled boxed expressions and tables out.

import KoshaSource

/// Compiles what answers one decision, and notes which names of the scope it reads.
struct LogicCompiler {
  /// The scope of the decision set.
  let scope: Scope
  /// Whether the file stands outside any workflow.
  let standalone: Bool
  /// The slots of `scope` that were read.
  var reads: Set<Int> = []
  /// Slots of `scope` that columns or entries of the same name stand in for.
  var shadowed: Set<Int> = []

  init(scope: Scope, standalone: Bool) {
    self.scope = scope
    self.standalone = standalone
  }

  /// The logic and the type of its answer; nil, with everything that is wrong in `bag`, where it holds an error.
  mutating func compile(
    _ logic: LogicSyntax, in scope: Scope, into bag: inout DiagnosticBag
  ) -> (logic: DecisionLogic, type: ValueType)? {
    switch logic {
    case .expression(let text):
      guard let program = FEEL.compile(text, scope: scope, into: &bag) else { return nil }
      note(program)
      return (.expression(program), program.type)
    case .context(let entries): return context(entries, in: scope, into: &bag)
    case .table(let table):
      return self.table(table, in: scope, into: &bag).map { (.table($0), table.type) }
    case .list, .relation, .function, .invocation, .conditional, .filter, .iteration, .quantified, .typed:
      return nil
    }
  }

  mutating func note(_ program: Program?) {
    for slot in program?.slots ?? [] where slot < scope.variables.count && !shadowed.contains(slot) {
      reads.insert(slot)
    }
  }

  private mutating func context(
    _ entries: [EntrySyntax], in outer: Scope, into bag: inout DiagnosticBag
  ) -> (logic: DecisionLogic, type: ValueType)? {
    let before = shadowed
    defer { shadowed = before }
    var scope = outer
    var compiled: [DecisionLogic.ContextEntry] = []
    var fields: [ValueType.Field] = []
    for entry in entries {
      let answer = compile(entry.logic, in: scope, into: &bag)
      let slot = scope.declare(Variable(entry.name.value, answer?.type ?? .any, origin: entry.name.span))
      shadowed.insert(slot)
      guard let answer else { continue }
      compiled.append(.init(name: entry.name.value, logic: answer.logic, slot: slot))
      fields.append(.init(entry.name.value, answer.type))
    }
    guard compiled.count == entries.count else { return nil }
    if let last = fields.last, last.name == "result" { return (.context(compiled), last.type) }
    return (.context(compiled), .context(fields))
  }
}
