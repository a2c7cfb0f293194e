// What the checks of a compiled workflow find, and the words for it; KF0701 to KF0799.

import KoshaSource

/// What a check can find.
enum CheckProblem: Problem {
  case unreachableState(String)
  case noEnd
  case deadEnd(String)
  case cannotEnd(String)
  case neverCompletes(String)
  case eventlessCircle([String])
  case neverTried(event: String?)
  case overlap(event: String?, witness: String)
  case neverHolds(String)
  case unusedDecision(String)
  case unheardEvent(String)
  case unusedEvent(String)
  case unusedField(String)
  case unknownWorkflow(String, nearest: String?)
  case unknownFieldOf(String, String, nearest: String?)
  case unknownName(String, nearest: String?, allowed: [String])
  case typeOfField(field: String, of: String, expected: String, actual: String)
  case deadlineNeverEnds(String)

  /// Stands at the transition that is tried before.
  static let triedBefore = Words(ja: "先に試される遷移", en: "the transition that is tried before")

  /// Stands at the action that evaluates a decision in which something was found.
  static let decidedHere = Words(ja: "ここで判定されます", en: "it is decided here")

  var code: String {
    switch self {
    case .unreachableState: "KF0701"
    case .noEnd: "KF0702"
    case .deadEnd: "KF0703"
    case .cannotEnd: "KF0704"
    case .neverCompletes: "KF0705"
    case .eventlessCircle: "KF0706"
    case .neverTried: "KF0707"
    case .overlap: "KF0708"
    case .neverHolds: "KF0709"
    case .unusedDecision: "KF0710"
    case .unheardEvent: "KF0711"
    case .unusedEvent: "KF0712"
    case .unusedField: "KF0713"
    case .unknownWorkflow: "KF0714"
    case .unknownFieldOf: "KF0715"
    case .unknownName: "KF0716"
    case .typeOfField: "KF0717"
    case .deadlineNeverEnds: "KF0719"
    }
  }

  var severity: Severity {
    switch self {
    case .unreachableState, .deadEnd, .cannotEnd, .neverCompletes, .eventlessCircle, .neverTried, .neverHolds,
      .unknownWorkflow, .unknownFieldOf, .unknownName, .typeOfField, .deadlineNeverEnds:
      .error
    case .overlap, .unusedDecision, .unheardEvent, .unusedEvent: .warning
    case .noEnd, .unusedField: .note
    }
  }

