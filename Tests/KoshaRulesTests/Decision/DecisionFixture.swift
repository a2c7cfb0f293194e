// Decision files as text and data as FEEL in, compiled decisions, their answers and what is wrong with them out.

import KoshaRules
import KoshaSource
import KoshaYAML
import Testing

/// Decision files compiled together against data fields.
struct DecisionFixture {
  let set: DecisionSet
  let scope: Scope
  let diagnostics: [Diagnostic]

  /// The first file is `1.yaml`, the next `2.yaml`, and so on.
  init(_ files: String..., data: [Variable] = [], standalone: Bool = false) throws {
    var bag = DiagnosticBag()
    var syntaxes: [DecisionSyntax] = []
    for (index, text) in files.enumerated() {
      let file = SourceFile(path: "\(index + 1).yaml", text: text)
      guard let node = YAMLComposer.compose(file, limits: .rules, into: &bag) else { continue }
      if let syntax = DecisionSyntax.read(node, into: &bag) { syntaxes.append(syntax) }
    }
    var variables = data
    for syntax in syntaxes where !variables.contains(where: { $0.name == syntax.id.value }) {
      variables.append(Variable(syntax.id.value, syntax.type))
    }
    scope = Scope(variables)
    set = DecisionSet.compile(syntaxes, scope: scope, standalone: standalone, into: &bag)
    diagnostics = bag.sorted
  }

  /// What is wrong, a line each: place, underlined text, code, sentence and help in English.
  var problems: [String] {
    diagnostics.map { DecisionFixture.line($0, in: .en) }
  }

  static func line(_ diagnostic: Diagnostic, in language: Language) -> String {
    var line = ""
    if let span = diagnostic.span {
      let underlined = String(decoding: span.file.bytes[span.range], as: UTF8.self)
      let shown = underlined.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
      line = "\(span.file.path):\(span.start.line):\(span.start.column) «\(shown)» "
    }
    line += "\(diagnostic.code) \(diagnostic.message[language])"
    return line + (diagnostic.help.map { "; \($0[language])" } ?? "")
  }

  /// Evaluates a decision over data given as a FEEL context.
  func evaluate(
    _ id: String, _ data: String, on day: String = "2023-04-03", traced: Bool = false
  ) throws -> DecisionOutcome {
    let environment = try FunctionRun.environment()
    let given = try FunctionRun.evaluate(data, in: environment).value
    var values: [Value] = []
    if case .context(let context) = given { values = scope.variables.map { context[$0.name] ?? .null } }
    #expect(values.count == scope.variables.count, "`\(data)` is no context")
    let date = try #require(CalendarDate(day))
    return set.evaluate(id, on: date, values, in: environment, traced: traced)
  }
}

extension DecisionOutcome {
  /// The answer, the rules that made it and the errors in English, in one line.
  var summary: String {
    ([result.feelText, "[\(fired.joined(separator: " "))]"] + errors.map(\.en)).joined(separator: " ")
  }
}
