// A decision table whose cells are FEEL in, its YAML out: cells bare where their column allows it.

import KoshaRules
import KoshaSource

/// Writes one table.
struct TableText {
  private let table: TableSyntax

  init(_ table: TableSyntax) { self.table = table }

  var entries: [(key: String, value: YAMLText)] {
    [
      ("inputs", .lines(table.inputs.map { ($0.name.value, input($0)) })),
      ("outputs", .lines(table.outputs.map { ($0.name.value, output($0)) })),
      ("hit", .text(table.hit.value.text)), ("rules", .items(table.rules.map(rule))),
    ]
  }

  // MARK: Columns

  private func input(_ input: InputSyntax) -> YAMLText {
    var entries: [(key: String, value: YAMLText)] = [("type", DecisionText.type(input.type))]
    if let value = input.value { entries.append(("value", DecisionText.feel(value))) }
    if let allowed = input.allowed { entries.append(("allowed", DecisionText.feel(allowed.text))) }
    return .mapping(entries)
  }

  private func output(_ output: OutputSyntax) -> YAMLText {
    var entries: [(key: String, value: YAMLText)] = [("type", DecisionText.type(output.type))]
    if let cell = output.defaultCell { entries.append(("default", answer(cell, output.type))) }
    return .mapping(entries)
  }

  // MARK: Rules

  private func rule(_ rule: RuleSyntax) -> YAMLText {
    var when: [(key: String, value: YAMLText)] = []
    for (cell, input) in zip(rule.when, table.inputs) {
      if let cell { when.append((input.name.value, test(cell, input.type))) }
    }
    var then: [(key: String, value: YAMLText)] = []
    for (cell, output) in zip(rule.then, table.outputs) {
      if let cell { then.append((output.name.value, answer(cell, output.type))) }
    }
    var entries: [(key: String, value: YAMLText)] = [("id", .text(rule.id.value))]
    if !when.isEmpty { entries.append(("when", .mapping(when))) }
    entries.append(("then", .mapping(then)))
    if let basis = rule.basis { entries.append(("basis", .text(basis.ja))) }
    return .mapping(entries)
  }

  // MARK: Cells

  private func test(_ cell: CellSyntax, _ type: ValueType) -> YAMLText {
    let text = DecisionText.feelText(cell.text)
    guard case .enumeration(let allowed) = type else { return .text(text) }
    guard let tests = try? Parser.unaryTests(text, names: NameScope(Scope(unknownNames: .null))) else {
      return .text(text)
    }
    var words: [String] = []
    for test in tests.tests {
      switch test.form {
      case .string(let word) where isBare(word, allowed): words.append(word)
      case .null: words.append("null")
      case .name where tests.tests.count == 1 && !tests.isNegated:
        // A name by itself would be taken for a value of the column.
        return .text("(\(text))")
      default: return .text(text)
      }
    }
    return tests.isNegated || words.isEmpty ? .text(text) : .text(words.joined(separator: ", "))
  }

  private func answer(_ cell: CellSyntax, _ type: ValueType) -> YAMLText {
    let text = DecisionText.feelText(cell.text)
    let form = (try? Parser.expression(text, names: NameScope(Scope(unknownNames: .null))))?.form
    switch (type, form) {
    case (_, .null?): return .text("null")
    case (.string, .string(let word)?): return word.hasPrefix("=") ? .text("= " + text) : .string(word)
    case (.string, _): return .text("= " + text)
    case (.enumeration(let allowed), .string(let word)?) where isBare(word, allowed): return .string(word)
    case (.enumeration, .name?): return .text("(\(text))")
    default: return .text(text)
    }
  }

  /// Whether a value of an enumeration can stand without quotes.
  private func isBare(_ word: String, _ allowed: [String]) -> Bool {
    allowed.contains(word) && !word.isEmpty && !["null", "-", "true", "false"].contains(word)
      && !word.contains { ",\"\n\r\t".contains($0) } && word.first?.isWhitespace == false
      && word.last?.isWhitespace == false && word.first?.isNumber == false
  }
}
