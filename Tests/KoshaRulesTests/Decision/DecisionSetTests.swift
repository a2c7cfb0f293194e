import KoshaRules
import KoshaSource
import Testing

struct DecisionSetTests {
  private func version(_ value: String, _ effective: String) -> String {
    "kosha: 1\ndecision: rate\neffective: \(effective)\nvalue: \(value)"
  }

  @Test(arguments: [
    ("2023-03-31", "1 []"), ("2023-04-01", "2 []"), ("2024-03-31", "2 []"),
    ("2024-04-01", "null [] no version of the decision `rate` is in force on `2024-04-01`"),
  ]) func theVersionInForceAnswers(_ day: String, _ summary: String) throws {
    let fixture = try DecisionFixture(
      version("2", "{from: 2023-04-01, until: 2024-03-31}"), version("1", "{until: 2023-03-31}"))
    #expect(fixture.problems == [])
    #expect(fixture.set.ids == ["rate"])
    #expect(fixture.set.decisions.map(\.source.path) == ["2.yaml", "1.yaml"])
    #expect(try fixture.evaluate("rate", "{a: 1}", on: day).summary == summary)
  }

  @Test func versionsMayNotOverlap() throws {
    let fixture = try DecisionFixture(
      version("1", "{until: 2023-04-01}"), version("2", "{from: 2023-04-01}"))
    #expect(
      fixture.problems == [
        "2.yaml:2:11 «rate» KF0305 the periods of the decision `rate` in `1.yaml` and `2.yaml` overlap"
      ])
    #expect(fixture.diagnostics.first?.related.map(\.message.en) == ["the other version"])
  }

  @Test func requiredDecisionsAreEvaluatedFirstAndOnce() throws {
    let fixture = try DecisionFixture(
      "kosha: 1\ndecision: total\nrequires: [left, right]\nvalue: left + right",
      "kosha: 1\ndecision: left\nrequires: [base]\nvalue: base + 1",
      "kosha: 1\ndecision: right\nrequires: [base]\nvalue: base * 2",
      "kosha: 1\ndecision: base\nvalue: amount * 10", data: [Variable("amount", .number)])
    #expect(fixture.problems == [])
    let outcome = try fixture.evaluate("total", "{amount: 3}")
    #expect(outcome.summary == "91 []")
    #expect(outcome.required.map(\.decision) == ["base", "left", "right"])
    let day = try #require(CalendarDate("2023-04-03"))
    #expect(fixture.set.dataFields(of: "total", on: day) == ["amount"])
  }

  @Test func anotherDecisionsFailureIsTold() throws {
    let fixture = try DecisionFixture(
      "kosha: 1\ndecision: total\nrequires: [base]\nvalue: 1",
      "kosha: 1\ndecision: base\neffective: {until: 2020-01-01}\nvalue: 2")
    #expect(try fixture.evaluate("total", "{a: 1}").summary == "null [] the required decision `base` failed")
    #expect(try fixture.evaluate("other", "{a: 1}").summary == "null [] there is no decision `other`")
  }

  @Test func circlesAreNamed() throws {
    let fixture = try DecisionFixture(
      "kosha: 1\ndecision: a\nrequires: [b]\nvalue: 1", "kosha: 1\ndecision: b\nrequires: [c]\nvalue: 1",
      "kosha: 1\ndecision: c\nrequires: [a, c]\nvalue: 1")
    #expect(
      fixture.problems == [
        "3.yaml:3:12 «a» KF0308 `requires` makes a circle: `a` → `b` → `c` → `a`",
        "3.yaml:3:15 «c» KF0308 `requires` makes a circle: `c` → `c`",
      ])
  }

  @Test func unknownRequirementsHaveANearestName() throws {
    let fixture = try DecisionFixture(
      "kosha: 1\ndecision: a\nrequires: [limts]\nvalue: 1", "kosha: 1\ndecision: limits\nvalue: 1")
    #expect(
      fixture.problems == [
        "1.yaml:3:12 «limts» KF0307 there is no decision `limts`; did you mean `limits`?"
      ])
  }

  @Test func contextsSeeEarlierEntries() throws {
    let fixture = try DecisionFixture(
      """
      kosha: 1
      decision: d
      context:
        base: amount * 2
        inner:
          context:
            amount: base + 1
            twice: amount * 2
        grade:
          inputs: {base: {type: number}}
          outputs: {o: {type: string}}
          rules:
            - {id: G1, when: {base: "> 5"}, then: {o: large}}
            - {id: G2, when: {base: "<= 5"}, then: {o: small}}
        result: '{amount: amount, inner: inner, grade: grade}'
      """, data: [Variable("amount", .number)])
    #expect(fixture.problems == [])
    #expect(
      try fixture.evaluate("d", "{amount: 3}").summary
        == #"{amount: 3, inner: {amount: 7, twice: 14}, grade: "large"} [G1]"#)
    #expect(fixture.set.decisions.first?.reads == ["amount"])
  }

  @Test func withoutResultTheContextAnswers() throws {
    let fixture = try DecisionFixture("kosha: 1\ndecision: d\ncontext: {a: 1, b: a + 1}")
    #expect(fixture.problems == [])
    #expect(try fixture.evaluate("d", "{x: 1}").summary == "{a: 1, b: 2} []")
  }

  private let ages = """
    kosha: 1
    decision: d
    inputs:
      years: {type: number, value: "age(founded, today()).years", allowed: "[0..200]"}
      fund: {type: [small, startup], allowed: "small, null"}
    outputs:
      o: {type: [old, young]}
    rules:
      - {id: O, when: {years: ">= 10"}, then: {o: old}}
      - {id: Y, when: {years: "< 10"}, then: {o: '"ne" + "w"'}}
    """

  @Test(arguments: [
    (#"{founded: date("2000-04-01"), fund: "small"}"#, #""old" [O]"#),
    (#"{founded: date("2000-04-01")}"#, #""old" [O]"#),
    (
      #"{founded: date("2000-04-01"), fund: "startup"}"#,
      #"null [] the value `"startup"` of the input `fund` is not among the allowed `small, null`"#
    ),
    (
      #"{founded: date("1800-04-01")}"#,
      "null [] the value `223` of the input `years` is not among the allowed `[0..200]`"
    ),
    (#"{fund: "small"}"#, "null [] the value `null` of the input `years` is not among the allowed `[0..200]`"),
    (
      #"{founded: date("2000-04-01"), fund: "large"}"#,
      #"null [] the value `"large"` of the input `fund` is not of type `[small, startup]`"#
    ),
    (
      #"{founded: date("2020-04-01")}"#,
      #"null [Y] the value `"new"` of the output `o` in the rule `Y` is not of type `[old, young]`"#
    ),
  ]) func valuesOutsideTheColumnsAreErrors(_ data: String, _ summary: String) throws {
    let fixture = try DecisionFixture(
      ages, data: [Variable("founded", .date), Variable("fund", .enumeration(["small", "startup", "large"]))])
    #expect(fixture.problems == [])
    #expect(try fixture.evaluate("d", data).summary == summary)
  }

  @Test func tracesTellWhatRefused() throws {
    let fixture = try DecisionFixture(
      """
      kosha: 1
      decision: d
      inputs:
        n: {type: number}
        ok: {type: boolean}
      outputs:
        o: {type: string}
      hit: first
      rules:
        - {id: A, when: {n: "> 10", ok: true}, then: {o: a}, basis: 第1条}
        - {id: B, when: {n: "> 3", ok: true}, then: {o: b}}
        - {id: C, then: {o: c}}
      """, data: [Variable("n", .number), Variable("ok", .boolean)])
    let outcome = try fixture.evaluate("d", "{n: 5, ok: false}", traced: true)
    #expect(outcome.summary == #""c" [C]"#)
    #expect(outcome.trace.map(\.rule) == ["A", "B", "C"])
    #expect(outcome.trace.map(\.matched) == [false, false, true])
    #expect(outcome.trace.map { $0.refusedBy?.input } == ["n", "ok", nil])
    #expect(outcome.trace.map { $0.refusedBy?.cell } == ["> 10", "true", nil])
    #expect(outcome.trace.map { $0.refusedBy?.span.start.line } == [10, 11, nil])
    #expect(outcome.trace.map { $0.basis?.ja } == ["第1条", nil, nil])
    #expect(outcome.inputs.map(\.name) == ["n", "ok"])
    #expect(try fixture.evaluate("d", "{n: 5, ok: false}").trace.isEmpty)
  }

  @Test func aFailedAnswerHasItsPlace() throws {
    let fixture = try DecisionFixture(
      """
      kosha: 1
      decision: d
      inputs: {n: {type: number}}
      outputs: {o: {type: number}}
      rules:
        - then: {o: 1 / n}
      """, data: [Variable("n", .number)])
    let outcome = try fixture.evaluate("d", "{n: 0}")
    #expect(outcome.isFailure)
    #expect(outcome.remarks.map(\.reason) == [.divisionByZero])
    #expect(outcome.remarkPlaces.map(\.start.line) == [6])
    #expect(outcome.remarkPlaces.map { String(decoding: $0.file.bytes[$0.range], as: UTF8.self) } == ["1 / n"])
  }

  @Test func filesOnTheirOwnTakeColumnValues() throws {
    let fixture = try DecisionFixture(
      """
      kosha: 1
      decision: d
      inputs:
        years: {type: number, value: "age(founded, today()).years"}
        arrears: {type: boolean, value: tax_arrears}
      outputs:
        o: {type: string}
      rules:
        - {id: A, when: {arrears: true}, then: {o: no}}
        - {id: B, when: {arrears: false, years: "> 1"}, then: {o: yes}}
      """, standalone: true)
    #expect(fixture.problems == [])
    let decision = try #require(fixture.set.decisions.first)
    let environment = try FunctionRun.environment()
    let outcome = fixture.set.evaluate(
      decision, inputs: [.number(Decimal128(5)), .boolean(false)], in: environment)
    #expect(outcome.summary == #""yes" [B]"#)
    #expect(fixture.set.evaluate(decision, inputs: [], in: environment).summary == "null []")
    #expect(
      try fixture.evaluate("d", "{x: 1}").errors.map(\.en) == [
        "the input `years` is `age(founded, today()).years`, which this file alone cannot evaluate",
        "the input `arrears` is `tax_arrears`, which this file alone cannot evaluate",
      ])
  }

  @Test(arguments: [
    (
      #"{founded: date("2000-04-01"), fund: "startup"}"#,
      #"入力 `fund` の値 `"startup"` は許された値 `small, null` ではありません"#
    ),
    (
      #"{founded: date("2000-04-01"), fund: "large"}"#,
      #"入力 `fund` の値 `"large"` は型 `[small, startup]` ではありません"#
    ),
    (
      #"{founded: date("2020-04-01")}"#,
      #"規則 `Y` の出力 `o` の値 `"new"` は型 `[old, young]` ではありません"#
    ),
  ]) func errorsSpeakJapanese(_ data: String, _ words: String) throws {
    let fixture = try DecisionFixture(
      ages, data: [Variable("founded", .date), Variable("fund", .enumeration(["small", "startup", "large"]))])
    #expect(try fixture.evaluate("d", data).errors.map(\.ja) == [words])
    #expect(
      try fixture.evaluate("other", "{a: 1}").errors.map(\.ja) == ["判定 `other` はありません"])
  }

  @Test func violationsSpeakJapanese() throws {
    let table = """
      kosha: 1
      decision: d
      inputs: {n: {type: number}}
      outputs: {o: {type: number}}
      hit: HIT
      rules:
        - {id: 規則1, when: {n: "> 1"}, then: {o: 1}}
        - {id: 規則2, when: {n: "> 2"}, then: {o: 2}}
      """
    let words = [
      "unique": "一つだけ合うはずの規則が複数合いました: `規則1`, `規則2`",
      "any": "合った規則の答えが一致しません: `規則1`, `規則2`",
    ]
    for (hit, sentence) in words {
      let fixture = try DecisionFixture(
        table.split(separator: "\n").map { $0 == "hit: HIT" ? "hit: \(hit)" : String($0) }.joined(separator: "\n"),
        data: [Variable("n", .number)])
      #expect(try fixture.evaluate("d", "{n: 3}").errors.map(\.ja) == [sentence])
    }
  }
}
