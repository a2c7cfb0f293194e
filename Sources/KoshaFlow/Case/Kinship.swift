// Cases that belong together: who opened a case, which cases it opened, and what they send each other.

public import KoshaRules

/// The case that opened a case.
public struct Opener: Sendable, Hashable {
  /// Its id.
  public var caseID: String
  /// Its number.
  public var number: String
  /// The id under which it knows the case it opened.
  public var childID: String
  /// How many cases stand above: 1 where a person opened the opener.
  public var depth: Int

  /// An opener.
  public init(caseID: String, number: String, childID: String, depth: Int) {
    self.caseID = caseID
    self.number = number
    self.childID = childID
    self.depth = depth
  }
}

/// A case that a case opened, as its opener last knew it.
public struct ChildRecord: Sendable {
  /// The id under which the opener knows it.
  public var id: String
  /// The child's own case id.
  public var caseID: String
  /// Its number, empty until it is opened.
  public var number: String
  /// Its workflow.
  public var workflow: String
  /// The state with which it lives (`child:`); nil where an action opened it.
  public var boundTo: String?
  /// Its active basic states.
  public var state: [String]
  /// How it stands.
  public var status: CaseStatus
  /// Its final state's word.
  public var outcome: String?
  /// Its final state's output.
  public var output: Value
  /// Whether it was looked up since the last entry, which the next one tells.
  var isRefreshed = false

  /// A child.
  public init(
    id: String, caseID: String, number: String = "", workflow: String, boundTo: String?, state: [String] = [],
    status: CaseStatus = .active, outcome: String? = nil, output: Value = .null
  ) {
    self.id = id
    self.caseID = caseID
    self.number = number
    self.workflow = workflow
    self.boundTo = boundTo
    self.state = state
    self.status = status
    self.outcome = outcome
    self.output = output
  }
}

/// To whom a message goes.
public enum Address: Sendable, Hashable {
  /// A case by its id.
  case caseID(String)
  /// A case by its number or id, as an author wrote it.
  case reference(String)
}

/// How a child ended, told to its opener with `done.open.ID`, or with `error.communication` where it never began.
public struct ChildEnding: Sendable {
  /// The child's case id.
  public var caseID: String
  /// `final`, or `cancelled` where it never began.
  public var status: CaseStatus
  /// Its active basic states at the end.
  public var state: [String]
  /// Its final state's word.
  public var outcome: String?
  /// Its final state's output.
  public var output: Value

  /// An ending.
  public init(caseID: String, status: CaseStatus, state: [String], outcome: String?, output: Value) {
    self.caseID = caseID
    self.status = status
    self.state = state
    self.outcome = outcome
    self.output = output
  }
}

/// An event on its way from one case to another.
public struct PostedEvent: Sendable {
  /// The event.
  public var name: String
  /// The id its author gave.
  public var id: String?
  /// The sender's number, which `to` accepts; nil where the program itself sends.
  public var origin: String?
  /// The id under which the receiver made the sender.
  public var child: String?
  /// `event.data`.
  public var data: Value
  /// When it was sent.
  public var at: Instant
  /// Where it tells the end of a child: how.
  public var ending: ChildEnding?
  /// Whether the program sends it (`error.communication`), so that a failure to deliver it is no failure to tell.
  public var isPlatform: Bool

  /// An event.
  public init(
    name: String, id: String? = nil, origin: String? = nil, child: String? = nil, data: Value = .null, at: Instant,
    ending: ChildEnding? = nil, isPlatform: Bool = false
  ) {
    self.name = name
    self.id = id
    self.origin = origin
    self.child = child
    self.data = data
    self.at = at
    self.ending = ending
    self.isPlatform = isPlatform
  }
}

/// What a case wants of another; carried out in the transaction of the step that wanted it, after that step.
public enum Message: Sendable {
  /// Opens a case.
  case open(ChildRecord, data: [Context.Entry])
  /// Sends an event.
  case event(PostedEvent, to: Address)
  /// Cancels a child whose state was left.
  case cancel(caseID: String)
}

extension CaseFacts {
  /// The case as the opener of another.
  package func opener(of childID: String) -> Opener {
    Opener(caseID: id, number: number, childID: childID, depth: (opener?.depth ?? 0) + 1)
  }
}
