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
      try runBatch(batch) { evaluator.answer(toRequest: $0) }
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
      try runBatch(batch) { FEELTypes.answer(toRequest: $0) }
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

  private func runBatch(_ path: String, answer: ([UInt8]) -> String) throws {
    let bytes = path == "-" ? try Files.readStandardInput() : try Files.read(path, limit: 4 << 30)
    var output = ""
    for (_, line) in JSONInput.lines(bytes) {
      output += answer(Array(line))
      output += "\n"
      if output.utf8.count > 1 << 16 {
        Console.text(output)
        output = ""
      }
    }
    Console.text(output)
  }
}

/// Evaluates FEEL texts outside any workflow.
struct FEELEvaluator {
  /// A value with the program that gave it.
  struct Answer {
    let program: KoshaRules.Program
    let evaluation: Evaluation
  }

  /// Why a text cannot be evaluated.
  enum Outcome {
    case success(Answer)
    case failure(DiagnosticBag)
  }

  let environment: EvaluationEnvironment

  /// Evaluates a text over a context; the input of a unary test stands under `?`.
  func evaluate(_ text: String, context: Context, isUnary: Bool) -> Outcome {
    var values: [Value] = []
    var variables: [Variable] = []
    for entry in context.entries where entry.name != "?" {
      variables.append(Variable(entry.name, ValueType(shapeOf: entry.value)))
      values.append(entry.value)
    }
    let scope = Scope(variables, unknownNames: .null)
    var bag = DiagnosticBag()
    let grammar: FEEL.Grammar = isUnary ? .unaryTests(input: .any) : .expression
    guard
      let program = FEEL.compile(
        LocatedText(verbatim: text, path: "feel"), scope: scope, grammar: grammar, into: &bag)
    else { return .failure(bag) }
    let evaluation =
      isUnary
      ? program.test(context["?"] ?? .null, values, in: environment)
      : program.evaluate(values, in: environment)
    return .success(Answer(program: program, evaluation: evaluation))
  }

  /// The answer line to one request line of a batch.
  func answer(toRequest bytes: [UInt8]) -> String {
    let request: Context
    switch ValueJSON.decode(bytes, mode: .tagged) {
    case .failure(let problem): return Self.errorLine(problem.message.en)
    case .success(.context(let object)): request = object
    case .success: return Self.errorLine("a request is an object")
    }
    guard case .string(let expression)? = request["expression"] else {
      return Self.errorLine("a request needs `expression`")
    }
    var context = Context()
    switch request["context"] {
    case nil, .null?: break
    case .context(let given)?: context = given
    default: return Self.errorLine("`context` must be an object")
    }
    switch request["context_feel"] {
    case nil, .null?: break
    case .string(let text)?:
      switch evaluate(text, context: context, isUnary: false) {
      case .failure(let bag): return Self.errorLine(bag.sorted.first?.message.en ?? "unreadable context_feel")
      case .success(let answer):
        guard case .context(let more) = answer.evaluation.value else {
          return Self.errorLine("`context_feel` gives no context")
        }
        for entry in more.entries { context[entry.name] = entry.value }
      }
    default: return Self.errorLine("`context_feel` must be a string")
    }
    var isUnary = false
    switch request["unary"] {
    case nil, .null?: break
    case .boolean(let flag)?: isUnary = flag
    default: return Self.errorLine("`unary` must be true or false")
    }
    switch evaluate(expression, context: context, isUnary: isUnary) {
    case .failure(let bag): return Self.errorLine(bag.sorted.first?.message.en ?? "unreadable expression")
    case .success(let answer): return Self.line(answer, language: .en)
    }
  }

  /// `{"value":…}`, with remarks where a null stands for a failure.
  static func line(_ answer: Answer, language: Language) -> String {
    var entries = [Context.Entry("value", answer.evaluation.value)]
    if answer.evaluation.isFailure {
      entries.append(
        Context.Entry(
          "remarks", .list(answer.evaluation.remarks.map { .string($0.reason.message[language]) })))
    }
    return ValueJSON.encode(.context(Context(entries)), mode: .tagged)
  }

  private static func errorLine(_ message: String) -> String {
    JSONText.of([Context.Entry("error", .string(message))])
  }
}
