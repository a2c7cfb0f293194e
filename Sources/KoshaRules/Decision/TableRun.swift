// A compiled table and its columns' values in, the rules that match and the answer of the hit policy out.

import KoshaSource

extension LogicRun {
  mutating func evaluate(
    _ table: DecisionTable, _ values: [Value], columns given: [Value]?, _ outcome: inout DecisionOutcome
  ) -> Value {
    let errors = outcome.errors.count
    var columns = given ?? columnValues(table, values, &outcome)
    columns.append(contentsOf: repeatElement(.null, count: max(0, table.inputs.count - columns.count)))
    var seen = values
    seen.append(contentsOf: repeatElement(.null, count: max(0, table.slotCount - values.count)))
    for (input, value) in zip(table.inputs, columns) {
      outcome.inputs.append(Context.Entry(input.name, value))
      seen[input.slot] = value
    }
    guard outcome.errors.count == errors else { return .null }
    for (input, value) in zip(table.inputs, columns) { check(input, value, seen, &outcome) }
    guard outcome.errors.count == errors else { return .null }

    let matched = scan(table, columns, seen, &outcome)
    if matched.isEmpty { return answerWithoutRule(table, seen, &outcome) }
    var answers: [RuleAnswer] = []
    answers.reserveCapacity(matched.count)
    for index in matched {
      let rule = table.rules[index]
      var results: [Value] = []
      for (program, output) in zip(rule.answers, table.outputs) {
        results.append(answer(program, output, rule: rule.id, seen, &outcome))
      }
      answers.append(RuleAnswer(rule: rule.id, values: results))
    }
    let (fired, result, fault) = table.hitPolicy.combine(answers, of: table.outputs)
    outcome.fired.append(contentsOf: fired)
    if let fault { outcome.errors.append(fault.words) }
    return outcome.errors.count == errors ? result : .null
  }

  private mutating func columnValues(
    _ table: DecisionTable, _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> [Value] {
    var columns: [Value] = []
    for input in table.inputs {
      if let program = input.program {
        columns.append(evaluate(program, values, &outcome))
      } else {
        outcome.errors.append(DecisionFault.unresolvedInput(input.name, text: input.text).words)
        columns.append(.null)
      }
    }
    return columns
  }

  /// Notes an input that is not of its column's type, or that `allowed` leaves out.
  private func check(
    _ input: DecisionInput, _ value: Value, _ values: [Value], _ outcome: inout DecisionOutcome
  ) {
    guard input.type.admits(value) else {
      outcome.errors.append(DecisionFault.inputType(input.name, value: value, expected: input.type).words)
      return
    }
    guard let allowed = input.allowed else { return }
    if case .boolean(true) = allowed.test(value, values, in: environment).value { return }
    let text = String(allowed.source.text.trimmed)
    outcome.errors.append(DecisionFault.notAllowed(input.name, value: value, allowed: text).words)
  }

  /// The rules that match, in file order; under `first` only the first.
  ///
  /// What a trace adds is told, never counted.
  private mutating func scan(
    _ table: DecisionTable, _ columns: [Value], _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> [Int] {
    var matched: [Int] = []
    var isDecided = false
    var frame = Frame(values: values, call: self.frame.call)
    defer { self.frame.call.remainingSteps = frame.call.remainingSteps }
    for (index, rule) in table.rules.enumerated() {
      if isDecided, !traced { break }
      frame.call.remarks.removeAll(keepingCapacity: true)
      let refusing = refusingColumn(rule, columns, &frame)
      if !isDecided, let refusing, case .program(let program) = rule.cells[refusing] {
        note(frame.call.remarks, of: program, &outcome)
      }
      if refusing == nil, !isDecided {
        matched.append(index)
        isDecided = table.hitPolicy == .first
      }
      if traced { outcome.trace.append(trace(rule, table, refusing)) }
    }
    return matched
  }

  private func trace(_ rule: DecisionRule, _ table: DecisionTable, _ refusing: Int?) -> RuleTrace {
    var trace = RuleTrace(rule: rule.id, matched: refusing == nil, refusedBy: nil, basis: rule.basis)
    if let refusing, let test = rule.tests[refusing] {
      trace.refusedBy = (table.inputs[refusing].name, test.source.text, test.source.span)
    }
    return trace
  }

  /// The first column whose cell refuses its value, its remarks left in the frame; nil where the rule matches.
  private func refusingColumn(_ rule: DecisionRule, _ columns: [Value], _ frame: inout Frame) -> Int? {
    for (column, cell) in rule.cells.enumerated() {
      switch cell {
      case .any: continue
      case .equals(let constants):
        if !constants.contains(where: { $0.feelEquals(columns[column]) == true }) { return column }
      case .program(let program):
        frame.input = columns[column]
        // Each cell is an evaluation of its own under the limits.
        if !sharesSteps { frame.call.remainingSteps = environment.limits.steps }
        let answer = program.body(&frame)
        if case .boolean(true) = answer {
          frame.call.remarks.removeAll(keepingCapacity: true)
          continue
        }
        // Null is a value of every input: a comparison that it does not answer is no failure.
        if case .null = columns[column] { frame.call.remarks.removeAll(keepingCapacity: true) }
        return column
      }
    }
    return nil
  }

  private mutating func answer(
    _ program: Program?, _ output: DecisionOutput, rule: String?, _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> Value {
    guard let program else { return .null }
    let value = evaluate(program, values, &outcome)
    if !output.type.admits(value) {
      outcome.errors.append(
        DecisionFault.outputType(output.name, rule: rule, value: value, expected: output.type).words)
    }
    return value
  }

  /// The answer where no rule matches: the defaults, else null; a count is 0.
  private mutating func answerWithoutRule(
    _ table: DecisionTable, _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> Value {
    if table.hitPolicy == .collectCount { return .number(.zero) }
    guard table.outputs.contains(where: { $0.defaultProgram != nil }) else { return .null }
    let errors = outcome.errors.count
    var results: [Value] = []
    for output in table.outputs {
      results.append(answer(output.defaultProgram, output, rule: nil, values, &outcome))
    }
    guard outcome.errors.count == errors else { return .null }
    let value = RuleAnswer(rule: "", values: results).value(of: table.outputs)
    return table.hitPolicy.yieldsList ? .list([value]) : value
  }
}
