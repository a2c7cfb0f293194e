// `rule eval`: one decision over values of data fields, or many over the columns' own values.

import KoshaFlow
import KoshaRules
import KoshaSource

/// One decision with its values.
struct DecisionEvaluation {
  private let source: DecisionSource
  /// The version in force, where the decision stands outside any workflow.
  private let version: Decision?
  private let values: [Value]
  private let date: CalendarDate
  private let environment: EvaluationEnvironment
  private let session: Session

  init(_ name: String, input: [InputValue], on date: CalendarDate?, _ session: Session) throws {
    self.source = try DecisionSource.find(name, session)
    self.session = session
    self.environment = try session.evaluationEnvironment(calendar: source.definition?.calendar)
    self.date = date ?? environment.today
    if let definition = source.definition {
      self.version = nil
      self.values = try Self.fieldValues(input, definition)
    } else {
      let version = try source.version(on: self.date)
      self.version = version
      self.values = try Self.columnValues(input, version)
    }
  }

  /// Values of data fields by slot; the other slots are null.
  private static func fieldValues(_ input: [InputValue], _ definition: WorkflowDefinition) throws -> [Value] {
    var values = [Value](repeating: .null, count: definition.scope.variables.count)
    var unknown: [Words] = []
    var unreadable: [UnreadableInput] = []
    for item in input {
      guard let slot = definition.fields.firstIndex(where: { $0.name == item.name }) else {
        let nearest = Suggestion.nearest(to: item.name, in: definition.fields.map(\.name))
        unknown.append(
          Words(
            ja: "項目 `\(item.name)` はありません" + (nearest.map { "（`\($0)` のことですか）" } ?? ""),
            en: "there is no field `\(item.name)`" + (nearest.map { " (did you mean `\($0)`)" } ?? "")))
        continue
      }
      read(item, as: definition.fields[slot].type, into: &values[slot], &unreadable)
    }
    try refuse(unknown, unreadable)
    return values
  }

  /// Values of a table's own columns, in column order.
  private static func columnValues(_ input: [InputValue], _ version: Decision) throws -> [Value] {
    guard case .table(let table) = version.logic else { return [] }
    var values = [Value](repeating: .null, count: table.inputs.count)
    var unknown: [Words] = []
    var unreadable: [UnreadableInput] = []
    for item in input {
      guard let column = table.inputs.firstIndex(where: { $0.name == item.name }) else {
        unknown.append(
          Words(ja: "入力 `\(item.name)` はありません", en: "there is no input `\(item.name)`"))
        continue
      }
      read(item, as: table.inputs[column].type, into: &values[column], &unreadable)
    }
    try refuse(unknown, unreadable)
    return values
  }

  private static func read(
    _ item: InputValue, as type: ValueType, into value: inout Value, _ unreadable: inout [UnreadableInput]
  ) {
    switch item.read(as: type) {
    case .success(let read): value = read
    case .failure(let problem):
      unreadable.append(UnreadableInput(field: item.name, message: problem.message, help: problem.help))
    }
  }

  private static func refuse(_ unknown: [Words], _ unreadable: [UnreadableInput]) throws {
    let sentences = unknown + unreadable.map(\.sentence)
    guard let first = sentences.first else { return }
    throw CommandFailure(
      .badData, code: "input", first, help: CommandFailure.help(unreadable), lines: Array(sentences.dropFirst()))
  }

  func evaluate(traced: Bool) -> DecisionOutcome {
    if let version { return source.set.evaluate(version, inputs: values, in: environment, traced: traced) }
    return source.set.evaluate(source.id, on: date, values, in: environment, traced: traced)
  }

  /// The JSON of cli.md.
  func json(_ outcome: DecisionOutcome) -> Value { Self.json(outcome, language: session.language) }

  static func json(_ outcome: DecisionOutcome, language: Language) -> Value {
    .context(
      Context([
        Context.Entry("decision", .string(outcome.decision)),
        Context.Entry("result", outcome.result),
        Context.Entry("fired", .list(outcome.fired.map(Value.string))),
        Context.Entry("inputs", .context(Context(outcome.inputs))),
        Context.Entry("errors", .list(outcome.errors.map { .string($0[language]) })),
      ]))
  }

