// Every word of the DMN reader, exact, at its place.

import KoshaRules
import KoshaSource
import Testing

@testable import KoshaInterchange

@Suite("The words of the DMN reader")
struct DMNWordsTests {
  /// What is told of a document, where.
  struct Told: Sendable, Equatable, CustomStringConvertible {
    var code: String
    var place: String
    var ja: String
    var en: String
    var helpEN: String?

    init(_ code: String, _ place: String, _ ja: String, _ en: String, _ helpEN: String? = nil) {
      (self.code, self.place, self.ja, self.en, self.helpEN) = (code, place, ja, en, helpEN)
    }

    var description: String { "\(code) at \(place): \(ja) / \(en) / \(helpEN ?? "")" }
  }

  static func told(_ bag: DiagnosticBag) -> [Told] {
    bag.sorted.map { diagnostic in
      var place = ""
      if let span = diagnostic.span { place = String(decoding: span.file.bytes[span.range], as: UTF8.self) }
      return Told(diagnostic.code, place, diagnostic.message.ja, diagnostic.message.en, diagnostic.help?.en)
    }
  }

  static func read(_ text: String) -> [Told] {
    var bag = DiagnosticBag()
    let file = SourceFile(path: "m.dmn", text: text)
    if let model = DMNReader.read(file, into: &bag) { _ = Model.compile(model, imports: [], into: &bag) }
    return told(bag)
  }

  static let documents: [(body: String, told: Told)] = [
    (
      "<wonder/>",
      Told("KF1011", "<wonder/>", "`definitions` の中の `wonder` は読み飛ばします", "`wonder` inside `definitions` is skipped")
    ),
    (
      "<inputData id=\"i\"/>",
      Told(
        "KF1012", "<inputData id=\"i\"/>", "`inputData` に属性 `name` がありません", "`inputData` needs the attribute `name`",
        "add the attribute")
    ),
    (
      DMNText.decision("d", "<conditional><if/><then/></conditional>"),
      Told(
        "KF1013", "<conditional>", "`conditional` に要素 `else` がありません", "`conditional` needs the element `else`",
        "add the element")
    ),
    (
      DMNText.decision("d", "<literalExpression expressionLanguage=\"js\"><text>1</text></literalExpression>"),
      Told(
        "KF1014", "js", "式の言語 `js` は評価できません", "the expression language `js` cannot be evaluated", "write it in FEEL")
    ),
    (
      DMNText.decision("d", "<decisionTable hitPolicy=\"LAST\"><output/></decisionTable>"),
      Told(
        "KF1015", "LAST", "属性 `hitPolicy` に値 `LAST` はありません", "the attribute `hitPolicy` has no value `LAST`",
        "known values: `UNIQUE`, `FIRST`, `PRIORITY`, `ANY`, `COLLECT`, `RULE ORDER`, `OUTPUT ORDER`")
    ),
    (
      DMNText.decision("d", "<decisionTable hitPolicy=\"COLLECT\" aggregation=\"AVG\"><output/></decisionTable>"),
      Told(
        "KF1015", "AVG", "属性 `aggregation` に値 `AVG` はありません", "the attribute `aggregation` has no value `AVG`",
        "known values: `SUM`, `COUNT`, `MIN`, `MAX`")
    ),
    (
      "<businessKnowledgeModel id=\"f\" name=\"f\"><encapsulatedLogic kind=\"Ruby\"/></businessKnowledgeModel>",
      Told(
        "KF1015", "Ruby", "属性 `kind` に値 `Ruby` はありません", "the attribute `kind` has no value `Ruby`",
        "known values: `FEEL`, `Java`, `PMML`")
    ),
    (
      DMNText.decision(
        "d",
        "<decisionTable><input><inputExpression><text>1</text></inputExpression></input><output/><rule>"
          + "<outputEntry><text>1</text></outputEntry></rule></decisionTable>"
      ),
      Told(
        "KF1016", "<rule>", "`inputEntry` が 0 個ありますが、列は 1 個です", "there are 0 of `inputEntry` but 1 columns",
        "write one for each column")
    ),
    (
      "<import name=\"p\" namespace=\"p\" importType=\"http://www.dmg.org/PMML-4_3\"/>",
      Told(
        "KF1017", "http://www.dmg.org/PMML-4_3", "種類 `http://www.dmg.org/PMML-4_3` の取り込みは使えません",
        "an import of the kind `http://www.dmg.org/PMML-4_3` cannot be used", "only DMN models can be imported")
    ),
    (
      DMNText.decision("d", DMNText.literal("1") + "<list/>"),
      Told(
        "KF1018", "<list/>", "`decision` に式が2つあります", "`decision` holds two expressions", "keep one of them")
    ),
    (
      DMNText.decision(
        "d", "<informationRequirement><requiredInput href=\"x\"/></informationRequirement>", DMNText.literal("1")),
      Told(
        "KF1019", "x", "参照 `x` が指すものが分かりません", "the reference `x` points at nothing known",
        "write `#id` or `namespace#id`")
    ),
    (
      DMNText.decision("d", "<literalExpression><importedValues/></literalExpression>"),
      Told(
        "KF1020", "<importedValues/>", "`importedValues` は使えません", "`importedValues` cannot be used",
        "write the value as `text`")
    ),
    (
      "<inputData id=\"i\" name=\"a\"/><inputData id=\"i\" name=\"b\"/>",
      Told("KF1022", "i", "id `i` が重複しています", "the id `i` is given twice", "give another id")
    ),
    (
      DMNText.decision("d", DMNText.needs("Input", "nobody"), DMNText.literal("1")),
      Told("KF0342", "d", "要素 `nobody` はこのモデルにありません", "the model has no element `nobody`")
    ),
    (
      "<inputData id=\"i\" name=\"a\"><variable name=\"a\" typeRef=\"tAmont\"/></inputData>"
        + "<itemDefinition name=\"tAmount\"><typeRef>number</typeRef></itemDefinition>",
      Told(
        "KF0340", "tAmont", "`tAmont` という型はこのモデルにありません", "the model has no type `tAmont`",
        "did you mean `tAmount`?")
    ),
    // FEEL is told where it stands in the document, behind entities too.
    (
      DMNText.decision("d", DMNText.literal("1 &lt; 2 and (3 + )")),
      Told(
        "KF0201", ")", "`)` はここに書けません。値や式が必要です", "`)` cannot stand here, an expression is expected")
    ),
    (
      DMNText.decision("d", "<literalExpression><text><![CDATA[1 < ]]></text></literalExpression>"),
      Told(
        "KF0201", "<", "式が途中で終わっています。値や式が必要です", "the expression ends too early, an expression is expected")
    ),
  ]

