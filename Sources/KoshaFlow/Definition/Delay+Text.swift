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

  /// The delay as the file writes it, business days in words.
  public var text: Words {
    switch self {
    case .duration(let duration): Words(duration.description)
    case .period(let period): Words(period.description)
    case .businessDays(1): Words(ja: "1営業日", en: "1 business day")
    case .businessDays(let count): Words(ja: "\(count)営業日", en: "\(count) business days")
    case .expression(let program): Words("= \(program.text)")
    }
  }
}
