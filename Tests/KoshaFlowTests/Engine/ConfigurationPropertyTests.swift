// Whatever the chart and whatever comes, the active states form a legal configuration (SCXML §3.11).

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

/// A small generator that gives the same charts for the same seed (SplitMix64).
private struct Generator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

/// A random chart as YAML: first the tree, then transitions between any of its states.
private struct RandomChart {
  var generator: Generator
  var ids: [String] = []
  var yaml = ""

  init(seed: UInt64) {
    generator = Generator(state: seed)
    let count = 2 + generator.below(3)
    plan(parent: nil, count: count, depth: 0)
    yaml = "kosha: 1\nworkflow: test\ntitle: t\nstates:\n" + tree.map { render($0, indent: 1) }.joined()
  }

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
    var text = "\(pad)\(node.id):\n\(pad)  on:\n"
    for event in ["x", "y", "z"] {
      let target = ids[generator.below(ids.count)]
      let isInternal = generator.below(3) == 0
      text += "\(pad)    \(event): {target: \(target), by: anyone\(isInternal ? ", internal: true" : "")}\n"
    }
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

@Suite("Random charts")
struct ConfigurationPropertyTests {
  @Test("keep legal configurations", arguments: 0..<60)
  func legal(seed: Int) throws {
    let chart = RandomChart(seed: UInt64(seed) &* 7919 &+ 1)
    var test = try TestCase(chart.yaml)
    test.open()
    var generator = Generator(state: UInt64(seed))
    for step in 0..<40 {
      #expect(illegality(test) == nil, "seed \(seed), step \(step)\n\(chart.yaml)")
      try test.send(["x", "y", "z"][generator.below(3)])
    }
  }

  /// What is not legal about the active states, nil where nothing is.
  private func illegality(_ test: TestCase) -> String? {
    guard let record = test.record else { return "no case" }
    let active = Set(record.configuration)
    for state in test.definition.states where state.index == 0 || active.contains(state.id) {
      if let parent = state.parent, parent != 0, !active.contains(test.definition.states[parent].id) {
        return "\(state.id) is active without its parent"
      }
      let children = state.children.map { test.definition.states[$0] }.filter { !$0.isHistory }
      let count = children.count { active.contains($0.id) }
      switch state.kind {
      case .compound: if count != 1 { return "\(state.id) has \(count) active children" }
      case .parallel: if count != children.count { return "\(state.id) lacks a region" }
      case .history: return "\(state.id) is a history"
      case .atomic, .final: break
      }
    }
    return nil
  }
}
