// The cells of a compiled table in, for the slices of a call's values the rules that may match out.
//
// See docs/decisions/table-index.md.

/// How a table finds its rules without asking each.
final class TableIndex: Sendable {
  /// A cell as data: a set of slices of its column.
  ///
  /// In a column of at most 64 slices a bit for each; else the first and the last slice of its only run, or a place in
  /// `unions`.
  private typealias Cell = UInt64

  /// A column has none where its values have no known order, or where no cell tells its values by constants.
  private let axes: ColumnAxes
  /// What `allowed` admits; nil where anything is, or where its program must be asked.
  private let allowed: [Cell?]
  /// The values of the column's type; nil where the type must be asked.
  ///
  /// A value that has a slice is of the axis' kind, so that only enumerations leave any out.
  private let admitted: [Cell?]
  /// Cells by rule, then column.
  private let cells: [Cell]
  /// Whether a column's cells are bits.
  private let isBits: [Bool]
  private let unions: [[ClosedRange<Int>]]
  /// The first column whose cell must be asked as a program, by rule; the number of columns where there is none.
  private let firstProgram: [Int32]
  private let candidates: Candidates
  private let width: Int
  private let count: Int
  /// The answer of each rule where all its outputs are constants of their types.
  let answers: [Value?]
  /// Each rule's id, alone in a list.
  let ids: [[String]]

  /// How candidates are found, without its lists: whoever takes an enumeration apart counts what it holds.
  private enum Way: Sendable {
    case all
    /// By the lists of one column's slices.
    case lists(column: Int)
    /// By bits of several columns.
    case bits
  }

  private struct Candidates: Sendable {
    var way = Way.all
    /// The rules that a slice of one column leaves, ascending, for slice s from `starts[s]` on.
    var starts: [Int32] = []
    var rules: [Int32] = []
    /// For each column a bit for each rule, by bucket of slices.
    var bits: [BitColumn] = []
  }

  private struct BitColumn: Sendable {
    var column: Int
    /// How many slices share a row.
    var bucket: Int
    var words: [UInt64]
  }

  /// The most rules in a slice's list, on average, before bits for all columns find them faster.
  private static let listLimit = 48
  /// Rows of bits a column has at most, so that its memory is at most 16 bytes for each rule.
  private static let bucketLimit = 128

  init(inputs: [DecisionInput], outputs: [DecisionOutput], rules: [DecisionRule]) {
    width = inputs.count
    count = rules.count
    let axes = inputs.indices.map { column in
      ColumnAxis(
        type: inputs[column].type,
        boxes: rules.compactMap { $0.tests[column]?.box } + [inputs[column].allowed?.box].compactMap { $0 }
          + [TableIndex.members(of: inputs[column].type)].compactMap { $0 })
    }
    self.axes = ColumnAxes(axes)
    let isBits = axes.map { ($0?.sliceCount ?? 0) <= 64 }
    self.isBits = isBits
    var unions: [[ClosedRange<Int>]] = []
    func cell(_ runs: [ClosedRange<Int>], _ column: Int) -> Cell {
      if isBits[column] {
        return runs.reduce(0) { bits, run in run.reduce(bits) { $0 | 1 << UInt64($1) } }
      }
      if runs.count == 1 { return UInt64(runs[0].lowerBound) | UInt64(runs[0].upperBound) << 32 }
      unions.append(runs)
      return UInt64(UInt32.max) | UInt64(unions.count - 1) << 32
    }
    allowed = inputs.indices.map { column in
      inputs[column].allowed?.box.flatMap { axes[column]?.slices(of: $0) }.map { cell($0, column) }
    }
    admitted = inputs.indices.map { column in
      guard let axis = axes[column] else { return nil }
      guard let members = TableIndex.members(of: inputs[column].type) else { return TableIndex.anyCell(isBits[column]) }
      return isBits[column]
        ? axis.slices(of: members).map { cell($0 + [axis.nullSlice...axis.nullSlice], column) } : nil
    }
    var cells: [Cell] = []
    cells.reserveCapacity(rules.count * inputs.count)
    var firstProgram: [Int32] = []
    // The runs of cells that may choose candidates: those before any program of their rule, whose remarks must be kept.
    var runs: [[[ClosedRange<Int>]?]] = Array(repeating: [], count: inputs.count)
    for rule in rules {
      var first = inputs.count
      for column in inputs.indices {
        guard let test = rule.tests[column] else {
          cells.append(TableIndex.anyCell(isBits[column]))
          runs[column].append(nil)
          continue
        }
        if let accepted = test.box.flatMap({ axes[column]?.slices(of: $0) }) {
          cells.append(cell(accepted, column))
          runs[column].append(first == inputs.count ? accepted : nil)
        } else {
          first = min(first, column)
          cells.append(TableIndex.anyCell(isBits[column]))
          runs[column].append(nil)
        }
      }
      firstProgram.append(Int32(first))
    }
    self.cells = cells
    self.unions = unions
    self.firstProgram = firstProgram
    candidates = TableIndex.candidates(axes, runs, count: rules.count)
    answers = rules.map { TableIndex.constantAnswer($0, outputs) }
    ids = rules.map { [$0.id] }
  }

