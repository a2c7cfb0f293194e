// Compiling and evaluating for the suites of FEEL.

import Foundation
import KoshaRules
import KoshaSource

/// What the suites of FEEL share.
enum FEELTest {
  static let environment = EvaluationEnvironment(
    now: DateAndTime("2023-04-03T09:00:00+09:00") ?? DateAndTime(date: epoch, time: midnight),
    zone: .named("Asia/Tokyo"))

  private static let epoch = CalendarDate(daysSinceEpoch: 0) ?? { preconditionFailure("no epoch") }()
  private static let midnight = TimeOfDay(nanosecondOfDay: 0, zone: nil)

  /// A row of a table of cases.
  struct Row: Sendable, CustomStringConvertible {
    var line: Int
    var fields: [String]
    var description: String { "\(line): \(fields.joined(separator: " ; "))" }
  }

  /// The rows of `Cases/NAME`: fields between `;`, `#` begins a heading.
  static func rows(_ name: String) -> [Row] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Cases").appendingPathComponent(name)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      guard !line.hasPrefix("#"), line.contains(where: { $0 != " " }) else { return nil }
      let fields = line.split(separator: ";", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      return Row(line: index + 1, fields: fields)
    }
  }

  /// Evaluates as DMN has it: over the entries of a context written in FEEL, unknown names being null.
  static func evaluate(_ text: String, context: String = "", input: String? = nil) -> (value: Value?, text: String) {
    var bag = DiagnosticBag()
    var variables: [Variable] = []
    var values: [Value] = []
    if !context.isEmpty {
      let scope = Scope(unknownNames: .null)
      let program = FEEL.compile(LocatedText(verbatim: context, path: "context"), scope: scope, into: &bag)
      if case .context(let entries)? = program?.evaluate([], in: environment).value {
        variables = entries.entries.map { Variable($0.name, .any) }
        values = entries.entries.map(\.value)
      }
    }
    let scope = Scope(variables, unknownNames: .null)
    let source = LocatedText(verbatim: text, path: "expression")
    let grammar: FEEL.Grammar = input == nil ? .expression : .unaryTests(input: .any)
    guard let program = FEEL.compile(source, scope: scope, grammar: grammar, into: &bag) else {
      return (nil, "error: " + (bag.diagnostics.first?.message.en ?? ""))
    }
    let tested = input.flatMap { evaluate($0).value } ?? .null
    let evaluation = program.test(tested, values, in: environment)
    if evaluation.isFailure, let remark = evaluation.remarks.first {
      return (evaluation.value, "null: " + remark.reason.message.en)
    }
    return (evaluation.value, evaluation.value.feelText)
  }
}
