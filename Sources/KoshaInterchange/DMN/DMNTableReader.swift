// A decision table of a DMN document in (DMN 1.5 clause 8), the table as data out.

import KoshaRules
import KoshaSource

extension DMNReader {
  mutating func decisionTable(_ element: XMLElement) -> TableSyntax? {
    guard let hit = hitPolicy(of: element) else { return nil }
    var table = TableSyntax(hit: hit, inputs: [], outputs: [], rules: [])
    table.isPlainFEEL = true
    var labels: Set<String> = []
    for part in parts(of: element) {
      switch part.name {
      case "input": table.inputs.append(input(part))
      case "output": table.outputs.append(output(part, of: element))
      case "annotation": continue
      case "rule": table.rules.append(rule(part, number: table.rules.count + 1, of: table, &labels))
      default: skip(part, in: element)
      }
    }
    if table.outputs.isEmpty {
      bag.add(InterchangeProblem.missingElement("output", in: element.name), at: element.span)
      return nil
    }
    return table
  }

  private mutating func hitPolicy(of element: XMLElement) -> Located<HitPolicy>? {
    let policies = ["UNIQUE", "FIRST", "PRIORITY", "ANY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"]
    let aggregators = ["SUM", "COUNT", "MIN", "MAX"]
    let attribute = element.attribute("hitPolicy")
    let place = attribute?.span ?? element.span
    let policy: HitPolicy
    switch attribute?.text {
    case nil, "UNIQUE": policy = .unique
    case "FIRST": policy = .first
    case "PRIORITY": policy = .priority
    case "ANY": policy = .any
    case "RULE ORDER": policy = .ruleOrder
    case "OUTPUT ORDER": policy = .outputOrder
    case "COLLECT":
      let aggregation = element.attribute("aggregation")
      switch aggregation?.text {
      case nil: policy = .collect
      case "SUM": policy = .collectSum
      case "COUNT": policy = .collectCount
      case "MIN": policy = .collectMin
      case "MAX": policy = .collectMax
      case let value?:
        bag.add(
          InterchangeProblem.unknownChoice(attribute: "aggregation", value: value, known: aggregators),
          at: aggregation?.span)
        return nil
      }
    case let value?:
      bag.add(InterchangeProblem.unknownChoice(attribute: "hitPolicy", value: value, known: policies), at: place)
      return nil
    }
    return Located(policy, at: place)
  }

  private mutating func input(_ element: XMLElement) -> InputSyntax {
    let expression = require("inputExpression", in: element)
    let value = expression.flatMap { literal($0) }
    let label = element.attribute("label")
    let name = (label ?? value).map { Located(Self.normalized($0.text), at: $0.span) }
    var column = InputSyntax(
      name: name ?? Located("", at: element.span), type: .any, value: value,
      allowed: first("inputValues", in: element).flatMap { unaryTests($0) }.map { CellSyntax(feel: $0) })
    column.declaredType = expression.flatMap { typeReference(of: $0) }
    for part in parts(of: element) where part.name != "inputExpression" && part.name != "inputValues" {
      skip(part, in: element)
    }
    return column
  }

  private mutating func output(_ element: XMLElement, of table: XMLElement) -> OutputSyntax {
    let name = element.attribute("name") ?? element.attribute("label") ?? table.attribute("outputLabel")
    var column = OutputSyntax(
      name: name.map { Located(Self.normalized($0.text), at: $0.span) } ?? Located("output", at: element.span),
      type: .any)
    column.declaredType = typeReference(of: element)
    column.values = first("outputValues", in: element).flatMap { unaryTests($0) }
    if let entry = first("defaultOutputEntry", in: element) {
      column.defaultCell = literal(entry).map { CellSyntax(feel: $0) }
    }
    for part in parts(of: element) where part.name != "outputValues" && part.name != "defaultOutputEntry" {
      skip(part, in: element)
    }
    return column
  }

  /// A rule; in reports it has its label, or the number of its row.
  private mutating func rule(
    _ element: XMLElement, number: Int, of table: TableSyntax, _ labels: inout Set<String>
  ) -> RuleSyntax {
    let label = element.attribute("label").map { Self.normalized($0.text) } ?? ""
    // A number that is not the row's would be taken for another's.
    let isName = !label.isEmpty && Int(label) == nil && labels.insert(label).inserted
    var rule = RuleSyntax(
      id: Located(isName ? label : String(number), at: element.span), basis: nil, when: [], then: [],
      span: element.span)
    var notes: [String] = []
    for part in parts(of: element) {
      switch part.name {
      case "inputEntry":
        // A cell without text tests nothing, as `-` does.
        rule.when.append(first("text", in: part) == nil ? nil : unaryTests(part).map { CellSyntax(feel: $0) })
      case "outputEntry": rule.then.append(literal(part).map { CellSyntax(feel: $0) })
      case "annotationEntry":
        if let note = first("text", in: part)?.text.text, !Self.normalized(note).isEmpty {
          notes.append(Self.normalized(note))
        }
      default: skip(part, in: element)
      }
    }
    if !notes.isEmpty { rule.basis = Words(notes.joined(separator: " / ")) }
    rule.when = fitted(rule.when, to: table.inputs.count, "inputEntry", of: element)
    rule.then = fitted(rule.then, to: table.outputs.count, "outputEntry", of: element)
    return rule
  }

  private mutating func fitted(_ cells: [CellSyntax?], to count: Int, _ name: String, of rule: XMLElement)
    -> [CellSyntax?]
  {
    if cells.count == count { return cells }
    bag.add(InterchangeProblem.cellCount(column: name, expected: count, found: cells.count), at: rule.span)
    return (0..<count).map { $0 < cells.count ? cells[$0] : nil }
  }
}
