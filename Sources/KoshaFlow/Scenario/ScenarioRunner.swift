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
  /// Runs all scenario files of a workflow. `now` is the time of scenarios that give none.
  public static func run(
    _ definition: WorkflowDefinition, world: StepInput
  ) -> ScenarioReport {
    preconditionFailure("unwritten")
  }

  /// Reads the scenario files without running them: syntax, unknown keys, events, states, fields, people.
  public static func check(_ definition: WorkflowDefinition, in workspace: Workspace) -> DiagnosticBag {
    preconditionFailure("unwritten")
  }
}
