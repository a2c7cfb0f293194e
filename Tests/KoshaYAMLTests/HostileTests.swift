// Files made to harm: each is refused at a place, none brings the reader down.

import KoshaSource
import KoshaTestSupport
import KoshaYAML
import Testing

@Suite("Hostile files")
struct HostileTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }

    init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
  }

  static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  /// Nesting in every form that YAML has, just over the limit and far over it.
  static let depth: [Attack] =
    [65, 66, 100, 1_000, 10_000, 100_000, 400_000].flatMap { count in
      [
        Attack("[ × \(count)", times("[", count)), Attack("{ × \(count)", times("{", count)),
        Attack("{a: × \(count)", times("{a: ", count)), Attack("- × \(count)", times("- ", count) + "a"),
        Attack("[] × \(count)", times("[", count) + times("]", count)),
        Attack("key and [ × \(count)", "a: " + times("[", count)),
        Attack("[{ × \(count)", times("[{a: ", count)), Attack("[ on lines × \(count)", times("[\n", count)),
        Attack("- [ × \(count)", times("- ", 40) + times("[", count)),
      ]
    }
    + [65, 100, 1_000].flatMap { count in
      [
        Attack("steps × \(count)", (0..<count).map { times(" ", $0) + "a:\n" }.joined()),
        Attack("lists × \(count)", (0..<count).map { times(" ", $0) + "-\n" }.joined()),
        Attack("zero-indented × \(count)", (0..<count).map { times("  ", $0) + "- a:\n" }.joined()),
      ]
    }

  static let size: [Attack] = [
    Attack("one byte over", times("a", 1 << 20) + "b"), Attack("2 MiB of spaces", times(" ", 2 << 20)),
    Attack("2 MiB of line ends", times("\n", 2 << 20)), Attack("2 MiB of zeros", [UInt8](repeating: 0, count: 2 << 20)),
    Attack("100,001 items", "[" + times("a,", 100_001) + "]"), Attack("100,001 lines", times("- a\n", 100_001)),
    Attack("60,000 keys", (0..<60_000).map { "a\($0): \n" }.joined()),
    Attack("200,000 empty lists", "[" + times("[],", 200_000) + "]"),
    Attack("200,000 dashes", times("-\n", 200_000)), Attack("anchors", times("- &a\n", 150_000)),
    Attack("aliases", "- &a b\n" + times("- *a\n", 150_000)),
  ]

  /// Aliases of aliases, which grow as a power.
  static let aliases: [Attack] =
    (2...10).flatMap { width in
      [16, 24, 40].map { height in
        let lines = (1...height).map { level in
          "a\(level): &a\(level) [" + (0..<width).map { _ in "*a\(level - 1)" }.joined(separator: ", ") + "]\n"
        }
        return Attack("laughs \(width)^\(height)", "a0: &a0 [x, x, x, x]\n" + lines.joined())
      }
    } + [
      Attack("itself", "a: &a [*a ]\n"), Attack("itself in a map", "&a b: &c {d: *c }\n"),
      Attack("through another", "a: &a {b: &b [*a ]}\n"), Attack("unknown", "a: *b\n"),
      Attack("later", "a: *b\nc: &b 1\n"),
      Attack("as a key", "a: &b c\n*b : 1\n"), Attack("no name", "a: *\n"), Attack("anchor without a name", "a: & b\n"),
      Attack("two anchors", "a: &b &c d\n"), Attack("anchor and alias", "a: &b *c\n"),
      Attack("deep through aliases", "a0: &a0 [x]\n" + (1...70).map { "a\($0): &a\($0) [*a\($0 - 1) ]\n" }.joined()),
    ]

  static let encodings: [Attack] = [
    [0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61], [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], [0x61, 0, 0x3A, 0],
    [0, 0x61, 0, 0x3A], [0, 0, 0, 0x61], [0x61, 0, 0, 0], [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2],
    [0xC2, 0x41], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE3, 0x81], [0xE3, 0x81, 0x41], [0xED, 0xA0, 0x80],
    [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF], [0xFE], [0xF0, 0x9F, 0x98],
    // Japanese in Shift_JIS and in EUC-JP.
    [0x97, 0x5A, 0x8E, 0x91], [0xCD, 0xBB, 0xBB, 0xF1], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF],
  ].enumerated().map { Attack("encoding \($0.offset)", $0.element) }

  static let characters: [Attack] =
    ((0..<0x20).filter { ![9, 10].contains($0) } + [0x7F] + Array(0x80...0x9F) + [0x2028, 0x2029, 0xFEFF])
    .flatMap { value -> [Attack] in
      guard let scalar = Unicode.Scalar(UInt32(value)) else { return [] }
      return [
        Attack("plain \(value)", "a: b\(scalar)c\n"), Attack("quoted \(value)", "a: \"b\(scalar)c\"\n"),
        Attack("block \(value)", "a: |\n  b\(scalar)c\n"),
      ]
    }

  static let indentation: [Attack] = ["\t", "\u{A0}", "\u{3000}", "\u{2003}", "\u{202F}", "\u{205F}", "\u{1680}"]
    .flatMap { space in
      [
        Attack("first line", "\(space)a: 1\n"), Attack("second line", "a:\n\(space)b: 1\n"),
        Attack("after spaces", "a:\n  \(space)b: 1\n"), Attack("in a list", "a:\n\(space)- b\n"),
        Attack("in brackets", "a: [b,\n\(space)c]\n"), Attack("in plain text", "a: b\n\(space)c\n"),
        Attack("before a block", "a: |\n\(space)b\n"),
      ].map { Attack("\($0.name) \(String(reflecting: space))", $0.bytes) }
    }

  static let others: [Attack] = [
    "%YAML 1.1\n---\na: 1", "%YAML 1.2\n---\na: 1", "%TAG ! x:\n---\na: 1", "%FOO\n---\na: 1", "%",
    "a: 1\n...\n%YAML 1.2\n---\nb: 1",
    "a\n---\nb", "---\n---\n", "a: 1\n...\nb: 1\n", "--- a\n--- b", "[a\n---\nb]",
    "a: !x 1", "a: !!binary x", "a: !!python/object:os.system x", "a: !<tag:yaml.org,2002:str> x", "!!set {a}",
    "a: !!timestamp 1",
    "!!omap [a]", "a: !", "a: !e!x 1", "<<: {a: 1}", "a:\n  <<: *b\n", "a: &b {c: 1}\nd: {<<: *b }\n", "a: 1\na: 1\n",
    "{a: 1, a: 1}", "\"a\": 1\na: 1\n", "'a': 1\n\"a\": 1\n", "a: 1\nb: {c: 1, d: 2, c: 3}\n", "が: 1\nか\u{3099}: 1\n",
    "? a\n: b",
    "? [a]\n: b", "[a]: b", "{a: 1}: b", "? |\n  a\n: b", "{? a : b}", "{[a]: b}", "\"a\n b\": c", ": a", "{: a}",
    "a:\n  : b\n",
    "", " ", "\n", "# a", "---", "...", "\"", "'", "\"a", "'a", "\"\\", "\"\\\"", "a: \"b\nc: d\n", "a: 'b\nc: 'd'\n",
    "[", "{",
    "]", "}", ",", "[a", "{a", "{a:", "[a}", "{a]", "[[a]", "a: [b\nc: d\n", "a: {b: c\nd: e\n",
    "@", "`", "@a",
    "a: `b`", "%a", "a: %b", "a: |b", "a: >b", "a: |10\n b", "a: |+-\n b", "a: |-x\n b", "a: b: c", "a: - b",
    "- a: b: c",
    "a: {b: c: d}", "a: {b}", "a: {b, c: d}", "a: {b: c, d}", "a: {f(x, y)}", "a: [f(x, y)]", "a: [(]", "a: [)]",
    "a: [（甲, 乙）]",
    "a: [「甲, 乙」]", "a: b #c", "a: #b", "a: [b #c]", "a: \"b\" c", "a: \"b\"c", "a: 'b' 'c'", "a: [b] c", "a: {b: c} d",
    "a: \"\\q\"",
    "a: \"\\x\"", "a: \"\\xg0\"", "a: \"\\u123\"", "a: \"\\ud800\"", "a: \"\\U00110000\"", "a: \"\\U99999999\"",
    "a: 1\n b: 2\n",
    "a:\n  b: 1\n c: 2\n", "a:\n  - b\n c: d\n", "- a\nb: c\n", "a: b\n- c\n", "a\nb: c\n", "a: 1\nb\n",
    "a: 1\nb\nc: 2\n", "a：b\nc: d\n",
    "[a, , b]", "[,]", "{,}", "[a b: c: d]", "{a: b c: d: e}", "[\"a\" \"b\"]", "{\"a\": 1 \"b\": 2}",
    "[a: b, c: d: e]", "- - - a\n  b\n- c: d\n e\n",
    "[-]", "[- a]", "{a: -}", "a: [?]x", "a: ? b", "[> 1]", "[| 1]", "[&]", "[*]", "[!x]", "[@]", "[%]", "[`]",
    "-a\n-b: c\n", "a:\n- b\n c\n- d: e\n  - f\n", "'a'b: c", "\"a\" b: c", "*a : b", "&a &b c", "a: |\n x\n\ty\n",
    "a: >\n\tx\n",
    times("a", 2_000) + ": b\n", "[" + times("a", 2_000) + ": b: c]", times("\"", 99_999), times("'", 99_999),
    times("? ", 10_000), times(": ", 10_000),
    times("[a]: ", 5_000), times("a: ", 100_000), times("- a: ", 100_000), times("{a: b}", 100_000),
    times("[],", 100_000),
    "[" + times("a: ", 100_000), "[" + times("? ", 100_000), "{" + times(",", 100_000), times("*a ", 100_000),
    times("&a ", 100_000),
    times("!!str ", 50_000), times("!a ", 50_000), times("#", 100_000), times("%", 100_000), times("\"a\" ", 100_000),
    times("|\n", 100_000),
    times("a\n", 100_000) + "b: c", times("---\n", 100_000), times("...\n", 100_000), "a: \"" + times("\\", 99_999),
    "a: \"" + times("\\q", 99_999) + "\"",
  ].enumerated().map { Attack("other \($0.offset) \(String(reflecting: String($0.element.prefix(30))))", $0.element) }

  static let all = depth + size + aliases + encodings + characters + indentation + others

  @Test("there are enough of them")
  func number() {
    #expect(all.count >= 300)
  }

  @Test("each is refused at a place", arguments: all)
  func refused(_ attack: Attack) {
    var bag = DiagnosticBag()
    _ = YAMLComposer.compose(SourceFile(path: "a.yaml", bytes: attack.bytes), into: &bag)
    #expect(bag.hasErrors)
    #expect(bag.diagnostics.allSatisfy { $0.span != nil })
    #expect(bag.diagnostics.count <= 200)
    _ = DiagnosticRenderer(language: .ja).text(of: bag)
  }

  private var all: [Attack] { Self.all }

  @Test("random bytes and mixed-up files are read or refused", arguments: 0..<300)
  func noise(_ seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "a", ": ", ":", "- ", "-", "? ", "[", "]", "{", "}", ",", "\n", "\n  ", "\n    ", "\"", "'", "|", ">", "|\n", "#",
      " #", "&a ",
      "*a", "!!str ", "!x ", "%", "@", "`", "融", "\\", "\\n", "(", ")", "---\n", "...", "\t", "　", "\r\n", "~", "<<: ",
    ]
    let text = (0..<generator.below(60)).map { _ in generator.pick(pieces) }.joined()
    var bag = DiagnosticBag()
    let node = YAMLComposer.compose(SourceFile(path: "a.yaml", text: text), into: &bag)
    #expect(node != nil || bag.hasErrors, "\(String(reflecting: text))")
    _ = DiagnosticRenderer(language: .en).text(of: bag)
  }
}
