// Decision models made by hand: requirements, functions, services, coercion, tables.

import KoshaSource
import Testing

@testable import KoshaRules

struct ModelTests {
  private static func at(_ name: String) -> Located<String> {
    Located(name, at: LocatedText(verbatim: name, path: "model.dmn").span)
  }

  private static func feel(_ text: String) -> LogicSyntax {
    .expression(LocatedText(verbatim: text, path: "model.dmn"))
  }

  private static func decision(
    _ name: String, _ logic: LogicSyntax?, type: String? = nil, requires: [String] = [], calls: [String] = []
  ) -> ModelDecisionSyntax {
    ModelDecisionSyntax(
      id: name, name: at(name), type: type.map { .named(at($0)) },
      information: requires.map { ElementReference(id: $0) },
      knowledge: calls.map { ElementReference(id: $0) }, logic: logic)
  }

  private static func function(
    _ name: String, _ parameters: [(String, String?)], _ body: LogicSyntax?, calls: [String] = []
  ) -> KnowledgeModelSyntax {
    KnowledgeModelSyntax(
      id: name, name: at(name), type: nil, knowledge: calls.map { ElementReference(id: $0) },
      function: FunctionSyntax(
        parameters: parameters.map { .init(name: at($0.0), type: $0.1.map { .named(at($0)) }) }, body: body))
  }

  private static func model(
    types: [ItemDefinitionSyntax] = [], inputs: [(String, String?)] = [], _ decisions: [ModelDecisionSyntax],
    functions: [KnowledgeModelSyntax] = [], services: [DecisionServiceSyntax] = [], imports: [ModelImport] = [],
    namespace: String = "main"
  ) -> ModelSyntax {
    ModelSyntax(
      namespace: namespace, name: at(namespace), imports: imports, types: types,
      inputs: inputs.map { InputDataSyntax(id: $0.0, name: at($0.0), type: $0.1.map { .named(at($0)) }) },
      decisions: decisions, functions: functions, services: services)
  }

  private static func answer(
    _ model: ModelSyntax, imports: [ModelSyntax] = [], _ target: Model.Target, _ inputs: [(String, Value)] = []
  ) throws -> (text: String, remarks: [String]) {
    var bag = DiagnosticBag()
    let compiled = Model.compile(model, imports: imports, into: &bag)
    let now = try #require(DateAndTime("2024-04-01T09:00:00+09:00"))
    let environment = EvaluationEnvironment(now: now, zone: .offset(seconds: 9 * 3600))
    let evaluation = compiled.evaluate(
      target, inputs: Context(inputs.map { Context.Entry($0.0, $0.1) }), in: environment)
    if case .string(let text) = evaluation.value { return (text, remarks(evaluation)) }
    return (evaluation.value.feelText, remarks(evaluation))
  }

  private static func remarks(_ evaluation: Evaluation) -> [String] {
    evaluation.remarks.map { "\($0.origin?.element ?? ""): \($0.reason.message.en)" }
  }

  @Test func decisionsSeeWhatTheyRequireAndNothingElse() throws {
    let model = Self.model(
      inputs: [("Monthly Salary", "number"), ("Other", nil)],
      [
        Self.decision("Yearly Salary", Self.feel("12 * Monthly Salary"), requires: ["Monthly Salary"]),
        Self.decision("Doubled", Self.feel("2 * Yearly Salary"), requires: ["Yearly Salary"]),
        Self.decision("Blind", Self.feel("Other"), requires: ["Monthly Salary"]),
      ])
    let inputs: [(String, Value)] = [("Monthly Salary", .number(Decimal128(10))), ("Other", .string("x"))]
    #expect(try Self.answer(model, .decision("Doubled"), inputs).text == "240")
    #expect(try Self.answer(model, .decision("Blind"), inputs).text == "null")
    #expect(try Self.answer(model, .decision("Doubled")).text == "null")
  }

