// A decision file that holds a table in, its rules as CSV out; rules edited as CSV in, the decision's file with them out.

public import KoshaSource
public import KoshaYAML

/// The table of a decision file, for spreadsheets and back.
public struct TableFile: Sendable {
  private let syntax: DecisionSyntax
  private let table: TableSyntax
  private let node: YAMLNode
  private let blocks: RuleBlocks?

  /// The table of a file that was read without error; nil, with what is wrong in `bag`, where it holds no table.
  ///
  /// - Parameter files: the CSV files beside it.
  public init?(_ node: YAMLNode, beside files: [SourceFile], into bag: inout DiagnosticBag) {
    guard let syntax = DecisionSyntax.read(node, beside: files, into: &bag), let logic = syntax.logic else {
      return nil
    }
    guard case .table(var table) = logic else {
      bag.add(CSVProblem.noTable(syntax.id.value), at: syntax.id.span)
      return nil
    }
    self.syntax = syntax
    self.node = node
    blocks = table.rulesFile == nil ? node["rules"].flatMap(RuleBlocks.init) : nil
    if let blocks {
      for rule in table.rules.indices { table.rules[rule].comment = blocks.comment(rule) }
    }
    self.table = table
  }

  /// The rules as CSV, which spreadsheets open and `rules: {csv: …}` and `replacing(with:)` read.
  public var csv: [UInt8] { table.csv }

  /// A file with other rules, and what that changes.
  public struct Replacement: Sendable {
    /// The file to be written: the decision's own, or the CSV file that it names.
    public let file: SourceFile
    /// Rules that were not there before.
    public let added: [String]
    /// Rules that say something else than before.
    public let changed: [String]
    /// Rules that are no longer there.
    public let removed: [String]
    /// How many rules there are.
    public let count: Int
    /// The rules as `csv` of the new file gives them.
    public let csv: [UInt8]
  }

  /// The file with the rules of a CSV file in the place of its own; nil, with what is wrong in `bag`, where the table
  /// would have errors.
  ///
  /// All else stays as it is; rules that say the same keep their lines, and their comments where the CSV file has no
  /// column for them.
  public func replacing(
    with csv: SourceFile, scope: Scope, standalone: Bool, into bag: inout DiagnosticBag
  ) -> Replacement? {
    var edited = table
    edited.rules = []
    let problems = bag.diagnostics.count
    let hasComments = RulesFile.read(csv, into: &edited, &bag)
    guard !bag.diagnostics[problems...].contains(where: { $0.severity == .error }) else { return nil }
    let trial = DecisionSyntax(
      id: syntax.id, type: syntax.type, title: nil, basis: nil, effective: EffectivePeriod(), requires: [],
      logic: .table(edited))
    _ = DecisionSet.compile([trial], scope: scope, standalone: standalone, into: &bag)
    guard !bag.diagnostics[problems...].contains(where: { $0.severity == .error }) else { return nil }

    var known: [String: Int] = [:]
    for (index, rule) in table.rules.enumerated() { known[rule.id.value] = index }
    if !hasComments {
      for index in edited.rules.indices {
        edited.rules[index].comment = known[edited.rules[index].id.value].flatMap { table.rules[$0].comment }
      }
    }
    var (added, changed): ([String], [String]) = ([], [])
    for rule in edited.rules {
      guard let before = known.removeValue(forKey: rule.id.value) else {
        added.append(rule.id.value)
        continue
      }
      if edited.fullCells(of: rule) != table.fullCells(of: table.rules[before]) { changed.append(rule.id.value) }
    }
    let removed = table.rules.map(\.id.value).filter { known[$0] != nil }
    return Replacement(
      file: replaced(edited), added: added, changed: changed, removed: removed, count: edited.rules.count,
      csv: edited.csv)
  }

  private func replaced(_ edited: TableSyntax) -> SourceFile {
    if let file = table.rulesFile { return SourceFile(path: file.path, bytes: edited.csv) }
    let file = node.span.file
    guard let entry = node.entry("rules") else { preconditionFailure("a table has the key `rules`") }
    var bytes = Array(file.bytes[..<range(of: entry, edited).lowerBound])
    bytes += text(edited, entry).utf8
    bytes += file.bytes[range(of: entry, edited).upperBound...]
    return SourceFile(path: file.path, bytes: bytes)
  }

  /// What is replaced: the lines of the rules, or all that stands behind the key.
  private func range(of entry: YAMLEntry, _ edited: TableSyntax) -> Range<Int> {
    if !edited.rules.isEmpty, let blocks, let first = blocks.blocks.first, let last = blocks.blocks.last {
      return first.lowerBound..<last.upperBound
    }
    return entry.key.span.range
      .upperBound..<max(entry.value.span.range.upperBound, blocks?.blocks.last?.upperBound ?? 0)
  }

  private func text(_ edited: TableSyntax, _ entry: YAMLEntry) -> String {
    if edited.rules.isEmpty { return ": []" }
    let file = node.span.file
    let isCarriageReturned = file.text(ofLine: 1).utf8.count + 1 < (file.lineStarts.dropFirst().first ?? 0)
    let end = isCarriageReturned ? "\r\n" : "\n"
    let indentation = blocks == nil ? 2 : file.position(of: entry.value.span.range.lowerBound).column - 1
    let writer = RuleText(table: edited, indentation: indentation)
    // Rules that say the same keep their lines; of several that do, each its own.
    var kept: [[String]: [Int]] = [:]
    if blocks != nil {
      for (index, rule) in table.rules.enumerated().reversed() {
        kept[table.fullCells(of: rule), default: []].append(index)
      }
    }
    var texts: [String] = []
    for rule in edited.rules {
      if let blocks, let index = kept[edited.fullCells(of: rule)]?.popLast() {
        texts.append(blocks.text(of: index))
      } else {
        texts.append(writer.lines(rule).joined(separator: end))
      }
    }
    return (blocks == nil ? ":" + end : "") + texts.joined(separator: end)
  }
}

extension YAMLNode {
  fileprivate func entry(_ key: String) -> YAMLEntry? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key.value == key }
  }

  fileprivate subscript(key: String) -> YAMLNode? { entry(key)?.value }
}
