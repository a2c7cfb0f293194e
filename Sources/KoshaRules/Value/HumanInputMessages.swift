// What can be wrong in a typed value, and how it is said.

public import KoshaSource

/// Something wrong in what a person typed for a field.
public enum HumanInputProblem: Problem, Error, Hashable {
  /// Nothing was typed.
  case empty
  /// A text that is no value of the type.
  case unreadable(ValueType, String)
  /// A day that no calendar has.
  case noSuchDay(String)
  /// A day that lies outside the era, with its right form.
  case outsideEra(String, era: Era, right: String)
  /// A text outside a closed set.
  case notAllowed(String, allowed: [String])
  /// A context that is no JSON.
  case json(JSONProblem)
  /// A type whose values cannot be typed.
  case unsupported(ValueType)

  /// The stable code.
  public var code: String {
    switch self {
    case .empty: "KF0290"
    case .unreadable: "KF0291"
    case .noSuchDay: "KF0292"
    case .outsideEra: "KF0293"
    case .notAllowed: "KF0294"
    case .json(let problem): problem.code
    case .unsupported: "KF0295"
    }
  }

  /// The sentence.
  public var message: Words {
    switch self {
    case .empty: Words(ja: "値が入力されていません", en: "no value was given")
    case .unreadable(let type, let text):
      Words(ja: "`\(text)` は\(Self.japaneseName(of: type))として読めません", en: "`\(text)` cannot be read as a \(type.text)")
    case .noSuchDay(let text): Words(ja: "`\(text)` という日はありません", en: "there is no day `\(text)`")
    case .outsideEra(let text, let era, _):
      Words(ja: "`\(text)` は\(era.name)の期間にありません", en: "`\(text)` lies outside the era \(era.name)")
    case .notAllowed(let text, _):
      Words(ja: "`\(text)` は選択肢にありません", en: "`\(text)` is not one of the allowed values")
    case .json(let problem): problem.message
    case .unsupported(let type):
      Words(ja: "\(Self.japaneseName(of: type))は文字で入力できません", en: "a \(type.text) cannot be typed")
    }
  }

  /// The mend.
  public var help: Words? {
    switch self {
    case .unreadable(let type, _): Self.example(of: type).map { Words(ja: "例: \($0)", en: "for example \($0)") }
    case .outsideEra(_, _, let right): Words(ja: "`\(right)` と書いてください", en: "write `\(right)`")
    case .notAllowed(_, let allowed):
      Words(
        ja: allowed.map { "`\($0)`" }.joined(separator: "、") + " のいずれかにしてください",
        en: "use one of " + allowed.map { "`\($0)`" }.joined(separator: ", "))
    default: nil
    }
  }

  private static func japaneseName(of type: ValueType) -> String {
    switch type {
    case .number: "数"
    case .boolean: "はい・いいえ"
    case .date: "日付"
    case .time: "時刻"
    case .dateAndTime: "日時"
    case .daysAndTimeDuration: "日数や時間"
    case .yearsAndMonthsDuration: "年数や月数"
    case .document: "文書"
    default: "`\(type.text)` の値"
    }
  }

  private static func example(of type: ValueType) -> String? {
    switch type {
    case .number: "`3,000,000` `300万`"
    case .boolean: "`はい` `いいえ`"
    case .date: "`2023-04-03` `令和5年4月3日` `R5.4.3`"
    case .time: "`09:00` `午後3時30分`"
    case .dateAndTime: "`2023-04-03 09:00`"
    case .daysAndTimeDuration: "`3日` `5時間` `P3DT5H`"
    case .yearsAndMonthsDuration: "`1年6か月` `P1Y6M`"
    default: nil
    }
  }
}
