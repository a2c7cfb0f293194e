// A case in words: what it is, how it stands, what can be done and why other things cannot.

import KoshaFlow
import KoshaRules
import KoshaSource

/// Prints cases for people.
struct CaseOutput {
  let session: Session
  let workspace: Workspace
  let display: ValueDisplay

  init(_ session: Session) throws {
    self.session = session
    self.workspace = try session.workspace()
    self.display = try session.display()
  }

  var language: Language { session.language }

  // MARK: - A receipt

  /// What a command did: the step from state to state, the decisions with their rules, what comes next.
  func print(_ receipt: CommandReceipt) {
    let record = receipt.view.record
    Console.line(Console.styled(record.number, .bold) + "  " + receipt.definition.title[language])
    if receipt.isRepeated {
      Console.line(
        say("この依頼は前に済んでいます（同じ `--request-id`）", "this request was carried out before (same `--request-id`)"))
    }
    for entry in receipt.entries { print(entry, receipt.definition, masked: receipt.view.masked) }
    Console.line(standing(receipt.view, receipt.definition))
    printTasks(record, receipt.definition)
    printEvents(receipt.view, withReasons: false)
  }

  private func print(_ entry: EntryDraft, _ definition: WorkflowDefinition, masked: [String]) {
    let what = title(of: entry.event, entry.kind, definition)
    let from = stateTitles(entry.before, definition)
    let to = stateTitles(entry.after, definition)
    let step =
      if entry.before == entry.after || entry.before.isEmpty { to } else { "\(from) → \(to)" }
    Console.line("  \(what): \(step)")
    for decision in entry.decisions { Console.line("    " + text(of: decision, definition, masked: masked)) }
    for note in entry.logs { Console.line("    " + say("記録: ", "note: ") + note) }
    for error in entry.errors {
      Console.line("    " + Console.styled(say("誤り: ", "error: "), .red) + error[language])
    }
  }

  /// `要件 (eligibility) = eligible   E3（第3条）`.
  func text(of decision: DecisionRecord, _ definition: WorkflowDefinition, masked: [String]) -> String {
    let declared = definition.decisions.versions(of: decision.decision).first
    let title = declared?.title?[language] ?? decision.decision
    // What a decision answers may tell what it read.
    let reads = declared?.reads ?? []
    let result = reads.contains(where: masked.contains) ? display.masked : display.text(decision.result)
    var text = say("判定 ", "decision ") + "\(title): \(result)"
    if !decision.fired.isEmpty {
      text += say("  規則 ", "  rule ") + decision.fired.joined(separator: ", ")
      let basis = decision.basis.map { $0[language] }
      if !basis.isEmpty { text += say("（\(basis.joined(separator: "、"))）", " (\(basis.joined(separator: ", ")))") }
    }
    for error in decision.errors { text += "  " + error[language] }
    return text
  }

  // MARK: - The whole case

  /// The whole case.
  func print(_ view: CaseView, _ definition: WorkflowDefinition) {
    let record = view.record
    Console.line(Console.styled(record.number, .bold) + "  " + definition.title[language] + " (\(record.workflow))")
    Console.line(standing(view, definition))
    Console.line(
      say("受付: ", "opened: ") + "\(display.time(record.openedAt))  \(personTitle(record.openedBy))")
    Console.line(
      say("更新: ", "changed: ") + "\(display.time(record.updatedAt))  \(personTitle(record.updatedBy))"
        + say("  版 \(record.revision)", "  revision \(record.revision)"))
    printData(view, definition)
    printTasks(record, definition)
    printDeadlines(view)
    printTimers(record, definition)
    printKin(record)
    printEvents(view, withReasons: true)
  }

  /// `状態: 書類確認 (document_review)`, with the outcome of a case that ended.
  func standing(_ view: CaseView, _ definition: WorkflowDefinition) -> String {
    let states = zip(view.state, view.stateTitles).map { id, title in
      title[language] == id ? id : "\(title[language]) (\(id))"
    }
    var text = say("状態: ", "state: ") + join(states)
    switch view.record.status {
    case .active: break
    case .final:
      text += say("  終了", "  final") + (view.record.outcome.map { ": \($0)" } ?? "")
    case .cancelled: text += say("  取消し", "  cancelled")
    }
    return text
  }

  private func printData(_ view: CaseView, _ definition: WorkflowDefinition) {
    var lines: [(String, String)] = []
    for entry in view.record.data {
      let field = definition.field(entry.name)
      let title = field.map { $0.title[language] } ?? entry.name
      if view.masked.contains(entry.name) {
        lines.append((title, display.masked))
      } else if !entry.value.isNull {
        lines.append((title, display.text(entry.value, of: field)))
      }
    }
    for entry in view.record.decisions where !entry.value.isNull {
      let title = definition.decisions.versions(of: entry.name).first?.title?[language] ?? entry.name
      lines.append((title, display.text(entry.value)))
    }
    section(say("項目", "Data"), lines)
  }

  private func printTasks(_ record: CaseRecord, _ definition: WorkflowDefinition) {
    let now = session.clock.now()
    section(
      say("タスク", "Tasks"),
      record.tasks.map { task in
        let title = definition.title(of: task)[language]
        var text = join((task.roles.map(roleTitle) + task.people.map(personTitle)))
        if let due = task.due { text += "  " + dueText(due, now: now) }
        if let claimed = task.claimedBy { text += say("  担当: ", "  claimed by: ") + personTitle(claimed) }
        if let owner = task.owner { text += say("（\(personTitle(owner)) から）", " (for \(personTitle(owner)))") }
        if !task.isBallot, let items = definition.state(task.state)?.task?.checklist {
          for (index, item) in items.enumerated() {
            let isDone = task.marks.contains { $0.item == index }
            text += "\n  \(isDone ? "☑" : "☐") \(index + 1). \(item.title[language])"
            if item.isRequired { text += say("（必須）", " (required)") }
          }
        }
        return ("\(title) (\(task.id))", text)
      })
  }

