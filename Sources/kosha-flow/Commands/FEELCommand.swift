// `feel`: evaluates one expression, or a batch of them, one request a line.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct FEELCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "feel", abstract: "FEEL 式を評価する / Evaluates FEEL.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "The expression.")
  var expression: String?
  @Option(help: ArgumentHelp("Names and values, as JSON.", valueName: "json"))
  var context: String?
  @Flag(help: "Read the text as unary tests; the input stands under \"?\" in the context.")
  var unary = false
  @Flag(help: "Tell why something became null.")
  var explain = false
  @Flag(help: "Tell the static type instead of the value.")
  var type = false
  @Option(help: ArgumentHelp("With --type: names and their types, as JSON.", valueName: "json"))
  var types: String?
  @Option(help: ArgumentHelp("One request a line; - is standard input.", valueName: "file.jsonl"))
  var batch: String?

  func run(_ session: Session) throws {
    if type {
      try tellType(session)
      return
    }
    if types != nil { throw CommandFailure.typesWithoutType }
    let evaluator = try FEELEvaluator(environment: session.evaluationEnvironment())
    if let batch {
      if expression != nil || context != nil || unary || explain { throw CommandFailure.batchWithMore }
      var requests = FEELBatch(evaluator: evaluator)
      try LineBatch.run(batch) { request, output in requests.answer(request, into: &output) }
      return
    }
    guard let expression else { throw CommandFailure.noExpression }
    let given = try readContext(context)
    switch evaluator.evaluate(expression, context: given, isUnary: unary) {
    case .failure(let bag): throw unreadable(bag, session)
    case .success(let answer):
      print(answer, session)
    }
  }

  private func print(_ answer: FEELEvaluator.Answer, _ session: Session) {
    if session.options.json {
      Console.line(FEELEvaluator.line(answer, language: session.language))
      return
    }
    Console.line(answer.evaluation.value.feelText)
    guard explain else { return }
    let renderer = DiagnosticRenderer(language: session.language)
    for remark in answer.evaluation.remarks {
      for line in renderer.excerpt(of: answer.program.span(of: remark)) { Console.line(line) }
      Console.line("  " + remark.reason.message[session.language])
    }
  }

  private func unreadable(_ bag: DiagnosticBag, _ session: Session) -> CommandFailure {
    if !session.options.json { DiagnosticOutput.printToError(bag.sorted, language: session.language) }
    return CommandFailure(
      .badData, code: "feel",
      Words(ja: "式を読めません", en: "the expression cannot be read"),
      details: [
        Context.Entry(
          "diagnostics", .list(bag.sorted.map { DiagnosticOutput.value($0, language: session.language) }))
      ])
  }

  private func tellType(_ session: Session) throws {
    if let batch {
      if expression != nil || context != nil || types != nil || unary || explain {
        throw CommandFailure.batchWithMore
      }
      try LineBatch.run(batch) { request, output in
        output.append(contentsOf: FEELTypes.answer(request).utf8)
      }
      return
    }
    guard let expression else { throw CommandFailure.noExpression }
    if context != nil, types != nil { throw CommandFailure.contextAndTypes }
    let names: FEELTypes.Names
    if let types {
      switch FEELTypes.names(in: try JSONInput.object(Array(types.utf8), what: "--types", mode: .tagged)) {
      case .success(let read): names = read
      case .failure(let problem): throw CommandFailure(.badData, code: "type", problem.words)
      }
    } else {
      names = FEELTypes.names(of: try readContext(context))
    }
    var bag = DiagnosticBag()
    guard let type = FEELTypes.type(of: expression, names: names, isUnary: unary, into: &bag) else {
      throw unreadable(bag, session)
    }
    Console.line(session.options.json ? FEELTypes.line(type) : type.text)
  }

  private func readContext(_ text: String?) throws -> Context {
    guard let text else { return Context() }
    let bytes = text.hasPrefix("@") ? try Files.read(String(text.dropFirst())) : Array(text.utf8)
    return try JSONInput.object(bytes, what: "--context", mode: .tagged)
  }
}
