import KoshaRules
import KoshaSource
import Testing

struct HitPolicyTests {
  /// A table of one number: A matches over 10, B over 20, C over 30.
  private func table(_ hit: String, _ answers: [String], type: String, fallback: String? = nil) -> String {
    """
    kosha: 1
    decision: d
    inputs:
      n: {type: number}
    outputs:
      o: {type: \(type)\(fallback.map { ", default: \($0)" } ?? "")}
    hit: \(hit)
    rules:
      - {id: A, when: {n: "> 10"}, then: {o: \(answers[0])}}
      - {id: B, when: {n: "> 20"}, then: {o: \(answers[1])}}
      - {id: C, when: {n: "> 30"}, then: {o: \(answers[2])}}
    """
  }

  private static let ordered = "[high, middle, low]"
  private static let words = ["low", "high", "middle"]
  private static let numbers = ["3", "1", "2"]

  @Test(arguments: [
    ("unique", "15", #""low" [A]"#),
    ("unique", "25", "null [A B] only one rule may match, but these do: `A`, `B`"),
    ("unique", "5", "null []"),
    ("first", "35", #""low" [A]"#),
    ("first", "5", "null []"),
    ("any", "15", #""low" [A]"#),
    ("any", "25", "null [A B] the rules that match must agree, but these differ: `A`, `B`"),
    ("priority", "15", #""low" [A]"#),
    ("priority", "35", #""high" [B]"#),
    ("output order", "35", #"["high", "middle", "low"] [B C A]"#),
    ("output order", "5", "null []"),
    ("rule order", "35", #"["low", "high", "middle"] [A B C]"#),
    ("collect", "35", #"["low", "high", "middle"] [A B C]"#),
    ("collect", "5", "null []"),
    ("collect count", "35", "3 [A B C]"),
    ("collect count", "5", "0 []"),
    ("collect min", "35", #""high" [A B C]"#),
  ]) func ofWords(_ hit: String, _ n: String, _ summary: String) throws {
    let fixture = try DecisionFixture(
      table(hit, Self.words, type: Self.ordered), data: [Variable("n", .number)])
    #expect(fixture.problems == [])
    #expect(try fixture.evaluate("d", "{n: \(n)}").summary == summary)
  }

  @Test(arguments: [
    ("collect sum", "35", "6 [A B C]"),
    ("collect sum", "15", "3 [A]"),
    ("collect sum", "5", "null []"),
    ("collect min", "35", "1 [A B C]"),
    ("collect max", "35", "3 [A B C]"),
    ("collect max", "5", "null []"),
    ("collect", "35", "[3, 1, 2] [A B C]"),
  ]) func ofNumbers(_ hit: String, _ n: String, _ summary: String) throws {
    let fixture = try DecisionFixture(table(hit, Self.numbers, type: "number"), data: [Variable("n", .number)])
    #expect(fixture.problems == [])
    #expect(try fixture.evaluate("d", "{n: \(n)}").summary == summary)
  }

  @Test func agreementIsNoViolation() throws {
    let fixture = try DecisionFixture(
      table("any", ["1", "1.0", "1"], type: "number"), data: [Variable("n", .number)])
    #expect(try fixture.evaluate("d", "{n: 35}").summary == "1 [A B C]")
  }

  @Test(arguments: [
    ("first", "0 []"), ("rule order", "[0] []"), ("collect sum", "0 []"),
  ]) func defaultsStandWhereNoRuleMatches(_ hit: String, _ summary: String) throws {
    let fixture = try DecisionFixture(
      table(hit, Self.numbers, type: "number", fallback: "0"), data: [Variable("n", .number)])
    #expect(fixture.problems == [])
    #expect(try fixture.evaluate("d", "{n: 5}").summary == summary)
    #expect(try fixture.evaluate("d", "{n: 15}").fired == ["A"])
  }

  @Test func nullCannotBeSummed() throws {
    let fixture = try DecisionFixture(
      table("collect sum", ["3", "null", "2"], type: "number"), data: [Variable("n", .number)])
    #expect(
      try fixture.evaluate("d", "{n: 35}").summary
        == "null [A B C] the answers cannot be brought together by `collect sum`: `A`, `B`, `C`")
  }

  @Test func severalOutputsMakeAContextAndRankFromTheLeft() throws {
    let fixture = try DecisionFixture(
      """
      kosha: 1
      decision: d
      inputs:
        n: {type: number}
      outputs:
        level: {type: [high, low]}
        note: {type: string}
        within: {type: [soon, late]}
      hit: output order
      rules:
        - {id: A, when: {n: "> 0"}, then: {level: low, note: a, within: soon}}
        - {id: B, when: {n: "> 0"}, then: {level: high, note: b}}
        - {id: C, when: {n: "> 0"}, then: {level: high, note: c, within: late}}
      """, data: [Variable("n", .number)])
    #expect(fixture.problems == [])
    #expect(
      try fixture.evaluate("d", "{n: 1}").summary
        == #"[{level: "high", note: "c", within: "late"}, {level: "high", note: "b", within: null}, "#
        + #"{level: "low", note: "a", within: "soon"}] [C B A]"#)
  }

  @Test(arguments: [
    (
      "priority", "string",
      "1.yaml:7:6 «priority» KF0326 the hit policy `priority` needs an output that is an enumeration"
    ),
    (
      "collect sum", "string",
      "1.yaml:7:6 «collect sum» KF0328 the output `o` of type `string` does not fit the hit policy `collect sum`"
    ),
    (
      "collect count", "string, default: x",
      "1.yaml:6:30 «x» KF0329 `default` has no meaning under `collect count`; where no rule matches the answer is 0"
    ),
    ("uniqe", "string", "1.yaml:7:6 «uniqe» KF0319 there is no hit policy `uniqe`; did you mean `unique`?"),
  ]) func policiesAskForOutputs(_ hit: String, _ type: String, _ problem: String) throws {
    let fixture = try DecisionFixture(table(hit, ["x", "y", "z"], type: type), data: [Variable("n", .number)])
    #expect(fixture.problems.filter { $0.contains("KF03") } == [problem])
  }

  @Test func aggregatesTakeOneOutput() throws {
    let fixture = try DecisionFixture(
      """
      kosha: 1
      decision: d
      inputs: {n: {type: number}}
      outputs: {o: {type: number}, p: {type: number}}
      hit: collect max
      rules: []
      """, data: [Variable("n", .number)])
    #expect(
      fixture.problems == [
        "1.yaml:5:6 «collect max» KF0327 the hit policy `collect max` takes one output only"
      ])
  }
}
