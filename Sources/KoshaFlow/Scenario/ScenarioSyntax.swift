// A scenario file as read: every part located, names resolved against the workflow where they can be.

import KoshaRules
import KoshaSource
import KoshaYAML

/// One file of scenarios.
struct ScenarioFile: Sendable {
  var scenarios: [ScenarioSyntax]
  /// What share of transitions and rules all scenarios of the workflow must cover, in percent.
  var cover: Located<Int>?
  var bag: DiagnosticBag
}

/// One scenario; unreadable where `problem` is set.
struct ScenarioSyntax: Sendable {
  /// What is told.
  enum Story: Sendable {
    case workflow([ScenarioStep])
    case decision(Located<String>, expect: YAMLNode?, fired: [Located<String>]?, firedSpan: SourceSpan?)
  }

  var name: Located<String>
  var now: DateAndTime?
  var actor: Actor?
  var data: [ScenarioValue]
  var story: Story
  /// What is wrong with it, the first of all.
  var problem: Diagnostic?
}

/// A value of `data` or `with`.
struct ScenarioValue: Sendable {
  /// Plain, or FEEL behind `=`.
  enum Source: Sendable {
    case plain(Value)
    case document(Value)
    case expression(Program)
  }

  var name: Located<String>
  var source: Source
}

/// A step.
struct ScenarioStep: Sendable {
  /// What is done.
  enum Act: Sendable {
    case event(Located<String>, with: [ScenarioValue], comment: String?)
    case claim(state: Located<String>?)
    case release(state: Located<String>?)
    case wait(Wait)
    /// Only looks.
    case look
  }

  /// How far the clock goes.
  enum Wait: Sendable {
    case delay(Delay)
    case until(DateAndTime)
  }

  var act: Act
  /// The id under which the case was opened in which the step happens; nil for the case the scenario tells of.
  var child: Located<String>?
  var actor: Actor?
  var refused: Located<RefusalCode>?
  var expect: Expectation?
  var span: SourceSpan
}

/// What must hold after a step.
struct Expectation: Sendable {
  var state: [Located<String>]?
  var status: Located<CaseStatus>?
  var outcome: YAMLNode?
  var data: [YAMLEntry] = []
  var outbox: [Located<String>]?
  var events: [Located<String>]?
  var assignee: YAMLNode?
  var deadlines: [DeadlineExpectation] = []
}

/// How a deadline must stand.
struct DeadlineExpectation: Sendable {
  var id: Located<String>
  /// `running`, `stopped`, `overdue`, `met`, `missed`, or `none` for one that has not started.
  var word: Located<String>?
  /// What is left of its budget.
  var left: Located<String>?
  /// When it ends.
  var due: DateAndTime?
}

/// The keys of scenario files.
enum ScenarioKeys {
  static let file = KeyTable(Words(ja: "シナリオのファイル", en: "a file of scenarios"), ["scenarios", "workflow", "cover"])
  static let scenario = KeyTable(
    Words(ja: "シナリオ", en: "a scenario"),
    ["scenario", "workflow", "decision", "given", "steps", "expect", "fired", "cover"])
  static let given = KeyTable(Words(ja: "前提", en: "what is given"), ["now", "as", "data"])
  static let step = KeyTable(
    Words(ja: "手順", en: "a step"),
    ["do", "claim", "release", "wait", "as", "with", "comment", "expect", "refused", "child"])
  static let person = KeyTable(Words(ja: "人", en: "a person"), ["id", "roles"])
  static let expect = KeyTable(
    Words(ja: "期待", en: "an expectation"),
    ["state", "status", "outcome", "data", "outbox", "events", "assignee", "deadlines"])
  static let deadline = KeyTable(Words(ja: "期限の期待", en: "what is expected of a deadline"), ["is", "left", "due"])
}
