// A compiled table and many inputs by column in, their answers out: what one call after another would give.

import KoshaSource

/// The answers of a decision to many inputs.
public struct BatchOutcome: Sendable {
  /// The answer to each input, null where an error was noted.
  public let results: [Value]
  private let decision: Decision
  private let columns: [[Value]]
  /// The rules that made the answer of each input: those from its start to the next one's.
  private let firedStarts: [Int32]
  private let firedRules: [Int32]
  /// The inputs that took more than a look at the index, by their number.
  private let outcomes: [Int: DecisionOutcome]

  fileprivate init(_ decision: Decision, _ columns: [[Value]], _ run: TableBatchRun) {
    self.decision = decision
    self.columns = columns
    results = run.results
    firedStarts = run.firedStarts
    firedRules = run.firedRules
    outcomes = run.outcomes
  }

  /// How many inputs there were.
  public var count: Int { results.count }

  /// The ids of the rules that made an answer.
  public func fired(_ index: Int) -> [String] {
    if let outcome = outcomes[index] { return outcome.fired }
    guard case .table(let table) = decision.logic else { return [] }
    return firedRules[Int(firedStarts[index])..<Int(firedStarts[index + 1])].map { table.rules[Int($0)].id }
  }

  /// All that is to be told of an answer.
  public subscript(index: Int) -> DecisionOutcome {
    if let outcome = outcomes[index] { return outcome }
    var outcome = DecisionOutcome(decision: decision.id)
    outcome.result = results[index]
    outcome.fired = fired(index)
    if case .table(let table) = decision.logic {
      outcome.tables = [TableCall(table: table, columns: columns.map { $0[index] })]
    }
    return outcome
  }
}

extension DecisionSet {
  /// Evaluates a table over many inputs at once, for replay and review.
  ///
  /// - Parameter columns: for each input column its values, all of one length.
  public func evaluate(
    _ decision: Decision, batch columns: [[Value]], in environment: EvaluationEnvironment
  ) -> BatchOutcome {
    let count = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == count }, "every column has a value for each input")
    var given = columns
    if case .table(let table) = decision.logic, given.count < table.inputs.count {
      let rest = table.inputs.count - given.count
      given.append(contentsOf: repeatElement([Value](repeating: .null, count: count), count: rest))
    }
    let columns = given
    var run = TableBatchRun(count: count) { row in
      evaluate(decision, inputs: columns.map { $0[row] }, in: environment)
    }
    run.evaluate(decision.logic, columns)
    return BatchOutcome(decision, columns, run)
  }
}

/// Answers a batch block by block: a block's values are placed column by column, then its inputs answered one by one.
private struct TableBatchRun {
  private(set) var results: [Value] = []
  private(set) var firedStarts: [Int32] = [0]
  private(set) var firedRules: [Int32] = []
  private(set) var outcomes: [Int: DecisionOutcome] = [:]
  private let count: Int
  /// Answers one input by itself, as all of a batch could be answered.
  private let alone: (_ row: Int) -> DecisionOutcome

  /// Inputs of a block: their slices stay near the processor.
  private static let block = 256

  init(count: Int, alone: @escaping (_ row: Int) -> DecisionOutcome) {
    self.count = count
    self.alone = alone
    results.reserveCapacity(count)
    firedStarts.reserveCapacity(count + 1)
    firedRules.reserveCapacity(count)
  }

  mutating func evaluate(_ logic: DecisionLogic, _ columns: [[Value]]) {
    guard case .table(let table) = logic, !table.inputs.isEmpty else {
      for row in 0..<count { answerAlone(row) }
      return
    }
    let width = table.inputs.count
    let answerWithoutRule = TableBatchRun.answerWithoutRule(of: table)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: TableBatchRun.block * width) { slices in
      withUnsafeTemporaryAllocation(of: Bool.self, capacity: TableBatchRun.block) { isPlain in
        var start = 0
        while start < count {
          let rows = start..<min(count, start + TableBatchRun.block)
          for row in 0..<rows.count { isPlain.initializeElement(at: row, to: true) }
          for column in 0..<width { TableBatchRun.place(table, column, columns[column][rows], slices, isPlain) }
          for row in 0..<rows.count {
            let own = UnsafeMutableBufferPointer(rebasing: slices[row * width..<(row + 1) * width])
            if !isPlain[row] || !answer(table, own, answerWithoutRule) { answerAlone(rows.lowerBound + row) }
          }
          start = rows.upperBound
        }
      }
    }
  }

  /// The slices of a column's values, row by row; an input whose value has none, or is none of the column's, is asked
  /// alone.
  private static func place(
    _ table: DecisionTable, _ column: Int, _ values: ArraySlice<Value>,
    _ slices: UnsafeMutableBufferPointer<Int>, _ isPlain: UnsafeMutableBufferPointer<Bool>
  ) {
    let width = table.inputs.count
    let input = table.inputs[column]
    for (row, value) in values.enumerated() {
      let slice = table.index.slice(of: value, column)
      let place = row * width + column
      guard let slice, input.type.admits(value), table.index.allows(column, slice) ?? (input.allowed == nil) else {
        slices.initializeElement(at: place, to: -1)
        isPlain[row] = false
        continue
      }
      slices.initializeElement(at: place, to: slice)
    }
  }

  /// The answer where no rule matches; nil where it has to be worked out.
  private static func answerWithoutRule(of table: DecisionTable) -> Value? {
    if table.hitPolicy == .collectCount { return .number(.zero) }
    return table.outputs.contains { $0.defaultProgram != nil } ? nil : .null
  }

  /// Answers an input where data alone tell the answer; whether they did.
  private mutating func answer(
    _ table: DecisionTable, _ slices: UnsafeMutableBufferPointer<Int>, _ answerWithoutRule: Value?
  ) -> Bool {
    let index = table.index
    let before = firedRules.count
    let isFirst = table.hitPolicy == .first
    var isData = true
    index.forEachCandidate(slices) { rule in
      isData = index.firstProgram(of: rule) == slices.count && index.answers[rule] != nil
      if isData { firedRules.append(Int32(rule)) }
      return isData && !isFirst
    }
    guard isData, let result = self.result(table, firedRules[before...], answerWithoutRule) else {
      firedRules.removeLast(firedRules.count - before)
      return false
    }
    results.append(result)
    firedStarts.append(Int32(firedRules.count))
    return true
  }

  private func result(
    _ table: DecisionTable, _ matched: ArraySlice<Int32>, _ answerWithoutRule: Value?
  ) -> Value? {
    guard let first = matched.first else { return answerWithoutRule }
    switch table.hitPolicy {
    case .unique, .first, .any, .priority: return matched.count == 1 ? table.index.answers[Int(first)] : nil
    case .ruleOrder, .collect: return .list(matched.compactMap { table.index.answers[Int($0)] })
    default: return nil
    }
  }

  private mutating func answerAlone(_ row: Int) {
    let outcome = alone(row)
    results.append(outcome.result)
    firedStarts.append(Int32(firedRules.count))
    outcomes[row] = outcome
  }
}
