// What comes from other cases: an event that one of them sent, the end of a child, and the end of a state's child.

import KoshaRules
import KoshaSource

extension Deliberation {
  /// Takes an event of another case or of the program; `by` is told for events of persons alone.
  ///
  /// Where no transition takes it, it is used up all the same and its entry tells so.
  mutating func receive(_ posted: PostedEvent) -> CaseDecision {
    if record.status != .active { return .refused(refusal(.ended(record.status))) }
    var fork = interpreter
    if let ending = posted.ending { fork.note(ending) }
    let event = Event(
      name: posted.name, kind: posted.isPlatform ? .platform : .external, id: posted.id,
      origin: .text(posted.origin), child: posted.child, data: posted.data, at: posted.at)
    return settle(
      CommitBuilder(record, definition, in: world), event, kind: .message, allowed: nil, comment: nil, fork)
  }

  /// Ends the case where it stands.
  mutating func cancel(comment: String?) -> CaseDecision {
    if record.status != .active { return .refused(refusal(.ended(record.status))) }
    var builder = CommitBuilder(record, definition, in: world)
    var running = interpreter
    do {
      let step = try running.cancelCase()
      builder.add(step, running.settledSnapshot(), kind: .cancelled, comment: comment)
    } catch {
      return .failed(error.message)
    }
    interpreter.observation = running.observation
    return .commit(builder.commit)
  }
}