  /// The values of an enumeration.
  private static func members(of type: ValueType) -> CellBox? {
    guard case .enumeration(let values) = type else { return nil }
    return CellBox(equalTo: values.map(Value.string))
  }

  private static func anyCell(_ isBits: Bool) -> Cell { isBits ? .max : UInt64(Int32.max) << 32 }

  private static func constantAnswer(_ rule: DecisionRule, _ outputs: [DecisionOutput]) -> Value? {
    var values: [Value] = []
    for (program, output) in zip(rule.answers, outputs) {
      guard let program else {
        values.append(.null)
        continue
      }
      guard let value = program.constant, output.type.admits(value) else { return nil }
      values.append(value)
    }
    return RuleAnswer(rule: rule.id, values: values).value(of: outputs)
  }

  // MARK: Building

  private static func candidates(
    _ axes: [ColumnAxis?], _ runs: [[[ClosedRange<Int>]?]], count: Int
  ) -> Candidates {
    var best: (column: Int, entries: Int, mean: Int)?
    var telling: [Int] = []
    for (column, axis) in axes.enumerated() {
      guard let axis, runs[column].contains(where: { $0 != nil }) else { continue }
      telling.append(column)
      var entries = 0
      for accepted in runs[column] {
        entries += accepted.map { $0.reduce(0) { $0 + $1.count } } ?? axis.sliceCount
      }
      let mean = entries / axis.sliceCount
      if best.map({ mean < $0.mean }) ?? true { best = (column, entries, mean) }
    }
    guard let best else { return Candidates() }
    if best.mean <= listLimit || telling.count == 1 && best.entries <= 64 * count + 4096,
      let axis = axes[best.column]
    {
      return lists(best.column, axis.sliceCount, runs[best.column], entries: best.entries)
    }
    let bits = telling.compactMap { column in
      axes[column].map { self.bits(column, $0.sliceCount, runs[column], count: count) }
    }
    return Candidates(way: .bits, bits: bits)
  }

  private static func lists(
    _ column: Int, _ sliceCount: Int, _ runs: [[ClosedRange<Int>]?], entries: Int
  ) -> Candidates {
    var starts = [Int32](repeating: 0, count: sliceCount + 1)
    for accepted in runs {
      for run in accepted ?? [0...sliceCount - 1] {
        for slice in run { starts[slice + 1] += 1 }
      }
    }
    for slice in 0..<sliceCount { starts[slice + 1] += starts[slice] }
    var next = starts
    var rules = [Int32](repeating: 0, count: entries)
    for (rule, accepted) in runs.enumerated() {
      for run in accepted ?? [0...sliceCount - 1] {
        for slice in run {
          rules[Int(next[slice])] = Int32(rule)
          next[slice] += 1
        }
      }
    }
    return Candidates(way: .lists(column: column), starts: starts, rules: rules)
  }

