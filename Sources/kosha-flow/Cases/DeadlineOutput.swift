// The deadlines of a case as a screen shows them: end, what is left, the ledger.

import KoshaFlow
import KoshaRules
import KoshaSource

extension CaseOutput {
  /// `回答の期限 (decision)  2023-05-02 10:00  あと12営業日 / 20営業日`, and a line for each time the clock stood still.
  func printDeadlines(_ view: CaseView) {
    var lines: [(String, String)] = []
    for deadline in view.deadlines {
      let record = deadline.record
      var text: String
      switch deadline.standing {
      case .running: text = display.time(record.due)
      case .stopped: text = say("停止中", "stopped")
      case .met, .missed:
        text = display.time(record.due) + say("  終了 ", "  ended ") + (record.endedAt.map(display.time) ?? "")
      }
      text += "  \(deadline.remainderText[language]) / \(deadline.budgetText[language])"
      if deadline.isOverdue { text += Console.styled(say(" 【期限超過】", " [overdue]"), .red) }
      lines.append(("\(deadline.title[language]) (\(record.id))", text))
      lines.append(("  " + say("開始", "started"), display.time(record.startedAt)))
      for stop in record.stops {
        let end = stop.until.map { " – " + display.time($0) } ?? say(" から", " on")
        lines.append(("  " + say("停止", "stood still"), display.time(stop.from) + end))
      }
      if let warned = record.warnedAt { lines.append(("  " + say("予告", "warned"), display.time(warned))) }
      if let breached = record.breachedAt { lines.append(("  " + say("到来", "breached"), display.time(breached))) }
    }
    section(say("期限", "Deadlines"), lines)
  }

  /// What a deadline's timer is called.
  func deadlineTitle(_ id: String, _ rung: DeadlineRung, _ definition: WorkflowDefinition) -> String {
    let title = definition.deadline(id)?.title[language] ?? id
    switch rung {
    case .warn: return title + say("（予告）", " (warning)")
    case .breach: return title
    }
  }
}
