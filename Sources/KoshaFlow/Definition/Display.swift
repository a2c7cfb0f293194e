// Parts of a compiled workflow in, the words by which a reviewer reads them out.

public import KoshaRules
public import KoshaSource

extension Program {
  /// The expression as the file writes it, without spaces at either end.
  public var text: String { String(source.text.trimmed) }
}

extension Who {
  /// A role by its title, people by their expression.
  public func text(in workspace: Workspace) -> Words {
    switch self {
    case .anyone: Words(ja: "だれでも", en: "anyone")
    case .role(let id): workspace.roles.first { $0.id == id }?.title ?? Words(id)
    case .people(let program): Words("= \(program.text)")
    }
  }
}

extension Exclusion {
  /// Whom it keeps away; an event by its title.
  public func text(in workspace: Workspace, _ definition: WorkflowDefinition) -> Words {
    switch self {
    case .who(let who): return who.text(in: workspace)
    case .sender(let event):
      let title = definition.title(ofEvent: event)
      return Words(ja: "「\(title.ja)」をした人", en: "whoever sent `\(title.en)`")
    }
  }
}

extension Guard {
  /// The condition as the file writes it.
  public var text: String { program.text }
}

extension TimerDeclaration {
  /// When it is due, and where a closed day is moved.
  public var text: Words {
    var text: Words =
      switch moment {
      case .delay(let delay): Words(ja: "\(delay.text.ja)後", en: "after \(delay.text.en)")
      case .at(let program): Words(ja: "\(program.text) に", en: "at \(program.text)")
      }
    switch adjustment {
    case .nextBusinessDay?: text.append(Words(ja: "(休みなら次の営業日)", en: " (if closed, the next business day)"))
    case .previousBusinessDay?: text.append(Words(ja: "(休みなら前の営業日)", en: " (if closed, the business day before)"))
    case nil: break
    }
    return text
  }
}

extension Transition {
  /// What sets it off, in words.
  public func triggerText(_ definition: WorkflowDefinition) -> Words {
    switch trigger {
    case .always: Words(ja: "自動", en: "automatic")
    case .after(let timer): timer.text
    case .event(let patterns):
      Words.list(
        patterns.map { pattern in
          if pattern.text == "done.state.\(definition.states[source].id)" { return Words(ja: "完了", en: "completion") }
          return title ?? definition.title(ofEvent: pattern.text)
        })
    }
  }

  /// The guards as one condition, as the file writes them; empty where there is none.
  ///
  /// Among several, one that may bind looser than `and` stands in parentheses.
  public var conditionText: String {
    let looser: Set<Substring> = ["or", "if", "for", "some", "every", "function"]
    return guards.map { part in
      let words = part.text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      return guards.count > 1 && words.contains { looser.contains($0) } ? "(\(part.text))" : part.text
    }.joined(separator: " and ")
  }

  /// Who may send the event and who may not; empty where no person may.
  public func audienceText(in workspace: Workspace, _ definition: WorkflowDefinition) -> Words {
    guard let by else { return Words("") }
    var text = Words.list(by.map { $0.text(in: workspace) })
    if !notBy.isEmpty {
      let excluded = Words.list(notBy.map { $0.text(in: workspace, definition) })
      text.append(Words(ja: "(\(excluded.ja)を除く)", en: " except \(excluded.en)"))
    }
    if assigneeOnly { text.append(Words(ja: "(担当者のみ)", en: " (the assignee only)")) }
    return text
  }
}

extension Action {
  /// What it does, on one line.
  public func text(in workspace: Workspace, _ definition: WorkflowDefinition) -> Words {
    switch self {
    case .assign(let assignments):
      return Words(
        assignments.map { "\(definition.fields[$0.slot].name) := \($0.program.text)" }.joined(separator: ", "))
    case .decide(let decision, _): return Words(ja: "判定 \(decision)", en: "decide \(decision)")
    case .raise(let event, _, _):
      let name = event.title(definition)
      return Words(ja: "発生 \(name.ja)", en: "raise \(name.en)")
    case .send(let message):
      var text = message.event.title(definition)
      if let to = message.to?.text { text = Words(ja: "\(to) へ \(text.ja)", en: "\(text.en) to \(to)") }
      guard let delay = message.delay?.text else { return Words(ja: "送信 \(text.ja)", en: "send \(text.en)") }
      return Words(ja: "\(delay.ja)後に送信 \(text.ja)", en: "send \(text.en) after \(delay.en)")
    case .open(let opening):
      return Words(ja: "案件を開く \(opening.workflow.text)", en: "open \(opening.workflow.text)")
    case .cancel(let id, _):
      let text = id.title(definition)
      return Words(ja: "取消し \(text.ja)", en: "cancel \(text.en)")
    case .notify(let notice):
      let people = Words.list(notice.to.map { $0.text(in: workspace) })
      guard let letter = notice.letter else { return Words(ja: "通知 \(people.ja)", en: "notify \(people.en)") }
      return Words(ja: "通知 \(people.ja)(\(letter))", en: "notify \(people.en) (\(letter))")
    case .letter(let letter): return Words(ja: "文書 \(letter.template)", en: "letter \(letter.template)")
    case .branch(let condition, let then, let otherwise, _):
      let first = Words.list(then.map { $0.text(in: workspace, definition) })
      let second = Words.list(otherwise.map { $0.text(in: workspace, definition) })
      var text = Words(ja: "\(condition.text) なら \(first.ja)", en: "if \(condition.text) then \(first.en)")
      if !otherwise.isEmpty { text.append(Words(ja: "、でなければ \(second.ja)", en: ", else \(second.en)")) }
      return text
    case .foreach(let loop):
      let body = Words.list(loop.body.map { $0.text(in: workspace, definition) })
      return Words(ja: "\(loop.list.text) の各々に \(body.ja)", en: "for each of \(loop.list.text): \(body.en)")
    case .log(let program): return Words(ja: "記録 \(program.text)", en: "log \(program.text)")
    }
  }
}

extension TextSource {
  /// As it is written.
  fileprivate var text: String {
    switch self {
    case .literal(let text): text.value
    case .expression(let program): "= \(program.text)"
    }
  }

  /// An event by its title, an expression as it is written.
  fileprivate func title(_ definition: WorkflowDefinition) -> Words {
    switch self {
    case .literal(let text): definition.title(ofEvent: text.value)
    case .expression(let program): Words("= \(program.text)")
    }
  }
}

extension Words {
  /// Several texts one after another.
  static func list(_ texts: [Words]) -> Words {
    Words(ja: texts.map(\.ja).joined(separator: "、"), en: texts.map(\.en).joined(separator: ", "))
  }

  mutating func append(_ other: Words) {
    ja += other.ja
    en += other.en
  }
}
