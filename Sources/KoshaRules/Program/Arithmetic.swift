// FEEL's arithmetic on all kinds of values (DMN 1.5 §10.3.2.13, tables 52–57).

/// Arithmetic on values of any kind; what only numbers need is done in the program's closures.
enum Arithmetic {
  private static let nanoseconds = Int128(1_000_000_000)

  /// The result, or why there is none.
  static func evaluate(
    _ operation: ArithmeticOperator, _ left: Value, _ right: Value, zones: any ZoneProvider
  ) -> Result<Value, Failure> {
    let value: Value?
    switch (left, right) {
    case (.number(let left), .number(let right)):
      if operation == .divide, right.signum == 0 { return .failure(Failure(reason: .divisionByZero)) }
      value = apply(operation, left, right).map(Value.number)
    case (.string(let left), .string(let right)) where operation == .add:
      return .success(.string(left + right))
    case (.daysAndTimeDuration, _), (.yearsAndMonthsDuration, _), (.date, _), (.time, _), (.dateAndTime, _),
      (.number, .daysAndTimeDuration), (.number, .yearsAndMonthsDuration):
      guard let result = temporal(operation, left, right, zones) else { fallthrough }
      return result
    default:
      return .failure(
        Failure(
          reason: .operands(operation: operation.rawValue, left: left.kindName, right: right.kindName)))
    }
    return value.map(Result.success) ?? .failure(Failure(reason: .overflow(operation: operation.rawValue)))
  }

  /// Why there is no result.
  struct Failure: Error {
    var reason: RemarkReason
  }

  private static func apply(
    _ operation: ArithmeticOperator, _ left: Decimal128, _ right: Decimal128
  ) -> Decimal128? {
    switch operation {
    case .add: left.adding(right)
    case .subtract: left.subtracting(right)
    case .multiply: left.multiplied(by: right)
    case .divide: left.divided(by: right)
    case .power: left.raised(to: right)
    }
  }

  /// `-value`, nil for what has no opposite.
  static func negated(_ value: Value) -> Value? {
    switch value {
    case .number(let number): .number(number.negated)
    case .daysAndTimeDuration(let duration): days(-total(duration))
    case .yearsAndMonthsDuration(let duration):
      duration.months == .min ? nil : .yearsAndMonthsDuration(YearsAndMonthsDuration(months: -duration.months))
    default: nil
    }
  }

  // MARK: Dates, times and durations

  /// The result of an operation with a temporal operand; nil where it is defined for no such operands.
  private static func temporal(
    _ operation: ArithmeticOperator, _ left: Value, _ right: Value, _ zones: any ZoneProvider
  ) -> Result<Value, Failure>? {
    let value: Value??
    switch operation {
    case .add: value = sum(left, right, zones) ?? sum(right, left, zones)
    case .subtract: value = difference(left, right, zones)
    case .multiply: value = product(left, right) ?? product(right, left)
    case .divide:
      if case .number(let divisor) = right, divisor.signum == 0 { return .failure(Failure(reason: .divisionByZero)) }
      if let isZero = isZeroDuration(right), isZero { return .failure(Failure(reason: .divisionByZero)) }
      value = quotient(left, right)
    case .power: value = nil
    }
    guard let value else { return nil }
    return value.map(Result.success) ?? .failure(Failure(reason: .overflow(operation: operation.rawValue)))
  }

  private static func isZeroDuration(_ value: Value) -> Bool? {
    switch value {
    case .daysAndTimeDuration(let duration): total(duration) == 0
    case .yearsAndMonthsDuration(let duration): duration.months == 0
    default: nil
    }
  }

  /// The outer nil: not defined; the inner: out of range.
  private static func sum(_ left: Value, _ right: Value, _ zones: any ZoneProvider) -> Value?? {
    switch (left, right) {
    case (.daysAndTimeDuration(let left), .daysAndTimeDuration(let right)): .some(days(total(left) + total(right)))
    case (.yearsAndMonthsDuration(let left), .yearsAndMonthsDuration(let right)):
      .some(months(Int128(left.months) + Int128(right.months)))
    case (.date(let date), .yearsAndMonthsDuration(let duration)):
      .some(date.adding(months: Int(duration.months)).map(Value.date))
    case (.date(let date), .daysAndTimeDuration(let duration)):
      .some(
        Int(exactly: floorDivided(total(duration), by: 86_400 * nanoseconds)).flatMap(date.adding(days:)).map(
          Value.date))
    case (.dateAndTime(let moment), .yearsAndMonthsDuration(let duration)):
      .some(
        moment.date.adding(months: Int(duration.months)).map { .dateAndTime(DateAndTime(date: $0, time: moment.time)) })
    case (.dateAndTime(let moment), .daysAndTimeDuration(let duration)):
      .some(adding(total(duration), to: moment, zones).map(Value.dateAndTime))
    case (.time(let time), .daysAndTimeDuration(let duration)): .some(.time(adding(total(duration), to: time)))
    default: nil
    }
  }

  private static func difference(_ left: Value, _ right: Value, _ zones: any ZoneProvider) -> Value?? {
    switch (left, right) {
    case (.date(let left), .date(let right)):
      return .some(days(Int128(left.daysSinceEpoch - right.daysSinceEpoch) * 86_400 * nanoseconds))
    case (.dateAndTime(let left), .dateAndTime(let right)):
      return moments(left, right, zones)
    case (.date(let left), .dateAndTime(let right)): return moments(midnight(left), right, zones)
    case (.dateAndTime(let left), .date(let right)): return moments(left, midnight(right), zones)
    case (.time(let left), .time(let right)):
      guard (left.zone == nil) == (right.zone == nil) else { return nil }
      let offsets = Int128(left.offset(zones: zones) ?? 0) - Int128(right.offset(zones: zones) ?? 0)
      return .some(days(Int128(left.nanosecondOfDay) - Int128(right.nanosecondOfDay) - offsets * nanoseconds))
    case (_, .daysAndTimeDuration), (_, .yearsAndMonthsDuration):
      guard let negated = negated(right) else { return .some(nil) }
      return sum(left, negated, zones)
    default: return nil
    }
  }

