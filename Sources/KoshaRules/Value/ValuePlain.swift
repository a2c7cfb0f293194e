// Plain values, as JSON and YAML have them, to values of a declared type.

extension Value {
  /// Whether this is null.
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// A plain value as a value of `type`: a string becomes the date, time or duration that it spells.
  ///
  /// Nil where it is not of the type; null is of every type. A text is never a number or a boolean.
  public static func plain(_ value: Value, as type: ValueType) -> Value? {
    switch (type, value) {
    case (_, .null): return .null
    case (.any, _): return value
    case (.date, .string(let text)): return CalendarDate(text).map(Value.date)
    case (.time, .string(let text)): return TimeOfDay(text).map(Value.time)
    case (.dateAndTime, .string(let text)): return DateAndTime(text).map(Value.dateAndTime)
    case (.daysAndTimeDuration, .string(let text)):
      return DaysAndTimeDuration(text).map(Value.daysAndTimeDuration)
    case (.yearsAndMonthsDuration, .string(let text)):
      return YearsAndMonthsDuration(text).map(Value.yearsAndMonthsDuration)
    case (.list(let member), .list(let values)):
      var members: [Value] = []
      members.reserveCapacity(values.count)
      for value in values {
        guard let typed = plain(value, as: member) else { return nil }
        members.append(typed)
      }
      return .list(members)
    case (.context(let fields), .context(var context)):
      for field in fields {
        guard let value = context[field.name], let typed = plain(value, as: field.type) else { return nil }
        context[field.name] = typed
      }
      return .context(context)
    default: return type.admits(value) ? value : nil
    }
  }
}
