// `dmn import`: a DMN model as decision files, on standard output or in a folder.

import ArgumentParser
import KoshaInterchange
import KoshaRules
import KoshaSource

struct DMNImportCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "モデルを判定ファイルにする / Writes a model as decision files.",
    discussion: "Ends with 1 where a part of the model cannot be said; the rest is written all the same.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "The model, MODEL.dmn; imports are looked for in its folder.")
  var model: String
  @Option(
    help: ArgumentHelp(
      "Write one file a decision here; without it everything goes to standard output.", valueName: "folder"))
  var out: String?
  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  func run(_ session: Session) throws {
    let source = try ModelSource.read(model, session)
    var bag = source.reading
    let imported = DMNImport(source.syntax, imports: source.imports, into: &bag)
    if let out { try write(imported, to: out, session) }
    if session.options.json {
      Console.line(JSONText.of(json(imported, bag, session)))
    } else {
      DiagnosticOutput.printToError(bag.sorted, language: session.language)
      if out == nil { Console.text(stream(imported)) } else { summarize(imported, session) }
    }
    if bag.hasErrors { throw EndedWith(status: .no) }
  }

  /// Writes the files, or none of them where one is there already.
  private func write(_ imported: DMNImport, to folder: String, _ session: Session) throws {
    let present = imported.files.map(\.name).filter { Files.exists(Files.join(folder, $0)) }
    if !overwrite, !present.isEmpty {
      throw CommandFailure(
        .badData, code: "exists",
        Words(
          ja: "`\(folder)` にすでにあるため、何も書きませんでした: \(present.joined(separator: "、"))",
          en: "nothing is written, since `\(folder)` has these already: \(present.joined(separator: ", "))"),
        help: Words(ja: "別のフォルダを指定するか、`--overwrite` を付けてください", en: "name another folder, or give `--overwrite`"))
    }
    for file in imported.files {
      try Files.write(file.text, to: Files.join(folder, file.name), overwrite: overwrite)
    }
  }

  /// All files as one stream of documents, each under its name.
  private func stream(_ imported: DMNImport) -> String {
    imported.files.map { "# \($0.name)\n\($0.text)" }.joined(separator: "---\n")
  }

  private func summarize(_ imported: DMNImport, _ session: Session) {
    for file in imported.files { Console.line("  " + Console.styled("✓", .green) + " \(file.name)") }
    let count = imported.files.count
    Console.line(
      session.say(
        ja: "判定 \(count) 件を書きました", en: "\(count) decision\(count == 1 ? "" : "s") written"))
  }

  private func json(_ imported: DMNImport, _ bag: DiagnosticBag, _ session: Session) -> [Context.Entry] {
    let files = imported.files.map { file -> Value in
      var entries = [
        Context.Entry("file", .string(file.name)), Context.Entry("decision", .string(file.decision)),
        Context.Entry("title", .string(file.title)),
      ]
      if out == nil { entries.append(Context.Entry("yaml", .string(file.text))) }
      return .context(Context(entries))
    }
    let fields = imported.model.fields.map { field -> Value in
      .context(
        Context([
          Context.Entry("field", .string(field.name)), Context.Entry("type", .string(field.type.text)),
          Context.Entry("title", .string(field.title)),
        ]))
    }
    return [
      Context.Entry("files", .list(files)), Context.Entry("data", .list(fields)),
      Context.Entry("diagnostics", .list(bag.sorted.map { DiagnosticOutput.value($0, language: session.language) })),
    ]
  }
}
