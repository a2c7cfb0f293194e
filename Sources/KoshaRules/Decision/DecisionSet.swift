// The decisions of one workflow (or of some files), every version of each, compiled against one scope.

/// All decisions that can call each other.
public struct DecisionSet: Sendable {
  /// By id in the order of the files, each id's versions by period.
  public let decisions: [Decision]
  /// The ids in order, each once.
  public let ids: [String]
  /// The slot in which each decision's answer is found.
  let slots: [String: Int]
  /// How many slots expressions see.
  let slotCount: Int
  /// All slots without a value, made once.
  private let unset: [Value]

  init(decisions: [Decision], ids: [String], slots: [String: Int], slotCount: Int) {
    self.decisions = decisions
    self.ids = ids
    self.slots = slots
    self.slotCount = slotCount
    unset = Array(repeating: .null, count: slotCount)
  }

  /// The versions of a decision, by period.
  public func versions(of id: String) -> [Decision] {
    decisions.filter { $0.id == id }
  }

  /// The type that the answers of all versions have; nil where there is none that compiled.
  package func type(of id: String) -> ValueType? {
    let types = versions(of: id).map(\.type)
    return types.first.map { first in types.dropFirst().reduce(first) { $0.joined(with: $1) } }
  }

  /// The version of a decision in force on a day; nil where there is none.
  public func decision(_ id: String, on date: CalendarDate) -> Decision? {
    decisions.first { $0.id == id && $0.effective.contains(date) }
  }

  /// The data fields that a decision and those it requires read on a day, in slot order.
  public func dataFields(of id: String, on date: CalendarDate) -> [String] {
    var open = [id]
    var seen: Set<String> = []
    var names: Set<String> = []
    var ordered: [String] = []
    while let next = open.popLast() {
      guard seen.insert(next).inserted, let decision = decision(next, on: date) else { continue }
      open.append(contentsOf: decision.requires)
      for name in decision.reads where !ids.contains(name) && names.insert(name).inserted { ordered.append(name) }
    }
    return ordered
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
    var run = DecisionRun(set: self, date: date, values: values, environment: environment, traced: traced)
    return run.evaluate(id)
  }

  /// Evaluates a table over the columns' own values, in column order (`rule eval FILE --batch`); a decision that is no
  /// table is evaluated without data.
  public func evaluate(
    _ decision: Decision, inputs: [Value], in environment: EvaluationEnvironment, traced: Bool = false
  ) -> DecisionOutcome {
    var outcome = DecisionOutcome(decision: decision.id)
    var run = LogicRun(environment: environment, traced: traced)
    outcome.result = run.evaluate(decision.logic, unset, columns: inputs, &outcome)
    return outcome
  }
}
