// The effectful shell around the pure core: loads, decides, commits in one transaction, answers with receipts.

public import KoshaRules
public import KoshaSource

/// Where time comes from.
public protocol Clock: Sendable {
  /// The present instant.
  func now() -> Instant
}

/// Where random bytes come from.
public protocol RandomBytes: Sendable {
  /// Cryptographically strong random bytes.
  func bytes(_ count: Int) -> [UInt8]
}

/// The definitions in force, as the workspace's files stand now; compiles only what is asked for.
public protocol DefinitionCatalogue: Sendable {
  /// The workflow's compilation, nil where there is no such workflow.
  func compilation(of workflow: String) -> Compilation?
  /// The workflow ids in order.
  var workflows: [String] { get }
}

/// How a case is named on the command line: its id or its number.
public typealias CaseReference = String

/// The answer of the service to a command.
public enum CommandOutcome: Sendable {
  /// Done; the JSON receipt is what an earlier command with the same request id answered, where there was one.
  case done(CommandReceipt)
  /// Refused (exit status 77).
  case refused(Refusal)
  /// Values that cannot be read (65).
  case unreadable([UnreadableInput])
  /// No such case or workflow, or none that this person may see (66).
  case notFound(what: String)
  /// The definition in force has errors (65).
  case definitionBroken(Compilation)
  /// Someone else changed the case since (75).
  case stale(expected: Int, actual: Int, by: String, at: Instant)
  /// A case that did not settle, or a fault of its definition (65).
  case failed(Words)
  /// The request id was used for another command (65).
  case requestReused(String)
}

/// What a command answers with.
public struct CommandReceipt: Sendable {
  /// The case's JSON document in the language of the first answer.
  public var json: String
  /// The case as the actor sees it.
  public var view: CaseView
  /// The definition it is pinned to.
  public var definition: WorkflowDefinition
  /// Whether an earlier command with the same request id had been carried out.
  public var isRepeated: Bool
  /// What this command wrote, for the words on the screen.
  public var entries: [EntryDraft]

  /// A receipt.
  public init(
    json: String, view: CaseView, definition: WorkflowDefinition, isRepeated: Bool, entries: [EntryDraft]
  ) {
    self.json = json
    self.view = view
    self.definition = definition
    self.isRepeated = isRepeated
    self.entries = entries
  }
}

/// One request of a batch.
public struct CommandRequest: Sendable {
  /// The workflow (to open) or the case (to do).
  public enum Target: Sendable {
    /// Opens a case of this workflow.
    case workflow(String)
    /// Acts on this case.
    case existing(CaseReference)
  }

  /// On what.
  public var target: Target
  /// What; `.open` goes with a workflow.
  public var command: CaseCommand
  /// The idempotency key.
  public var requestID: String?
  /// The revision the case must have.
  public var expectedRevision: Int?
  /// The bytes of the documents that its values name.
  public var attachments: [CommandAttachment]

  /// A request.
  public init(
    target: Target, command: CaseCommand, requestID: String? = nil, expectedRevision: Int? = nil,
    attachments: [CommandAttachment] = []
  ) {
    self.target = target
    self.command = command
    self.requestID = requestID
    self.expectedRevision = expectedRevision
    self.attachments = attachments
  }
}

/// A document that comes with a command; the command's values speak of it by its digest.
public struct CommandAttachment: Sendable, Hashable {
  /// The document.
  public let bytes: [UInt8]
  /// Its SHA-256 in lower-case hexadecimal.
  public let sha256: String

  /// A document.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
    sha256 = Hashing.hex(Hashing.sha256(bytes))
  }
}

/// What a list of cases is narrowed by.
public struct CaseQuery: Sendable {
  /// Cases of this workflow.
  public var workflow: String?
  /// Cases in this state.
  public var state: String?
  /// Cases of this status.
  public var status: CaseStatus?
  /// At most so many, newest first; nil for all.
  public var limit: Int?

  /// A query.
  public init(workflow: String? = nil, state: String? = nil, status: CaseStatus? = nil, limit: Int? = nil) {
    self.workflow = workflow
    self.state = state
    self.status = status
    self.limit = limit
  }
}
