// The decisions of one workflow (or of some files), every version of each, compiled against one scope.

public import KoshaSource
public import KoshaYAML

/// All decisions that can call each other.
public struct DecisionSet: Sendable {
  /// By id in the order of the files, each id's versions by period.
  public let decisions: [Decision]

  /// The ids in order, each once.
  public var ids: [String] {
    preconditionFailure("unwritten")
  }

  /// The version of a decision in force on a day; nil where there is none.
  public func decision(_ id: String, on date: CalendarDate) -> Decision? {
    preconditionFailure("unwritten")
  }

  /// Evaluates a decision over case data, the decisions it requires first.
  ///
  /// - Parameters:
  ///   - values: one for each slot of the scope the set was compiled against; the slots of required decisions are
  ///     filled in during the evaluation.
  ///   - date: the reference date that chooses among versions.
  ///   - traced: whether to tell for each rule what refused it; never changes the answer.
  public func evaluate(
    _ id: String, on date: CalendarDate, _ values: [Value], in environment: EvaluationEnvironment, traced: Bool = false
  ) -> DecisionOutcome {
    preconditionFailure("unwritten")
  }

  /// Evaluates a table over the columns' own values, in column order (`rule eval FILE --batch`).
  public func evaluate(
    _ decision: Decision, inputs: [Value], in environment: EvaluationEnvironment, traced: Bool = false
  ) -> DecisionOutcome {
    preconditionFailure("unwritten")
  }
}

/// A decision file read but not compiled: its syntax, every part located.
public struct DecisionSyntax: Sendable {
  /// The id, where it could be read.
  public let id: Located<String>
  /// The type of the answer as the file declares it (a table's outputs; `any` for an expression).
  public let type: ValueType

  /// Reads a decision file (language.md §4); nil where nothing usable could be read.
  public static func read(_ node: YAMLNode, into bag: inout DiagnosticBag) -> DecisionSyntax? {
    preconditionFailure("unwritten")
  }
}

extension DecisionSet {
  /// Compiles decisions against a scope that holds the data fields and, under its id, each decision of the set.
  ///
  /// - Parameter standalone: the files stand outside any workflow: names that input expressions and cells use and the
  ///   scope lacks are no error, and such a decision is evaluated over the columns' own values.
  public static func compile(
    _ syntaxes: [DecisionSyntax], scope: Scope, standalone: Bool = false, into bag: inout DiagnosticBag
  ) -> DecisionSet {
    preconditionFailure("unwritten")
  }
}
