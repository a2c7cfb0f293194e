// What DMN documents mean: priorities, constraints, conversions at every boundary, imports of imports, the oldest version.

import KoshaRules
import KoshaSource
import Testing

@testable import KoshaInterchange

@Suite("What DMN documents mean")
struct DMNSemanticsTests {
  /// The value of a decision over inputs written in FEEL, and what is remarked.
  private func answer(
    _ documents: [String], _ decision: String = "d", _ inputs: [String: String] = [:]
  ) throws -> (value: String, remarks: [String]) {
    var bag = DiagnosticBag()
    let models = documents.compactMap { DMNReader.read(SourceFile(path: "m.dmn", text: $0), into: &bag) }
    let model = Model.compile(try #require(models.first), imports: Array(models.dropFirst()), into: &bag)
    #expect(bag.sorted.map(\.message.en) == [])
    let environment = EvaluationEnvironment(
      now: try #require(DateAndTime("2024-04-01T09:00:00+09:00")), zone: .offset(seconds: 32_400))
    var context = Context()
    for (name, text) in inputs {
      let program = FEEL.compile(LocatedText(verbatim: text, path: "x"), scope: Scope(), into: &bag)
      context[name] = try #require(program).evaluate([], in: environment).value
    }
    let evaluation = model.evaluate(.decision(decision), inputs: context, in: environment)
    return (evaluation.value.feelText, evaluation.remarks.map(\.reason.message.en))
  }

  // MARK: Priorities

  private static func table(_ policy: String, _ outputs: String, _ rules: [[String]]) -> String {
    let rows = rules.map { rule in
      "<rule><inputEntry><text>-</text></inputEntry>"
        + rule.map { "<outputEntry><text>\($0)</text></outputEntry>" }.joined() + "</rule>"
    }
    return DMNText.document(
      DMNText.decision(
        "d",
        "<decisionTable \(policy)><input><inputExpression><text>1</text></inputExpression></input>\(outputs)"
          + rows.joined() + "</decisionTable>"))
  }

  private static func output(_ name: String, _ values: String) -> String {
    "<output name=\"\(name)\"><outputValues><text>\(values)</text></outputValues></output>"
  }

  @Test(
    "Output values are an order of priority, of strings, numbers and dates, column by column",
    arguments: [
      ("hitPolicy=\"PRIORITY\"", [("o", "\"c\", \"a\", \"b\"")], [["\"a\""], ["\"b\""], ["\"c\""]], "\"c\""),
      ("hitPolicy=\"PRIORITY\"", [("o", "3, -1, 2")], [["2"], ["-1"], ["3.0"]], "3"),
      (
        "hitPolicy=\"OUTPUT ORDER\"", [("o", "3, -1, 2")], [["2"], ["-1"], ["9"], ["3"]], "[3, -1, 2, 9]"
      ),
      (
        "hitPolicy=\"PRIORITY\"", [("o", "\"x\", \"y\""), ("p", "2, 1")],
        [["\"y\"", "2"], ["\"x\"", "1"], ["\"x\"", "2"]],
        "{o: \"x\", p: 2}"
      ),
      (
        "hitPolicy=\"OUTPUT ORDER\"", [("o", "\"x\", \"y\""), ("p", "2, 1")],
        [["\"y\"", "2"], ["\"x\"", "1"], ["\"x\"", "2"]], "[{o: \"x\", p: 2}, {o: \"x\", p: 1}, {o: \"y\", p: 2}]"
      ),
      (
        "hitPolicy=\"PRIORITY\"", [("o", "date(\"2024-02-01\"), date(\"2024-01-01\")")],
        [["date(\"2024-01-01\")"], ["date(\"2024-02-01\")"]], "date(\"2024-02-01\")"
      ),
    ])
  func priorities(policy: String, outputs: [(String, String)], rules: [[String]], expected: String) throws {
    let document = Self.table(policy, outputs.map { Self.output($0.0, $0.1) }.joined(), rules)
    #expect(try answer([document]).value == expected)
  }

  @Test("Where a column has no output values, its type's allowed values are the order")
  func priorityOfType() throws {
    let document = Self.table(
      "hitPolicy=\"PRIORITY\"", "<output name=\"o\" typeRef=\"tLevel\"/>", [["\"low\""], ["\"high\""]]
    ).replacing(
      "<decision ",
      with: """
        <itemDefinition name="tLevel"><typeRef>string</typeRef>
        <allowedValues><text>"high", "low"</text></allowedValues></itemDefinition><decision 
        """)
    #expect(try answer([document]).value == "\"high\"")
  }

  // MARK: Types and constraints

  @Test(
    "A type constraint looks at the whole, allowed values at each member",
    arguments: [
      ("<typeConstraint><text>count(?) &lt; 3</text></typeConstraint>", "[1, 2]", "[1, 2]"),
      ("<typeConstraint><text>count(?) &lt; 3</text></typeConstraint>", "[1, 2, 3]", "null"),
      ("<allowedValues><text>[0..9]</text></allowedValues>", "[1, 2, 3]", "[1, 2, 3]"),
      ("<allowedValues><text>[0..9]</text></allowedValues>", "[1, 20]", "null"),
      (
        "<allowedValues><text>[0..9]</text></allowedValues><typeConstraint><text>sum(?) &gt; 5</text></typeConstraint>",
        "[1, 2]", "null"
      ),
      (
        "<allowedValues><text>[0..9]</text></allowedValues><typeConstraint><text>sum(?) &gt; 5</text></typeConstraint>",
        "[3, 4]", "[3, 4]"
      ),
    ])
  func constraints(constraint: String, value: String, expected: String) throws {
    let document = DMNText.document(
      """
      <itemDefinition name="tList" isCollection="true"><typeRef>number</typeRef>\(constraint)</itemDefinition>
      <inputData id="i" name="x"><variable name="x" typeRef="tList"/></inputData>
      """ + DMNText.decision("d", DMNText.needs("Input", "i"), DMNText.literal("x")))
    let (answer, remarks) = try answer([document], "d", ["x": value])
    #expect(answer == expected)
    #expect(remarks.isEmpty == (expected != "null"))
  }

  @Test(
    "Values are converted at inputs, decisions, parameters, entries and results alike",
    arguments: [
      ("number", "[7]", "7"), ("number", "\"7\"", "null"), ("tList", "7", "[7]"), ("tList", "[1, \"a\"]", "null"),
      ("date and time", "date(\"2024-01-02\")", "date and time(\"2024-01-02T00:00:00Z\")"), ("string", "null", "null"),
      ("Any", "\"7\"", "\"7\""), ("feel:number", "3", "3"), ("tPerson", "{age: 3, more: 4}", "{age: 3, more: 4}"),
      ("tPerson", "{age: \"3\"}", "null"), ("tPerson", "{}", "null"),
    ])
  func conversions(type: String, value: String, expected: String) throws {
    let types = """
      <itemDefinition name="tList" isCollection="true"><typeRef>number</typeRef></itemDefinition>
      <itemDefinition name="tPerson"><itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemDefinition>
      <inputData id="i" name="typed"><variable name="typed" typeRef="\(type)"/></inputData>
      <inputData id="j" name="free"><variable name="free"/></inputData>
      <businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="p" typeRef="\(type)"/>
      \(DMNText.literal("p"))</encapsulatedLogic></businessKnowledgeModel>
      <businessKnowledgeModel id="g" name="g"><variable name="g" typeRef="\(type)"/><encapsulatedLogic>
      <formalParameter name="p"/>\(DMNText.literal("p"))</encapsulatedLogic></businessKnowledgeModel>
      """
    let free = DMNText.needs("Input", "j")
    let decisions = [
      DMNText.decision("input", DMNText.needs("Input", "i"), DMNText.literal("typed")),
      DMNText.decision("decision", free, type: type, DMNText.literal("free")),
      DMNText.decision("parameter", free + DMNText.needs("Knowledge", "f"), DMNText.literal("f(free)")),
      DMNText.decision("result", free + DMNText.needs("Knowledge", "g"), DMNText.literal("g(free)")),
      DMNText.decision(
        "entry", free,
        "<context><contextEntry><variable name=\"e\" typeRef=\"\(type)\"/>\(DMNText.literal("free"))</contextEntry>"
          + "<contextEntry>\(DMNText.literal("e"))</contextEntry></context>"),
      DMNText.decision(
        "expression", free, "<literalExpression typeRef=\"\(type)\"><text>free</text></literalExpression>"),
    ]
    for name in ["input", "decision", "parameter", "result", "entry", "expression"] {
      let (answer, _) = try answer(
        [DMNText.document(types + decisions.joined())], name, ["typed": value, "free": value])
      #expect(answer == expected, "\(name)")
    }
  }

  // MARK: Imports

  @Test("Imports of imports: elements and types through two names")
  func nestedImports() throws {
    let kind = "importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\""
    let inner = DMNText.document(
      """
      <itemDefinition name="tRate"><typeRef>number</typeRef><allowedValues><text>&lt; 10</text></allowedValues></itemDefinition>
      <inputData id="i" name="rate"><variable name="rate" typeRef="tRate"/></inputData>
      """ + DMNText.decision("base", DMNText.needs("Input", "i"), DMNText.literal("rate * 2")), namespace: "inner")
    let middle = DMNText.document(
      "<import name=\"base\" namespace=\"inner\" \(kind)/>"
        + DMNText.decision(
          "half", "<informationRequirement><requiredDecision href=\"inner#base\"/></informationRequirement>",
          DMNText.literal("base.base / 4")), namespace: "middle")
    let outer = DMNText.document(
      "<import name=\"mid\" namespace=\"middle\" \(kind)/>"
        + DMNText.decision(
          "d", "<informationRequirement><requiredDecision href=\"middle#half\"/></informationRequirement>",
          type: "mid.base.tRate", DMNText.literal("mid.half + 1")))
    #expect(try answer([outer, middle, inner], "d", ["mid": "{base: {rate: 6}}"]).value == "4")
    #expect(try answer([outer, middle, inner], "d", ["mid": "{base: {rate: 60}}"]).value == "null")
  }

  // MARK: Versions

  @Test("A document of DMN 1.1: types with prefixes, a table, a function")
  func oldest() throws {
    let document = """
      <definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" xmlns:feel="http://www.omg.org/spec/FEEL/20140401"
        xmlns:own="n" name="m" namespace="n" expressionLanguage="http://www.omg.org/spec/FEEL/20140401">
      <itemDefinition name="tAge"><typeRef>feel:number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>
      <inputData id="i" name="Age"><variable name="Age" typeRef="own:tAge"/></inputData>
      <businessKnowledgeModel id="f" name="twice"><encapsulatedLogic><formalParameter name="x" typeRef="feel:number"/>
      <literalExpression><text>x * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
      <decision id="d" name="d"><variable name="d" typeRef="feel:string"/>
      <informationRequirement><requiredInput href="#i"/></informationRequirement>
      <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
      <decisionTable hitPolicy="UNIQUE"><input><inputExpression typeRef="feel:number"><text>twice(Age)</text></inputExpression></input>
      <output typeRef="feel:string"/>
      <rule><inputEntry><text>&lt; 40</text></inputEntry><outputEntry><text>"young"</text></outputEntry></rule>
      <rule><inputEntry><text>&gt;= 40</text></inputEntry><outputEntry><text>"old"</text></outputEntry></rule>
      </decisionTable></decision></definitions>
      """
    #expect(try answer([document], "d", ["Age": "19"]).value == "\"young\"")
    #expect(try answer([document], "d", ["Age": "20"]).value == "\"old\"")
    #expect(try answer([document], "d", ["Age": "151"]).value == "null")
  }
}
