// FEEL's conversion functions (DMN 1.5 §10.3.4.1): text and parts in, dates, times, durations, numbers and text out.

enum ConversionFunctions {
  static let all: [FunctionDefinition] = [
    date, time, dateAndTime, duration, yearsAndMonthsDuration, number, string,
  ]

  private static let date = FunctionDefinition(
    "date",
    [
      FunctionOverload([Parameter("from", .string)], .date, body: dateFrom),
      FunctionOverload([Parameter("from", .date)], .date, body: dateFrom),
      FunctionOverload([Parameter("from", .dateAndTime)], .date, body: dateFrom),
      FunctionOverload([Parameter("year", .number), Parameter("month", .number), Parameter("day", .number)], .date) {
        arguments, call in
        guard case .number = arguments[0], case .number = arguments[1], case .number = arguments[2] else {
          return call.mismatch("date", arguments)
        }
        guard let year = FunctionArguments.integer(arguments[0]), let month = FunctionArguments.integer(arguments[1]),
          let day = FunctionArguments.integer(arguments[2]), let date = CalendarDate(year: year, month: month, day: day)
        else {
          let parts = arguments.map(\.feelText).joined(separator: ", ")
          return call.fail(.unreadable(what: "date", text: parts))
        }
        return .date(date)
      },
    ])

  private static let dateFrom: @Sendable ([Value], inout CallContext) -> Value = { arguments, call in
    if case .string(let text) = arguments[0] {
      return CalendarDate(text).map(Value.date) ?? call.fail(.unreadable(what: "date", text: text))
    }
    return FunctionArguments.day(arguments[0]).map(Value.date) ?? call.mismatch("date", arguments)
  }

  private static let time = FunctionDefinition(
    "time",
    [
      FunctionOverload([Parameter("from", .string)], .time, body: timeFrom),
      FunctionOverload([Parameter("from", .time)], .time, body: timeFrom),
      FunctionOverload([Parameter("from", .dateAndTime)], .time, body: timeFrom),
      FunctionOverload([Parameter("from", .date)], .time, body: timeFrom),
      FunctionOverload(
        [
          Parameter("hour", .number), Parameter("minute", .number), Parameter("second", .number),
          Parameter("offset", .daysAndTimeDuration, optional: true),
        ], .time, body: timeOfParts),
    ])

  private static let timeFrom: @Sendable ([Value], inout CallContext) -> Value = { arguments, call in
    switch arguments[0] {
    case .string(let text):
      guard let time = TimeOfDay(text) else { return call.fail(.unreadable(what: "time", text: text)) }
      return call.inKnownZone(.time(time))
    case .time: return arguments[0]
    case .dateAndTime(let moment): return .time(moment.time)
    // A date is its midnight in UTC.
    case .date: return .time(TimeOfDay(nanosecondOfDay: 0, zone: .offset(seconds: 0)))
    default: return call.mismatch("time", arguments)
    }
  }

  private static let timeOfParts: @Sendable ([Value], inout CallContext) -> Value = { arguments, call in
    guard case .number = arguments[0], case .number = arguments[1], case .number(let second) = arguments[2] else {
      return call.mismatch("time", arguments)
    }
    var zone: Zone?
    switch FunctionArguments.optional(arguments, 3) {
    case .null: zone = nil
    case .daysAndTimeDuration(let offset):
      // ISO 8601 has no offset beyond a day.
      guard offset.seconds.magnitude < 86_400, offset.nanoseconds == 0 else {
        return call.outside("time", "offset", arguments[3])
      }
      zone = .offset(seconds: Int32(offset.seconds))
    default: return call.mismatch("time", arguments)
    }
    guard let hour = FunctionArguments.integer(arguments[0]), let minute = FunctionArguments.integer(arguments[1]),
      let whole = second.rounded(scale: 0, .floor)?.exactInt,
      let fraction = second.modulo(.one)?.multiplied(by: Decimal128(1_000_000_000))?.rounded(scale: 0, .down)?.exactInt,
      let time = TimeOfDay(hour: hour, minute: minute, second: whole, nanosecond: fraction, zone: zone)
    else {
      return call.fail(.unreadable(what: "time", text: arguments.map(\.feelText).joined(separator: ", ")))
    }
    return .time(time)
  }

  private static let dateAndTime = FunctionDefinition(
    "date and time",
    [
      FunctionOverload([Parameter("from", .string)], .dateAndTime, body: dateAndTimeFrom),
      FunctionOverload([Parameter("from", .dateAndTime)], .dateAndTime, body: dateAndTimeFrom),
      FunctionOverload([Parameter("date", .date), Parameter("time", .time)], .dateAndTime, body: dateAndTimeOfParts),
      FunctionOverload(
        [Parameter("date", .dateAndTime), Parameter("time", .time)], .dateAndTime, body: dateAndTimeOfParts),
    ])

