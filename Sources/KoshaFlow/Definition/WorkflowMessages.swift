// What can be wrong with a workflow file, and the words for it; KF0601 to KF0699.

import KoshaSource

/// What an id names.
enum IdentifierKind {
  case workflow, field, local, state, event, child, deadline, schedule
}

/// What a name that is nowhere declared should have named.
enum ReferenceKind {
  case state, field, role, decision, letter, event, excluded, calendar, action, enumerationValue, placeholder
}

/// What a value has to look like.
enum ShapeKind {
  case on, transition, action
}

/// What an expression has to give.
enum ResultKind {
  case condition, people, text, delay, moment, date, list
}

/// What can be wrong with a workflow file.
enum WorkflowProblem: Problem {
  case version
  case folder(id: String, folder: String)
  case identifier(IdentifierKind, String)
  case reserved(String)
  case childNamedParent
  case need(String)
  case votesNoList(field: String, type: String)
  case duplicateState(String)
  case unknown(ReferenceKind, String, nearest: String?)
  case undeclaredEvent(String, nearest: String?)
  case nameTaken(String)
  case date(String)
  case periodOrder(from: String, until: String)
  case runningNumbers(Int)
  case delay(String)
  case choice(String, among: [String])
  case expression(quoted: String?)
  case emptyExpression(quoted: String?)
  case result(ResultKind, type: String)
  case shape(ShapeKind)
  case notYet(String)
  case keyOfOtherKind(key: String, kind: Words)
  case noStates
  case nothingToBegin
  case parallelWithoutRegions
  case finalInParallel
  case actionsWithoutTarget
  case notDescendant(target: String, of: String)
  case conflictingTargets(String, String)
  case timerWithoutMoment
  case timerWithTwoMoments
  case titlesOfNoEnumeration(type: String)
  case repeatedInput(String)
  case inputWithoutType(String)
  case inputType(field: String, type: String)
  case notADocument(field: String, type: String)
  case emptyAudience
  case noEvent
  case stopsWhereItEnds(state: String)
  case countedHours(String)
  case warningBeforeStart(before: Words, within: Words)
  case repetition(String)
  case repeatedSchedule(String)

  /// Stands at the place where a name was first given.
  static let firstPlace = Words(ja: "最初はここです", en: "first given here")

  var code: String {
    switch self {
    case .version: "KF0601"
    case .folder: "KF0602"
    case .identifier: "KF0603"
    case .childNamedParent: "KF0636"
    case .need: "KF0637"
    case .votesNoList: "KF0638"
    case .reserved: "KF0604"
    case .duplicateState: "KF0605"
    case .unknown: "KF0606"
    case .undeclaredEvent: "KF0607"
    case .nameTaken: "KF0608"
    case .date: "KF0609"
    case .periodOrder: "KF0610"
    case .runningNumbers: "KF0611"
    case .delay: "KF0612"
    case .choice: "KF0613"
    case .expression: "KF0614"
    case .emptyExpression: "KF0615"
    case .result: "KF0616"
    case .shape: "KF0617"
    case .notYet: "KF0618"
    case .keyOfOtherKind: "KF0619"
    case .noStates: "KF0620"
    case .nothingToBegin: "KF0621"
    case .parallelWithoutRegions: "KF0622"
    case .finalInParallel: "KF0623"
    case .actionsWithoutTarget: "KF0624"
    case .notDescendant: "KF0625"
    case .conflictingTargets: "KF0626"
    case .timerWithoutMoment: "KF0627"
    case .timerWithTwoMoments: "KF0628"
    case .titlesOfNoEnumeration: "KF0629"
    case .repeatedInput: "KF0630"
    case .inputWithoutType: "KF0631"
    case .inputType: "KF0632"
    case .notADocument: "KF0633"
    case .emptyAudience: "KF0634"
    case .noEvent: "KF0635"
    case .stopsWhereItEnds: "KF0640"
    case .countedHours: "KF0641"
    case .warningBeforeStart: "KF0642"
    case .repetition: "KF0643"
    case .repeatedSchedule: "KF0644"
    }
  }

