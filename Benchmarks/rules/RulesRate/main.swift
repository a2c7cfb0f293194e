// What is measured or checked, by the first argument.

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "expressions": try ExpressionRates.run(Array(arguments.dropFirst()))
case "decimals": DecimalAnswers.run()
default: print("usage: rules-rate expressions NAME SECONDS | decimals < OPERATIONS")
}
