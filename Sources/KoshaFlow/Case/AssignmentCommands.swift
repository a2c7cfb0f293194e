// Tasks given from person to person: assigned by those whom they are for, delegated by who holds them, handed over.

import KoshaRules
import KoshaSource

extension Deliberation {
  /// Gives a task to a person whom it is for; by someone whom it is for, or an operator.
  mutating func assign(_ id: String?, to person: String) -> CaseDecision {
    let task: TaskRecord
    switch meant(id, among: record.tasks.filter { !$0.isBallot }) {
    case .failure(let problem): return .refused(refusal(problem.problem))
    case .success(let found): task = found
    }
    guard mayClaim(task) || actor.roles.contains(Workspace.operatorRole) else {
      return .refused(refusal(.taskForOthers(task: task.id, audience: task.roles + task.people)))
    }
    if let problem = receiverProblem(person, task) { return .refused(refusal(problem)) }
    return care(.assigned) { record in
      record.give(task.id, to: person, for: nil)
    }
  }

  /// Gives a task that the actor holds to another whom it is for; released, it comes back.
  mutating func delegate(_ id: String?, to person: String) -> CaseDecision {
    let own = record.tasks.filter { $0.claimedBy == actor.id }
    if let id, let task = record.tasks.first(where: { $0.id == id }), task.claimedBy != actor.id {
      guard let holder = task.claimedBy else { return .refused(refusal(.taskNotClaimed(task: id))) }
      return .refused(refusal(.taskClaimed(task: id, by: holder)))
    }
    switch meant(id, among: own) {
    case .failure(let problem): return .refused(refusal(problem.problem))
    case .success(let task):
      if let problem = receiverProblem(person, task) { return .refused(refusal(problem)) }
      return care(.delegated) { [actor] record in
        record.give(task.id, to: person, for: task.owner ?? actor.id)
      }
    }
  }

  /// Hands everything of a person's in this case to another: by that person, or an operator.
  mutating func handOver(from: String, to: String) -> CaseDecision {
    guard actor.id == from || actor.roles.contains(Workspace.operatorRole) else {
      return .refused(refusal(.handOverForOthers(from)))
    }
    let own = record.tasks.filter { !$0.isBallot && ($0.claimedBy == from || $0.people.contains(from)) }
    guard !own.isEmpty else { return .refused(refusal(.noTask(id: nil))) }
    for task in own {
      // Who is offered a task by name hands on just that.
      if task.people.contains(from), world.workspace.person(to) != nil { continue }
      if let problem = receiverProblem(to, task) { return .refused(refusal(problem)) }
    }
    return care(.handedOver) { record in
      for task in own { record.handOver(task.id, from: from, to: to) }
    }
  }

  private func meant(_ id: String?, among tasks: [TaskRecord]) -> Result<TaskRecord, TaskProblem> {
    if let id {
      return tasks.first { $0.id == id }.map { .success($0) } ?? .failure(TaskProblem(.noTask(id: id)))
    }
    guard let task = tasks.first else { return .failure(TaskProblem(.noTask(id: nil))) }
    return tasks.count > 1 ? .failure(TaskProblem(.severalTasks(tasks.map(\.id)))) : .success(task)
  }

  /// Why a person cannot be given a task: not one of the organisation's, or the task is not for them.
  private func receiverProblem(_ person: String, _ task: TaskRecord) -> CaseProblem? {
    guard let receiver = world.workspace.person(person) else {
      return .unknownPerson(person, nearest: Suggestion.nearest(to: person, in: world.workspace.people.map(\.id)))
    }
    let isFor =
      task.people.contains(person) || task.roles.contains(where: receiver.roles.contains)
      || task.roles.contains(TaskRecord.anyone)
    return isFor ? nil : .taskNotFor(person, task: task.id, audience: task.roles + task.people)
  }
}

/// Which task is meant cannot be told.
private struct TaskProblem: Error {
  var problem: CaseProblem

  init(_ problem: CaseProblem) {
    self.problem = problem
  }
}

extension CaseRecord {
  fileprivate mutating func give(_ task: String, to person: String, for owner: String?) {
    guard let index = tasks.firstIndex(where: { $0.id == task }) else { return }
    tasks[index].claimedBy = person
    tasks[index].owner = owner == person ? nil : owner
  }

  fileprivate mutating func handOver(_ task: String, from: String, to: String) {
    guard let index = tasks.firstIndex(where: { $0.id == task }) else { return }
    if tasks[index].claimedBy == from { tasks[index].claimedBy = to }
    if tasks[index].owner == from { tasks[index].owner = to }
    if let offered = tasks[index].people.firstIndex(of: from) {
      if tasks[index].people.contains(to) {
        tasks[index].people.remove(at: offered)
      } else {
        tasks[index].people[offered] = to
      }
    }
  }
}