  @Test("Each at its place, in both languages", arguments: documents.indices)
  func words(index: Int) {
    let (body, told) = Self.documents[index]
    #expect(Self.read(DMNText.document(body)) == [told])
  }

  @Test(
    "What is no DMN at all",
    arguments: [
      (
        "<a/>",
        Told(
          "KF1010", "<a/>", "根の要素 `a` はDMNの `definitions` ではありません", "the root `a` is no `definitions` of DMN",
          "a `definitions` in a namespace of DMN 1.1 to 1.5 is needed")
      ),
      (
        "<definitions xmlns=\"http://example.org/\"/>",
        Told(
          "KF1010", "<definitions xmlns=\"http://example.org/\"/>", "根の要素 `definitions` はDMNの `definitions` ではありません",
          "the root `definitions` is no `definitions` of DMN",
          "a `definitions` in a namespace of DMN 1.1 to 1.5 is needed")
      ),
      (
        "<?xml version=\"1.0\" encoding=\"EBCDIC\"?><a/>",
        Told(
          "KF1002", "EBCDIC", "文字コード `EBCDIC` は読めません", "the encoding `EBCDIC` cannot be read",
          "save the document as UTF-8")
      ),
      (
        "<a>&nbsp;</a>",
        Told("KF1006", "&", "実体参照が定義されていません", "the entity is not defined")
      ),
      ("<a/><b/>", Told("KF1006", "<", "根の要素の後に内容があります", "content follows after the root element")),
      ("<a:b/>", Told("KF1006", "<", "名前空間の接頭辞が宣言されていません", "the namespace prefix is not declared")),
      ("<a b/>", Told("KF1006", "/", "XMLとして読めません", "this cannot be read as XML")),
    ])
  func noDMN(text: String, told: Told) {
    #expect(Self.read(text) == [told])
  }

  @Test("A model that is not at hand")
  func notAtHand() {
    let problem = ModelImportProblem(namespace: "urn:o")
    #expect(problem.code == "KF1021")
    #expect(problem.message.ja == "取り込むモデル（名前空間 `urn:o`）が見つかりません")
    #expect(problem.message.en == "the imported model of the namespace `urn:o` is not found")
    #expect(problem.help?.en == "put the imported model into the same folder")
  }

  // MARK: Hostile documents

  @Test(
    "What is made to harm a reader ends with an error and is not followed",
    arguments: [
      (
        "laughs",
        "<!DOCTYPE a [<!ENTITY a \"ha\">\((1...40).map { "<!ENTITY a\($0) \"&a\($0 - 1);&a\($0 - 1);\">" }.joined())]><a>&a40;</a>",
        "KF1004"
      ),
      ("outside", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>", "KF1004"),
      ("subset", "<!DOCTYPE a SYSTEM \"http://192.0.2.1/a.dtd\"><a/>", "KF1004"),
      ("parameters", "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://192.0.2.1/a\"> %p;]><a/>", "KF1004"),
      ("deep", String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000), "KF1005"),
      ("attribute", "<a b=\"" + String(repeating: "x", count: 1 << 20) + "\"/>", "KF1007"),
      ("attributes", "<a " + (0..<100_000).map { "b\($0)=\"\" " }.joined() + "/>", "KF1007"),
    ])
  func hostile(name: String, text: String, code: String) {
    #expect(Self.read(text).map(\.code) == [code])
  }

  @Test("Texts of very many parts are read, and told to be too long")
  func longTexts() {
    for text in [String(repeating: "&amp;", count: 100_000), String(repeating: "\n", count: 100_000) + "1"] {
      let told = Self.read(DMNText.document(DMNText.decision("d", DMNText.literal(text))))
      #expect(told.map(\.en) == ["the expression is longer than 65536 bytes"])
    }
  }

  @Test("A start tag that is too long is told with its size")
  func longTag() {
    let told = Self.read("<a b=\"" + String(repeating: "x", count: 70_000) + "\"/>")
    #expect(told.map(\.ja) == ["開始タグが長すぎます（70009バイト、上限は65536バイト）"])
    #expect(told.map(\.en) == ["the start tag is too long (70009 bytes, the limit is 65536)"])
    #expect(told.map(\.helpEN) == ["shorten the values of its attributes"])
  }
}
