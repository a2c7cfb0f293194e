// A span of time as people write it: in a text, out a `Delay`, and back.

import KoshaRules
public import KoshaSource

extension Delay {
  /// `P3D`, `PT24H`, `P1M` or `5 business days`; nil for anything else and for what lies before its start.
  package init?(_ text: String) {
    if let duration = DaysAndTimeDuration(text) {
      guard duration >= DaysAndTimeDuration(seconds: 0) else { return nil }
      self = .duration(duration)
      return
    }
    if let period = YearsAndMonthsDuration(text) {
      guard period.months >= 0 else { return nil }
      self = .period(period)
      return
    }
    let words = text.split(separator: " ")
    guard words.count == 3, words[1] == "business", words[2] == "days" || words[2] == "day",
      let count = Int(words[0]), count >= 0
    else { return nil }
    self = .businessDays(count)
  }

  /// The delay as a file writes it; an expression as its text.
  var written: String {
    switch self {
    case .duration(let duration): duration.description
    case .period(let period): period.description
    case .businessDays(let count): "\(count) business days"
    case .expression(let program): "= \(program.text)"
    }
  }

  /// The delay as people say it; an expression as the file writes it.
  public var text: Words {
    switch self {
    case .duration(let duration): duration.text
    case .period(let period): period.text
    case .businessDays(let count): Words(counting: count, ja: "営業日", en: "business day")
    case .expression(let program): Words("= \(program.text)")
    }
  }
}

extension DaysAndTimeDuration {
  /// Whole days, hours or minutes in words, any other duration in its ISO form.
  fileprivate var text: Words {
    guard nanoseconds == 0, seconds > 0 else { return Words(description) }
    if seconds % 86_400 == 0 { return Words(counting: Int(seconds / 86_400), ja: "日", en: "day") }
    if seconds % 3_600 == 0 { return Words(counting: Int(seconds / 3_600), ja: "時間", en: "hour") }
    if seconds % 60 == 0 { return Words(counting: Int(seconds / 60), ja: "分", en: "minute") }
    return Words(description)
  }
}

extension YearsAndMonthsDuration {
  /// Whole years, else months, in words.
  fileprivate var text: Words {
    months > 0 && months % 12 == 0
      ? Words(counting: Int(months / 12), ja: "年", en: "year") : Words(counting: Int(months), ja: "か月", en: "month")
  }
}

extension Words {
  fileprivate init(counting count: Int, ja: String, en: String) {
    self.init(ja: "\(count)\(ja)", en: count == 1 ? "1 \(en)" : "\(count) \(en)s")
  }
}
