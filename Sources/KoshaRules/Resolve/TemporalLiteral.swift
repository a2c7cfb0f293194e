// Dates, times and durations written as text: `@"2023-04-01"`, `date("2023-04-01")`.

/// Reads the text of temporal literals.
enum TemporalLiteral {
  /// What `@"…"` may hold; nil for anything else.
  static func any(_ text: String) -> Value? {
    if let value = CalendarDate(text) { return .date(value) }
    if let value = DateAndTime(text) { return .dateAndTime(value) }
    if let value = TimeOfDay(text) { return .time(value) }
    return duration(text)
  }

  private static func duration(_ text: String) -> Value? {
    if let value = YearsAndMonthsDuration(text) { return .yearsAndMonthsDuration(value) }
    if let value = DaysAndTimeDuration(text) { return .daysAndTimeDuration(value) }
    return nil
  }

  /// What a function of one literal text gives; nil where it is no such function, `.some(nil)` where the text is
  /// unreadable.
  static func value(of function: String, _ text: String) -> Value?? {
    switch function {
    case "date": .some(CalendarDate(text).map(Value.date))
    case "time": .some(TimeOfDay(text).map(Value.time))
    case "duration": .some(duration(text))
    case "date and time":
      .some(
        DateAndTime(text).map(Value.dateAndTime)
          ?? CalendarDate(text).map {
            .dateAndTime(DateAndTime(date: $0, time: TimeOfDay(nanosecondOfDay: 0, zone: nil)))
          })
    default: nil
    }
  }

  /// A literal as a resolved expression.
  ///
  /// A named zone is asked for when it is evaluated, since only the environment knows the zones there are.
  static func resolved(_ value: Value, _ range: Range<Int>) -> ResolvedExpression {
    let literal = ResolvedExpression(.constant(value), type(of: value), range)
    guard value.namedZone != nil else { return literal }
    let check = FunctionOverload([.init("value", .any)], literal.type) { arguments, call in
      call.inKnownZone(arguments[0])
    }
    return ResolvedExpression(.call(FunctionCall(name: "@", overloads: [check]), [literal]), literal.type, range)
  }

  static func type(of value: Value) -> ValueType {
    switch value {
    case .date: .date
    case .time: .time
    case .dateAndTime: .dateAndTime
    case .daysAndTimeDuration: .daysAndTimeDuration
    case .yearsAndMonthsDuration: .yearsAndMonthsDuration
    default: .any
    }
  }
}

extension Value {
  /// The name of the zone that a time or a date and time names.
  fileprivate var namedZone: String? {
    switch self {
    case .time(let time): time.zone?.name
    case .dateAndTime(let moment): moment.zone?.name
    default: nil
    }
  }
}

extension Zone {
  fileprivate var name: String? {
    if case .named(let name) = self { name } else { nil }
  }
}

extension CallContext {
  /// The value itself; null, with a remark, where it names a zone that is nowhere known.
  mutating func inKnownZone(_ value: Value) -> Value {
    guard let zone = value.namedZone else { return value }
    // A zone that is not known is looked for outside every time.
    guard chargeSteps(10) else { return .null }
    if environment.zones.rules(for: zone) != nil { return value }
    return fail(.unknownZone(zone))
  }
}
