// One evaluation of a table in, what each rule did in it out: every cell is asked again, and nothing is kept for it.

import KoshaSource

/// A table and the values of its columns in one evaluation.
package struct TableCall: Sendable {
  /// The table.
  package let table: DecisionTable
  /// A value for each column.
  package let columns: [Value]
  /// What cells see beside their own value; nil where no trace was asked for, or no rule was.
  var scene: TraceScene?
}

/// What the cells of an evaluation saw.
final class TraceScene: Sendable {
  let values: [Value]
  let environment: EvaluationEnvironment

  init(values: [Value], environment: EvaluationEnvironment) {
    self.values = values
    self.environment = environment
  }
}

extension TableCall {
  /// For each rule the first cell that refused it.
  var trace: [RuleTrace] {
    guard let scene else { return [] }
    var frame = Frame(
      values: table.seen(scene.values, columns), call: CallContext(environment: scene.environment))
    return table.rules.map { rule in
      frame.call.remarks.removeAll(keepingCapacity: true)
      let refusing = LogicRun.refusingColumn(rule.cells, columns, sharesSteps: false, &frame)
      var trace = RuleTrace(rule: rule.id, matched: refusing == nil, refusedBy: nil, basis: rule.basis)
      if let refusing, let test = rule.tests[refusing] {
        trace.refusedBy = (table.inputs[refusing].name, test.source.text, test.source.span)
      }
      return trace
    }
  }
}

extension DecisionTable {
  /// What cells and answers see: the scope's values, then each column's own under its name.
  func seen(_ values: [Value], _ columns: [Value]) -> [Value] {
    var seen = values
    seen.append(contentsOf: repeatElement(.null, count: max(0, slotCount - values.count)))
    for (input, value) in zip(inputs, columns) { seen[input.slot] = value }
    return seen
  }
}
