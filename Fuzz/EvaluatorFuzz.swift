// Texts in: each is evaluated within its limits, twice with the same answer, which its JSON gives back.

import KoshaRules
import KoshaSource

enum EvaluatorFuzz {
  private static let environment: EvaluationEnvironment = {
    guard let now = DateAndTime("2023-04-03T09:00:00+09:00") else { fatalError("the constant is a date and time") }
    return EvaluationEnvironment(
      now: now, zone: .offset(seconds: 32_400),
      limits: EvaluationLimits(
        steps: 20_000, depth: 200, listLength: 10_000, stringLength: 100_000, remarks: 16, stack: 2 << 20))
  }()

  private static let values: [Value] = [
    .list([.number(Decimal128(1)), .string("x"), .null]), .string("text"), .number(Decimal128(-7)), .boolean(true),
    .context(Context([Context.Entry("y z", .number(Decimal128(3))), Context.Entry("v", .list([]))])),
    .number(Decimal128(20_000)),
  ]

  static func run(_ bytes: [UInt8]) {
    // The first byte chooses between an expression and unary tests.
    guard let first = bytes.first else { return }
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    let source = LocatedText(verbatim: text, path: "fuzz")
    let grammar: FEEL.Grammar = first == 0x75 ? .unaryTests(input: .any) : .expression
    var bag = DiagnosticBag()
    let program = FEEL.compile(source, scope: ParserFuzz.scope, grammar: grammar, into: &bag)
    require((program == nil) == bag.hasErrors, "neither a program nor an error")
    guard let program else { return }
    let answer = program.test(.number(.one), values, in: environment)
    let again = program.test(.number(.one), values, in: environment)
    require(answer.remarks.count == again.remarks.count, "two evaluations differ in their remarks")
    for remark in answer.remarks {
      require(remark.range.upperBound <= text.utf8.count, "a remark outside the text")
      require(!remark.reason.message.ja.isEmpty && !remark.reason.message.en.isEmpty, "a remark without words")
    }
    if holdsFunction(answer.value) { return }
    require(answer.value.isSame(as: again.value), "two evaluations differ")
    checkJSON(answer.value)
  }

  private static func checkJSON(_ value: Value) {
    switch ValueJSON.decode(Array(ValueJSON.encode(value, mode: .tagged).utf8), mode: .tagged) {
    case .success(let decoded): require(decoded.isSame(as: value), "JSON gives another value: \(value.feelText)")
    case .failure(let problem):
      // The reader takes less deep nesting than an evaluation may give.
      switch problem.reason {
      case .tooDeep, .tooLong: return
      default: break
      }
      fatalError("JSON cannot be read back: \(value.feelText): \(problem.message.en)")
    }
  }

  /// A function is equal to itself alone and has no JSON to come back from; an entry that JSON takes for a tag has none
  /// either.
  private static func holdsFunction(_ value: Value) -> Bool {
    switch value {
    case .function: true
    case .list(let members): members.contains(where: holdsFunction)
    case .context(let context):
      context.entries.contains { $0.name == "@type" || holdsFunction($0.value) }
    case .range(let range): [range.start, range.end, range.excluded].contains { $0.map(holdsFunction) ?? false }
    default: false
    }
  }
}