  @Test func functionsCallThemselvesAndOthers() throws {
    let model = Self.model(
      [
        Self.decision("d", Self.feel("factorial(10)"), calls: ["factorial"]),
        Self.decision("far", Self.feel("forever(1)"), calls: ["forever"]),
        Self.decision(
          "e",
          .invocation(
            callee: LocatedText(verbatim: "twice", path: "m"),
            bindings: [
              EntrySyntax(name: Self.at("x"), logic: Self.feel("[3]"))
            ]), calls: ["twice"]),
      ],
      functions: [
        Self.function("factorial", [("n", "number")], Self.feel("if n < 2 then 1 else n * factorial(n - 1)")),
        Self.function("forever", [("n", "number")], Self.feel("forever(n + 1) + forever(n + 2)")),
        Self.function("once", [("x", "number")], Self.feel("x")),
        Self.function("twice", [("x", "number")], Self.feel("2 * once(x)"), calls: ["once"]),
      ])
    #expect(try Self.answer(model, .decision("d")).text == "3628800")
    #expect(try Self.answer(model, .decision("e")).text == "6")
    #expect(try Self.answer(model, .function("twice"), [("x", .number(Decimal128(4)))]).text == "8")
    #expect(try Self.answer(model, .decision("far")).text == "null")
  }

