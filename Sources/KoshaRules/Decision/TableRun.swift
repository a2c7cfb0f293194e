// A compiled table and its columns' values in, the rules that match and the answer of the hit policy out.

import KoshaSource

extension LogicRun {
  mutating func evaluate(
    _ table: DecisionTable, _ values: [Value], columns given: [Value]?, _ outcome: inout DecisionOutcome
  ) -> Value {
    let errors = outcome.errors.count
    var columns = given ?? columnValues(table, values, &outcome)
    if columns.count < table.inputs.count {
      columns.append(contentsOf: repeatElement(.null, count: table.inputs.count - columns.count))
    }
    outcome.tables.append(TableCall(table: table, columns: columns))
    guard outcome.errors.count == errors else { return .null }
    let matched = withUnsafeTemporaryAllocation(of: Int.self, capacity: columns.count) { slices in
      match(table, values, columns, slices, &outcome)
    }
    defer { frame.values = [] }
    switch matched {
    case .refused: return .null
    case .none: return answerWithoutRule(table, values, columns, &outcome)
    case .one(let rule):
      switch table.hitPolicy {
      case .unique, .first, .any, .priority:
        guard let answer = table.index.answers[rule] else { break }
        outcome.fire(table.index.ids[rule])
        return answer
      default: break
      }
      return answer(table, [rule], values, columns, &outcome)
    case .several(let rules): return answer(table, rules, values, columns, &outcome)
    }
  }

  /// What cells and answers see, made when first asked for: most tables ask nothing.
  private mutating func seen(_ table: DecisionTable, _ values: [Value], _ columns: [Value]) -> [Value] {
    if frame.values.isEmpty { frame.values = table.seen(values, columns) }
    return frame.values
  }

  /// The answer of rules that match, by the hit policy.
  private mutating func answer(
    _ table: DecisionTable, _ matched: [Int], _ values: [Value], _ columns: [Value], _ outcome: inout DecisionOutcome
  ) -> Value {
    switch table.hitPolicy {
    case .ruleOrder, .collect:
      var constants: [Value] = []
      constants.reserveCapacity(matched.count)
      for rule in matched {
        if let constant = table.index.answers[rule] { constants.append(constant) }
      }
      guard constants.count == matched.count else { break }
      for rule in matched { outcome.fire(table.index.ids[rule]) }
      return .list(constants)
    default: break
    }
    let errors = outcome.errors.count
    let seen = seen(table, values, columns)
    var answers: [RuleAnswer] = []
    answers.reserveCapacity(matched.count)
    for index in matched {
      let rule = table.rules[index]
      var results: [Value] = []
      results.reserveCapacity(table.outputs.count)
      for (program, output) in zip(rule.answers, table.outputs) {
        results.append(answer(program, output, rule: rule.id, seen, &outcome))
      }
      answers.append(RuleAnswer(rule: rule.id, values: results))
    }
    let (fired, result, fault) = table.hitPolicy.combine(answers, of: table.outputs)
    outcome.fire(fired)
    if let fault { outcome.errors.append(fault.words) }
    return outcome.errors.count == errors ? result : .null
  }

  /// The rules that match, in file order; under `first` only the first.
  private enum Match {
    /// A value is not of its column.
    case refused
    case none
    case one(Int)
    case several([Int])

    mutating func add(_ rule: Int) {
      switch self {
      case .one(let first): self = .several([first, rule])
      case .several(var rules):
        self = .none
        rules.append(rule)
        self = .several(rules)
      default: self = .one(rule)
      }
    }
  }

  private mutating func match(
    _ table: DecisionTable, _ values: [Value], _ columns: [Value], _ slices: UnsafeMutableBufferPointer<Int>,
    _ outcome: inout DecisionOutcome
  ) -> Match {
    let errors = outcome.errors.count
    let index = table.index
    let isPlaced = index.place(columns, slices)
    for column in 0..<columns.count {
      if isPlaced, index.admits(column, slices[column]) ?? table.inputs[column].type.admits(columns[column]),
        index.allows(column, slices[column]) ?? (table.inputs[column].allowed == nil)
      {
        continue
      }
      check(table, column, values, columns, &outcome)
    }
    guard outcome.errors.count == errors else { return .refused }
    if traced {
      outcome.tables[outcome.tables.count - 1].scene = TraceScene(values: values, environment: environment)
    }
    var matched = Match.none
    let isFirst = table.hitPolicy == .first
    guard isPlaced else {
      for rule in 0..<table.rules.count where asks(rule, of: table, values, columns, &outcome) {
        matched.add(rule)
        if isFirst { break }
      }
      return matched
    }
    index.forEachCandidate(slices) { rule in
      if index.firstProgram(of: rule) < columns.count, !asks(rule, of: table, values, columns, &outcome) {
        return true
      }
      matched.add(rule)
      return !isFirst
    }
    return matched
  }