  /// A date stands for its midnight in UTC (table 54).
  private static func midnight(_ date: CalendarDate) -> DateAndTime {
    DateAndTime(date: date, time: TimeOfDay(nanosecondOfDay: 0, zone: .offset(seconds: 0)))
  }

  /// The time between two points; a local and a zoned one have none.
  private static func moments(_ left: DateAndTime, _ right: DateAndTime, _ zones: any ZoneProvider) -> Value?? {
    guard (left.zone == nil) == (right.zone == nil) else { return nil }
    let utc = Zone.offset(seconds: 0)
    guard let start = right.utcSeconds(in: utc, zones: zones), let end = left.utcSeconds(in: utc, zones: zones) else {
      return nil
    }
    let fraction = left.time.nanosecondOfDay % 1_000_000_000 - right.time.nanosecondOfDay % 1_000_000_000
    return .some(days((Int128(end) - Int128(start)) * nanoseconds + Int128(fraction)))
  }

  private static func product(_ left: Value, _ right: Value) -> Value?? {
    guard case .number(let factor) = right else { return nil }
    switch left {
    case .daysAndTimeDuration(let duration):
      return .some(scaled(total(duration), by: { $0.multiplied(by: factor) }).flatMap(days))
    case .yearsAndMonthsDuration(let duration):
      return .some(scaled(Int128(duration.months), by: { $0.multiplied(by: factor) }).flatMap(months))
    default: return nil
    }
  }

  private static func quotient(_ left: Value, _ right: Value) -> Value?? {
    switch (left, right) {
    case (.daysAndTimeDuration(let duration), .number(let divisor)):
      .some(scaled(total(duration), by: { $0.divided(by: divisor) }).flatMap(days))
    case (.yearsAndMonthsDuration(let duration), .number(let divisor)):
      .some(scaled(Int128(duration.months), by: { $0.divided(by: divisor) }).flatMap(months))
    case (.daysAndTimeDuration(let left), .daysAndTimeDuration(let right)):
      .some(decimal(total(left)).divided(by: decimal(total(right))).map(Value.number))
    case (.yearsAndMonthsDuration(let left), .yearsAndMonthsDuration(let right)):
      .some(decimal(Int128(left.months)).divided(by: decimal(Int128(right.months))).map(Value.number))
    default: nil
    }
  }

  // MARK: Totals

  private static func total(_ duration: DaysAndTimeDuration) -> Int128 {
    Int128(duration.seconds) * nanoseconds + Int128(duration.nanoseconds)
  }

  private static func days(_ total: Int128) -> Value? {
    guard let seconds = Int64(exactly: total / nanoseconds) else { return nil }
    return .daysAndTimeDuration(DaysAndTimeDuration(seconds: seconds, nanoseconds: Int32(total % nanoseconds)))
  }

  private static func months(_ total: Int128) -> Value? {
    Int64(exactly: total).map { .yearsAndMonthsDuration(YearsAndMonthsDuration(months: $0)) }
  }

  /// A whole count brought through a decimal operation and cut to a whole count again.
  private static func scaled(_ count: Int128, by operation: (Decimal128) -> Decimal128?) -> Int128? {
    operation(decimal(count))?.rounded(scale: 0, .down).flatMap { Int128($0.plainDescription) }
  }

  private static func decimal(_ count: Int128) -> Decimal128 {
    let magnitude = count.magnitude
    return Decimal128(
      low: UInt64(truncatingIfNeeded: magnitude), high: UInt64(truncatingIfNeeded: magnitude >> 64), exponent: 0,
      isNegative: count < 0)
  }

  private static func floorDivided(_ value: Int128, by divisor: Int128) -> Int128 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  // MARK: Clocks

  /// In a zone whose offset changes the duration passes on the line of time, not on the clock's face.
  private static func adding(_ count: Int128, to moment: DateAndTime, _ zones: any ZoneProvider) -> DateAndTime? {
    let nanosecond = Int128(moment.time.nanosecondOfDay % 1_000_000_000) + count
    let carried = floorDivided(nanosecond, by: nanoseconds)
    let rest = Int(nanosecond - carried * nanoseconds)
    guard let seconds = Int64(exactly: Int128(moment.localSeconds) + carried) else { return nil }
    guard let zone = moment.zone, case .named = zone else {
      return DateAndTime(localSeconds: seconds, nanosecond: rest, zone: moment.zone)
    }
    guard let before = zone.offset(atLocal: moment.localSeconds, zones: zones) else { return nil }
    let (utc, overflow) = seconds.subtractingReportingOverflow(Int64(before))
    guard !overflow, let after = zone.offset(atUTC: utc, zones: zones) else { return nil }
    let (local, overflowOfLocal) = utc.addingReportingOverflow(Int64(after))
    return overflowOfLocal ? nil : DateAndTime(localSeconds: local, nanosecond: rest, zone: zone)
  }

  /// Around the clock.
  private static func adding(_ count: Int128, to time: TimeOfDay) -> TimeOfDay {
    let day = 86_400 * nanoseconds
    let sum = (Int128(time.nanosecondOfDay) + count) % day
    return TimeOfDay(nanosecondOfDay: Int64(sum < 0 ? sum + day : sum), zone: time.zone)
  }
}
