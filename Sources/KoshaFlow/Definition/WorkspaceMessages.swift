// What can be wrong with `kosha.yaml` and the calendars beside it, and the words for it; KF0501 to KF0599.

import KoshaSource

/// What can be wrong with a workspace.
enum WorkspaceProblem: Problem {
  case version
  case identifier(String)
  case reserved(String)
  case language(String)
  case noLanguage
  case unknownZone(String)
  case unknownCalendar(String, nearest: String?)
  case unknownRole(String, nearest: String?)
  case unknownPerson(String, nearest: String?)
  case ownDeputy(String)
  case deputyPeriod(from: String, until: String)
  case date(String)
  case repeatedCalendar(String)
  case repeatedAccount(String)
  case approvals
  case notYet(String)

  /// Stands at the place where something was first given.
  static let firstPlace = Words(ja: "最初はここです", en: "first given here")

  var code: String {
    switch self {
    case .version: "KF0501"
    case .identifier: "KF0502"
    case .reserved: "KF0503"
    case .language: "KF0504"
    case .noLanguage: "KF0505"
    case .unknownZone: "KF0506"
    case .unknownCalendar: "KF0507"
    case .unknownRole: "KF0508"
    case .repeatedCalendar: "KF0509"
    case .repeatedAccount: "KF0510"
    case .approvals: "KF0511"
    case .notYet: "KF0512"
    case .unknownPerson: "KF0513"
    case .ownDeputy: "KF0514"
    case .deputyPeriod: "KF0515"
    case .date: "KF0516"
    }
  }

  var message: Words {
    switch self {
    case .version:
      Words(ja: "このプログラムが読めるのは言語の第1版だけです", en: "only version 1 of the language can be read")
    case .identifier(let text):
      Words(ja: "`\(text)` は名前に使えません", en: "`\(text)` cannot be an id")
    case .reserved(let name):
      Words(ja: "`\(name)` は決まった意味を持つ名前です", en: "`\(name)` has a meaning of its own")
    case .language(let name):
      Words(ja: "言語 `\(name)` はありません", en: "there is no language `\(name)`")
    case .noLanguage:
      Words(ja: "言語が1つもありません", en: "there is no language")
    case .unknownZone(let name):
      Words(ja: "タイムゾーン `\(name)` はありません", en: "there is no time zone `\(name)`")
    case .unknownCalendar(let name, _):
      Words(ja: "営業日の暦 `\(name)` はありません", en: "there is no calendar `\(name)`")
    case .unknownRole(let name, _):
      Words(ja: "役割 `\(name)` はありません", en: "there is no role `\(name)`")
    case .unknownPerson(let name, _):
      Words(ja: "`\(name)` という人はいません", en: "there is no person `\(name)`")
    case .ownDeputy(let name):
      Words(ja: "`\(name)` は自分の代理にはなれません", en: "`\(name)` cannot be their own deputy")
    case .deputyPeriod(let from, let until):
      Words(
        ja: "代理の終わり \(until) が始まり \(from) より前です", en: "the deputyship ends on \(until), before it begins on \(from)")
    case .date(let text):
      Words(ja: "`\(text)` は日付ではありません", en: "`\(text)` is no date")
    case .repeatedCalendar(let id):
      Words(ja: "営業日の暦 `\(id)` が2つあります", en: "there are two calendars `\(id)`")
    case .repeatedAccount(let account):
      Words(ja: "アカウント `\(account)` が2人に割り当てられています", en: "two people have the account `\(account)`")
    case .approvals:
      Words(ja: "承認の数は0以上です", en: "the number of approvals is 0 or more")
    case .notYet(let what):
      Words(ja: "`\(what)` はまだ使えません", en: "`\(what)` is not available yet")
    }
  }

  var help: Words? {
    switch self {
    case .version: Words("`kosha: 1`")
    case .identifier:
      Words(ja: "文字、数字、`_`、間の `-` を使います", en: "use letters, digits, `_`, and `-` between them")
    case .language, .noLanguage: Words(ja: "`ja` か `en` を書きます", en: "write `ja` or `en`")
    case .unknownZone: Words(ja: "`Asia/Tokyo` のように書きます", en: "write it like `Asia/Tokyo`")
    case .unknownCalendar(_, let nearest?), .unknownRole(_, let nearest?),
      .unknownPerson(_, let nearest?):
      Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
    case .date: Words(ja: "`2023-04-01` のように書きます", en: "write it like `2023-04-01`")
    default: nil
    }
  }
}
