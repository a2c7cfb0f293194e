// The exact words and carets of every problem, in both languages, as snapshots.

import KoshaSource
import KoshaTestSupport
import KoshaYAML
import Testing

@Suite("Messages")
struct MessageTests {
  /// Sources that are refused before anyone asks what they mean.
  static let sources: [String] = [
    // Bytes.
    "a: x\u{1}y\n", "a: \u{7F}\n", "a\rb: 1\n", "a: \u{85}\n", "a: x\u{2028}y\n", "a: \u{FEFF}x\n",
    // Well formed and refused.
    "a:\n\tb: 1\n", "a:\n　b: 1\n", "a:\n\u{A0}b: 1\n", "a:\n\u{2003}b: 1\n", "-\t- a\n", "a: b\n\tc\n",
    "%YAML 1.2\n---\na: 1\n", "a: 1\n---\nb: 2\n", "a: !money 1\n", "a: !!binary x\n", "<<: {a: 1}\n", "? a\n: b\n",
    "[a]: b\n", "{a: 1}: b\n", ": a\n", "a: &x [*x ]\n", "a: *融\n", "a: *x\n", "融資: 1\n審査: 2\n融資: 3\n",
    "{a: 1, a: 2}\n", "", "# 註\n",
    // Traps of plain text.
    "値: {value: age(a, b), x: 1}\n", "- [証明書(法人, 個人)]\n", "a: [x[1], y]\n", "a: [1..5)\n", "a: {in: (1..5]}\n",
    "a: {x}\n", "a: {b: 株式, 合同}\n", "連絡先: 警察相談 #9110\n", "連絡先: #9110\n", "a: x\n  警察 #9\n", "a: > 5\n", "a: |x\n",
    "a: ]1..5]\n", "a: , b\n", "a: }\n", "a: ? b\n", "a: @b\n", "a: `b`\n", "a: %b\n", "a: ! b\n", "a: & b\n",
    "a: != 3\n", "a: !(b or c)\n",
    "a: * b\n",
    "a: -\n", "a: - b\n", "a: [-, 1]\n", "a: [> 5]\n", "金額: 上限: 5\n", "a: {b: c: d}\n", "a: \"甲\" or \"乙\"\n",
    "a: 'x' = y\n",
    "a: [1..5] x\n", "a: *b + 5\n",
    // Not well formed.
    "a: \"x\nb: 1\n", "a: 'x\nb: 1\n", "a: \"x\nb: \"y\"\n", "融資: [a, b\n", "a: {b: c\n", "a: [b}\n", "融資: \"\\q\"\n",
    "a: \"\\u12\"\n",
    "a: \"\\uD800\"\n", "a:\n   b: 1\n  c: 2\n", "a: b\n  c: d\n", "a: 1\n融資：審査\nb: 2\n", "融資：審査\nb: 2\n",
    "a: {\"b\": 1 \"c\": 2}\n", "a: [\"b\"\n \"c\"]\n", "a: {b: {c: 1}\n d: 2}\n", "a: [[1,\n 2] 3]\n",
    "a: [1,\n 2] x\n", "a: [b, , c]\n",
    // Several at once.
    "a: 1\na: 2\nb: {c}\nd: x #1\n",
  ]

  static func render(_ bag: DiagnosticBag, of source: String, _ language: Language) -> String {
    "# \(String(reflecting: source))\n" + DiagnosticRenderer(language: language).text(of: bag) + "\n"
  }

  @Test("about YAML", arguments: Language.allCases)
  func yaml(_ language: Language) {
    let text = Self.sources.map { source in
      var bag = DiagnosticBag()
      _ = YAMLComposer.compose(SourceFile(path: "a.yaml", text: source), into: &bag)
      return Self.render(bag, of: source, language)
    }.joined()
    #expect(Snapshot.difference(of: text, from: "yaml.\(language.rawValue).txt") == nil)
  }

