// The files under `rules/` in, their syntax and the names they declare out.

package import KoshaRules
package import KoshaSource
import KoshaYAML

/// The decision files of a workflow, read but not compiled.
struct RuleFiles {
  /// What could be read.
  var syntaxes: [DecisionSyntax] = []
  /// Each decision once, in the order of the files; one whose file could not be read counts as giving anything, so
  /// that its users are not blamed.
  var decisions: [(id: Located<String>, type: ValueType, parameters: [String]?)] = []

  init(_ files: [SourceFile], into bag: inout DiagnosticBag) {
    let tables = files.filter(\.isTable)
    var named: Set<String>? = []
    for file in files where !file.isTable {
      let node = YAMLComposer.compose(file, limits: .rules, into: &bag)
      if let node { named?.formUnion(DecisionSyntax.tableFiles(of: node)) } else { named = nil }
      if let node, let syntax = DecisionSyntax.read(node, beside: tables, into: &bag) {
        syntaxes.append(syntax)
        declare(syntax.id, syntax.type, syntax.parameters)
      } else if let id = RuleFiles.id(node) ?? RuleFiles.writtenID(file) {
        declare(id, .any)
      } else {
        let name = file.path.dropFirst(file.path.prefixThroughLastSlash.count).split(separator: ".").first ?? ""
        declare(Located(String(name), at: SourceSpan(file: file, range: 0..<0)), .any)
      }
    }
    // A file that could not be read may name any of them.
    if let named { DecisionSyntax.reportUnused(tables, named: named, into: &bag) }
  }

  /// Versions of one decision share its name; where their types differ it may give anything.
  private mutating func declare(_ id: Located<String>, _ type: ValueType, _ parameters: [String]? = nil) {
    if let index = decisions.firstIndex(where: { $0.id.value == id.value }) {
      if decisions[index].type != type { decisions[index].type = .any }
      if decisions[index].parameters != parameters { decisions[index].parameters = nil }
    } else {
      decisions.append((id, type, parameters))
    }
  }

  /// The id as a file that is no YAML writes it: the rest of the line that begins with `decision:`.
  private static func writtenID(_ file: SourceFile) -> Located<String>? {
    let key = "decision:"
    for (number, start) in file.lineStarts.enumerated() {
      let line = file.text(ofLine: number + 1)
      guard line.hasPrefix(key), let id = line.dropFirst(key.utf8.count).split(separator: " ").first else { continue }
      return Located(String(id), at: SourceSpan(file: file, range: start..<start + line.utf8.count))
    }
    return nil
  }

  private static func id(_ node: YAMLNode?) -> Located<String>? {
    guard case .mapping(let entries)? = node?.content,
      let scalar = entries.first(where: { $0.key.value == "decision" })?.value.scalar
    else { return nil }
    return Located(scalar.text, at: scalar.located.span)
  }
}

extension WorkflowDefinition {
  /// The decision files as they were read; the definition itself keeps them compiled.
  package var decisionSyntaxes: [DecisionSyntax] {
    var known = DiagnosticBag()
    return RuleFiles(files.rules, into: &known).syntaxes
  }
}

extension SourceFile {
  /// Whether the file holds the rules of a table, and is no decision of its own.
  package var isTable: Bool { path.lowercased().hasSuffix(".csv") }
}
