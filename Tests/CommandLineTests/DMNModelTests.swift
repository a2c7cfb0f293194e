// `dmn test` and `dmn import` as people and programs meet them.

import Foundation
import Testing

@Suite("DMN models on the command line")
struct DMNModelTests {
  static let model = """
    <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
    <inputData id="i" name="申込 金額"><variable name="申込 金額" typeRef="number"/></inputData>
    <decision id="d" name="手数料"><variable name="手数料" typeRef="number"/>
    <informationRequirement><requiredInput href="#i"/></informationRequirement>
    <literalExpression><text>申込 金額 / 3</text></literalExpression></decision>
    <decision id="e" name="誤り"><variable name="誤り"/><literalExpression><text>1 + "a"</text></literalExpression></decision>
    </definitions>

    """

  static func tests(_ expected: String) -> String {
    """
    <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"><testCase id="001">
    <inputNode name="申込 金額"><value>1</value></inputNode>
    <resultNode name="手数料" type="decision"><expected><value>\(expected)</value></expected></resultNode></testCase></testCases>

    """
  }

  private func office(_ expected: String = "0.33333333") throws -> Office {
    let office = try Office()
    try office.write(Self.model, to: "m.dmn")
    try office.write(Self.tests(expected), to: "t.xml")
    return office
  }

  static let fee = """
    # data:
    #   申込_金額: {type: number, title: 申込 金額}
    kosha: 1
    decision: 手数料
    value: 申込_金額 / 3

    """

  @Test("Cases pass within 1e-8, and with --exact to the last digit alone")
  func testing() throws {
    let office = try office()
    let passed = try office.run("dmn", "test", "m.dmn", "t.xml", "--json", language: "en")
    #expect(passed.status == 0)
    #expect(
      passed.output
        == #"{"passed":1,"failed":0,"results":[{"test_case":"001","result_node":"手数料","status":"passed","expected":0.33333333,"actual":0.3333333333333333333333333333333333,"message":""}]}"#
        + "\n")
    let exact = try office.run("dmn", "test", "m.dmn", "t.xml", "--exact")
    #expect(exact.status == 1)
    #expect(exact.output.contains("結果 1 件: 合格 0、不合格 1"))
    #expect(exact.output.contains("期待: 0.33333333  実際: 0.3333333333333333333333333333333333"))
    let english = try office.run("dmn", "test", "m.dmn", "t.xml", language: "en")
    #expect(english.output.hasSuffix("1 result: 1 passed, 0 failed\n"))
    let imported = try office.run("dmn", "test", "m.dmn", "t.xml", "--imported", "--json")
    #expect(imported.output == passed.output)
  }

  @Test("What cannot be read ends with 65, what is not there with 66")
  func unreadable() throws {
    let office = try office("soon")
    let tests = try office.run("dmn", "test", "m.dmn", "t.xml", language: "en")
    #expect(tests.status == 65)
    #expect(tests.error.hasPrefix("t.xml:3:57: error[KF1031]: `soon` cannot be read as `number`"))
    #expect(try office.run("dmn", "test", "t.xml", "t.xml").status == 65)
    #expect(try office.run("dmn", "test", "none.dmn", "t.xml").status == 66)
    #expect(try office.run("dmn", "import", "none.dmn").status == 66)
    let other = try office.run("dmn", "import", "t.xml", "--json", language: "en")
    #expect(other.status == 65)
    #expect(other.failure["message"] as? String == "the model cannot be read")
  }

  @Test("Imported to standard output: what stands, what is left out and where")
  func imported() throws {
    let office = try office()
    let run = try office.run("dmn", "import", "m.dmn", language: "en")
    #expect(run.status == 1)
    #expect(run.output == "# 手数料.yaml\n" + Self.fee)
    #expect(run.error.hasPrefix("m.dmn:6:74: error[KF0215]: `+` is not defined for `number` and `string`"))
    let json = try office.run("dmn", "import", "m.dmn", "--json").object
    let file = (json["files"] as? [[String: Any]])?.first ?? [:]
    #expect(file["file"] as? String == "手数料.yaml")
    #expect(file["decision"] as? String == "手数料")
    #expect(file["title"] as? String == "手数料")
    #expect(file["yaml"] as? String == Self.fee)
    let field = (json["data"] as? [[String: Any]])?.first ?? [:]
    #expect(field["field"] as? String == "申込_金額")
    #expect(field["title"] as? String == "申込 金額")
    #expect(field["type"] as? String == "number")
    let diagnostic = (json["diagnostics"] as? [[String: Any]])?.first ?? [:]
    #expect(diagnostic["code"] as? String == "KF0215")
  }

  @Test("Imported into a folder, where nothing is overwritten unless asked for")
  func folder() throws {
    let office = try office()
    let first = try office.run("dmn", "import", "m.dmn", "--out", "rules")
    #expect(first.output == "  ✓ 手数料.yaml\n判定 1 件を書きました\n")
    let file = office.folder.appendingPathComponent("rules/手数料.yaml")
    #expect(try String(contentsOf: file, encoding: .utf8) == Self.fee)
    try office.write("kept\n", to: "rules/手数料.yaml")
    let second = try office.run("dmn", "import", "m.dmn", "--out", "rules", language: "en")
    #expect(second.status == 65)
    #expect(second.error.contains("nothing is written, since `rules` has these already: 手数料.yaml"))
    #expect(
      try office.run("dmn", "import", "m.dmn", "--out", "rules").error.contains("`rules` にすでにあるため、何も書きませんでした: 手数料.yaml")
    )
    #expect(try String(contentsOf: file, encoding: .utf8) == "kept\n")
    let third = try office.run("dmn", "import", "m.dmn", "--out", "rules", "--overwrite", language: "en")
    #expect(third.output.hasSuffix("1 decision written\n"))
    #expect(try String(contentsOf: file, encoding: .utf8) == Self.fee)
  }
}
