// The text of an expression or a script in, its tree out, by operator precedence.

/// Reads ECMAScript.
struct ECMAScriptParser {
  private let tokens: [ECMAScriptToken]
  private var index = 0
  private var depth = 0

  /// How deep an expression may nest.
  private static let depthLimit = 100

  private init(_ text: String) throws(ECMAScriptFault) { tokens = try ECMAScriptLexer.tokens(of: text) }

  /// The expression that a text is, whole.
  static func expression(_ text: String) throws(ECMAScriptFault) -> ECMAScriptExpression {
    var parser = try ECMAScriptParser(text)
    let expression = try parser.assignment()
    try parser.requireEnd()
    return expression
  }

  /// The statements that a text is.
  static func script(_ text: String) throws(ECMAScriptFault) -> [ECMAScriptStatement] {
    var parser = try ECMAScriptParser(text)
    var statements: [ECMAScriptStatement] = []
    while parser.token.kind != .end { statements += try parser.statement() }
    return statements
  }

  // MARK: Tokens

  private var token: ECMAScriptToken { tokens[index] }

  private func isSign(_ sign: String) -> Bool { token.kind == .sign(sign) }

  private func isWord(_ word: String) -> Bool { token.kind == .name(word) }

  private mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  private mutating func take(_ sign: String) -> Bool {
    guard isSign(sign) else { return false }
    advance()
    return true
  }

  private mutating func require(_ sign: String) throws(ECMAScriptFault) {
    if !take(sign) { throw fault }
  }

  private var fault: ECMAScriptFault { ECMAScriptFault(kind: .syntax, range: token.range) }

  private mutating func requireEnd() throws(ECMAScriptFault) {
    while take(";") {}
    if token.kind != .end { throw fault }
  }

  private func from(_ start: Int) -> Range<Int> {
    let end = index > 0 ? tokens[index - 1].range.upperBound : start
    return start..<max(start, end)
  }

  // MARK: Statements

  private static let unsupportedWords: Set<String> = [
    "function", "for", "while", "do", "switch", "try", "throw", "class", "import", "export", "async", "with",
  ]

  private mutating func statement() throws(ECMAScriptFault) -> [ECMAScriptStatement] {
    if take(";") { return [] }
    if isSign("{") { return try block() }
    guard case .name(let word) = token.kind else { return [try expressionStatement()] }
    if Self.unsupportedWords.contains(word) {
      throw ECMAScriptFault(kind: .unsupported(word), range: token.range)
    }
    switch word {
    case "var", "let", "const":
      advance()
      var declarations: [ECMAScriptStatement] = []
      repeat {
        guard case .name(let name) = token.kind else { throw fault }
        let range = token.range
        advance()
        declarations.append(.declaration(name, take("=") ? try assignment() : nil, range))
      } while take(",")
      try endStatement()
      return declarations
    case "if":
      advance()
      try require("(")
      let condition = try assignment()
      try require(")")
      let then = try statement()
      var otherwise: [ECMAScriptStatement] = []
      if isWord("else") {
        advance()
        otherwise = try statement()
      }
      return [.branch(condition, then, otherwise)]
    default: return [try expressionStatement()]
    }
  }

  private mutating func block() throws(ECMAScriptFault) -> [ECMAScriptStatement] {
    try require("{")
    var statements: [ECMAScriptStatement] = []
    while !isSign("}") {
      if token.kind == .end { throw fault }
      statements += try statement()
    }
    advance()
    return statements
  }

  private mutating func expressionStatement() throws(ECMAScriptFault) -> ECMAScriptStatement {
    let expression = try assignment()
    try endStatement()
    return .expression(expression)
  }

  private mutating func endStatement() throws(ECMAScriptFault) {
    if take(";") || token.kind == .end || isSign("}") || token.isAfterLineEnd { return }
    throw fault
  }

  // MARK: Expressions

  private static let precedence: [String: Int] = [
    "??": 1, "||": 2, "&&": 3, "|": 4, "^": 5, "&": 6, "==": 7, "!=": 7, "===": 7, "!==": 7, "<": 8, ">": 8, "<=": 8,
    ">=": 8, "in": 8, "instanceof": 8, "<<": 9, ">>": 9, ">>>": 9, "+": 10, "-": 10, "*": 11, "/": 11, "%": 11,
    "**": 12,
  ]

  private var binaryOperator: String? {
    switch token.kind {
    case .sign(let sign) where Self.precedence[sign] != nil: sign
    case .name("in"): "in"
    case .name("instanceof"): "instanceof"
    default: nil
    }
  }

