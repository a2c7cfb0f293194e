// What a program tells of itself, and what its remarks say and where.

import KoshaRules
import KoshaSource
import Testing

@Suite("Programs")
struct ProgramTests {
  static let scope = Scope([
    Variable("amount", .number), Variable("fee", .number), Variable("name", .string),
    Variable("fund", .enumeration(["small", "startup"])), Variable("docs", .list(.document)), Variable("data", .any),
  ])

  private func compile(_ text: String, _ grammar: FEEL.Grammar = .expression) -> Program? {
    var bag = DiagnosticBag()
    return FEEL.compile(LocatedText(verbatim: text, path: "x"), scope: Self.scope, grammar: grammar, into: &bag)
  }

  @Test(
    "the slots a program reads",
    arguments: [
      ("1 + 1", []), ("amount", [0]), ("fee - amount", [0, 1]), ("for amount in [1] return amount", []),
      ("docs[name = \"a\"]", [4]), ("data[fee > 1]", [1, 5]), ("if amount > 1 then name else fund", [0, 2, 3]),
      ("(function(fee) fee + amount)(1)", [0]), ("{fee: 1, x: fee}", []),
    ])
  func slots(_ text: String, _ slots: [Int]) {
    #expect(compile(text)?.slots == slots)
  }

  @Test(
    "static types",
    arguments: [
      ("amount > 1", "boolean"), ("amount * 2", "number"), ("name + \"x\"", "string"), ("[1, 2]", "list of number"),
      ("docs.size", "list of number"), ("docs[1].name", "string"), ("string length(name)", "number"),
      ("if amount > 1 then 1 else null", "number"), ("date(\"2023-04-01\") + @\"P1D\"", "date"),
      ("@\"2023-04-02\" - @\"2023-04-01\"", "days and time duration"), ("data", "any"), ("fund", "[small, startup]"),
      ("for x in [1, 2] return x > 1", "list of boolean"), ("{a: 1}.a", "number"),
      ("[1, 2][item > 1]", "list of number"),
      ("[1, 2][1]", "number"), ("(function(x: number) x + 1)(2)", "number"), ("null", "null"),
    ])
  func types(_ text: String, _ type: String) {
    #expect(compile(text)?.type.text == type)
  }

  @Test("the type of unary tests is boolean")
  func typeOfTests() {
    #expect(compile("< 5", .unaryTests(input: .number))?.type == .boolean)
  }

  @Test(
    "cells of an enumeration",
    arguments: [
      ("small", "small", true), ("small, startup", "startup", true), ("not(small)", "small", false),
      (" small ", "small", true), ("\"small\"", "small", true), ("small, \"startup\"", "startup", true),
      ("not(small, startup)", "small", false), ("starts with(?, \"sta\")", "startup", true), ("-", "small", true),
    ])
  func cells(_ text: String, _ input: String, _ holds: Bool) {
    let program = compile(text, .unaryTests(input: .enumeration(["small", "startup"])))
    let values = [Value](repeating: .null, count: Self.scope.variables.count)
    let answer = program?.test(.string(input), values, in: FEELTest.environment)
    #expect(answer?.value.feelText == String(holds))
  }

  @Test("names of an enumeration may hold hyphens and begin with digits")
  func awkwardValues() {
    let program = compile("3-day, 第1種, not-yet", .unaryTests(input: .enumeration(["3-day", "第1種", "not-yet"])))
    let values = [Value](repeating: .null, count: Self.scope.variables.count)
    for value in ["3-day", "第1種", "not-yet"] {
      #expect(program?.test(.string(value), values, in: FEELTest.environment).value.feelText == "true")
    }
  }

  @Test(
    "values of a declared type",
    arguments: [
      ("small", ValueType.enumeration(["small", "startup"]), "\"small\""),
      (" \"startup\" ", .enumeration(["small", "startup"]), "\"startup\""), ("amount + 1", .number, "3"),
      ("null", .enumeration(["small"]), "null"), ("[]", .list(.number), "[]"), ("data", .number, "null"),
    ])
  func expected(_ text: String, _ type: ValueType, _ value: String) {
    var bag = DiagnosticBag()
    let program = FEEL.compileExpected(
      LocatedText(verbatim: text, path: "x"), scope: Self.scope, expected: type, into: &bag)
    var values = [Value](repeating: .null, count: Self.scope.variables.count)
    values[0] = .number(Decimal128(2))
    #expect(bag.diagnostics.isEmpty)
    #expect(program?.evaluate(values, in: FEELTest.environment).value.feelText == value)
  }

  @Test(
    "remarks stand at what failed",
    arguments: [
      ("1 + amount / 0", "amount / 0", "0 で割っています"),
      ("not(amount > 1)", "amount > 1", "`>` は `null` と `number` には使えません"),
      ("data.x.y", "data.x", "`null` に項目 `x` はありません"),
      ("[data(1)]", "data(1)", "`null` は関数として呼び出せません"),
      ("if data.x then 1 else 2", "data.x", "`null` に項目 `x` はありません"),
      ("[1, date(name)]", "date(name)", "関数 `date` は引数 (`null`) では呼び出せません"),
    ])
  func remarks(_ text: String, _ place: String, _ message: String) throws {
    let program = try #require(compile(text))
    var values = [Value](repeating: .null, count: Self.scope.variables.count)
    if text.contains("amount /") { values[0] = .number(Decimal128(1)) }
    let evaluation = program.evaluate(values, in: FEELTest.environment)
    let remark = try #require(evaluation.remarks.first { $0.reason.message.ja == message })
    let bytes = Array(text.utf8)[remark.range]
    #expect(String(decoding: bytes, as: UTF8.self) == place)
  }

  @Test("a guard over a field that is not set fails; null alone does not")
  func failures() throws {
    let values = [Value](repeating: .null, count: Self.scope.variables.count)
    #expect(try #require(compile("amount > 100")).evaluate(values, in: FEELTest.environment).isFailure)
    #expect(try !#require(compile("amount = null")).evaluate(values, in: FEELTest.environment).isFailure)
    #expect(try !#require(compile("amount")).evaluate(values, in: FEELTest.environment).isFailure)
    #expect(try !#require(compile("amount = 1 and null")).evaluate(values, in: FEELTest.environment).isFailure)
  }

  @Test("a zone provider is asked for the order of zoned times")
  func zones() throws {
    let text = "@\"2023-04-01T09:00:00@Asia/Tokyo\" = @\"2023-04-01T00:00:00Z\""
    let values = [Value](repeating: .null, count: Self.scope.variables.count)
    #expect(try #require(compile(text)).evaluate(values, in: FEELTest.environment).value.feelText == "true")
  }
}
