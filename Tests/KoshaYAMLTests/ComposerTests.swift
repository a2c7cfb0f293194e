// Valid documents against the trees they must give.

import KoshaSource
import KoshaYAML
import Testing

@Suite("Composer")
struct ComposerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var yaml: String
    var tree: String
    var testDescription: String { String(reflecting: yaml) }
    init(_ yaml: String, _ tree: String) {
      self.yaml = yaml
      self.tree = tree
    }
  }

  /// A node as compact text: scalars in quotes, `(…)` around what was not plain.
  static func text(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar):
      let escaped = scalar.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎")
      return switch scalar.style {
      case .plain: escaped
      case .singleQuoted: "'\(escaped)'"
      case .doubleQuoted: "\"\(escaped)\""
      case .literal: "|\(escaped)|"
      case .folded: ">\(escaped)>"
      }
    case .sequence(let items): return "[" + items.map(text).joined(separator: ", ") + "]"
    case .mapping(let entries):
      return "{" + entries.map { "\($0.key.value): \(text($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  static let cases: [Case] = [
    Case("a", "a"),
    Case("a: 1\nb: 2\n", "{a: 1, b: 2}"),
    Case("a: {b: [c, d], e: 'f'}", "{a: {b: [c, d], e: 'f'}}"),
    Case("- 1\n- - 2\n  - 3\n- x: y\n  z: w\n", "[1, [2, 3], {x: y, z: w}]"),
    Case("融資: 一\n審査:\n- い\n- ろ\n", "{融資: 一, 審査: [い, ろ]}"),
    Case("a: |\n  x\n   y\n\n  z\nb: >-\n  p\n  q\n\n  r\n", "{a: |x⏎ y⏎⏎z⏎|, b: >p q⏎r>}"),
    Case("a: &x {b: 1}\nc: *x\n", "{a: {b: 1}, c: {b: 1}}"),
    Case("a: no\nb: ~\nc:\nd: ''\n", "{a: no, b: ~, c: , d: ''}"),
    Case("[]", "[]"),
    Case("{}", "{}"),
    Case("a: []\nb: {}\n", "{a: [], b: {}}"),
    Case("\"a b\": 1", "{a b: 1}"),
    Case("'a: b': 1", "{a: b: 1}"),
    Case("---\na: 1\n", "{a: 1}"),
    Case("a: 1\n...\n", "{a: 1}"),
    Case("--- text\n", "text"),
    Case("# 註\na: 1 # 註\n# 註\n", "{a: 1}"),
    Case("\u{FEFF}a: 1\n", "{a: 1}"),
    Case("a: 1\r\nb:\r\n  - 2\r\n", "{a: 1, b: [2]}"),
    Case("a: x\n  y\n\n  z\n", "{a: x y⏎z}"),
    Case("a: 'it''s'\n", "{a: 'it's'}"),
    Case("a: \"\\u3042\\n\\x41\\t\"\n", "{a: \"あ⏎A\t\"}"),
    Case("a: \"x\n  y\n\n  z\"\n", "{a: \"x y⏎z\"}"),
    Case("a: \"x\\\n   y\"\n", "{a: \"xy\"}"),
    Case("a: 'x\n  y'\n", "{a: 'x y'}"),
    Case("a: |-\n  x\n", "{a: |x|}"),
    Case("a: |+\n  x\n\nb: 1\n", "{a: |x⏎⏎|, b: 1}"),
    Case("a: |2\n    x\n", "{a: |  x⏎|}"),
    Case("a: |2-\n   x\n", "{a: | x|}"),
    Case("a: >\n  x\n   y\n  z\n", "{a: >x⏎ y⏎z⏎>}"),
    Case("- |\n x\n- y\n", "[|x⏎|, y]"),
    Case("a: |\n  　全角\n  # 註ではない\n", "{a: |　全角⏎# 註ではない⏎|}"),
    Case("a: |\n  [ { \"\n  - - -\n", "{a: |[ { \"⏎- - -⏎|}"),
    Case("a: http://x.y:80/?q#r\n", "{a: http://x.y:80/?q#r}"),
    Case("a: b:c\n", "{a: b:c}"),
    Case("a: -1\nb: -x\n", "{a: -1, b: -x}"),
    Case("a: ?x\nb: :x\n", "{a: ?x, b: :x}"),
    Case("a: x, y] z}\n", "{a: x, y] z}}"),
    Case("a: 要綱 3(1)\n", "{a: 要綱 3(1)}"),
    Case("a: f(x, y) <= 2\n", "{a: f(x, y) <= 2}"),
    Case("a: x = \"y\"\n", "{a: x = \"y\"}"),
    Case("a: it's\n", "{a: it's}"),
    Case("a: [1, 2,]\n", "{a: [1, 2]}"),
    Case("a: [\n  1,\n  2\n]\n", "{a: [1, 2]}"),
    Case("a: {b: 1,\n    c: 2}\n", "{a: {b: 1, c: 2}}"),
    Case("a: [b: 1, c]\n", "{a: [{b: 1}, c]}"),
    Case("a: {\"b\":1}\n", "{a: {b: 1}}"),
    Case("a: [(x), 「y」, （z）]\n", "{a: [(x), 「y」, （z）]}"),
    Case("a: [x y, \"z, w\"]\n", "{a: [x y, \"z, w\"]}"),
    Case("a: [\"[1..5]\", \"-\"]\n", "{a: [\"[1..5]\", \"-\"]}"),
    Case("a: !!str 1\nb: !!map {c: 1}\n", "{a: 1, b: {c: 1}}"),
    Case("a: &x 1\nb: [*x, *x]\n", "{a: 1, b: [1, 1]}"),
    Case("a: &x\n  b: 1\nc: *x\n", "{a: {b: 1}, c: {b: 1}}"),
    Case("&r a: 1\n", "{a: 1}"),
    Case("- - - 1\n    - 2\n", "[[[1, 2]]]"),
    Case("- a: 1\n  b:\n    - 2\n-\n  c: 3\n", "[{a: 1, b: [2]}, {c: 3}]"),
    Case("a:\n- b:\n  - c\n", "{a: [{b: [c]}]}"),
    Case("a:\n\n\n  b: 1\n", "{a: {b: 1}}"),
    Case("a:\n    b:\n     c: 1\n", "{a: {b: {c: 1}}}"),
    Case("a:\tb\n", "{a: b}"),
    Case("a: b \t\n", "{a: b}"),
    Case("a: b\n\nc: d\n", "{a: b, c: d}"),
    Case("a: 令和5年　度\n", "{a: 令和5年　度}"),
    Case("a: 1 # [ { \"\nb: 2\n", "{a: 1, b: 2}"),
    Case("a: \"[\" # '\nb: ']'\n", "{a: \"[\", b: ']'}"),
    Case("yes: on\n012: 0o14\n", "{yes: on, 012: 0o14}"),
    Case("a: '*'\n", "{a: '*'}"),
    Case("a: x#y\n", "{a: x#y}"),
    Case("a: #\nb: 1\n", "{a: , b: 1}"),
  ]

  @Test("gives the tree", arguments: cases)
  func tree(_ example: Case) {
    var bag = DiagnosticBag()
    let node = YAMLComposer.compose(SourceFile(path: "a.yaml", text: example.yaml), into: &bag)
    #expect(bag.diagnostics.map(\.message.en) == [])
    #expect(node.map(Self.text) == example.tree)
  }
}
