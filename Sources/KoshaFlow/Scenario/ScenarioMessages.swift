// What can be wrong with a scenario file, and what may not be as expected; KF0801 to KF0899.

import KoshaRules
import KoshaSource

/// What a name in a scenario should have named.
enum ScenarioReference: Sendable {
  case workflow, decision, event, state, field, person, role, code, status, rule, child, deadline, deadlineWord
}

/// What can be wrong with a scenario file.
enum ScenarioProblem: Problem {
  case unknown(ScenarioReference, String, nearest: String?)
  case time(String)
  case wait(String)
  case cover(String)
  case severalActs
  case noActor
  case withoutEvent(key: String)
  case ofOtherKind(key: String, kind: Words)
  case neither
  case notAValue
  case flag

  var code: String {
    switch self {
    case .unknown: "KF0801"
    case .time: "KF0802"
    case .wait: "KF0803"
    case .cover: "KF0804"
    case .severalActs: "KF0805"
    case .noActor: "KF0806"
    case .withoutEvent: "KF0807"
    case .ofOtherKind: "KF0808"
    case .neither: "KF0809"
    case .notAValue: "KF0810"
    case .flag: "KF0811"
    }
  }

  var message: Words {
    switch self {
    case .unknown(let reference, let name, _):
      Words(ja: "\(reference.words.ja) `\(name)` はありません", en: "there is no \(reference.words.en) `\(name)`")
    case .time(let text):
      Words(ja: "`\(text)` は日時ではありません", en: "`\(text)` is no date and time")
    case .wait(let text):
      Words(ja: "`\(text)` だけ待つことはできません", en: "`\(text)` is no time to wait")
    case .cover(let text):
      Words(ja: "`\(text)` は百分率ではありません", en: "`\(text)` is no percentage")
    case .severalActs:
      Words(
        ja: "一つの手順には `do`、`claim`、`release`、`wait` のどれか一つだけを書きます",
        en: "a step has only one of `do`, `claim`, `release` and `wait`")
    case .noActor:
      Words(ja: "`given` に `as` がありません。誰が案件を開くのか分かりません", en: "`given` lacks `as`: who opens the case")
    case .withoutEvent(let key):
      Words(ja: "`\(key)` は `do` のある手順にだけ書きます", en: "`\(key)` belongs to a step with `do`")
    case .ofOtherKind(let key, let kind):
      Words(ja: "`\(key)` は\(kind.ja)にだけ書きます", en: "`\(key)` belongs to \(kind.en)")
    case .neither:
      Words(ja: "シナリオには `steps` か `decision` が要ります", en: "a scenario needs `steps` or `decision`")
    case .notAValue:
      Words(ja: "値として読めません", en: "this cannot be read as a value")
    case .flag:
      Words(ja: "`true` か状態の id を書きます", en: "`true` or a state's id is expected")
    }
  }

  var help: Words? {
    switch self {
    case .unknown(_, _, let nearest?): Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
    case .time: Words(ja: "例: 2023-04-03T09:00:00+09:00", en: "for example 2023-04-03T09:00:00+09:00")
    case .wait:
      Words(
        ja: "例: `10 business days`、`P3D`、`until 2023-05-01T09:00:00+09:00`",
        en: "for example `10 business days`, `P3D` or `until 2023-05-01T09:00:00+09:00`")
    case .cover: Words(ja: "例: `100%`", en: "for example `100%`")
    default: nil
    }
  }
}

extension ScenarioReference {
  fileprivate var words: Words {
    switch self {
    case .workflow: Words(ja: "ワークフロー", en: "workflow")
    case .decision: Words(ja: "判定表", en: "decision")
    case .event: Words(ja: "イベント", en: "event")
    case .state: Words(ja: "状態", en: "state")
    case .field: Words(ja: "データ項目", en: "data field")
    case .person: Words(ja: "人", en: "person")
    case .role: Words(ja: "役割", en: "role")
    case .code: Words(ja: "拒否の理由", en: "reason to refuse")
    case .status: Words(ja: "状況", en: "status")
    case .rule: Words(ja: "規則", en: "rule")
    case .child: Words(ja: "開く案件の id", en: "case opened under the id")
    case .deadline: Words(ja: "期限", en: "deadline")
    case .deadlineWord: Words(ja: "期限の状態", en: "state of a deadline")
    }
  }
}

