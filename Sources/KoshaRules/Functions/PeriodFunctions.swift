// Functions of the workflow language over calendars and periods: the Civil Code's counting, business days of a named
// calendar, fiscal years, dates of Japanese eras.

enum PeriodFunctions {
  static let all: [FunctionDefinition] = [
    periodEnd, sameDayNextMonth, addBusinessDays, isBusinessDay, nextBusinessDay, previousBusinessDay,
    countBusinessDays, fiscalYear, fiscalYearStart, fiscalYearEnd, fiscalYearName, wareki, warekiDate,
  ]

  // MARK: Periods

  /// The last day of a period (民法140条–143条).
  ///
  /// Whether the first day counts follows from the time of day, unless it is said.
  private static let periodEnd = FunctionDefinition(
    "period end",
    [ValueType.date, .dateAndTime].flatMap { day in
      [ValueType.daysAndTimeDuration, .yearsAndMonthsDuration].map { period in
        FunctionOverload(
          [Parameter("from", day), Parameter("period", period), Parameter("inclusive", .boolean, optional: true)], .date
        ) { arguments, call in
          guard let date = FunctionArguments.day(arguments[0]) else { return call.mismatch("period end", arguments) }
          let countsFirstDay: Bool
          switch FunctionArguments.optional(arguments, 2) {
          case .boolean(let told): countsFirstDay = told
          case .null:
            if case .dateAndTime(let moment) = arguments[0] {
              countsFirstDay = LegalPeriod.countsFirstDay(beginningAt: moment.time)
            } else {
              countsFirstDay = false
            }
          default: return call.mismatch("period end", arguments)
          }
          let last: CalendarDate?
          switch arguments[1] {
          case .daysAndTimeDuration(let duration):
            last = duration.wholeDays.flatMap {
              LegalPeriod.lastDay(days: $0, from: date, countsFirstDay: countsFirstDay)
            }
          case .yearsAndMonthsDuration(let duration):
            last = LegalPeriod.lastDay(months: Int(duration.months), from: date, countsFirstDay: countsFirstDay)
          default: return call.mismatch("period end", arguments)
          }
          return last.map(Value.date) ?? call.outside("period end", "period", arguments[1])
        }
      }
    })

  /// 翌月の同日: the same day of a later month, its last where there is none such.
  private static let sameDayNextMonth = FunctionDefinition(
    "same day next month",
    [
      FunctionOverload([Parameter("date", .date), Parameter("n", .number, optional: true)], .date) { arguments, call in
        guard case .date(let date) = arguments[0] else { return call.mismatch("same day next month", arguments) }
        let count = FunctionArguments.optional(arguments, 1)
        let months = count.isNull ? 1 : FunctionArguments.integer(count)
        guard let months, let day = date.adding(months: months) else {
          return call.outside("same day next month", "n", count)
        }
        return .date(day)
      }
    ])

  // MARK: Business days

  /// The calendar that an argument names, else the one that counts; where there is none, that is told.
  private static func calendar(_ name: Value, _ call: inout CallContext) -> BusinessCalendar? {
    if case .string(let id) = name {
      if let found = call.environment.calendars.first(where: { $0.id == id }) { return found }
      _ = call.fail(.unknownCalendar(id))
      return nil
    }
    if let calendar = call.environment.calendar { return calendar }
    _ = call.fail(.unknownCalendar(""))
    return nil
  }

  private static let addBusinessDays = FunctionDefinition(
    "add business days",
    [
      FunctionOverload(
        [Parameter("date", .date), Parameter("n", .number), Parameter("calendar", .string, optional: true)], .date
      ) { arguments, call in
        guard case .date(let date) = arguments[0], case .number = arguments[1] else {
          return call.mismatch("add business days", arguments)
        }
        guard let count = FunctionArguments.integer(arguments[1]) else {
          return call.outside("add business days", "n", arguments[1])
        }
        guard let calendar = calendar(FunctionArguments.optional(arguments, 2), &call) else { return .null }
        return calendar.adding(businessDays: count, to: date).map(Value.date)
          ?? call.outside("add business days", "n", arguments[1])
      }
    ])

