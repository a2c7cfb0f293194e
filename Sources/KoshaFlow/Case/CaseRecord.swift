// A case as it is stored: names instead of indexes, so that it can be read without its definition.

public import KoshaRules

/// How a case stands.
public enum CaseStatus: String, Sendable, Hashable {
  /// Events may come.
  case active
  /// A final state at the top was reached.
  case final
  /// It was cancelled.
  case cancelled
}

/// A case.
public struct CaseRecord: Sendable {
  /// The id: 26 characters, never reused.
  public var id: String
  /// The number people quote.
  public var number: String
  /// A random 128-bit handle in lower-case hex, the only name of the case in journal headers.
  public var handle: String
  /// The workflow's id.
  public var workflow: String
  /// The number of the definition among the workflow's versions in this store, from 1.
  public var version: Int
  /// The digest of the definition it is pinned to.
  public var definition: String
  /// Counts the journal entries of the case; a command that expects another is stale.
  public var revision: Int
  /// How it stands.
  public var status: CaseStatus
  /// The final state's word.
  public var outcome: String?
  /// The final state's output.
  public var output: Value
  /// When it was opened.
  public var openedAt: Instant
  /// By whom; where a case opened it, the person whose event led to that, else `system`.
  public var openedBy: String
  /// The case that opened it, nil where a person did.
  public var opener: Opener?
  /// When it last changed.
  public var updatedAt: Instant
  /// By whom it was last changed.
  public var updatedBy: String
  /// The ids of the active states in document order, the workflow itself left out; basic states and their ancestors.
  public var configuration: [String]
  /// What history states remember, in document order of the history states.
  public var history: [HistoryRecord]
  /// The data fields in declared order.
  public var data: [Context.Entry]
  /// The last answer of each decision that was made, in declared order.
  public var decisions: [Context.Entry]
  /// The last event taken (language.md §7, `event`), null before the first.
  public var event: Value
  /// Who sent which event in this case, for `not_by`, in order of first sending.
  public var senders: [SenderRecord]
  /// What people have to do, in order of opening.
  public var tasks: [TaskRecord]
  /// Ballots of active states, in order of opening.
  public var ballots: [BallotRecord]
  /// What is armed: `after` timers and delayed events, in order of arming.
  public var timers: [TimerRecord]
  /// The cases it opened, in order of opening, as they were when it last looked.
  public var children: [ChildRecord]
  /// The deadlines that have started, in order of starting.
  public var deadlines: [DeadlineRecord]
  /// How many ids of tasks, timers and children were given out, so that none comes twice.
  public var counter: Int
  /// The `seq` of its last journal entry, nil before the first.
  public var headEntry: Int?

  /// A record with every part given.
  public init(
    id: String, number: String, handle: String, workflow: String, version: Int, definition: String, revision: Int,
    status: CaseStatus, outcome: String?, output: Value, openedAt: Instant, openedBy: String, updatedAt: Instant,
    updatedBy: String, configuration: [String], history: [HistoryRecord], data: [Context.Entry],
    decisions: [Context.Entry], event: Value, senders: [SenderRecord], tasks: [TaskRecord], timers: [TimerRecord],
    counter: Int, headEntry: Int?, opener: Opener? = nil, children: [ChildRecord] = [],
    ballots: [BallotRecord] = [],
    deadlines: [DeadlineRecord] = []
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
    self.output = output
    self.openedAt = openedAt
    self.openedBy = openedBy
    self.updatedAt = updatedAt
    self.updatedBy = updatedBy
    self.configuration = configuration
    self.history = history
    self.data = data
    self.decisions = decisions
    self.event = event
    self.senders = senders
    self.tasks = tasks
    self.timers = timers
    self.counter = counter
    self.headEntry = headEntry
    self.opener = opener
    self.children = children
    self.ballots = ballots
    self.deadlines = deadlines
  }
}

/// What one history state remembers.
public struct HistoryRecord: Sendable, Hashable {
  /// The history state.
  public var state: String
  /// The states that were active, in document order.
  public var remembered: [String]

  /// A record.
  public init(state: String, remembered: [String]) {
    self.state = state
    self.remembered = remembered
  }
}

/// Who sent an event in a case.
public struct SenderRecord: Sendable, Hashable {
  /// The event.
  public var event: String
  /// The people in whose name it was sent, in order of first sending.
  public var people: [String]
  /// The operators who sent it for them with `--as`, in order of first sending.
  public var operators: [String]

  /// A record.
  public init(event: String, people: [String], operators: [String] = []) {
    self.event = event
    self.people = people
    self.operators = operators
  }
}

/// What people have to do.
public struct TaskRecord: Sendable, Hashable {
  /// The id, `STATE#N`.
  public var id: String
  /// The state it belongs to; it ends when the state is left.
  public var state: String
  /// Role ids of those who may take it.
  public var roles: [String]
  /// Person ids of those who may take it.
  public var people: [String]
  /// When it was offered.
  public var openedAt: Instant
  /// When it is due.
  public var due: Instant?
  /// Who claimed it.
  public var claimedBy: String?
  /// Who delegated it to the one who has it, and gets it back; nil where nobody did.
  public var owner: String?
  /// The items of its checklist that are ticked, by item.
  public var marks: [ChecklistMark]

  /// A task.
  public init(
    id: String, state: String, roles: [String], people: [String], openedAt: Instant, due: Instant?,
    claimedBy: String? = nil, owner: String? = nil, marks: [ChecklistMark] = []
  ) {
    self.id = id
    self.state = state
    self.roles = roles
    self.people = people
    self.openedAt = openedAt
    self.due = due
    self.claimedBy = claimedBy
    self.owner = owner
    self.marks = marks
  }
}

/// An item of a checklist that was ticked.
public struct ChecklistMark: Sendable, Hashable {
  /// Its place in the checklist, from 0.
  public var item: Int
  /// Who ticked it.
  public var by: String
  /// When.
  public var at: Instant

  /// A mark.
  public init(item: Int, by: String, at: Instant) {
    self.item = item
    self.by = by
    self.at = at
  }
}

/// What is armed.
public struct TimerRecord: Sendable {
  /// What happens when it is due.
  public enum Kind: Sendable {
    /// A timed transition of a state: `STATE.after.N`.
    case after(state: String)
    /// The end of a state's ballot: `STATE.ballot`.
    case ballot(state: String)
    /// A delayed event.
    ///
    /// - `to`: the case it goes to, nil for the case itself.
    case send(event: String, data: Value, sendID: String?, to: Address? = nil)
    /// The warning or the end of a deadline.
    case deadline(id: String, DeadlineRung)
  }

  /// The id: `STATE.after.N`, `STATE.ballot`, `send#N`, `deadline.ID.warn` or `deadline.ID.breach`.
  public var id: String
  /// What happens.
  public var kind: Kind
  /// When.
  public var due: Instant
  /// When it was armed.
  public var armedAt: Instant

  /// A timer.
  public init(id: String, kind: Kind, due: Instant, armedAt: Instant) {
    self.id = id
    self.kind = kind
    self.due = due
    self.armedAt = armedAt
  }
}
