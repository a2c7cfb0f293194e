// The columns and rules of a decision table, read from the mapping that holds them.

import KoshaSource
import KoshaYAML

/// Reads a table; rules are laid out by column, so that a cell's reading follows from its column alone.
struct TableReader {
  private(set) var table: TableSyntax

  init?(_ reader: MappingReader, beside files: [SourceFile], into bag: inout DiagnosticBag) {
    let inputs = reader.required("inputs", into: &bag)
    let outputs = reader.required("outputs", into: &bag)
    guard let rules = reader.required("rules", into: &bag) else { return nil }
    table = TableSyntax(hit: Located(.unique, at: reader.span), inputs: [], outputs: [], rules: [])
    if let node = reader["hit"], let hit = TableReader.hitPolicy(node, into: &bag) { table.hit = hit }
    if let inputs { readInputs(inputs, into: &bag) }
    if let outputs { readOutputs(outputs, into: &bag) }
    var file: SourceFile?
    if case .mapping = rules.content {
      file = RulesFile.find(rules, among: files, into: &bag)
      if file == nil { return nil }
    }
    // Without their columns the cells of the rules say nothing, and would only be told as unknown.
    guard let inputs, case .mapping = inputs.content, let outputs, case .mapping = outputs.content else { return nil }
    if let file {
      RulesFile.read(file, into: &table, &bag)
    } else {
      readRules(rules, into: &bag)
    }
  }

  private static func hitPolicy(_ node: YAMLNode, into bag: inout DiagnosticBag) -> Located<HitPolicy>? {
    guard let text = node.string(Words(ja: "`hit`", en: "`hit`"), into: &bag) else { return nil }
    let name = text.value.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    if let policy = HitPolicy.allCases.first(where: { $0.text == name }) { return Located(policy, at: text.span) }
    let nearest = Suggestion.nearest(to: name, in: HitPolicy.allCases.map(\.text))
    bag.add(DecisionProblem.unknownHitPolicy(text.value, nearest: nearest), at: text.span)
    return nil
  }

  private mutating func readInputs(_ node: YAMLNode, into bag: inout DiagnosticBag) {
    for entry in node.freeEntries(Words(ja: "`inputs`", en: "`inputs`"), into: &bag) ?? [] {
      FieldName.check(entry.key, into: &bag)
      var input = InputSyntax(name: entry.key, type: .any)
      if let reader = MappingReader(entry.value, DecisionKeys.input, into: &bag) {
        input.type = TableReader.type(reader, into: &bag)
        input.value = reader["value"]?.text(Words(ja: "FEEL の式", en: "a FEEL expression"), into: &bag)
        input.allowed = reader["allowed"].flatMap { DecisionReader.cell($0, into: &bag) }
      }
      // A column stays known even where it is wrong, lest every cell of it be told as well.
      table.inputs.append(input)
    }
    if case .mapping(let entries) = node.content, entries.isEmpty {
      bag.add(DecisionProblem.noColumns("inputs"), at: node.span)
    }
  }

  private mutating func readOutputs(_ node: YAMLNode, into bag: inout DiagnosticBag) {
    for entry in node.freeEntries(Words(ja: "`outputs`", en: "`outputs`"), into: &bag) ?? [] {
      FieldName.check(entry.key, into: &bag)
      var output = OutputSyntax(name: entry.key, type: .any)
      if let reader = MappingReader(entry.value, DecisionKeys.output, into: &bag) {
        output.type = TableReader.type(reader, into: &bag)
        output.defaultCell = reader["default"].flatMap { DecisionReader.cell($0, into: &bag) }
      }
      table.outputs.append(output)
    }
    if case .mapping(let entries) = node.content, entries.isEmpty {
      bag.add(DecisionProblem.noColumns("outputs"), at: node.span)
    }
  }

  private static func type(_ reader: MappingReader, into bag: inout DiagnosticBag) -> ValueType {
    guard let node = reader.required("type", into: &bag) else { return .any }
    return ValueTypeReader.read(node, into: &bag)?.value ?? .any
  }

  private mutating func readRules(_ node: YAMLNode, into bag: inout DiagnosticBag) {
    guard let items = node.items(Words(ja: "`rules`", en: "`rules`"), into: &bag) else { return }
    let inputs = Columns("when", table.inputs.map(\.name.value))
    let outputs = Columns("then", table.outputs.map(\.name.value))
    var ids = RuleIdentifiers()
    for (index, item) in items.enumerated() {
      guard let reader = MappingReader(item, DecisionKeys.rule, into: &bag) else { continue }
      let given = reader["id"]?.string(Words(ja: "規則の名前", en: "the id of the rule"), into: &bag)
      let id = given ?? Located(String(index + 1), at: item.span)
      ids.add(id, into: &bag)
      let basis = reader["basis"]?.words(Words(ja: "`basis`", en: "`basis`"), into: &bag)?.value
      let when = reader["when"].map { inputs.cells($0, into: &bag) }
      let then = reader.required("then", into: &bag).map { outputs.cells($0, into: &bag) }
      table.rules.append(
        RuleSyntax(
          id: id, basis: basis, when: when ?? Array(repeating: nil, count: table.inputs.count),
          then: then ?? Array(repeating: nil, count: table.outputs.count), span: item.span,
          isNumbered: given == nil))
    }
  }

  /// The columns of one side of the rules.
  private struct Columns {
    let key: String
    let names: [String]
    let indices: [String: Int]

    init(_ key: String, _ names: [String]) {
      self.key = key
      self.names = names
      self.indices = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }

    /// The cells of a rule in column order.
    func cells(_ node: YAMLNode, into bag: inout DiagnosticBag) -> [CellSyntax?] {
      var cells = [CellSyntax?](repeating: nil, count: names.count)
      for entry in node.freeEntries(Words(ja: "`\(key)`", en: "`\(key)`"), into: &bag) ?? [] {
        guard let index = indices[entry.key.value] else {
          let nearest = Suggestion.nearest(to: entry.key.value, in: names)
          bag.add(DecisionProblem.unknownColumn(entry.key.value, of: key, nearest: nearest), at: entry.key.span)
          continue
        }
        cells[index] = DecisionReader.cell(entry.value, into: &bag)
      }
      return cells
    }
  }
}

/// The ids of a table's rules, each once.
struct RuleIdentifiers {
  private var places: [String: SourceSpan] = [:]

  /// Notes an id, and reports one that was there before.
  mutating func add(_ id: Located<String>, into bag: inout DiagnosticBag) {
    guard let earlier = places[id.value] else {
      places[id.value] = id.span
      return
    }
    bag.add(
      DecisionProblem.ruleTwice(id.value), at: id.span,
      related: [.init(span: earlier, message: DecisionProblem.firstPlace)])
  }
}
