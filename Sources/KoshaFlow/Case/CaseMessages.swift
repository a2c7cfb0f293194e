// The words of refusals.

import KoshaRules
import KoshaSource

extension CaseProblem {
  /// The sentence; roles are told by their titles in the workspace.
  func message(workspace: Workspace) -> Words {
    switch self {
    case .ended(.cancelled):
      Words(ja: "この案件は取り消されています", en: "the case was cancelled")
    case .ended:
      Words(ja: "この案件は終了しています", en: "the case has ended")
    case .unknownEvent(let event, let nearest?):
      Words(
        ja: "イベント `\(event)` はありません。`\(nearest)` のことですか",
        en: "there is no event `\(event)`; did you mean `\(nearest)`")
    case .unknownEvent(let event, nil):
      Words(ja: "イベント `\(event)` はありません", en: "there is no event `\(event)`")
    case .notInState(let event, let current, let belongsTo):
      Words(
        ja: "\(event.quoted.ja) は今の状態 \(current.list.ja) では行えません。行える状態: \(belongsTo.list.ja)",
        en: "\(event.quoted.en) cannot happen in the present state \(current.list.en); it belongs to "
          + belongsTo.list.en)
    case .ofNoPerson(let event):
      Words(ja: "\(event.quoted.ja) は人が行うものではありません", en: "no person may send \(event.quoted.en)")
    case .notInRole(let event, let by):
      Words(
        ja: "\(event.quoted.ja) を行えるのは \(workspace.titles(of: by).ja) です",
        en: "\(event.quoted.en) is for \(workspace.titles(of: by).en)")
    case .mayNotOpen(let workflow, let by) where by.isEmpty:
      Words(
        ja: "\(workflow.quoted.ja) の案件を開く権限がありません", en: "you may not open a case of \(workflow.quoted.en)")
    case .mayNotOpen(let workflow, let by):
      Words(
        ja: "\(workflow.quoted.ja) の案件を開けるのは \(workspace.titles(of: by).ja) です",
        en: "a case of \(workflow.quoted.en) is opened by \(workspace.titles(of: by).en)")
    case .notInForce(let workflow, let period):
      Words(
        ja: "\(workflow.quoted.ja) の案件を開けるのは \(period.words.ja) です",
        en: "cases of \(workflow.quoted.en) are opened \(period.words.en)")
    case .tookPart(let event, let earlier):
      Words(
        ja: "\(event.quoted.ja) は \(earlier.quoted.ja) を行った人とは別の人が行います",
        en: "\(event.quoted.en) is for someone else than who sent \(earlier.quoted.en)")
    case .excluded(let event, let who):
      Words(
        ja: "\(event.quoted.ja) は \(workspace.titles(of: [who]).ja) 以外の人が行います",
        en: "\(event.quoted.en) is for others than \(workspace.titles(of: [who]).en)")
    case .notAssignee(let event, let assignee?):
      Words(
        ja: "\(event.quoted.ja) を行えるのは担当の `\(assignee)` だけです",
        en: "\(event.quoted.en) is for `\(assignee)`, who claimed the task")
    case .notAssignee(let event, nil):
      Words(
        ja: "\(event.quoted.ja) を行えるのは担当者だけです。先にタスクを引き受けてください",
        en: "\(event.quoted.en) is for the one who claimed the task; claim it first")
    case .commentMissing(let event):
      Words(ja: "\(event.quoted.ja) には意見が要ります", en: "\(event.quoted.en) needs a comment")
    case .unknownInput(let name, let nearest?, _):
      Words(
        ja: "項目 `\(name)` は受け付けません。`\(nearest)` のことですか",
        en: "field `\(name)` is not accepted; did you mean `\(nearest)`")
    case .unknownInput(let name, nil, let accepted) where accepted.isEmpty:
      Words(ja: "項目 `\(name)` は受け付けません。値は要りません", en: "field `\(name)` is not accepted; no value is")
    case .unknownInput(let name, nil, let accepted):
      Words(
        ja: "項目 `\(name)` は受け付けません。受け付けるのは \(accepted.quotedList.ja) です",
        en: "field `\(name)` is not accepted, only \(accepted.quotedList.en)")
    case .missingInput(let fields):
      Words(ja: "\(fields.list.ja) が要ります", en: "\(fields.list.en) must be given")
    case .check(let field, let text, let readings):
      Words(
        ja: "\(field.quoted.ja) が確認の条件 `\(text)` に合いません\(readings.words.ja)",
        en: "\(field.quoted.en) does not pass its check `\(text)`\(readings.words.en)")
    case .guards(let guards):
      Words(
        ja: guards.map(\.message.ja).joined(separator: "。または、"), en: guards.map(\.message.en).joined(separator: "; or ")
      )
    case .notArmed(let timer):
      Words(ja: "タイマー `\(timer)` は動いていません", en: "timer `\(timer)` is not armed")
    case .noTask(let id?):
      Words(ja: "タスク `\(id)` はありません", en: "there is no task `\(id)`")
    case .noTask(nil):
      Words(ja: "対象になるタスクがありません", en: "there is no task to act on")
    case .taskForOthers(let task, let audience):
      Words(
        ja: "タスク `\(task)` を引き受けられるのは \(workspace.titles(of: audience).ja) です",
        en: "task `\(task)` is for \(workspace.titles(of: audience).en)")
    case .taskClaimed(let task, let by):
      Words(ja: "タスク `\(task)` は `\(by)` が引き受けています", en: "task `\(task)` is claimed by `\(by)`")
    case .taskNotClaimed(let task):
      Words(ja: "タスク `\(task)` は誰も引き受けていません", en: "nobody has claimed task `\(task)`")
    case .severalTasks(let ids):
      Words(
        ja: "タスクが複数あります。どれかを指定してください: \(ids.quotedList.ja)",
        en: "there are several tasks, name one of \(ids.quotedList.en)")
    case .mayNotRead:
      Words(ja: "この案件を見る権限がありません", en: "you may not read this case")
    case .checklist(let event, let items):
      Words(
        ja: "\(event.quoted.ja) の前に \(items.quotedList.ja) を確かめてください",
        en: "check \(items.quotedList.en) before \(event.quoted.en)")
    case .noChecklistItem(let item, let known) where known.isEmpty:
      Words(
        ja: "確認項目 `\(item)` はありません。今は確認項目がありません", en: "there is no checklist item `\(item)`; there is none at all now")
    case .noChecklistItem(let item, let known):
      Words(
        ja: "確認項目 `\(item)` はありません。あるのは \(known.quotedList.ja) です",
        en: "there is no checklist item `\(item)`, only \(known.quotedList.en)")
    case .ballotOver:
      Words(ja: "投票は締め切られています", en: "the ballot is over")
    case .votedAlready:
      Words(ja: "すでに投票しています", en: "you have voted already")
    case .exceptedFromBallot:
      Words(ja: "関係者は投票できません", en: "whom the matter concerns may not vote")
    case .unknownPerson(let person, let nearest?):
      Words(
        ja: "`\(person)` という人はいません。`\(nearest)` のことですか",
        en: "there is no person `\(person)`; did you mean `\(nearest)`")
    case .unknownPerson(let person, nil):
      Words(ja: "`\(person)` という人はいません", en: "there is no person `\(person)`")
    case .taskNotFor(let person, let task, let audience):
      Words(
        ja: "`\(person)` にはタスク `\(task)` を任せられません。任せられるのは \(workspace.titles(of: audience).ja) です",
        en: "task `\(task)` cannot be `\(person)`'s: it is for \(workspace.titles(of: audience).en)")
    case .outsideDeputyship(let deputy, let person, let workflows):
      Words(
        ja: "`\(deputy)` が `\(person)` を代理できるのは \(workflows.quotedList.ja) です",
        en: "`\(deputy)` is the deputy of `\(person)` in \(workflows.quotedList.en) alone")
    case .mayNotManage(let by):
      Words(
        ja: "案件を直せるのは \(workspace.titles(of: by).ja) です",
        en: "cases are set right by \(workspace.titles(of: by).en)")
    case .reasonMissing:
      Words(ja: "理由が要ります。`--comment` で書いてください", en: "a reason is needed: give it with `--comment`")
    case .nothingToCorrect:
      Words(ja: "直す項目がありません。`--set 項目=値` で書いてください", en: "nothing to correct: give it with `--set FIELD=VALUE`")
    case .nothingToTakeBack:
      Words(ja: "戻せる手順がありません。案件は開かれたままです", en: "there is no step to take back: the case stands as it was opened")
    case .notEnded:
      Words(ja: "この案件は終了していません", en: "the case has not ended")
    case .endWasTold(let number):
      Words(
        ja: "この案件の終わりは `\(number)` に伝わっているので、再開できません",
        en: "the end of this case was told to `\(number)`, so it cannot be reopened")
    case .openedSince(let number):
      Words(
        ja: "その手順で案件 `\(number)` が開かれたので、戻せません",
        en: "the step opened the case `\(number)` and cannot be taken back")
    case .handOverForOthers(let person):
      Words(
        ja: "`\(person)` のタスクを引き継げるのは、本人か `operator` です",
        en: "the tasks of `\(person)` are handed over by `\(person)` or an `operator`")
    }
  }
}

