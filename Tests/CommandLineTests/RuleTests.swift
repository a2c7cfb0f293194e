// Decisions and FEEL by the command line's JSON: single evaluations and batches.

import Testing

@Suite struct RuleTests {
  @Test func aDecisionOverDataFields() throws {
    let office = try Office()
    let run = try office.run("rule", "eval", "permit/fee", "--set", "kind=field", "--json")
    #expect(
      run.output
        == #"{"decision":"fee","result":3000,"fired":["F2"],"inputs":{"kind":"field"},"errors":[]}"# + "\n")
    let unknown = try office.run("rule", "eval", "fee", "--set", "kid=field", "--json")
    #expect(unknown.status == 65)
    #expect(unknown.failure["message"] as? String == "項目 `kid` はありません（`kind` のことですか）")
  }

  @Test func aBatchOverColumns() throws {
    let office = try Office()
    let lines = #"{"kind":"hall"}"# + "\n" + #"{"kind":null}"# + "\n" + #"{"kind":"moon"}"# + "\n"
    let run = try office.run("rule", "eval", "Workflows/permit/rules/fee.yaml", "--batch", "-", input: lines)
    #expect(run.status == 0)
    #expect(run.lines.count == 3)
    #expect(run.lines.first?["result"] as? Int == 12000)
    #expect(run.lines.first?["fired"] as? [String] == ["F1"])
    #expect(run.lines.last.flatMap { $0["errors"] as? [String] }?.isEmpty == false)
  }

  @Test func onlyAVersionInForceAnswers() throws {
    let office = try Office()
    let fee = "kosha: 1\ndecision: fee\neffective: {until: 2024-03-31}\ninputs: {kind: {type: string}}\n"
    try office.write(
      fee + "outputs: {fee: {type: number}}\nrules: [{id: F1, when: {}, then: {fee: 100}}]\n", to: "fee.yaml")
    try office.write(#"{"kind":"hall"}"# + "\n", to: "one.jsonl")
    for more in [["--set", "kind=hall"], ["--batch", "one.jsonl"]] {
      let run = try office.call(["rule", "eval", "fee.yaml", "--on", "R6.3.31", "--json"] + more)
      #expect(run.object["result"] as? Int == 100)
      let late = try office.call(["rule", "eval", "fee.yaml", "--on", "R6.4.1", "--json"] + more)
      #expect(late.status == 66)
      #expect(late.failure["message"] as? String == "判定 `fee` は 2024-04-01 には適用されていません")
    }
  }

  @Test func expressionsLineByLine() throws {
    let office = try Office()
    let requests = #"""
      {"expression":"0.1 + 0.2"}
      {"expression":"a.b c * 2","context":{"a":{"b c":3}}}
      {"expression":"> limit","context":{"?":5,"limit":4},"unary":true}
      {"expression":"date(\"2023-04-01\") + duration(\"P1D\")"}
      {"expression":"d.year","context":{"d":{"@type":"date","@value":"2023-04-01"}}}
      {"expression":"1 + \"a\""}
      {"expression":"1 +"}
      {"expression":"x","context":5}
      {"expression":"x","unary":"yes"}
      """#
    let run = try office.run("feel", "--batch", "-", input: requests)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(5) == [
        #"{"value":0.3}"#, #"{"value":6}"#, #"{"value":true}"#,
        #"{"value":{"@type":"date","@value":"2023-04-02"}}"#, #"{"value":2023}"#,
      ])
    #expect(lines.count == 9)
    #expect(run.lines[5]["remarks"] as? [String] == ["`+` is not defined for `number` and `string`"])
    #expect(run.lines[6]["error"] is String)
    #expect(
      run.lines.suffix(2).map { $0["error"] as? String } == [
        "`context` must be an object", "`unary` must be true or false",
      ])
  }

  @Test func staticTypes() throws {
    let office = try Office()
    let requests = #"""
      {"expression":"x + 1","types":{"x":"number"}}
      {"expression":"fund","types":{"fund":["small","startup"]}}
      {"expression":"c.a","types":{"c":{"a":"range of date"}}}
      {"expression":"> 5","unary":true,"input":"number"}
      {"expression":"> 5","unary":true,"input":"string"}
      {"expression":"y","types":{"x":"number"}}
      {"expression":"x","types":{"x":"numbr"}}
      """#
    let run = try office.run("feel", "--type", "--batch", "-", input: requests)
    #expect(
      run.output.split(separator: "\n") == [
        #"{"type":"number"}"#, #"{"type":"[small, startup]"}"#, #"{"type":"range of date"}"#, #"{"type":"boolean"}"#,
        #"{"error":"`>` is not defined for `string` and `number`"}"#, #"{"error":"the name `y` is not defined"}"#,
        #"{"error":"the type of `x` cannot be read"}"#,
      ])
    let one = try office.run("feel", "a.b", "--type", "--context", #"{"a":{"b":[1,2]}}"#)
    #expect(one.output == "list of number\n")
    #expect(
      try office.run("feel", "a", "--type", "--types", #"{"a":"date"}"#, "--json").object["type"] as? String == "date")
    #expect(try office.run("feel", "a", "--types", #"{"a":"date"}"#).status == 64)
  }

  @Test func definitionsAsJSON() throws {
    let office = try Office()
    let flow = try office.run("flow", "show", "permit", "--json").object
    let keys: Set<String> = ["workflow", "title", "version", "definition", "access", "data", "states", "events"]
    #expect(keys.isSubset(of: flow.keys))
    let events = try #require(flow["events"] as? [[String: Any]])
    #expect(events.map { $0["event"] as? String } == ["apply", "approve", "reject"])
    #expect(events.last?["by"] as? [String] == ["manager"])
    let test = try office.run("test", "--format", "json").object
    #expect(Set(test.keys).isSuperset(of: ["passed", "failed", "results", "coverage"]))
  }

  @Test func aNewWorkspacePassesItsChecksAndTests() throws {
    let office = try Office()
    #expect(try office.run("init", "fresh").status == 0)
    #expect(try office.run("check", "--workspace", "fresh").status == 0)
    let test = try office.run("test", "fresh", "--json")
    #expect(test.status == 0)
    #expect(test.object["failed"] as? Int == 0)
    #expect(try office.run("init", "fresh").status == 78)
  }
}
