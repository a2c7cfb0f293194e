// The words for why an expression became null.

public import KoshaSource

extension RemarkReason {
  /// The sentence.
  public var message: Words {
    switch self {
    case .operands(let operation, let left, ""):
      Words(ja: "`\(operation)` は `\(left)` には使えません", en: "`\(operation)` is not defined for `\(left)`")
    case .operands(let operation, "", let right):
      Words(ja: "`\(operation)` は `\(right)` には使えません", en: "`\(operation)` is not defined for `\(right)`")
    case .operands(let operation, let left, let right):
      Words(
        ja: "`\(operation)` は `\(left)` と `\(right)` には使えません",
        en: "`\(operation)` is not defined for `\(left)` and `\(right)`")
    case .divisionByZero: Words(ja: "0 で割っています", en: "division by zero")
    case .overflow(let operation):
      Words(ja: "`\(operation)` の結果が扱える範囲を超えています", en: "the result of `\(operation)` is out of range")
    case .unknownName(let name): Words(ja: "名前 `\(name)` は定義されていません", en: "the name `\(name)` is not defined")
    case .unknownEntry(let name): Words(ja: "項目 `\(name)` がありません", en: "there is no entry `\(name)`")
    case .unknownProperty(let name, let kind):
      Words(ja: "`\(kind)` に項目 `\(name)` はありません", en: "`\(kind)` has no entry `\(name)`")
    case .notAFunction(let kind):
      Words(ja: "`\(kind)` は関数として呼び出せません", en: "`\(kind)` cannot be called as a function")
    case .unknownFunction(let name): Words(ja: "関数 `\(name)` はありません", en: "there is no function `\(name)`")
    case .arguments("", let kinds):
      Words(
        ja: "関数は引数 (\(RemarkReason.list(kinds))) では呼び出せません",
        en: "the function cannot be called with (\(RemarkReason.list(kinds)))")
    case .arguments(let function, let kinds):
      Words(
        ja: "関数 `\(function)` は引数 (\(RemarkReason.list(kinds))) では呼び出せません",
        en: "the function `\(function)` cannot be called with (\(RemarkReason.list(kinds)))")
    case .argument(let function, let parameter, let value):
      Words(
        ja: "`\(function)` の `\(parameter)` に `\(value)` は使えません",
        en: "`\(value)` is not accepted as `\(parameter)` of `\(function)`")
    case .unreadable(let what, let text):
      Words(
        ja: "`\(Value.excerpt(text))` は `\(what)` として読めません",
        en: "`\(Value.excerpt(text))` cannot be read as `\(what)`")
    case .condition(let kind):
      Words(ja: "条件は真偽値でなければなりませんが、`\(kind)` です", en: "a condition must be boolean, this one is `\(kind)`")
    case .type(let expected, let value):
      Words(ja: "値 `\(value)` は `\(expected)` ではありません", en: "the value `\(value)` is not of the type `\(expected)`")
    case .constraint(let type, let value):
      Words(
        ja: "値 `\(value)` は型 `\(type)` の制約を満たしません",
        en: "the value `\(value)` is not allowed by the type `\(type)`")
    case .noLogic(let name): Words(ja: "`\(name)` には論理がありません", en: "`\(name)` has no logic")
    case .faultyLogic(let name):
      Words(ja: "`\(name)` の論理に誤りがあります", en: "the logic of `\(name)` holds an error")
    case .table(let words): words
    case .limit(let limit):
      Words(
        ja: "評価の上限に達しました: \(RemarkReason.limitNames[limit] ?? limit)",
        en: "a limit of the evaluation was reached: \(limit)")
    case .unknownZone(let zone): Words(ja: "タイムゾーン `\(zone)` は不明です", en: "the time zone `\(zone)` is not known")
    case .outsideEra(let text, let era, let right):
      Words(
        ja: "`\(Value.excerpt(text))` は\(era)の期間になく、正しくは `\(right)` です",
        en: "`\(Value.excerpt(text))` lies outside the era \(era); the day is `\(right)`")
    case .unknownCalendar(""): Words(ja: "営業日の暦がありません", en: "there is no calendar of business days")
    case .unknownCalendar(let calendar):
      Words(ja: "暦 `\(calendar)` はありません", en: "there is no calendar `\(calendar)`")
    }
  }

  private static let limitNames = [
    "steps": "ステップ数", "depth": "呼び出しの深さ", "list length": "リストの長さ", "string length": "文字列の長さ",
    "value size": "値の大きさ",
    "pattern size": "正規表現の大きさ", "pattern steps": "正規表現の照合の手間",
  ]

  private static func list(_ kinds: [String]) -> String { kinds.map { "`\($0)`" }.joined(separator: ", ") }
}
