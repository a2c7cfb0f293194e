// What the checks say can never happen does not happen in any run of the engine.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaTestSupport
import Testing

@Suite("Checks and the engine")
struct ReachabilityPropertyTests {
  @Test("A state called unreachable is never active, one called a dead end is never left", arguments: 0..<120)
  func agreement(seed: Int) throws {
    let chart = RandomChart(seed: UInt64(seed) &* 104_729 &+ 3, isSparse: true)
    var test = try TestCase(chart.yaml)
    let unreachable = try states(called: "KF0701", in: test)
    let deadEnds = try states(called: "KF0703", in: test)
    var generator = SeededGenerator(seed: UInt64(seed))
    for run in 0..<4 {
      test.record = nil
      test.open()
      var reached: Set<String> = []
      for step in 0..<30 {
        let active = Set(try #require(test.record).configuration)
        let entered = unreachable.flatMap { inside($0, test.definition) }.filter(active.contains)
        #expect(entered.isEmpty, "seed \(seed), run \(run), step \(step)\n\(chart.yaml)")
        #expect(reached.isSubset(of: active), "seed \(seed), run \(run), step \(step)\n\(chart.yaml)")
        reached.formUnion(deadEnds.map(\.id).filter(active.contains))
        try test.send(generator.pick(["x", "y", "z"]))
      }
    }
  }

  @Test("The charts hold such states")
  func charts() throws {
    var (unreachable, deadEnds) = (0, 0)
    for seed in 0..<20 {
      let test = try TestCase(RandomChart(seed: UInt64(seed) &* 104_729 &+ 3, isSparse: true).yaml)
      unreachable += try states(called: "KF0701", in: test).count
      deadEnds += try states(called: "KF0703", in: test).count
    }
    #expect(unreachable > 10)
    #expect(deadEnds > 0)
  }

  /// The states at whose places the check of this code speaks.
  private func states(called code: String, in test: TestCase) throws -> [StateNode] {
    let findings = WorkflowCheck.check(test.definition, in: test.workspace, among: TestCatalogue.empty).filter {
      $0.code == code
    }
    return try findings.map { finding in
      try #require(test.definition.states.dropFirst().first { $0.span.range == finding.span?.range })
    }
  }

  /// A state and all that lies in it.
  private func inside(_ state: StateNode, _ definition: WorkflowDefinition) -> [String] {
    definition.states[state.index..<state.end].map(\.id)
  }
}
