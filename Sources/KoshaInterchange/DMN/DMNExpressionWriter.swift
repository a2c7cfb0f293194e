// Boxed expressions in, their DMN elements out (DMN 1.5 §10.2).

import KoshaRules
import KoshaSource

extension DMNWriter {
  mutating func expression(_ logic: LogicSyntax, type: TypeSyntax? = nil) {
    let typed: [XMLWriter.Attribute] = [("typeRef", Self.text(of: type))]
    switch logic {
    case .typed(let inner, let own):
      guard type != nil else { return expression(inner, type: own) }
      // An element has one type; a context with nothing but its answer takes the other.
      inside("context", typed) { writer in
        writer.inside("contextEntry") { $0.expression(inner, type: own) }
      }
    case .expression(let text): texted("literalExpression", typed, text)
    case .table(let table): decisionTable(table, typed)
    case .context(let entries):
      inside("context", typed) { writer in
        for entry in entries { writer.contextEntry(entry) }
      }
    case .list(let elements):
      inside("list", typed) { writer in
        for element in elements { writer.expression(element) }
      }
    case .relation(let columns, let rows):
      inside("relation", typed) { writer in
        for column in columns { writer.empty("column", [("name", column.value)], at: column.span) }
        for row in rows {
          writer.inside("row") { writer in
            for cell in row { writer.expression(cell) }
          }
        }
      }
    case .function(let function): functionDefinition(function, as: "functionDefinition", typed)
    case .invocation(let callee, let bindings):
      inside("invocation", typed) { writer in
        writer.texted("literalExpression", [], callee)
        for binding in bindings {
          writer.inside("binding") { writer in
            writer.empty(
              "parameter", [("name", binding.name.value), ("typeRef", Self.text(of: binding.type))],
              at: binding.name.span)
            writer.expression(binding.logic)
          }
        }
      }
    case .conditional(let condition, let then, let otherwise):
      inside("conditional", typed) { writer in
        writer.part("if", condition)
        writer.part("then", then)
        writer.part("else", otherwise)
      }
    case .filter(let source, let match):
      inside("filter", typed) { writer in
        writer.part("in", source)
        writer.part("match", match)
      }
    case .iteration(let name, let source, let body):
      inside("for", typed + [("iteratorVariable", name.value)], at: name.span) { writer in
        writer.part("in", source)
        writer.part("return", body)
      }
    case .quantified(let quantifier, let name, let source, let body):
      inside(quantifier.rawValue, typed + [("iteratorVariable", name.value)], at: name.span) { writer in
        writer.part("in", source)
        writer.part("satisfies", body)
      }
    }
  }

  mutating func functionDefinition(
    _ function: FunctionSyntax, as element: String, _ attributes: [XMLWriter.Attribute] = []
  ) {
    let kind: String? =
      switch function.kind {
      case .feel: nil
      case .java: "Java"
      case .pmml: "PMML"
      }
    inside(element, attributes + [("kind", kind)]) { writer in
      for parameter in function.parameters {
        writer.empty(
          "formalParameter", [("name", parameter.name.value), ("typeRef", Self.text(of: parameter.type))],
          at: parameter.name.span)
      }
      if let body = function.body { writer.expression(body) }
    }
  }

  private mutating func contextEntry(_ entry: EntrySyntax) {
    inside("contextEntry", at: entry.name.span) { writer in
      if !entry.name.value.isEmpty {
        writer.empty("variable", [("name", entry.name.value), ("typeRef", Self.text(of: entry.type))])
      }
      writer.expression(entry.logic)
    }
  }

  private mutating func part(_ name: String, _ logic: LogicSyntax) {
    inside(name) { $0.expression(logic) }
  }
}
