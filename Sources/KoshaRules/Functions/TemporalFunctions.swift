// FEEL's functions of the clock and the civil calendar (DMN 1.5 §10.3.4.6, §10.3.4.10).

enum TemporalFunctions {
  static let all: [FunctionDefinition] = [
    FunctionDefinition("now", [FunctionOverload([], .dateAndTime) { _, call in .dateAndTime(call.environment.now) }]),
    FunctionDefinition("today", [FunctionOverload([], .date) { _, call in .date(call.environment.today) }]),
    ofDay("day of year", .number) { .number(Decimal128(dayOfYear($0))) },
    ofDay("day of week", .string) { .string(weekdays[$0.weekday - 1]) },
    ofDay("month of year", .string) { .string(months[Int($0.month) - 1]) },
    ofDay("week of year", .number) { .number(Decimal128(weekOfYear($0))) },
  ]

  private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  private static func ofDay(
    _ name: String, _ result: ValueType, _ answer: @escaping @Sendable (CalendarDate) -> Value
  ) -> FunctionDefinition {
    FunctionDefinition(
      name,
      [ValueType.date, .dateAndTime].map { type in
        FunctionOverload([Parameter("date", type)], result) { arguments, call in
          FunctionArguments.day(arguments[0]).map(answer) ?? call.mismatch(name, arguments)
        }
      })
  }

  private static func dayOfYear(_ date: CalendarDate) -> Int {
    daysBeforeMonth(Int(date.month), leap: isLeap(Int(date.year))) + Int(date.day)
  }

  private static func daysBeforeMonth(_ month: Int, leap: Bool) -> Int {
    [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1] + (leap && month > 2 ? 1 : 0)
  }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// The week by ISO 8601: weeks begin on Monday, the first holds the year's first Thursday.
  private static func weekOfYear(_ date: CalendarDate) -> Int {
    let week = (dayOfYear(date) - date.weekday + 10) / 7
    if week < 1 { return weeks(in: Int(date.year) - 1) }
    return week > weeks(in: Int(date.year)) ? 1 : week
  }

  private static func weeks(in year: Int) -> Int {
    guard let last = CalendarDate(year: year, month: 12, day: 31) else { return 52 }
    return last.weekday == 4 || (last.weekday == 5 && isLeap(year)) ? 53 : 52
  }
}
