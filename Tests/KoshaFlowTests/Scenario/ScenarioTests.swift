// Scenarios: what passes, what fails with which words, what covers how much, what is wrong with a file.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Scenarios")
struct ScenarioTests {
  static let workflow = """
    kosha: 1
    workflow: test
    title: 試験
    access: {open: {by: [clerk, applicant], input: [amount]}, read: [clerk]}
    data:
      amount: {type: number, initial: 5, check: amount > 0}
      day: {type: date}
      paper: {type: document}
    states:
      a:
        task: {for: [clerk]}
        on:
          go: {target: b, by: [clerk], guard: amount < 10, input: [day, paper], actions: [{notify: {to: [clerk], letter: receipt, channel: email}}]}
          set: {by: [clerk], input: [amount]}
      b: {after: [{delay: 2 business days, target: c}]}
      c: {final: true, outcome: late}
    """
  static let rules = """
    kosha: 1
    decision: size
    inputs: {amount: {type: number}}
    outputs: {size: {type: [small, large]}}
    hit: unique
    rules:
      - {id: S1, when: {amount: "< 10"}, then: {size: small}}
      - {id: S2, when: {amount: ">= 10"}, then: {size: large}}
    """

  private func report(_ scenarios: String) throws -> ScenarioReport {
    let workspace = try TestWorkspace.read()
    let files = WorkflowFiles(
      folder: "test", workflow: SourceFile(path: "workflow.yaml", text: Self.workflow),
      rules: [SourceFile(path: "rules/size.yaml", text: Self.rules)],
      letters: [SourceFile(path: "letters/receipt.md", text: "x")],
      tests: [SourceFile(path: "tests/t.yaml", text: scenarios)])
    let compilation = Compilation.compile(files, in: workspace, zones: FixedZones())
    #expect(compilation.diagnostics.sorted.map(\.message.en) == [])
    let definition = try #require(compilation.definition)
    let world = StepInput(
      now: Instant(milliseconds: 1_680_480_000_000), actor: .system, workspace: workspace, zones: FixedZones())
    return ScenarioRunner.run(definition, among: TestCatalogue.empty, world: world)
  }

  private func told(_ report: ScenarioReport) -> [String] {
    report.results.map { result in
      "\(result.span?.start.line ?? 0) \(result.status)" + (result.message.en.isEmpty ? "" : " \(result.message.en)")
    }
  }

  private static let head = "scenario: s\ngiven: {now: 2023-04-03T09:00:00+09:00, as: desk-1}\nsteps:\n"

  @Test("pass")
  func passes() throws {
    let report = try report(
      """
      scenario: s
      workflow: test
      given: {now: 2023-04-03T09:00:00+09:00, as: {id: visitor, roles: [applicant]}, data: {amount: "= 2 * 3"}}
      steps:
        - expect: {state: a, status: active, outcome: null, data: {amount: 6}, assignee: null}
        - {do: go, refused: role}
        - {claim: true, as: desk-1, expect: {assignee: desk-1}}
        - {claim: a, as: chief, refused: role}
        - {release: a, as: desk-1, expect: {assignee: null}}
        - {do: set, as: desk-1, with: {amount: -1}, refused: check}
        - {do: set, as: desk-1, with: {amount: plenty}, refused: input}
        - {do: set, as: desk-1, with: {amount: 10}, expect: {data: {amount: 10}, outbox: [], events: [set]}}
        - {do: go, as: desk-1, refused: guard}
        - {do: set, as: desk-1, with: {amount: 9}}
        - {do: go, as: desk-1, with: {day: 2023-04-01, paper: tax.pdf}, expect: {state: b, data: {day: 2023-04-01, paper: tax.pdf, paper.media_type: application/pdf}, outbox: [receipt]}}
        - {wait: PT24H, expect: {state: [b]}}
        - {wait: 1 business day, expect: {state: c, status: final, outcome: late}}
      """)
    #expect(report.diagnostics.sorted.map(\.message.en) == [])
    #expect(told(report) == ["1 passed"])
    #expect(report.coverage.transitions.covered == 3)
    #expect(report.coverage.states.covered == 3)
    #expect(report.coverage.guards.covered == 2)
    #expect(report.coverage.rules.missed == ["size/S1", "size/S2"])
  }

