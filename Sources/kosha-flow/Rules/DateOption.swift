// A day as people write it on the command line in, the date out.

import KoshaRules
import KoshaSource

extension Session {
  /// The day of an option; nil where it is not given.
  func date(_ text: String?) throws -> CalendarDate? {
    guard let text else { return nil }
    switch HumanInput.read(text, as: .date) {
    case .success(.date(let date)): return date
    default:
      throw CommandFailure(
        .badData, code: "date",
        Words(ja: "`\(text)` は日付として読めません", en: "`\(text)` cannot be read as a date"),
        help: Words(ja: "例: 2023-04-01、R5.4.1、令和5年4月1日", en: "for example 2023-04-01, R5.4.1, 令和5年4月1日"))
    }
  }
}
