// Names of static java.time methods in, FEEL's dates, times and durations out.

enum JavaTime {
  static func method(_ className: String, _ name: String, _ kinds: [JavaKind]) -> ExternalFunctions.Answer? {
    switch (className, name, kinds.count) {
    case ("java.time.LocalDate", "of", 3): return date
    case ("java.time.LocalDate", "parse", 1): return parsed { CalendarDate($0).map(Value.date) }
    case ("java.time.LocalDate", "ofEpochDay", 1):
      return { values, _ in
        ExternalFunctions.numbers(values).first?.exactInt.flatMap { CalendarDate(daysSinceEpoch: $0) }.map(Value.date)
      }
    case ("java.time.LocalTime", "of", 2), ("java.time.LocalTime", "of", 3):
      return { values, _ in
        let parts = ExternalFunctions.numbers(values).compactMap(\.exactInt)
        guard parts.count == values.count else { return nil }
        return TimeOfDay(hour: parts[0], minute: parts[1], second: parts.count > 2 ? parts[2] : 0).map(Value.time)
      }
    case ("java.time.LocalTime", "parse", 1): return parsed { TimeOfDay($0).map(Value.time) }
    case ("java.time.LocalDateTime", "parse", 1): return parsed { DateAndTime($0).map(Value.dateAndTime) }
    case ("java.time.Duration", "parse", 1):
      return parsed { DaysAndTimeDuration($0).map(Value.daysAndTimeDuration) }
    case ("java.time.Duration", "ofDays", 1): return seconds(86_400)
    case ("java.time.Duration", "ofHours", 1): return seconds(3_600)
    case ("java.time.Duration", "ofMinutes", 1): return seconds(60)
    case ("java.time.Duration", "ofSeconds", 1): return seconds(1)
    case ("java.time.Period", "parse", 1):
      return parsed { YearsAndMonthsDuration($0).map(Value.yearsAndMonthsDuration) }
    case ("java.time.Period", "ofYears", 1): return months(12)
    case ("java.time.Period", "ofMonths", 1): return months(1)
    case ("java.time.Year", "isLeap", 1):
      return { values, _ in
        ExternalFunctions.numbers(values).first?.exactInt.map {
          .boolean($0 % 4 == 0 && ($0 % 100 != 0 || $0 % 400 == 0))
        }
      }
    default: return nil
    }
  }

  private static func parsed(_ read: @escaping @Sendable (String) -> Value?) -> ExternalFunctions.Answer {
    { values, _ in
      if case .string(let text) = values[0] { read(text) } else { nil }
    }
  }

  private static let date: ExternalFunctions.Answer = { values, _ in
    let parts = ExternalFunctions.numbers(values).compactMap(\.exactInt)
    guard parts.count == 3 else { return nil }
    return CalendarDate(year: parts[0], month: parts[1], day: parts[2]).map(Value.date)
  }

  private static func seconds(_ unit: Int) -> ExternalFunctions.Answer {
    { values, _ in
      guard let count = ExternalFunctions.numbers(values).first?.exactInt else { return nil }
      let (total, overflow) = Int64(count).multipliedReportingOverflow(by: Int64(unit))
      return overflow ? nil : .daysAndTimeDuration(DaysAndTimeDuration(seconds: total))
    }
  }

  private static func months(_ unit: Int) -> ExternalFunctions.Answer {
    { values, _ in
      guard let count = ExternalFunctions.numbers(values).first?.exactInt else { return nil }
      let (total, overflow) = Int64(count).multipliedReportingOverflow(by: Int64(unit))
      return overflow ? nil : .yearsAndMonthsDuration(YearsAndMonthsDuration(months: total))
    }
  }
}