  var message: Words {
    switch self {
    case .version:
      Words(ja: "このプログラムが読めるのは言語の第1版だけです", en: "only version 1 of the language can be read")
    case .folder(let id, let folder):
      Words(
        ja: "ワークフローの名前 `\(id)` がフォルダの名前 `\(folder)` と違います",
        en: "the workflow `\(id)` stands in a folder named `\(folder)`")
    case .identifier(let kind, let text):
      Words(ja: "`\(text)` は\(kind.words.ja)の名前に使えません", en: "`\(text)` cannot be the name of \(kind.words.en)")
    case .reserved(let name):
      Words(ja: "`\(name)` は式の言葉なので名前に使えません", en: "`\(name)` is a word of expressions and cannot be a name")
    case .childNamedParent:
      Words(
        ja: "`parent` はこの案件を開いた案件を指すので、開く案件の id に使えません",
        en: "`parent` means the case that opened this one and cannot be the id of one to open")
    case .need(let text):
      Words(ja: "`\(text)` は必要な票の数ではありません", en: "`\(text)` does not say how many votes are needed")
    case .votesNoList(let field, let type):
      Words(
        ja: "`\(field)` は一覧ではなく \(type) なので、票を入れられません",
        en: "`\(field)` is of type \(type) and cannot hold the votes")
    case .duplicateState(let id):
      Words(ja: "状態 `\(id)` が2つあります", en: "there are two states `\(id)`")
    case .unknown(.excluded, let name, _):
      Words(ja: "`\(name)` という役割もイベントもありません", en: "there is no role or event `\(name)`")
    case .unknown(let kind, let name, _):
      Words(ja: "\(kind.words.ja) `\(name)` はありません", en: "there is no \(kind.words.en) `\(name)`")
    case .undeclaredEvent(let name, _):
      Words(ja: "イベント `\(name)` が `events` にありません", en: "the event `\(name)` is not among `events`")
    case .nameTaken(let name):
      Words(
        ja: "判定 `\(name)` と同じ名前のデータ項目があります", en: "the decision `\(name)` has the name of a data field")
    case .date(let text):
      Words(ja: "`\(text)` は日付として読めません", en: "`\(text)` is no date")
    case .periodOrder(let from, let until):
      Words(ja: "期間が始まる前に終わります: \(from) から \(until)", en: "the period ends before it begins: \(from) to \(until)")
    case .runningNumbers(let count):
      count == 0
        ? Words(ja: "番号の形に連番がありません", en: "the pattern of the number has no running number")
        : Words(ja: "番号の形に連番が\(count)つあります", en: "the pattern of the number has \(count) running numbers")
    case .delay(let text):
      Words(ja: "`\(text)` は期間として読めません", en: "`\(text)` is no span of time")
    case .choice(let text, _):
      Words(ja: "`\(text)` はここで選べる言葉ではありません", en: "`\(text)` is none of the words that may stand here")
    case .expression:
      Words(ja: "ここには式を書きます", en: "an expression belongs here")
    case .emptyExpression:
      Words(ja: "式が空です", en: "the expression is empty")
    case .result(let kind, let type):
      Words(
        ja: "この式は\(kind.words.ja)にならず、\(type) になります", en: "this gives \(type), where \(kind.words.en) is needed")
    case .shape(let kind): kind.message
    case .notYet(let what):
      Words(ja: "`\(what)` はまだ使えません", en: "`\(what)` is not available yet")
    case .keyOfOtherKind(let key, let kind):
      Words(ja: "`\(key)` は\(kind.ja)には書けません", en: "`\(key)` has no meaning in \(kind.en)")
    case .noStates:
      Words(ja: "状態が1つもありません", en: "there are no states")
    case .nothingToBegin:
      Words(ja: "始まりになる子の状態がありません", en: "there is no child state to begin with")
    case .parallelWithoutRegions:
      Words(ja: "並行の状態に子の状態がありません", en: "a parallel state has no child states")
    case .finalInParallel:
      Words(ja: "終わりの状態は並行の状態の直接の子になれません", en: "a final state cannot be a region of a parallel state")
    case .actionsWithoutTarget:
      Words(ja: "履歴の `actions` には `target` が要ります", en: "the `actions` of a history state need its `target`")
    case .notDescendant(let target, let parent):
      Words(ja: "`\(target)` は `\(parent)` の中の状態ではありません", en: "`\(target)` does not lie inside `\(parent)`")
    case .conflictingTargets(let first, let second):
      Words(
        ja: "`\(first)` と `\(second)` は同時に有効になれません", en: "`\(first)` and `\(second)` cannot be active together")
    case .timerWithoutMoment:
      Words(ja: "いつかを示す `delay` か `at` がありません", en: "neither `delay` nor `at` tells when")
    case .timerWithTwoMoments:
      Words(ja: "`delay` と `at` の両方があります", en: "both `delay` and `at` are given")
    case .titlesOfNoEnumeration(let type):
      Words(ja: "型 \(type) の値に表示名は付けられません", en: "values of type \(type) take no titles")
    case .repeatedInput(let name):
      Words(ja: "入力項目 `\(name)` が2回あります", en: "the input `\(name)` is given twice")
    case .inputWithoutType(let name):
      Words(ja: "保存しない入力項目 `\(name)` に型がありません", en: "the input `\(name)`, which is not kept, has no type")
    case .inputType(let field, let type):
      Words(ja: "データ項目 `\(field)` の型は \(type) です", en: "the data field `\(field)` is of type \(type)")
    case .notADocument(let field, let type):
      Words(
        ja: "`\(field)` は document ではなく \(type) です", en: "`\(field)` is of type \(type) and cannot hold a document")
    case .noEvent:
      Words(ja: "イベントが挙げられていません", en: "no event is named")
    case .emptyAudience:
      Words(ja: "だれも挙げられていません", en: "nobody is named")
    case .stopsWhereItEnds(let state):
      Words(
        ja: "状態 `\(state)` で期限が終わるので、そこで止まることはありません",
        en: "the deadline ends in the state `\(state)` and cannot stand still there")
    case .countedHours(let text):
      Words(ja: "`\(text)` は日数で数えられません", en: "`\(text)` cannot be counted in days")
    case .repetition(let text):
      Words(ja: "`\(text)` は繰返しとして読めません", en: "`\(text)` is no repeating interval")
    case .repeatedSchedule(let id):
      Words(ja: "予定 `\(id)` が2つあります", en: "there are two schedules `\(id)`")
    case .warningBeforeStart(let before, let within):
      Words(
        ja: "予告が期限の始まりより前になります: 期間は\(within.ja)、予告は\(before.ja)前",
        en:
          "the warning would come before the deadline begins: it runs \(within.en) and warns \(before.en) before its end"
      )
    }
  }

