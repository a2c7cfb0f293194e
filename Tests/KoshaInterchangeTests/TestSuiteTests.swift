// Files of test cases: what is read from them, what is told, and when an answer is the one expected.

import KoshaRules
import KoshaSource
import Testing

@testable import KoshaInterchange

@Suite("Test cases of models")
struct TestSuiteTests {
  static let model = """
    <itemDefinition name="tDays" isCollection="true"><typeRef>date</typeRef></itemDefinition>
    <itemDefinition name="tPerson"><itemComponent name="age"><typeRef>number</typeRef></itemComponent>
      <itemComponent name="days"><typeRef>tDays</typeRef></itemComponent></itemDefinition>
    <inputData id="i" name="person"><variable name="person" typeRef="tPerson"/></inputData>
    <inputData id="j" name="free"><variable name="free"/></inputData>
    """
    + DMNText.decision(
      "d", DMNText.needs("Input", "i") + DMNText.needs("Input", "j"), type: "duration", DMNText.literal("null"))

  /// The first case of a file, read for the model or for none.
  private func read(
    _ body: String, typed: Bool = true
  ) throws -> (test: TestCase?, told: [DMNWordsTests.Told]) {
    var bag = DiagnosticBag()
    let document = Self.model.replacing("typeRef=\"duration\"", with: "typeRef=\"days and time duration\"")
    let syntax = DMNReader.read(SourceFile(path: "m.dmn", text: DMNText.document(document)), into: &bag)
    let model = Model.compile(try #require(syntax), imports: [], into: &bag)
    #expect(bag.sorted.map(\.message.en) == [])
    let text = """
      <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>m.dmn</modelName>\(body)</testCases>
      """
    let suite = TestSuiteReader.read(
      SourceFile(path: "t.xml", text: text), for: typed ? model : nil, into: &bag)
    return (suite?.cases.first, DMNWordsTests.told(bag))
  }

  static let values: [(xml: String, feel: String)] = [
    ("<value xsi:type=\"xsd:string\"> a </value>", "\" a \""),
    ("<value xsi:type=\"xsd:decimal\"> 1.50 </value>", "1.5"),
    ("<value xsi:type=\"xsd:double\">+2e3</value>", "2000"), ("<value xsi:type=\"xsd:boolean\">1</value>", "true"),
    ("<value xsi:type=\"xsd:boolean\">false</value>", "false"),
    ("<value xsi:type=\"xsd:date\">2023-04-01</value>", "date(\"2023-04-01\")"),
    ("<value xsi:type=\"xsd:time\">10:00:00Z</value>", "time(\"10:00:00Z\")"),
    (
      "<value xsi:type=\"xsd:dateTime\">2023-04-01T10:00:00+09:00</value>",
      "date and time(\"2023-04-01T10:00:00+09:00\")"
    ),
    ("<value xsi:type=\"xsd:duration\">P1D</value>", "duration(\"P1D\")"),
    ("<value xsi:type=\"xsd:duration\">P14M</value>", "duration(\"P1Y2M\")"),
    ("<value xsi:nil=\"true\"/>", "null"), ("", "null"), ("<list xsi:nil=\"1\"/>", "null"), ("<list/>", "[]"),
    ("<component xsi:nil=\"true\"/>", "null"),
    ("<list><item><value xsi:type=\"xsd:decimal\">1</value></item><item/></list>", "[1, null]"),
    (
      "<component name=\"a\"><value xsi:type=\"xsd:string\">x</value></component><component name=\"b\"><list/></component>",
      "{a: \"x\", b: []}"
    ),
    // Without a type of its own and without one in the model a value is a string.
    ("<value>1</value>", "\"1\""),
  ]

  @Test("Values of every type", arguments: values.indices)
  func everyType(index: Int) throws {
    let (xml, feel) = Self.values[index]
    let (test, told) = try read("<testCase id=\"1\"><inputNode name=\"free\">\(xml)</inputNode></testCase>")
    #expect(told == [])
    #expect(test?.inputs.first?.value.feelText == feel)
  }

  @Test("A value that does not tell its type is read as the model declares it")
  func declared() throws {
    let body = """
      <testCase id="a"><inputNode name="person"><component name="age"><value>42</value></component>
      <component name="days"><list><item><value>2023-04-01</value></item></list></component></inputNode>
      <resultNode name="d" type="decision"><expected><value>P2D</value></expected></resultNode></testCase>
      """
    let (test, told) = try read(body)
    #expect(told == [])
    #expect(test?.inputs.first?.value.feelText == "{age: 42, days: [date(\"2023-04-01\")]}")
    #expect(test?.results.first?.expected.feelText == "duration(\"P2D\")")
    let (untyped, _) = try read(body, typed: false)
    #expect(untyped?.inputs.first?.value.feelText == "{age: \"42\", days: [\"2023-04-01\"]}")
  }

  @Test("What is asked, and what fails on purpose")
  func kinds() throws {
    #expect(try read("<testCase/>").test?.kind == .decision)
    #expect(try read("<testCase/>").test?.id == "1")
    #expect(try read("<testCase id=\"x\" type=\"bkm\" invocableName=\"f\"/>").test?.kind == .function("f"))
    #expect(try read("<testCase type=\"decisionService\" invocableName=\"s\"/>").test?.kind == .service("s"))
    let (test, _) = try read(
      "<testCase><inputNode name=\"x\" namespace=\"urn:o\"/><resultNode name=\"d\" errorResult=\"true\"><expected>"
        + "<value>P1D</value></expected></resultNode></testCase>")
    #expect(test?.inputs.first?.namespace == "urn:o")
    #expect(test?.results.first?.isError == true)
    #expect(test?.results.first?.expected.feelText == "null")
  }

  @Test(
    "What cannot be read is told at its place",
    arguments: [
      (
        "<testCase><inputNode name=\"free\"><value xsi:type=\"xsd:decimal\">abc</value></inputNode></testCase>",
        DMNWordsTests.Told(
          "KF1031", "abc", "`abc` を `xsd:decimal` として読めません", "`abc` cannot be read as `xsd:decimal`",
          "mend the value or its `xsi:type`")
      ),
      (
        "<testCase><resultNode name=\"d\"><expected><value>soon</value></expected></resultNode></testCase>",
        DMNWordsTests.Told(
          "KF1031", "soon", "`soon` を `days and time duration` として読めません",
          "`soon` cannot be read as `days and time duration`", "mend the value or its `xsi:type`")
      ),
      (
        "<testCase><inputNode name=\"free\"><value xsi:type=\"xsd:hexBinary\">0F</value></inputNode></testCase>",
        DMNWordsTests.Told(
          "KF1032", "xsd:hexBinary", "値の型 `xsd:hexBinary` は使えません",
          "values of the type `xsd:hexBinary` cannot be used",
          "known types: `xsd:string`, `xsd:decimal`, `xsd:boolean`, `xsd:date`, `xsd:time`, `xsd:dateTime`, `xsd:duration`"
        )
      ),
      (
        "<testCase type=\"bkm\"/>",
        DMNWordsTests.Told(
          "KF1012", "<testCase type=\"bkm\"/>", "`testCase` に属性 `invocableName` がありません",
          "`testCase` needs the attribute `invocableName`", "add the attribute")
      ),
      (
        "<testCase type=\"story\"/>",
        DMNWordsTests.Told(
          "KF1015", "story", "属性 `type` に値 `story` はありません", "the attribute `type` has no value `story`",
          "known values: `decision`, `bkm`, `decisionService`")
      ),
    ])
  func refusals(body: String, expected: DMNWordsTests.Told) throws {
    #expect(try read(body).told == [expected])
  }

  @Test("A file of something else")
  func otherFile() {
    var bag = DiagnosticBag()
    #expect(TestSuiteReader.read(SourceFile(path: "t.xml", text: "<a/>"), into: &bag) == nil)
    #expect(
      DMNWordsTests.told(bag) == [
        DMNWordsTests.Told(
          "KF1030", "<a/>", "根の要素 `a` は `testCases` ではありません", "the root `a` is no `testCases`",
          "name a file of test cases in the form of the DMN TCK")
      ])
  }

