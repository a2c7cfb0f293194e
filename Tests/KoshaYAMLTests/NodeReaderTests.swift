// What a node gives where a type is expected.

import KoshaSource
import KoshaYAML
import Testing

@Suite("Node reader")
struct NodeReaderTests {
  static let what = Words(ja: "値", en: "a value")

  func node(_ yaml: String) throws -> YAMLNode {
    var bag = DiagnosticBag()
    let node = YAMLComposer.compose(SourceFile(path: "a.yaml", text: yaml), into: &bag)
    #expect(bag.diagnostics.isEmpty)
    return try #require(node)
  }

  @Test(
    "where text is expected everything is text",
    arguments: ["no", "1", "true", "2023-04-01", "null", "~", "1e3", "'x'", "012", "-1"])
  func text(_ yaml: String) throws {
    var bag = DiagnosticBag()
    let text = try node(yaml).text(Self.what, into: &bag)
    #expect(text?.text == (yaml == "'x'" ? "x" : yaml))
    #expect(bag.diagnostics.isEmpty)
  }

  @Test(
    "true and false alone are booleans", arguments: ["true", "false", "yes", "True", "1", "'true'", "!!str true", "[]"])
  func boolean(_ yaml: String) throws {
    var bag = DiagnosticBag()
    let value = try node(yaml).boolean(Self.what, into: &bag)?.value
    #expect(value == ["true": true, "false": false][yaml])
    #expect(bag.hasErrors == (value == nil))
  }

  @Test(
    "whole numbers",
    arguments: [
      ("12", 12), ("-3", -3), ("+4", 4), ("007", 7), ("1.0", nil), ("'1'", nil), ("１", nil), ("1_000", nil),
      ("0x1", nil), ("--1", nil),
    ] as [(String, Int?)])
  func integer(_ yaml: String, _ expected: Int?) throws {
    var bag = DiagnosticBag()
    #expect(try node(yaml).integer(Self.what, into: &bag)?.value == expected)
    #expect(bag.hasErrors == (expected == nil))
  }

  @Test(
    "the core schema",
    arguments: [
      ("null", .null), ("~", .null), ("true", .boolean(true)), ("no", .string("no")), ("12", .number("12")),
      ("-1.50", .number("-1.50")), ("1e3", .number("1e3")), (".5", .number(".5")), ("5.", .number("5.")),
      ("1.2.3", .string("1.2.3")), ("'1'", .string("1")), ("!!str 1", .string("1")), ("1_0", .string("1_0")),
      ("2023-04-01", .string("2023-04-01")), ("１", .string("１")), (".", .string(".")), ("[]", nil),
    ] as [(String, CoreScalar?)])
  func core(_ yaml: String, _ expected: CoreScalar?) throws {
    #expect(try node(yaml).coreScalar == expected)
  }

  @Test(
    "words in one language stand for both",
    arguments: [
      ("融資", Words("融資")), ("{ja: 融資}", Words("融資")), ("{en: Loan}", Words("Loan")),
      ("{ja: 融資, en: Loan}", Words(ja: "融資", en: "Loan")),
    ])
  func words(_ yaml: String, _ expected: Words) throws {
    var bag = DiagnosticBag()
    #expect(try node(yaml).words(Self.what, into: &bag)?.value == expected)
    #expect(bag.diagnostics.isEmpty)
  }

  @Test("all that is wrong is told, and the rest is read")
  func mapping() throws {
    var bag = DiagnosticBag()
    let table = KeyTable(Self.what, ["guard", "target"], notYet: ["child"])
    let reader = try #require(MappingReader(try node("gaurd: 1\ntarget: x\nchild: 2\n"), table, into: &bag))
    #expect(reader.entries.map(\.key.value) == ["target"])
    #expect(reader["target"]?.scalar?.text == "x")
    #expect(bag.diagnostics.map(\.code) == ["KF0146", "KF0147"])
    #expect(bag.diagnostics.first?.help?.en == "did you mean `guard`?")
  }

  @Test("one item needs no list")
  func items() throws {
    #expect(try node("a").itemsOrSelf.count == 1)
    #expect(try node("[a, b]").itemsOrSelf.count == 2)
    #expect(try node("~").isNull)
    #expect(try !node("'~'").isNull)
  }
}