  private static let dateAndTimeFrom: @Sendable ([Value], inout CallContext) -> Value = { arguments, call in
    switch arguments[0] {
    case .string(let text):
      if let moment = DateAndTime(text) { return call.inKnownZone(.dateAndTime(moment)) }
      // A day alone is its midnight.
      if let date = CalendarDate(text) {
        return .dateAndTime(DateAndTime(date: date, time: TimeOfDay(nanosecondOfDay: 0, zone: nil)))
      }
      return call.fail(.unreadable(what: "date and time", text: text))
    case .dateAndTime: return arguments[0]
    default: return call.mismatch("date and time", arguments)
    }
  }

  private static let dateAndTimeOfParts: @Sendable ([Value], inout CallContext) -> Value = { arguments, call in
    guard let date = FunctionArguments.day(arguments[0]), case .time(let time) = arguments[1] else {
      return call.mismatch("date and time", arguments)
    }
    return .dateAndTime(DateAndTime(date: date, time: time))
  }

  private static let duration = FunctionDefinition(
    "duration",
    [
      FunctionOverload([Parameter("from", .string)], .any) { arguments, call in
        guard case .string(let text) = arguments[0] else { return call.mismatch("duration", arguments) }
        if let duration = DaysAndTimeDuration(text) { return .daysAndTimeDuration(duration) }
        if let duration = YearsAndMonthsDuration(text) { return .yearsAndMonthsDuration(duration) }
        return call.fail(.unreadable(what: "duration", text: text))
      }
    ])

  private static let yearsAndMonthsDuration = FunctionDefinition(
    "years and months duration",
    Self.dayPairs.map { first, second in
      FunctionOverload([Parameter("from", first), Parameter("to", second)], .yearsAndMonthsDuration) {
        arguments, call in
        guard let start = FunctionArguments.day(arguments[0]), let end = FunctionArguments.day(arguments[1]) else {
          return call.mismatch("years and months duration", arguments)
        }
        return .yearsAndMonthsDuration(YearsAndMonthsDuration(from: start, to: end))
      }
    })

  /// Each way to give two days.
  static let dayPairs: [(ValueType, ValueType)] = [
    (.date, .date), (.dateAndTime, .dateAndTime), (.date, .dateAndTime), (.dateAndTime, .date),
  ]

  private static let number = FunctionDefinition(
    "number",
    [
      FunctionOverload([Parameter("from", .string)], .number, body: numberFrom),
      FunctionOverload(
        [
          Parameter("from", .string), Parameter("grouping separator", .string),
          Parameter("decimal separator", .string),
        ], .number, body: numberFrom),
      FunctionOverload([Parameter("from", .number)], .number) { arguments, call in
        if case .number = arguments[0] { arguments[0] } else { call.mismatch("number", arguments) }
      },
    ])

  private static let numberFrom: @Sendable ([Value], inout CallContext) -> Value = { arguments, call in
    guard case .string(var text) = arguments[0] else { return call.mismatch("number", arguments) }
    let written = text
    let grouping = FunctionArguments.optional(arguments, 1)
    let decimal = FunctionArguments.optional(arguments, 2)
    var separators: [Unicode.Scalar?] = [nil, nil]
    for (index, (value, permitted)) in [(grouping, " ,."), (decimal, ",.")].enumerated() {
      switch value {
      case .null: continue
      case .string(let separator):
        guard let scalar = separator.unicodeScalars.first, separator.unicodeScalars.count == 1,
          permitted.unicodeScalars.contains(scalar)
        else { return call.outside("number", index == 0 ? "grouping separator" : "decimal separator", value) }
        separators[index] = scalar
      default: return call.mismatch("number", arguments)
      }
    }
    if separators[0] != nil, separators[0] == separators[1] {
      return call.outside("number", "decimal separator", decimal)
    }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar != separators[0] {
      scalars.append(scalar == separators[1] ? "." : scalar)
    }
    text = String(scalars)
    return Decimal128(text).map(Value.number) ?? call.fail(.unreadable(what: "number", text: written))
  }

  private static let string = FunctionDefinition(
    "string",
    [
      FunctionOverload([Parameter("from", .any)], .string) { arguments, call in
        guard arguments[0].isWithinSize else { return call.fail(.limit("value size")) }
        guard let text = arguments[0].plainText else { return .null }
        return call.chargeSteps(text.utf8.count >> 6) ? call.bounded(text) : .null
      }
    ])
}
