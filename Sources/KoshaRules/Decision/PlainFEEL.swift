// A decision file's table as it was read and as it was compiled in, the same table out as DMN has it: every cell FEEL,
// columns known by `?` alone, nothing read from a column's kind (DMN 1.5 clause 8).

import KoshaSource
import KoshaYAML

/// What the compilation of a decision notes for those who write it as DMN does.
struct PlainFEEL {
  /// The tables, each by where its first output's name stands in the file.
  private(set) var tables: [Int: LogicSyntax] = [:]
  /// What has no meaning that DMN could keep.
  private(set) var problems: [(problem: ModelExportProblem, span: SourceSpan)] = []
  /// The slots of functions that no model can hold, with their names.
  private let refused: [Int: String]

  init(refused: [Int: String]) {
    self.refused = refused
  }

  /// The table that stands for one of the file.
  func table(_ table: TableSyntax) -> LogicSyntax? {
    table.outputs.first.flatMap { tables[$0.name.span.range.lowerBound] }
  }

  /// Notes that a program reads a slot of the scope.
  mutating func note(_ slot: Int, in program: Program?) {
    guard let program, let name = refused[slot] else { return }
    problems.append((.function(name), program.source.span(ofFirst: name)))
  }

  mutating func note(
    _ table: TableSyntax, _ compiled: DecisionTable, tests: [CellCompiler], answers: [CellCompiler]
  ) {
    guard let key = table.outputs.first?.name.span.range.lowerBound else { return }
    var builder = PlainTable(table, compiled, tests: tests, answers: answers)
    tables[key] = builder.logic()
    problems += builder.problems
  }
}

extension Expression {
  /// Whether all that it can give are values of an enumeration, written out.
  fileprivate func isWord(of type: ValueType) -> Bool {
    switch form {
    case .null: return true
    case .string(let word):
      if case .enumeration(let allowed) = type { return allowed.contains { FEELString.equal($0, word) } }
      return false
    case .conditional(_, let then, let otherwise): return then.isWord(of: type) && otherwise.isWord(of: type)
    default: return false
    }
  }
}

extension LocatedText {
  /// The place of a name's first mention; the whole text where it is written in other words.
  fileprivate func span(ofFirst name: String) -> SourceSpan {
    let (bytes, wanted) = (Array(text.utf8), Array(name.utf8))
    guard bytes.count >= wanted.count else { return span }
    for start in 0...(bytes.count - wanted.count) where bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
      return span(of: start..<(start + wanted.count))
    }
    return span
  }

  /// Another text that stands for this one, at its place.
  func replaced(by text: String) -> LocatedText {
    LocatedText(text: text, span: span, map: OffsetMap(verbatimAt: span.range.lowerBound))
  }
}

/// The making of one table.
private struct PlainTable {
  let table: TableSyntax
  let compiled: DecisionTable
  let tests: [CellCompiler]
  let answers: [CellCompiler]
  private(set) var problems: [(problem: ModelExportProblem, span: SourceSpan)] = []

  init(_ table: TableSyntax, _ compiled: DecisionTable, tests: [CellCompiler], answers: [CellCompiler]) {
    self.table = table
    self.compiled = compiled
    self.tests = tests
    self.answers = answers
  }

  /// The table; inside a context of its columns where cells name them, under a condition where null is not allowed.
  mutating func logic() -> LogicSyntax {
    let bound = boundColumns()
    var plain = TableSyntax(hit: table.hit, inputs: [], outputs: [], rules: [])
    plain.isPlainFEEL = true
    plain.inputs = table.inputs.indices.map { input($0, isBound: bound.contains($0)) }
    plain.outputs = table.outputs.indices.map { output($0) }
    plain.rules = table.rules.enumerated().map { rule($1, compiled.rules[$0]) }
    for index in plain.rules.indices { warnOfTypes(index) }
    var logic = LogicSyntax.table(plain)
    let conditions = table.inputs.indices.compactMap { condition(on: $0, plain.inputs[$0]) }
    if !conditions.isEmpty {
      let place = LocatedText(
        text: conditions.joined(separator: " and "), span: table.hit.span,
        map: OffsetMap(verbatimAt: table.hit.span.range.lowerBound))
      logic = .conditional(
        condition: .expression(place), then: logic, otherwise: .expression(place.replaced(by: "null")))
    }
    guard !bound.isEmpty else { return logic }
    var entries = bound.map { EntrySyntax(name: table.inputs[$0].name, logic: .expression(value(of: $0))) }
    entries.append(EntrySyntax(name: Located("", at: table.hit.span), logic: logic))
    return .context(entries)
  }

  // MARK: Columns that cells name

  private func value(of column: Int) -> LocatedText {
    let input = table.inputs[column]
    return input.value
      ?? LocatedText(
        text: input.name.value, span: input.name.span, map: OffsetMap(verbatimAt: input.name.span.range.lowerBound))
  }

  /// Whether a column is the data field of its own name.
  private func isOwnField(_ column: Int) -> Bool {
    String(value(of: column).text.trimmed) == table.inputs[column].name.value
  }

