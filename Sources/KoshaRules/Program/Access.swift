// What stands after a dot (DMN 1.5 §10.3.2.12, table 65).

/// Entries of contexts, properties of dates, times, durations and ranges.
enum Access {
  /// The named part of a value; nil where it has none.
  static func member(_ name: String, of value: Value) -> Value? {
    switch value {
    case .context(let context): context[name]
    case .date(let date): property(name, of: date)
    case .time(let time): property(name, of: time)
    case .dateAndTime(let moment): property(name, of: moment.date) ?? property(name, of: moment.time)
    case .daysAndTimeDuration(let duration): property(name, of: duration)
    case .yearsAndMonthsDuration(let duration): property(name, of: duration)
    case .range(let range): property(name, of: range)
    case .null, .boolean, .number, .string, .list, .function: nil
    }
  }

  private static func number(_ value: some BinaryInteger) -> Value { .number(Decimal128(Int(value))) }

  private static func property(_ name: String, of date: CalendarDate) -> Value? {
    switch name {
    case "year": number(date.year)
    case "month": number(date.month)
    case "day": number(date.day)
    case "weekday": number(date.weekday)
    default: nil
    }
  }

  private static func property(_ name: String, of time: TimeOfDay) -> Value? {
    switch name {
    case "hour": return number(time.hour)
    case "minute": return number(time.minute)
    case "second": return number(time.second)
    case "time offset":
      guard case .offset(let seconds)? = time.zone else { return .null }
      return .daysAndTimeDuration(DaysAndTimeDuration(seconds: Int64(seconds)))
    case "timezone":
      guard case .named(let identifier)? = time.zone else { return .null }
      return .string(identifier)
    default: return nil
    }
  }

  private static func property(_ name: String, of duration: DaysAndTimeDuration) -> Value? {
    switch name {
    case "days": number(duration.seconds / 86_400)
    case "hours": number(duration.seconds / 3_600 % 24)
    case "minutes": number(duration.seconds / 60 % 60)
    case "seconds": seconds(of: duration)
    default: nil
    }
  }

  private static func seconds(of duration: DaysAndTimeDuration) -> Value {
    let fraction = Decimal128(
      low: UInt64(duration.nanoseconds.magnitude), high: 0, exponent: -9, isNegative: duration.nanoseconds < 0)
    let whole = Decimal128(Int(duration.seconds % 60))
    return duration.nanoseconds == 0 ? .number(whole) : whole.adding(fraction).map(Value.number) ?? .null
  }

  private static func property(_ name: String, of duration: YearsAndMonthsDuration) -> Value? {
    switch name {
    case "years": number(duration.months / 12)
    case "months": number(duration.months % 12)
    default: nil
    }
  }

  private static func property(_ name: String, of range: RangeValue) -> Value? {
    switch name {
    case "start": range.start ?? .null
    case "end": range.end ?? .null
    case "start included": .boolean(range.includesStart)
    case "end included": .boolean(range.includesEnd)
    default: nil
    }
  }
}
