// What a store keeps, as plain rows: names, numbers and bytes. Whatever has a meaning of its own was encoded before.

public import KoshaRules

/// What a list of cases shows, kept in columns so that nothing need be decoded for it.
public struct CaseHeading: Sendable, Hashable {
  /// The id.
  public var id: String
  /// The number people quote.
  public var number: String
  /// The handle of the case in the journal and among the keys.
  public var handle: String
  /// The workflow's id.
  public var workflow: String
  /// The number of the definition among the workflow's versions in this store.
  public var version: Int
  /// The digest of the definition it is pinned to.
  public var definition: String
  /// How many journal entries it has.
  public var revision: Int
  /// How it stands.
  public var status: CaseStatus
  /// The final state's word.
  public var outcome: String?
  /// The active basic states in document order.
  public var state: [String]
  /// When it was opened.
  public var openedAt: Instant
  /// By whom.
  public var openedBy: String
  /// When it last changed.
  public var updatedAt: Instant
  /// By whom it was last changed.
  public var updatedBy: String
  /// The number of its last journal entry.
  public var headEntry: Int

  /// A heading.
  public init(
    id: String, number: String, handle: String, workflow: String, version: Int, definition: String, revision: Int,
    status: CaseStatus, outcome: String?, state: [String], openedAt: Instant, openedBy: String, updatedAt: Instant,
    updatedBy: String, headEntry: Int
  ) {
    self.id = id
    self.number = number
    self.handle = handle
    self.workflow = workflow
    self.version = version
    self.definition = definition
    self.revision = revision
    self.status = status
    self.outcome = outcome
    self.state = state
    self.openedAt = openedAt
    self.openedBy = openedBy
    self.updatedAt = updatedAt
    self.updatedBy = updatedBy
    self.headEntry = headEntry
  }
}

/// Bytes that are sealed under the key of their case, or plain where it has none.
public struct StoredText: Sendable, Hashable {
  /// The bytes.
  public var bytes: [UInt8]
  /// Whether they are sealed.
  public var isSealed: Bool

  /// Bytes.
  public init(bytes: [UInt8], isSealed: Bool) {
    self.bytes = bytes
    self.isSealed = isSealed
  }
}

/// A case as it is kept.
public struct StoredCase: Sendable, Hashable {
  /// The columns.
  public var heading: CaseHeading
  /// The whole case as JSON.
  public var record: StoredText

  /// A case.
  public init(heading: CaseHeading, record: StoredText) {
    self.heading = heading
    self.record = record
  }
}

/// A task among those of all cases.
public struct StoredTask: Sendable, Hashable {
  /// The case.
  public var caseID: String
  /// The task.
  public var task: TaskRecord

  /// A task.
  public init(caseID: String, task: TaskRecord) {
    self.caseID = caseID
    self.task = task
  }
}

/// When a case must be looked at, by one of its timers.
public struct StoredTimer: Sendable, Hashable {
  /// The case.
  public var caseID: String
  /// The timer's id in the case.
  public var timerID: String
  /// When it is due.
  public var due: Instant

  /// A timer.
  public init(caseID: String, timerID: String, due: Instant) {
    self.caseID = caseID
    self.timerID = timerID
    self.due = due
  }
}

/// A deadline of an active case that has not ended.
public struct StoredDeadline: Sendable, Hashable {
  /// The case.
  public var caseID: String
  /// The deadline's id in the case.
  public var deadlineID: String
  /// When its budget is used up; while the clock stands still, as if it went on the moment it stopped.
  public var due: Instant
  /// Since when the clock stands still, nil while it runs.
  public var stoppedAt: Instant?
  /// The digest of the calendars by which it was last reckoned.
  public var calendars: String

  /// A deadline.
  public init(caseID: String, deadlineID: String, due: Instant, stoppedAt: Instant?, calendars: String) {
    self.caseID = caseID
    self.deadlineID = deadlineID
    self.due = due
    self.stoppedAt = stoppedAt
    self.calendars = calendars
  }
}

/// A timer that is due and could not fire.
public struct StoredTimerFailure: Sendable, Hashable {
  /// The case.
  public var caseID: String
  /// The timer's id in the case.
  public var timerID: String
  /// How often it was tried.
  public var attempts: Int
  /// When it was last tried.
  public var failedAt: Instant
  /// When it is tried again.
  public var nextTry: Instant
  /// Why it failed, in Japanese.
  public var ja: String
  /// Why it failed, in English.
  public var en: String

