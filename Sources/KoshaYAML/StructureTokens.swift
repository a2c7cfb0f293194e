// The tokens of a StructureScan: lines, indicators, brackets, quotes, blocks and plain text, as libyaml divides them.

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
  private mutating func beginNode() -> Bool {
    if last == .plain || last == .node, let start = valueStart {
      trap(from: start) { .textAfterNode(quoted: $0) }
      return false
    }
    if mayBeginKey, keyColumn == nil { keyColumn = position - lineStart }
    if last == .colon || valueStart == nil || last == .nothing && keyColumn == position - lineStart {
      valueStart = position
    }
    return true
  }

  private mutating func endNode(_ kind: Last) {
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

// Scalars.
extension StructureScan {
  private mutating func quote(_ quote: UInt8) {
    guard beginNode() else { return }
    let start = position
    let firstLine = lineStart
    position += 1
    while position < bytes.count, mayBeParsed {
      let byte = bytes[position]
      if byte == quote {
        if quote == UInt8(ascii: "'"), at(position + 1) == quote {
          position += 2
          continue
        }
        position += 1
        finishQuote(from: start, isOneLine: lineStart == firstLine)
        return
      }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        escape()
      } else if byte == 0x0A {
        position += 1
        lineStart = position
        while at(position) == 0x20, position < bytes.count { position += 1 }
        if at(position) == 0x09, bytes[position..<lineEnd(from: position)].contains(where: { !$0.isBlank }) {
          report(.tabIndentation, at: position..<position + 1, .broken)
        }
        if isDocumentMarker(lineStart) { break }
      } else {
        position += 1
      }
    }
    if mayBeParsed { report(.unclosedQuote(Character(Unicode.Scalar(quote))), at: start..<start + 1, .fatal) }
  }

  /// Behind a closing quote: what may follow on the line.
  private mutating func finishQuote(from start: Int, isOneLine: Bool) {
    endNode(.node)
    if !isOneLine { keyColumn = nil }
    var next = position
    while at(next).isBlank, next < bytes.count { next += 1 }
    let byte = at(next)
    let isEnd =
      byte.isLineEnd || byte == UInt8(ascii: "#") && next > position
      || byte == UInt8(ascii: ":") && (isSeparated(next + 1) || !brackets.isEmpty)
      || !brackets.isEmpty && byte.endsFlowScalar
    if isEnd { return }
    if isOneLine {
      trap(from: start) { .textAfterNode(quoted: $0) }
    } else {
      // A quote that runs over lines into other text was meant to end on its first line.
      report(.unclosedQuote(Character(Unicode.Scalar(bytes[start]))), at: start..<start + 1, .fatal)
    }
  }

  /// In `"…"`: passes over an escape, reports one that libyaml does not know.
  private mutating func escape() {
    let start = position
    let digits: Int
    switch at(position + 1) {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    case 0x0D, 0x0A:
      position += 1
      return
    case UInt8(ascii: "0"), UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "t"), 0x09, UInt8(ascii: "n"),
      UInt8(ascii: "v"), UInt8(ascii: "f"), UInt8(ascii: "r"), UInt8(ascii: "e"), 0x20, UInt8(ascii: "\""),
      UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "N"), UInt8(ascii: "_"), UInt8(ascii: "L"),
      UInt8(ascii: "P"):
      position += 2
      return
    default:
      digits = 0
    }
    position = min(bytes.count, position + 2)
    var scalar: UInt32 = 0
    var count = 0
    while count < digits, let digit = at(position).hexadecimalValue {
      scalar = scalar &* 16 &+ UInt32(digit)
      count += 1
      position += 1
    }
    while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
    if digits == 0 || count < digits || Unicode.Scalar(scalar) == nil {
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      report(.invalidEscape(text), at: start..<position, .broken)
    }
  }

  private mutating func block() {
    guard beginNode() else { return }
    guard brackets.isEmpty, let explicit = blockHeader() else {
      trapIndicator()
      return
    }
    let parent = indents.last ?? -1
    var indent = explicit == 0 ? 0 : max(parent, 0) + explicit
    var widest = 0
    position = lineEnd(from: position)
    while position < bytes.count {
      // At a line end: look at the line after it.
      var next = position
      if bytes[next] == 0x0D { next += 1 }
      next += 1
      let begin = next
      while at(next) == 0x20, next < bytes.count { next += 1 }
      let column = next - begin
      let isEmpty = next >= bytes.count || bytes[next].isLineEnd
      if !isEmpty, indent == 0 { indent = max(widest, parent + 1, 1) }
      if isEmpty {
        widest = max(widest, column)
        position = min(next, bytes.count)
        continue
      }
      if column < indent {
        position = begin
        beginLine()
        return
      }
      position = lineEnd(from: next)
    }
  }

  /// The digit of a block's first line, 0 where there is none; nil where other text stands there.
  private func blockHeader() -> Int? {
    var next = position + 1
    var digit = 0
    var hasSign = false
    while !isSeparated(next) {
      switch at(next) {
      case UInt8(ascii: "+") where !hasSign, UInt8(ascii: "-") where !hasSign: hasSign = true
      case let byte where byte >= 0x31 && byte <= 0x39 && digit == 0: digit = Int(byte - 0x30)
      default: return nil
      }
      next += 1
    }
    let limit = lineEnd(from: next)
    while next < limit, bytes[next].isBlank { next += 1 }
    return next == limit || bytes[next] == UInt8(ascii: "#") ? digit : nil
  }

  /// Plain text, over several lines where it goes on.
  private mutating func plain() {
    let start = position
    let isFlow = !brackets.isEmpty
    let parent = indents.last ?? -1
    var textStart = start
    var balance = 0
    var lines = 1
    while true {
      var end = position
      while !isSeparated(position) {
        let byte = bytes[position]
        if byte == UInt8(ascii: ":"), isSeparated(position + 1) || isFlow && at(position + 1).endsFlowScalar { break }
        if isFlow {
          if byte.endsFlowScalar { break }
          balance += Parenthesis.change(bytes, at: position)
          if balance < 0 { break }
        }
        position += 1
        end = position
      }
      if isFlow, balance < 0 || balance > 0 && at(position).endsFlowScalar {
        position = end
        if balance < 0, halfOpenRange(lastItem: textStart) { return }
        if balance < 0 { position = plainItemEnd(from: end) }
        trap(from: textStart, .readable) { .endedByFlow(quoted: $0) }
        endNode(.plain)
        return
      }
      guard isSeparated(position), position < bytes.count else { break }
      let blank = position
      while at(position).isBlank, position < bytes.count { position += 1 }
      if at(position) == UInt8(ascii: "#") { break }
      if position < bytes.count, !bytes[position].isLineEnd { continue }
      guard continueLine(parent: parent, isFlow: isFlow) else {
        position = blank
        break
      }
      lines += 1
      textStart = position
      valueStart = position
    }
    if lines > 1 {
      keyColumn = nil
      if !isFlow, at(position) == UInt8(ascii: ":"), isSeparated(position + 1) {
        reportKeyInsideText(from: start, lastLine: textStart)
      }
    }
    endNode(.plain)
  }

  /// A `: ` in a later line of plain text: the text was meant to end before.
  private mutating func reportKeyInsideText(from start: Int, lastLine: Int) {
    var firstLineStart = start
    while firstLineStart > 0, bytes[firstLineStart - 1] != 0x0A { firstLineStart -= 1 }
    if start - firstLineStart == lastLine - lineStart {
      report(.missingColon, at: start..<contentEnd(from: start), .broken)
    } else {
      report(.misplacedLine, at: lastLine..<position, .broken)
    }
    position = lineEnd(from: position)
  }

  /// `[1..5)` is a range that begins with `[` and ends with `)`: the bracket was part of a text.
  private mutating func halfOpenRange(lastItem: Int) -> Bool {
    guard let bracket = brackets.last, bracket.opening == UInt8(ascii: "["), at(position) == UInt8(ascii: ")"),
      bytes[bracket.offset + 1..<lastItem].allSatisfy(\.isBlank)
    else { return false }
    brackets.removeLast()
    position += 1
    trap(from: bracket.offset) { .indicator("[", quoted: $0) }
    return true
  }

  /// The end of a plain item whose bracket closes nothing.
  private func plainItemEnd(from offset: Int) -> Int {
    let limit = contentEnd(from: offset)
    var end = offset
    while end < limit, !bytes[end].endsFlowScalar { end += 1 }
    while end > offset, bytes[end - 1].isBlank { end -= 1 }
    return end
  }

  /// At a line end inside plain text: goes to the text's next line, or answers false where the text ends.
  private mutating func continueLine(parent: Int, isFlow: Bool) -> Bool {
    var next = position
    var begin = position
    while next < bytes.count, bytes[next].isLineEnd {
      if bytes[next] == 0x0D { next += 1 }
      next += 1
      begin = next
      while at(next) == 0x20, next < bytes.count { next += 1 }
    }
    guard next < bytes.count else { return false }
    let column = next - begin
    if column == 0, isDocumentMarker(begin) { return false }
    if !isFlow, column <= parent { return false }
    let byte = bytes[next]
    if byte == UInt8(ascii: "#") || isFlow && byte.endsFlowScalar { return false }
    if byte == UInt8(ascii: ":"), isSeparated(next + 1) { return false }
    position = next
    lineStart = begin
    reportWideIndentation()
    return position < bytes.count && !bytes[position].isLineEnd
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

  fileprivate var hexadecimalValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}
