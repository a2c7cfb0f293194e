// Checklists of tasks: items ticked and unticked, and the required ones that events wait for.

import KoshaRules
import KoshaSource

extension Deliberation {
  /// Ticks an item of a task's checklist, or takes the tick back; named by its text in either language or its number.
  mutating func check(_ item: String, isDone: Bool) -> CaseDecision {
    var known: [Words] = []
    for task in record.tasks where !task.isBallot {
      let items = definition.state(task.state)?.task?.checklist ?? []
      known += items.map(\.title)
      guard let index = items.firstIndex(where: { $0.title.ja == item || $0.title.en == item }) ?? number(item, items)
      else { continue }
      if let holder = task.claimedBy, holder != actor.id {
        return .refused(refusal(.taskClaimed(task: task.id, by: holder)))
      }
      if task.claimedBy == nil, !mayClaim(task) {
        return .refused(refusal(.taskForOthers(task: task.id, audience: task.roles + task.people)))
      }
      return care(isDone ? .checked : .unchecked, comment: items[index].title[world.workspace.languages.first ?? .ja]) {
        [actor, world] record in
        record.mark(index, of: task.id, isDone ? ChecklistMark(item: index, by: actor.id, at: world.now) : nil)
      }
    }
    return .refused(refusal(.noChecklistItem(item, known: known)))
  }

  private func number(_ text: String, _ items: [ChecklistItem]) -> Int? {
    Int(text).flatMap { items.indices.contains($0 - 1) ? $0 - 1 : nil }
  }

  /// The required items of the task of a transition's own state that are not ticked.
  func openItems(of transition: Transition) -> [Words] {
    let state = definition.states[transition.source]
    guard let items = state.task?.checklist,
      let task = record.tasks.first(where: { $0.state == state.id && !$0.isBallot })
    else { return [] }
    return items.enumerated().filter { index, item in
      item.isRequired && !task.marks.contains { $0.item == index }
    }.map(\.element.title)
  }
}

extension CaseRecord {
  fileprivate mutating func mark(_ item: Int, of task: String, _ mark: ChecklistMark?) {
    guard let index = tasks.firstIndex(where: { $0.id == task }) else { return }
    tasks[index].marks.removeAll { $0.item == item }
    if let mark { tasks[index].marks.append(mark) }
    tasks[index].marks.sort { $0.item < $1.item }
  }
}