  /// The columns whose names must be known beside the table, each after those whose values read what it hides.
  private mutating func boundColumns() -> [Int] {
    let slots = compiled.inputs.map(\.slot)
    var named: Set<Int> = []
    func note(_ program: Program?) { named.formUnion(program?.slots ?? []) }
    for input in compiled.inputs { note(input.allowed) }
    for output in compiled.outputs { note(output.defaultProgram) }
    for rule in compiled.rules { for program in rule.tests + rule.answers { note(program) } }
    var bound = table.inputs.indices.filter { named.contains(slots[$0]) && !isOwnField($0) }
    // A value that reads a field which a bound column hides must be had before.
    while let more = table.inputs.indices.first(where: { column in
      !bound.contains(column) && bound.contains { compiled.inputs[column].slots.contains(slots[$0]) }
    }) {
      bound.append(more)
    }
    var ordered: [Int] = []
    while ordered.count < bound.count {
      let next = bound.first { column in
        !ordered.contains(column)
          && bound.allSatisfy { other in
            other == column || ordered.contains(other) || !compiled.inputs[other].slots.contains(slots[column])
          }
      }
      guard let next else {
        let circle = bound.filter { !ordered.contains($0) }.map { table.inputs[$0].name }
        if let first = circle.first { problems.append((.columnsInCircle(circle.map(\.value)), first.span)) }
        return ordered
      }
      ordered.append(next)
    }
    return ordered
  }

  // MARK: Inputs

  private mutating func input(_ column: Int, isBound: Bool) -> InputSyntax {
    let (input, program) = (table.inputs[column], compiled.inputs[column])
    let value = isBound ? value(of: column).replaced(by: input.name.value) : value(of: column)
    var plain = InputSyntax(name: input.name, type: .any, value: value)
    let isCertain = program.program.map { $0.type.isWithin(input.type) } ?? false
    if isCertain { plain.declaredType = .known(input.type) }
    if let cell = input.allowed {
      plain.allowed = test(cell, tests[column])
    } else if !isCertain, let test = input.type.membership(of: "?") {
      // DMN would take a value of another type for null, where the decision fails.
      plain.allowed = CellSyntax(feel: value.replaced(by: test))
    }
    return plain
  }

  /// What must be true where `allowed` refuses null, which DMN's input values always let pass; nil where it does not.
  private mutating func condition(on column: Int, _ plain: InputSyntax) -> String? {
    guard let allowed = compiled.inputs[column].allowed, let cell = plain.allowed, let value = plain.value else {
      return nil
    }
    let text = ExpressionText.operand(value.text)
    guard allowed.slots.isEmpty else {
      if allowed.source.text.contains("?") {
        problems.append((.allowedReadsNames(table.inputs[column].name.value), allowed.source.span))
      }
      return "\(text) in (\(cell.text.text))"
    }
    guard let now = DateAndTime("2000-01-01T00:00:00Z") else { return nil }
    let environment = EvaluationEnvironment(now: now, zone: .offset(seconds: 0))
    if case .boolean(true) = allowed.test(.null, [], in: environment).value { return nil }
    return "\(text) != null"
  }

  // MARK: Outputs

  private func output(_ column: Int) -> OutputSyntax {
    let output = table.outputs[column]
    var plain = OutputSyntax(name: output.name, type: .any)
    plain.declaredType = .known(output.type)
    plain.defaultCell = output.defaultCell.map { answer($0, answers[column]) }
    if case .enumeration(let values) = output.type {
      plain.values = LocatedText(
        text: values.map(ExpressionText.string).joined(separator: ", "), span: output.name.span,
        map: OffsetMap(verbatimAt: output.name.span.range.lowerBound))
    }
    return plain
  }

  // MARK: Rules

  private func rule(_ rule: RuleSyntax, _ compiled: DecisionRule) -> RuleSyntax {
    var plain = rule
    plain.when = zip(rule.when, tests).map { cell, column in cell.flatMap { test($0, column) } }
    plain.then = zip(rule.then, answers).map { cell, column in cell.map { answer($0, column) } }
    return plain
  }

  /// An answer of another type makes the whole decision fail here and is one null in DMN.
  private mutating func warnOfTypes(_ rule: Int) {
    guard table.outputs.count > 1 || table.hit.value.yieldsList else { return }
    for (column, program) in compiled.rules[rule].answers.enumerated() {
      let type = table.outputs[column].type
      guard let program, !program.type.isWithin(type) else { continue }
      let names = NameScope(answers[column].scope)
      if let expression = try? Parser.expression(program.source.text, names: names), expression.isWord(of: type) {
        continue
      }
      problems.append((.uncertainAnswer(table.outputs[column].name.value), program.source.span))
    }
  }

  private func test(_ cell: CellSyntax, _ column: CellCompiler) -> CellSyntax? {
    var unheard = DiagnosticBag()
    switch column.test(cell, into: &unheard) {
    case nil, .any?: return nil
    case .equals(let values)?:
      return CellSyntax(feel: cell.text.replaced(by: values.map(ExpressionText.literal).joined(separator: ", ")))
    case .program?:
      guard case .enumeration(let allowed) = column.type else { return CellSyntax(feel: cell.text) }
      // The bare words of an enumeration are strings only where the column says so.
      let names = NameScope(column.scope)
      let plain = try? Parser.unaryTests(cell.text.text, names: names)
      guard let meant = try? Parser.unaryTests(cell.text.text, names: names, bareValues: allowed), meant != plain else {
        return CellSyntax(feel: cell.text)
      }
      return CellSyntax(feel: cell.text.replaced(by: ExpressionPrinter.text(meant)))
    }
  }

  private func answer(_ cell: CellSyntax, _ column: CellCompiler) -> CellSyntax {
    let text: LocatedText
    if cell.core == .null, !column.isAllowed(cell.text.text) {
      text = cell.text.replaced(by: "null")
    } else if column.type == .string {
      text =
        cell.text.text.hasPrefix("=")
        ? cell.text.suffix(fromByte: 1) : cell.text.replaced(by: ExpressionText.string(cell.text.text))
    } else if column.isAllowed(String(cell.trimmed)) {
      text = cell.text.replaced(by: ExpressionText.string(String(cell.trimmed)))
    } else {
      text = cell.text
    }
    return CellSyntax(feel: text)
  }
}
