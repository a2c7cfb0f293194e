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
        FunctionOverload([Parameter("value1", .any), Parameter("value2", .any)], .boolean) { arguments, _ in
          .boolean(arguments[0].isSame(as: arguments[1]))
        }
      ]),
  ]
}
