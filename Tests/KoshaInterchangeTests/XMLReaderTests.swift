// The places and the refusals of the XML reader.

import KoshaSource
import Testing

@testable import KoshaInterchange

@Suite("XML")
struct XMLReaderTests {
  private func read(_ text: String) -> (root: XMLElement?, bag: DiagnosticBag) {
    var bag = DiagnosticBag()
    let root = XMLReader.read(SourceFile(path: "model.dmn", bytes: Array(text.utf8)), into: &bag)
    return (root, bag)
  }

  @Test("Text keeps its places through entities and CDATA")
  func places() throws {
    let (root, bag) = read("<a>\n<b>x &lt; 1 <![CDATA[and y]]></b></a>")
    #expect(bag.sorted.isEmpty)
    let text = try #require(root?.elements.first?.text)
    #expect(text.text == "x < 1 and y")
    // `and` stands behind an entity of four bytes and the nine of `<![CDATA[`.
    let place = text.span(of: 6..<9)
    #expect(place.start.line == 2)
    #expect(place.start.column == 22)
  }

  @Test(
    "What is no XML is refused at its place",
    arguments: [
      ("<a><b></a>", "終了タグが開始タグと合いません", "the end tag does not match its start tag"),
      (
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "`<!DOCTYPE …>` は使えません",
        "`<!DOCTYPE …>` may not be used"
      ),
      ("<a b='1' b='2'/>", "同じ属性が2つあります", "the attribute is given twice"),
      ("<a>\n", "文書が途中で終わっています", "the document ends too early"),
      ("", "文書に要素がありません", "the document has no element"),
    ])
  func refusals(text: String, ja: String, en: String) throws {
    let (root, bag) = read(text)
    #expect(root == nil)
    let found = try #require(bag.sorted.first)
    #expect(found.message.ja == ja)
    #expect(found.message.en == en)
  }

  @Test("Elements nested without end are refused and not followed")
  func depth() throws {
    let (root, bag) = read(String(repeating: "<a>", count: 100_000))
    #expect(root == nil)
    #expect(
      try #require(bag.sorted.first).message.en
        == "elements are nested too deeply (the limit is \(XMLReader.depthLimit) levels)")
  }
}
