// The tokens of a StructureScan, as libyaml divides them: lines, indicators and brackets.

import KoshaSource

// Lines and indentation.
extension StructureScan {
  /// At the start of a line: checks the indentation and closes the blocks that end.
  mutating func beginLine() {
    lineStart = position
    guard indentation() else { return }
    if !brackets.isEmpty { return }
    let column = position - lineStart
    if column == 0, documentMarker() { return }
    closeBlocks(deeperThan: column)
    mayBeginKey = true
    keyColumn = nil
    valueStart = position
    last = .nothing
    if column == 0, at(position) == UInt8(ascii: "%") {
      let end = lineEnd(from: position)
      report(.directive, at: position..<end, .broken)
      position = end
    }
  }

  /// Passes over the spaces before a line's text, false where the line is empty; reports other white space.
  private mutating func indentation() -> Bool {
    while at(position) == 0x20, position < bytes.count { position += 1 }
    guard position < bytes.count, !bytes[position].isLineEnd else { return false }
    reportWideIndentation()
    return position < bytes.count && !bytes[position].isLineEnd
  }

  /// Reports a tab or a wide space among the white space before a line's text, and passes over it.
  mutating func reportWideIndentation() {
    var isReported = false
    while position < bytes.count {
      if bytes[position] == 0x20 {
        position += 1
      } else if bytes[position] == 0x09 {
        if !isReported { report(.tabIndentation, at: position..<position + 1, .broken) }
        isReported = true
        position += 1
      } else if let (scalar, length) = wideSpace(at: position) {
        if !isReported { report(.wideSpaceIndentation(scalar), at: position..<position + length, .broken) }
        isReported = true
        position += length
      } else {
        return
      }
    }
  }

  /// A space of Unicode that YAML takes for text.
  private func wideSpace(at offset: Int) -> (scalar: UInt32, length: Int)? {
    guard bytes[offset] >= 0xC2, let (scalar, length) = EncodingScan.decode(bytes, at: offset) else { return nil }
    switch scalar {
    case 0xA0, 0x1680, 0x2000...0x200B, 0x202F, 0x205F, 0x3000: return (scalar, length)
    default: return nil
    }
  }

  private mutating func closeBlocks(deeperThan column: Int) {
    while let indent = indents.last, indent > column { indents.removeLast() }
  }

  mutating func openBlock(column: Int) {
    if column > indents.last ?? -1 {
      indents.append(column)
      checkDepth(at: position)
    }
  }

  private mutating func checkDepth(at offset: Int) {
    if indents.count + brackets.count > limits.depth {
      report(.tooDeep(limit: limits.depth), at: offset..<min(offset + 1, bytes.count), .fatal)
    }
  }

  func isDocumentMarker(_ offset: Int) -> Bool {
    guard offset + 2 < bytes.count, isSeparated(offset + 3) else { return false }
    let byte = bytes[offset]
    return (byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")) && bytes[offset + 1] == byte
      && bytes[offset + 2] == byte
  }

  private mutating func documentMarker() -> Bool {
    guard isDocumentMarker(position) else { return false }
    indents = []
    position += 3
    mayBeginKey = false
    keyColumn = nil
    valueStart = nil
    last = .nothing
    return true
  }
}

// One token.
extension StructureScan {
  mutating func token() {
    let byte = bytes[position]
    switch byte {
    case 0x20, 0x0D: position += 1
    case 0x09:
      if brackets.isEmpty, mayBeginKey { reportWideIndentation() } else { position += 1 }
    case 0x0A:
      position += 1
      beginLine()
    case UInt8(ascii: "#"): comment()
    case UInt8(ascii: "["), UInt8(ascii: "{"): openBracket(byte)
    case UInt8(ascii: "]"), UInt8(ascii: "}"): closeBracket(byte)
    case UInt8(ascii: ","): comma()
    case UInt8(ascii: "-") where isSeparated(position + 1) || !brackets.isEmpty && at(position + 1).endsFlowScalar:
      dash()
    case UInt8(ascii: "?") where isSeparated(position + 1): questionMark()
    case UInt8(ascii: ":") where isSeparated(position + 1) || !brackets.isEmpty && isFlowColon: colon()
    case UInt8(ascii: "|"), UInt8(ascii: ">"): block()
    case UInt8(ascii: "'"), UInt8(ascii: "\""): quote(byte)
    case UInt8(ascii: "&"), UInt8(ascii: "*"): anchorOrAlias(byte)
    case UInt8(ascii: "!"): tag()
    case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      if beginNode() { trapIndicator() }
    default:
      if beginNode() { plain() }
    }
  }

  /// In `[ ]` and `{ }` a `:` directly behind a complete node ends a key.
  private var isFlowColon: Bool { last == .node || at(position + 1).endsFlowScalar }

  mutating func trapIndicator() {
    let character = Character(Unicode.Scalar(bytes[position]))
    trap(from: position) { .indicator(character, quoted: $0) }
  }

