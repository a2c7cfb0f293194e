// Values as people write them: grouped numbers with their unit, dates with the era's year, titles for words of a set.

import KoshaFlow
import KoshaRules
import KoshaSource

/// Shows values in one language.
struct ValueDisplay {
  let language: Language
  let zone: Zone
  let zones: any ZoneProvider

  /// What stands where a reader may not see a value.
  var masked: String { language == .ja ? "＊＊＊" : "***" }
  /// What stands where there is no value.
  static let nothing = "–"

  /// A value of a data field: with its unit, and the titles of an enumeration's words.
  func text(_ value: Value, of field: DataField?) -> String {
    guard let field else { return text(value) }
    switch value {
    case .string(let word):
      return title(of: word, in: field)
    case .list(let members):
      return members.isEmpty
        ? Self.nothing : members.map { text($0, of: field) }.joined(separator: language == .ja ? "、" : ", ")
    case .number:
      return text(value) + unit(field.unit)
    default:
      return text(value)
    }
  }

  /// A value by itself.
  func text(_ value: Value) -> String {
    switch value {
    case .null: Self.nothing
    case .boolean(let value): language == .ja ? (value ? "はい" : "いいえ") : (value ? "yes" : "no")
    case .number(let number): Self.grouped(number.plainDescription)
    case .string(let text): text
    case .date(let date): self.date(date)
    case .dateAndTime(let moment): self.moment(moment)
    case .list(let members):
      members.isEmpty ? Self.nothing : members.map { text($0) }.joined(separator: language == .ja ? "、" : ", ")
    case .context(let context): self.context(context)
    default: value.plainText ?? Self.nothing
    }
  }

  /// `2023-04-03（令和5年4月3日）` in Japanese, `2023-04-03` in English.
  func date(_ date: CalendarDate) -> String {
    guard language == .ja, let wareki = Era.wareki(date) else { return date.description }
    return "\(date.description)（\(wareki)）"
  }

  /// `2023-04-03 09:00` in the workspace's zone.
  func time(_ instant: Instant) -> String {
    guard let moment = instant.dateAndTime(in: zone, zones: zones) else { return "\(instant.milliseconds)" }
    return "\(moment.date.description) \(Self.clock(moment.time))"
  }

  /// `2023-04-03T09:00:00+09:00`, as JSON has it.
  func stamp(_ instant: Instant) -> String { instant.rfc3339(in: zone, zones: zones) }

  private func moment(_ moment: DateAndTime) -> String {
    let local = moment.zone == nil ? moment : moment.converted(to: zone, zones: zones) ?? moment
    return "\(date(local.date)) \(Self.clock(local.time))"
  }

  private static func clock(_ time: TimeOfDay) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let minutes = "\(two(time.hour)):\(two(time.minute))"
    return time.second == 0 ? minutes : "\(minutes):\(two(time.second))"
  }

  private func context(_ context: Context) -> String {
    if case .string(let name)? = context["name"], case .string? = context["sha256"],
      case .number(let size)? = context["size"]
    {
      let bytes = Self.grouped(size.plainDescription)
      return language == .ja ? "\(name)（\(bytes)バイト）" : "\(name) (\(bytes) bytes)"
    }
    return context.entries.map { "\($0.name) \(text($0.value))" }.joined(separator: language == .ja ? "、" : ", ")
  }

  private func title(of word: String, in field: DataField) -> String {
    guard let title = field.valueTitles.first(where: { $0.value == word })?.title[language], title != word else {
      return word
    }
    return language == .ja ? "\(title)（\(word)）" : "\(title) (\(word))"
  }

  private func unit(_ unit: String?) -> String {
    guard let unit else { return "" }
    if unit == "JPY" { return language == .ja ? "円" : " JPY" }
    return " \(unit)"
  }

  /// A number's digits, grouped by three before the point.
  static func grouped(_ text: String) -> String {
    guard !text.contains("E"), !text.contains("e") else { return text }
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(separator: ".", maxSplits: 1)
    guard let whole = parts.first else { return text }
    var digits = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { digits.append(",") }
      digits.append(digit)
    }
    return sign + digits + (parts.count == 2 ? ".\(parts[1])" : "")
  }
}
