// What operators stand between: literals, names, calls, lists, contexts, ranges, loops, functions.

extension Parser {
  mutating func parsePrimary() throws(SyntaxFailure) -> Expression {
    let token = current
    switch token.kind {
    case .number(let text):
      index += 1
      return Expression(.number(try numberLiteral(text, token.range)), token.range)
    case .string(let text):
      index += 1
      return Expression(.string(text), token.range)
    case .word(let word):
      return try parseWord(word)
    case .quotedName(let name):
      index += 1
      return Expression(.quotedName(name), token.range)
    case .symbol(let symbol):
      return try parseBracketed(symbol)
    case .outsideEnumeration, .end:
      throw unexpected(.expression)
    }
  }

  func numberLiteral(_ text: String, _ range: Range<Int>) throws(SyntaxFailure) -> Decimal128 {
    guard let number = Decimal128(text) else { throw SyntaxFailure(.numberOutOfRange(text), range) }
    return number
  }

  private mutating func parseWord(_ word: String) throws(SyntaxFailure) -> Expression {
    if Keyword.contains(word), compound == nil {
      switch word {
      case "null", "true", "false":
        let range = current.range
        index += 1
        return Expression(word == "null" ? .null : .boolean(word == "true"), range)
      case "if": return try parseConditional()
      case "for": return try parseIteration()
      case "some", "every":
        if token(ahead: 1).piece != nil { return try parseQuantified() }
      case "function": return try parseFunction()
      default: break
      }
      throw unexpected(.expression)
    }
    let name = parseName()
    return Expression(.name(name.text), name.range)
  }

  private mutating func parseBracketed(_ symbol: Symbol) throws(SyntaxFailure) -> Expression {
    let start = current.range.lowerBound
    switch symbol {
    case .leftParenthesis: return try parseParenthesis()
    case .leftBracket: return try parseListOrRange()
    case .rightBracket:
      index += 1
      if take(.dots) { return try parseRangeWithoutStart(from: start) }
      let low = try inBrackets { parser throws(SyntaxFailure) in try parser.parseExpression(.additive) }
      try expect(.dots)
      return try parseRangeEnd(low, from: start, includesStart: false)
    case .leftBrace: return try parseContext()
    case .question:
      if compound != nil {
        let name = parseName()
        return Expression(.name(name.text), name.range)
      }
      index += 1
      return Expression(.input, range(from: start))
    case .at:
      guard case .string(let text) = token(ahead: 1).kind else {
        index += 1
        throw unexpected(.string)
      }
      index += 2
      return Expression(.temporal(text), range(from: start))
    default: throw unexpected(.expression)
    }
  }

  // MARK: Names

  /// The compound name that begins here, where it is longer than any known word: a variable, or a function that is
  /// called.
  private var compound: NameTable.Compound? {
    let variable = names.longestVariable(in: tokens, at: index)
    let function = names.functions.longestCompound(in: tokens, at: index)
    guard let function, function.count > variable?.count ?? 0 else { return variable }
    let isCalled = token(ahead: function.count).kind == .symbol(.leftParenthesis)
    if isCalled { return function }
    if let variable { return variable }
    if case .word(let word) = current.kind, names.isVariable(word) { return nil }
    return function
  }

  /// A name at the current word; words that stand in a row and are nowhere known are one name.
  private mutating func parseName() -> Expression.Name {
    let start = current.range.lowerBound
    if let compound {
      index += compound.count
      return Expression.Name(text: compound.name, range: range(from: start))
    }
    var text = takeWord()
    if !isKnown(text) { takeFurtherWords(into: &text) }
    return Expression.Name(text: text, range: range(from: start))
  }

  /// Whether a word just taken is a name by itself; that of a function only where it is not followed by more.
  private func isKnown(_ word: String) -> Bool {
    if names.isVariable(word) || names.isMember(word) { return true }
    guard names.functions.contains(word: word) else { return false }
    if case .word(let next) = current.kind { return Keyword.contains(next) }
    return true
  }

  private mutating func takeWord() -> String {
    guard case .word(let word) = current.kind else { return "" }
    index += 1
    return word
  }

  private mutating func takeFurtherWords(into text: inout String) {
    while true {
      switch current.kind {
      case .word(let word) where !Keyword.contains(word): text += " " + word
      case .number(let number): text += " " + number
      default: return
      }
      index += 1
    }
  }

