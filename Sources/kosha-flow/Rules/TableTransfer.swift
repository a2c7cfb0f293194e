// A decision named on the command line in, its table as CSV out; edited CSV in, the decision's file written with it.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaYAML

/// One version of a decision with the file that holds its table.
struct TableTransfer {
  private let source: DecisionSource
  private let decision: Decision
  private let node: YAMLNode
  private let files: [SourceFile]
  private let table: TableFile
  private let session: Session

  init(_ name: String, on date: CalendarDate?, _ session: Session) throws {
    self.session = session
    source = try DecisionSource.find(name, session)
    decision = try source.version(on: date ?? session.evaluationEnvironment().today)
    var bag = DiagnosticBag()
    guard let node = YAMLComposer.compose(decision.source, limits: .rules, into: &bag) else {
      throw session.brokenTable(bag)
    }
    self.node = node
    files = try source.definition.map { $0.files.rules.filter(\.isTable) } ?? DecisionSource.tableFiles(of: node)
    guard let table = TableFile(node, beside: files, into: &bag) else { throw session.brokenTable(bag) }
    self.table = table
  }

  /// The table as CSV.
  var csv: [UInt8] { table.csv }

  /// Takes the rules of a CSV file into the decision's file.
  ///
  /// Nothing is written unless the table, and the whole workflow with it, is free of errors.
  ///
  /// - Parameter isDry: whether the new content is printed instead.
  func take(_ path: String, isDry: Bool) throws {
    let file = SourceFile(path: path, bytes: try Files.read(path))
    var bag = DiagnosticBag()
    let isAlone = source.definition == nil
    guard
      let replacement = table.replacing(
        with: file, scope: source.definition?.scope ?? Scope(unknownNames: .null), standalone: isAlone, into: &bag)
    else { throw session.brokenTable(bag) }
    try check(replacement)
    if isDry {
      Console.bytes(replacement.file.bytes)
      return
    }
    let before = ([decision.source] + files).first { $0.path == replacement.file.path }
    let isChanged = before?.bytes != replacement.file.bytes
    if isChanged { try Files.replace(replacement.file.path, with: replacement.file.bytes) }
    print(replacement, isChanged: isChanged)
  }

  /// Whether the new file reads as it was meant, and the workflow stands with it.
  private func check(_ replacement: TableFile.Replacement) throws {
    var bag = DiagnosticBag()
    let isOwn = replacement.file.path == decision.source.path
    let node = isOwn ? YAMLComposer.compose(replacement.file, limits: .rules, into: &bag) : node
    let beside = isOwn ? files : [replacement.file]
    guard let again = node.flatMap({ TableFile($0, beside: beside, into: &bag) }), again.csv == replacement.csv else {
      throw CommandFailure(
        .fault, code: "fault",
        Words(
          ja: "書き込むはずの内容が読み直しで一致しないため、書き込みませんでした",
          en: "what was to be written does not read back as the same, so nothing was written"))
    }
    guard let definition = source.definition, let workflow = source.workflow else { return }
    let rules = definition.files.rules.map { $0.path == replacement.file.path ? replacement.file : $0 }
    let compilation = Compilation.compile(
      WorkflowFiles(
        folder: definition.files.folder, workflow: definition.files.workflow, rules: rules,
        letters: definition.files.letters, tests: definition.files.tests),
      in: try session.workspace(), zones: session.zones)
    _ = try session.usable(compilation, of: workflow)
  }

  private func print(_ replacement: TableFile.Replacement, isChanged: Bool) {
    let path = replacement.file.path
    if session.options.json {
      func list(_ ids: [String]) -> Value { .list(ids.map(Value.string)) }
      Console.line(
        JSONText.of([
          Context.Entry("decision", .string(decision.id)), Context.Entry("file", .string(path)),
          Context.Entry("rules", .number(Decimal128(replacement.count))),
          Context.Entry("added", list(replacement.added)), Context.Entry("changed", list(replacement.changed)),
          Context.Entry("removed", list(replacement.removed)), Context.Entry("written", .boolean(isChanged)),
        ]))
      return
    }
    guard isChanged else {
      Console.line(session.say(ja: "`\(path)` は変わりません", en: "`\(path)` stays as it is"))
      return
    }
    let count = replacement.count
    Console.line(
      session.say(
        ja: "規則 \(count) 件を `\(path)` に書きました", en: "wrote \(count) rule\(count == 1 ? "" : "s") to `\(path)`"))
    for (words, ids) in [
      (Words(ja: "追加", en: "added"), replacement.added), (Words(ja: "変更", en: "changed"), replacement.changed),
      (Words(ja: "削除", en: "removed"), replacement.removed),
    ] where !ids.isEmpty {
      Console.line("  \(session.say(words)): \(ids.joined(separator: ", "))")
    }
  }
}

extension Session {
  /// The refusal of a table, with everything that is wrong with it.
  fileprivate func brokenTable(_ bag: DiagnosticBag) -> CommandFailure {
    if !options.json { DiagnosticOutput.printToError(bag.sorted, language: language) }
    return CommandFailure(
      .badData, code: "definition", Words(ja: "判定表に誤りがあります", en: "the decision has errors"),
      details: [
        Context.Entry("diagnostics", .list(bag.sorted.map { DiagnosticOutput.value($0, language: language) }))
      ])
  }
}