  private static let isBusinessDay = onDay("is business day", .boolean) { date, calendar in
    .boolean(calendar.isBusinessDay(date))
  }

  private static let nextBusinessDay = onDay("next business day", .date) { date, calendar in
    calendar.nextBusinessDay(onOrAfter: date).map(Value.date)
  }

  private static let previousBusinessDay = onDay("previous business day", .date) { date, calendar in
    calendar.previousBusinessDay(onOrBefore: date).map(Value.date)
  }

  /// A function of a day and, perhaps, the name of a calendar.
  private static func onDay(
    _ name: String, _ result: ValueType, _ answer: @escaping @Sendable (CalendarDate, BusinessCalendar) -> Value?
  ) -> FunctionDefinition {
    FunctionDefinition(
      name,
      [
        FunctionOverload([Parameter("date", .date), Parameter("calendar", .string, optional: true)], result) {
          arguments, call in
          guard case .date(let date) = arguments[0] else { return call.mismatch(name, arguments) }
          guard let calendar = calendar(FunctionArguments.optional(arguments, 1), &call) else { return .null }
          return answer(date, calendar) ?? call.outside(name, "date", arguments[0])
        }
      ])
  }

  /// How many open days lie after the first day up to and with the second.
  private static let countBusinessDays = FunctionDefinition(
    "count business days",
    [
      FunctionOverload(
        [Parameter("from", .date), Parameter("to", .date), Parameter("calendar", .string, optional: true)], .number
      ) { arguments, call in
        guard case .date(let start) = arguments[0], case .date(let end) = arguments[1] else {
          return call.mismatch("count business days", arguments)
        }
        guard let calendar = calendar(FunctionArguments.optional(arguments, 2), &call) else { return .null }
        return calendar.businessDays(from: start, to: end).map { .number(Decimal128($0)) }
          ?? call.outside("count business days", "to", arguments[1])
      }
    ])

  // MARK: Fiscal years

  /// The year in which 1 April began.
  private static let fiscalYear = ofDay("fiscal year", .number) { .number(Decimal128(FiscalYear(containing: $0).year)) }

  private static let fiscalYearStart = ofDay("fiscal year start", .date) {
    FiscalYear(containing: $0).firstDay.map(Value.date)
  }

  private static let fiscalYearEnd = ofDay("fiscal year end", .date) {
    FiscalYear(containing: $0).lastDay.map(Value.date)
  }

  private static let fiscalYearName = ofDay("fiscal year name", .string) {
    FiscalYear(containing: $0).name(on: $0).map(Value.string)
  }

  // MARK: Eras

  private static let wareki = ofDay("wareki", .string) { Era.wareki($0).map(Value.string) }

  /// A function of the day of a date or of a date and time.
  private static func ofDay(
    _ name: String, _ result: ValueType, _ answer: @escaping @Sendable (CalendarDate) -> Value?
  ) -> FunctionDefinition {
    FunctionDefinition(
      name,
      [ValueType.date, .dateAndTime].map { type in
        FunctionOverload([Parameter("date", type)], result) { arguments, call in
          guard let date = FunctionArguments.day(arguments[0]) else { return call.mismatch(name, arguments) }
          return answer(date) ?? call.outside(name, "date", arguments[0])
        }
      })
  }

  /// The day that a text means by its era: `令和元年5月1日`, `R1.5.1`; a day outside the era is told with the right one.
  private static let warekiDate = FunctionDefinition(
    "wareki date",
    [
      FunctionOverload([Parameter("text", .string)], .date) { arguments, call in
        guard case .string(let text) = arguments[0] else { return call.mismatch("wareki date", arguments) }
        do throws(HumanInputProblem) {
          return .date(try Era.date(written: text))
        } catch {
          if case .outsideEra(_, let era, let right) = error {
            return call.fail(.outsideEra(text: text, era: era.name, right: right))
          }
          return call.fail(.unreadable(what: "wareki", text: text))
        }
      }
    ])
}

extension DaysAndTimeDuration {
  /// The days of a duration that is made of whole ones.
  var wholeDays: Int? {
    nanoseconds == 0 && seconds % 86_400 == 0 ? Int(seconds / 86_400) : nil
  }
}