  private func printTimers(_ record: CaseRecord, _ definition: WorkflowDefinition) {
    section(
      say("期限・予定", "Timers"),
      record.timers.map { timer in
        switch timer.kind {
        case .after(let state), .ballot(let state):
          (definition.state(state)?.title[language] ?? state, "\(display.time(timer.due))  \(timer.id)")
        case .deadline(let id, let rung):
          (deadlineTitle(id, rung, definition), "\(display.time(timer.due))  \(timer.id)")
        case .send(let event, _, _, _):
          (definition.title(ofEvent: event)[language], "\(display.time(timer.due))  \(timer.id)")
        }
      })
  }

  /// The case that opened this one, and those it opened.
  private func printKin(_ record: CaseRecord) {
    if let opener = record.opener {
      section(say("開いた案件", "Opened by"), [(opener.number, opener.childID)])
    }
    section(
      say("開かれた案件", "Cases opened"),
      record.children.map { child in
        var text = "\(child.workflow)  " + join(child.state)
        switch child.status {
        case .active: break
        case .final: text += say("  終了", "  final") + (child.outcome.map { ": \($0)" } ?? "")
        case .cancelled: text += say("  取消し", "  cancelled")
        }
        return (child.number.isEmpty ? child.id : "\(child.number) (\(child.id))", text)
      })
  }

  private func printEvents(_ view: CaseView, withReasons: Bool) {
    let possible = view.events.filter { $0.whyNot == nil }
    section(say("できること", "Can be done"), possible.map { ("\($0.title[language]) (\($0.event))", inputText($0)) })
    guard withReasons, view.record.status == .active else { return }
    section(
      say("できないこと", "Cannot be done"),
      view.events.compactMap { event in
        event.reason.map { ("\(event.title[language]) (\(event.event))", $0[language]) }
      })
  }

  /// What an event takes, required values marked.
  func inputText(_ event: EventAvailability) -> String {
    var parts = event.input.map { $0.isRequired ? "\($0.name)*" : $0.name }
    if event.commentRequired { parts.append(say("意見*", "comment*")) }
    return parts.isEmpty ? "" : say("入力: ", "input: ") + parts.joined(separator: ", ")
  }

  /// Prints a heading with lines of two aligned columns; nothing where there is none.
  func section(_ heading: String, _ lines: [(String, String)]) {
    if lines.isEmpty { return }
    Console.line(Console.styled(heading, .bold))
    let width = lines.map { DisplayWidth.of($0.0) }.max() ?? 0
    for (left, right) in lines {
      let padding = String(repeating: " ", count: width - DisplayWidth.of(left))
      Console.line(right.isEmpty ? "  \(left)" : "  \(left)\(padding)  \(right)")
    }
  }

  // MARK: - Words

  /// `期限 2023-04-06 23:59`, marked where it has passed.
  func dueText(_ due: Instant, now: Instant) -> String {
    let text = say("期限 ", "due ") + display.time(due)
    return due < now ? text + Console.styled(say(" 【期限超過】", " [overdue]"), .red) : text
  }

  /// A person's title beside the id.
  func personTitle(_ id: String) -> String {
    if id == Actor.system.id { return say("システム", "system") }
    guard let title = workspace.person(id)?.title[language], title != id else { return id }
    return "\(title) (\(id))"
  }

  /// A role's title.
  func roleTitle(_ id: String) -> String {
    if id == "anyone" { return say("だれでも", "anyone") }
    return workspace.roles.first { $0.id == id }?.title[language] ?? id
  }

  /// The titles of states by their ids.
  func stateTitles(_ ids: [String], _ definition: WorkflowDefinition?) -> String {
    join(ids.map { definition?.state($0)?.title[language] ?? $0 })
  }

  /// What an entry is called: the event's title, the state whose timer fired, or the kind of act.
  func title(of event: String?, _ kind: EntryKind, _ definition: WorkflowDefinition) -> String {
    guard let event else { return kindTitle(kind) }
    // The id of a state holds no dot, so that the prefix names one.
    if kind == .timer, let state = definition.states.first(where: { event.hasPrefix("\($0.id).after.") }) {
      return say("タイマー（\(state.title.ja)）", "timer of `\(state.title.en)`")
    }
    return definition.title(ofEvent: event)[language]
  }

  /// What an act of care or the beginning of a case is called.
  func kindTitle(_ kind: EntryKind) -> String {
    switch kind {
    case .opened: say("受付", "opened")
    case .event: say("イベント", "event")
    case .timer: say("タイマー", "timer")
    case .sent: say("送信", "sent")
    case .message: say("他の案件から", "message")
    case .cancelled: say("取消し", "cancelled")
    case .corrected: say("訂正", "corrected")
    case .returned: say("差戻し", "step taken back")
    case .reopened: say("再開", "reopened")
    case .claimed: say("引受け", "claimed")
    case .released: say("引受けの取消し", "released")
    case .commented: say("意見", "comment")
    case .checked: say("確認", "checked")
    case .unchecked: say("確認の取消し", "unchecked")
    case .assigned: say("割当て", "assigned")
    case .delegated: say("委任", "delegated")
    case .handedOver: say("引継ぎ", "handed over")
    case .reckoned: say("期限の再計算", "deadlines reckoned anew")
    }
  }

  func join(_ texts: [String]) -> String { texts.joined(separator: language == .ja ? "、" : ", ") }

  func say(_ ja: String, _ en: String) -> String { language == .ja ? ja : en }
}