extension CaseProblem.GuardRefusal {
  var message: Words {
    let condition =
      if let failure {
        Words(
          ja: "条件 `\(text)` を判定できません\(readings.words.ja): \(failure.ja)",
          en: "guard `\(text)` cannot be told\(readings.words.en): \(failure.en)")
      } else {
        Words(
          ja: "条件 `\(text)` が成り立ちません\(readings.words.ja)",
          en: "guard `\(text)` does not hold\(readings.words.en)")
      }
    guard let reason else { return condition }
    return Words(ja: "\(reason.ja)（\(condition.ja)）", en: "\(reason.en) (\(condition.en))")
  }
}

extension Readings {
  /// `（amount = 3000000, limit = 2000000）`, nothing where nothing was read.
  var words: Words {
    if values.isEmpty { return Words("") }
    let ja = values.map { "\($0.name) = \($0.value ?? "非公開")" }.joined(separator: ", ")
    let en = values.map { "\($0.name) = \($0.value ?? "hidden")" }.joined(separator: ", ")
    return Words(ja: "（\(ja)）", en: " (\(en))")
  }
}

extension NamedTitle {
  /// `approve`（承認する）; the id alone where the title says no more.
  var quoted: Words {
    Words(
      ja: title.ja == id ? "`\(id)`" : "`\(id)`（\(title.ja)）", en: title.en == id ? "`\(id)`" : "`\(id)` (\(title.en))")
  }
}

