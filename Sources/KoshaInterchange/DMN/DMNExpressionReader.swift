// Boxed expressions of a DMN document in (DMN 1.5 §10.2), the logic they give out.

import KoshaRules
import KoshaSource

extension DMNReader {
  /// The boxed expressions by their elements' names.
  static let expressions: Set<String> = [
    "literalExpression", "decisionTable", "context", "relation", "list", "invocation", "functionDefinition",
    "conditional", "filter", "for", "every", "some",
  ]

  /// The one expression among an element's children; what is neither an expression nor known is told.
  mutating func onlyExpression(in element: XMLElement, beside known: Set<String> = []) -> LogicSyntax? {
    var found: XMLElement?
    for part in parts(of: element) where !known.contains(part.name) {
      guard Self.expressions.contains(part.name) else {
        skip(part, in: element)
        continue
      }
      if found != nil {
        bag.add(InterchangeProblem.severalExpressions(element.name), at: part.span)
      } else {
        found = part
      }
    }
    return found.flatMap { expression($0) }
  }

  /// An expression with the type it declares.
  mutating func expression(_ element: XMLElement) -> LogicSyntax? {
    guard let logic = untyped(element) else { return nil }
    return typeReference(of: element).map { .typed(logic, $0) } ?? logic
  }

  private mutating func untyped(_ element: XMLElement) -> LogicSyntax? {
    switch element.name {
    case "literalExpression": return literal(element).map { .expression($0) }
    case "decisionTable": return decisionTable(element).map { .table($0) }
    case "context": return context(element)
    case "relation": return relation(element)
    case "list": return .list(parts(of: element).map { expression($0) ?? Self.null(at: $0) })
    case "invocation": return invocation(element)
    case "functionDefinition": return .function(functionDefinition(element))
    case "conditional":
      return .conditional(
        condition: child("if", of: element), then: child("then", of: element), otherwise: child("else", of: element))
    case "filter": return .filter(source: child("in", of: element), match: child("match", of: element))
    case "for":
      return .iteration(
        name: iterator(of: element), source: child("in", of: element), body: child("return", of: element))
    case "every", "some":
      return .quantified(
        element.name == "every" ? .every : .some, name: iterator(of: element), source: child("in", of: element),
        body: child("satisfies", of: element))
    default: return nil
    }
  }

  /// FEEL's `null` where an expression is missing, so that what stands around it keeps its shape.
  static func null(at element: XMLElement) -> LogicSyntax {
    .expression(
      LocatedText(text: "null", span: element.span, map: OffsetMap(verbatimAt: element.span.range.lowerBound)))
  }

  /// The text of a literal expression; nil where there is none.
  mutating func literal(_ element: XMLElement) -> LocatedText? {
    if let imported = first("importedValues", in: element) {
      bag.add(InterchangeProblem.importedValues, at: imported.span)
      return nil
    }
    if !speaksFEEL(element) { return nil }
    guard let text = first("text", in: element)?.text, !Self.normalized(text.text).isEmpty else { return nil }
    return text
  }

  private mutating func child(_ name: String, of element: XMLElement) -> LogicSyntax {
    guard let part = require(name, in: element) else { return Self.null(at: element) }
    return onlyExpression(in: part) ?? Self.null(at: part)
  }

  private mutating func iterator(of element: XMLElement) -> Located<String> {
    let value = required("iteratorVariable", of: element)
    return Located(Self.normalized(value.text), at: value.span)
  }

  private mutating func context(_ element: XMLElement) -> LogicSyntax {
    var entries: [EntrySyntax] = []
    for entry in parts(of: element) {
      guard entry.name == "contextEntry" else {
        skip(entry, in: element)
        continue
      }
      let variable = first("variable", in: entry)
      // An entry without a variable is the result.
      let name = variable.map { self.name(of: $0) } ?? Located("", at: entry.span)
      let logic = onlyExpression(in: entry, beside: ["variable"]) ?? Self.null(at: entry)
      entries.append(EntrySyntax(name: name, logic: logic, type: variable.flatMap { typeReference(of: $0) }))
    }
    return .context(entries)
  }

  private mutating func relation(_ element: XMLElement) -> LogicSyntax {
    var columns: [Located<String>] = []
    var types: [TypeSyntax?] = []
    var rows: [[LogicSyntax]] = []
    for part in parts(of: element) {
      switch part.name {
      case "column":
        columns.append(name(of: part))
        types.append(typeReference(of: part))
      case "row":
        var cells = parts(of: part).map { expression($0) ?? Self.null(at: $0) }
        if cells.count != columns.count {
          bag.add(
            InterchangeProblem.cellCount(column: "row", expected: columns.count, found: cells.count), at: part.span)
          cells = columns.indices.map { $0 < cells.count ? cells[$0] : Self.null(at: part) }
        }
        rows.append(zip(cells, types).map { cell, type in type.map { .typed(cell, $0) } ?? cell })
      default: skip(part, in: element)
      }
    }
    return .relation(columns: columns, rows: rows)
  }

  private mutating func invocation(_ element: XMLElement) -> LogicSyntax? {
    var callee: LocatedText?
    var bindings: [EntrySyntax] = []
    for part in parts(of: element) {
      switch part.name {
      case "literalExpression": callee = literal(part)
      case "binding":
        guard let parameter = require("parameter", in: part) else { continue }
        bindings.append(
          EntrySyntax(
            name: name(of: parameter), logic: onlyExpression(in: part, beside: ["parameter"]) ?? Self.null(at: part),
            type: typeReference(of: parameter)))
      default: skip(part, in: element)
      }
    }
    guard let callee else {
      bag.add(InterchangeProblem.missingElement("literalExpression", in: element.name), at: element.span)
      return nil
    }
    return .invocation(callee: callee, bindings: bindings)
  }

  mutating func functionDefinition(_ element: XMLElement) -> FunctionSyntax {
    let kind: FunctionSyntax.Kind
    switch element.attribute("kind")?.text {
    case nil, "FEEL": kind = .feel
    case "Java": kind = .java
    case "PMML": kind = .pmml
    case let value?:
      kind = .feel
      bag.add(
        InterchangeProblem.unknownChoice(attribute: "kind", value: value, known: ["FEEL", "Java", "PMML"]),
        at: element.attribute("kind")?.span)
    }
    var parameters: [FunctionSyntax.Parameter] = []
    for parameter in all("formalParameter", in: element) {
      parameters.append(
        FunctionSyntax.Parameter(name: name(of: parameter), type: typeReference(of: parameter)))
    }
    var body = onlyExpression(in: element, beside: ["formalParameter"])
    // The type of an encapsulated logic is that of its result.
    if element.name == "encapsulatedLogic", let logic = body, let type = typeReference(of: element) {
      body = .typed(logic, type)
    }
    return FunctionSyntax(parameters: parameters, kind: kind, body: body)
  }
}
