// The pure heart of a command: a case, a definition and the world in; a commit or a refusal out.

public import KoshaSource

/// The answer to a command.
public enum CaseDecision: Sendable {
  /// Accepted.
  case commit(CaseCommit)
  /// Refused; nothing changes.
  case refused(Refusal)
  /// Values that cannot be read as their fields' types.
  case unreadable([UnreadableInput])
  /// The macrostep did not settle, or the definition is at fault: rolled back whole, with the sentence that says why.
  case failed(Words)
}

/// What a new case is given before it begins.
public struct NewCase: Sendable {
  /// The id.
  public var id: String
  /// The number.
  public var number: String
  /// The handle.
  public var handle: String

  /// Identity of a new case.
  public init(id: String, number: String, handle: String) {
    self.id = id
    self.number = number
    self.handle = handle
  }
}

/// Decides commands.
public enum CaseDecider {
  /// Whether a person may open a case with these values; decides nothing yet, so that no number is used up.
  public static func mayOpen(
    _ definition: WorkflowDefinition, input: [InputValue], in world: StepInput
  ) -> CaseDecision? {
    preconditionFailure("unwritten")
  }

  /// Opens a case.
  public static func open(
    _ new: NewCase, _ definition: WorkflowDefinition, input: [InputValue], comment: String?, in world: StepInput
  ) -> CaseDecision {
    preconditionFailure("unwritten")
  }

  /// Decides a command on a case; never looks at whether timers are overdue (the caller fires them first).
  public static func decide(
    _ command: CaseCommand, on record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> CaseDecision {
    preconditionFailure("unwritten")
  }

  /// For each event that a transition of an active state names: whether the actor could send it now, else why not.
  /// In document order of first mention, then events of other states with the reason `state`.
  public static func availability(
    _ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> [EventAvailability] {
    preconditionFailure("unwritten")
  }

  /// Whether someone may read the case at all.
  public static func mayRead(
    _ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> Bool {
    preconditionFailure("unwritten")
  }

  /// Whether someone may read a field of the case.
  public static func mayRead(
    field: DataField, of record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> Bool {
    preconditionFailure("unwritten")
  }
}
