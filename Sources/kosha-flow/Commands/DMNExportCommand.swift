// `dmn export`: decisions as a DMN 1.5 document with a diagram.

import ArgumentParser
import KoshaRules
import KoshaSource

struct DMNExportCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "判定を DMN 1.5 のモデルに書き出す / Exports decisions as a DMN 1.5 model.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "A WORKFLOW, a [WORKFLOW/]DECISION with all that it requires, or decision files.")
  var names: [String]
  @Option(help: ArgumentHelp("The day whose versions are meant.", valueName: "date"))
  var on: String?
  @Option(help: ArgumentHelp("Write the model there and not to standard output.", valueName: "file"))
  var out: String?

  func run(_ session: Session) throws {
    let export = try ModelExport.of(names, on: session.date(on), session)
    if let out { try Files.write(export.document, to: out, overwrite: true) }
    let model = export.model
    if session.options.json {
      func names(_ found: [String]) -> Value { .list(found.map(Value.string)) }
      Console.line(
        JSONText.of([
          Context.Entry("file", out.map(Value.string) ?? .null),
          Context.Entry("model", out == nil ? .string(export.document) : .null),
          Context.Entry("decisions", names(model.decisions.map(\.name.value))),
          Context.Entry("functions", names(model.functions.map(\.name.value))),
          Context.Entry("inputs", names(model.inputs.map(\.name.value))),
          Context.Entry(
            "diagnostics", .list(export.remarks.map { DiagnosticOutput.value($0, language: session.language) })),
        ]))
      return
    }
    DiagnosticOutput.printToError(export.remarks, language: session.language)
    guard let out else {
      Console.text(export.document)
      return
    }
    let (decisions, functions, inputs) = (model.decisions.count, model.functions.count, model.inputs.count)
    Console.line(
      session.say(
        ja: "`\(out)` に書き出しました: 判定 \(decisions)、関数 \(functions)、入力 \(inputs)",
        en:
          "wrote `\(out)`: \(decisions) decision\(decisions == 1 ? "" : "s"), \(functions) function\(functions == 1 ? "" : "s"), \(inputs) input\(inputs == 1 ? "" : "s")"
      ))
  }
}