  var help: Words? {
    switch self {
    case .version: Words("`kosha: 1`")
    case .folder(_, let folder): Words("`workflow: \(folder)`")
    case .identifier(let kind, _): kind.help
    case .unknown(_, _, let nearest?), .undeclaredEvent(_, let nearest?):
      Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
    case .need: Words(ja: "`all`、`4`、`60%` のように書きます", en: "write it like `all`, `4` or `60%`")
    case .votesNoList:
      Words(ja: "`type: list of any` の項目を指定してください", en: "name a field of `type: list of any`")
    case .date: Words(ja: "`2023-04-01` のように書きます", en: "write it like `2023-04-01`")
    case .runningNumbers: Words(ja: "`{seq:4}` を1つだけ書きます", en: "write `{seq:4}` once")
    case .delay:
      Words(
        ja: "`P3D`、`PT24H`、`5 business days`、または `= 式` と書きます",
        en: "write `P3D`, `PT24H`, `5 business days` or `= expression`")
    case .repetition:
      Words(
        ja: "`R/2023-04-01/P1Y` のように、始まりと間隔を書きます",
        en: "write a start and a period, for example `R/2023-04-01/P1Y`")
    case .choice(let text, let among):
      Suggestion.nearest(to: text, in: among).map {
        Words(ja: "`\($0)` のことですか", en: "did you mean `\($0)`?")
      } ?? Words(ja: "次のどれかです: \(among.listed(by: "、"))", en: "one of \(among.listed(by: ", "))")
    case .expression(let quoted?), .emptyExpression(let quoted?):
      Words(ja: "引用符で囲みます: \(quoted)", en: "put it in quotes: \(quoted)")
    case .shape(let kind): kind.help
    case .inputWithoutType: Words(ja: "`type: string` のように書きます", en: "write for example `type: string`")
    case .inputType(let field, _):
      Words(
        ja: "`type` を消すか、保存しないなら `keep: false` を書きます",
        en: "leave `type` out, or write `keep: false` if this event's `\(field)` is not to be kept")
    default: nil
    }
  }
}