/// What was not as a scenario expects.
enum Mismatch: Sendable {
  /// The case could not be opened.
  case notOpened(Words)
  /// A step that should have been accepted was refused.
  case refused(RefusalCode, Words)
  /// A step that should have been refused was accepted.
  case accepted(expected: RefusalCode)
  /// Refused for another reason.
  case refusedOtherwise(expected: RefusalCode, actual: RefusalCode, Words)
  /// A value that cannot be read.
  case unreadable(field: String, Words)
  /// The case did not settle.
  case failed(Words)
  /// A FEEL value that failed.
  case expression(String, Words)
  /// Timers without end.
  case endlessTimers(limit: Int)
  /// No task that could be meant.
  case noTask(state: String)
  /// No case that was opened under an id.
  case noChild(String)
  /// Something else than expected.
  case other(what: Words, expected: String, actual: String)
  /// Covered less than asked for.
  case uncovered(what: Words, covered: Int, total: Int, missed: [String])

  var message: Words {
    switch self {
    case .notOpened(let reason):
      Words(ja: "案件を開けませんでした: \(reason.ja)", en: "the case could not be opened: \(reason.en)")
    case .refused(let code, let reason):
      Words(ja: "\(code.rawValue) で拒否されました: \(reason.ja)", en: "refused with \(code.rawValue): \(reason.en)")
    case .accepted(let expected):
      Words(
        ja: "\(expected.rawValue) で拒否されるはずが、受け付けられました",
        en: "expected to be refused with \(expected.rawValue), was accepted")
    case .refusedOtherwise(let expected, let actual, let reason):
      Words(
        ja: "\(expected.rawValue) で拒否されるはずが、\(actual.rawValue) で拒否されました: \(reason.ja)",
        en: "expected to be refused with \(expected.rawValue), was refused with \(actual.rawValue): \(reason.en)")
    case .unreadable(let field, let reason):
      Words(ja: "`\(field)` の値を読めません: \(reason.ja)", en: "the value of `\(field)` cannot be read: \(reason.en)")
    case .failed(let reason):
      reason
    case .expression(let text, let reason):
      Words(ja: "`\(text)` を評価できません: \(reason.ja)", en: "`\(text)` cannot be evaluated: \(reason.en)")
    case .endlessTimers(let limit):
      Words(ja: "待つ間にタイマーが \(limit) 回を超えて動きました", en: "timers fired more than \(limit) times while waiting")
    case .noChild(let id):
      Words(ja: "`\(id)` という id で開いた案件はまだありません", en: "no case was opened under the id `\(id)` so far")
    case .noTask(let state):
      Words(ja: "状態 `\(state)` にタスクがありません", en: "state `\(state)` has no task")
    case .other(let what, let expected, let actual):
      Words(
        ja: "\(what.ja): 期待 `\(expected)`、実際 `\(actual)`", en: "\(what.en): expected `\(expected)`, was `\(actual)`")
    case .uncovered(let what, let covered, let total, let missed):
      Words(
        ja: "\(what.ja)を \(total) のうち \(covered) しか通っていません: \(missed.quotedList.ja)",
        en: "only \(covered) of \(total) \(what.en) are covered, not \(missed.quotedList.en)")
    }
  }
}

extension [Mismatch] {
  /// All of one step; the step's number from 1, nil for what belongs to the scenario as a whole.
  func message(step: Int?) -> Words {
    let words = map(\.message)
    let ja = words.map(\.ja).joined(separator: "。")
    let en = words.map(\.en).joined(separator: "; ")
    guard let step else { return Words(ja: ja, en: en) }
    return Words(ja: "手順 \(step): \(ja)", en: "step \(step): \(en)")
  }
}
