// The properties of dates, times, durations and ranges (DMN 1.5 §10.3.2.3, tables 60–66).

extension Value {
  /// The property of a value that is no context: `date.year`, `duration.days`; nil where its kind has none such.
  ///
  /// A property that the value lacks, as the zone of a local time, is null.
  public func property(_ name: String, zones: any ZoneProvider) -> Value? {
    switch self {
    case .date(let date): date.property(name)
    case .time(let time): time.property(name) { time.offset(zones: zones) }
    case .dateAndTime(let value):
      value.date.property(name)
        ?? value.time.property(name) { value.zone?.offset(atLocal: value.localSeconds, zones: zones) }
    case .daysAndTimeDuration(let duration): duration.property(name)
    case .yearsAndMonthsDuration(let duration): duration.property(name)
    case .range(let range): range.property(name)
    default: nil
    }
  }

  /// A number from a whole number.
  static func whole(_ value: some BinaryInteger) -> Value { .number(Decimal128(Int(value))) }
}

extension CalendarDate {
  fileprivate func property(_ name: String) -> Value? {
    switch name {
    case "year": .whole(year)
    case "month": .whole(month)
    case "day": .whole(day)
    case "weekday": .whole(weekday)
    default: nil
    }
  }
}

extension TimeOfDay {
  fileprivate func property(_ name: String, offset: () -> Int32?) -> Value? {
    switch name {
    case "hour": return .whole(hour)
    case "minute": return .whole(minute)
    case "second": return .whole(second)
    case "time offset":
      return offset().map { .daysAndTimeDuration(DaysAndTimeDuration(seconds: Int64($0))) } ?? .null
    case "timezone":
      if case .named(let identifier)? = zone { return .string(identifier) }
      return .null
    default: return nil
    }
  }
}

extension DaysAndTimeDuration {
  fileprivate func property(_ name: String) -> Value? {
    switch name {
    case "days": .whole(seconds / 86_400)
    case "hours": .whole(seconds / 3600 % 24)
    case "minutes": .whole(seconds / 60 % 60)
    case "seconds": .whole(seconds % 60)
    default: nil
    }
  }
}

extension YearsAndMonthsDuration {
  fileprivate func property(_ name: String) -> Value? {
    switch name {
    case "years": .whole(months / 12)
    case "months": .whole(months % 12)
    default: nil
    }
  }
}

extension RangeValue {
  fileprivate func property(_ name: String) -> Value? {
    switch name {
    case "start": start ?? .null
    case "end": end ?? .null
    case "start included": .boolean(includesStart)
    case "end included": .boolean(includesEnd)
    default: nil
    }
  }
}
