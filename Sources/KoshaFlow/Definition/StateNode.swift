// States, transitions and timers of a compiled workflow.

public import KoshaRules
public import KoshaSource

/// A state.
public struct StateNode: Sendable {
  /// What kind of state it is.
  public enum Kind: Sendable, Hashable {
    /// Has no children.
    case atomic
    /// Exactly one child is active.
    case compound
    /// All children are active.
    case parallel
    /// Ends its parent.
    case final
    /// Remembers the children that were active.
    case history(deep: Bool)
  }

  /// Its index in `states`, which is document order.
  public let index: Int
  /// The id; the workflow's for index 0.
  public let id: String
  /// The title, the id where the file gives none.
  public let title: Words
  /// The kind; index 0 is compound or parallel.
  public let kind: Kind
  /// The parent's index, nil for the workflow itself.
  public let parent: Int?
  /// The children's indexes in document order, history states included.
  public let children: [Int]
  /// The index after the last descendant: descendants are `index + 1 ..< end`.
  public let end: Int
  /// How deep it lies, 0 for the workflow itself.
  public let depth: Int
  /// Where a compound state begins, or a history state's default.
  public let initial: InitialTransition?
  /// Blocks of actions on entry.
  public let entry: [[Action]]
  /// Blocks of actions on exit.
  public let exit: [[Action]]
  /// Indexes of transitions with an event (`on`, then `done`), in the order they are tried.
  public let on: [Int]
  /// Indexes of eventless transitions.
  public let always: [Int]
  /// Indexes of timed transitions.
  public let after: [Int]
  /// What people have to do here.
  public let task: TaskDeclaration?
  /// The cases that live while the state is active (SCXML `<invoke>`).
  public let childCases: [Action.OpenAction]
  /// A vote of many that leads on.
  public let ballot: BallotDeclaration?
  /// Free words.
  public let tags: [String]
  /// A final state's word for lists and reports.
  public let outcome: String?
  /// What a final state gives the opener.
  public let output: Program?
  /// The place of the id.
  public let span: SourceSpan

  package init(
    index: Int, id: String, title: Words, kind: Kind, parent: Int?, children: [Int], end: Int, depth: Int,
    initial: InitialTransition?, entry: [[Action]], exit: [[Action]], on: [Int], always: [Int], after: [Int],
    task: TaskDeclaration?, childCases: [Action.OpenAction], ballot: BallotDeclaration?, tags: [String],
    outcome: String?,
    output: Program?,
    span: SourceSpan
  ) {
    self.index = index
    self.id = id
    self.title = title
    self.kind = kind
    self.parent = parent
    self.children = children
    self.end = end
    self.depth = depth
    self.initial = initial
    self.entry = entry
    self.exit = exit
    self.on = on
    self.always = always
    self.after = after
    self.task = task
    self.childCases = childCases
    self.ballot = ballot
    self.tags = tags
    self.outcome = outcome
    self.output = output
    self.span = span
  }

  /// Whether the state can be active.
  public var isHistory: Bool {
    if case .history = kind { true } else { false }
  }
}

/// Where a compound state begins: SCXML's `<initial>`, or the default transition of a history state.
public struct InitialTransition: Sendable {
  /// Target states.
  public let targets: [Int]
  /// Actions after the state's entry and before the targets'.
  public let actions: [Action]
  /// The place; the state's own where the first child is meant.
  public let span: SourceSpan

  package init(targets: [Int], actions: [Action], span: SourceSpan) {
    self.targets = targets
    self.actions = actions
    self.span = span
  }
}

/// What people have to do while a state is active.
public struct TaskDeclaration: Sendable {
  /// Who may take it.
  public let audience: [Who]
  /// When it is due, counted from entry.
  public let due: Delay?
  /// The title, the state's where the file gives none.
  public let title: Words
  /// What is to be checked, in file order.
  public let checklist: [ChecklistItem]
  /// The place.
  public let span: SourceSpan

  package init(audience: [Who], due: Delay?, title: Words, checklist: [ChecklistItem], span: SourceSpan) {
    self.audience = audience
    self.due = due
    self.title = title
    self.checklist = checklist
    self.span = span
  }
}

/// A span of time as written.
public enum Delay: Sendable {
  /// `PT24H`, `P3D`.
  case duration(DaysAndTimeDuration)
  /// `P1M`.
  case period(YearsAndMonthsDuration)
  /// `5 business days`.
  case businessDays(Int)
  /// `= FEEL` giving a duration or one of these texts.
  case expression(Program)
}