extension [String] {
  /// Each in backticks.
  fileprivate func listed(by separator: String) -> String { map { "`\($0)`" }.joined(separator: separator) }
}

extension IdentifierKind {
  fileprivate var words: Words {
    switch self {
    case .workflow: Words(ja: "ワークフロー", en: "a workflow")
    case .field: Words(ja: "データ項目", en: "a data field")
    case .local: Words(ja: "繰返しの変数", en: "a variable of `foreach`")
    case .state: Words(ja: "状態", en: "a state")
    case .event: Words(ja: "イベント", en: "an event")
    case .child: Words(ja: "開く案件", en: "a case to open")
    case .deadline: Words(ja: "期限", en: "a deadline")
    case .schedule: Words(ja: "予定", en: "a schedule")
    }
  }

  fileprivate var help: Words {
    switch self {
    case .field, .local:
      Words(
        ja: "文字、数字、`_` を使い、数字で始めず、`-` は使いません",
        en: "use letters, digits and `_`, begin with no digit, and use no `-`")
    case .workflow, .state, .deadline, .schedule:
      Words(ja: "文字、数字、`_`、間の `-` を使います", en: "use letters, digits, `_`, and `-` between them")
    case .event, .child:
      Words(
        ja: "文字、数字、`_`、間の `-` の言葉を `.` でつなぎます",
        en: "join words of letters, digits, `_`, and `-` between them, by `.`")
    }
  }
}

extension ReferenceKind {
  fileprivate var words: Words {
    switch self {
    case .state: Words(ja: "状態", en: "state")
    case .field: Words(ja: "データ項目", en: "data field")
    case .role: Words(ja: "役割", en: "role")
    case .decision: Words(ja: "判定", en: "decision")
    case .letter: Words(ja: "文書のひな形", en: "letter")
    case .event: Words(ja: "イベント", en: "event")
    case .excluded: Words(ja: "役割かイベント", en: "role or event")
    case .calendar: Words(ja: "営業日の暦", en: "calendar")
    case .action: Words(ja: "動作", en: "action")
    case .enumerationValue: Words(ja: "値", en: "value")
    case .placeholder: Words(ja: "番号の部品", en: "placeholder")
    }
  }
}

extension ShapeKind {
  fileprivate var message: Words {
    switch self {
    case .on:
      Words(
        ja: "`on` はイベントから遷移への対応か、遷移のリストです", en: "`on` is a map from events to transitions, or a list of transitions")
    case .transition:
      Words(ja: "ここには遷移を書きます", en: "a transition belongs here")
    case .action:
      Words(ja: "ここには動作を書きます", en: "an action belongs here")
    }
  }

  fileprivate var help: Words? {
    switch self {
    case .on: nil
    case .transition:
      Words(
        ja: "行き先の状態の名前か `{target: 状態}` を書きます。イベントを受けるだけなら `{}` です",
        en: "write the name of a target state, or `{target: STATE}`; `{}` only consumes the event")
    case .action:
      Words(ja: "`- assign: {項目: 式}` のように書きます", en: "write for example `- assign: {FIELD: EXPRESSION}`")
    }
  }
}

extension ResultKind {
  fileprivate var words: Words {
    switch self {
    case .condition: Words(ja: "真偽", en: "true or false")
    case .people: Words(ja: "人の名前かそのリスト", en: "the id of a person or a list of them")
    case .text: Words(ja: "文字列", en: "a text")
    case .delay: Words(ja: "期間", en: "a span of time")
    case .moment: Words(ja: "日時か日付", en: "a date and time or a date")
    case .date: Words(ja: "日付", en: "a date")
    case .list: Words(ja: "リスト", en: "a list")
    }
  }
}
