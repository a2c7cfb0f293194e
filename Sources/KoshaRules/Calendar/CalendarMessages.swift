// What can be wrong in a calendar file, and how it is said.

public import KoshaSource

/// Something wrong in a calendar file.
public enum CalendarProblem: Problem, Hashable {
  /// An id that is no word.
  case id(String)
  /// A time zone that is not written as IANA names are.
  case zone(String)
  /// An unknown day of the week, with the nearest known one.
  case weekday(String, nearest: String?)
  /// All seven days are weekend.
  case noWorkingDay
  /// An unknown set of holidays.
  case holidays(String)
  /// A text that is no day.
  case day(String)
  /// A range from a date to a day of every year, or the other way round.
  case mixedRange
  /// A range that ends before it begins.
  case reversed(from: String, until: String)
  /// The same days closed and open.
  case closedAndOpen(String)
  /// A text that is no time of day.
  case clock(String)
  /// Hours that end before they begin.
  case reversedHours

  /// The stable code.
  public var code: String {
    switch self {
    case .id: "KF0401"
    case .zone: "KF0402"
    case .weekday: "KF0403"
    case .noWorkingDay: "KF0404"
    case .holidays: "KF0405"
    case .day: "KF0406"
    case .mixedRange: "KF0407"
    case .reversed: "KF0408"
    case .closedAndOpen: "KF0409"
    case .clock: "KF0410"
    case .reversedHours: "KF0411"
    }
  }

  /// The sentence.
  public var message: Words {
    switch self {
    case .id(let text): Words(ja: "`\(text)` は暦のIDとして使えません", en: "`\(text)` cannot be a calendar's id")
    case .zone(let text): Words(ja: "`\(text)` はタイムゾーンの名前ではありません", en: "`\(text)` is not the name of a time zone")
    case .weekday(let text, _): Words(ja: "`\(text)` は曜日ではありません", en: "`\(text)` is not a day of the week")
    case .noWorkingDay: Words(ja: "七曜すべてが休業日では営業日がありません", en: "a weekend of all seven days leaves no business day")
    case .holidays(let text): Words(ja: "`\(text)` という祝日の定めはありません", en: "`\(text)` is not a known set of holidays")
    case .day(let text): Words(ja: "`\(text)` は日付ではありません", en: "`\(text)` is not a day")
    case .mixedRange:
      Words(ja: "範囲の一方だけが毎年の日です", en: "only one end of the range is a day of every year")
    case .reversed(let from, let until):
      Words(
        ja: "範囲の終わり `\(until)` が始まり `\(from)` より前です", en: "the range ends on `\(until)`, before it begins on `\(from)`")
    case .closedAndOpen(let days):
      Words(ja: "`\(days)` が休業日と臨時営業日の両方にあります", en: "`\(days)` is both closed and open")
    case .clock(let text): Words(ja: "`\(text)` は時刻ではありません", en: "`\(text)` is not a time of day")
    case .reversedHours: Words(ja: "営業時間の終わりが始まりより後ではありません", en: "the hours do not end after they begin")
    }
  }

  /// The mend.
  public var help: Words? {
    switch self {
    case .id:
      Words(
        ja: "文字で始まり、文字・数字・`_`・`-` だけからなる語にしてください",
        en: "use a word of letters, digits, `_` and `-` that begins with a letter")
    case .zone: Words(ja: "`Asia/Tokyo` のように書いてください", en: "write for example `Asia/Tokyo`")
    case .weekday(_, let nearest?): Words(ja: "`\(nearest)` ではありませんか", en: "did you mean `\(nearest)`?")
    case .weekday(_, nil):
      Words(ja: "`monday` から `sunday` までの英語名で書いてください", en: "write one of `monday` to `sunday`")
    case .noWorkingDay: nil
    case .holidays: Words(ja: "`japan` か `none` と書いてください", en: "write `japan` or `none`")
    case .day:
      Words(
        ja: "`2023-05-02` のように、毎年の日は `--12-29` のように書いてください",
        en: "write for example `2023-05-02`, or `--12-29` for a day of every year")
    case .mixedRange:
      Words(
        ja: "`{from: --12-29, until: --01-03}` のように両端をそろえてください",
        en: "write both ends alike, for example `{from: --12-29, until: --01-03}`")
    case .reversed, .reversedHours:
      Words(ja: "`from` と `until` を入れ替えてください", en: "exchange `from` and `until`")
    case .closedAndOpen: Words(ja: "どちらか一方から消してください", en: "remove it from one of the two")
    case .clock:
      Words(ja: "`08:30` のように時と分を二桁ずつで書いてください", en: "write hours and minutes in two digits each, for example `08:30`")
    }
  }
}