  /// Notes that a node begins; reports one that follows another on the same line, and answers false.
  mutating func beginNode() -> Bool {
    if last == .plain || last == .node, let start = valueStart {
      if start < lineStart { return beginNodeAfterLines() }
      trap(from: start) { .textAfterNode(quoted: $0) }
      return false
    }
    if mayBeginKey, keyColumn == nil { keyColumn = position - lineStart }
    if last == .colon || valueStart == nil || last == .nothing && keyColumn == position - lineStart {
      valueStart = position
    }
    return true
  }

  /// What began on an earlier line is complete and cannot be meant as one text with what begins here.
  private mutating func beginNodeAfterLines() -> Bool {
    guard let index = brackets.indices.last else {
      let end = max(position + 1, contentEnd(from: position))
      report(.textAfterNode(quoted: nil), at: position..<end, .broken)
      position = end
      return false
    }
    let closing = Character(Unicode.Scalar(brackets[index].closing))
    report(.missingComma(closing), at: position..<position + 1, .broken)
    brackets[index].hasColon = false
    beginItem()
    return beginNode()
  }

  mutating func endNode(_ kind: Last) {
    last = kind
    mayBeginKey = false
  }

  private mutating func comment() {
    let isText = !isSeparated(position + 1) && position > lineStart && (last == .plain || last == .colon)
    if isText {
      let start = last == .colon ? position : valueStart ?? position
      trap(from: start, .readable) { .hashInText(quoted: $0) }
    } else {
      position = lineEnd(from: position)
    }
  }

  private mutating func openBracket(_ byte: UInt8) {
    if last == .plain, !brackets.isEmpty, let start = valueStart {
      trap(from: start) { .endedByFlow(quoted: $0) }
      return
    }
    guard beginNode() else { return }
    brackets.append(Bracket(opening: byte, offset: position, keyColumn: keyColumn))
    keyColumn = nil
    checkDepth(at: position)
    position += 1
    beginItem()
  }

  private mutating func beginItem() {
    last = .nothing
    mayBeginKey = true
    valueStart = nil
  }

  private mutating func closeBracket(_ byte: UInt8) {
    guard let bracket = brackets.last else {
      if last == .nothing || last == .colon {
        trapIndicator()
      } else if let start = valueStart {
        trap(from: start) { .textAfterNode(quoted: $0) }
      } else {
        position += 1
      }
      return
    }
    if bracket.closing != byte {
      report(.strayBracket(Character(Unicode.Scalar(byte))), at: position..<position + 1, .broken)
    }
    brackets.removeLast()
    position += 1
    valueStart = bracket.offset
    keyColumn = bracket.offset >= lineStart ? bracket.keyColumn : nil
    endNode(.node)
  }

  private mutating func comma() {
    guard let index = brackets.indices.last else {
      if last == .nothing || last == .colon {
        trapIndicator()
      } else if let start = valueStart {
        trap(from: start) { .textAfterNode(quoted: $0) }
      } else {
        position += 1
      }
      return
    }
    brackets[index].hasColon = false
    position += 1
    beginItem()
  }

  private mutating func dash() {
    guard brackets.isEmpty, mayBeginKey, last == .nothing else {
      if beginNode() { trapIndicator() }
      return
    }
    openBlock(column: position - lineStart)
    position += 1
    keyColumn = nil
    valueStart = nil
  }

  private mutating func questionMark() {
    if last == .colon {
      trapIndicator()
      return
    }
    trap(from: position) { .complexKey(quoted: $0) }
  }

  private mutating func colon() {
    if let index = brackets.indices.last {
      if brackets[index].hasColon, let start = valueStart {
        trap(from: start) { .colonInText(quoted: $0) }
        return
      }
      brackets[index].hasColon = true
    } else if let column = keyColumn {
      openBlock(column: column)
    } else if let start = valueStart, last == .plain || last == .node {
      trap(from: start) { .colonInText(quoted: $0) }
      return
    } else if mayBeginKey, isWellFormed {
      report(.emptyKey, at: position..<position + 1, .broken)
    }
    position += 1
    keyColumn = nil
    mayBeginKey = false
    valueStart = nil
    last = last == .plain ? .colon : .nothing
  }

  private mutating func anchorOrAlias(_ byte: UInt8) {
    guard beginNode() else { return }
    var end = position + 1
    while end < bytes.count, bytes[end].isAnchorCharacter { end += 1 }
    let isEnded = isSeparated(end) || at(end) == UInt8(ascii: ":") || !brackets.isEmpty && at(end).endsFlowScalar
    guard end > position + 1, isEnded else {
      trapIndicator()
      return
    }
    position = end
    if byte == UInt8(ascii: "*") { endNode(.node) }
  }

  private mutating func tag() {
    guard beginNode() else { return }
    var end = position
    while !isSeparated(end), brackets.isEmpty || !at(end).endsFlowScalar { end += 1 }
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    switch text {
    case "!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq": break
    default:
      // `!= 3` and `!(a or b)` are conditions; a tag's name begins with a letter.
      let head = at(position + 1)
      if text == "!" || !(head.isLetter || head == UInt8(ascii: "!") || head == UInt8(ascii: "<")) {
        trapIndicator()
        return
      }
      report(.tag(text), at: position..<end, .broken)
    }
    position = end
  }
}

extension UInt8 {
  /// A letter, digit, `-` or `_`: all that libyaml takes in the name of an anchor.
  fileprivate var isAnchorCharacter: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
