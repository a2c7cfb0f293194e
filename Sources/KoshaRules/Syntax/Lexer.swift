// UTF-8 bytes in, tokens out (DMN 1.5 §10.3.1.2, rules 27–36, 61–66).

/// Reads a text into tokens.
package struct Lexer {
  let bytes: [UInt8]
  /// The values that a cell of an enumeration may name bare; empty elsewhere.
  var bareValues: [String] = []
  private var position = 0
  private var tokens: [Token] = []
  /// Brackets open at the position.
  private var depth = 0

  init(_ bytes: [UInt8], bareValues: [String] = []) {
    self.bytes = bytes
    self.bareValues = bareValues
  }

  /// All tokens, the last one `end`.
  package static func tokens(of bytes: [UInt8], bareValues: [String] = []) throws(SyntaxFailure) -> [Token] {
    guard bytes.count <= SyntaxLimits.textLength else {
      throw SyntaxFailure(.textTooLong(limit: SyntaxLimits.textLength), 0..<bytes.count)
    }
    var lexer = Lexer(bytes, bareValues: bareValues)
    return try lexer.run()
  }

  private mutating func run() throws(SyntaxFailure) -> [Token] {
    tokens.reserveCapacity(bytes.count / 4 + 2)
    while true {
      try skipSpace()
      guard position < bytes.count else { break }
      if !bareValues.isEmpty, isAtTest, takeBareValue() { continue }
      try takeToken()
    }
    tokens.append(Token(kind: .end, range: bytes.count..<bytes.count))
    return tokens
  }

  private func byte(_ ahead: Int = 0) -> UInt8 {
    position + ahead < bytes.count ? bytes[position + ahead] : 0
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  // MARK: White space and comments

  private mutating func skipSpace() throws(SyntaxFailure) {
    while position < bytes.count {
      let current = bytes[position]
      if current == 0x20 || (0x09...0x0D).contains(current) {
        position += 1
      } else if current == 0x2F, byte(1) == 0x2F {
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
      } else if current == 0x2F, byte(1) == 0x2A {
        try skipComment()
      } else if current >= 0x80 {
        let (scalar, length) = ScalarClass.decode(bytes, at: position)
        guard ScalarClass.isSpace(scalar) else { return }
        position += length
      } else {
        return
      }
    }
  }

  private mutating func skipComment() throws(SyntaxFailure) {
    let start = position
    position += 2
    while position < bytes.count {
      if bytes[position] == 0x2A, byte(1) == 0x2F {
        position += 2
        return
      }
      position += 1
    }
    throw SyntaxFailure(.unterminatedComment, start..<start + 2)
  }

  // MARK: Tokens

  private mutating func takeToken() throws(SyntaxFailure) {
    let current = bytes[position]
    if current == 0x22 {
      try takeString()
    } else if current == 0x60 {
      try takeQuotedName()
    } else if ScalarClass.isDigit(current) || (current == 0x2E && ScalarClass.isDigit(byte(1))) {
      takeNumber()
    } else if ScalarClass.isASCIINameStart(current) || current >= 0x80 {
      try takeWord()
    } else {
      try takeSymbol()
    }
  }

  private mutating func append(_ kind: Token.Kind, from start: Int) {
    switch kind {
    case .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.leftBrace): depth += 1
    case .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.rightBrace): depth -= 1
    default: break
    }
    tokens.append(Token(kind: kind, range: start..<position))
  }

  private mutating func takeNumber() {
    let start = position
    skipDigits()
    if byte() == 0x2E, ScalarClass.isDigit(byte(1)) {
      position += 1
      skipDigits()
    }
    if byte() | 0x20 == 0x65 {
      let sign = byte(1) == 0x2B || byte(1) == 0x2D ? 1 : 0
      if ScalarClass.isDigit(byte(1 + sign)) {
        position += 1 + sign
        skipDigits()
      }
    }
    append(.number(text(start..<position)), from: start)
  }

  private mutating func skipDigits() {
    while ScalarClass.isDigit(byte()) { position += 1 }
  }

  private mutating func takeWord() throws(SyntaxFailure) {
    let start = position
    while position < bytes.count {
      let current = bytes[position]
      if ScalarClass.isASCIINameStart(current) || ScalarClass.isDigit(current) {
        position += 1
      } else if current >= 0x80 {
        let (scalar, length) = ScalarClass.decode(bytes, at: position)
        if ScalarClass.asciiForm(of: scalar) != nil { throw wideForm() }
        if ScalarClass.isSpace(scalar) { break }
        guard ScalarClass.isNamePart(scalar) else {
          throw SyntaxFailure(.unexpectedCharacter(String(scalar)), position..<position + length)
        }
        position += length
      } else {
        break
      }
    }
    append(.word(text(start..<position)), from: start)
  }

  private mutating func takeSymbol() throws(SyntaxFailure) {
    let start = position
    if position + 1 < bytes.count, bytes[position + 1] < 0x80, let symbol = Symbol(rawValue: text(start..<start + 2)) {
      position += 2
      append(.symbol(symbol), from: start)
    } else if let symbol = Symbol(rawValue: text(start..<start + 1)) {
      position += 1
      append(.symbol(symbol), from: start)
    } else {
      throw SyntaxFailure(.unexpectedCharacter(text(start..<start + 1)), start..<start + 1)
    }
  }

  /// A name between backquotes: no part of the standard, and what many write for a name that holds operators.
  private mutating func takeQuotedName() throws(SyntaxFailure) {
    let start = position
    guard let end = bytes[(start + 1)...].firstIndex(where: { $0 == 0x60 || $0 == 0x0A }), bytes[end] == 0x60,
      end > start + 1
    else { throw SyntaxFailure(.unexpectedCharacter("`"), start..<start + 1) }
    position = end + 1
    append(.quotedName(text(start + 1..<end)), from: start)
  }

  // MARK: Full-width forms

  /// The error for the full-width run at the position, whose help is the whole text in ASCII form.
  private func wideForm() -> SyntaxFailure {
    var end = position
    while end < bytes.count, bytes[end] >= 0x80 {
      let (scalar, length) = ScalarClass.decode(bytes, at: end)
      guard ScalarClass.asciiForm(of: scalar) != nil else { break }
      end += length
    }
    return SyntaxFailure(.wideForm(text: text(position..<end), ascii: asciiText()), position..<end)
  }

  /// The whole text with full-width forms outside of strings replaced.
  private func asciiText() -> String {
    var result = ""
    var index = 0
    var isInString = false
    while index < bytes.count {
      let (scalar, length) = ScalarClass.decode(bytes, at: index)
      index += length
      if isInString, scalar == "\\", index < bytes.count {
        let (escaped, width) = ScalarClass.decode(bytes, at: index)
        result.unicodeScalars.append(scalar)
        result.unicodeScalars.append(escaped)
        index += width
      } else if !isInString, let ascii = ScalarClass.asciiForm(of: scalar) {
        result += ascii
      } else {
        if scalar == "\"" { isInString.toggle() }
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  // MARK: Strings

  private mutating func takeString() throws(SyntaxFailure) {
    let start = position
    position += 1
    var runStart = position
    var value = ""
    while position < bytes.count {
      switch bytes[position] {
      case 0x22:
        value += text(runStart..<position)
        position += 1
        append(.string(value), from: start)
        return
      case 0x5C:
        value += text(runStart..<position)
        value += try takeEscape()
        runStart = position
      default:
        position += 1
      }
    }
    throw SyntaxFailure(.unterminatedString, start..<bytes.count)
  }

  /// A backslash before any other character stands for itself, as regular expressions need it.
  private mutating func takeEscape() throws(SyntaxFailure) -> String {
    let start = position
    position += 2
    switch bytes[start...].dropFirst().first {
    case 0x6E: return "\n"
    case 0x72: return "\r"
    case 0x74: return "\t"
    case 0x22: return "\""
    case 0x27: return "'"
    case 0x5C: return "\\"
    case 0x75: return String(try takeCodePoint(digits: 4, from: start))
    case 0x55: return String(try takeCodePoint(digits: 6, from: start))
    default:
      position = start + 1
      return "\\"
    }
  }

  /// `\u` and four hexadecimal digits, also as a surrogate pair of two such, and `\U` and six.
  private mutating func takeCodePoint(digits: Int, from start: Int) throws(SyntaxFailure) -> Unicode.Scalar {
    var value = try takeHexadecimal(digits, from: start)
    if digits == 4, (0xD800...0xDBFF).contains(value), byte() == 0x5C, byte(1) == 0x75 {
      position += 2
      let low = try takeHexadecimal(4, from: start)
      guard (0xDC00...0xDFFF).contains(low) else {
        throw SyntaxFailure(.unknownEscape(text(start..<position)), start..<position)
      }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw SyntaxFailure(.unknownEscape(text(start..<position)), start..<position)
    }
    return scalar
  }

  private mutating func takeHexadecimal(_ count: Int, from start: Int) throws(SyntaxFailure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = ScalarClass.hexadecimalValue(byte()) else {
        throw SyntaxFailure(.unknownEscape(text(start..<position)), start..<position)
      }
      value = value << 4 | digit
      position += 1
    }
    return value
  }

  // MARK: Bare values of an enumeration

  /// Whether a unary test begins here: at the start, after `not(` at the start, or after a comma of the same row.
  private var isAtTest: Bool {
    guard let last = tokens.last else { return true }
    let isNegated = tokens.count >= 2 && tokens[0].kind == .word("not") && tokens[1].kind == .symbol(.leftParenthesis)
    if isNegated, tokens.count == 2 { return true }
    guard last.kind == .symbol(.comma) else { return false }
    return depth == (isNegated ? 1 : 0)
  }

  /// Takes the text up to the next comma, parenthesis or end if it is one bare name.
  private mutating func takeBareValue() -> Bool {
    let start = position
    var end = start
    while end < bytes.count, bytes[end] != 0x2C, bytes[end] != 0x29 { end += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    let segment = text(start..<end)
    let kind: Token.Kind
    if bareValues.contains(where: { $0.utf8.elementsEqual(segment.utf8) }) {
      kind = .string(segment)
    } else if isBareName(start..<end), !Keyword.prefix.contains(segment) {
      kind = .outsideEnumeration(segment)
    } else {
      return false
    }
    position = end
    append(kind, from: start)
    return true
  }

  /// Letters, digits and `_`, with `-` inside.
  private func isBareName(_ range: Range<Int>) -> Bool {
    guard let first = bytes[range].first, first != 0x2D, !ScalarClass.isDigit(first) else { return false }
    return bytes[range].allSatisfy {
      ScalarClass.isASCIINameStart($0) || ScalarClass.isDigit($0) || $0 == 0x2D || $0 >= 0x80
    }
  }
}