extension [NamedTitle] {
  var list: Words {
    Words(ja: map(\.quoted.ja).joined(separator: "、"), en: map(\.quoted.en).joined(separator: ", "))
  }
}

extension [Words] {
  var quotedList: Words {
    Words(
      ja: map { "「\($0.ja)」" }.joined(separator: "、"), en: map { "`\($0.en)`" }.joined(separator: ", "))
  }
}

extension [String] {
  var quotedList: Words {
    let quoted = map { "`\($0)`" }
    return Words(ja: quoted.joined(separator: "、"), en: quoted.joined(separator: ", "))
  }
}

extension Workspace {
  /// Roles by title, `anyone` in words, people's expressions as written.
  func titles(of by: [String]) -> Words {
    let entries = by.map { entry in
      if entry == TaskRecord.anyone {
        return Words(ja: "案件を見られる人すべて", en: "everyone who can read the case")
      }
      // The two expressions that nearly every workflow writes, in a person's words.
      switch entry {
      case "= case.opened_by": return Words(ja: "案件を開いた人", en: "whoever opened the case")
      case "= assignee": return Words(ja: "担当者", en: "the assignee")
      default: return NamedTitle(entry, roles.first { $0.id == entry }?.title ?? Words(entry)).quoted
      }
    }
    return Words(
      ja: entries.map(\.ja).joined(separator: "、"), en: entries.map(\.en).joined(separator: ", "))
  }
}

extension EffectivePeriod {
  var words: Words {
    switch (from, until) {
    case (let from?, let until?):
      Words(
        ja: "\(from.description) から \(until.description) まで", en: "from \(from.description) to \(until.description)")
    case (let from?, nil):
      Words(ja: "\(from.description) から", en: "from \(from.description) on")
    case (nil, let until?):
      Words(ja: "\(until.description) まで", en: "until \(until.description)")
    case (nil, nil):
      Words(ja: "いつでも", en: "at any time")
    }
  }
}
