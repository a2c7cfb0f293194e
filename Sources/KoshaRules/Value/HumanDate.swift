// Days, times and durations as people in Japan write them: `令和5年4月3日`, `R5.4.3`, `2023/4/3`, `午後3時半`, `6か月`.

enum HumanDate {
  /// The names and letters of the eras, longest first.
  private static let eraNames: [(name: String, era: Era)] = {
    var names: [(name: String, era: Era)] = []
    for era in Era.allCases { names.append((era.name, era)) }
    for era in Era.allCases {
      names += [(String(era.name.prefix(1)), era), (era.letter, era), (era.letter.lowercased(), era)]
    }
    return names
  }()

  /// Whether a text begins with the name or the letter of an era.
  static func namesEra(_ typed: String) -> Bool { eraNames.contains { typed.hasPrefix($0.name) } }

  static func read(_ typed: String, written: String) throws(HumanInputProblem) -> CalendarDate {
    var cursor = HumanCursor(typed)
    let era = eraNames.first { cursor.skip($0.name) }?.era
    var year = cursor.number(atMost: era == nil ? 4 : 2)
    if era != nil, year == nil, cursor.skip("元") { year = 1 }
    guard let year, era != nil || year >= 1000, let (month, day) = monthAndDay(&cursor) else {
      throw .unreadable(.date, written)
    }
    guard let era else {
      guard let date = CalendarDate(year: year, month: month, day: day) else { throw .noSuchDay(written) }
      return date
    }
    if let date = era.date(year: year, month: month, day: day) { return date }
    guard let right = era.calendarDate(year: year, month: month, day: day) else { throw .noSuchDay(written) }
    throw .outsideEra(written, era: era, right: Era.wareki(right) ?? right.description)
  }

  /// `年4月3日`, or `4` and `3` behind one and the same of `.`, `/`, `-`.
  private static func monthAndDay(_ cursor: inout HumanCursor) -> (month: Int, day: Int)? {
    if cursor.skip("年") {
      guard let month = cursor.number(atMost: 2), cursor.skip("月"), let day = cursor.number(atMost: 2),
        cursor.skip("日"), cursor.isAtEnd
      else { return nil }
      return (month, day)
    }
    guard let separator = [".", "/", "-"].first(where: { cursor.skip($0) }), let month = cursor.number(atMost: 2),
      cursor.skip(separator), let day = cursor.number(atMost: 2), cursor.isAtEnd
    else { return nil }
    return (month, day)
  }
}

enum HumanTime {
  static func read(_ typed: String, written: String) throws(HumanInputProblem) -> TimeOfDay {
    if let exact = TimeOfDay(typed) { return exact }
    guard let time = parse(typed) else { throw .unreadable(.time, written) }
    return time
  }

  private static func parse(_ typed: String) -> TimeOfDay? {
    var cursor = HumanCursor(typed)
    let isAfternoon = cursor.skip("午後")
    let isHalfDay = isAfternoon || cursor.skip("午前")
    guard var hour = cursor.number(atMost: 2) else { return nil }
    if isHalfDay {
      // 午後12時 is midnight, 午前12時 noon: up to 12 in both halves.
      guard hour <= 12 else { return nil }
      hour += isAfternoon ? 12 : 0
    }
    var (minute, second) = (0, 0)
    if cursor.skip(":") {
      guard let read = cursor.number(atMost: 2) else { return nil }
      minute = read
      if cursor.skip(":") {
        guard let read = cursor.number(atMost: 2) else { return nil }
        second = read
      }
    } else if cursor.skip("時") {
      if cursor.skip("半") {
        minute = 30
      } else if let read = cursor.number(atMost: 2) {
        guard cursor.skip("分") else { return nil }
        minute = read
        if let read = cursor.number(atMost: 2) {
          guard cursor.skip("秒") else { return nil }
          second = read
        }
      }
    } else {
      return nil
    }
    return cursor.isAtEnd ? TimeOfDay(hour: hour, minute: minute, second: second) : nil
  }
}

enum HumanDuration {
  static func daysAndTime(_ typed: String) -> DaysAndTimeDuration? {
    if let exact = DaysAndTimeDuration(typed) { return exact }
    let units: [(names: [String], size: Int)] = [
      (["週間"], 604_800), (["日間", "日"], 86_400), (["時間"], 3600), (["分間", "分"], 60), (["秒間", "秒"], 1),
    ]
    return total(typed, units).map { DaysAndTimeDuration(seconds: Int64($0)) }
  }

  static func yearsAndMonths(_ typed: String) -> YearsAndMonthsDuration? {
    if let exact = YearsAndMonthsDuration(typed) { return exact }
    let months = ["か月", "ヶ月", "ケ月", "カ月", "ヵ月", "箇月", "月"].flatMap { ["\($0)間", $0] }
    return total(typed, [(["年間", "年"], 12), (months, 1)]).map { YearsAndMonthsDuration(months: Int64($0)) }
  }

  /// Numbers with units, each unit at most once and in order.
  private static func total(_ typed: String, _ units: [(names: [String], size: Int)]) -> Int? {
    var cursor = HumanCursor(typed)
    var left = units[...]
    var total = 0
    while let count = cursor.number(atMost: 9) {
      guard let index = left.firstIndex(where: { $0.names.contains { cursor.skip($0) } }) else { return nil }
      total += count * left[index].size
      left = left[(index + 1)...]
    }
    return cursor.isAtEnd && left.count < units.count ? total : nil
  }
}

/// A cursor over a normalised text; spaces between parts are passed over.
struct HumanCursor {
  private var rest: Substring

  init(_ text: String) {
    rest = text[...]
  }

  var isAtEnd: Bool { rest.allSatisfy { $0 == " " } }

  mutating func skip(_ word: String) -> Bool {
    let trimmed = rest.drop { $0 == " " }
    guard trimmed.hasPrefix(word) else { return false }
    rest = trimmed.dropFirst(word.count)
    return true
  }

  /// ASCII digits, one up to `limit`.
  mutating func number(atMost limit: Int) -> Int? {
    let trimmed = rest.drop { $0 == " " }
    let digits = trimmed.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count <= limit, let number = Int(digits) else { return nil }
    rest = trimmed.dropFirst(digits.count)
    return number
  }
}
