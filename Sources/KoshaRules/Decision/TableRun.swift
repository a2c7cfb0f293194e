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
    var sight = TableSight(table, values, columns, frame.call)
    let matched = withUnsafeTemporaryAllocation(of: Int.self, capacity: columns.count) { slices in
      match(table, columns, slices, &sight, &outcome)
    }
    frame.call.remainingSteps = sight.remainingSteps
    switch matched {
    case .refused: return .null
    case .none: return answerWithoutRule(table, sight.frame.values, &outcome)
    case .one(let rule):
      switch table.hitPolicy {
      case .unique, .first, .any, .priority:
        guard let answer = table.index.answers[rule] else { return answer(table, [rule], &sight, &outcome) }
        outcome.fired.append(contentsOf: table.index.ids[rule])
        return answer
      default: return answer(table, [rule], &sight, &outcome)
      }
    case .several(let rules): return answer(table, rules, &sight, &outcome)
    }
  }

  /// The answer of rules that match, by the hit policy.
  private mutating func answer(
    _ table: DecisionTable, _ matched: [Int], _ sight: inout TableSight, _ outcome: inout DecisionOutcome
  ) -> Value {
    switch table.hitPolicy {
    case .ruleOrder, .collect:
      let constants = matched.compactMap { table.index.answers[$0] }
      guard constants.count == matched.count else { break }
      outcome.fired.append(contentsOf: matched.lazy.map { table.rules[$0].id })
      return .list(constants)
    default: break
    }
    let errors = outcome.errors.count
    var answers: [RuleAnswer] = []
    answers.reserveCapacity(matched.count)
    for index in matched {
      let rule = table.rules[index]
      var results: [Value] = []
      for (program, output) in zip(rule.answers, table.outputs) {
        results.append(answer(program, output, rule: rule.id, sight.frame.values, &outcome))
      }
      answers.append(RuleAnswer(rule: rule.id, values: results))
    }
    let (fired, result, fault) = table.hitPolicy.combine(answers, of: table.outputs)
    outcome.fired.append(contentsOf: fired)
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

  private func match(
    _ table: DecisionTable, _ columns: [Value], _ slices: UnsafeMutableBufferPointer<Int>, _ sight: inout TableSight,
    _ outcome: inout DecisionOutcome
  ) -> Match {
    let errors = outcome.errors.count
    let index = table.index
    let isPlaced = index.place(columns, slices)
    for column in 0..<table.inputs.count {
      let input = table.inputs[column]
      if isPlaced, input.type.admits(columns[column]), index.allows(column, slices[column]) ?? (input.allowed == nil) {
        continue
      }
      check(input, columns[column], &sight, &outcome)
    }
    guard outcome.errors.count == errors else { return .refused }
    if traced {
      outcome.tables[outcome.tables.count - 1].scene = TraceScene(values: sight.values, environment: environment)
    }
    var matched = Match.none
    let isFirst = table.hitPolicy == .first
    guard isPlaced else {
      for rule in 0..<table.rules.count where asks(rule, of: table, columns, &sight, &outcome) {
        matched.add(rule)
        if isFirst { break }
      }
      return matched
    }
    index.forEachCandidate(slices) { rule in
      if index.firstProgram(of: rule) < columns.count, !asks(rule, of: table, columns, &sight, &outcome) {
        return true
      }
      matched.add(rule)
      return !isFirst
    }
    return matched
  }

  /// Whether a rule matches, cell by cell; what the program of a cell that refuses remarked is noted.
  private func asks(
    _ index: Int, of table: DecisionTable, _ columns: [Value], _ sight: inout TableSight,
    _ outcome: inout DecisionOutcome
  ) -> Bool {
    let rule = table.rules[index]
    sight.frame.call.remarks.removeAll(keepingCapacity: true)
    guard let refusing = refusingColumn(rule, columns, &sight.frame) else { return true }
    if case .program(let program) = rule.cells[refusing] {
      note(sight.frame.call.remarks, of: program, &outcome)
    }
    return false
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
    _ input: DecisionInput, _ value: Value, _ sight: inout TableSight, _ outcome: inout DecisionOutcome
  ) {
    guard input.type.admits(value) else {
      outcome.errors.append(DecisionFault.inputType(input.name, value: value, expected: input.type).words)
      return
    }
    guard let allowed = input.allowed else { return }
    if case .boolean(true) = allowed.test(value, sight.frame.values, in: environment).value { return }
    let text = String(allowed.source.text.trimmed)
    outcome.errors.append(DecisionFault.notAllowed(input.name, value: value, allowed: text).words)
  }

  /// The first column whose cell refuses its value, its remarks left in the frame; nil where the rule matches.
  func refusingColumn(_ rule: DecisionRule, _ columns: [Value], _ frame: inout Frame) -> Int? {
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

/// What the cells and answers of one evaluation of a table see, made when first asked for: most tables ask nothing.
private struct TableSight {
  let table: DecisionTable
  let values: [Value]
  let columns: [Value]
  private let call: CallContext
  private var made: Frame?

  /// - Parameter call: what the whole evaluation has left of its limits.
  init(_ table: DecisionTable, _ values: [Value], _ columns: [Value], _ call: CallContext) {
    self.table = table
    self.values = values
    self.columns = columns
    self.call = call
  }

  /// What is left of the allowance of steps.
  var remainingSteps: Int { made?.call.remainingSteps ?? call.remainingSteps }

  var frame: Frame {
    mutating get {
      if let made { return made }
      let frame = Frame(values: table.seen(values, columns), call: call)
      made = frame
      return frame
    }
    _modify {
      var frame = self.frame
      made = nil
      yield &frame
      made = frame
    }
  }
}
