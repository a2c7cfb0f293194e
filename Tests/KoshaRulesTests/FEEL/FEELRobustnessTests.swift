// No text and no evaluation may end the process: depth, length and steps are bounded.

import Dispatch
import Foundation
import KoshaRules
import KoshaSource
import Testing

@Suite("FEEL robustness")
struct FEELRobustnessTests {
  static let small = EvaluationLimits(steps: 5_000, depth: 64, listLength: 1_000, stringLength: 10_000, remarks: 8)

  private static func environment(_ limits: EvaluationLimits) -> EvaluationEnvironment {
    var environment = FEELTest.environment
    environment.limits = limits
    return environment
  }

  /// Compiles and evaluates; the diagnostics and the answer.
  private static func run(_ text: String, _ limits: EvaluationLimits = small) -> (DiagnosticBag, Evaluation?) {
    var bag = DiagnosticBag()
    let scope = Scope([Variable("a", .any), Variable("b", .any)], unknownNames: .null)
    let program = FEEL.compile(LocatedText(verbatim: text, path: "x"), scope: scope, into: &bag)
    let values: [Value] = [.list([.number(Decimal128(1)), .string("x"), .null]), .number(Decimal128(2))]
    return (bag, program?.evaluate(values, in: environment(limits)))
  }

  @Test("soups of tokens are read or refused at their place", arguments: 0..<40)
  func soup(_ seed: Int) {
    let words = [
      "1", "2.5", "\"x\"", "a", "b", "foo", "true", "null", "?", "-", "+", "*", "**", "/", "=", "!=", "<", ">=", "(",
      ")", "[", "]", "{", "}", ",", ":", ".", "..", "@", "@\"P1D\"", "if", "then", "else", "for", "in", "return",
      "some", "every", "satisfies", "and", "or", "between", "instance of", "function", "(x)", "not", "list<", "sum",
      "string length", "date and time", "//", "/*", "\"", "\\", "全", "\u{FF11}", "\u{3000}", "for x in a return",
      "if a then", "else b", "function(x) x", "{k:", "[1..", "number", "item", "partial", "\u{0}", "\u{FFFD}", "\n",
    ]
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<250 {
      let text = (0...random.below(14)).map { _ in random.choice(words) }.joined(separator: " ")
      let (bag, evaluation) = Self.run(text)
      #expect((evaluation == nil) == bag.hasErrors, "\(text)")
      for diagnostic in bag.diagnostics {
        let range = diagnostic.span?.range ?? -1..<0
        #expect(range.lowerBound >= 0 && range.upperBound <= text.utf8.count, "\(text)")
        #expect(!diagnostic.message.ja.isEmpty && !diagnostic.message.en.isEmpty)
      }
    }
  }

  @Test(
    "deep nesting is refused",
    arguments: [
      ("(", "1", ")"), ("[", "1", "]"), ("-", "a", ""), ("{a:", "1", "}"), ("if true then ", "1", " else 2"),
      ("", "1", "+1"), ("", "a", ".b"), ("", "a", "[1]"), ("", "a", "()"), ("function(x) ", "x", ""),
      ("for x in a return ", "x", ""), ("1 in (", "1", ")"), ("1**", "1", ""), ("", "1", " instance of number"),
      ("a[", "1", "]"), ("1 + (", "1", ")"), ("", "1", " in (1)"), ("1 instance of list<", "number", ">"),
    ])
  func depth(_ before: String, _ middle: String, _ after: String) {
    let count = 10_000
    let text = String(repeating: before, count: count) + middle + String(repeating: after, count: count)
    let result = Self.onSmallStack { Self.run(text) }
    #expect(result != nil && result?.1 == nil)
    #expect(result?.0.diagnostics.map(\.code) == ["KF0206"])
  }

  @Test("what stays below the limit fits a small stack")
  func belowTheLimit() {
    let text = String(repeating: "(1 + ", count: 60) + "1" + String(repeating: ")", count: 60)
    let result = Self.onSmallStack { Self.run(text) }
    #expect(result?.1?.value.feelText == "61")
  }

  @Test("long conditions stay flat")
  func longCondition() {
    let text = Array(repeating: "b = 2", count: 2_000).joined(separator: " and ")
    #expect(Self.run(text).1?.value.feelText == "true")
  }

  @Test("a text that is too long is refused")
  func length() {
    #expect(Self.run(String(repeating: " ", count: 70_000)).0.diagnostics.map(\.code) == ["KF0206"])
  }

  @Test(
    "bombs end at a limit",
    arguments: [
      ("for x in 1..1000000000 return x", "list length"),
      ("for x in 1..1000000000, y in 1..1000000000 return null", "list length"),
      ("some x in 1..1000000000 satisfies x < 0", "steps"),
      ("every x in 1..1000, y in 1..1000 satisfies x > 0", "steps"),
      ("count((for x in 1..900 return x)[count((for y in 1..900 return y)[item > 1]) > 1])", "steps"),
      ("{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r", "depth"),
      ("{f: function(g, n) g(g, n) + g(g, n), r: f(f, 0)}.r", "depth"),
    ])
  func bombs(_ text: String, _ limit: String) {
    let (bag, evaluation) = Self.run(text)
    #expect(bag.diagnostics.isEmpty)
    #expect(evaluation?.remarks.contains { $0.reason == .limit(limit) } == true)
    #expect(evaluation?.isFailure == true)
  }

