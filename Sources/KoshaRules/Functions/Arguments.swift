// What the bodies of built-in functions share: refusing arguments, counting steps, keeping results within the limits.

typealias Parameter = FunctionOverload.Parameter

extension CallContext {
  /// Null, since the arguments fit no way of calling the function.
  mutating func mismatch(_ function: String, _ arguments: [Value]) -> Value {
    fail(.arguments(function: function, kinds: arguments.map(\.kindName)))
  }

  /// Null, since one argument lies outside what the function takes.
  mutating func outside(_ function: String, _ parameter: String, _ value: Value) -> Value {
    fail(.argument(function: function, parameter: parameter, value: value.excerpt))
  }

  /// Uses up steps; false where none are left, which is told once.
  mutating func chargeSteps(_ count: Int) -> Bool {
    guard remainingSteps >= count else {
      if remainingSteps >= 0 { _ = fail(.limit("steps")) }
      remainingSteps = -1
      return false
    }
    remainingSteps -= count
    return true
  }

  /// Uses up steps for members that are copied, four a step.
  mutating func chargeCopy(_ count: Int) -> Bool { count < 4 || chargeSteps(count >> 2) }

  /// FEEL's `=`; the members that it compares use up steps, eight a step.
  ///
  /// Nil also, with a remark, where none are left.
  mutating func equals(_ left: Value, _ right: Value) -> Bool? {
    compared { left.feelEquals(right, zones: $1, within: &$0) }
  }

  /// FEEL's `is`, charged as `equals`.
  mutating func isSame(_ left: Value, _ right: Value) -> Bool? {
    compared { remaining, _ in left.isSame(as: right, within: &remaining) }
  }

  private mutating func compared(_ compare: (inout Int, any ZoneProvider) -> Bool?) -> Bool? {
    let budget = min(Value.sizeLimit, max(0, remainingSteps) << 3)
    var remaining = budget
    let answer = compare(&remaining, environment.zones)
    if remaining < 0 {
      if remainingSteps >= 0 { _ = fail(.limit("steps")) }
      remainingSteps = -1
      return nil
    }
    return chargeSteps((budget - remaining) >> 3) ? answer : nil
  }

  /// A list within the limit of its length.
  mutating func bounded(_ list: [Value]) -> Value {
    list.count > environment.limits.listLength ? fail(.limit("list length")) : .list(list)
  }

  /// A string within the limit of its length.
  mutating func bounded(_ text: String) -> Value {
    text.utf8.count > environment.limits.stringLength ? fail(.limit("string length")) : .string(text)
  }

  /// A number, or null where an operation left the range of numbers.
  mutating func number(_ result: Decimal128?, _ operation: String) -> Value {
    result.map(Value.number) ?? fail(.overflow(operation: operation))
  }
}

enum FunctionArguments {
  /// The argument at a place, null where a trailing optional one was not passed.
  static func optional(_ arguments: [Value], _ index: Int) -> Value {
    index < arguments.count ? arguments[index] : .null
  }

  /// The members of a list argument; a value that is no list stands for the list that holds it (DMN 1.5
  /// §10.3.2.9.4), null for none.
  static func members(_ value: Value) -> [Value]? {
    switch value {
    case .list(let members): members
    case .null: nil
    default: [value]
    }
  }

  /// The members of `f(list)` or `f(a, b, …)`.
  static func spread(_ arguments: [Value]) -> [Value]? {
    arguments.count == 1 ? members(arguments[0]) : arguments
  }

  /// A whole number argument.
  static func integer(_ value: Value) -> Int? {
    if case .number(let number) = value { number.exactInt } else { nil }
  }

  /// A number argument without its fraction.
  static func truncated(_ value: Value) -> Int? {
    if case .number(let number) = value { number.rounded(scale: 0, .down)?.exactInt } else { nil }
  }

  /// The day of a date, or of a date and time.
  static func day(_ value: Value) -> CalendarDate? {
    switch value {
    case .date(let date): date
    case .dateAndTime(let moment): moment.date
    default: nil
    }
  }
}
