// The words of FEEL: what the lexer gives and the parser takes.

/// A token with its place in UTF-8 offsets of the text.
package struct Token: Sendable, Equatable {
  /// What a token is.
  package enum Kind: Sendable, Equatable {
    /// An unsigned number as written.
    case number(String)
    /// A string literal, escapes resolved.
    case string(String)
    /// A word of a name, or a keyword.
    case word(String)
    /// A name between backquotes, which may hold any character.
    case quotedName(String)
    /// An operator or a bracket.
    case symbol(Symbol)
    /// A bare name in a cell of an enumeration that is none of its values.
    case outsideEnumeration(String)
    /// The end of the text.
    case end
  }

  package var kind: Kind
  package var range: Range<Int>

  /// The token as a piece of a name; nil for what no name can hold.
  var piece: String? {
    switch kind {
    case .number(let text), .word(let text): text
    case .symbol(let symbol): Symbol.inNames.contains(symbol) ? symbol.rawValue : nil
    case .string, .quotedName, .outsideEnumeration, .end: nil
    }
  }
}

/// Operators and brackets.
package enum Symbol: String, Sendable, Hashable {
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case comma = ","
  case colon = ":"
  case dot = "."
  case dots = ".."
  case plus = "+"
  case minus = "-"
  case star = "*"
  case stars = "**"
  case slash = "/"
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case arrow = "->"
  case apostrophe = "'"
  case question = "?"
  case at = "@"

  /// The additional name symbols, and `?`, which may stand anywhere in a name (DMN 1.5 §10.3.1.2, rules 28–30).
  static let inNames: Set<Symbol> = [.dot, .slash, .minus, .apostrophe, .plus, .star, .question]
}

/// Words that no unquoted name may be.
enum Keyword {
  /// Words that stand between or after operands.
  static let infix: Set<String> = [
    "and", "or", "in", "between", "instance", "then", "else", "return", "satisfies",
  ]
  /// Words that begin an expression.
  static let prefix: Set<String> = ["for", "if", "some", "every", "function", "true", "false", "null"]

  static func contains(_ word: String) -> Bool { infix.contains(word) || prefix.contains(word) }
}

/// Bounds of a text, so that no input can exhaust the stack.
package enum SyntaxLimits {
  /// UTF-8 bytes of one expression.
  package static let textLength = 65_536
  /// Height of the syntax tree; evaluation recurses as deep as it is high.
  package static let height = 128
}
