// Moves that set something right: a wrong value corrected, a step taken back, an ended case reopened, a case cancelled.
//
// Each is an act of someone who manages the workflow's cases, with a reason, and leaves the entries before it as they
// are. None runs a macrostep: what a correction makes possible happens with the next event.

import KoshaRules
import KoshaSource

/// A case as it was before the step that is taken back.
public struct EarlierCase: Sendable {
  /// The case, data and decisions included.
  public var record: CaseRecord
  /// Cases that were opened since.
  public var openedSince: [ChildRecord]

  /// A case.
  public init(record: CaseRecord, openedSince: [ChildRecord]) {
    self.record = record
    self.openedSince = openedSince
  }
}

extension Deliberation {
  /// What keeps the actor from setting a case right; nil where nothing does.
  private mutating func managementProblem(_ comment: String?) -> CaseProblem? {
    if let manage = definition.access.manage {
      if !admits(manage, source: 0) { return .mayNotManage(by: manage.map(\.text)) }
    } else if !actor.roles.contains(Workspace.operatorRole) {
      return .mayNotManage(by: [Workspace.operatorRole])
    }
    return comment?.trimmed.isEmpty ?? true ? .reasonMissing : nil
  }

  /// Sets fields to what they should have been; the values before stay in the journal.
  mutating func correct(_ input: [InputValue], comment: String?) -> CaseDecision {
    if let failure = payloadFailure(input, comment: comment) { return failure }
    if let problem = managementProblem(comment) { return .refused(refusal(problem)) }
    let fields = definition.inputFields
    if input.isEmpty { return .refused(refusal(.nothingToCorrect)) }
    if let problem = inputProblem(input, fields) { return .refused(refusal(problem)) }
    let bound: BoundInput
    switch read(input, fields) {
    case .failure(let failure): return .unreadable(failure.unreadable)
    case .success(let read): bound = read
    }
    let slots = StateSet(bound.values.compactMap(\.field.slot))
    var fork = interpreter
    for (field, value) in bound.values {
      if let slot = field.slot { fork.set(slot, to: value) }
    }
    if let problem = checkProblem(slots, &fork) { return .refused(refusal(problem)) }
    var after = record
    after.data = definition.fields.enumerated().map { Context.Entry($1.name, fork.snapshot.values[$0]) }
    return move(.corrected, to: after, comment: comment)
  }

  /// Puts the case back to where it stood before its last step, values and decisions included.
  ///
  /// Who took part stays known, so that four eyes stay four.
  mutating func back(to earlier: EarlierCase?, comment: String?) -> CaseDecision {
    if record.status != .active { return .refused(refusal(.ended(record.status))) }
    return restore(.returned, earlier, comment)
  }

  /// Puts an ended case back to where it stood before it ended.
  mutating func reopen(to earlier: EarlierCase?, comment: String?) -> CaseDecision {
    if record.status == .active { return .refused(refusal(.notEnded)) }
    if let opener = record.opener, record.status == .final {
      return .refused(refusal(.endWasTold(to: opener.number)))
    }
    return restore(.reopened, earlier, comment)
  }

  private mutating func restore(_ kind: EntryKind, _ earlier: EarlierCase?, _ comment: String?) -> CaseDecision {
    if let problem = managementProblem(comment) { return .refused(refusal(problem)) }
    guard let earlier else { return .refused(refusal(.nothingToTakeBack)) }
    if let child = earlier.openedSince.first { return .refused(refusal(.openedSince(child.number))) }
    var after = earlier.record
    after.revision = record.revision
    after.headEntry = record.headEntry
    after.counter = max(record.counter, after.counter)
    after.senders = record.senders
    after.children = record.children
    return move(kind, to: after, comment: comment)
  }

  /// Ends the case where it stands, for a person.
  mutating func withdraw(comment: String?) -> CaseDecision {
    if record.status != .active { return .refused(refusal(.ended(record.status))) }
    if let problem = managementProblem(comment) { return .refused(refusal(problem)) }
    return cancel(comment: comment)
  }

  private func move(_ kind: EntryKind, to after: CaseRecord, comment: String?) -> CaseDecision {
    var builder = CommitBuilder(record, definition, in: world)
    builder.addMove(kind, to: after, comment: comment)
    return .commit(builder.commit)
  }
}

extension WorkflowDefinition {
  /// Every data field as something that may be given, none required.
  var inputFields: [InputField] {
    fields.enumerated().map { slot, field in
      InputField(
        name: field.name, type: field.type, title: field.title, isRequired: false, slot: slot, span: field.span)
    }
  }
}
