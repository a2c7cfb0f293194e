// A FEEL text and its context in, the value with the program that gave it out; outside any workflow.

import KoshaFlow
import KoshaRules
import KoshaSource

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

  /// The name under which a context holds the input of a unary test.
  static let inputName = "?"

  let environment: EvaluationEnvironment

  /// Evaluates a text over a context; the input of a unary test stands under `?`.
  func evaluate(_ text: String, context: Context, isUnary: Bool) -> Outcome {
    var bag = DiagnosticBag()
    guard let program = Self.compile(text, scope: Self.scope(of: context), isUnary: isUnary, into: &bag) else {
      return .failure(bag)
    }
    return .success(Answer(program: program, evaluation: run(program, context: context, isUnary: isUnary)))
  }

  /// The names of a context, each with the shape of its value; what is not named is null.
  static func scope(of context: Context) -> Scope {
    Scope(
      context.entries.lazy.filter { $0.name != inputName }.map { Variable($0.name, ValueType(shapeOf: $0.value)) },
      unknownNames: .null)
  }

  static func compile(
    _ text: String, scope: Scope, isUnary: Bool, into bag: inout DiagnosticBag
  ) -> KoshaRules.Program? {
    FEEL.compile(
      LocatedText(verbatim: text, path: "feel"), scope: scope,
      grammar: isUnary ? .unaryTests(input: .any) : .expression, into: &bag)
  }

  /// Runs a program over a context of the shape that it was compiled for.
  func run(_ program: KoshaRules.Program, context: Context, isUnary: Bool) -> Evaluation {
    var values: [Value] = []
    values.reserveCapacity(context.entries.count)
    for entry in context.entries where entry.name != Self.inputName { values.append(entry.value) }
    return isUnary
      ? program.test(context[Self.inputName] ?? .null, values, in: environment)
      : program.evaluate(values, in: environment)
  }

  /// `{"value":…}`, with remarks where a null stands for a failure.
  static func line(_ answer: Answer, language: Language) -> String {
    var bytes: [UInt8] = []
    append(answer.evaluation, language: language, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `{"value":…}`, with remarks where a null stands for a failure.
  static func append(_ evaluation: Evaluation, language: Language, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: #"{"value":"#.utf8)
    ValueJSON.append(evaluation.value, to: &bytes, mode: .tagged)
    if evaluation.isFailure {
      bytes.append(contentsOf: #","remarks":"#.utf8)
      ValueJSON.append(.list(evaluation.remarks.map { .string($0.reason.message[language]) }), to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }
}
