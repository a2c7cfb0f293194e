// Everything that decision files can say, exported and read back: the same answers; what no model can hold is refused at
// its place.

import Foundation
import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaTestSupport
import Testing

@testable import KoshaInterchange

@Suite("Decisions exported as DMN")
struct ExportTests {
  /// What the cases read.
  static let data = [
    Variable("n", .number), Variable("m", .number), Variable("s", .string), Variable("b", .boolean),
    Variable("d", .date), Variable("at", .dateAndTime), Variable("today", .date),
    Variable("fund", .enumeration(["small", "startup", "improvement"])),
    Variable("offers", .list(.context([.init("rate", .number), .init("bank", .string)]))),
    Variable("anything", .any),
  ]

  static let cases = ["allowed", "boxed", "columns", "enumerations", "functions", "texts", "types"]

  private static func files(_ name: String) throws -> [String] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/Export/\(name)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
  }

  @Test("Read back from its document, every decision answers as before", arguments: cases)
  func sameAnswers(name: String) throws {
    let export = ExportFixture(try Self.files(name), data: Self.data)
    #expect(export.diagnostics.map(\.message.en) == [])
    let (differences, answers) = try export.compare(rounds: 500, seed: 7)
    #expect(differences.prefix(3) == [])
    #expect(answers > 50)
  }

  @Test("A document that is read and written again is the same document", arguments: cases.filter { $0 != "texts" })
  func writtenAgain(name: String) throws {
    let document = try #require(ExportFixture(try Self.files(name), data: Self.data).document)
    var bag = DiagnosticBag()
    let model = try #require(DMNReader.read(SourceFile(path: "m.dmn", text: document), into: &bag))
    #expect(DMNWriter.text(of: model, language: .ja, into: &bag) == document)
    #expect(bag.sorted.map(\.message.en) == [])
  }

  @Test("Random tables under every hit policy answer as before", arguments: 1...33)
  func randomTables(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let policy = HitPolicy.allCases[seed % HitPolicy.allCases.count]
    let isAggregate = [HitPolicy.collectSum, .collectMin, .collectMax].contains(policy)
    let numbers = ["< 5", "[2..8]", ">= 7", "-", "null", "not(3)", "1, 4, 9", "> total - 6", "<= n"]
    let words = ["small", "small, startup", "not(improvement)", "null", "-", "not(null)"]
    var rules = ""
    for _ in 0..<(1 + generator.below(9)) {
      let then =
        isAggregate
        ? "{points: \(generator.below(20))}"
        : "{level: \(generator.pick(["high", "middle", "low", "null"])), note: \(generator.pick(["一", "二", "= s", "null"]))}"
      rules += """

          - {when: {total: '\(generator.pick(numbers))', fund: '\(generator.pick(words))'}, then: \(then)}
        """
    }
    let outputs =
      isAggregate
      ? "{points: {type: number}}"
      : "{level: {type: [high, middle, low]\(policy == .collectCount ? "" : ", default: low")}, note: {type: string}}"
    let text = """
      kosha: 1
      decision: random
      inputs: {total: {type: number, value: n + m}, fund: {type: [small, startup, improvement]}}
      outputs: \(outputs)
      hit: \(policy.text)
      rules:\(rules)
      """
    let export = ExportFixture([text], data: Self.data)
    #expect(export.diagnostics.map(\.message.en) == [])
    #expect(try export.compare(rounds: 80, seed: UInt64(seed)).differences.prefix(3) == [])
  }

  @Test("Titles, authorities and ids of rules stand in the document, escaped")
  func escapes() throws {
    let document = try #require(ExportFixture(try Self.files("texts"), data: Self.data, language: .en).document)
    for part in [
      #"label="&lt;text&gt; &amp; &quot;quotes&quot;""#, #"label="&lt;A&amp;&quot;&gt;""#,
      ##"name="要綱 &lt;第3条&gt; &amp; &quot;附則&quot;&#10;二行目""##, #"<annotation name="basis"/>"#,
      #"<text>"tab\tline\r\nbell\u0007 end\u007F"</text>"#, "髙橋様𠮷野家😀", #"<text>"  spaces  "</text>"#,
    ] {
      let isFound = document.contains(part)
      #expect(isFound, "\(part)")
    }
    var bag = DiagnosticBag()
    let root = XMLReader.read(SourceFile(path: "m.dmn", text: document), into: &bag)
    #expect(root?.name == "definitions")
    #expect(bag.sorted.map(\.message.en) == [])
  }

  /// A table with one rule.
  private static func table(_ id: String, _ more: String = "", value: String = "n", when: String = "1") -> String {
    """
    kosha: 1
    decision: \(id)
    \(more)
    inputs: {x: {type: number, value: "\(value)"}}
    outputs: {y: {type: boolean}}
    hit: unique
    rules: [{when: {x: "\(when)"}, then: {y: true}}]
    """
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    var files: [String]
    var place: String
    var ja: String
    var en: String
    var testDescription: String { en }
  }

  static let refusals = [
    Refusal(
      files: [table("rate", "effective: {until: 2023-03-31}"), table("rate", "effective: {from: 2023-04-01}")],
      place: "2.yaml:2:11 rate",
      ja: "判定 `rate` には適用期間が 2 つありますが、DMNのモデルは期間を持てません（..2023-03-31、2023-04-01..）",
      en: "the decision `rate` has 2 periods, and a DMN model knows none (..2023-03-31, 2023-04-01..)"),
    Refusal(
      files: [table("late", value: "if is business day(d) then 1 else 2")], place: "1.yaml:4:39 is business day",
      ja: "関数 `is business day` は暦や案件に依るもので、DMNのモデルには書けません",
      en: "the function `is business day` asks the calendar or the case, which no DMN model can hold"),
    Refusal(
      files: [table("one", value: "if two then 1 else 2"), table("two")], place: "1.yaml:2:11 one",
      ja: "判定 `one` は判定 `two` の答えを読みますが、`requires` に `two` がありません",
      en: "the decision `one` reads the answer of `two`, which its `requires` does not name"),
    Refusal(
      files: [table("µ")], place: "1.yaml:2:11 µ", ja: "`µ` はFEELの名前になりません", en: "`µ` is no name of FEEL"),
    Refusal(
      files: [
        """
        kosha: 1
        decision: swap
        inputs: {n: {type: number, value: m + 1}, m: {type: number, value: n + 1}}
        outputs: {y: {type: number}}
        hit: unique
        rules: [{then: {y: n - m}}]
        """
      ], place: "1.yaml:3:10 n",
      ja: "入力 `n`、`m` は互いの名前の項目を読むので、DMNの文脈に並べられません",
      en:
        "the inputs `n`, `m` read fields of each other's names, and no order of a DMN context keeps them apart"),
    Refusal(
      files: [
        """
        kosha: 1
        decision: asked
        inputs: {x: {type: number, value: n, allowed: "? < m"}}
        outputs: {y: {type: boolean}}
        hit: unique
        rules: [{then: {y: true}}]
        """
      ], place: "1.yaml:3:47 \"? < m\"",
      ja: "入力 `x` の `allowed` は `?` とほかの名前を併せて読むので、DMNには書けません",
      en: "`allowed` of the input `x` reads `?` together with other names, which DMN cannot hold"),
    Refusal(
      files: [table("bell", "title: \"a\\ab\"")], place: "1.yaml:2:11 bell", ja: "文字 `U+0007` はXMLに書けません",
      en: "the character `U+0007` cannot stand in XML"),
  ]

  @Test("What a model cannot hold is refused at its place", arguments: refusals)
  func refused(_ refusal: Refusal) throws {
    let export = ExportFixture(refusal.files, data: Self.data)
    #expect(export.document == nil)
    #expect(export.diagnostics.map(\.message.en) == [refusal.en])
    #expect(export.diagnostics.map(\.message.ja) == [refusal.ja])
    let span = try #require(export.diagnostics.first?.span)
    let written = String(decoding: span.file.bytes[span.range], as: UTF8.self)
    #expect("\(span.file.path):\(span.start.line):\(span.start.column) \(written)" == refusal.place)
  }

  @Test("A day chooses among versions; what is not in force then is left out, unless it is required")
  func versions() throws {
    let old = Self.table("rate", "effective: {until: 2023-03-31}", when: "1")
    let new = Self.table("rate", "effective: {from: 2023-04-01}", when: "2")
    let user = Self.table("user", "requires: [rate]", value: "if rate then 1 else 2")
    let day = try #require(CalendarDate("2023-04-01"))
    let export = ExportFixture([old, new], data: Self.data, on: day, language: .en)
    #expect(export.diagnostics.map(\.message.en) == [])
    let document = try #require(export.document)
    #expect(document.contains("<description>in force: 2023-04-01..</description>"))
    #expect(document.contains("<text>2</text>") && !document.contains("<text>1</text>"))

    let left = ExportFixture([old, Self.table("other")], data: Self.data, on: day)
    #expect(left.document != nil)
    #expect(left.diagnostics.map(\.severity) == [.warning])
    #expect(
      left.diagnostics.map(\.message.en) == ["the decision `rate` is not in force on 2023-04-01 and is left out"])

    let required = ExportFixture([old, user], data: Self.data, on: day)
    #expect(required.document == nil)
    #expect(required.diagnostics.contains { $0.message.en == "the decision `rate` is not in force on 2023-04-01" })
  }

  @Test("An answer of uncertain type is told")
  func uncertain() {
    let text = """
      kosha: 1
      decision: unsure
      inputs: {n: {type: number}}
      outputs: {y: {type: number}, z: {type: number}}
      hit: unique
      rules: [{then: {y: anything, z: 1}}]
      """
    let export = ExportFixture([text], data: Self.data)
    #expect(export.document != nil)
    #expect(
      export.diagnostics.map(\.message.en) == [
        "where the value of the output `y` is not of its type, the whole decision fails here, and in DMN this value alone is null"
      ])
  }

  @Test("Shapes of a diagram keep apart, and requirements lead upwards")
  func diagram() throws {
    let workflow = try OwnWorkflows.definition("loan-application")
    let document = try #require(ExportFixture(workflow.decisionSyntaxes, workflow.scope).document)
    var bag = DiagnosticBag()
    let root = try #require(XMLReader.read(SourceFile(path: "m.dmn", text: document), into: &bag))
    let page = try #require(root.elements.last?.elements.first)
    func numbers(_ element: XMLElement, _ names: [String]) -> [Int] {
      names.compactMap { element.attribute($0).flatMap { Int($0.text) } }
    }
    var boxes: [[Int]] = []
    for shape in page.elements where shape.name == "DMNShape" {
      boxes.append(numbers(try #require(shape.elements.first), ["x", "y", "width", "height"]))
    }
    #expect(boxes.count > 60)
    for (index, one) in boxes.enumerated() {
      for other in boxes[..<index] {
        let overlaps =
          one[0] < other[0] + other[2] && other[0] < one[0] + one[2] && one[1] < other[1] + other[3]
          && other[1] < one[1] + one[3]
        #expect(!overlaps)
      }
    }
    for edge in page.elements where edge.name == "DMNEdge" {
      let heights = edge.elements.flatMap { numbers($0, ["y"]) }
      #expect(heights.count > 1 && heights == heights.sorted(by: >))
    }
  }
}
