// What is asked of a case, and the two answers: a commit, or a refusal that leaves everything as it was.

public import KoshaRules
public import KoshaSource

/// A value given to a command.
public struct InputValue: Sendable {
  /// In which form it came.
  public enum Form: Sendable {
    /// As a person types it (`300万`, `R5.4.3`); read by the field's type.
    case typed(String)
    /// Plain JSON or YAML (a date is a string); read by the field's type.
    case plain(Value)
    /// Already of its type, for example a document.
    case value(Value)
  }

  /// The field.
  public var name: String
  /// The value.
  public var form: Form

  /// A value.
  public init(_ name: String, _ form: Form) {
    self.name = name
    self.form = form
  }
}

/// What is asked.
public enum CaseCommand: Sendable {
  /// A new case of a workflow begins.
  case open(input: [InputValue], comment: String?)
  /// A person sends an event.
  case event(name: String, input: [InputValue], comment: String?)
  /// A timer that is due fires.
  case timer(id: String)
  /// A person takes a task; nil for the only one that can be taken.
  case claim(task: String?)
  /// A person gives a task back.
  case release(task: String?)
  /// A person notes something.
  case comment(text: String)
  /// A person ticks an item of a checklist, or takes the tick back.
  case check(item: String, isDone: Bool)
  /// A person gives a task to another; nil for the only one.
  case assign(task: String?, to: String)
  /// The holder of a task gives it to another and gets it back when that one releases it.
  case delegate(task: String?, to: String)
  /// Everything of a person's in the case goes to another.
  case handOver(from: String, to: String)
  /// Another case, or the program itself, sends an event.
  case message(PostedEvent)
  /// The state with which the case lives was left: it ends where it stands.
  case abandon
  /// A person ends the case where it stands, and why.
  case cancel(comment: String?)
  /// A person sets wrong values right, and why.
  case correct(input: [InputValue], comment: String?)
  /// A person takes the last step back, and why.
  case back(comment: String?)
  /// A person lets an ended case go on from before its end, and why.
  case reopen(comment: String?)
}

/// Why a command is refused, in the order in which reasons are told (language.md §6).
public enum RefusalCode: String, Sendable, Hashable, CaseIterable {
  /// Not in this state.
  case state
  /// Not in this role.
  case role
  /// Four eyes: someone who took part may not.
  case fourEyes = "four_eyes"
  /// Only the one who claimed the task.
  case assignee
  /// A required checklist item is open.
  case checklist
  /// A comment must be given.
  case comment
  /// A field is missing or not accepted.
  case input
  /// A field's check does not hold.
  case check
  /// A guard does not hold.
  case guardCondition = "guard"
}

/// A refusal.
public struct Refusal: Sendable {
  /// The reason.
  public var code: RefusalCode
  /// The sentence, with values, roles or states named.
  public var message: Words
  /// The event.
  public var event: String?
  /// The active basic states.
  public var state: [String]
  /// The guard's or check's text.
  public var condition: String?
  /// Fields or checklist items that are missing.
  public var missing: [String]
  /// What may be done instead, and why each other event may not.
  public var alternatives: [EventAvailability]

  /// A refusal.
  public init(
    code: RefusalCode, message: Words, event: String? = nil, state: [String] = [], condition: String? = nil,
    missing: [String] = [], alternatives: [EventAvailability] = []
  ) {
    self.code = code
    self.message = message
    self.event = event
    self.state = state
    self.condition = condition
    self.missing = missing
    self.alternatives = alternatives
  }
}

/// Whether an event could be sent by someone now.
public struct EventAvailability: Sendable {
  /// The event.
  public var event: String
  /// Its title.
  public var title: Words
  /// Who may send it, as text: role ids, `anyone`, or the expression.
  public var by: [String]
  /// What it may set.
  public var input: [InputField]
  /// Whether a comment must be given.
  public var commentRequired: Bool
  /// Nil where it can be sent; else the reason and its sentence.
  public var whyNot: (code: RefusalCode, message: Words)?
  /// The titles of the states that hear it, where none of them is active.
  public var states: [Words]

  /// An answer.
  public init(
    event: String, title: Words, by: [String], input: [InputField], commentRequired: Bool,
    whyNot: (code: RefusalCode, message: Words)?, states: [Words] = []
  ) {
    self.event = event
    self.title = title
    self.by = by
    self.input = input
    self.commentRequired = commentRequired
    self.whyNot = whyNot
    self.states = states
  }
}

/// A value that cannot be read as its field's type: the command is bad data (exit status 65), not refused.
public struct UnreadableInput: Sendable {
  /// The field.
  public var field: String
  /// The sentence.
  public var message: Words
  /// The mend, where there is one.
  public var help: Words?

  /// A problem.
  public init(field: String, message: Words, help: Words? = nil) {
    self.field = field
    self.message = message
    self.help = help
  }
}
