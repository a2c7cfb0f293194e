// Where a decision named on the command line comes from: a workflow's rules, or files that stand alone.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaYAML

/// A decision with the set it belongs to.
struct DecisionSource {
  let id: String
  let set: DecisionSet
  let workflow: String?
  /// The workflow's definition; nil for files that stand alone.
  let definition: WorkflowDefinition?

  /// The decision of `WORKFLOW/DECISION`, of a bare `DECISION` that only one workflow has, or of a file.
  static func find(_ name: String, _ session: Session) throws -> DecisionSource {
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return try standalone([name], session) }
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    if parts.count == 2 { return try find(parts[1], in: parts[0], session) }
    var found: [DecisionSource] = []
    var known: [String] = []
    for workflow in try session.catalogue().workflows {
      guard let definition = try session.catalogue().compilation(of: workflow)?.definition else { continue }
      known += definition.decisions.ids
      if definition.decisions.ids.contains(name) {
        found.append(
          DecisionSource(id: name, set: definition.decisions, workflow: workflow, definition: definition))
      }
    }
    guard let only = found.first else { throw noSuchDecision(name, among: known) }
    if found.count > 1 {
      let choices = found.compactMap(\.workflow).map { "\($0)/\(name)" }
      throw CommandFailure(
        .usage, code: "ambiguous",
        Words(ja: "判定 `\(name)` は複数のワークフローにあります", en: "several workflows have a decision `\(name)`"),
        help: Words(
          ja: "どれかを指定してください: " + choices.joined(separator: "、"), en: "name one: " + choices.joined(separator: ", ")))
    }
    return only
  }

  private static func find(_ id: String, in workflow: String, _ session: Session) throws -> DecisionSource {
    let definition = try session.definition(workflow)
    guard definition.decisions.ids.contains(id) else { throw noSuchDecision(id, among: definition.decisions.ids) }
    return DecisionSource(id: id, set: definition.decisions, workflow: workflow, definition: definition)
  }

  private static func noSuchDecision(_ id: String, among known: [String]) -> CommandFailure {
    CommandFailure(
      .notFound, code: "not_found",
      Words(ja: "判定 `\(id)` はありません", en: "there is no decision `\(id)`"),
      help: Suggestion.nearest(to: id, in: known).map {
        Words(ja: "`\($0)` のことですか", en: "did you mean `\($0)`")
      })
  }

  /// The version in force on a day.
  func version(on day: CalendarDate) throws -> Decision {
    guard let version = set.decision(id, on: day) else {
      throw CommandFailure(
        .notFound, code: "not_found",
        Words(
          ja: "判定 `\(id)` は \(day.description) には適用されていません",
          en: "the decision `\(id)` is not in force on \(day.description)"))
    }
    return version
  }

  /// The CSV files that a decision file names; one that is missing is told where it is named.
  static func tableFiles(of node: YAMLNode) throws -> [SourceFile] {
    try DecisionSyntax.tableFiles(of: node).filter(Files.exists).map { path in
      SourceFile(path: path, bytes: try Files.read(path))
    }
  }

  /// Files that stand outside any workflow; several with one `decision` are its versions in time.
  static func standalone(_ paths: [String], _ session: Session) throws -> DecisionSource {
    var bag = DiagnosticBag()
    var syntaxes: [DecisionSyntax] = []
    for path in paths {
      let file = SourceFile(path: path, bytes: try Files.read(path))
      guard let node = YAMLComposer.compose(file, limits: .rules, into: &bag) else { continue }
      let tables = try tableFiles(of: node)
      if let syntax = DecisionSyntax.read(node, beside: tables, into: &bag) { syntaxes.append(syntax) }
    }
    let set = DecisionSet.compile(syntaxes, scope: Scope(unknownNames: .null), standalone: true, into: &bag)
    guard !bag.hasErrors, let first = set.decisions.first else {
      if !session.options.json { DiagnosticOutput.printToError(bag.sorted, language: session.language) }
      throw CommandFailure(
        .badData, code: "definition",
        Words(ja: "判定表に誤りがあります", en: "the decision has errors"),
        details: [
          Context.Entry(
            "diagnostics", .list(bag.sorted.map { DiagnosticOutput.value($0, language: session.language) }))
        ])
    }
    return DecisionSource(id: first.id, set: set, workflow: nil, definition: nil)
  }
}
