// Valid documents against the trees they must give.

import KoshaSource
import KoshaYAML
import Testing

@Suite("Composer")
struct ComposerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var yaml: String
    var tree: String
    var testDescription: String { yaml }
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
  ]

  @Test("gives the tree", arguments: cases)
  func tree(_ example: Case) {
    var bag = DiagnosticBag()
    let node = YAMLComposer.compose(SourceFile(path: "a.yaml", text: example.yaml), into: &bag)
    #expect(bag.diagnostics.map(\.message.en) == [])
    #expect(node.map(Self.text) == example.tree)
  }
}
