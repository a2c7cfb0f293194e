// A decision file and the CSV file of its rules in, the table as read and compiled, and what is wrong with it, out.

import KoshaRules
import KoshaSource
import KoshaYAML
import Testing

/// A decision whose rules stand in `rules/t.csv`.
struct CSVFixture {
  let table: TableSyntax?
  let set: DecisionSet
  let diagnostics: [Diagnostic]

  /// Columns of every kind that reads its cells in a way of its own.
  static let columns = """
    inputs:
      years: {type: number}
      fund: {type: [small, startup]}
      arrears: {type: boolean}
    outputs:
      verdict: {type: [ineligible, review, eligible]}
      reason: {type: string}
    """
  static let header = "id,when.years,when.fund,when.arrears,then.verdict,then.reason,basis\n"

  init(_ csv: [UInt8], columns: String = CSVFixture.columns, rules: String = "rules: {csv: t.csv}") {
    let text = "kosha: 1\ndecision: d\n\(columns)\nhit: first\n\(rules)\n"
    var bag = DiagnosticBag()
    let file = SourceFile(path: "rules/d.yaml", text: text)
    let files = [SourceFile(path: "rules/t.csv", bytes: csv), SourceFile(path: "t.csv", text: "")]
    var syntaxes: [DecisionSyntax] = []
    if let node = YAMLComposer.compose(file, limits: .rules, into: &bag),
      let syntax = DecisionSyntax.read(node, beside: files, into: &bag)
    {
      syntaxes.append(syntax)
    }
    if case .table(let table)? = syntaxes.first?.logic { self.table = table } else { table = nil }
    set = DecisionSet.compile(syntaxes, scope: Scope([]), standalone: true, into: &bag)
    diagnostics = bag.sorted
  }

  init(_ csv: String, columns: String = CSVFixture.columns, rules: String = "rules: {csv: t.csv}") {
    self.init(Array(csv.utf8), columns: columns, rules: rules)
  }

  /// What is wrong, a line each: place, underlined text, code, sentence and help.
  func problems(in language: Language = .en) -> [String] {
    diagnostics.map { DecisionFixture.line($0, in: language) }
  }

  /// Evaluates over the columns' own values.
  func evaluate(_ values: [Value]) throws -> DecisionOutcome {
    let decision = try #require(set.decisions.first, "\(problems())")
    return set.evaluate(decision, inputs: values, in: try FunctionRun.environment())
  }
}
