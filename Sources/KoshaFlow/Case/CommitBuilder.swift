// Macrosteps become one commit: an entry for each, the revision rising by one with each.

import KoshaRules

/// Collects what one command changes.
struct CommitBuilder {
  private let definition: WorkflowDefinition
  private let world: StepInput
  private let expectedRevision: Int
  private(set) var record: CaseRecord
  private var entries: [EntryDraft] = []
  private var effects: [(revision: Int, effect: Effect)] = []
  private var messages: [Message] = []

  /// Begins with the case as it is stored, or as a new one is before its first entry.
  init(_ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput) {
    self.record = record
    self.definition = definition
    self.world = world
    expectedRevision = record.revision
  }

  /// Adds a macrostep.
  ///
  /// The opening of a case lists every field, so that the journal tells which there are.
  mutating func add(
    _ step: Macrostep, _ snapshot: Snapshot, kind: EntryKind, comment: String? = nil, dueAt: Instant? = nil
  ) {
    let before = record.basicStates(definition)
    let known = record.children
    record.apply(snapshot, definition)
    let slots = kind == .opened ? StateSet(definition.fields.indices) : step.assigned
    let transitions = step.microsteps.flatMap(\.transitions).map { index in
      let transition = definition.transitions[index]
      return TransitionRecord(
        index: index, source: definition.states[transition.source].id,
        targets: transition.targets.map { definition.states[$0].id })
    }
    var draft = draft(kind, event: step.event?.name, comment: comment, before: before)
    draft.dueAt = dueAt == world.now ? nil : dueAt
    draft.transitions = transitions
    draft.changes = slots.map { slot in
      let field = definition.fields[slot]
      return FieldChange(name: field.name, value: snapshot.values[slot], isSensitive: field.isSensitive)
    }
    draft.decisions = step.decisions
    draft.children = record.children.changed(since: known)
    record.children.settle()
    draft.logs = step.logs
    draft.errors = step.errors.map(\.message)
    entries.append(draft)
    effects.append(contentsOf: step.effects.map { (record.revision, $0) })
    messages.append(contentsOf: step.messages)
  }

  /// Adds a delayed event that leaves the case: nothing moves in it.
  mutating func add(posted event: PostedEvent, to receiver: Address, timer: String, dueAt: Instant) {
    let before = record.basicStates(definition)
    record.timers.removeAll { $0.id == timer }
    var draft = draft(.timer, event: event.name, comment: nil, before: before)
    draft.dueAt = dueAt == world.now ? nil : dueAt
    entries.append(draft)
    messages.append(.event(event, to: receiver))
  }

  /// Adds an act of care, which moves no state.
  mutating func addCare(
    _ kind: EntryKind, comment: String? = nil, logs: [String] = [], change: (inout CaseRecord) -> Void
  ) {
    let before = record.basicStates(definition)
    let known = record.children
    change(&record)
    var draft = draft(kind, event: nil, comment: comment, before: before)
    draft.children = record.children.changed(since: known)
    record.children.settle()
    draft.logs = logs
    entries.append(draft)
  }

  /// Adds a move that sets something right: the case becomes another, of which the values that differ are told.
  mutating func addMove(_ kind: EntryKind, to after: CaseRecord, comment: String?) {
    let before = record
    let known = record.children
    record = after
    var draft = draft(kind, event: nil, comment: comment, before: before.basicStates(definition))
    draft.changes = definition.fields.compactMap { field in
      let value = record.data.first { $0.name == field.name }?.value ?? .null
      let earlier = before.data.first { $0.name == field.name }?.value ?? .null
      if JSON(value) == JSON(earlier) { return nil }
      return FieldChange(name: field.name, value: value, isSensitive: field.isSensitive)
    }
    // A decision that had not been made is null again.
    for entry in before.decisions where !record.decisions.contains(where: { $0.name == entry.name }) {
      record.decisions.append(Context.Entry(entry.name, .null))
    }
    draft.decisions = record.decisions.compactMap { entry in
      let earlier = before.decisions.first { $0.name == entry.name }?.value
      if earlier.map({ JSON($0) == JSON(entry.value) }) == true { return nil }
      return DecisionRecord(decision: entry.name, result: entry.value, fired: [], basis: [], inputs: [], errors: [])
    }
    draft.children = record.children.changed(since: known)
    record.children.settle()
    entries.append(draft)
  }

  mutating func noteSender(of event: String) {
    record.noteSender(of: event, world.actor)
  }

  /// A draft of the next entry; the case stands as it is after it.
  private mutating func draft(_ kind: EntryKind, event: String?, comment: String?, before: [String]) -> EntryDraft {
    record.revision += 1
    record.updatedAt = world.now
    record.updatedBy = world.actor.id
    var recordAfter = record
    recordAfter.data = []
    recordAfter.decisions = []
    recordAfter.children = []
    return EntryDraft(
      kind: kind, time: world.now, actor: world.actor, event: event, comment: comment, before: before,
      after: record.basicStates(definition), transitions: [], changes: [], decisions: [], logs: [], errors: [],
      recordAfter: recordAfter)
  }

  var commit: CaseCommit {
    CaseCommit(
      expectedRevision: expectedRevision, record: record, entries: entries, effects: effects, messages: messages)
  }
}

extension [ChildRecord] {
  /// The members that are new or otherwise than they were; children are never taken out.
  ///
  /// What was looked up before the step is new to the journal as well.
  fileprivate func changed(since known: [ChildRecord]) -> [ChildRecord] {
    enumerated().filter { index, child in
      child.isRefreshed || index >= known.count || !known[index].isSame(as: child)
    }.map(\.element)
  }

  /// All of it stands in the journal now.
  fileprivate mutating func settle() {
    for index in indices { self[index].isRefreshed = false }
  }
}

extension ChildRecord {
  /// Whether all is as in another record of the child; outcome and output come with the end and stay.
  fileprivate func isSame(as other: ChildRecord) -> Bool {
    caseID == other.caseID && number == other.number && state == other.state && status == other.status
  }
}