/// How a due time that falls on a closed day is moved.
public enum Adjustment: String, Sendable, Hashable, CaseIterable {
  /// To the next open day.
  case nextBusinessDay = "next business day"
  /// To the last open day before.
  case previousBusinessDay = "previous business day"
}

/// When a timed transition becomes due.
public struct TimerDeclaration: Sendable {
  /// From when it is counted.
  public enum Moment: Sendable {
    /// From the entry of the state.
    case delay(Delay)
    /// A date and time, a date (the end of that day) or null (nothing is armed).
    case at(Program)
  }

  /// When.
  public let moment: Moment
  /// Where a closed day is moved.
  public let adjustment: Adjustment?
  /// The calendar, the workflow's where nil.
  public let calendar: String?
  /// The timer's id in a case: `STATE.after.N`, N from 1.
  public let id: String

  package init(moment: Moment, adjustment: Adjustment?, calendar: String?, id: String) {
    self.moment = moment
    self.adjustment = adjustment
    self.calendar = calendar
    self.id = id
  }
}

/// What sets a transition off.
public enum Trigger: Sendable {
  /// An event that one of the patterns matches.
  case event([EventPattern])
  /// None: it is tried whenever it can be taken.
  case always
  /// A timer of the state.
  case after(TimerDeclaration)
}

/// An event pattern of SCXML §3.12.1: dotted tokens, a prefix matches; `*` matches all.
public struct EventPattern: Sendable, Hashable {
  /// As written.
  public let text: String
  /// The tokens without a trailing `*`; empty for `*` alone.
  public let tokens: [String]

  /// A pattern; a trailing `.*` or `.` is dropped as SCXML says.
  public init(_ text: String) {
    self.text = text
    var tokens =
      text.utf8.contains(0x2E)
      ? text.split(separator: ".", omittingEmptySubsequences: true).map(String.init) : text.isEmpty ? [] : [text]
    if tokens.last == "*" { tokens.removeLast() }
    self.tokens = tokens
  }

  /// Whether it matches an event's name.
  public func matches(_ name: String) -> Bool {
    if tokens.isEmpty { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: true)
    guard parts.count >= tokens.count else { return false }
    return zip(tokens, parts).allSatisfy { $0 == $1 }
  }
}

/// A condition of a transition.
public struct Guard: Sendable {
  /// The condition.
  public let program: Program
  /// The reason told where it does not hold.
  public let message: Words?

  package init(program: Program, message: Words?) {
    self.program = program
    self.message = message
  }
}

/// A transition.
public struct Transition: Sendable {
  /// Its index in `transitions`, which is document order.
  public let index: Int
  /// The state it belongs to.
  public let source: Int
  /// What sets it off.
  public let trigger: Trigger
  /// The targets; empty where no state is left.
  public let targets: [Int]
  /// SCXML's `type="internal"`.
  public let isInternal: Bool
  /// All must hold.
  public let guards: [Guard]
  /// The title, nil where the file gives none.
  public let title: Words?
  /// Who may send the event; nil where no person may.
  public let by: [Who]?
  /// Who may not, whatever else grants it.
  public let notBy: [Exclusion]
  /// Whether only the one who claimed the task may.
  public let assigneeOnly: Bool
  /// What the event may set.
  public let input: [InputField]
  /// Whether a comment must be given.
  public let commentRequired: Bool
  /// Actions.
  public let actions: [Action]
  /// Where the authority comes from.
  public let basis: Words?
  /// The place of the transition in the file.
  public let span: SourceSpan

  package init(
    index: Int, source: Int, trigger: Trigger, targets: [Int], isInternal: Bool = false, guards: [Guard] = [],
    title: Words? = nil, by: [Who]? = nil, notBy: [Exclusion] = [], assigneeOnly: Bool = false,
    input: [InputField] = [], commentRequired: Bool = false, actions: [Action] = [], basis: Words? = nil,
    span: SourceSpan
  ) {
    self.index = index
    self.source = source
    self.trigger = trigger
    self.targets = targets
    self.isInternal = isInternal
    self.guards = guards
    self.title = title
    self.by = by
    self.notBy = notBy
    self.assigneeOnly = assigneeOnly
    self.input = input
    self.commentRequired = commentRequired
    self.actions = actions
    self.basis = basis
    self.span = span
  }
}
