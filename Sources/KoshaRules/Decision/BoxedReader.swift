// The YAML of a boxed expression in, its syntax out (language.md §4; DMN 1.5 §10.2.2): a scalar is FEEL, a mapping is again
// boxed.

import KoshaSource
import KoshaYAML

/// Reads DMN's boxed expressions as decision files write them.
enum BoxedReader {
  private static let relationKeys = KeyTable(Words(ja: "`relation`", en: "`relation`"), ["columns", "rows"])
  private static let functionKeys = KeyTable(Words(ja: "`function`", en: "`function`"), ["parameters", "body"])
  private static let invokeKeys = KeyTable(Words(ja: "`invoke`", en: "`invoke`"), ["function", "with"])
  private static let conditionalKeys = KeyTable(
    Words(ja: "`conditional`", en: "`conditional`"), ["if", "then", "else"])
  private static let filterKeys = KeyTable(Words(ja: "`filter`", en: "`filter`"), ["in", "match"])
  private static let forKeys = KeyTable(Words(ja: "`for`", en: "`for`"), ["name", "in", "return"])
  private static let quantifiedKeys = KeyTable(
    Words(ja: "`some` と `every`", en: "`some` and `every`"), ["name", "in", "satisfies"])

  /// The expression under a key of `DecisionKeys.boxed`; nil, with what is wrong in `bag`, where it cannot be read.
  static func logic(_ key: String, _ node: YAMLNode, beside files: [SourceFile], into bag: inout DiagnosticBag)
    -> LogicSyntax?
  {
    switch key {
    case "value": return expression(node, into: &bag)
    case "context": return context(node, beside: files, into: &bag).map(LogicSyntax.context)
    case "list": return list(node, Words(ja: "`list`", en: "`list`"), beside: files, into: &bag).map(LogicSyntax.list)
    case "relation": return relation(node, beside: files, into: &bag)
    case "function": return function(node, beside: files, into: &bag)
    case "invoke": return invocation(node, beside: files, into: &bag)
    case "conditional": return conditional(node, beside: files, into: &bag)
    case "filter": return filter(node, beside: files, into: &bag)
    case "for": return iteration(node, beside: files, into: &bag)
    default: return LogicSyntax.Quantifier(rawValue: key).flatMap { quantified($0, node, beside: files, into: &bag) }
    }
  }

  /// A part: FEEL, or a mapping that is boxed again.
  private static func boxed(_ node: YAMLNode, beside files: [SourceFile], into bag: inout DiagnosticBag) -> LogicSyntax?
  {
    guard case .mapping(let written) = node.content else { return expression(node, into: &bag) }
    guard let reader = MappingReader(node, DecisionKeys.entry, into: &bag) else { return nil }
    // A key that is none of a boxed expression's has been told.
    if reader.entries.isEmpty, !written.isEmpty { return nil }
    return DecisionReader.logic(reader, beside: files, into: &bag)
  }

  private static func part(
    _ key: String, of reader: MappingReader, beside files: [SourceFile], into bag: inout DiagnosticBag
  ) -> LogicSyntax? {
    reader.required(key, into: &bag).flatMap { boxed($0, beside: files, into: &bag) }
  }

  private static func expression(_ node: YAMLNode, into bag: inout DiagnosticBag) -> LogicSyntax? {
    guard var text = node.text(Words(ja: "FEEL の式", en: "a FEEL expression"), into: &bag) else { return nil }
    // YAML's other way to write null; all four letters stand at its one place.
    if node.isNull, text.text == "~" {
      let place = text.map.fileOffset(of: 0)
      text.text = "null"
      text.map = OffsetMap(segments: (0..<4).map { .init(textOffset: $0, fileOffset: place) })
    }
    return .expression(text)
  }

  private static func name(_ reader: MappingReader, into bag: inout DiagnosticBag) -> Located<String>? {
    guard
      let name = reader.required("name", into: &bag)?.string(
        Words(ja: "変数の名前", en: "the name of a variable"), into: &bag)
    else { return nil }
    FieldName.check(name, into: &bag)
    return name
  }

  private static func context(_ node: YAMLNode, beside files: [SourceFile], into bag: inout DiagnosticBag)
    -> [EntrySyntax]?
  {
    guard let entries = node.freeEntries(Words(ja: "`context`", en: "`context`"), into: &bag) else { return nil }
    var result: [EntrySyntax] = []
    for (index, entry) in entries.enumerated() {
      FieldName.check(entry.key, into: &bag)
      if entry.key.value == "result", index != entries.count - 1 {
        bag.add(DecisionProblem.resultNotLast, at: entry.key.span)
      }
      if let logic = boxed(entry.value, beside: files, into: &bag) {
        result.append(EntrySyntax(name: entry.key, logic: logic))
      }
    }
    if entries.isEmpty { bag.add(DecisionProblem.emptyContext, at: node.span) }
    return result.count == entries.count ? result : nil
  }

  private static func list(_ node: YAMLNode, _ what: Words, beside files: [SourceFile], into bag: inout DiagnosticBag)
    -> [LogicSyntax]?
  {
    guard let items = node.items(what, into: &bag) else { return nil }
    let parts = items.map { boxed($0, beside: files, into: &bag) }
    let read = parts.compactMap { $0 }
    return read.count == parts.count ? read : nil
  }

