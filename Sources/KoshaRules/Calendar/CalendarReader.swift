// A calendar file in (language.md §5), a business calendar out; everything wrong is told in one run.

public import KoshaSource
public import KoshaYAML

extension BusinessCalendar {
  /// Reads a calendar file (language.md §5); nil where something in it is wrong.
  public static func read(_ node: YAMLNode, into bag: inout DiagnosticBag) -> BusinessCalendar? {
    var reader = CalendarReader()
    let calendar = reader.calendar(node)
    bag.add(contentsOf: reader.bag)
    return reader.bag.hasErrors ? nil : calendar
  }
}

/// Reads one file into its own bag, so that an error of the file makes the calendar unusable.
private struct CalendarReader {
  private static let keys = KeyTable(
    Words(ja: "暦", en: "a calendar"),
    ["calendar", "time_zone", "weekend", "holidays", "closed", "open", "hours"])
  private static let rangeKeys = KeyTable(Words(ja: "日の範囲", en: "a range of days"), ["from", "until"])
  private static let hourKeys = KeyTable(Words(ja: "営業時間", en: "opening hours"), ["from", "until"])
  private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  var bag = DiagnosticBag()

  mutating func calendar(_ node: YAMLNode) -> BusinessCalendar? {
    guard let mapping = MappingReader(node, Self.keys, into: &bag) else { return nil }
    let id = mapping.required("calendar", into: &bag).flatMap { self.id($0) }
    let zone = mapping.required("time_zone", into: &bag).flatMap { self.zone($0) }
    let weekend = mapping["weekend"].map { self.weekend($0) } ?? [6, 7]
    let holidays = mapping["holidays"].map { self.holidays($0) } ?? .japan
    let closed = ranges(mapping["closed"], Words(ja: "休業日", en: "the closed days"))
    let open = ranges(mapping["open"], Words(ja: "臨時営業日", en: "the open days"))
    for (range, span) in open where closed.contains(where: { $0.range == range }) {
      bag.add(CalendarProblem.closedAndOpen(range.canonicalText), at: span)
    }
    let hours = mapping["hours"].flatMap { self.hours($0) }
    guard let id, let zone, let holidays else { return nil }
    return BusinessCalendar(
      id: id, zone: zone, weekend: weekend, holidays: holidays, closed: closed.map(\.range), open: open.map(\.range),
      hours: hours)
  }

  private mutating func id(_ node: YAMLNode) -> String? {
    guard let text = node.string(Words(ja: "暦のID", en: "the calendar's id"), into: &bag) else { return nil }
    let isWord = text.value.unicodeScalars.allSatisfy { $0.properties.isXIDContinue || $0 == "-" }
    guard isWord, text.value.unicodeScalars.first?.properties.isXIDStart == true else {
      bag.add(CalendarProblem.id(text.value), at: text.span)
      return nil
    }
    return text.value
  }

  private mutating func zone(_ node: YAMLNode) -> Zone? {
    guard let text = node.string(Words(ja: "タイムゾーン", en: "the time zone"), into: &bag) else { return nil }
    guard case .named(let identifier)? = TimeOfDay("00:00:00@" + text.value)?.zone else {
      bag.add(CalendarProblem.zone(text.value), at: text.span)
      return nil
    }
    return .named(identifier)
  }

  private mutating func weekend(_ node: YAMLNode) -> Set<Int> {
    var days: Set<Int> = []
    for item in node.items(Words(ja: "週の休業日", en: "the weekend"), into: &bag) ?? [] {
      guard let text = item.string(Words(ja: "曜日", en: "a day of the week"), into: &bag) else { continue }
      if let index = Self.weekdays.firstIndex(of: text.value) {
        days.insert(index + 1)
      } else {
        let nearest = Suggestion.nearest(to: text.value, in: Self.weekdays)
        bag.add(CalendarProblem.weekday(text.value, nearest: nearest), at: text.span)
      }
    }
    if days.count == 7 { bag.add(CalendarProblem.noWorkingDay, at: node.span) }
    return days
  }

  private mutating func holidays(_ node: YAMLNode) -> BusinessCalendar.Holidays? {
    guard let text = node.string(Words(ja: "祝日", en: "the holidays"), into: &bag) else { return nil }
    guard let holidays = BusinessCalendar.Holidays(rawValue: text.value) else {
      bag.add(CalendarProblem.holidays(text.value), at: text.span)
      return nil
    }
    return holidays
  }

  // MARK: - Days

  private mutating func ranges(_ node: YAMLNode?, _ what: Words) -> [(range: DayRange, span: SourceSpan)] {
    guard let node, let items = node.items(what, into: &bag) else { return [] }
    return items.compactMap { item in range(item).map { ($0, item.span) } }
  }

  private enum Day {
    case once(CalendarDate)
    case yearly(DayRange.MonthDay)
  }

  private mutating func range(_ node: YAMLNode) -> DayRange? {
    if node.scalar != nil {
      switch day(node) {
      case .once(let date)?: return .once(from: date, until: date)
      case .yearly(let day)?: return .yearly(from: day, until: day)
      case nil: return nil
      }
    }
    guard let mapping = MappingReader(node, Self.rangeKeys, into: &bag) else { return nil }
    let from = mapping.required("from", into: &bag).flatMap { day($0) }
    let until = mapping.required("until", into: &bag).flatMap { day($0) }
    switch (from, until) {
    case (.once(let from)?, .once(let until)?):
      if from <= until { return .once(from: from, until: until) }
      bag.add(CalendarProblem.reversed(from: from.description, until: until.description), at: mapping.span)
    case (.yearly(let from)?, .yearly(let until)?): return .yearly(from: from, until: until)
    case (_?, _?): bag.add(CalendarProblem.mixedRange, at: mapping.span)
    default: break
    }
    return nil
  }

  private mutating func day(_ node: YAMLNode) -> Day? {
    guard let text = node.string(Words(ja: "日", en: "a day"), into: &bag) else { return nil }
    if let date = CalendarDate(text.value) { return .once(date) }
    // `--12-29` is a date whose year is left out: read it in a leap year.
    if text.value.hasPrefix("--"), let date = CalendarDate("2000" + text.value.dropFirst()),
      let day = DayRange.MonthDay(month: Int(date.month), day: Int(date.day))
    {
      return .yearly(day)
    }
    bag.add(CalendarProblem.day(text.value), at: text.span)
    return nil
  }

  // MARK: - Hours

  private mutating func hours(_ node: YAMLNode) -> BusinessCalendar.Hours? {
    guard let mapping = MappingReader(node, Self.hourKeys, into: &bag) else { return nil }
    let from = mapping.required("from", into: &bag).flatMap { clock($0) }
    let until = mapping.required("until", into: &bag).flatMap { clock($0) }
    guard let from, let until else { return nil }
    guard from.nanosecondOfDay < until.nanosecondOfDay else {
      bag.add(CalendarProblem.reversedHours, at: mapping.span)
      return nil
    }
    return BusinessCalendar.Hours(from: from, until: until)
  }

  private mutating func clock(_ node: YAMLNode) -> TimeOfDay? {
    guard let text = node.string(Words(ja: "時刻", en: "a time of day"), into: &bag) else { return nil }
    guard text.value.utf8.count == 5, let time = TimeOfDay(text.value + ":00") else {
      bag.add(CalendarProblem.clock(text.value), at: text.span)
      return nil
    }
    return time
  }
}
