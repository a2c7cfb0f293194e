import KoshaRules
import KoshaSource
import KoshaYAML
import Testing

struct DecisionFileTests {
  @Test func everythingWrongIsToldInOneRun() throws {
    let fixture = try DecisionFixture(
      """
      kosha: 2
      decision: 資格-判定
      effective: {from: 2023-04-31}
      requires: [limits, limits]
      inputs:
        years: {type: numbr}
      outputs:
        verdict: {type: [yes, yes]}
      rules:
        - {id: E1, when: {yeras: 1}, then: {verdict: "-"}}
        - {id: E1, then: {verdit: yes}}
      """, data: [Variable("years", .number)])
    let name = "letters, digits and `_` only, and do not begin with a digit"
    #expect(
      fixture.problems.filter { $0.contains("KF03") } == [
        "1.yaml:1:8 «2» KF0301 `kosha: 2` is no version that is known here; write `kosha: 1`",
        "1.yaml:2:11 «資格-判定» KF0302 `資格-判定` cannot be a name; use \(name)",
        "1.yaml:3:19 «2023-04-31» KF0303 `2023-04-31` is not a date; write it like `2023-04-01`",
        "1.yaml:4:12 «limits» KF0307 there is no decision `limits`",
        "1.yaml:4:20 «limits» KF0306 `limits` stands twice in `requires`",
        "1.yaml:6:17 «numbr» KF0314 there is no type `numbr`; did you mean `number`?",
        "1.yaml:8:25 «yes» KF0317 the value `yes` stands twice in the enumeration",
        "1.yaml:10:21 «yeras» KF0320 `yeras` is no column of `inputs`; did you mean `years`?",
        "1.yaml:11:10 «E1» KF0321 there are two rules `E1`",
        "1.yaml:11:21 «verdit» KF0320 `verdit` is no column of `outputs`; did you mean `verdict`?",
      ])
  }

  @Test func japaneseWords() throws {
    let fixture = try DecisionFixture(
      """
      kosha: 1
      decision: d
      inputs:
        fund: {type: [small, startup]}
      outputs:
        o: {type: string}
      rules:
        - {when: {fund: smal}, then: {o: x}}
      """, data: [Variable("fund", .string)])
    #expect(
      fixture.diagnostics.map { DecisionFixture.line($0, in: .ja) } == [
        "1.yaml:8:19 «smal» KF0324 `smal` は列 `fund` の値ではありません; `small` のことですか"
      ])
  }

  @Test(arguments: ["decision: d\nvalue: 1\nproperties: []"])
  func aFormToComeIsToldOnce(_ text: String) throws {
    let fixture = try DecisionFixture("kosha: 1\n" + text)
    #expect(fixture.diagnostics.map(\.code) == ["KF0147"])
  }

  @Test(arguments: [
    (
      "decision: d",
      "1.yaml:1:1 «kosha: 1» KF0309 a decision needs `rules`, or an expression such as `value` or `context`"
    ),
    (
      "decision: d\nvalue: 1\ncontext: {a: 1}",
      "1.yaml:4:1 «context» KF0310 `value` and `context` cannot stand in one decision"
    ),
    (
      "decision: d\nhit: first\nvalue: 1",
      "1.yaml:3:1 «hit» KF0311 `hit` belongs to a table and cannot stand beside `value`"
    ),
    ("decision: d\ncontext: {}", "1.yaml:3:10 «{}» KF0312 `context` has no entry"),
    (
      "decision: d\ncontext:\n  result: 1\n  a: 2",
      "1.yaml:4:3 «result» KF0313 `result` must be the last entry"
    ),
    (
      "decision: d\neffective: {from: 2023-04-01, until: 2023-03-31}\nvalue: 1",
      "1.yaml:3:38 «2023-03-31» KF0304 the period ends on `2023-03-31`, before it begins on `2023-04-01`"
    ),
    ("decision: for\nvalue: 1", "1.yaml:2:11 «for» KF0302 `for` cannot be a name; FEEL has this word for itself"),
    (
      "decision: d\ninputs: {}\noutputs: {o: {type: number}}\nrules: []",
      "1.yaml:3:9 «{}» KF0318 `inputs` has no column"
    ),
  ]) func wrongFiles(_ text: String, _ problem: String) throws {
    let fixture = try DecisionFixture("kosha: 1\n" + text)
    #expect(fixture.problems.first == problem)
  }

  @Test(arguments: [
    ("relation: {columns: [a], rows: []}", "relation"), ("list: [1]", "list"), ("for: {name: x}", "for"),
    ("conditional: {if: true}", "conditional"), ("properties: []", "properties"),
  ]) func notYet(_ text: String, _ key: String) throws {
    let fixture = try DecisionFixture("kosha: 1\ndecision: d\nvalue: 1\n" + text)
    #expect(fixture.problems.count == 1)
    #expect(fixture.problems.first?.hasPrefix("1.yaml:4:1 «\(key)»") == true)
  }

  @Test(arguments: [
    ("string", "string"), ("date and time", "date and time"), ("days and time duration", "days and time duration"),
    ("years and months duration", "years and months duration"), ("any", "any"), ("document", "document"),
    ("list of number", "list of number"), ("list of list of date", "list of list of date"), ("[a, b]", "[a, b]"),
    ("{a: number, b: [x, y]}", "{a: number, b: [x, y]}"), ("{list of: {a: number}}", "list of {a: number}"),
    ("list of [a, 小口]", "list of [a, 小口]"),
    (#""list of {a: list of date, b: [x, y]}""#, "list of {a: list of date, b: [x, y]}"),
  ]) func types(_ text: String, _ type: String) throws {
    var bag = DiagnosticBag()
    let node = try #require(YAMLComposer.compose(SourceFile(path: "t", text: "t: " + text), into: &bag))
    guard case .mapping(let entries) = node.content else { return }
    #expect(try #require(ValueTypeReader.read(entries[0].value, into: &bag)).value.text == type)
    #expect(bag.diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("numbr", "«numbr» KF0314 there is no type `numbr`; did you mean `number`?"),
    ("list of strng", "«list of strng» KF0314 there is no type `list of strng`; did you mean `list of string`?"),
    ("[]", "«[]» KF0316 the enumeration has no value"),
    ("[a, b, a]", "«a» KF0317 the value `a` stands twice in the enumeration"),
    ("list of [a, a]", "«list of [a, a]» KF0314 there is no type `list of [a, a]`"),
    ("{a: text}", "«text» KF0314 there is no type `text`"),
    (
      "list of list of list of list of list of list of list of list of number",
      "«list of list of list of list of list of list of list of list of number» KF0315 types nest deeper than 8 levels"
    ),
  ]) func wrongTypes(_ text: String, _ problem: String) throws {
    var bag = DiagnosticBag()
    let node = try #require(YAMLComposer.compose(SourceFile(path: "t", text: "t: " + text), into: &bag))
    guard case .mapping(let entries) = node.content else { return }
    #expect(ValueTypeReader.read(entries[0].value, into: &bag) == nil)
    #expect(
      bag.diagnostics.map { String(DecisionFixture.line($0, in: .en).drop { $0 != "«" }) } == [problem])
  }
}