  private mutating func assignment() throws(ECMAScriptFault) -> ECMAScriptExpression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw fault }
    let start = token.range.lowerBound
    let target = try conditional()
    guard case .sign(let sign) = token.kind, sign.hasSuffix("="), Self.precedence[sign] == nil else { return target }
    advance()
    let value = try assignment()
    return ECMAScriptExpression(.assignment(String(sign.dropLast()), target, value), from(start))
  }

  private mutating func conditional() throws(ECMAScriptFault) -> ECMAScriptExpression {
    let start = token.range.lowerBound
    let condition = try binary(above: 0)
    guard take("?") else { return condition }
    let then = try assignment()
    try require(":")
    let otherwise = try assignment()
    return ECMAScriptExpression(.conditional(condition, then, otherwise), from(start))
  }

  private mutating func binary(above least: Int) throws(ECMAScriptFault) -> ECMAScriptExpression {
    let start = token.range.lowerBound
    var left = try unary()
    while let sign = binaryOperator, let binding = Self.precedence[sign], binding > least {
      advance()
      let right = try binary(above: sign == "**" ? binding - 1 : binding)
      left = ECMAScriptExpression(.binary(sign, left, right), from(start))
    }
    return left
  }

  private mutating func unary() throws(ECMAScriptFault) -> ECMAScriptExpression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw fault }
    let start = token.range.lowerBound
    switch token.kind {
    case .sign(let sign) where ["!", "-", "+"].contains(sign):
      advance()
      return ECMAScriptExpression(.prefix(sign, try unary()), from(start))
    case .sign("++"), .sign("--"):
      let amount = isSign("++") ? 1 : -1
      advance()
      return ECMAScriptExpression(.step(by: amount, try unary()), from(start))
    case .name(let word) where ["typeof", "void"].contains(word):
      advance()
      return ECMAScriptExpression(.prefix(word, try unary()), from(start))
    case .name("new"), .name("delete"), .name("await"), .name("yield"), .name("function"), .name("class"), .sign("~"),
      .sign("..."):
      throw ECMAScriptFault(kind: .unsupported(word), range: token.range)
    default: return try postfix()
    }
  }

  private var word: String {
    switch token.kind {
    case .name(let text), .sign(let text): text
    default: ""
    }
  }

  private mutating func postfix() throws(ECMAScriptFault) -> ECMAScriptExpression {
    let start = token.range.lowerBound
    var value = try primary()
    while true {
      if take(".") {
        guard case .name(let name) = token.kind else { throw fault }
        advance()
        value = ECMAScriptExpression(.member(value, name), from(start))
      } else if take("[") {
        let key = try assignment()
        try require("]")
        if case .string(let name) = key.form {
          value = ECMAScriptExpression(.member(value, name), from(start))
        } else {
          value = ECMAScriptExpression(.index(value, key), from(start))
        }
      } else if take("(") {
        value = ECMAScriptExpression(.call(value, try list(until: ")")), from(start))
      } else if isSign("++") || isSign("--"), !token.isAfterLineEnd {
        let amount = isSign("++") ? 1 : -1
        advance()
        value = ECMAScriptExpression(.step(by: amount, value), from(start))
      } else {
        return value
      }
    }
  }

  private mutating func list(until close: String) throws(ECMAScriptFault) -> [ECMAScriptExpression] {
    var items: [ECMAScriptExpression] = []
    while !take(close) {
      items.append(try assignment())
      if !isSign(close) { try require(",") }
    }
    return items
  }

  private static let reserved: Set<String> = [
    "return", "var", "let", "const", "if", "else", "for", "while", "do", "switch", "case", "break", "continue", "try",
    "catch", "finally", "throw", "with", "in", "instanceof", "default", "debugger", "import", "export", "extends",
    "super", "enum",
  ]

  private mutating func primary() throws(ECMAScriptFault) -> ECMAScriptExpression {
    let range = token.range
    switch token.kind {
    case .number(let text):
      advance()
      return ECMAScriptExpression(.number(text), range)
    case .string(let text):
      advance()
      return ECMAScriptExpression(.string(text), range)
    case .name(let name):
      if Self.reserved.contains(name) { throw fault }
      advance()
      switch name {
      case "true", "false": return ECMAScriptExpression(.boolean(name == "true"), range)
      case "null": return ECMAScriptExpression(.null, range)
      case "undefined": return ECMAScriptExpression(.undefined, range)
      default: return ECMAScriptExpression(.name(name), range)
      }
    case .sign("("):
      advance()
      let inner = try assignment()
      try require(")")
      if isSign("=>") { throw ECMAScriptFault(kind: .unsupported("=>"), range: token.range) }
      return inner
    case .sign("["):
      advance()
      let items = try list(until: "]")
      return ECMAScriptExpression(.array(items), from(range.lowerBound))
    case .sign("{"):
      advance()
      return ECMAScriptExpression(.object(try entries()), from(range.lowerBound))
    case .sign("/"), .sign("/="): throw ECMAScriptFault(kind: .unsupported("/…/"), range: range)
    default: throw fault
    }
  }

  private mutating func entries() throws(ECMAScriptFault) -> [(key: String, value: ECMAScriptExpression)] {
    var entries: [(key: String, value: ECMAScriptExpression)] = []
    while !take("}") {
      let range = token.range
      let key: String
      switch token.kind {
      case .name(let text), .string(let text), .number(let text): key = text
      default: throw fault
      }
      advance()
      if take(":") {
        entries.append((key, try assignment()))
      } else if isSign(",") || isSign("}") {
        entries.append((key, ECMAScriptExpression(.name(key), range)))
      } else {
        throw fault
      }
      if !isSign("}") { try require(",") }
    }
    return entries
  }
}
