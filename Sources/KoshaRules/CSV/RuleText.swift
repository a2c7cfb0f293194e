// A rule in, the lines that hold it in a decision file out.

import KoshaSource
import KoshaYAML

/// Writes rules as YAML.
struct RuleText {
  let table: TableSyntax
  /// The columns before `-`.
  let indentation: Int
  private static let width = 120

  /// The lines: comments, then the rule on one line, or a line for each key where it is long.
  func lines(_ rule: RuleSyntax) -> [String] {
    let margin = String(repeating: " ", count: indentation)
    var lines = (rule.comment ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? margin + "#" : margin + "# " + $0 }
    if rule.comment == nil { lines = [] }
    let keys = keys(rule)
    let line = margin + "- {" + keys.joined(separator: ", ") + "}"
    if DisplayWidth.of(line) <= RuleText.width {
      lines.append(line)
    } else {
      lines += keys.enumerated().map { margin + ($0 == 0 ? "- " : "  ") + $1 }
    }
    return lines
  }

  private func keys(_ rule: RuleSyntax) -> [String] {
    var keys: [String] = []
    if !rule.isNumbered { keys.append("id: " + FlowText.scalar(rule.id.value)) }
    let when = zip(table.inputs, rule.when).compactMap { input, cell in cell.map { entry(input.name.value, $0) } }
    if !when.isEmpty { keys.append("when: {" + when.joined(separator: ", ") + "}") }
    let then = zip(table.outputs, rule.then).compactMap { output, cell in cell.map { entry(output.name.value, $0) } }
    keys.append("then: {" + then.joined(separator: ", ") + "}")
    if let basis = rule.basis {
      let texts = (FlowText.scalar(basis.ja), FlowText.scalar(basis.en))
      keys.append("basis: " + (basis.ja == basis.en ? texts.0 : "{ja: \(texts.0), en: \(texts.1)}"))
    }
    return keys
  }

  private func entry(_ name: String, _ cell: CellSyntax) -> String {
    let text =
      switch cell.core {
      case .null: "null"
      case .boolean(let value): value ? "true" : "false"
      case .number(let number): number
      case .string(let text): FlowText.scalar(text)
      }
    return name + ": " + text
  }
}
