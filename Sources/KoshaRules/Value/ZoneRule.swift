// The rule of later years in a TZif footer: a POSIX TZ string (POSIX.1-2017 §8.3, RFC 9636 §3.3.1).

/// `CET-1CEST,M3.5.0,M10.5.0/3`: a standard offset, and a summer offset between two days of each year.
struct ZoneRule: Sendable {
  /// A day of a year and a time on it.
  struct Change: Sendable {
    enum Day: Sendable {
      /// Day 1…365, February 29th never counted.
      case julian(Int)
      /// Day 0…365, February 29th counted.
      case zeroBased(Int)
      /// The `week`th (5: last) `weekday` (0: Sunday) of a month.
      case weekday(month: Int, week: Int, weekday: Int)
    }

    var day: Day
    /// Seconds after midnight, perhaps negative or beyond the day.
    var time: Int
  }

  private let standard: Int32
  private let summer: (offset: Int32, start: Change, end: Change)?

  init?(posix bytes: [UInt8]) {
    var scanner = Scanner(bytes: bytes)
    guard scanner.abbreviation(), let standard = scanner.offset() else { return nil }
    self.standard = Int32(-standard)
    if scanner.isAtEnd {
      summer = nil
      return
    }
    guard scanner.abbreviation() else { return nil }
    var summerOffset = standard - 3600
    if scanner.peek != UInt8(ascii: ",") {
      guard let offset = scanner.offset() else { return nil }
      summerOffset = offset
    }
    guard let start = scanner.change(), let end = scanner.change(), scanner.isAtEnd else { return nil }
    summer = (Int32(-summerOffset), start, end)
  }

  func offset(atUTC seconds: Int64) -> Int32 {
    guard let summer else { return standard }
    let local = seconds + Int64(standard)
    let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    guard let date = CalendarDate(daysSinceEpoch: Int(day)) else { return standard }
    let year = Int(date.year)
    let start = summer.start.seconds(in: year) - Int64(standard)
    let end = summer.end.seconds(in: year) - Int64(summer.offset)
    // In the south summer runs over the turn of the year.
    let isSummer = start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end
    return isSummer ? summer.offset : standard
  }
}

extension ZoneRule.Change {
  /// Local seconds since the epoch of the change in a year.
  func seconds(in year: Int) -> Int64 {
    let dayOfYear: Int
    switch day {
    case .julian(let day): dayOfYear = day - 1 + (day >= 60 && CalendarDate.isLeap(year: year) ? 1 : 0)
    case .zeroBased(let day): dayOfYear = day
    case .weekday(let month, let week, let weekday):
      guard let first = CalendarDate(year: year, month: month, day: 1) else { return 0 }
      var day = 1 + (weekday - first.weekday % 7 + 7) % 7 + (week - 1) * 7
      if day > CalendarDate.days(inMonth: month, of: year) { day -= 7 }
      return Int64(first.daysSinceEpoch + day - 1) * 86_400 + Int64(time)
    }
    guard let newYear = CalendarDate(year: year, month: 1, day: 1) else { return 0 }
    return Int64(newYear.daysSinceEpoch + dayOfYear) * 86_400 + Int64(time)
  }
}

extension ZoneRule {
  private struct Scanner {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }
    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard peek == UInt8(ascii: character) else { return false }
      index += 1
      return true
    }

    /// `JST`, `<+0330>`.
    mutating func abbreviation() -> Bool {
      let start = index
      if skip("<") {
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else { return false }
        index = end + 1
        return true
      }
      while let byte = peek, byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") { index += 1 }
      return index - start >= 3
    }

    mutating func number() -> Int? {
      let start = index
      var value = 0
      while let byte = peek, byte &- 0x30 < 10, index - start < 4 {
        value = value * 10 + Int(byte &- 0x30)
        index += 1
      }
      return index == start ? nil : value
    }

    /// `-9`, `3:30`, `+1:00:00` in seconds; positive is west of Greenwich.
    mutating func offset() -> Int? {
      let isNegative = skip("-")
      if !isNegative { _ = skip("+") }
      guard let hours = number(), hours <= 167 else { return nil }
      var total = hours * 3600
      for unit in [60, 1] where skip(":") {
        guard let part = number(), part < 60 else { return nil }
        total += part * unit
      }
      return isNegative ? -total : total
    }

    /// `,M3.5.0/2`, `,J60`, `,59/24`.
    mutating func change() -> Change? {
      guard skip(",") else { return nil }
      let day: Change.Day
      if skip("M") {
        guard let month = number(), skip("."), let week = number(), skip("."), let weekday = number(),
          (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
        else { return nil }
        day = .weekday(month: month, week: week, weekday: weekday)
      } else if skip("J") {
        guard let number = number(), (1...365).contains(number) else { return nil }
        day = .julian(number)
      } else {
        guard let number = number(), number <= 365 else { return nil }
        day = .zeroBased(number)
      }
      if skip("/") {
        guard let time = offset() else { return nil }
        return Change(day: day, time: time)
      }
      return Change(day: day, time: 7200)
    }
  }
}
