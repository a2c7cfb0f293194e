// Acts of care that move no state: taking a task, giving it back, noting something.

import KoshaRules
import KoshaSource

extension Deliberation {
  mutating func claim(_ id: String?) -> CaseDecision {
    let offered: [TaskRecord]
    if let id {
      guard let task = record.tasks.first(where: { $0.id == id }) else { return .refused(refusal(.noTask(id: id))) }
      offered = [task]
    } else {
      offered = record.tasks.filter { !$0.isBallot }
    }
    guard let first = offered.first else { return .refused(refusal(.noTask(id: id))) }
    let own = offered.filter { mayClaim($0) }
    guard let firstOwn = own.first else {
      return .refused(refusal(.taskForOthers(task: first.id, audience: first.roles + first.people)))
    }
    let free = own.filter { $0.claimedBy == nil }
    guard let task = free.first else {
      return .refused(refusal(.taskClaimed(task: firstOwn.id, by: firstOwn.claimedBy ?? actor.id)))
    }
    if free.count > 1 { return .refused(refusal(.severalTasks(free.map(\.id)))) }
    return care(.claimed) { [actor] in $0.setClaim(of: task.id, to: actor.id) }
  }

  mutating func release(_ id: String?) -> CaseDecision {
    if let id {
      guard let task = record.tasks.first(where: { $0.id == id }) else { return .refused(refusal(.noTask(id: id))) }
      guard let holder = task.claimedBy else { return .refused(refusal(.taskNotClaimed(task: id))) }
      if holder != actor.id { return .refused(refusal(.taskClaimed(task: id, by: holder))) }
      return care(.released) { $0.setClaim(of: id, to: nil) }
    }
    let own = record.tasks.filter { $0.claimedBy == actor.id }
    guard let task = own.first else { return .refused(refusal(.noTask(id: nil))) }
    if own.count > 1 { return .refused(refusal(.severalTasks(own.map(\.id)))) }
    return care(.released) { $0.setClaim(of: task.id, to: nil) }
  }

  mutating func comment(_ text: String) -> CaseDecision {
    if !mayRead() { return .refused(refusal(.mayNotRead)) }
    return care(.commented, comment: text) { _ in }
  }

  mutating func mayClaim(_ task: TaskRecord) -> Bool {
    task.people.contains(actor.id) && !task.isBallot || task.roles.contains(where: actor.roles.contains)
      || task.roles.contains(TaskRecord.anyone) && mayRead()
  }

  func care(
    _ kind: EntryKind, comment: String? = nil, change: (inout CaseRecord) -> Void
  ) -> CaseDecision {
    var builder = CommitBuilder(record, definition, in: world)
    builder.addCare(kind, comment: comment, change: change)
    return .commit(builder.commit)
  }
}

extension CaseRecord {
  fileprivate mutating func setClaim(of task: String, to person: String?) {
    guard let index = tasks.firstIndex(where: { $0.id == task }) else { return }
    // Who had it delegated gives it back to its owner.
    tasks[index].claimedBy = person ?? tasks[index].owner
    tasks[index].owner = nil
  }
}
