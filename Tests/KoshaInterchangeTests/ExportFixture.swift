// Decision files in, the model they are exported as, its document, and that document read back out.

import KoshaRules
import KoshaSource
import KoshaTestSupport
import KoshaYAML
import Testing

@testable import KoshaInterchange

/// Decisions beside the model that they become.
struct ExportFixture {
  let set: DecisionSet
  let scope: Scope
  /// Nil where the decisions could not be exported.
  let document: String?
  /// What the export told.
  let diagnostics: [Diagnostic]

  /// Files `1.yaml`, `2.yaml`, … over data fields, as those of a workflow are.
  init(_ files: [String], data: [Variable], on date: CalendarDate? = nil, language: Language = .ja) {
    var bag = DiagnosticBag()
    var syntaxes: [DecisionSyntax] = []
    for (index, text) in files.enumerated() {
      let file = SourceFile(path: "\(index + 1).yaml", text: text)
      guard let node = YAMLComposer.compose(file, limits: .rules, into: &bag) else { continue }
      if let syntax = DecisionSyntax.read(node, into: &bag) { syntaxes.append(syntax) }
    }
    var variables = data
    for syntax in syntaxes where !variables.contains(where: { $0.name == syntax.id.value }) {
      variables.append(Variable(syntax.id.value, syntax.type))
    }
    self.init(syntaxes, Scope(variables), on: date, language: language, bag)
  }

  init(
    _ syntaxes: [DecisionSyntax], _ scope: Scope, on date: CalendarDate? = nil, language: Language = .ja,
    _ known: DiagnosticBag = DiagnosticBag()
  ) {
    var bag = known
    self.scope = scope
    set = DecisionSet.compile(syntaxes, scope: scope, into: &bag)
    let request = DecisionModelRequest(
      decisions: syntaxes, scope: scope, date: date, name: "m", namespace: "urn:m", language: language)
    document = ModelSyntax.of(request, into: &bag).flatMap { DMNWriter.text(of: $0, language: language, into: &bag) }
    diagnostics = bag.sorted
  }

  /// The document as the reader gives it, compiled; nothing in it may be amiss.
  func model() throws -> Model {
    let text = try #require(document, "\(diagnostics.map(\.message.en))")
    var bag = DiagnosticBag()
    let read = DMNReader.read(SourceFile(path: "m.dmn", text: text), into: &bag)
    let model = Model.compile(try #require(read), imports: [], into: &bag)
    #expect(bag.sorted.map { "\($0.span?.start.line ?? 0): \($0.message.en)" } == [])
    return model
  }

  static func environment() throws -> EvaluationEnvironment {
    EvaluationEnvironment(now: try #require(DateAndTime("2023-04-03T09:00:00+09:00")), zone: .offset(seconds: 32_400))
  }

  /// What each decision answers here and as a model, wherever the two differ, and how many answers were not null.
  func compare(rounds: Int, seed: UInt64, on date: CalendarDate? = nil) throws -> (differences: [String], answers: Int)
  {
    let model = try model()
    let environment = try Self.environment()
    var source = RandomValues(seed: seed, numbers: RandomValues.numbers(in: set.decisions.map(\.source)))
    var differences: [String] = []
    var answers = 0
    for _ in 0..<rounds {
      let values = scope.variables.map { source.value(of: $0.type) }
      let inputs = Context(zip(scope.variables, values).map { Context.Entry($0.name, $1) })
      for id in set.ids {
        let day = date ?? set.versions(of: id).first?.effective.from ?? environment.today
        let here = set.evaluate(id, on: day, values, in: environment).result
        if case .function = here { continue }
        let there = model.evaluate(.decision(id), inputs: inputs, in: environment).value
        if case .null = here {} else { answers += 1 }
        if !here.isSame(as: there) {
          differences.append(
            "\(id): \(here.feelText) ≠ \(there.feelText) for \(inputs.entries.map { "\($0.name): \($0.value.feelText)" })"
          )
        }
      }
    }
    return (differences, answers)
  }
}

/// Random values of types, numbers out of those that the rules themselves name and beside them.
struct RandomValues {
  private var generator: SeededGenerator
  private let numbers: [Decimal128]

  init(seed: UInt64, numbers: [Decimal128]) {
    generator = SeededGenerator(seed: seed)
    self.numbers = numbers
  }

  /// The numbers that files name, each with its neighbours.
  static func numbers(in files: [SourceFile]) -> [Decimal128] {
    var found: Set<String> = ["0", "1", "2", "3"]
    for file in files {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for word in text.split(whereSeparator: { !($0.isASCII && $0.isNumber) && $0 != "." })
      where Decimal128(String(word)) != nil {
        found.insert(String(word))
      }
    }
    let one = Decimal128(1)
    return found.sorted().compactMap { Decimal128($0) }.flatMap {
      [$0, $0.adding(one) ?? $0, $0.subtracting(one) ?? $0]
    }
  }

  mutating func value(of type: ValueType) -> Value {
    if generator.below(7) == 0 { return .null }
    switch type {
    case .null: return .null
    case .string: return .string(generator.pick(["", "a", "b", "世田谷", "<&\">"]))
    case .number: return .number(generator.pick(numbers))
    case .boolean: return .boolean(generator.below(2) == 0)
    case .date: return date().map(Value.date) ?? .null
    case .time: return TimeOfDay("09:30:00").map(Value.time) ?? .null
    case .dateAndTime:
      guard let date = date(), let time = TimeOfDay("09:30:00+09:00") else { return .null }
      return .dateAndTime(DateAndTime(date: date, time: time))
    case .daysAndTimeDuration:
      return DaysAndTimeDuration("P\(generator.below(9))D").map(Value.daysAndTimeDuration) ?? .null
    case .yearsAndMonthsDuration:
      return YearsAndMonthsDuration("P\(generator.below(30))M").map(Value.yearsAndMonthsDuration) ?? .null
    case .enumeration(let values): return .string(generator.pick(values))
    case .list(let member): return .list((0..<generator.below(7)).map { _ in value(of: member) })
    case .context(let fields):
      return .context(Context(fields.map { Context.Entry($0.name, value(of: $0.type)) }))
    case .document:
      return .context(
        Context([
          Context.Entry("name", .string("a.pdf")), Context.Entry("size", .number(Decimal128(generator.below(999)))),
          Context.Entry("media_type", .string("application/pdf")), Context.Entry("sha256", .string("00")),
        ]))
    case .any: return value(of: generator.pick([.number, .string, .boolean]))
    case .range, .function: return .null
    }
  }

  private mutating func date() -> CalendarDate? {
    CalendarDate(year: 2021 + generator.below(4), month: 1 + generator.below(12), day: 1 + generator.below(28))
  }
}
