// Whatever the chart and whatever comes, the active states form a legal configuration (SCXML §3.11).

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaTestSupport
import Testing

@Suite("Random charts")
struct ConfigurationPropertyTests {
  @Test("keep legal configurations", arguments: 0..<60)
  func legal(seed: Int) throws {
    let chart = RandomChart(seed: UInt64(seed) &* 7919 &+ 1)
    var test = try TestCase(chart.yaml)
    test.open()
    var generator = SeededGenerator(seed: UInt64(seed))
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