  @Test("about limits and bytes", arguments: Language.allCases)
  func limits(_ language: Language) {
    let tight = YAMLLimits(bytes: 20, nodes: 4, depth: 2)
    let files: [(String, [UInt8])] = [
      ("too large", Array("a: 123456789012345678\n".utf8)), ("too deep", Array("a: {b: {c: 1}}".utf8)),
      ("too deep by aliases", Array("- &a [[1]]\n- [*a]\n".utf8)), ("too deep in a list", Array("- - - a\n".utf8)),
      ("too many", Array("[a, b, c, d]".utf8)), ("too many by aliases", Array("- &a [x]\n- *a\n".utf8)),
      ("not UTF-8", [0x61, 0x3A, 0x20, 0x94, 0x5F]), ("overlong", [0x61, 0xC0, 0xAF]),
      ("surrogate", [0xED, 0xA0, 0x80]), ("cut short", [0x61, 0xE3, 0x81]), ("UTF-16", [0xFF, 0xFE, 0x61, 0]),
      ("UTF-16 without a mark", [0x61, 0, 0x62, 0]), ("UTF-32", [0, 0, 0xFE, 0xFF]), ("zero", [0x61, 0, 0x62]),
    ]
    let text = files.map { name, bytes in
      var bag = DiagnosticBag()
      _ = YAMLComposer.compose(SourceFile(path: "a.yaml", bytes: bytes), limits: tight, into: &bag)
      return Self.render(bag, of: name, language)
    }.joined()
    #expect(Snapshot.difference(of: text, from: "limits.\(language.rawValue).txt") == nil)
  }

  @Test("about the shape of nodes", arguments: Language.allCases)
  func shape(_ language: Language) {
    let source = """
      mapping: [1]
      sequence: {a: 1}
      text: [1..5]
      map: {a: 1}
      nothing:
      boolean: yes
      quoted: 'true'
      integer: 1.5
      large: 99999999999999999999
      titel: x
      zzzzzzzz: x
      child: {a: 1}
      words: {ja: 融資, fr: prêt}
      no_words: {}
      bad_words: {ja: [a]}
      """
    let what = Words(ja: "見出し", en: "a title")
    let table = KeyTable(
      Words(ja: "状態", en: "a state"),
      [
        "mapping", "sequence", "text", "map", "nothing", "boolean", "quoted", "integer", "large", "words", "no_words",
        "bad_words", "title", "missing",
      ], notYet: ["child"])
    var bag = DiagnosticBag()
    if let root = YAMLComposer.compose(SourceFile(path: "a.yaml", text: source), into: &bag),
      let reader = MappingReader(root, table, into: &bag)
    {
      _ = reader.required("missing", into: &bag)
      _ = reader["mapping"]?.freeEntries(what, into: &bag)
      _ = reader["sequence"]?.items(what, into: &bag)
      for key in ["text", "map", "nothing"] { _ = reader[key]?.text(what, into: &bag) }
      for key in ["boolean", "quoted"] { _ = reader[key]?.boolean(what, into: &bag) }
      for key in ["integer", "large"] { _ = reader[key]?.integer(what, into: &bag) }
      for key in ["words", "no_words", "bad_words"] { _ = reader[key]?.words(what, into: &bag) }
      _ = reader["mapping"].flatMap { MappingReader($0, table, into: &bag) }
    }
    #expect(
      Snapshot.difference(of: Self.render(bag, of: source, language), from: "shape.\(language.rawValue).txt") == nil)
  }

  @Test(
    "carets inside scalars",
    arguments: [
      "融資: 1️⃣審", "a: '融''1️⃣審'", "a: \"\\u3042\\n1️⃣審\"", "a: |\n  融\n   x1️⃣審\n", "a: >-\n  融\n  資\n\n  x1️⃣審\n",
      "- a: >\n    融\n     1️⃣審", "a: x\n  y\n    1️⃣審", "\u{FEFF}a: 融1️⃣審", "a:\r\n  \"x\r\n  1️⃣審\"\r\n", "a: !!str &x 1️⃣審",
      "a: &x |2\n    1️⃣審",
    ])
  func caret(_ source: String) throws {
    let marked = MarkedText(source)
    var bag = DiagnosticBag()
    var node = try #require(YAMLComposer.compose(marked.file(), into: &bag))
    while node.scalar == nil {
      switch node.content {
      case .mapping(let entries): node = try #require(entries.first?.value)
      case .sequence(let items): node = try #require(items.first)
      case .scalar: break
      }
    }
    let text = try #require(node.scalar).located
    let index = try #require(text.text.utf8.firstIndex(of: 0xE5))
    let offset = text.text.utf8.distance(from: text.text.utf8.startIndex, to: index)
    #expect(text.text.hasSuffix("審") || text.text.hasSuffix("審\n"))
    #expect(text.span(of: offset..<offset + 3).range.lowerBound == marked.offsets[1])
  }
}
