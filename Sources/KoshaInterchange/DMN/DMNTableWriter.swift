// A decision table in, its DMN element out (DMN 1.5 clause 8).

import KoshaRules
import KoshaSource

extension DMNWriter {
  mutating func decisionTable(_ table: TableSyntax, _ attributes: [XMLWriter.Attribute]) {
    let (policy, aggregation) = Self.names(of: table.hit.value)
    // One output gives the value itself and has a label in place of a name (§8.3.3).
    let isOne = table.outputs.count == 1
    let hasAuthority = table.rules.contains { $0.basis != nil }
    inside(
      "decisionTable",
      attributes + [
        ("hitPolicy", policy), ("aggregation", aggregation),
        ("outputLabel", isOne ? table.outputs.first?.name.value : nil),
      ], at: table.hit.span
    ) { writer in
      for input in table.inputs { writer.input(input) }
      for output in table.outputs { writer.output(output, isOne: isOne) }
      if hasAuthority {
        writer.empty("annotation", [("name", Words(ja: "根拠", en: "basis")[writer.language])])
      }
      for (index, rule) in table.rules.enumerated() {
        writer.rule(rule, number: index + 1, hasAuthority: hasAuthority)
      }
    }
  }

  private static func names(of policy: HitPolicy) -> (policy: String, aggregation: String?) {
    switch policy {
    case .unique: ("UNIQUE", nil)
    case .first: ("FIRST", nil)
    case .any: ("ANY", nil)
    case .priority: ("PRIORITY", nil)
    case .outputOrder: ("OUTPUT ORDER", nil)
    case .ruleOrder: ("RULE ORDER", nil)
    case .collect: ("COLLECT", nil)
    case .collectSum: ("COLLECT", "SUM")
    case .collectMin: ("COLLECT", "MIN")
    case .collectMax: ("COLLECT", "MAX")
    case .collectCount: ("COLLECT", "COUNT")
    }
  }

  private mutating func input(_ input: InputSyntax) {
    inside("input", [("label", input.name.value)], at: input.name.span) { writer in
      let typed: [XMLWriter.Attribute] = [("typeRef", Self.text(of: input.declaredType))]
      if let value = input.value {
        writer.texted("inputExpression", typed, value)
      } else {
        writer.empty("inputExpression", typed)
      }
      if let allowed = input.allowed { writer.texted("inputValues", [], allowed.text) }
    }
  }

  private mutating func output(_ output: OutputSyntax, isOne: Bool) {
    inside(
      "output", [(isOne ? "label" : "name", output.name.value), ("typeRef", Self.text(of: output.declaredType))],
      at: output.name.span
    ) { writer in
      if let values = output.values { writer.texted("outputValues", [], values) }
      if let cell = output.defaultCell { writer.texted("defaultOutputEntry", [], cell.text) }
    }
  }

  /// A rule; the id that a file gives it stands as its label.
  private mutating func rule(_ rule: RuleSyntax, number: Int, hasAuthority: Bool) {
    let label = rule.id.value == String(number) ? nil : rule.id.value
    inside("rule", [("label", label)], at: rule.id.span) { writer in
      for cell in rule.when {
        if let cell {
          writer.texted("inputEntry", [], cell.text)
        } else {
          writer.inside("inputEntry") { $0.xml.element("text", holding: "-") }
        }
      }
      for cell in rule.then {
        if let cell {
          writer.texted("outputEntry", [], cell.text)
        } else {
          writer.inside("outputEntry") { $0.xml.element("text", holding: "null") }
        }
      }
      guard hasAuthority else { return }
      writer.xml.place = rule.span
      writer.inside("annotationEntry") { writer in
        writer.xml.element("text", holding: rule.basis?[writer.language] ?? "")
      }
    }
  }
}
