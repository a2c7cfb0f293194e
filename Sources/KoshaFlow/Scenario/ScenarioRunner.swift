// Scenarios: told stories that a workflow or a decision must fulfil, in virtual time (language.md §6).

public import KoshaSource

/// How one scenario ended.
public struct ScenarioResult: Sendable {
  /// The three ends.
  public enum Status: String, Sendable, Hashable {
    /// Everything was as expected.
    case passed
    /// Something was not.
    case failed
    /// It could not be run.
    case error
  }

  /// The scenario's name.
  public var scenario: String
  /// The workflow.
  public var workflow: String
  /// How it ended.
  public var status: Status
  /// What was not as expected, with the step's number; empty where it passed.
  public var message: Words
  /// The place of the step, or of the scenario.
  public var span: SourceSpan?

  /// A result.
  public init(scenario: String, workflow: String, status: Status, message: Words, span: SourceSpan?) {
    self.scenario = scenario
    self.workflow = workflow
    self.status = status
    self.message = message
    self.span = span
  }
}

/// What the scenarios of one workflow covered.
public struct Coverage: Sendable {
  /// One kind of thing.
  public struct Part: Sendable {
    /// How many were covered.
    public var covered: Int
    /// Of how many.
    public var total: Int
    /// Those that were not, by a name that finds them.
    public var missed: [String]

    /// A part.
    public init(covered: Int, total: Int, missed: [String]) {
      self.covered = covered
      self.total = total
      self.missed = missed
    }
  }

  /// States entered.
  public var states: Part
  /// Transitions taken.
  public var transitions: Part
  /// Rules fired, as `decision/rule`.
  public var rules: Part
  /// Outcomes of guards, true and false each.
  public var guards: Part

  /// Coverage.
  public init(states: Part, transitions: Part, rules: Part, guards: Part) {
    self.states = states
    self.transitions = transitions
    self.rules = rules
    self.guards = guards
  }
}

/// All scenarios of one workflow.
public struct ScenarioReport: Sendable {
  /// The results in file order.
  public var results: [ScenarioResult]
  /// What they covered.
  public var coverage: Coverage
  /// What is wrong with the scenario files themselves.
  public var diagnostics: DiagnosticBag

  /// A report.
  public init(results: [ScenarioResult], coverage: Coverage, diagnostics: DiagnosticBag) {
    self.results = results
    self.coverage = coverage
    self.diagnostics = diagnostics
  }
}

/// Runs scenarios.
public enum ScenarioRunner {
  /// Runs all scenario files of a workflow.
  ///
  /// `world.now` is the time of scenarios that give none.
  ///
  /// - Parameter catalogue: the workflows whose cases it opens; they really run, on the same clock.
  public static func run(
    _ definition: WorkflowDefinition, among catalogue: any DefinitionCatalogue, world: StepInput
  ) -> ScenarioReport {
    var results: [ScenarioResult] = []
    var bag = DiagnosticBag()
    var ledger = CoverageLedger(definition)
    var cover: [Located<Int>] = []
    for file in definition.files.tests {
      let read = ScenarioReader.read(file, definition, among: catalogue, world.workspace)
      bag.add(contentsOf: read.bag)
      if let asked = read.cover { cover.append(asked) }
      for scenario in read.scenarios {
        results.append(result(of: scenario, definition, among: catalogue, world, &ledger))
      }
    }
    let coverage = ledger.coverage
    for asked in cover {
      let missing = [
        shortfall(Words(ja: "遷移", en: "transitions"), coverage.transitions, asked.value),
        shortfall(Words(ja: "規則", en: "rules"), coverage.rules, asked.value),
      ].compactMap { $0 }
      results.append(
        ScenarioResult(
          scenario: "cover: \(asked.value)%", workflow: definition.id, status: missing.isEmpty ? .passed : .failed,
          message: missing.message(step: nil), span: asked.span))
    }
    return ScenarioReport(results: results, coverage: coverage, diagnostics: bag)
  }

  private static func result(
    of scenario: ScenarioSyntax, _ definition: WorkflowDefinition, among catalogue: any DefinitionCatalogue,
    _ world: StepInput, _ ledger: inout CoverageLedger
  ) -> ScenarioResult {
    var result = ScenarioResult(
      scenario: scenario.name.value, workflow: definition.id, status: .passed, message: Words(""),
      span: scenario.name.span)
    if let problem = scenario.problem {
      result.status = .error
      result.message = problem.message
      result.span = problem.span ?? result.span
      return result
    }
    let failure: ScenarioFailure?
    switch scenario.story {
    case .workflow(let steps):
      var run = ScenarioRun(scenario, definition, among: catalogue, world, ledger)
      failure = run.run(steps)
      ledger = run.ledger
    case .decision(let decision, let expect, let fired, let firedSpan):
      failure = DecisionScenario(scenario, definition, world).run(
        decision.value, expect: expect, fired: fired?.map(\.value), firedSpan: firedSpan, &ledger)
    }
    if let failure {
      result.status = .failed
      result.message = failure.mismatches.message(step: failure.step)
      result.span = failure.span
    }
    return result
  }

  private static func shortfall(_ what: Words, _ part: Coverage.Part, _ percent: Int) -> Mismatch? {
    part.covered * 100 >= percent * part.total
      ? nil : .uncovered(what: what, covered: part.covered, total: part.total, missed: part.missed)
  }

  /// Reads the scenario files without running them: syntax, unknown keys, events, states, fields, people.
  public static func check(
    _ definition: WorkflowDefinition, in workspace: Workspace, among catalogue: any DefinitionCatalogue
  ) -> DiagnosticBag {
    var bag = DiagnosticBag()
    for file in definition.files.tests {
      bag.add(contentsOf: ScenarioReader.read(file, definition, among: catalogue, workspace).bag)
    }
    return bag
  }
}

/// Where and why a scenario failed.
struct ScenarioFailure: Sendable {
  /// The step's number from 1, nil for the scenario as a whole.
  var step: Int?
  var mismatches: [Mismatch]
  var span: SourceSpan
}
