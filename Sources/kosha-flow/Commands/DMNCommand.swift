// `dmn`: models of the OMG's Decision Model and Notation, tried, read and written.

import ArgumentParser
import KoshaInterchange
import KoshaRules
import KoshaSource

struct DMNCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dmn", abstract: "DMN のモデルを試し、取り込み、書き出す / Tries, imports and exports DMN models.",
    subcommands: [DMNTestCommand.self, DMNImportCommand.self, DMNExportCommand.self])
}

struct DMNTestCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "モデルを試験ファイルで試す / Tries a model with files of test cases.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "The model, MODEL.dmn.")
  var model: String
  @Argument(help: "Files of test cases in the form of the DMN TCK.")
  var tests: [String]
  @Flag(help: "Compare numbers to the last digit; without it they may differ by 1e-8.")
  var exact = false
  @Flag(help: "Try the decision files that `dmn import` makes of the model.")
  var imported = false

  func run(_ session: Session) throws {
    let source = try ModelSource.read(model, session)
    var bag = DiagnosticBag()
    var suites: [TestSuite] = []
    for path in tests {
      let file = SourceFile(path: path, bytes: try Files.read(path))
      if let suite = TestSuiteReader.read(file, for: source.model, into: &bag) { suites.append(suite) }
    }
    if bag.hasErrors { throw session.unreadable(bag, ja: "試験ファイルを読めません", en: "the test cases cannot be read") }
    var found = source.diagnostics
    var files: DMNImport?
    if imported {
      found = source.reading
      files = DMNImport(source.syntax, imports: source.imports, into: &found)
    }
    let runner = ModelTestRunner(
      source: source, files: files, comparison: exact ? .exact : .tolerant,
      environment: try session.evaluationEnvironment(), language: session.language)
    let outcomes = suites.flatMap(\.cases).flatMap { runner.run($0) }
    let passed = outcomes.filter { $0.status == .passed }.count
    let failed = outcomes.count - passed
    if session.options.json {
      Console.line(
        JSONText.of([
          Context.Entry("passed", .number(Decimal128(passed))),
          Context.Entry("failed", .number(Decimal128(failed))),
          Context.Entry("results", .list(outcomes.map(\.json))),
        ]))
    } else {
      if failed > 0 {
        DiagnosticOutput.printToError(found.sorted, language: session.language)
      }
      for outcome in outcomes { outcome.print(session) }
      Console.line(
        session.say(
          ja: "結果 \(outcomes.count) 件: 合格 \(passed)、不合格 \(failed)",
          en: "\(outcomes.count) result\(outcomes.count == 1 ? "" : "s"): \(passed) passed, \(failed) failed"))
    }
    if failed > 0 { throw EndedWith(status: .no) }
  }
}
