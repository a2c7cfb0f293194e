// What one accepted command changes, all of it in one transaction.

public import KoshaRules
public import KoshaSource

/// What kind of thing a journal entry records; coarse, since it stands unsealed in the header.
public enum EntryKind: String, Sendable, Hashable, CaseIterable {
  /// A case began.
  case opened
  /// An event of a person.
  case event
  /// A timer or a delayed event.
  case timer
  /// An event a case sent itself.
  case sent
  /// An event another case sent, or the end of a case that this one opened.
  case message
  /// The case was cancelled.
  case cancelled
  /// Wrong values were set right.
  case corrected
  /// A step was taken back.
  case returned
  /// An ended case goes on.
  case reopened
  /// A task was taken.
  case claimed
  /// A task was given back.
  case released
  /// A comment.
  case commented
  /// An item of a checklist was ticked.
  case checked
  /// A tick was taken back.
  case unchecked
  /// A task was given to someone.
  case assigned
  /// The holder of a task gave it to someone, to get it back.
  case delegated
  /// Someone's tasks went to someone else.
  case handedOver = "handed"
  /// Deadlines moved, since a calendar was edited.
  case reckoned
}

/// A field as it was set.
public struct FieldChange: Sendable {
  /// The field.
  public var name: String
  /// The value.
  public var value: Value
  /// Whether the value is to be sealed.
  public var isSensitive: Bool

  /// A change.
  public init(name: String, value: Value, isSensitive: Bool) {
    self.name = name
    self.value = value
    self.isSensitive = isSensitive
  }
}

/// A decision as it was made.
public struct DecisionRecord: Sendable {
  /// The decision.
  public var decision: String
  /// The answer.
  public var result: Value
  /// The rules that fired.
  public var fired: [String]
  /// The articles they rest on.
  public var basis: [Words]
  /// The columns' values.
  public var inputs: [Context.Entry]
  /// What went wrong, if anything.
  public var errors: [Words]

  /// A record.
  public init(
    decision: String, result: Value, fired: [String], basis: [Words], inputs: [Context.Entry], errors: [Words]
  ) {
    self.decision = decision
    self.result = result
    self.fired = fired
    self.basis = basis
    self.inputs = inputs
    self.errors = errors
  }
}

/// One macrostep (or one act of care) as the journal will record it; sequence, salt and hashes come with the commit.
public struct EntryDraft: Sendable {
  /// The kind.
  public var kind: EntryKind
  /// When it happened.
  public var time: Instant
  /// Who did it.
  public var actor: Actor
  /// The event, nil for an act of care.
  public var event: String?
  /// When a timer was due, where that is not when it fired.
  public var dueAt: Instant?
  /// The comment.
  public var comment: String?
  /// Active basic states before, in document order.
  public var before: [String]
  /// Active basic states after.
  public var after: [String]
  /// Transitions taken, as `SOURCE → TARGET` state ids, in order.
  public var transitions: [TransitionRecord]
  /// Fields set, the last value of each.
  public var changes: [FieldChange]
  /// Decisions made.
  public var decisions: [DecisionRecord]
  /// Cases it opened whose record changed.
  public var children: [ChildRecord]
  /// Values noted by `log`.
  public var logs: [String]
  /// Errors met (`error.execution`…), worded.
  public var errors: [Words]
  /// The case as it stands after this entry, without data: configuration, history, tasks, timers, status, outcome,
  /// output, senders, counter.
  ///
  /// Replay puts it together with `changes`, `decisions` and `children`.
  public var recordAfter: CaseRecord

  /// A draft.
  public init(
    kind: EntryKind, time: Instant, actor: Actor, event: String?, dueAt: Instant? = nil, comment: String?,
    before: [String], after: [String], transitions: [TransitionRecord], changes: [FieldChange],
    decisions: [DecisionRecord], children: [ChildRecord] = [], logs: [String], errors: [Words],
    recordAfter: CaseRecord
  ) {
    self.kind = kind
    self.time = time
    self.actor = actor
    self.event = event
    self.dueAt = dueAt
    self.comment = comment
    self.before = before
    self.after = after
    self.transitions = transitions
    self.changes = changes
    self.decisions = decisions
    self.children = children
    self.logs = logs
    self.errors = errors
    self.recordAfter = recordAfter
  }
}

/// A transition as it was taken.
public struct TransitionRecord: Sendable, Hashable {
  /// Its index in the definition.
  public var index: Int
  /// The source state's id.
  public var source: String
  /// The target states' ids.
  public var targets: [String]

  /// A record.
  public init(index: Int, source: String, targets: [String]) {
    self.index = index
    self.source = source
    self.targets = targets
  }
}

/// What an accepted command changes.
public struct CaseCommit: Sendable {
  /// The revision the case must still have; 0 for a new case.
  public var expectedRevision: Int
  /// The case afterwards; its `headEntry` and `version` are set by the store.
  public var record: CaseRecord
  /// One draft for each macrostep, in order; the revision rises by one with each.
  public var entries: [EntryDraft]
  /// Effects in order; the key of each is `case‖revision‖number`.
  public var effects: [(revision: Int, effect: Effect)]
  /// What goes to other cases, in order; carried out in the same transaction, after this commit.
  public var messages: [Message]

  /// A commit.
  public init(
    expectedRevision: Int, record: CaseRecord, entries: [EntryDraft], effects: [(revision: Int, effect: Effect)],
    messages: [Message] = []
  ) {
    self.expectedRevision = expectedRevision
    self.record = record
    self.entries = entries
    self.effects = effects
    self.messages = messages
  }
}