  var message: Words {
    switch self {
    case .unreachableState(let id):
      Words(ja: "状態 `\(id)` にはどうしても入れません", en: "the state `\(id)` can never be reached")
    case .noEnd:
      Words(ja: "この案件には終わりの状態がありません", en: "a case of this workflow never ends")
    case .deadEnd(let id):
      Words(ja: "状態 `\(id)` から先へ進む遷移がありません", en: "nothing leads out of the state `\(id)`")
    case .cannotEnd(let id):
      Words(ja: "状態 `\(id)` からは案件の終わりに着けません", en: "from the state `\(id)` the case can never end")
    case .neverCompletes(let id):
      Words(ja: "状態 `\(id)` は完了しないので、この遷移は起きません", en: "the state `\(id)` never completes, so this is never taken")
    case .eventlessCircle(let ids):
      Words(
        ja: "条件のない自動の遷移が回り続けます: \(CheckProblem.circle(ids))",
        en: "eventless transitions without guard go round for ever: \(CheckProblem.circle(ids))")
    case .neverTried(let event?):
      Words(
        ja: "`\(event)` には先の遷移が必ず応じるので、この遷移は起きません",
        en: "an earlier transition always takes `\(event)`, so this is never taken")
    case .neverTried(nil):
      Words(
        ja: "先の自動の遷移が必ず起きるので、この遷移は起きません", en: "an earlier eventless transition is always taken, so this never is")
    case .overlap(let event?, let witness):
      Words(
        ja: "`\(event)` の2つの遷移の条件が同時に成り立ちます(例: \(witness))",
        en: "two transitions for `\(event)` can hold together, for example where \(witness)")
    case .overlap(nil, let witness):
      Words(
        ja: "2つの自動の遷移の条件が同時に成り立ちます(例: \(witness))",
        en: "two eventless transitions can hold together, for example where \(witness)")
    case .neverHolds(let text):
      Words(ja: "条件 `\(text)` はどうしても成り立ちません", en: "the guard `\(text)` can never hold")
    case .unusedDecision(let id):
      Words(ja: "判定 `\(id)` はどこでも使われていません", en: "the decision `\(id)` is never used")
    case .unheardEvent(let name):
      Words(ja: "イベント `\(name)` を待つ遷移がありません", en: "no transition waits for the event `\(name)`")
    case .unusedEvent(let name):
      Words(ja: "イベント `\(name)` はどこでも使われていません", en: "the event `\(name)` is never used")
    case .deadlineNeverEnds(let id):
      Words(
        ja: "期限 `\(id)` の始まりから、終わりの状態のどれにも着けません",
        en: "from where the deadline `\(id)` begins none of the states that end it can be reached")
    case .unusedField(let name):
      Words(ja: "データ項目 `\(name)` は読まれも書かれもしません", en: "the data field `\(name)` is neither set nor read")
    case .unknownWorkflow(let id, _):
      Words(ja: "ワークフロー `\(id)` がありません", en: "there is no workflow `\(id)`")
    case .unknownFieldOf(let workflow, let name, _):
      Words(
        ja: "ワークフロー `\(workflow)` にデータ項目 `\(name)` がありません",
        en: "the workflow `\(workflow)` has no data field `\(name)`")
    case .unknownName(let name, _, _):
      Words(ja: "`\(name)` という名前はありません", en: "nothing is named `\(name)`")
    case .typeOfField(let field, let workflow, let expected, let actual):
      Words(
        ja: "`\(workflow)` の `\(field)` は \(expected) なのに、値は \(actual) です",
        en: "`\(field)` of `\(workflow)` is \(expected), and the value is \(actual)")
    }
  }

  var help: Words? {
    switch self {
    case .unreachableState:
      Words(ja: "この状態を `target` にする遷移を足すか、状態を消します", en: "add a transition whose `target` it is, or remove the state")
    case .deadEnd:
      Words(ja: "遷移を足すか、`final: true` にします", en: "add a transition, or make it `final: true`")
    case .cannotEnd:
      Words(ja: "`final: true` の状態へ続く遷移を足します", en: "add a transition that leads on to a state with `final: true`")
    case .neverCompletes:
      Words(ja: "中に `final: true` の状態が要ります", en: "it needs a state with `final: true` inside")
    case .eventlessCircle: Words(ja: "どれかに `guard` を付けます", en: "give one of them a `guard`")
    case .neverTried:
      Words(ja: "先の遷移に `guard` を付けるか、この遷移を消します", en: "give the earlier one a `guard`, or remove this one")
    case .unknownWorkflow(_, let nearest?), .unknownFieldOf(_, _, let nearest?):
      Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
    case .unknownName(let name, let nearest, let allowed):
      if let nearest {
        Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
      } else if allowed.isEmpty {
        Words(ja: "文字列なら `'\"\(name)\"'` と書きます", en: "as text it is written `'\"\(name)\"'`")
      } else {
        Words(
          ja: "使えるのは \(allowed.map { "`\($0)`" }.joined(separator: "、"))",
          en: "allowed are \(allowed.map { "`\($0)`" }.joined(separator: ", "))")
      }
    case .typeOfField: nil
    case .overlap:
      Words(ja: "条件を重ならないように書きます", en: "write the guards so that only one can hold")
    case .deadlineNeverEnds:
      Words(ja: "`from` と `until` を見直します", en: "look at its `from` and `until`")
    default: nil
    }
  }

  private static func circle(_ ids: [String]) -> String {
    (ids + ids.prefix(1)).map { "`\($0)`" }.joined(separator: " → ")
  }
}