  /// A name between backquotes; nil where none stands here.
  private mutating func takeQuotedName() -> Expression.Name? {
    guard case .quotedName(let text) = current.kind else { return nil }
    index += 1
    return Expression.Name(text: text, range: tokens[index - 1].range, isQuoted: true)
  }

  /// The name after a dot.
  mutating func parseMemberName() throws(SyntaxFailure) -> Expression.Name {
    if let name = takeQuotedName() { return name }
    guard case .word = current.kind else { throw unexpected(.name) }
    let start = current.range.lowerBound
    if let compound = names.longestMember(in: tokens, at: index) {
      index += compound.count
      return Expression.Name(text: compound.name, range: range(from: start))
    }
    var text = takeWord()
    if !names.isMember(text) { takeFurtherWords(into: &text) }
    return Expression.Name(text: text, range: range(from: start))
  }

  /// A name that is being introduced, up to what follows it.
  mutating func parseNewName(until ends: (Token.Kind) -> Bool) throws(SyntaxFailure) -> Expression.Name {
    if let name = takeQuotedName() {
      guard ends(current.kind) else { throw unexpected(.name) }
      return name
    }
    let start = current.range.lowerBound
    let first = index
    guard case .word(let word) = current.kind, !Keyword.prefix.contains(word) || !ends(token(ahead: 1).kind) else {
      throw unexpected(.name)
    }
    while !ends(current.kind), current.piece != nil { index += 1 }
    guard ends(current.kind) else { throw unexpected(.name) }
    let text = nameText(tokens[first..<index])
    return Expression.Name(text: text, range: range(from: start))
  }

  /// Words are joined by one space, operator characters as they stand.
  private func nameText(_ tokens: ArraySlice<Token>) -> String {
    var text = ""
    var end: Int?
    for token in tokens {
      if let end, end < token.range.lowerBound { text += " " }
      text += token.piece ?? ""
      end = token.range.upperBound
    }
    return text
  }

  // MARK: Brackets

  private mutating func parseParenthesis() throws(SyntaxFailure) -> Expression {
    let start = current.range.lowerBound
    index += 1
    if take(.dots) { return try parseRangeWithoutStart(from: start) }
    let inner = try inBrackets { parser throws(SyntaxFailure) in try parser.parseTest(.disjunction) }
    if take(.dots) { return try parseRangeEnd(inner, from: start, includesStart: false) }
    try expect(.rightParenthesis)
    return inner
  }

  private mutating func parseListOrRange() throws(SyntaxFailure) -> Expression {
    let start = current.range.lowerBound
    index += 1
    if take(.rightBracket) { return Expression(.list([]), range(from: start)) }
    var elements = [try inBrackets { parser throws(SyntaxFailure) in try parser.parseExpression() }]
    if take(.dots) { return try parseRangeEnd(elements[0], from: start, includesStart: true) }
    while take(.comma) {
      elements.append(try inBrackets { parser throws(SyntaxFailure) in try parser.parseExpression() })
    }
    try expect(.rightBracket)
    return try node(.list(elements), from: start, over: elements)
  }

  private mutating func parseContext() throws(SyntaxFailure) -> Expression {
    let start = current.range.lowerBound
    let saved = names.locals
    index += 1
    var entries: [Expression.Entry] = []
    if !at(.rightBrace) {
      repeat {
        let name = try parseEntryName()
        try expect(.colon)
        let value = try inBrackets { parser throws(SyntaxFailure) in try parser.parseExpression() }
        entries.append(Expression.Entry(name: name, value: value))
        names.locals.insert(name.text)
        names.entries.insert(name.text)
      } while take(.comma)
    }
    try expect(.rightBrace)
    names.locals = saved
    return try node(.context(entries), from: start, over: entries.map(\.value))
  }

  private mutating func parseEntryName() throws(SyntaxFailure) -> Expression.Name {
    if case .string(let text) = current.kind {
      index += 1
      return Expression.Name(text: text, range: tokens[index - 1].range)
    }
    return try parseNewName { $0 == .symbol(.colon) }
  }

  // MARK: Calls

