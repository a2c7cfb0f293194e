// A decision file's tree in, its syntax out, everything that is wrong told in one run.

public import KoshaSource
public import KoshaYAML

extension DecisionSyntax {
  /// Reads a decision file (language.md §4); nil where it names no decision.
  ///
  /// - Parameter files: the CSV files that stand beside it (`tableFiles(of:)` tells which it names).
  public static func read(
    _ node: YAMLNode, beside files: [SourceFile] = [], into bag: inout DiagnosticBag
  ) -> DecisionSyntax? {
    guard let reader = MappingReader(node, DecisionKeys.file, into: &bag) else { return nil }
    if let version = reader.required("kosha", into: &bag)?.integer(Words(ja: "`kosha`", en: "`kosha`"), into: &bag),
      version.value != 1
    {
      bag.add(DecisionProblem.version(version.value), at: version.span)
    }
    let id = reader.required("decision", into: &bag)?
      .string(Words(ja: "判定の名前", en: "the name of the decision"), into: &bag)
    if let id { FieldName.check(id, into: &bag) }
    let title = reader["title"]?.words(Words(ja: "`title`", en: "`title`"), into: &bag)?.value
    let basis = reader["basis"]?.words(Words(ja: "`basis`", en: "`basis`"), into: &bag)?.value
    let effective = reader["effective"].flatMap { DecisionReader.period($0, into: &bag) }
    let requires = reader["requires"].map { DecisionReader.requires($0, into: &bag) } ?? []
    let logic = DecisionReader.logic(reader, beside: files, into: &bag)
    guard let id else { return nil }
    return DecisionSyntax(
      id: id, type: logic?.type ?? .any, title: title, basis: basis, effective: effective ?? EffectivePeriod(),
      requires: requires, logic: logic)
  }
}

/// The keys of a decision file.
enum DecisionKeys {
  static let boxed = [
    "value", "context", "relation", "list", "function", "invoke", "conditional", "filter", "for", "some", "every",
  ]
  private static let table = ["inputs", "outputs", "hit", "rules"]

  static let file = KeyTable(
    Words(ja: "判定", en: "a decision"),
    ["kosha", "decision", "title", "basis", "effective", "requires", "type"] + table + boxed,
    notYet: ["properties"])
  static let entry = KeyTable(Words(ja: "式の枠", en: "a boxed expression"), ["type"] + table + boxed)
  static let period = KeyTable(Words(ja: "適用期間", en: "a period"), ["from", "until"])
  static let input = KeyTable(Words(ja: "入力の列", en: "an input column"), ["type", "value", "allowed"])
  static let output = KeyTable(Words(ja: "出力の列", en: "an output column"), ["type", "default"])
  static let rule = KeyTable(Words(ja: "規則", en: "a rule"), ["id", "when", "then", "basis"])
  static let rulesFile = KeyTable(Words(ja: "`rules`", en: "`rules`"), ["csv"])
}

enum DecisionReader {
  static func period(_ node: YAMLNode, into bag: inout DiagnosticBag) -> EffectivePeriod? {
    guard let reader = MappingReader(node, DecisionKeys.period, into: &bag) else { return nil }
    let from = reader["from"].flatMap { day($0, into: &bag) }
    let until = reader["until"].flatMap { day($0, into: &bag) }
    if let from, let until, until.value < from.value {
      bag.add(
        DecisionProblem.periodEndsBeforeItBegins(from: from.value, until: until.value), at: until.span)
    }
    return EffectivePeriod(from: from?.value, until: until?.value)
  }

  private static func day(_ node: YAMLNode, into bag: inout DiagnosticBag) -> Located<CalendarDate>? {
    guard let text = node.string(Words(ja: "日付", en: "a date"), into: &bag) else { return nil }
    guard let date = CalendarDate(text.value) else {
      bag.add(DecisionProblem.date(text.value), at: text.span)
      return nil
    }
    return Located(date, at: text.span)
  }

  static func requires(_ node: YAMLNode, into bag: inout DiagnosticBag) -> [Located<String>] {
    var names: [Located<String>] = []
    for item in node.itemsOrSelf {
      guard let name = item.string(Words(ja: "判定の名前", en: "the name of a decision"), into: &bag) else { continue }
      if let earlier = names.first(where: { $0.value == name.value }) {
        bag.add(
          DecisionProblem.requiredTwice(name.value), at: name.span,
          related: [.init(span: earlier.span, message: DecisionProblem.firstPlace)])
      } else {
        names.append(name)
      }
    }
    return names
  }

  /// What answers, its value as one of the type that is given.
  static func logic(
    _ reader: MappingReader, beside files: [SourceFile], into bag: inout DiagnosticBag
  ) -> LogicSyntax? {
    let logic = untyped(reader, beside: files, into: &bag)
    guard let node = reader["type"], let type = ValueTypeReader.read(node, into: &bag) else { return logic }
    return logic.map { .typed($0, .known(type.value)) }
  }

  /// What answers: exactly one of a table and the boxed expressions.
  private static func untyped(
    _ reader: MappingReader, beside files: [SourceFile], into bag: inout DiagnosticBag
  ) -> LogicSyntax? {
    let kinds = reader.entries.filter { $0.key.value == "rules" || DecisionKeys.boxed.contains($0.key.value) }
    guard let kind = kinds.first else {
      if !reader.hasKeyToCome { bag.add(DecisionProblem.noLogic, at: reader.span) }
      return nil
    }
    for other in kinds.dropFirst() {
      bag.add(
        DecisionProblem.severalLogics(kind.key.value, other.key.value), at: other.key.span,
        related: [.init(span: kind.key.span, message: DecisionProblem.firstPlace)])
    }
    if kind.key.value != "rules" {
      for key in reader.entries where ["inputs", "outputs", "hit"].contains(key.key.value) {
        bag.add(DecisionProblem.columnsWithoutTable(key.key.value, kind.key.value), at: key.key.span)
      }
    }
    if kind.key.value == "rules" { return TableReader(reader, beside: files, into: &bag).map { .table($0.table) } }
    return BoxedReader.logic(kind.key.value, kind.value, beside: files, into: &bag)
  }

  /// A cell; nil, with an error, where it is no text or says nothing.
  static func cell(_ node: YAMLNode, into bag: inout DiagnosticBag) -> CellSyntax? {
    guard let scalar = node.scalar, let core = node.coreScalar else {
      let written = String(decoding: node.span.file.bytes[node.span.range], as: UTF8.self)
      bag.add(DecisionProblem.cellIsNoText(written: written.contains("\n") ? nil : written), at: node.span)
      return nil
    }
    if scalar.style == .plain, scalar.text.isEmpty {
      bag.add(DecisionProblem.emptyCell, at: node.span)
      return nil
    }
    return CellSyntax(text: scalar.located, core: core)
  }
}
