// Functions that the workflow language adds to FEEL's: states, delays, ages, written numbers; see PeriodFunctions too.

enum WorkflowFunctions {
  static let all: [FunctionDefinition] = [
    inState, businessDays, age, formatNumber,
  ]

  private static let inState = FunctionDefinition(
    "in state",
    [
      FunctionOverload([Parameter("id", .string)], .boolean) { arguments, call in
        guard case .string(let id) = arguments[0] else { return call.mismatch("in state", arguments) }
        // Outside a case no state is known, so that no answer could be right.
        guard let isInState = call.environment.isInState else { return call.outside("in state", "id", arguments[0]) }
        return .boolean(isInState(id))
      }
    ])

  private static let businessDays = FunctionDefinition(
    "business days",
    [
      FunctionOverload([Parameter("n", .number)], .string) { arguments, call in
        guard case .number = arguments[0] else { return call.mismatch("business days", arguments) }
        guard let count = FunctionArguments.integer(arguments[0]), count >= 0 else {
          return call.outside("business days", "n", arguments[0])
        }
        return .string("\(count) business days")
      }
    ])

  private static let age = FunctionDefinition(
    "age",
    ConversionFunctions.dayPairs.map { first, second in
      FunctionOverload([Parameter("from", first), Parameter("to", second)], .yearsAndMonthsDuration) {
        arguments, call in
        guard let start = FunctionArguments.day(arguments[0]), let end = FunctionArguments.day(arguments[1]) else {
          return call.mismatch("age", arguments)
        }
        return .yearsAndMonthsDuration(YearsAndMonthsDuration(from: start, to: end))
      }
    })

  private static let formatNumber = FunctionDefinition(
    "format number",
    [
      FunctionOverload([Parameter("number", .number), Parameter("pattern", .string)], .string) { arguments, call in
        guard case .number(let number) = arguments[0], case .string(let text) = arguments[1] else {
          return call.mismatch("format number", arguments)
        }
        guard let pattern = NumberPattern(text) else { return call.outside("format number", "pattern", arguments[1]) }
        return pattern.format(number).map { call.bounded($0) } ?? call.fail(.overflow(operation: "format number"))
      }
    ])
}