  @Test("plain recursion goes deep where the stack has room")
  func recursion() {
    let text = "{to: function(n) if n <= 0 then 0 else n + to(n - 1), r: to(1000)}.r"
    var limits = EvaluationLimits.standard
    limits.stack = 48 << 20
    let result = Self.onStack(of: 64 << 20) { [limits] in Self.run(text, limits) }
    #expect(result?.1?.value.feelText == "500500")
  }

  @Test(
    "runaway recursion ends on a small stack",
    arguments: [
      "{f: function(n) f(n + 1), r: f(0)}.r",
      "{f: function(n) f(n) + f(n), r: f(0)}.r",
      "{f: function(n) [[[f(n)]]], r: f(0)}.r",
      "{f: function(n) sort([1, 2], function(x, y) f(n)), r: f(0)}.r",
      "{f: function(g, n) if g(g, n) then 1 else 2, r: f(f, 0)}.r",
      "{f: function(n) for i in 1..2 return f(i), r: f(0)}.r",
      "{f: function(n) some i in 1..2 satisfies f(i), r: f(0)}.r",
      "{f: function(n) [1, 2][f(item)], r: f(0)}.r",
      "{f: function(n) 1 in f(n), r: f(0)}.r",
      "{p: function(o, n) o(p, n), q: function(e, n) e(q, n), r: p(q, 1)}.r",
    ])
  func runaway(_ text: String) {
    let result = Self.onSmallStack { Self.run(text, .standard) }
    #expect(result?.1?.remarks.contains { $0.reason == .limit("depth") } == true, "\(text)")
  }

  @Test(
    "values that double are told before they are written out",
    arguments: ["[x, x]", "{a: x, b: x}", "concatenate([x], [x])", "append(x, x)", "[x..x]"])
  func doubling(_ step: String) {
    let entries = (1...40).map { index in
      "v\(index): " + step.replacingOccurrences(of: "x", with: "v\(index - 1)")
    }
    let evaluation = Self.run("{v0: [1], \(entries.joined(separator: ", "))}.v40", .standard).1
    #expect(evaluation?.isFailure == true)
    let equal = Self.run("{v0: [1], \(entries.joined(separator: ", ")), r: v40 = v40}.r", .standard).1
    #expect(equal?.value.isNull == true)
  }

  @Test("many entries, many commas, many tests cost no more than their number")
  func flat() {
    let entries = (0..<6_000).map { "a\($0): 1" }.joined(separator: ", ")
    #expect(Self.run("count(get entries({\(entries)}))", .standard).1?.value.feelText == "6000")
    let tests = String(repeating: "1 in (", count: 30) + "1" + String(repeating: "..2]", count: 30)
    #expect(Self.run(tests).1 != nil)
  }

  @Test("what a remark quotes is cut")
  func excerpts() {
    let long = String(repeating: "あ", count: 200)
    let shown = "\"" + String(repeating: "あ", count: 79) + "…"
    let evaluation = Self.run("(function(x: number) x)(\"\(long)\")").1
    #expect(evaluation?.remarks.map(\.reason) == [.type(expected: "number", value: shown)])
    #expect(
      RemarkReason.unreadable(what: "date", text: long).message.en
        == "`\(String(repeating: "あ", count: 80))…` cannot be read as `date`")
    #expect(
      RemarkReason.unknownProperty(name: "a", kind: "number").message.ja == "`number` に項目 `a` はありません")
  }

  @Test("strings that double end at a limit")
  func strings() {
    let doubled = (1...30).map { "s\($0): s\($0 - 1) + s\($0 - 1)" }.joined(separator: ", ")
    let evaluation = Self.run("{s0: \"abcdefgh\", \(doubled)}.s30").1
    #expect(evaluation?.remarks.first?.reason == .limit("string length"))
  }

  /// Where a thread leaves what it made; the semaphore orders the accesses.
  private final class Box<Result>: @unchecked Sendable {
    var result: Result?
  }

  /// Runs on a thread whose stack is as small as those of worker threads elsewhere; unoptimised frames are larger.
  private static func onSmallStack<Result: Sendable>(_ work: @escaping @Sendable () -> Result?) -> Result? {
    #if DEBUG
      onStack(of: 4 << 20, work)
    #else
      onStack(of: 512 << 10, work)
    #endif
  }

  private static func onStack<Result: Sendable>(
    of size: Int, _ work: @escaping @Sendable () -> Result?
  ) -> Result? {
    let box = Box<Result>()
    let isDone = DispatchSemaphore(value: 0)
    let thread = Thread {
      box.result = work()
      isDone.signal()
    }
    thread.stackSize = size
    thread.start()
    isDone.wait()
    return box.result
  }
}