  @Test(
    "fail with what was expected and what was",
    arguments: [
      ("- {do: go, expect: {state: a}}", "step 1: state: expected `a`, was `b`"),
      ("- {do: go, refused: role}", "step 1: expected to be refused with role, was accepted"),
      (
        "- {do: set, with: {amount: -1}}",
        "step 1: refused with check: `amount` does not pass its check `amount > 0` (amount = -1)"
      ),
      (
        "- {do: set, with: {amount: -1}, refused: guard}",
        "step 1: expected to be refused with guard, was refused with check: "
          + "`amount` does not pass its check `amount > 0` (amount = -1)"
      ),
      ("- {do: set, with: {amount: 7}, expect: {data: {amount: 8}}}", "step 1: data `amount`: expected `8`, was `7`"),
      (
        "- {do: go}\n  - {wait: P1D, expect: {state: c, status: final}}",
        "step 2: state: expected `c`, was `b`; status: expected `final`, was `active`"
      ),
      ("- {do: go, expect: {outbox: []}}", "step 1: outbox: expected ``, was `receipt`"),
      ("- {do: go}\n  - {claim: a}", "step 2: state `a` has no task"),
      ("- {do: set, with: {amount: \"= 1 / 0\"}}", "step 1: ` 1 / 0` cannot be evaluated: division by zero"),
    ])
  func fails(steps: String, message: String) throws {
    let report = try report(Self.head + "  " + steps)
    #expect(report.diagnostics.sorted.map(\.message.en) == [])
    #expect(report.results.map(\.status) == [.failed])
    #expect(report.results.map(\.message.en) == [message])
  }

  @Test("send what only `*` takes, where people may send that")
  func wildcard() throws {
    let body = "states:\n  a: {on: {go: {target: c, by: [clerk]}, \"*\": %}}\n  c: {final: true}"
    for (transition, told) in [
      ("{by: [clerk], target: c}", ["1 passed"]), ("{target: c}", ["4 error there is no event `whatever`"]),
    ] {
      let source = WorkflowSource(body: body.split(separator: "%").joined(separator: transition))
      let compiled = try source.definition()
      var files = compiled.files
      files.tests = [
        SourceFile(path: "t.yaml", text: Self.head + "  - {do: whatever, expect: {status: final}}")
      ]
      let definition = try #require(
        Compilation.compile(files, in: WorkflowSource.workspace, zones: FixedZones()).definition)
      let world = StepInput(
        now: Instant(milliseconds: 1_680_480_000_000), actor: .system, workspace: WorkflowSource.workspace,
        zones: FixedZones())
      #expect(self.told(ScenarioRunner.run(definition, among: TestCatalogue.empty, world: world)) == told)
    }
  }

  @Test("of decisions")
  func decisions() throws {
    let report = try report(
      """
      cover: 100%
      scenarios:
        - {scenario: small, decision: size, given: {data: {amount: 9}}, expect: small, fired: [S1]}
        - {scenario: large, decision: size, given: {data: {amount: 10}}, expect: small, fired: [S1]}
      """)
    #expect(report.diagnostics.sorted.map(\.message.en) == [])
    #expect(
      told(report) == [
        "3 passed",
        "4 failed answer: expected `small`, was `\"large\"`; rules fired: expected `S1`, was `S2`",
        "1 failed only 0 of 3 transitions are covered, not `a: go → b`, `a: set`, `b: b.after.1 → c`",
      ])
    #expect(report.coverage.rules.covered == 2)
  }

  @Test("tell everything wrong with a file at once")
  func problems() throws {
    let report = try report(
      """
      scenarios:
        - scenario: one
          workflow: tset
          given: {now: tomorrow, as: desk-9}
          steps:
            - {do: og, as: {id: x, roles: [clrek]}}
            - {do: go, wait: P1D}
            - {wait: soon}
            - {do: go, refused: rolle, expect: {state: aa, data: {amuont: 1}, status: finished}}
            - {wait: P1D, with: {amount: 1}}
            - {child: x, do: go}
            - {do: set, with: {amount: 12345678901234567890123456789012345}}
        - {scenario: two, decision: sise, fired: [S3]}
        - {scenario: three}
      """)
    #expect(
      report.diagnostics.sorted.map { "\($0.span?.start.line ?? 0) \($0.code) \($0.message.en)" } == [
        "3 KF0801 there is no workflow `tset`",
        "4 KF0802 `tomorrow` is no date and time",
        "4 KF0801 there is no person `desk-9`",
        "6 KF0801 there is no event `og`",
        "6 KF0801 there is no role `clrek`",
        "7 KF0805 a step has only one of `do`, `claim`, `release` and `wait`",
        "8 KF0803 `soon` is no time to wait",
        "9 KF0801 there is no reason to refuse `rolle`",
        "9 KF0801 there is no state `aa`",
        "9 KF0801 there is no data field `amuont`",
        "9 KF0801 there is no status `finished`",
        "10 KF0807 `with` belongs to a step with `do`",
        "11 KF0801 there is no case opened under the id `x`",
        "12 KF0810 this cannot be read as a value",
        "13 KF0801 there is no decision `sise`",
        "13 KF0801 there is no rule `S3`",
        "14 KF0809 a scenario needs `steps` or `decision`",
      ])
    #expect(report.results.map(\.status) == [.error, .error, .error])
  }
}