  /// A failure.
  public init(
    caseID: String, timerID: String, attempts: Int, failedAt: Instant, nextTry: Instant, ja: String, en: String
  ) {
    self.caseID = caseID
    self.timerID = timerID
    self.attempts = attempts
    self.failedAt = failedAt
    self.nextTry = nextTry
    self.ja = ja
    self.en = en
  }
}

/// A row of the outbox: what is to be done outside, once its transaction holds.
public struct StoredEffect: Sendable, Hashable {
  /// The case.
  public var caseID: String
  /// The revision of the case that wanted it.
  public var revision: Int
  /// Its number among the effects of that revision, from 0.
  public var number: Int
  /// When it was wanted.
  public var createdAt: Instant
  /// The effect as JSON.
  public var effect: StoredText

  /// A row.
  public init(caseID: String, revision: Int, number: Int, createdAt: Instant, effect: StoredText) {
    self.caseID = caseID
    self.revision = revision
    self.number = number
    self.createdAt = createdAt
    self.effect = effect
  }

  /// The key under which it is carried out, so that a repetition is known as one.
  public var key: String { "\(caseID)/\(revision)/\(number)" }
}

/// What was answered to a request, so that its repetition is answered with the same.
public struct StoredReceipt: Sendable, Hashable {
  /// The idempotency key its sender gave.
  public var requestID: String
  /// The digest of the command, by which another command under the same key is known.
  public var fingerprint: String
  /// The case.
  public var caseID: String
  /// The answer.
  public var answer: StoredText

  /// A receipt.
  public init(requestID: String, fingerprint: String, caseID: String, answer: StoredText) {
    self.requestID = requestID
    self.fingerprint = fingerprint
    self.caseID = caseID
    self.answer = answer
  }
}

/// A definition that cases are pinned to.
public struct StoredDefinition: Sendable, Hashable {
  /// Its digest.
  public var digest: String
  /// The workflow.
  public var workflow: String
  /// Its number among the workflow's versions in this store, from 1.
  public var version: Int
  /// Its files, as `DefinitionArchive` writes them.
  public var files: [UInt8]

  /// A definition.
  public init(digest: String, workflow: String, version: Int, files: [UInt8]) {
    self.digest = digest
    self.workflow = workflow
    self.version = version
    self.files = files
  }
}

/// The bytes of a document of a case.
public struct StoredAttachment: Sendable, Hashable {
  /// The case.
  public var caseID: String
  /// SHA-256 of the document, lower-case hexadecimal.
  public var sha256: String
  /// The document.
  public var content: StoredText

  /// A document.
  public init(caseID: String, sha256: String, content: StoredText) {
    self.caseID = caseID
    self.sha256 = sha256
    self.content = content
  }
}

/// A running number that moves on.
public struct StoredCounter: Sendable, Hashable {
  /// What it counts.
  public var key: String
  /// Its new value.
  public var value: Int

  /// A counter.
  public init(key: String, value: Int) {
    self.key = key
    self.value = value
  }
}

/// Everything that one command changes.
public struct StoreChange: Sendable {
  /// The case afterwards.
  public var caseAfter: StoredCase
  /// The revision it must have before; 0 where it must not exist.
  public var expectedRevision: Int
  /// The journal's new entries, following its end.
  public var entries: [StoredEntry]
  /// The journal's end afterwards.
  public var head: JournalHead
  /// All tasks of the case afterwards; nil where none changed.
  public var tasks: [TaskRecord]?
  /// All timers of the case afterwards; nil where none changed.
  public var timers: [StoredTimer]?
  /// All open deadlines of the case afterwards; nil where none changed.
  public var deadlines: [StoredDeadline]?
  /// New rows of the outbox.
  public var effects: [StoredEffect]
  /// The counter that gave the case its number.
  public var counter: StoredCounter?
  /// The definition, where no case was pinned to it before.
  public var definition: StoredDefinition?
  /// Documents that came with the command.
  public var attachments: [StoredAttachment]

  /// A change.
  public init(
    caseAfter: StoredCase, expectedRevision: Int, entries: [StoredEntry], head: JournalHead,
    tasks: [TaskRecord]? = nil, timers: [StoredTimer]? = nil, deadlines: [StoredDeadline]? = nil,
    effects: [StoredEffect] = [], counter: StoredCounter? = nil, definition: StoredDefinition? = nil,
    attachments: [StoredAttachment] = []
  ) {
    self.caseAfter = caseAfter
    self.expectedRevision = expectedRevision
    self.entries = entries
    self.head = head
    self.tasks = tasks
    self.timers = timers
    self.deadlines = deadlines
    self.effects = effects
    self.counter = counter
    self.definition = definition
    self.attachments = attachments
  }
}