  private static func bits(
    _ column: Int, _ sliceCount: Int, _ runs: [[ClosedRange<Int>]?], count: Int
  ) -> BitColumn {
    let bucket = (sliceCount + bucketLimit - 1) / bucketLimit
    let rowWords = (count + 63) / 64
    var words = [UInt64](repeating: 0, count: ((sliceCount - 1) / bucket + 1) * rowWords)
    for (rule, accepted) in runs.enumerated() {
      for run in accepted ?? [0...sliceCount - 1] {
        for row in run.lowerBound / bucket...run.upperBound / bucket {
          words[row * rowWords + rule / 64] |= 1 << UInt64(rule % 64)
        }
      }
    }
    return BitColumn(column: column, bucket: bucket, words: words)
  }

  // MARK: Asking

  /// The slice of a column's value, -1 where the column has none; nil where the value cannot be placed.
  func slice(of value: Value, _ column: Int) -> Int? { axes.slice(of: value, column: column) }

  /// The slice of each column's value, -1 where the column has none; whether all values could be placed.
  func place(_ columns: [Value], _ slices: UnsafeMutableBufferPointer<Int>) -> Bool {
    for column in 0..<width {
      guard let slice = axes.slice(of: columns[column], column: column) else { return false }
      slices[column] = slice
    }
    return true
  }

  /// Whether the column's type has the values of a slice; nil where it must be asked.
  @inline(__always)
  func admits(_ column: Int, _ slice: Int) -> Bool? {
    admitted[column].map { accepts($0, column, slice) }
  }

  /// Whether `allowed` admits a slice; nil where its program must be asked.
  @inline(__always)
  func allows(_ column: Int, _ slice: Int) -> Bool? {
    allowed[column].map { accepts($0, column, slice) }
  }

  /// Whether the cell of a rule accepts a slice; true where it is no data.
  @inline(__always)
  func accepts(rule: Int, column: Int, _ slice: Int) -> Bool {
    accepts(cells[rule * width + column], column, slice)
  }

  @inline(__always)
  private func accepts(_ cell: Cell, _ column: Int, _ slice: Int) -> Bool {
    if slice < 0 { return true }
    if isBits[column] { return cell >> UInt64(slice) & 1 == 1 }
    let low = Int(cell & 0xFFFF_FFFF)
    if low == Int(UInt32.max) { return unions[Int(cell >> 32)].contains { $0.contains(slice) } }
    return low <= slice && slice <= Int(cell >> 32)
  }

  /// The column from which on a rule's cells must be asked one by one; the number of columns where all are data.
  @inline(__always)
  func firstProgram(of rule: Int) -> Int { Int(firstProgram[rule]) }

  /// Goes through the rules, ascending, whose data cells before their first program accept the slices, until told to
  /// stop.
  @inline(__always)
  func forEachCandidate(_ slices: UnsafeMutableBufferPointer<Int>, _ body: (_ rule: Int) -> Bool) {
    switch candidates.way {
    case .all:
      for rule in 0..<count where !check(rule, slices, body) { return }
    case .lists(let column):
      let slice = slices[column]
      for place in Int(candidates.starts[slice])..<Int(candidates.starts[slice + 1])
      where !check(Int(candidates.rules[place]), slices, body) { return }
    case .bits:
      let rowWords = (count + 63) / 64
      for word in 0..<rowWords {
        var left = UInt64.max
        for at in candidates.bits.indices {
          let row = slices[candidates.bits[at].column] / candidates.bits[at].bucket
          left &= candidates.bits[at].words[row * rowWords + word]
          if left == 0 { break }
        }
        while left != 0 {
          let rule = word * 64 + left.trailingZeroBitCount
          left &= left - 1
          if !check(rule, slices, body) { return }
        }
      }
    }
  }

  @inline(__always)
  private func check(
    _ rule: Int, _ slices: UnsafeMutableBufferPointer<Int>, _ body: (_ rule: Int) -> Bool
  ) -> Bool {
    let end = Int(firstProgram[rule])
    for column in 0..<end where !accepts(rule: rule, column: column, slices[column]) { return true }
    return body(rule)
  }
}
