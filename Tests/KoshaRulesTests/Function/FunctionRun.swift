// An expression's text in, its answer as FEEL writes it and the remarks out.

import KoshaRules
import KoshaSource
import KoshaYAML
import Testing

enum FunctionRun {
  /// Monday, 3 April 2023, 9 o'clock in Tokyo, in the state `screening`.
  static func environment(calendar: BusinessCalendar? = nil) throws -> EvaluationEnvironment {
    let now = try #require(DateAndTime("2023-04-03T09:00:00@Asia/Tokyo"))
    return EvaluationEnvironment(
      now: now, zone: .named("Asia/Tokyo"), calendar: calendar, isInState: { $0 == "screening" })
  }

  /// Closed on weekends and national holidays.
  static func calendar() throws -> BusinessCalendar {
    let text = """
      calendar: setagaya
      time_zone: Asia/Tokyo
      weekend: [saturday, sunday]
      holidays: japan
      """
    var bag = DiagnosticBag()
    let node = try #require(YAMLComposer.compose(SourceFile(path: "setagaya.yaml", text: text), into: &bag))
    return try #require(BusinessCalendar.read(node, into: &bag))
  }

  static func evaluate(_ text: String, in environment: EvaluationEnvironment) throws -> Evaluation {
    var bag = DiagnosticBag()
    let program = FEEL.compile(
      LocatedText(verbatim: text, path: "expression"), scope: Scope(unknownNames: .null), into: &bag)
    #expect(bag.diagnostics.map(\.message.en) == [], "\(text)")
    return try #require(program).evaluate([], in: environment)
  }

  /// Expects each expression of a table to give a value without a remark.
  static func expect(
    _ expression: String, gives answer: String, calendar: BusinessCalendar? = nil
  ) throws {
    let evaluation = try evaluate(expression, in: environment(calendar: calendar))
    #expect(evaluation.value.feelText == answer, "\(expression)")
    #expect(evaluation.remarks.map(\.reason) == [], "\(expression)")
  }

  /// Expects each expression of a table to give null, and why.
  static func expect(_ expression: String, failsBy reason: RemarkReason) throws {
    let evaluation = try evaluate(expression, in: environment())
    #expect(evaluation.value.feelText == "null", "\(expression)")
    #expect(evaluation.remarks.map(\.reason) == [reason], "\(expression)")
  }
}
