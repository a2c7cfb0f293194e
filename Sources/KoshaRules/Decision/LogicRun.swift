// What answers a decision, over values: boxed expressions are evaluated part by part.

import KoshaSource

/// Evaluates tables and boxed expressions, and notes in the outcome what happened.
struct LogicRun {
  let environment: EvaluationEnvironment
  let traced: Bool

  /// The answer; null where an error was noted.
  ///
  /// - Parameter columns: the values of a table's columns where they are given and not computed.
  func evaluate(
    _ logic: DecisionLogic, _ values: [Value], columns: [Value]?, _ outcome: inout DecisionOutcome
  ) -> Value {
    switch logic {
    case .expression(let program): return evaluate(program, values, &outcome)
    case .context(let entries): return evaluate(entries, values, &outcome)
    case .table(let table): return evaluate(table, values, columns: columns, &outcome)
    }
  }

  func evaluate(_ program: Program, _ values: [Value], _ outcome: inout DecisionOutcome) -> Value {
    let evaluation = program.evaluate(values, in: environment)
    note(evaluation.remarks, of: program, &outcome)
    return evaluation.value
  }

  func note(_ remarks: [Remark], of program: Program, _ outcome: inout DecisionOutcome) {
    for remark in remarks where outcome.remarks.count < environment.limits.remarks {
      outcome.remarks.append(remark)
      outcome.remarkPlaces.append(program.span(of: remark))
    }
  }

  private func evaluate(
    _ entries: [DecisionLogic.ContextEntry], _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> Value {
    var values = values
    var context = Context()
    for (index, entry) in entries.enumerated() {
      let value = evaluate(entry.logic, values, columns: nil, &outcome)
      if entry.name == "result", index == entries.count - 1 { return value }
      // A new name's slot is the next one; a name that stands for another takes its place.
      if entry.slot == values.count { values.append(value) } else { values[entry.slot] = value }
      context[entry.name] = value
    }
    return .context(context)
  }
}
