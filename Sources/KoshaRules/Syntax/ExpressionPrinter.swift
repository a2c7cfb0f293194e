// Syntax tree in, FEEL out: what it prints is read back as the same tree.

/// Writes expressions as FEEL.
package enum ExpressionPrinter {
  /// The text of an expression; operands that hold operators stand in parentheses.
  package static func text(_ expression: Expression) -> String {
    switch expression.form {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let number): number.plainDescription
    case .string(let text): Value.string(text).feelText
    case .temporal(let text): "@" + Value.string(text).feelText
    case .name(let name): name
    case .quotedName(let name): "`\(name)`"
    case .input: "?"
    case .negation(let value): "-(\(text(value)))"
    case .arithmetic(let operation, let left, let right): "\(operand(left)) \(operation.rawValue) \(operand(right))"
    case .comparison(let operation, let left, let right): "\(operand(left)) \(operation.rawValue) \(operand(right))"
    case .conjunction(let operands): operands.map(operand).joined(separator: " and ")
    case .disjunction(let operands): operands.map(operand).joined(separator: " or ")
    case .between(let value, let low, let high): "\(operand(value)) between \(operand(low)) and \(operand(high))"
    case .membership(let value, let tests): "\(operand(value)) in (\(tests.map(test).joined(separator: ", ")))"
    case .instance(let value, let type): "\(operand(value)) instance of \(type.unknown ?? text(type.type))"
    case .path(let value, let name): "\(operand(value)).\(text(name))"
    case .filter(let value, let predicate): "\(operand(value))[\(text(predicate))]"
    case .call(let callee, let arguments):
      "\(operand(callee))(\(arguments.map(argument).joined(separator: ", ")))"
    case .conditional(let condition, let then, let otherwise):
      "if \(text(condition)) then \(text(then)) else \(text(otherwise))"
    case .iteration(let iterators, let body): "for \(text(iterators)) return \(text(body))"
    case .quantified(let quantifier, let iterators, let body):
      "\(quantifier.rawValue) \(text(iterators)) satisfies \(text(body))"
    case .function(let parameters, let body):
      "function(\(parameters.map(parameter).joined(separator: ", "))) \(text(body))"
    case .external(let mapping): "external \(text(mapping))"
    case .list(let elements): "[\(elements.map(text).joined(separator: ", "))]"
    case .context(let entries): "{\(entries.map(entry).joined(separator: ", "))}"
    case .range(let start, let end, let includesStart, let includesEnd):
      "\(includesStart ? "[" : "(")\(operand(start))..\(operand(end))\(includesEnd ? "]" : ")")"
    case .unaryComparison: "(\(test(expression)))"
    }
  }

  /// The text of the unary tests of a cell.
  package static func text(_ tests: UnaryTests) -> String {
    if tests.tests.isEmpty { return "-" }
    let row = tests.tests.map(test).joined(separator: ", ")
    return tests.isNegated ? "not(\(row))" : row
  }

  private static func test(_ expression: Expression) -> String {
    guard case .unaryComparison(let operation, let bound) = expression.form else { return text(expression) }
    return "\(operation.rawValue) \(operand(bound))"
  }

  /// In parentheses unless it is one whole by itself.
  private static func operand(_ expression: Expression) -> String {
    switch expression.form {
    case .number(let number): number.signum < 0 ? "(\(text(expression)))" : text(expression)
    case .null, .boolean, .string, .temporal, .name, .quotedName, .input, .path, .filter, .call, .list, .context,
      .range,
      .unaryComparison:
      text(expression)
    default: "(\(text(expression)))"
    }
  }

  private static func argument(_ argument: Expression.Argument) -> String {
    argument.name.map { "\(text($0)): \(text(argument.value))" } ?? text(argument.value)
  }

  private static func parameter(_ parameter: Expression.Parameter) -> String {
    parameter.type.map { "\(text(parameter.name)): \(text($0.type))" } ?? text(parameter.name)
  }

  private static func text(_ name: Expression.Name) -> String { name.isQuoted ? "`\(name.text)`" : name.text }

  private static func entry(_ entry: Expression.Entry) -> String {
    "\(Value.string(entry.name.text).feelText): \(text(entry.value))"
  }

  private static func text(_ iterators: [Expression.Iterator]) -> String {
    iterators.map { iterator in
      "\(text(iterator.name)) in \(operand(iterator.source))" + (iterator.end.map { "..\(operand($0))" } ?? "")
    }.joined(separator: ", ")
  }

  /// A type as it stands after `instance of`.
  static func text(_ type: ValueType) -> String {
    switch type {
    case .any: "Any"
    case .null: "Null"
    case .list(let element): "list<\(text(element))>"
    case .range(let element): "range<\(text(element))>"
    case .context(let fields): "context<\(fields.map { "\($0.name): \(text($0.type))" }.joined(separator: ", "))>"
    case .function(let parameters, let result):
      "function<\(parameters.map(text).joined(separator: ", "))>->\(text(result))"
    case .string, .number, .boolean, .date, .time, .dateAndTime, .daysAndTimeDuration, .yearsAndMonthsDuration,
      .enumeration, .document:
      type.text
    }
  }
}