  private static func relation(_ node: YAMLNode, beside files: [SourceFile], into bag: inout DiagnosticBag)
    -> LogicSyntax?
  {
    guard let reader = MappingReader(node, relationKeys, into: &bag) else { return nil }
    var columns: [Located<String>] = []
    for item in reader.required("columns", into: &bag)?.items(Words(ja: "`columns`", en: "`columns`"), into: &bag) ?? []
    {
      guard let name = item.string(Words(ja: "列の名前", en: "the name of a column"), into: &bag) else { continue }
      FieldName.check(name, into: &bag)
      if let earlier = columns.first(where: { $0.value == name.value }) {
        bag.add(
          DecisionProblem.columnTwice(name.value), at: name.span,
          related: [.init(span: earlier.span, message: DecisionProblem.firstPlace)])
      }
      columns.append(name)
    }
    var rows: [[LogicSyntax]] = []
    for row in reader.required("rows", into: &bag)?.items(Words(ja: "`rows`", en: "`rows`"), into: &bag) ?? [] {
      if let cells = list(row, Words(ja: "行", en: "a row"), beside: files, into: &bag) { rows.append(cells) }
    }
    return .relation(columns: columns, rows: rows)
  }

  private static func function(_ node: YAMLNode, beside files: [SourceFile], into bag: inout DiagnosticBag)
    -> LogicSyntax?
  {
    guard let reader = MappingReader(node, functionKeys, into: &bag) else { return nil }
    var parameters: [FunctionSyntax.Parameter] = []
    let entries = reader["parameters"]?.freeEntries(Words(ja: "`parameters`", en: "`parameters`"), into: &bag) ?? []
    for entry in entries {
      FieldName.check(entry.key, into: &bag)
      let type = ValueTypeReader.read(entry.value, into: &bag)
      parameters.append(.init(name: entry.key, type: type.map { .known($0.value) }))
    }
    return part("body", of: reader, beside: files, into: &bag).map {
      .function(FunctionSyntax(parameters: parameters, body: $0))
    }
  }

  private static func invocation(_ node: YAMLNode, beside files: [SourceFile], into bag: inout DiagnosticBag)
    -> LogicSyntax?
  {
    guard let reader = MappingReader(node, invokeKeys, into: &bag) else { return nil }
    let callee = reader.required("function", into: &bag)?
      .text(Words(ja: "関数の名前", en: "the name of a function"), into: &bag)
    var bindings: [EntrySyntax] = []
    for entry in reader["with"]?.freeEntries(Words(ja: "`with`", en: "`with`"), into: &bag) ?? [] {
      if let logic = boxed(entry.value, beside: files, into: &bag) {
        bindings.append(EntrySyntax(name: entry.key, logic: logic))
      }
    }
    return callee.map { .invocation(callee: $0, bindings: bindings) }
  }

  private static func conditional(_ node: YAMLNode, beside files: [SourceFile], into bag: inout DiagnosticBag)
    -> LogicSyntax?
  {
    guard let reader = MappingReader(node, conditionalKeys, into: &bag) else { return nil }
    let condition = part("if", of: reader, beside: files, into: &bag)
    let then = part("then", of: reader, beside: files, into: &bag)
    let otherwise = part("else", of: reader, beside: files, into: &bag)
    guard let condition, let then, let otherwise else { return nil }
    return .conditional(condition: condition, then: then, otherwise: otherwise)
  }

  private static func filter(_ node: YAMLNode, beside files: [SourceFile], into bag: inout DiagnosticBag)
    -> LogicSyntax?
  {
    guard let reader = MappingReader(node, filterKeys, into: &bag) else { return nil }
    let source = part("in", of: reader, beside: files, into: &bag)
    let match = part("match", of: reader, beside: files, into: &bag)
    guard let source, let match else { return nil }
    return .filter(source: source, match: match)
  }

  private static func iteration(_ node: YAMLNode, beside files: [SourceFile], into bag: inout DiagnosticBag)
    -> LogicSyntax?
  {
    guard let reader = MappingReader(node, forKeys, into: &bag) else { return nil }
    let name = name(reader, into: &bag)
    let source = part("in", of: reader, beside: files, into: &bag)
    let body = part("return", of: reader, beside: files, into: &bag)
    guard let name, let source, let body else { return nil }
    return .iteration(name: name, source: source, body: body)
  }

  private static func quantified(
    _ quantifier: LogicSyntax.Quantifier, _ node: YAMLNode, beside files: [SourceFile], into bag: inout DiagnosticBag
  ) -> LogicSyntax? {
    guard let reader = MappingReader(node, quantifiedKeys, into: &bag) else { return nil }
    let name = name(reader, into: &bag)
    let source = part("in", of: reader, beside: files, into: &bag)
    let condition = part("satisfies", of: reader, beside: files, into: &bag)
    guard let name, let source, let condition else { return nil }
    return .quantified(quantifier, name: name, source: source, body: condition)
  }
}
