// What is certainly no null at a place of a workflow, and what a change of data makes of it.

import KoshaRules

/// What is certainly no null.
struct NullKnowledge {
  /// Slots of the scope, and of what expressions of a decision see beside it.
  var slots: Set<Int>
  /// Entries of variables; known only until the next state.
  var entries: Set<NullSubject> = []

  /// Takes what a condition has proved.
  mutating func add(_ facts: NullFacts, of model: NullModel) {
    for subject in facts.subjects {
      if subject.entries.isEmpty { slots.insert(subject.slot) } else { entries.insert(subject) }
    }
    for state in facts.states { slots.formUnion(model.known(inState: state)) }
  }

  /// What holds in both cases.
  func intersection(_ other: NullKnowledge) -> NullKnowledge {
    NullKnowledge(slots: slots.intersection(other.slots), entries: entries.intersection(other.entries))
  }

  /// A variable has a new value.
  mutating func set(_ slot: Int, isNull: Bool) {
    entries = entries.filter { $0.slot != slot }
    if isNull { slots.remove(slot) } else { slots.insert(slot) }
  }
}

/// What of a workflow may be null at all, and what is known while a state is active.
struct NullModel {
  let definition: WorkflowDefinition
  /// Entries of decisions' answers that a rule leaves out.
  let optionalEntries: Set<NullSubject>
  /// Decisions that may answer null.
  let nullDecisions: Set<String>
  /// The decisions that are made along with each.
  let required: [String: Set<String>]
  /// By state: slots that hold no null as long as it is active; nil where nothing is known to enter it.
  var active: [Set<Int>?]

  init(_ definition: WorkflowDefinition) {
    self.definition = definition
    active = Array(repeating: nil, count: definition.states.count)
    var optional: Set<NullSubject> = []
    var null: Set<String> = []
    for (index, id) in definition.decisionIDs.enumerated() {
      let slot = definition.layout.firstDecision + index
      for version in definition.decisions.versions(of: id) {
        guard case .table(let table) = version.logic else { continue }
        if table.mayAnswerNull { null.insert(id) }
        optional.formUnion(table.entriesLeftOut.map { NullSubject(slot: slot, entries: [$0]) })
      }
    }
    optionalEntries = optional
    nullDecisions = null
    required = NullModel.required(in: definition.decisions)
  }

  /// What each decision requires, and what that requires; there are no circles.
  private static func required(in decisions: DecisionSet) -> [String: Set<String>] {
    var required: [String: Set<String>] = [:]
    for id in decisions.ids {
      var open = [id]
      while let next = open.popLast() {
        for name in decisions.versions(of: next).flatMap(\.requires)
        where required[id, default: []].insert(name).inserted {
          open.append(name)
        }
      }
    }
    return required
  }

  func known(inState id: String) -> Set<Int> { definition.state(id).flatMap { active[$0.index] } ?? [] }

  /// Whether what is read may be null.
  func mayBeNull(_ reading: NullUses.Reading, _ known: NullKnowledge) -> Bool {
    let subject = reading.subject
    if subject.entries.isEmpty {
      if known.slots.contains(subject.slot) || !mayBeUnset(subject.slot) { return false }
    } else if known.entries.contains(subject) || !optionalEntries.contains(subject) {
      return false
    }
    return !reading.states.contains { self.known(inState: $0).contains(subject.slot) }
  }

  /// Whether the value of an expression may be null without a failure.
  func mayBeNull(_ program: Program, _ known: NullKnowledge) -> Bool {
    if let constant = program.constant { return constant.isNull }
    guard let nulls = program.nulls else { return false }
    return nulls.mayAnswerNull || nulls.nullIf.contains { $0.entry == nil && mayBeNull($0, known) }
  }

  /// Whether an expression fails since an entry is asked of a null.
  func fails(_ program: Program, _ known: NullKnowledge) -> Bool {
    program.nulls?.nullIf.contains { $0.entry != nil && mayBeNull($0, known) } ?? false
  }

  /// Data, answers of decisions, who claimed the task, and what stands in no slot of the workflow's scope.
  private func mayBeUnset(_ slot: Int) -> Bool {
    slot < definition.layout.event || slot == definition.layout.assignee || slot >= definition.layout.firstLocal
  }
}

extension DecisionTable {
  /// Whether the answer may be null as a whole: no rule need match and there is no default, or a rule answers null.
  fileprivate var mayAnswerNull: Bool {
    switch hitPolicy {
    case .ruleOrder, .outputOrder, .collect, .collectCount: return false
    case .collectSum, .collectMin, .collectMax: return isIncomplete
    case .unique, .first, .any, .priority:
      if isIncomplete, outputs.allSatisfy({ $0.defaultProgram == nil }) { return true }
      return outputs.count == 1 && rules.contains { $0.answers.first?.flatMap { $0 }.isAlwaysNull ?? true }
    }
  }

  /// The outputs that some rule leaves out or answers with null.
  fileprivate var entriesLeftOut: [String] {
    switch hitPolicy {
    case .unique, .first, .any, .priority: break
    default: return []
    }
    guard outputs.count > 1 else { return [] }
    return outputs.enumerated().filter { index, _ in rules.contains { $0.answers[index].isAlwaysNull } }.map(
      \.element.name)
  }
}

extension Program? {
  /// Whether it is left out or is null by itself.
  fileprivate var isAlwaysNull: Bool { self.map { $0.constant?.isNull ?? false } ?? true }
}