  @Test func servicesOverrideWhatTheyAreGiven() throws {
    let service = DecisionServiceSyntax(
      id: "service", name: Self.at("service"), type: nil, outputDecisions: [ElementReference(id: "out")],
      inputDecisions: [ElementReference(id: "inner")], inputData: [ElementReference(id: "data")])
    let model = Self.model(
      inputs: [("data", "string")],
      [
        Self.decision("inner", Self.feel("\"never\""), type: "string"),
        Self.decision("out", Self.feel("data + inner"), requires: ["inner", "data"]),
        Self.decision("call", Self.feel("service(\"A\", \"B\")"), calls: ["service"]),
        Self.decision("named", Self.feel("service(inner: \"B\", data: \"A\")"), calls: ["service"]),
        Self.decision("few", Self.feel("service()"), calls: ["service"]),
      ], services: [service])
    #expect(try Self.answer(model, .decision("call")).text == "AB")
    #expect(try Self.answer(model, .decision("named")).text == "AB")
    #expect(try Self.answer(model, .decision("few")).text == "null")
    #expect(
      try Self.answer(model, .service("service"), [("data", .string("x")), ("inner", .string("y"))]).text == "xy")
  }

  @Test(arguments: [
    ("[\"foo\"]", "string", "foo"), ("1", "string", "null"), ("1", "tNumbers", "[1]"),
    ("[1, \"a\"]", "tNumbers", "null"),
    ("@\"2024-01-02\"", "date and time", "date and time(\"2024-01-02T00:00:00Z\")"), ("\"B\"", "tLetter", "B"),
    ("\"C\"", "tLetter", "null"),
    ("5", "feel:number", "5"), ("duration(\"P1D\")", "dayTimeDuration", "duration(\"P1D\")"),
    ("[\"A\", \"C\"]", "tLetters", "null"),
  ])
  func valuesAreCoercedToDeclaredTypes(text: String, type: String, expected: String) throws {
    let model = Self.model(
      types: [
        ItemDefinitionSyntax(name: Self.at("tLetters"), base: .named(Self.at("tLetter")), isCollection: true),
        ItemDefinitionSyntax(name: Self.at("tNumbers"), base: .named(Self.at("number")), isCollection: true),
        ItemDefinitionSyntax(
          name: Self.at("tLetter"), base: .named(Self.at("string")),
          allowed: LocatedText(verbatim: "\"A\", \"B\"", path: "m")),
      ], [Self.decision("d", Self.feel(text), type: type)])
    let answer = try Self.answer(model, .decision("d"))
    #expect(answer.text == expected)
    #expect(answer.remarks.isEmpty == (expected != "null"))
  }

  @Test func aFaultyDecisionIsNullAndTheOthersStand() throws {
    let model = Self.model([
      Self.decision("bad", Self.feel("1 +")), Self.decision("none", nil),
      Self.decision(
        "good", Self.feel("if bad = null and none = null then \"ok\" else \"no\""), requires: ["bad", "none"]),
    ])
    let answer = try Self.answer(model, .decision("good"))
    #expect(answer.text == "ok")
    #expect(answer.remarks == ["bad: the logic of `bad` holds an error", "none: `none` has no logic"])
  }

  @Test func circlesAreErrorsAndCut() throws {
    let model = Self.model([
      Self.decision("a", Self.feel("1"), requires: ["b"]), Self.decision("b", Self.feel("a"), requires: ["a"]),
    ])
    var bag = DiagnosticBag()
    _ = Model.compile(model, imports: [], into: &bag)
    #expect(bag.diagnostics.map(\.message.en) == ["the requirements make a circle: `a` → `b` → `a`"])
    #expect(try Self.answer(model, .decision("a")).text == "1")
  }

  @Test func importedElementsStandUnderTheNameOfTheImport() throws {
    let inner = Self.model(
      inputs: [("Person name", "string")],
      [Self.decision("Greet the Person", Self.feel("\"Hello, \" + Person name"), requires: ["Person name"])],
      namespace: "inner")
    var outer = Self.model(
      [Self.decision("d", Self.feel("Model B.Greet the Person + \"!\""))],
      imports: [ModelImport(name: Self.at("Model B"), namespace: Self.at("inner"))])
    outer.decisions[0].information = [ElementReference(namespace: "inner", id: "Greet the Person")]
    let nested = Value.context(Context([Context.Entry("Person name", .string("Kai"))]))
    #expect(try Self.answer(outer, imports: [inner], .decision("d"), [("Model B", nested)]).text == "Hello, Kai!")
    #expect(
      try Self.answer(outer, imports: [inner], .decision("d"), [("Person name", .string("Kai"))]).text == "Hello, Kai!")
  }

  @Test func boxedExpressionsAnswerAsTheirFEEL() throws {
    let model = Self.model(
      inputs: [("list", nil)],
      [
        Self.decision(
          "filtered", .filter(source: Self.feel("list"), match: Self.feel("age > 2")), requires: ["list"]),
        Self.decision(
          "mapped",
          .iteration(
            name: Self.at("x"), source: Self.feel("[1..3]"), body: .list([Self.feel("x"), Self.feel("x * x")]))),
        Self.decision(
          "summed",
          .iteration(name: Self.at("x"), source: Self.feel("[1,2,3]"), body: Self.feel("x + sum(partial)"))),
        Self.decision(
          "some", .quantified(.some, name: Self.at("x"), source: Self.feel("[1, null]"), body: Self.feel("x > 0"))),
        Self.decision(
          "chosen",
          .conditional(condition: Self.feel("null"), then: Self.feel("1"), otherwise: Self.feel("2"))),
        Self.decision(
          "related",
          .relation(columns: [Self.at("a"), Self.at("b c")], rows: [[Self.feel("1"), Self.feel("2")]])),
        Self.decision(
          "nested",
          .context([
            EntrySyntax(
              name: Self.at("f"),
              logic: .function(
                FunctionSyntax(
                  parameters: [.init(name: Self.at("n"), type: .known(.number))], body: .list([Self.feel("n")])))),
            EntrySyntax(name: Self.at(""), logic: Self.feel("f(7)")),
          ])),
      ])
    func person(_ age: Int) -> Value { .context(Context([Context.Entry("age", .number(Decimal128(age)))])) }
    let people: [(String, Value)] = [("list", .list([person(1), person(3)]))]
    #expect(try Self.answer(model, .decision("filtered"), people).text == "[{age: 3}]")
    #expect(try Self.answer(model, .decision("mapped")).text == "[[1, 1], [2, 4], [3, 9]]")
    #expect(try Self.answer(model, .decision("some")).text == "true")
    #expect(try Self.answer(model, .decision("chosen")).text == "2")
    #expect(try Self.answer(model, .decision("related")).text == "[{a: 1, \"b c\": 2}]")
    #expect(try Self.answer(model, .decision("nested")).text == "[7]")
  }
}
