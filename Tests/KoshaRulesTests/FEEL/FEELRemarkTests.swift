// Why a null: whatever is given, a null that stands for a failure carries a remark with its place.

import KoshaRules
import KoshaSource
import Testing

@Suite("FEEL remarks")
struct FEELRemarkTests {
  /// One value or more of every kind, none of them null.
  static let values = [
    "true", "1", "2.5", "0", "-3", "\"x\"", "\"\"", "@\"2023-04-01\"", "@\"09:30:00\"", "@\"2023-04-01T09:30:00Z\"",
    "@\"P1DT2H\"", "@\"P1Y2M\"", "[1, 2]", "[]", "[\"a\"]", "{a: 1}", "{key: \"k\", value: 1}", "[1..3]",
    "(function(x, y) true)",
  ]

  private static func answer(_ text: String) -> Evaluation? {
    var bag = DiagnosticBag()
    let source = LocatedText(verbatim: text, path: "expression")
    let program = FEEL.compile(source, scope: Scope(unknownNames: .null), into: &bag)
    return program?.evaluate([], in: FEELTest.environment)
  }

  /// Expects no null without a remark, and each remark at a place of the text and in both languages.
  private static func check(_ text: String) {
    guard let evaluation = answer(text) else {
      Issue.record("\(text) is no FEEL")
      return
    }
    if case .null = evaluation.value { #expect(!evaluation.remarks.isEmpty, "\(text)") }
    for remark in evaluation.remarks {
      #expect(remark.range.lowerBound >= 0 && remark.range.upperBound <= text.utf8.count, "\(text)")
      #expect(!remark.reason.message.ja.isEmpty && !remark.reason.message.en.isEmpty, "\(text)")
    }
  }

  /// What the standard itself answers with null: no members to take the least, the sum or the mean of, fewer than two to
  /// deviate, an entry that a context lacks.
  private static func isDefinedAsNull(_ function: String, _ arguments: [String]) -> Bool {
    switch function {
    case "min", "max", "sum", "product", "mean", "median": arguments == ["[]"]
    case "stddev": arguments == ["[]"] || arguments.count == 1 && Double(arguments[0]) != nil
    case "get value": arguments.count == 2 && arguments[0].first == "{" && arguments[1].contains("\"")
    default: false
    }
  }

  @Test("built-in functions, given whatever there is", arguments: FunctionTable.standard.names)
  func function(_ name: String) {
    var random = SeededGenerator(seed: UInt64(name.utf8.count))
    var rows: [[String]] = [[]] + Self.values.map { [$0] }
    for first in Self.values {
      for second in Self.values { rows.append([first, second]) }
    }
    for count in 3...4 {
      for _ in 0..<40 { rows.append((0..<count).map { _ in random.choice(Self.values) }) }
    }
    for row in rows where !Self.isDefinedAsNull(name, row) {
      Self.check("\(name)(\(row.joined(separator: ", ")))")
    }
  }

  @Test("operators between all kinds of values", arguments: values)
  func operators(_ left: String) {
    for right in Self.values {
      for operation in ["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"] {
        Self.check("\(left) \(operation) \(right)")
      }
      Self.check("\(left) between \(right) and \(left)")
      Self.check("\(left) in (< \(right))")
      Self.check("[\(left)..(\(right))]")
      Self.check("for i in \(left)..(\(right)) return i")
      Self.check("some i in \(left) satisfies \(right)")
      Self.check("every i in \(left) satisfies \(right)")
      Self.check("(\(left))(\(right))")
    }
    for tail in [".a", ".year", ".hours", ".b.c", " instance of number"] { Self.check("(\(left))\(tail)") }
    Self.check("-(\(left))")
    Self.check("if \(left) then 1 else 2")
    Self.check("foo(\(left))")
  }

  @Test("expressions at random", arguments: 0..<20)
  func random(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) &+ 77)
    for _ in 0..<150 { Self.check(Self.expression(&random, depth: 4)) }
  }

  /// An expression without a null, an index, or a function whose null the standard defines.
  private static func expression(_ random: inout SeededGenerator, depth: Int) -> String {
    if depth == 0 { return random.choice(values) }
    func part() -> String { expression(&random, depth: depth - 1) }
    switch random.below(12) {
    case 0, 1, 2:
      let operation = random.choice(["+", "-", "*", "/", "**", "=", "<", ">=", "and", "or", "in"])
      return "(\(part()) \(operation) \(part()))"
    case 3: return "(if \(part()) then \(part()) else \(part()))"
    case 4: return "(\(part()) between \(part()) and \(part()))"
    case 5: return "[\(part()), \(part())]"
    case 6: return "{a: \(part())}.\(random.choice(["a", "b"]))"
    case 7: return "(for i in \(part()) return \(part()))"
    case 8: return "(\(random.choice(["some", "every"])) i in \(part()) satisfies \(part()))"
    case 9: return "(function(x) \(part()))(\(part()))"
    case 10: return "(\(part())).\(random.choice(["a", "year", "days", "start"]))"
    default:
      let name = random.choice(["abs", "sqrt", "string length", "count", "reverse", "date", "floor", "duration", "not"])
      return "\(name)(\(part()))"
    }
  }
}
