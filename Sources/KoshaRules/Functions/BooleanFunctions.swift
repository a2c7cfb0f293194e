// FEEL's boolean functions (DMN 1.5 §10.3.4.2) and `is` (§10.3.4.7).

enum BooleanFunctions {
  static let all: [FunctionDefinition] = [
    FunctionDefinition(
      "not",
      [
        FunctionOverload([Parameter("negand", .boolean)], .boolean) { arguments, call in
          switch arguments[0] {
          case .boolean(let value): .boolean(!value)
          // Not known stays not known: no failure.
          case .null: .null
          default: call.mismatch("not", arguments)
          }
        }
      ]),
    FunctionDefinition(
      "is",
      [
        // One that is left out by name counts as null.
        FunctionOverload(
          [Parameter("value1", .any, optional: true), Parameter("value2", .any, optional: true)], .boolean
        ) { arguments, call in
          guard let first = arguments.first else { return call.mismatch("is", arguments) }
          return call.isSame(first, FunctionArguments.optional(arguments, 1)).map(Value.boolean) ?? .null
        }
      ]),
  ]
}
