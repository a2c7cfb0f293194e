// How diagnostics look, and how wide text is.

import KoshaSource
import KoshaTestSupport
import Testing

private struct Fault: Problem {
  var code: String { "KF0000" }
  var message: Words { Words(ja: "違います", en: "this is wrong") }
  var help: Words? { Words(ja: "直します", en: "mend it") }
}

@Suite("Renderer")
struct RendererTests {
  struct Case: Sendable {
    var source: String
    var expected: String
  }

  static let cases: [Case] = [
    Case(
      source: "abc 1️⃣def2️⃣ ghi",
      expected: "a.yaml:1:5: error[KF0000]: this is wrong\n  abc def ghi\n      ^^^\nhelp: mend it"),
    Case(
      source: "一行\n融資 1️⃣審査2️⃣ x",
      expected: "a.yaml:2:4: error[KF0000]: this is wrong\n  融資 審査 x\n       ^^^^\nhelp: mend it"),
    Case(
      source: "か\u{3099} 1️⃣x2️⃣",
      expected: "a.yaml:1:4: error[KF0000]: this is wrong\n  か\u{3099} x\n     ^\nhelp: mend it"),
    Case(source: "\ta1️⃣b2️⃣", expected: "a.yaml:1:3: error[KF0000]: this is wrong\n   ab\n    ^\nhelp: mend it"),
    Case(source: "a1️⃣b\nc2️⃣d", expected: "a.yaml:1:2: error[KF0000]: this is wrong\n  ab\n   ^\nhelp: mend it"),
    Case(source: "ab1️⃣2️⃣", expected: "a.yaml:1:3: error[KF0000]: this is wrong\n  ab\n    ^\nhelp: mend it"),
    Case(source: "a\r\nb1️⃣c2️⃣\r\n", expected: "a.yaml:2:2: error[KF0000]: this is wrong\n  bc\n   ^\nhelp: mend it"),
    Case(
      source: String(repeating: "あ", count: 60) + "1️⃣x2️⃣" + String(repeating: "い", count: 60),
      expected: """
        a.yaml:1:61: error[KF0000]: this is wrong
          …あああああああああああああああああああxいいいいいいいいいいいいいいいいいいいいいいいいいいいいいいいいいいいいいい…
                                                 ^
        help: mend it
        """),
  ]

  @Test("puts the caret under the character", arguments: cases)
  func caret(_ example: Case) throws {
    let marked = MarkedText(example.source)
    let range = try #require(marked.range(1, 2))
    let diagnostic = Diagnostic(Fault(), at: SourceSpan(file: marked.file(), range: range))
    #expect(DiagnosticRenderer(language: .en).text(of: diagnostic) == example.expected)
  }

  @Test("speaks Japanese, shows other places, and does without a place")
  func whole() {
    let file = SourceFile(path: "b.yaml", text: "一: 1\n一: 2\n")
    var bag = DiagnosticBag()
    bag.add(
      Fault(), at: SourceSpan(file: file, range: 7..<10),
      related: [.init(span: SourceSpan(file: file, range: 0..<3), message: Words(ja: "最初", en: "first"))])
    bag.add(Fault(), at: nil)
    #expect(
      DiagnosticRenderer(language: .ja).text(of: bag) == """
        error[KF0000]: 違います
        help: 直します
        b.yaml:2:1: error[KF0000]: 違います
          一: 2
          ^^
        b.yaml:1:1: note: 最初
          一: 1
          ^^
        help: 直します

        """)
  }

  @Test("gives machines every field")
  func record() {
    let file = SourceFile(path: "b.yaml", text: "一: 1\n二: 22\n")
    let record = DiagnosticRecord(Diagnostic(Fault(), at: SourceSpan(file: file, range: 12..<14)), language: .en)
    #expect(record.file == "b.yaml")
    #expect([record.line, record.column, record.endLine, record.endColumn] == [2, 4, 2, 6])
    #expect(record.severity == .error)
    #expect(record.code == "KF0000")
    #expect(record.message == "this is wrong")
    #expect(record.help == "mend it")
  }

  @Test(
    "counts columns",
    arguments: [
      ("", 0), ("abc", 3), ("融資", 4), ("ｱｲ", 2), ("ＡＢ", 4), ("か\u{3099}", 2), ("e\u{301}", 1), ("　", 2), ("😀", 2),
      ("①", 1), ("（株）", 6), ("é", 1), ("한", 2),
    ])
  func width(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }
}

@Suite("Places")
struct PlaceTests {
  @Test("a map answers the byte of every character")
  func offsetMap() {
    var map = OffsetMap(segments: [
      .init(textOffset: 0, fileOffset: 10), .init(textOffset: 3, fileOffset: 20), .init(textOffset: 4, fileOffset: 22),
    ])
    #expect((0..<6).map(map.fileOffset(of:)) == [10, 11, 12, 20, 22, 23])
    #expect(OffsetMap(verbatimAt: 7).segments == [.init(textOffset: 0, fileOffset: 7)])
    map.segments = [.init(textOffset: 0, fileOffset: 7)]
    #expect(map == OffsetMap(verbatimAt: 7))
  }

  @Test("lines and columns count characters")
  func position() {
    let file = SourceFile(path: "a", text: "ab\n融資x\n")
    #expect(file.position(of: 0) == SourcePosition(line: 1, column: 1))
    #expect(file.position(of: 9) == SourcePosition(line: 2, column: 3))
    #expect(file.position(of: 99) == SourcePosition(line: 3, column: 1))
    #expect(file.text(ofLine: 2) == "融資x")
    #expect(file.text(ofLine: 4) == "")
  }

  @Test("the nearest name")
  func suggestion() {
    #expect(Suggestion.nearest(to: "gaurd", in: ["target", "guard"]) == "guard")
    #expect(Suggestion.nearest(to: "Guard", in: ["guard"]) == "guard")
    #expect(Suggestion.nearest(to: "zzz", in: ["guard"]) == nil)
    #expect(Suggestion.nearest(to: "x", in: ["n", "y"]) == nil)
  }
}
