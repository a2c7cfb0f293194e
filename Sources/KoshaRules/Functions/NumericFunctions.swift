// FEEL's numeric functions (DMN 1.5 §10.3.4.5), all exact to 34 digits.

enum NumericFunctions {
  static let all: [FunctionDefinition] = [
    rounding("decimal", .halfEven), rounding("floor", .floor, scaleIsOptional: true),
    rounding("ceiling", .ceiling, scaleIsOptional: true), rounding("round up", .up), rounding("round down", .down),
    rounding("round half up", .halfUp), rounding("round half down", .halfDown), absolute, modulo,
    root("sqrt", steps: 20) { $0.squareRoot },
    root("log", steps: 2 * transcendentalSteps) { $0.naturalLogarithm }, exponential, parity("odd", 1),
    parity("even", 0),
  ]

  private static func rounding(
    _ name: String, _ rounding: Decimal128.Rounding, scaleIsOptional: Bool = false
  ) -> FunctionDefinition {
    FunctionDefinition(
      name,
      [
        FunctionOverload(
          [Parameter("n", .number), Parameter("scale", .number, optional: scaleIsOptional)], .number
        ) { arguments, call in
          guard case .number(let number) = arguments[0] else { return call.mismatch(name, arguments) }
          // A scale left out is 0; one that is null is none.
          if arguments.count == 1 { return call.number(number.rounded(scale: 0, rounding), name) }
          let scale = arguments[1]
          guard case .number = scale else { return call.mismatch(name, arguments) }
          guard let digits = FunctionArguments.truncated(scale), (-6111...6176).contains(digits) else {
            return call.outside(name, "scale", scale)
          }
          return call.number(number.rounded(scale: digits, rounding), name)
        }
      ])
  }

  private static let absolute = FunctionDefinition(
    "abs",
    [ValueType.number, .daysAndTimeDuration, .yearsAndMonthsDuration].map { type in
      FunctionOverload([Parameter("n", type)], type) { arguments, call in
        switch arguments[0] {
        case .number(let number): return .number(number.magnitude)
        case .daysAndTimeDuration(let duration):
          guard duration.seconds != .min else { return call.fail(.overflow(operation: "abs")) }
          return .daysAndTimeDuration(
            DaysAndTimeDuration(seconds: abs(duration.seconds), nanoseconds: abs(duration.nanoseconds)))
        case .yearsAndMonthsDuration(let duration):
          guard duration.months != .min else { return call.fail(.overflow(operation: "abs")) }
          return .yearsAndMonthsDuration(YearsAndMonthsDuration(months: abs(duration.months)))
        default: return call.mismatch("abs", arguments)
        }
      }
    })

  private static let modulo = FunctionDefinition(
    "modulo",
    [
      FunctionOverload([Parameter("dividend", .number), Parameter("divisor", .number)], .number) { arguments, call in
        guard case .number(let dividend) = arguments[0], case .number(let divisor) = arguments[1] else {
          return call.mismatch("modulo", arguments)
        }
        guard divisor.signum != 0 else { return call.fail(.divisionByZero) }
        return call.number(dividend.modulo(divisor), "modulo")
      }
    ])

  /// The steps that a series of 96 digits counts for: about its time.
  static let transcendentalSteps = 400

  private static func root(
    _ name: String, steps: Int, _ operation: @escaping @Sendable (Decimal128) -> Decimal128?
  ) -> FunctionDefinition {
    FunctionDefinition(
      name,
      [
        FunctionOverload([Parameter("number", .number)], .number) { arguments, call in
          guard case .number(let number) = arguments[0] else { return call.mismatch(name, arguments) }
          guard call.chargeSteps(steps) else { return .null }
          return operation(number).map(Value.number) ?? call.outside(name, "number", arguments[0])
        }
      ])
  }

  private static let exponential = FunctionDefinition(
    "exp",
    [
      FunctionOverload([Parameter("number", .number)], .number) { arguments, call in
        guard case .number(let number) = arguments[0] else { return call.mismatch("exp", arguments) }
        guard call.chargeSteps(transcendentalSteps) else { return .null }
        return call.number(number.exponential, "exp")
      }
    ])

  private static func parity(_ name: String, _ remainder: Int) -> FunctionDefinition {
    FunctionDefinition(
      name,
      [
        FunctionOverload([Parameter("number", .number)], .boolean) { arguments, call in
          guard case .number(let number) = arguments[0] else { return call.mismatch(name, arguments) }
          guard number.isInteger, let rest = number.modulo(Decimal128(2)) else {
            return call.outside(name, "number", arguments[0])
          }
          return .boolean(rest == Decimal128(remainder))
        }
      ])
  }
}
