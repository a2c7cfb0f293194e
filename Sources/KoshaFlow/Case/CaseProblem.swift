// Why a command on a case is refused: the facts, worded in CaseMessages.swift.

import KoshaRules
import KoshaSource

/// An id with its title.
struct NamedTitle: Sendable {
  var id: String
  var title: Words

  init(_ id: String, _ title: Words) {
    self.id = id
    self.title = title
  }
}

/// Why a command is refused.
enum CaseProblem: Sendable {
  /// The case is over.
  case ended(CaseStatus)
  /// The workflow knows no such event.
  case unknownEvent(String, nearest: String?)
  /// The event belongs to other states.
  case notInState(event: NamedTitle, current: [NamedTitle], belongsTo: [NamedTitle])
  /// No person sends the event.
  case ofNoPerson(event: NamedTitle)
  /// The event is for others.
  case notInRole(event: NamedTitle, by: [String])
  /// Only others open cases.
  case mayNotOpen(workflow: NamedTitle, by: [String])
  /// New cases are opened in another period.
  case notInForce(workflow: NamedTitle, EffectivePeriod)
  /// Four eyes: the actor sent an event whose sender may not send this one.
  case tookPart(event: NamedTitle, earlier: NamedTitle)
  /// Four eyes: a role or people that may not.
  case excluded(event: NamedTitle, who: String)
  /// Only the one who claimed the task; nil where nobody has.
  case notAssignee(event: NamedTitle, assignee: String?)
  /// A comment must be given.
  case commentMissing(event: NamedTitle)
  /// A value that is not accepted.
  case unknownInput(name: String, nearest: String?, accepted: [String])
  /// Values that must be given.
  case missingInput([NamedTitle])
  /// A field's check does not hold.
  case check(field: NamedTitle, text: String, readings: Readings)
  /// Guards that do not hold, one of each transition that could be taken.
  case guards([GuardRefusal])
  /// A timer that is not armed.
  case notArmed(timer: String)
  /// There is no task to take or to give back.
  case noTask(id: String?)
  /// A task for others.
  case taskForOthers(task: String, audience: [String])
  /// Someone else has the task.
  case taskClaimed(task: String, by: String)
  /// A task that nobody has cannot be given back.
  case taskNotClaimed(task: String)
  /// Several tasks are meant.
  case severalTasks([String])
  /// Who may not read a case may not write in it either.
  case mayNotRead
  /// Required items of a checklist are open.
  case checklist(event: NamedTitle, items: [Words])
  /// No checklist has such an item.
  case noChecklistItem(String, known: [Words])
  /// The ballot takes no more votes.
  case ballotOver
  /// Someone votes once.
  case votedAlready
  /// The subject keeps someone from voting.
  case exceptedFromBallot
  /// Nobody is called so.
  case unknownPerson(String, nearest: String?)
  /// A task cannot be given to someone whom it is not for.
  case taskNotFor(String, task: String, audience: [String])
  /// A deputy acts in the workflows that were named.
  case outsideDeputyship(deputy: String, person: String, workflows: [String])
  /// Only those who manage a workflow's cases set them right.
  case mayNotManage(by: [String])
  /// What sets something right says why.
  case reasonMissing
  /// No field is given.
  case nothingToCorrect
  /// There is no step before the opening.
  case nothingToTakeBack
  /// Only an ended case is reopened.
  case notEnded
  /// Another case has gone on from this one's end.
  case endWasTold(to: String)
  /// A case that was opened since cannot be taken back.
  case openedSince(String)
  /// Tasks are handed over by who has them.
  case handOverForOthers(String)

  /// A guard that does not hold.
  struct GuardRefusal: Sendable {
    var text: String
    var readings: Readings
    /// The author's own reason.
    var reason: Words?
    /// Why it could not be told, where it failed.
    var failure: Words?
  }

  /// The code, in the order of language.md §6.
  var refusalCode: RefusalCode {
    switch self {
    case .ended, .unknownEvent, .notInState, .notInForce, .notArmed, .noTask, .taskNotClaimed, .ballotOver,
      .nothingToTakeBack, .notEnded, .endWasTold, .openedSince,
      .votedAlready:
      .state
    case .ofNoPerson, .notInRole, .mayNotOpen, .taskForOthers, .mayNotRead, .taskNotFor, .mayNotManage,
      .handOverForOthers,
      .outsideDeputyship:
      .role
    case .tookPart, .excluded, .exceptedFromBallot: .fourEyes
    case .notAssignee, .taskClaimed: .assignee
    case .checklist: .checklist
    case .commentMissing, .reasonMissing: .comment
    case .unknownInput, .missingInput, .severalTasks, .nothingToCorrect, .noChecklistItem, .unknownPerson: .input
    case .check: .check
    case .guards: .guardCondition
    }
  }

  /// The text of the check or guard.
  var condition: String? {
    switch self {
    case .check(_, let text, _): text
    case .guards(let guards): guards.first?.text
    default: nil
    }
  }

  /// Fields or items of a checklist that are missing.
  var missing: [String] {
    switch self {
    case .missingInput(let fields): fields.map(\.id)
    case .checklist(_, let items): items.map(\.ja)
    default: []
    }
  }
}
