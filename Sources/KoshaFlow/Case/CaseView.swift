// A case as one reader may see it, and its JSON (cli.md).

public import KoshaSource

/// A case as one reader may see it: fields that the reader may not see are masked.
public struct CaseView: Sendable {
  /// The case; masked fields hold null.
  public var record: CaseRecord
  /// Names of the fields the reader may not see.
  public var masked: [String]
  /// The active basic states' ids in document order.
  public var state: [String]
  /// Their titles.
  public var stateTitles: [Words]
  /// The events, for the reader.
  public var events: [EventAvailability]

  /// The view of a reader (`world.actor`).
  public static func make(
    _ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> CaseView {
    preconditionFailure("unwritten")
  }

  /// The JSON document of `case open`, `case do` and `case show`, titles and reasons in the given language.
  public func json(_ language: Language, _ definition: WorkflowDefinition, in world: StepInput) -> String {
    preconditionFailure("unwritten")
  }
}
