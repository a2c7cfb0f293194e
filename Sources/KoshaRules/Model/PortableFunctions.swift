// The functions of the workflow language that plain FEEL can say, as business knowledge models (DMN 1.5 §6.3.9), so that
// every engine has them.

import KoshaSource

/// A function of the workflow language with its meaning in FEEL.
struct PortableFunction: Sendable {
  let name: String
  let parameters: [String]
  let result: ValueType
  /// Entries of a context of which the last, without a name, is the answer.
  let entries: [(name: String, text: String)]

  static let all = [
    PortableFunction(
      name: "fiscal year", parameters: ["date"], result: .number,
      entries: [("", "if date.month >= 4 then date.year else date.year - 1")]),
    PortableFunction(
      name: "age", parameters: ["from", "to"], result: .yearsAndMonthsDuration,
      entries: [("", "years and months duration(date(from), date(to))")]),
    PortableFunction(
      name: "business days", parameters: ["n"], result: .string,
      entries: [("", #"if n >= 0 and n = floor(n) then string(floor(n)) + " business days" else null"#)]),
    PortableFunction(name: "wareki", parameters: ["date"], result: .string, entries: wareki),
  ]

  /// The functions that ask for more than their arguments.
  static let refused = ["in state", "add business days", "is business day", "format number"]

  /// `令和5年2月2日`; null before 1873, when months were lunar.
  private static let wareki = [
    ("day", "date(date)"),
    (
      "era",
      """
      if day >= date("2019-05-01") then {name: "令和", year: 2019}
      else if day >= date("1989-01-08") then {name: "平成", year: 1989}
      else if day >= date("1926-12-25") then {name: "昭和", year: 1926}
      else if day >= date("1912-07-30") then {name: "大正", year: 1912}
      else if day >= date("1873-01-01") then {name: "明治", year: 1868}
      else null
      """
    ),
    (
      "",
      """
      if era = null then null
      else era.name + (if day.year = era.year then "元" else string(day.year - era.year + 1)) + "年"
        + string(day.month) + "月" + string(day.day) + "日"
      """
    ),
  ]

  /// The variable by which expressions call it.
  var variable: Variable {
    Variable(name, .function(parameters: parameters.map { _ in .any }, result: result))
  }

  func model(id: String, at span: SourceSpan) -> KnowledgeModelSyntax {
    let entries = entries.map { entry in
      EntrySyntax(
        name: Located(entry.name, at: span),
        logic: .expression(
          LocatedText(text: entry.text, span: span, map: OffsetMap(verbatimAt: span.range.lowerBound))))
    }
    let body = entries.count == 1 ? entries[0].logic : .context(entries)
    return KnowledgeModelSyntax(
      id: id, name: Located(name, at: span), type: .named(Located(result.text, at: span)),
      function: FunctionSyntax(
        parameters: parameters.map { .init(name: Located($0, at: span), type: nil) }, body: body))
  }
}
