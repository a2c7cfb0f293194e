// A seed in, a chart as YAML out, the same on every machine.

import KoshaTestSupport

/// A random chart as YAML: first the tree, then transitions between any of its states.
struct RandomChart {
  private var generator: SeededGenerator
  private(set) var ids: [String] = []
  private(set) var yaml = ""

  /// - Parameter isSparse: two events of three are left out, so that some states are never entered or left.
  init(seed: UInt64, isSparse: Bool = false) {
    generator = SeededGenerator(seed: seed)
    self.isSparse = isSparse
    let count = 2 + generator.below(3)
    plan(parent: nil, count: count, depth: 0)
    yaml = "kosha: 1\nworkflow: test\ntitle: t\nstates:\n" + tree.map { render($0, indent: 1) }.joined()
  }

  private let isSparse: Bool

  private final class Node {
    let id: String
    var kind = 0
    var children: [Node] = []
    init(id: String) { self.id = id }
  }

  private var tree: [Node] = []

  private mutating func plan(parent: Node?, count: Int, depth: Int) {
    for _ in 0..<count {
      let node = Node(id: "s\(ids.count)")
      ids.append(node.id)
      node.kind = depth < 3 ? generator.below(4) : 0
      if let parent { parent.children.append(node) } else { tree.append(node) }
      if node.kind >= 2 { plan(parent: node, count: 1 + generator.below(3), depth: depth + 1) }
    }
  }

  private mutating func render(_ node: Node, indent: Int) -> String {
    let pad = String(repeating: "  ", count: indent)
    var on = ""
    for event in ["x", "y", "z"] {
      if isSparse, generator.below(3) != 0 { continue }
      let target = ids[generator.below(ids.count)]
      let isInternal = generator.below(3) == 0
      on += "\(pad)    \(event): {target: \(target), by: anyone\(isInternal ? ", internal: true" : "")}\n"
    }
    var text = "\(pad)\(node.id):\n" + (on.isEmpty ? "" : "\(pad)  on:\n\(on)")
    guard !node.children.isEmpty else { return text }
    if node.kind == 3 { text += "\(pad)  parallel: true\n" }
    text += "\(pad)  states:\n"
    if generator.below(2) == 0 {
      let history = "h\(node.id)"
      text += "\(pad)    \(history): {history: \(generator.below(2) == 0 ? "deep" : "shallow"), "
      text += "target: [\(node.kind == 3 ? node.children.map(\.id).joined(separator: ", ") : node.children[0].id)]}\n"
      ids.append(history)
    }
    for child in node.children { text += render(child, indent: indent + 2) }
    return text
  }
}
