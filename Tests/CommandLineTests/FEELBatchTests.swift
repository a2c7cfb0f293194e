// Batches of FEEL: the same answers as the plain library gives, whatever was met before, and however lines arrive.

import KoshaRules
import KoshaSource
import KoshaTestSupport
import Testing

@Suite struct FEELBatchTests {
  private static let texts = [
    "a + b", "a - b", "a-b", "if a > b then c else d", "c.x", "c.x y", "d[1]", "d.x y", "sum(d)", "? > a", "> a",
    "[a..b]", "a +", "é", "e\u{301}", "upper case(c)", "count(d) * 1.50", "{x: a}.x", "some i in d satisfies i = a",
  ]
  private static let values = [
    "1", "-0", "0.00", "2.50", "1.5e3", "12345678901234567890.12", "null", "true", #""text""#, #""\u00e9\n\"""#, "[]",
    "[1,2.0,3]", #"[{"x y":1},{"x y":2}]"#, #"[{"x y":1},{"x":2}]"#, #"{"x":1}"#, #"{"x y":2,"x":[]}"#,
    #"{"@type":"date","@value":"2023-04-01"}"#,
  ]
  private static let names = ["a", "b", "c", "d", "a-b", "é", "e\u{301}", "?"]

  /// Texts and shapes come back in any order, so that most answers come from programs that are kept.
  @Test(arguments: [1, 2, 3]) func theSameAsThePlainLibrary(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var requests: [String] = []
    var expected: [String] = []
    for _ in 0..<2_000 {
      let text = chance.pick(Self.texts)
      let isUnary = chance.below(4) == 0
      let entries = Self.names.filter { _ in chance.below(3) > 0 }.map { ($0, chance.pick(Self.values)) }
      let context = "{" + entries.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
      requests.append(
        #"{"expression":"# + ValueJSON.encode(.string(text)) + #","context":"# + context + #","unary":\#(isUnary)}"#)
      expected.append(try Self.plainAnswer(text, context, isUnary))
    }
    let run = try Office().run("feel", "--batch", "-", input: requests.joined(separator: "\n"))
    #expect(run.status == 0)
    let answers = run.output.split(separator: "\n").map(String.init)
    #expect(answers.count == requests.count)
    for (request, (answer, expectation)) in zip(requests, zip(answers, expected)) {
      #expect(answer == expectation, "\(request)")
    }
  }

  private static func plainAnswer(_ text: String, _ json: String, _ isUnary: Bool) throws -> String {
    guard case .context(let context) = try ValueJSON.decode(json.utf8, mode: .tagged).get() else { return "" }
    let entries = context.entries.filter { $0.name != "?" }
    let scope = Scope(entries.map { Variable($0.name, shape(of: $0.value)) }, unknownNames: .null)
    var bag = DiagnosticBag()
    guard
      let program = FEEL.compile(
        LocatedText(verbatim: text, path: "feel"), scope: scope,
        grammar: isUnary ? .unaryTests(input: .any) : .expression, into: &bag)
    else {
      return ValueJSON.encode(.context(Context([Context.Entry("error", .string(bag.sorted.first?.message.en ?? ""))])))
    }
    let now = try #require(DateAndTime("2024-01-01T00:00:00Z"))
    let environment = EvaluationEnvironment(now: now, zone: .offset(seconds: 0))
    let evaluation =
      isUnary
      ? program.test(context["?"] ?? .null, entries.map(\.value), in: environment)
      : program.evaluate(entries.map(\.value), in: environment)
    var answer = [Context.Entry("value", evaluation.value)]
    if evaluation.isFailure {
      answer.append(Context.Entry("remarks", .list(evaluation.remarks.map { .string($0.reason.message.en) })))
    }
    return ValueJSON.encode(.context(Context(answer)), mode: .tagged)
  }

  private static func shape(of value: Value) -> ValueType {
    switch value {
    case .context(let context): return .context(context.entries.map { ValueType.Field($0.name, shape(of: $0.value)) })
    case .list(let members):
      let shapes = Set(members.map { shape(of: $0) })
      return .list(shapes.count == 1 ? shapes.first ?? .any : .any)
    default: return .any
    }
  }

  /// Bad lines are answered in their places, blank ones not at all, the last one also without its end.
  @Test func linesOfEveryKind() throws {
    let lines = [
      #"{"expression":"1"}"# + "\r", "", " \t", "[1]", "5", #"{"expression":5}"#, #"{"context":{}}"#,
      #"{"expression":"a","context":{"a":1,"a":2}}"#,
      #"{"expression":"j","context":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":0,"c":1}}"#,
      #"{"expression":"a","context":{"a":01}}"#, #"{"expression":"1"#, #"{"expression":"x","context_feel":4}"#,
      #"{"expression":"x","context_feel":"1"}"#, #"{"expression":"x + 1","context_feel":"{x: 2}"}"#,
    ]
    let run = try Office().run("feel", "--batch", "-", input: lines.joined(separator: "\n"))
    let answers = run.output.split(separator: "\n").map(String.init)
    #expect(answers.count == 12)
    #expect(answers.first == #"{"value":1}"#)
    #expect(
      Array(answers[1...4]) == [
        #"{"error":"a request is an object"}"#, #"{"error":"a request is an object"}"#,
        #"{"error":"a request needs `expression`"}"#, #"{"error":"a request needs `expression`"}"#,
      ])
    #expect(answers[5...8].allSatisfy { $0.hasPrefix(#"{"error":"#) })
    #expect(
      Array(answers[9...]) == [
        #"{"error":"`context_feel` must be a string"}"#, #"{"error":"`context_feel` gives no context"}"#,
        #"{"value":3}"#,
      ])
  }

  /// A line longer than what is read at once, between short ones.
  @Test func aLongLine() throws {
    let long = String(repeating: "あ", count: 200_000)
    let input =
      #"{"expression":"1"}"# + "\n" + #"{"expression":"string length(s)","context":{"s":""# + long
      + "\"}}\n" + #"{"expression":"2"}"# + "\n"
    let run = try Office().run("feel", "--batch", "-", input: input)
    #expect(run.output == #"{"value":1}"# + "\n" + #"{"value":200000}"# + "\n" + #"{"value":2}"# + "\n")
  }
}
