// What is measured or checked, by the first argument.

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "expressions": try ExpressionRates.run(Array(arguments.dropFirst()))
case "decimals": DecimalAnswers.run()
case "model": try ModelRates.run(Array(arguments.dropFirst()))
case "table": try LoanTable.run(Array(arguments.dropFirst()))
case "tables": try TableRates.run(Array(arguments.dropFirst()))
case "loading": try TableLoading.run(Array(arguments.dropFirst()))
default:
  print(
    """
    usage: rules-rate expressions NAME SECONDS | tables SECONDS | loading SECONDS | decimals < OPERATIONS
           rules-rate table FOLDER RULES first|collect plain|traced SECONDS
           rules-rate model MODEL.dmn TESTS.xml SECONDS
    """)
}
