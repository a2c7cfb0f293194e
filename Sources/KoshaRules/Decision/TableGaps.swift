// A compiled table in; whether some values certainly match no rule out.
//
// Values are tried at the bounds that cells name and between them; a cell that is more than comparisons with constants
// counts as matching, and null is not tried.

extension DecisionTable {
  /// Whether there certainly are values that no rule matches.
  package var isIncomplete: Bool {
    guard !rules.contains(where: { rule in rule.cells.allSatisfy(\.isAny) }) else { return false }
    var search = GapSearch(self)
    return search.finds(column: 0, rules: Array(rules.indices))
  }
}

/// Looks for a combination of values that no rule matches.
private struct GapSearch {
  private let cells: [[CellTest]]
  /// The values tried in each column; nil where nothing is known of them and no cell asks.
  private let samples: [[Value]?]
  private var steps = 0

  /// Combinations before the search ends without an answer.
  private static let limit = 50_000

  init(_ table: DecisionTable) {
    cells = table.rules.map(\.cells)
    samples = table.inputs.indices.map { column in
      GapSearch.samples(of: table.inputs[column], cells: table.rules.map { $0.cells[column] })
    }
  }

  mutating func finds(column: Int, rules: [Int]) -> Bool {
    if rules.isEmpty { return true }
    guard column < samples.count else { return false }
    if rules.contains(where: { cells[$0][column...].allSatisfy(\.isAny) }) { return false }
    guard let values = samples[column] else { return finds(column: column + 1, rules: rules) }
    for value in values {
      steps += 1
      guard steps < GapSearch.limit else { return false }
      if finds(column: column + 1, rules: rules.filter { cells[$0][column].mayMatch(value) }) { return true }
    }
    return false
  }

  /// Values that stand for all that a column may hold; nil where they cannot be told.
  private static func samples(of input: DecisionInput, cells: [CellTest]) -> [Value]? {
    let values: [Value]
    switch input.type {
    case .enumeration(let words): values = words.map(Value.string)
    case .boolean: values = [.boolean(true), .boolean(false)]
    case .number: values = numbers(cells)
    case .date: values = days(cells)
    default: return nil
    }
    guard let allowed = input.allowed else { return values.isEmpty ? nil : values }
    guard let box = allowed.box else { return nil }
    let admitted = values.filter { box.accepts($0) }
    return admitted.isEmpty ? nil : admitted
  }

  /// The bounds, what lies between two that are not neighbours, and what lies outside of all, negative numbers excepted:
  /// where none is named, none is meant.
  private static func numbers(_ cells: [CellTest]) -> [Value] {
    let bounds = bounds(of: cells).compactMap { bound in
      if case .number(let number) = bound { number } else { nil }
    }.sorted()
    guard let first = bounds.first, let last = bounds.last else { return [] }
    let one = Decimal128(1)
    var numbers = bounds
    if first.signum > 0 { numbers.append(Decimal128(0)) }
    if let above = last.adding(one) { numbers.append(above) }
    for (low, high) in zip(bounds, bounds.dropFirst()) where low < high {
      guard let middle = low.adding(high)?.divided(by: Decimal128(2)), low.adding(one) != high else { continue }
      numbers.append(middle)
    }
    return numbers.map(Value.number)
  }

  private static func days(_ cells: [CellTest]) -> [Value] {
    bounds(of: cells).flatMap { bound -> [Value] in
      guard case .date(let day) = bound else { return [] }
      return [bound] + [-1, 1].compactMap { CalendarDate(daysSinceEpoch: day.daysSinceEpoch + $0).map(Value.date) }
    }
  }

  private static func bounds(of cells: [CellTest]) -> [Value] {
    cells.flatMap { $0.box?.bounds ?? [] }
  }
}

extension CellTest {
  fileprivate var isAny: Bool {
    if case .any = self { true } else { false }
  }

  /// The values it accepts, where comparisons with constants tell it.
  fileprivate var box: CellBox? {
    switch self {
    case .any: nil
    case .equals(let values): CellBox(equalTo: values)
    case .program(let program): program.box
    }
  }

  /// Whether a value passes, or may pass.
  fileprivate func mayMatch(_ value: Value) -> Bool { box?.accepts(value) ?? true }
}

extension CellBox {
  fileprivate var bounds: [Value] { spans.flatMap { [$0.low, $0.high].compactMap { $0 } } }

  /// Whether a value that is no null is accepted.
  fileprivate func accepts(_ value: Value) -> Bool {
    let isInside = spans.contains { span in
      let reachesLow = span.low.map { low in
        low.feelLess(value) == true || span.includesLow && low.feelEquals(value) == true
      }
      let reachesHigh = span.high.map { high in
        value.feelLess(high) == true || span.includesHigh && value.feelEquals(high) == true
      }
      return reachesLow ?? true && reachesHigh ?? true
    }
    return isInside != isComplement
  }
}
