// Files made to harm out: the corpus that tests refuse and measurements time.

/// A file made to harm its reader.
public struct HostileFile: Sendable, CustomStringConvertible {
  /// What it tries.
  public let name: String
  /// Its bytes.
  public let bytes: [UInt8]
  /// The name in reports of tests.
  public var description: String { name }

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
}

extension HostileFile {
  private static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  /// Nesting in every form that YAML has, just over the limit and far over it.
  private static let depth: [HostileFile] =
    [65, 66, 100, 1_000, 10_000, 100_000, 400_000].flatMap { count in
      [
        HostileFile("[ × \(count)", times("[", count)), HostileFile("{ × \(count)", times("{", count)),
        HostileFile("{a: × \(count)", times("{a: ", count)), HostileFile("- × \(count)", times("- ", count) + "a"),
        HostileFile("[] × \(count)", times("[", count) + times("]", count)),
        HostileFile("key and [ × \(count)", "a: " + times("[", count)),
        HostileFile("[{ × \(count)", times("[{a: ", count)), HostileFile("[ on lines × \(count)", times("[\n", count)),
        HostileFile("- [ × \(count)", times("- ", 40) + times("[", count)),
      ]
    }
    + [65, 100, 1_000].flatMap { count in
      [
        HostileFile("steps × \(count)", (0..<count).map { times(" ", $0) + "a:\n" }.joined()),
        HostileFile("lists × \(count)", (0..<count).map { times(" ", $0) + "-\n" }.joined()),
        HostileFile("zero-indented × \(count)", (0..<count).map { times("  ", $0) + "- a:\n" }.joined()),
      ]
    }

  private static let size: [HostileFile] = [
    HostileFile("one byte over", times("a", 1 << 20) + "b"), HostileFile("2 MiB of spaces", times(" ", 2 << 20)),
    HostileFile("2 MiB of line ends", times("\n", 2 << 20)),
    HostileFile("2 MiB of zeros", [UInt8](repeating: 0, count: 2 << 20)),
    HostileFile("100,001 items", "[" + times("a,", 100_001) + "]"),
    HostileFile("100,001 lines", times("- a\n", 100_001)),
    HostileFile("60,000 keys", (0..<60_000).map { "a\($0): \n" }.joined()),
    HostileFile("200,000 empty lists", "[" + times("[],", 200_000) + "]"),
    HostileFile("200,000 dashes", times("-\n", 200_000)), HostileFile("anchors", times("- &a\n", 150_000)),
    HostileFile("aliases", "- &a b\n" + times("- *a\n", 150_000)),
  ]

  /// Aliases of aliases, which grow as a power.
  private static let aliases: [HostileFile] =
    (2...10).flatMap { width in
      [16, 24, 40].map { height in
        let lines = (1...height).map { level in
          "a\(level): &a\(level) [" + (0..<width).map { _ in "*a\(level - 1)" }.joined(separator: ", ") + "]\n"
        }
        return HostileFile("laughs \(width)^\(height)", "a0: &a0 [x, x, x, x]\n" + lines.joined())
      }
    } + [
      HostileFile("itself", "a: &a [*a ]\n"), HostileFile("itself in a map", "&a b: &c {d: *c }\n"),
      HostileFile("through another", "a: &a {b: &b [*a ]}\n"), HostileFile("unknown", "a: *b\n"),
      HostileFile("later", "a: *b\nc: &b 1\n"),
      HostileFile("as a key", "a: &b c\n*b : 1\n"), HostileFile("no name", "a: *\n"),
      HostileFile("anchor without a name", "a: & b\n"),
      HostileFile("two anchors", "a: &b &c d\n"), HostileFile("anchor and alias", "a: &b *c\n"),
      HostileFile(
        "deep through aliases", "a0: &a0 [x]\n" + (1...70).map { "a\($0): &a\($0) [*a\($0 - 1) ]\n" }.joined()),
    ]

  private static let encodings: [HostileFile] = [
    [0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61], [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], [0x61, 0, 0x3A, 0],
    [0, 0x61, 0, 0x3A], [0, 0, 0, 0x61], [0x61, 0, 0, 0], [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2],
    [0xC2, 0x41], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE3, 0x81], [0xE3, 0x81, 0x41], [0xED, 0xA0, 0x80],
    [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF], [0xFE], [0xF0, 0x9F, 0x98],
    // Japanese in Shift_JIS and in EUC-JP.
    [0x97, 0x5A, 0x8E, 0x91], [0xCD, 0xBB, 0xBB, 0xF1], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF],
  ].enumerated().map { HostileFile("encoding \($0.offset)", $0.element) }

  private static let characters: [HostileFile] =
    ((0..<0x20).filter { ![9, 10].contains($0) } + [0x7F] + Array(0x80...0x9F) + [0x2028, 0x2029, 0xFEFF])
    .flatMap { value -> [HostileFile] in
      guard let scalar = Unicode.Scalar(UInt32(value)) else { return [] }
      return [
        HostileFile("plain \(value)", "a: b\(scalar)c\n"), HostileFile("quoted \(value)", "a: \"b\(scalar)c\"\n"),
        HostileFile("block \(value)", "a: |\n  b\(scalar)c\n"),
      ]
    }

  private static let indentation: [HostileFile] = [
    "\t", "\u{A0}", "\u{3000}", "\u{2003}", "\u{202F}", "\u{205F}", "\u{1680}",
  ]
  .flatMap { space in
    [
      HostileFile("first line", "\(space)a: 1\n"), HostileFile("second line", "a:\n\(space)b: 1\n"),
      HostileFile("after spaces", "a:\n  \(space)b: 1\n"), HostileFile("in a list", "a:\n\(space)- b\n"),
      HostileFile("in brackets", "a: [b,\n\(space)c]\n"), HostileFile("in plain text", "a: b\n\(space)c\n"),
      HostileFile("before a block", "a: |\n\(space)b\n"),
    ].map { HostileFile("\($0.name) \(String(reflecting: space))", $0.bytes) }
  }

  private static let others: [HostileFile] = [
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
  ].enumerated().map {
    HostileFile("other \($0.offset) \(String(reflecting: String($0.element.prefix(30))))", $0.element)
  }

  /// All of them.
  public static let all = depth + size + aliases + encodings + characters + indentation + others
}
