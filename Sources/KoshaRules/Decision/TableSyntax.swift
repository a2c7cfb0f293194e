// A decision table as it was read, every part located, nothing compiled yet.

package import KoshaSource
package import KoshaYAML

/// A decision table.
package struct TableSyntax: Sendable {
  package var hit: Located<HitPolicy>
  package var inputs: [InputSyntax]
  package var outputs: [OutputSyntax]
  package var rules: [RuleSyntax]
  /// Whether every cell is FEEL, as in a DMN model, and no cell a bare value.
  package var isPlainFEEL = false
  /// The CSV file that holds the rules; nil where the decision's own file does.
  package var rulesFile: SourceFile?

  package init(hit: Located<HitPolicy>, inputs: [InputSyntax], outputs: [OutputSyntax], rules: [RuleSyntax]) {
    self.hit = hit
    self.inputs = inputs
    self.outputs = outputs
    self.rules = rules
  }

  /// The type of the answer: an output's own or a context of them, a list of these under a policy of several answers.
  package var type: ValueType {
    let one: ValueType =
      outputs.count == 1 ? outputs[0].type : .context(outputs.map { .init($0.name.value, $0.type) })
    switch hit.value {
    case .unique, .first, .any, .priority, .collectMin, .collectMax: return one
    case .outputOrder, .ruleOrder, .collect: return .list(one)
    case .collectSum, .collectCount: return .number
    }
  }
}

/// A column of tests.
package struct InputSyntax: Sendable {
  package var name: Located<String>
  package var type: ValueType
  package var value: LocatedText?
  package var allowed: CellSyntax?
  /// The type a DMN model names for the column; `type` is `any` there until it is resolved.
  package var declaredType: TypeSyntax?

  package init(name: Located<String>, type: ValueType, value: LocatedText? = nil, allowed: CellSyntax? = nil) {
    self.name = name
    self.type = type
    self.value = value
    self.allowed = allowed
  }
}

/// A column of answers.
package struct OutputSyntax: Sendable {
  package var name: Located<String>
  package var type: ValueType
  package var defaultCell: CellSyntax?
  /// The type a DMN model names for the column; `type` is `any` there until it is resolved.
  package var declaredType: TypeSyntax?
  /// A DMN model's `outputValues`, in order of priority.
  package var values: LocatedText?

  package init(name: Located<String>, type: ValueType, defaultCell: CellSyntax? = nil) {
    self.name = name
    self.type = type
    self.defaultCell = defaultCell
  }
}

/// A rule, a cell for each column in column order.
package struct RuleSyntax: Sendable {
  package var id: Located<String>
  package var basis: Words?
  package var when: [CellSyntax?]
  package var then: [CellSyntax?]
  package var span: SourceSpan
  /// Whether the file gives no id, which then is the rule's number.
  package var isNumbered: Bool
  /// What is remarked beside the rule and says nothing to the table: a CSV file's column `comment`.
  package var comment: String?

  package init(
    id: Located<String>, basis: Words?, when: [CellSyntax?], then: [CellSyntax?], span: SourceSpan,
    isNumbered: Bool = false, comment: String? = nil
  ) {
    self.id = id
    self.basis = basis
    self.when = when
    self.then = then
    self.span = span
    self.isNumbered = isNumbered
    self.comment = comment
  }
}

/// A cell as written.
package struct CellSyntax: Sendable {
  package var text: LocatedText
  /// What the cell is by itself, `true` and numbers unquoted.
  package var core: CoreScalar

  package init(text: LocatedText, core: CoreScalar) {
    self.text = text
    self.core = core
  }

  /// A cell of a DMN model, which is FEEL and no bare value.
  package init(feel text: LocatedText) {
    self.init(text: text, core: .string(text.text))
  }

  /// The text without the white space around it.
  package var trimmed: Substring { text.text.trimmed }
}
