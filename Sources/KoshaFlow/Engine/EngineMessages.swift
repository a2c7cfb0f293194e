// The words for what goes wrong inside a case.

import KoshaRules
package import KoshaSource

extension ActionProblem {
  /// The sentence.
  package var message: Words {
    let reason = reason.message
    return Words(
      ja: (state.isEmpty ? "" : "状態 `\(state)` の ") + "\(action.rawValue) `\(text)` に失敗しました: \(reason.ja)",
      en: "\(action.rawValue) `\(text)` failed" + (state.isEmpty ? "" : " in state `\(state)`") + ": \(reason.en)")
  }
}

extension ActionProblem.Reason {
  var message: Words {
    switch self {
    case .remark(let remark):
      remark.reason.message
    case .notBoolean(let value):
      Words(ja: "`\(value.feelText)` は真偽値ではありません", en: "`\(value.feelText)` is neither true nor false")
    case .type(let field, let expected, let value):
      Words(
        ja: "`\(value.feelText)` は `\(field)` の型 \(expected.text) の値ではありません",
        en: "`\(value.feelText)` is no value of the type of `\(field)`, \(expected.text)")
    case .notText(let value):
      Words(ja: "`\(value.feelText)` は文字列ではありません", en: "`\(value.feelText)` is no text")
    case .notPeople(let value):
      Words(
        ja: "`\(value.feelText)` は人の id でもその一覧でもありません",
        en: "`\(value.feelText)` is neither a person's id nor a list of them")
    case .notAList(let value):
      Words(ja: "`\(value.feelText)` は一覧ではありません", en: "`\(value.feelText)` is no list")
    case .tooMany(let limit):
      Words(ja: "一覧が上限の \(limit) 件を超えています", en: "the list is longer than the limit of \(limit)")
    case .decision(let words):
      words
    case .noValue:
      Words(ja: "値が得られません", en: "there is no value")
    case .noCalendar:
      Words(ja: "営業日を数える暦がありません", en: "there is no calendar to count business days by")
    case .notADelay(let value):
      Words(ja: "`\(value.feelText)` は期間ではありません", en: "`\(value.feelText)` is no span of time")
    case .notAMoment(let value):
      Words(
        ja: "`\(value.feelText)` は日付でも日時でもありません",
        en: "`\(value.feelText)` is neither a date nor a date and time")
    case .outOfRange:
      Words(ja: "暦の範囲を超える日時です", en: "the time lies beyond the calendar")
    case .noParent:
      Words(ja: "この案件を開いた案件はありません", en: "no case opened this one")
    case .unreachable(let address):
      Words(
        ja: "`\(address)` という進行中の案件はありません", en: "there is no active case `\(address)`")
    case .tooManyChildren(let limit):
      Words(ja: "この案件はすでに上限の \(limit) 件の案件を開いています", en: "this case has opened its limit of \(limit) cases")
    case .tooDeep(let limit):
      Words(
        ja: "案件が案件を開く連なりが上限の \(limit) 段に達しています",
        en: "cases that open cases have reached the limit of \(limit) one below the other")
    case .notOpened(let why):
      Words(ja: "案件を開けません: \(why.ja)", en: "the case could not be opened: \(why.en)")
    case .notTaken(let why):
      Words(ja: "案件がイベントを受け取れません: \(why.ja)", en: "the case could not take the event: \(why.en)")
    }
  }
}

extension EngineFailure {
  /// The sentence.
  package var message: Words {
    switch self {
    case .doesNotSettle(let limit, let cycle):
      let circle = (cycle + cycle.prefix(1)).joined(separator: " → ")
      return Words(
        ja: "\(limit) 段の遷移を経ても落ち着かないため、すべて元に戻しました。循環: \(circle)",
        en: "the case does not settle within \(limit) microsteps and was rolled back; it goes round \(circle)")
    case .doesNotRest(let limit, let events):
      let circle = (events + events.prefix(1)).joined(separator: " → ")
      return Words(
        ja: "自分に送ったイベントが \(limit) 回を超えて続くため、すべて元に戻しました。循環: \(circle)",
        en: "the events the case sends itself go on after \(limit) macrosteps and were rolled back; it goes round "
          + circle)
    case .messagesDoNotRest(let limit):
      return Words(
        ja: "案件どうしの送り合いが \(limit) 回を超えて続くため、すべて元に戻しました",
        en: "cases go on sending to each other after \(limit) messages and all was rolled back")
    case .queueFull(let limit, let event):
      return Words(
        ja: "イベント `\(event)` で待ち行列が上限の \(limit) 件を超えたため、すべて元に戻しました",
        en: "event `\(event)` is more than the queue's limit of \(limit) and all was rolled back")
    }
  }
}
