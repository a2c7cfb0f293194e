// FEEL's arithmetic on all kinds of values (DMN 1.5 §10.3.2.13, tables 52–57).

/// Arithmetic on values of any kind; what only numbers need is done in the program's closures.
enum Arithmetic {
  /// The result, or why there is none.
  static func evaluate(
    _ operation: ArithmeticOperator, _ left: Value, _ right: Value, zones: any ZoneProvider
  ) -> Result<Value, Failure> {
    let value: Value?
    switch (left, right) {
    case (.number(let left), .number(let right)):
      if operation == .divide, right.signum == 0 { return .failure(Failure(reason: .divisionByZero)) }
      if operation == .power {
        if left.signum == 0, right.signum < 0 { return .failure(Failure(reason: .divisionByZero)) }
        if left.signum < 0, !right.isInteger {
          let reason = RemarkReason.argument(function: "**", parameter: "exponent", value: right.plainDescription)
          return .failure(Failure(reason: reason))
        }
      }
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
    case .daysAndTimeDuration(let duration): duration.negated.map(Value.daysAndTimeDuration)
    case .yearsAndMonthsDuration(let duration): duration.negated.map(Value.yearsAndMonthsDuration)
    default: nil
    }
  }

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
      value = quotient(left, right)
      if value != nil, isZero(right) { return .failure(Failure(reason: .divisionByZero)) }
    case .power: value = nil
    }
    guard let value else { return nil }
    return value.map(Result.success) ?? .failure(Failure(reason: .overflow(operation: operation.rawValue)))
  }

  private static func isZero(_ value: Value) -> Bool {
    switch value {
    case .number(let number): number.signum == 0
    case .daysAndTimeDuration(let duration): duration.totalNanoseconds == 0
    case .yearsAndMonthsDuration(let duration): duration.months == 0
    default: false
    }
  }

  // Of the results below the outer nil means that the operation is not defined, the inner that it is out of range.

  private static func sum(_ left: Value, _ right: Value, _ zones: any ZoneProvider) -> Value?? {
    switch (left, right) {
    case (.daysAndTimeDuration(let left), .daysAndTimeDuration(let right)):
      .some(left.adding(right).map(Value.daysAndTimeDuration))
    case (.yearsAndMonthsDuration(let left), .yearsAndMonthsDuration(let right)):
      .some(left.adding(right).map(Value.yearsAndMonthsDuration))
    case (.date(let date), .yearsAndMonthsDuration(let duration)): .some(date.adding(duration).map(Value.date))
    case (.date(let date), .daysAndTimeDuration(let duration)): .some(date.adding(duration).map(Value.date))
    case (.dateAndTime(let moment), .yearsAndMonthsDuration(let duration)):
      .some(moment.adding(duration).map(Value.dateAndTime))
    case (.dateAndTime(let moment), .daysAndTimeDuration(let duration)):
      .some(moment.adding(duration, zones: zones).map(Value.dateAndTime))
    case (.time(let time), .daysAndTimeDuration(let duration)): .some(.time(time.adding(duration)))
    default: nil
    }
  }

  private static func difference(_ left: Value, _ right: Value, _ zones: any ZoneProvider) -> Value?? {
    switch (left, right) {
    case (.date(let left), .date(let right)): return .some(.daysAndTimeDuration(left.since(right)))
    case (.dateAndTime(let left), .dateAndTime(let right)): return moments(left, right, zones)
    case (.date(let left), .dateAndTime(let right)): return moments(midnight(left), right, zones)
    case (.dateAndTime(let left), .date(let right)): return moments(left, midnight(right), zones)
    case (.time(let left), .time(let right)):
      return left.since(right, zones: zones).map { .some(.daysAndTimeDuration($0)) }
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

  /// A local and a zoned point of time have no difference.
  private static func moments(_ left: DateAndTime, _ right: DateAndTime, _ zones: any ZoneProvider) -> Value?? {
    left.since(right, zones: zones).map { .some(.daysAndTimeDuration($0)) }
  }

  private static func product(_ left: Value, _ right: Value) -> Value?? {
    guard case .number(let factor) = right else { return nil }
    switch left {
    case .daysAndTimeDuration(let duration):
      return .some(duration.multiplied(by: factor).map(Value.daysAndTimeDuration))
    case .yearsAndMonthsDuration(let duration):
      return .some(duration.multiplied(by: factor).map(Value.yearsAndMonthsDuration))
    default: return nil
    }
  }

  private static func quotient(_ left: Value, _ right: Value) -> Value?? {
    switch (left, right) {
    case (.daysAndTimeDuration(let duration), .number(let divisor)):
      .some(duration.divided(by: divisor).map(Value.daysAndTimeDuration))
    case (.yearsAndMonthsDuration(let duration), .number(let divisor)):
      .some(duration.divided(by: divisor).map(Value.yearsAndMonthsDuration))
    case (.daysAndTimeDuration(let left), .daysAndTimeDuration(let right)):
      .some(left.divided(by: right).map(Value.number))
    case (.yearsAndMonthsDuration(let left), .yearsAndMonthsDuration(let right)):
      .some(left.divided(by: right).map(Value.number))
    default: nil
    }
  }
}