  /// Whether a rule matches, cell by cell; what the program of a cell that refuses remarked is noted.
  private mutating func asks(
    _ rule: Int, of table: DecisionTable, _ values: [Value], _ columns: [Value], _ outcome: inout DecisionOutcome
  ) -> Bool {
    if frame.values.isEmpty { frame.values = table.seen(values, columns) }
    let refusing = LogicRun.refusingColumn(table.rules[rule].cells, columns, sharesSteps: sharesSteps, &frame)
    frame.input = .null
    guard let refusing else { return true }
    if !frame.call.remarks.isEmpty {
      if case .program(let program) = table.rules[rule].cells[refusing] {
        note(frame.call.remarks, of: program, &outcome)
      }
      frame.call.remarks.removeAll(keepingCapacity: true)
    }
    return false
  }

  private mutating func columnValues(
    _ table: DecisionTable, _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> [Value] {
    var columns: [Value] = []
    columns.reserveCapacity(table.inputs.count)
    for index in table.inputs.indices {
      if let program = table.inputs[index].program {
        columns.append(evaluate(program, values, &outcome))
      } else {
        let input = table.inputs[index]
        outcome.errors.append(DecisionFault.unresolvedInput(input.name, text: input.text).words)
        columns.append(.null)
      }
    }
    return columns
  }

  /// Notes an input that is not of its column's type, or that `allowed` leaves out.
  private mutating func check(
    _ table: DecisionTable, _ column: Int, _ values: [Value], _ columns: [Value], _ outcome: inout DecisionOutcome
  ) {
    let (input, value) = (table.inputs[column], columns[column])
    guard input.type.admits(value) else {
      outcome.errors.append(DecisionFault.inputType(input.name, value: value, expected: input.type).words)
      return
    }
    guard let allowed = input.allowed else { return }
    let seen = seen(table, values, columns)
    if case .boolean(true) = allowed.test(value, seen, in: environment).value { return }
    let text = String(allowed.source.text.trimmed)
    outcome.errors.append(DecisionFault.notAllowed(input.name, value: value, allowed: text).words)
  }

  /// The first column whose cell refuses its value, its remarks left in the frame; nil where the rule matches.
  static func refusingColumn(
    _ cells: [CellTest], _ columns: [Value], sharesSteps: Bool, _ frame: inout Frame
  ) -> Int? {
    for column in cells.indices {
      switch cells[column] {
      case .any: continue
      case .equals(let constants):
        if !constants.contains(where: { $0.feelEquals(columns[column]) == true }) { return column }
      case .program(let program):
        frame.input = columns[column]
        // Each cell is an evaluation of its own under the limits.
        if !sharesSteps { frame.call.remainingSteps = frame.call.environment.limits.steps }
        let answer = program.body(&frame)
        if case .boolean(true) = answer {
          if !frame.call.remarks.isEmpty { frame.call.remarks.removeAll(keepingCapacity: true) }
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
    _ table: DecisionTable, _ values: [Value], _ columns: [Value], _ outcome: inout DecisionOutcome
  ) -> Value {
    if table.hitPolicy == .collectCount { return .number(.zero) }
    guard table.outputs.contains(where: { $0.defaultProgram != nil }) else { return .null }
    let errors = outcome.errors.count
    let seen = seen(table, values, columns)
    var results: [Value] = []
    for output in table.outputs {
      results.append(answer(output.defaultProgram, output, rule: nil, seen, &outcome))
    }
    guard outcome.errors.count == errors else { return .null }
    let value = RuleAnswer(rule: "", values: results).value(of: table.outputs)
    return table.hitPolicy.yieldsList ? .list([value]) : value
  }
}
