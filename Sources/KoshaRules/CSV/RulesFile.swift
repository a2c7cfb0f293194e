// The CSV file of a table in, its rules out: what `rules: {csv: …}` names (language.md §4).

public import KoshaSource
public import KoshaYAML

extension DecisionSyntax {
  /// The paths of the CSV files that a decision file names, beside itself.
  public static func tableFiles(of node: YAMLNode) -> [String] {
    switch node.content {
    case .scalar: return []
    case .sequence(let items): return items.flatMap(tableFiles)
    case .mapping(let entries):
      return entries.flatMap { entry in
        guard entry.key.value == "rules" else { return tableFiles(of: entry.value) }
        return RulesFile.path(entry.value).map { [$0] } ?? []
      }
    }
  }

  /// Warns of CSV files that no decision names.
  ///
  /// - Parameter paths: what the decision files beside them name.
  public static func reportUnused(
    _ files: [SourceFile], named paths: Set<String>, into bag: inout DiagnosticBag
  ) {
    for file in files where !paths.contains(file.path) {
      bag.add(CSVProblem.unused, at: SourceSpan(file: file, range: 0..<0))
    }
  }
}

/// Reads the rules of a table from CSV.
enum RulesFile {
  static let suffix = ".csv"
  /// As many as a decision file in YAML may have nodes.
  private static let cellLimit = YAMLLimits.rules.nodes

  /// The path that `{csv: name}` means; nil for anything else.
  static func path(_ rules: YAMLNode) -> String? {
    guard case .mapping(let entries) = rules.content,
      let scalar = entries.first(where: { $0.key.value == "csv" })?.value.scalar, isName(scalar.text)
    else { return nil }
    return path(of: scalar.text, beside: rules.span.file)
  }

  /// A file's own name, so that nothing outside the folder can be meant.
  private static func isName(_ text: String) -> Bool {
    text.utf8.count > suffix.utf8.count && text.lowercased().hasSuffix(suffix) && !text.hasPrefix(".")
      && !text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") || $0 < 0x20 }
  }

  private static func path(of name: String, beside file: SourceFile) -> String {
    guard let slash = file.path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return name }
    return String(file.path[...slash]) + name
  }

  /// The file that `{csv: name}` means; nil, with an error, where it is not there.
  static func find(_ rules: YAMLNode, among files: [SourceFile], into bag: inout DiagnosticBag) -> SourceFile? {
    guard let reader = MappingReader(rules, DecisionKeys.rulesFile, into: &bag),
      let name = reader.required("csv", into: &bag)?
        .string(Words(ja: "CSV ファイルの名前", en: "the name of a CSV file"), into: &bag)
    else { return nil }
    guard isName(name.value) else {
      bag.add(CSVProblem.name(name.value), at: name.span)
      return nil
    }
    let path = path(of: name.value, beside: rules.span.file)
    if let file = files.first(where: { $0.path == path }) { return file }
    bag.add(CSVProblem.missingFile(path, nearest: Suggestion.nearest(to: path, in: files.map(\.path))), at: name.span)
    return nil
  }

  /// Reads a file's rules into a table whose columns are known; whether it has a column of comments.
  @discardableResult
  static func read(_ file: SourceFile, into table: inout TableSyntax, _ bag: inout DiagnosticBag) -> Bool {
    table.rulesFile = file
    guard var reader = CSVReader(file, into: &bag) else { return false }
    var cells: [CSVCell] = []
    let faults = bag.diagnostics.count
    guard let span = reader.next(&cells, into: &bag) else {
      if bag.diagnostics.count == faults {
        bag.add(CSVProblem.noHeader, at: SourceSpan(file: file, range: reader.offset..<reader.offset))
      }
      return false
    }
    guard let header = CSVHeader(cells, span, table, reader, into: &bag) else { return false }
    var ids = RuleIdentifiers()
    var count = 0
    table.rules.reserveCapacity(file.lineStarts.count)
    while let span = reader.next(&cells, into: &bag) {
      // A spreadsheet leaves rows of commas where rows were emptied.
      if cells.allSatisfy({ $0.content.isEmpty }) { continue }
      count += cells.count
      if count > cellLimit {
        bag.add(CSVProblem.tooManyCells(limit: cellLimit), at: span)
        return false
      }
      if cells.count != header.columns.count {
        let isLong = cells.count > header.columns.count
        let start = isLong ? cells[header.columns.count].range.lowerBound : span.range.upperBound
        bag.add(
          CSVProblem.cellCount(found: cells.count, columns: header.columns.count),
          at: SourceSpan(file: file, range: start..<span.range.upperBound))
        continue
      }
      let rule = header.rule(cells, span, number: table.rules.count + 1, reader, into: &bag)
      ids.add(rule.id, into: &bag)
      table.rules.append(rule)
    }
    return header.hasComments
  }
}
