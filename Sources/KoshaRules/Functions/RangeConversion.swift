// FEEL's `range(from)` (DMN 1.5 §10.3.4.1): the text of a range with literal ends in, the range out.

import KoshaSource

enum RangeConversion {
  static let all: [FunctionDefinition] = [
    FunctionDefinition(
      "range",
      [
        FunctionOverload([Parameter("from", .string)], .range(.any)) { arguments, call in
          guard case .string(let text) = arguments[0] else { return call.mismatch("range", arguments) }
          guard call.chargeSteps(20) else { return .null }
          return range(text, in: call.environment) ?? call.fail(.unreadable(what: "range", text: text))
        }
      ])
  ]

  /// What the ends of such a text may call.
  private static let scope = Scope(functions: FunctionTable([ConversionFunctions.all]))
  private static let conversions: Set<String> = ["date", "time", "date and time", "duration"]

  private static func range(_ text: String, in environment: EvaluationEnvironment) -> Value? {
    guard let syntax = try? Parser.expression(text, names: NameScope(scope)), isLiteral(syntax, written: text)
    else { return nil }
    var unreadable = DiagnosticBag()
    let located = LocatedText(verbatim: text, path: "")
    guard let program = FEEL.compile(located, scope: scope, into: &unreadable) else { return nil }
    let value = program.evaluate([], in: environment).value
    return if case .range = value { value } else { nil }
  }

  private static func isLiteral(_ range: Expression, written text: String) -> Bool {
    switch range.form {
    case .range(let start, let end, _, _): isEnd(start) && isEnd(end)
    // `[1..)`, and not `(>= 1)`, which is the same value and no range literal.
    case .unaryComparison(_, let end):
      isEnd(end) && (try? Lexer.tokens(of: Array(text.utf8)))?.contains { $0.kind == .symbol(.dots) } == true
    default: false
    }
  }

  private static func isEnd(_ end: Expression) -> Bool {
    switch end.form {
    case .number, .string, .temporal: true
    case .negation(let number): isEnd(number)
    case .call(let function, let arguments):
      if case .name(let name) = function.form, conversions.contains(name) {
        arguments.allSatisfy { isEnd($0.value) }
      } else {
        false
      }
    default: false
    }
  }
}
