// The text of an expression or a script in, its tokens with their places out.

/// A token.
struct ECMAScriptToken: Sendable {
  enum Kind: Sendable, Hashable {
    case name(String)
    case number(String)
    case string(String)
    case sign(String)
    case end
  }

  var kind: Kind
  var range: Range<Int>
  /// Whether a line end stands before it, where a statement may end without `;`.
  var isAfterLineEnd: Bool
}

/// Takes a text apart.
struct ECMAScriptLexer {
  private let bytes: [UInt8]
  private var index = 0
  private var tokens: [ECMAScriptToken] = []
  private var isAfterLineEnd = false

  private static let signs = [
    ">>>=", "===", "!==", "**=", ">>>", "<<=", ">>=", "...", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&",
    "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**", "{", "}", "(", ")",
    "[", "]", ".", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=",
  ].map { Array($0.utf8) }

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The tokens, the last of which is the end.
  static func tokens(of text: String) throws(ECMAScriptFault) -> [ECMAScriptToken] {
    var lexer = ECMAScriptLexer(text)
    while try lexer.next() {}
    return lexer.tokens
  }

  private mutating func next() throws(ECMAScriptFault) -> Bool {
    try skipBlanks()
    let start = index
    guard index < bytes.count else {
      add(.end, start)
      return false
    }
    let byte = bytes[index]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") {
      add(.string(try string(quote: byte)), start)
    } else if Self.isDigit(byte)
      || byte == UInt8(ascii: ".") && index + 1 < bytes.count && Self.isDigit(bytes[index + 1])
    {
      add(.number(try number()), start)
    } else if Self.isNamePart(byte) {
      while index < bytes.count, Self.isNamePart(bytes[index]) { index += 1 }
      add(.name(String(decoding: bytes[start..<index], as: UTF8.self)), start)
    } else if let sign = Self.signs.first(where: { bytes[index...].starts(with: $0) }) {
      index += sign.count
      add(.sign(String(decoding: sign, as: UTF8.self)), start)
    } else {
      throw ECMAScriptFault(kind: .syntax, range: start..<start + 1)
    }
    return true
  }

  private mutating func add(_ kind: ECMAScriptToken.Kind, _ start: Int) {
    tokens.append(ECMAScriptToken(kind: kind, range: start..<index, isAfterLineEnd: isAfterLineEnd))
    isAfterLineEnd = false
  }

  private mutating func skipBlanks() throws(ECMAScriptFault) {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D { isAfterLineEnd = true }
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        index += 1
      } else if bytes[index...].starts(with: Array("//".utf8)) {
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      } else if bytes[index...].starts(with: Array("/*".utf8)) {
        let start = index
        index += 2
        while index < bytes.count, !bytes[index...].starts(with: Array("*/".utf8)) { index += 1 }
        guard index < bytes.count else { throw ECMAScriptFault(kind: .syntax, range: start..<bytes.count) }
        index += 2
      } else {
        return
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private mutating func number() throws(ECMAScriptFault) -> String {
    let start = index
    if bytes[index] == 0x30, index + 1 < bytes.count, [0x78, 0x6F, 0x62].contains(bytes[index + 1] | 0x20) {
      let radix = [0x78: 16, 0x6F: 8, 0x62: 2][Int(bytes[index + 1] | 0x20)] ?? 10
      index += 2
      let digits = index
      while index < bytes.count, Self.isNamePart(bytes[index]) { index += 1 }
      guard let value = Int(String(decoding: bytes[digits..<index], as: UTF8.self), radix: radix) else {
        throw ECMAScriptFault(kind: .syntax, range: start..<index)
      }
      return String(value)
    }
    while index < bytes.count, Self.isDigit(bytes[index]) { index += 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      while index < bytes.count, Self.isDigit(bytes[index]) { index += 1 }
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
      while index < bytes.count, Self.isDigit(bytes[index]) { index += 1 }
    }
    if index < bytes.count, Self.isNamePart(bytes[index]) {
      throw ECMAScriptFault(kind: .syntax, range: start..<index + 1)
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func string(quote: UInt8) throws(ECMAScriptFault) -> String {
    let start = index
    var text: [UInt8] = []
    index += 1
    while index < bytes.count, bytes[index] != quote {
      let byte = bytes[index]
      if quote == UInt8(ascii: "`"), bytes[index...].starts(with: Array("${".utf8)) {
        throw ECMAScriptFault(kind: .unsupported("${…}"), range: index..<index + 2)
      }
      if byte == UInt8(ascii: "\\") {
        text += Array(try escape().utf8)
      } else {
        text.append(byte)
        index += 1
      }
    }
    guard index < bytes.count else { throw ECMAScriptFault(kind: .syntax, range: start..<bytes.count) }
    index += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape() throws(ECMAScriptFault) -> String {
    let start = index
    guard index + 1 < bytes.count else { throw ECMAScriptFault(kind: .syntax, range: start..<bytes.count) }
    let byte = bytes[index + 1]
    index += 2
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "v"): return "\u{B}"
    case 0x0A: return ""
    case UInt8(ascii: "x"), UInt8(ascii: "u"):
      let length = byte == UInt8(ascii: "x") ? 2 : 4
      let end = min(index + length, bytes.count)
      let digits = String(decoding: bytes[index..<end], as: UTF8.self)
      guard digits.utf8.count == length, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
        throw ECMAScriptFault(kind: .syntax, range: start..<end)
      }
      index = end
      return String(Character(scalar))
    default:
      // Any other character stands for itself; of one beyond ASCII the other bytes follow as they are.
      index -= byte < 0x80 ? 0 : 1
      return byte < 0x80 ? String(Character(Unicode.Scalar(byte))) : ""
    }
  }
}
