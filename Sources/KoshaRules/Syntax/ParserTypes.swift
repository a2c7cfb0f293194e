// The types that FEEL texts name (DMN 1.5 §10.3.1.2, rules 50–52): tokens in, a static type out.

extension Parser {
  mutating func parseType() throws(SyntaxFailure) -> Expression.TypeExpression {
    let start = current.range.lowerBound
    let type = try parseTypeValue(depth: 0)
    return Expression.TypeExpression(type: type, range: range(from: start))
  }

  /// The type after `instance of`, where a name that no type has is not told before it is asked for.
  mutating func parseAskedType() throws(SyntaxFailure) -> Expression.TypeExpression {
    let start = index
    do throws(SyntaxFailure) {
      return try parseType()
    } catch {
      guard case .unknownType(let name) = error.problem, tokens[start].range == error.range else { throw error }
      index = start + 1
      return Expression.TypeExpression(type: .any, range: error.range, unknown: name)
    }
  }

  private mutating func parseTypeValue(depth: Int) throws(SyntaxFailure) -> ValueType {
    guard depth < SyntaxLimits.height else {
      throw SyntaxFailure(.tooDeep(limit: SyntaxLimits.height), current.range)
    }
    let start = current.range.lowerBound
    guard case .word(let word) = current.kind else { throw unexpected(.type) }
    if let named = takeNamedType() { return named }
    index += 1
    switch word {
    case "Any", "any": return .any
    case "Null", "null": return .null
    case "string": return .string
    case "number": return .number
    case "boolean": return .boolean
    case "time": return .time
    case "date": return try parseDateType()
    case "dateTime": return .dateAndTime
    case "days":
      for part in ["and", "time", "duration"] { try expect(part) }
      return .daysAndTimeDuration
    case "dayTimeDuration": return .daysAndTimeDuration
    case "years":
      for part in ["and", "months", "duration"] { try expect(part) }
      return .yearsAndMonthsDuration
    case "yearMonthDuration": return .yearsAndMonthsDuration
    case "list": return .list(try parseElementType(depth))
    case "range": return .range(try parseElementType(depth))
    case "context": return .context(try parseFieldTypes(depth))
    case "function": return try parseFunctionType(depth)
    default: throw SyntaxFailure(.unknownType(word), range(from: start))
    }
  }

  private mutating func parseDateType() throws(SyntaxFailure) -> ValueType {
    guard at("and"), token(ahead: 1).kind == .word("time") else { return .date }
    index += 2
    return .dateAndTime
  }

  /// `<T>`, any type where it is absent.
  private mutating func parseElementType(_ depth: Int) throws(SyntaxFailure) -> ValueType {
    guard take(.less) else { return .any }
    let type = try parseTypeValue(depth: depth + 1)
    try expect(.greater)
    return type
  }

  private mutating func parseFieldTypes(_ depth: Int) throws(SyntaxFailure) -> [ValueType.Field] {
    var fields: [ValueType.Field] = []
    guard take(.less), !take(.greater) else { return fields }
    repeat {
      let name = try parseNewName { $0 == .symbol(.colon) }
      try expect(.colon)
      fields.append(ValueType.Field(name.text, try parseTypeValue(depth: depth + 1)))
    } while take(.comma)
    try expect(.greater)
    return fields
  }

  private mutating func parseFunctionType(_ depth: Int) throws(SyntaxFailure) -> ValueType {
    guard take(.less) else { return .function(parameters: [], result: .any) }
    var parameters: [ValueType] = []
    if !at(.greater) {
      repeat { parameters.append(try parseTypeValue(depth: depth + 1)) } while take(.comma)
    }
    try expect(.greater)
    try expect(.arrow)
    return .function(parameters: parameters, result: try parseTypeValue(depth: depth + 1))
  }

  /// A type that the scope names, the longest such name; nil where none begins here.
  private mutating func takeNamedType() -> ValueType? {
    guard names.hasTypes else { return nil }
    var text = ""
    var end: Int?
    var longest: (type: ValueType, end: Int)?
    for ahead in index..<tokens.count {
      guard let piece = tokens[ahead].piece else { break }
      if let end, end < tokens[ahead].range.lowerBound { text += " " }
      text += piece
      end = tokens[ahead].range.upperBound
      if let type = names.type(named: text) { longest = (type, ahead + 1) }
    }
    guard let longest else { return nil }
    index = longest.end
    return longest.type
  }
}