  // MARK: Comparison

  private static func value(_ feel: String) throws -> Value {
    let evaluation = FEEL.evaluate(feel)
    return try #require(evaluation)
  }

  @Test(
    "When an answer is the one expected",
    arguments: [
      ("1", "1.0", true, true), ("1", "1.00000001", false, true), ("1", "1.000000011", false, false),
      ("1", "0.99999999", false, true), ("null", "null", true, true), ("null", "false", false, false),
      ("[1, 2]", "[1, 2.000000001]", false, true), ("[1, 2]", "[1]", false, false), ("[1]", "1", false, false),
      ("{a: 1, b: 2}", "{b: 2, a: 1}", true, true), ("{a: 1}", "{a: 1, b: null}", false, false),
      ("{a: 1, b: null}", "{a: 1, c: null}", false, false), ("\"a\"", "\"a\"", true, true),
      ("\"1\"", "1", false, false), ("time(\"10:00:00Z\")", "time(\"10:00:00+00:00\")", true, true),
      ("date(\"2023-04-01\")", "date and time(\"2023-04-01T00:00:00\")", false, false),
      ("duration(\"P1D\")", "duration(\"PT24H\")", true, true), ("[1..2]", "[1..2]", true, true),
      ("[1..2]", "[1..2)", false, false),
    ])
  func comparison(expected: String, actual: String, exact: Bool, tolerant: Bool) throws {
    let (left, right) = (try Self.value(expected), try Self.value(actual))
    #expect(ResultComparison.exact.isSame(left, right) == exact)
    #expect(ResultComparison.tolerant.isSame(left, right) == tolerant)
  }
}

extension FEEL {
  /// The value of a text without names; nil where it is no FEEL.
  fileprivate static func evaluate(_ text: String) -> Value? {
    var bag = DiagnosticBag()
    guard let now = DateAndTime("2024-04-01T09:00:00+09:00"),
      let program = compile(LocatedText(verbatim: text, path: "x"), scope: Scope(), into: &bag)
    else { return nil }
    let environment = EvaluationEnvironment(now: now, zone: .offset(seconds: 32_400))
    return program.evaluate([], in: environment).value
  }
}