  mutating func parseArguments() throws(SyntaxFailure) -> [Expression.Argument] {
    try expect(.leftParenthesis)
    var arguments: [Expression.Argument] = []
    if take(.rightParenthesis) { return arguments }
    repeat {
      let name = isAtNamedArgument ? try parseNewName { $0 == .symbol(.colon) } : nil
      if name != nil { index += 1 }
      if let first = arguments.first, (first.name == nil) != (name == nil) {
        throw SyntaxFailure(.mixedArguments, name?.range ?? current.range)
      }
      let value = try inBrackets { parser throws(SyntaxFailure) in try parser.parseTest(.disjunction) }
      arguments.append(Expression.Argument(name: name, value: value))
    } while take(.comma)
    try expect(.rightParenthesis)
    return arguments
  }

  private var isAtNamedArgument: Bool {
    if case .quotedName = current.kind { return token(ahead: 1).kind == .symbol(.colon) }
    guard case .word = current.kind else { return false }
    var ahead = index
    while tokens[ahead].piece != nil { ahead += 1 }
    return tokens[ahead].kind == .symbol(.colon)
  }

  // MARK: Conditions and loops

  private mutating func parseConditional() throws(SyntaxFailure) -> Expression {
    let start = current.range.lowerBound
    index += 1
    let condition = try inBrackets { parser throws(SyntaxFailure) in try parser.parseExpression() }
    try expect("then")
    let then = try inBrackets { parser throws(SyntaxFailure) in try parser.parseExpression() }
    try expect("else")
    let otherwise = try parseExpression()
    return try node(
      .conditional(condition, then: then, otherwise: otherwise), from: start, over: condition, then, otherwise)
  }

  private mutating func parseIteration() throws(SyntaxFailure) -> Expression {
    let start = current.range.lowerBound
    let saved = names.locals
    index += 1
    let iterators = try parseIterators()
    try expect("return")
    names.locals.insert("partial")
    let body = try parseExpression()
    names.locals = saved
    return try node(.iteration(iterators, body), from: start, over: iterators.flatMap(\.expressions) + [body])
  }

  private mutating func parseQuantified() throws(SyntaxFailure) -> Expression {
    let start = current.range.lowerBound
    let saved = names.locals
    let quantifier: Expression.Quantifier = at("some") ? .some : .every
    index += 1
    let iterators = try parseIterators()
    try expect("satisfies")
    let body = try parseExpression()
    names.locals = saved
    return try node(
      .quantified(quantifier, iterators, body), from: start, over: iterators.flatMap(\.expressions) + [body])
  }

  private mutating func parseIterators() throws(SyntaxFailure) -> [Expression.Iterator] {
    var iterators: [Expression.Iterator] = []
    repeat {
      let name = try parseNewName { $0 == .word("in") }
      index += 1
      let source = try inBrackets { parser throws(SyntaxFailure) in try parser.parseExpression() }
      let end = take(.dots) ? try inBrackets { parser throws(SyntaxFailure) in try parser.parseExpression() } : nil
      iterators.append(Expression.Iterator(name: name, source: source, end: end))
      names.locals.insert(name.text)
    } while take(.comma)
    return iterators
  }

  // MARK: Functions and types

  private mutating func parseFunction() throws(SyntaxFailure) -> Expression {
    let start = current.range.lowerBound
    let saved = names.locals
    index += 1
    try expect(.leftParenthesis)
    var parameters: [Expression.Parameter] = []
    if !at(.rightParenthesis) {
      repeat {
        let name = try parseNewName { [.symbol(.colon), .symbol(.comma), .symbol(.rightParenthesis)].contains($0) }
        guard !parameters.contains(where: { $0.name == name }) else {
          throw SyntaxFailure(.duplicateParameter(name.text), name.range)
        }
        let type = take(.colon) ? try parseType() : nil
        parameters.append(Expression.Parameter(name: name, type: type))
        names.locals.insert(name.text)
      } while take(.comma)
    }
    try expect(.rightParenthesis)
    let body = try parseBody()
    names.locals = saved
    return try node(.function(parameters, body), from: start, over: body)
  }
}

extension Parser {
  /// The body of a function; `external` is a word of its own only before the context that it takes.
  fileprivate mutating func parseBody() throws(SyntaxFailure) -> Expression {
    let start = current.range.lowerBound
    guard at("external"), token(ahead: 1).kind == .symbol(.leftBrace) else { return try parseExpression() }
    index += 1
    let mapping = try parseExpression()
    return try node(.external(mapping), from: start, over: mapping)
  }
}

extension Expression.Iterator {
  /// The expressions it reads.
  var expressions: [Expression] { [source] + (end.map { [$0] } ?? []) }
}