  func print(_ outcome: DecisionOutcome, explain: Bool) {
    let language = session.language
    Console.line(Console.styled(outcome.decision, .bold) + " = " + outcome.result.feelText)
    if !outcome.fired.isEmpty {
      Console.line(session.say(ja: "適用された規則: ", en: "fired: ") + outcome.fired.joined(separator: ", "))
    }
    for input in outcome.inputs { Console.line("  \(input.name) = \(input.value.feelText)") }
    for error in outcome.errors {
      Console.line(Console.styled(session.say(ja: "誤り: ", en: "error: "), .red) + error[language])
    }
    if outcome.errors.isEmpty, outcome.isFailure {
      for remark in outcome.remarks { Console.line("  " + remark.reason.message[language]) }
    }
    guard explain else { return }
    for rule in outcome.trace {
      let basis = rule.basis.map { session.say(ja: "（\($0.ja)）", en: " (\($0.en))") } ?? ""
      if rule.matched {
        Console.line("  " + Console.styled("✓", .green) + " \(rule.rule)\(basis)")
      } else if let refusal = rule.refusedBy {
        Console.line(
          "  · \(rule.rule)\(basis): "
            + session.say(
              ja: "`\(refusal.input)` が `\(refusal.cell)` に合わない", en: "`\(refusal.input)` is not `\(refusal.cell)`"))
      }
    }
  }
}

/// `rule eval FILE… --batch`: one object of column values a line, one answer a line, in order.
struct DecisionBatch {
  private let source: DecisionSource
  private let date: CalendarDate?
  private let session: Session

  init(files: [String], on date: CalendarDate?, _ session: Session) throws {
    let areFiles = files.allSatisfy { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    if areFiles {
      self.source = try DecisionSource.standalone(files, session)
    } else if files.count == 1, let name = files.first {
      self.source = try DecisionSource.find(name, session)
    } else {
      throw CommandFailure(
        .usage, code: "usage",
        Words(ja: "`--batch` には判定のファイルを指定してください", en: "`--batch` goes with decision files"))
    }
    self.date = date
    self.session = session
  }

  /// A request line as read: the error it is answered with, or its place among the inputs.
  private enum Line {
    case refused(String)
    case asked(Int)
  }

  /// Answers a file's lines; those that have come are answered together before more is read.
  func run(_ path: String) throws {
    let environment = try session.evaluationEnvironment(calendar: source.definition?.calendar)
    let decision = try source.version(on: date ?? environment.today)
    guard case .table(let table) = decision.logic else {
      let refusal = Self.errorLine(
        session.say(ja: "`\(decision.id)` は判定表ではありません", en: "`\(decision.id)` is no table"), decision)
      try LineBatch.run(path) { _, output in output.append(contentsOf: refusal.utf8) }
      return
    }
    var reader = try LineReader(path)
    var lines: [Line] = []
    var columns = [[Value]](repeating: [], count: table.inputs.count)
    while try reader.readLines({ _, line in lines.append(read(line, table, decision, into: &columns)) }) {
      var output = ""
      let outcomes = source.set.evaluate(decision, batch: columns, in: environment)
      for line in lines {
        switch line {
        case .refused(let answer): output += answer
        case .asked(let index):
          output += JSONText.of(DecisionEvaluation.json(outcomes[index], language: session.language))
        }
        output += "\n"
      }
      Console.text(output)
      lines.removeAll(keepingCapacity: true)
      for column in columns.indices { columns[column].removeAll(keepingCapacity: true) }
    }
  }

  /// Reads a line's values into the columns.
  private func read(
    _ line: UnsafeBufferPointer<UInt8>, _ table: DecisionTable, _ decision: Decision, into columns: inout [[Value]]
  ) -> Line {
    func refuse(_ words: Words) -> Line { .refused(Self.errorLine(words[session.language], decision)) }
    let given: Context
    switch ValueJSON.decode(Array(line), mode: .plain) {
    case .failure(let problem): return refuse(problem.message)
    case .success(.context(let object)): given = object
    case .success:
      return refuse(
        Words(ja: "行はオブジェクト `{入力: 値}` でなければなりません", en: "a line must be an object `{INPUT: VALUE}`"))
    }
    if let unknown = given.entries.first(where: { entry in !table.inputs.contains { $0.name == entry.name } }) {
      return refuse(
        Words(ja: "入力 `\(unknown.name)` はありません", en: "there is no input `\(unknown.name)`"))
    }
    var values: [Value] = []
    for input in table.inputs {
      guard let value = given[input.name] else {
        values.append(.null)
        continue
      }
      switch InputValue(input.name, .plain(value)).read(as: input.type) {
      case .success(let read): values.append(read)
      case .failure(let problem):
        return refuse(UnreadableInput(field: input.name, message: problem.message).sentence)
      }
    }
    for (column, value) in values.enumerated() { columns[column].append(value) }
    return .asked(columns[0].count - 1)
  }

  private static func errorLine(_ message: String, _ decision: Decision) -> String {
    JSONText.of([
      Context.Entry("decision", .string(decision.id)), Context.Entry("result", .null),
      Context.Entry("fired", .list([])), Context.Entry("inputs", .context(Context())),
      Context.Entry("errors", .list([.string(message)])),
    ])
  }
}
