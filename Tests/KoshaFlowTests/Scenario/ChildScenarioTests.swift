// Scenarios whose cases open others: steps in a child, on one clock.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Scenarios with child cases")
struct ChildScenarioTests {
  private static let parent = """
    kosha: 1
    workflow: test
    access: {open: {by: [clerk]}, read: [clerk]}
    data: {score: {type: number}, late: {type: boolean, initial: "false"}}
    states:
      a:
        child: {workflow: coaching, id: coach, data: {kind: first}}
        on:
          done.open.coach: {target: b, actions: [{assign: {score: event.data}}]}
          tired: {actions: [{assign: {late: "true"}}]}
      b: {final: true}
    """
  private static let child = """
    kosha: 1
    workflow: coaching
    access: {open: [], read: [clerk]}
    data: {kind: {type: [first, repeated]}, score: {type: number}}
    states:
      talk:
        after: [{delay: P1D, actions: [{send: {event: tired, to: parent}}]}]
        on: {report: {target: done, by: [clerk], input: [score], guard: score > 0}}
      done: {final: true, output: score}
    """

  private func report(_ steps: String) throws -> ScenarioReport {
    let workspace = try TestWorkspace.read()
    let catalogue = TestCatalogue(["coaching": Self.child], in: workspace)
    let text =
      "scenario: s\ngiven: {now: 2023-04-03T09:00:00+09:00, as: desk-1}\nsteps:\n"
      + steps.split(separator: "\n").map { "  - \($0)\n" }.joined()
    let files = WorkflowFiles(
      folder: "test", workflow: SourceFile(path: "workflow.yaml", text: Self.parent), rules: [],
      tests: [SourceFile(path: "tests/t.yaml", text: text)])
    let definition = try #require(Compilation.compile(files, in: workspace, zones: FixedZones()).definition)
    let world = StepInput(now: Instant(milliseconds: 0), actor: .system, workspace: workspace, zones: FixedZones())
    return ScenarioRunner.run(definition, among: catalogue, world: world)
  }

  @Test("run in the child and in the case that opened it")
  func passes() throws {
    let report = try report(
      """
      {child: coach, expect: {state: talk, data: {kind: first}}}
      {do: report, child: coach, with: {score: 0}, refused: guard}
      {wait: P2D, expect: {state: a, data: {late: true}}}
      {do: report, child: coach, with: {score: 7}, expect: {state: done, status: final}}
      {expect: {state: b, data: {score: 7}}}
      """)
    #expect(report.diagnostics.sorted.map(\.message.en) == [])
    #expect(report.results.map(\.message.en) == [""])
    #expect(report.coverage.transitions.covered == 2)
  }

  @Test(
    "tell what is not there",
    arguments: [
      ("{child: couch, expect: {state: talk}}", "there is no case opened under the id `couch`"),
      ("{child: coach, do: reprt}", "there is no event `reprt`"),
      ("{child: coach, expect: {state: b}}", "there is no state `b`"),
      ("{child: coach, expect: {state: done}}", "step 1: state: expected `done`, was `talk`"),
    ])
  func fails(step: String, message: String) throws {
    let report = try report(step)
    #expect(report.results.map(\.message.en) == [message])
  }
}
