// The scalars of a StructureScan, as libyaml ends them: quotes, blocks and plain text.

import KoshaSource

extension StructureScan {
  mutating func quote(_ quote: UInt8) {
    guard beginNode() else { return }
    let start = position
    let firstLine = lineStart
    position += 1
    while mayBeParsed {
      position = quotedStretch(quote)
      guard position < bytes.count else { break }
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

  /// Passes over what has no meaning of its own inside a quote.
  private func quotedStretch(_ quote: UInt8) -> Int {
    var offset = position
    while offset < bytes.count, bytes[offset] != quote, bytes[offset] != UInt8(ascii: "\\"), bytes[offset] != 0x0A {
      offset += 1
    }
    return offset
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

  mutating func block() {
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
  mutating func plain() {
    let start = position
    let isFlow = !brackets.isEmpty
    let parent = indents.last ?? -1
    var textStart = start
    var balance = 0
    var lines = 1
    while true {
      let end = plainWord(isFlow: isFlow, balance: &balance)
      position = end
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

  /// The end of the plain text at `position` that stands without a blank; counts its brackets where they matter.
  ///
  /// Nearly all bytes of a file pass here, so that the walk keeps to what the processor holds.
  private func plainWord(isFlow: Bool, balance: inout Int) -> Int {
    var offset = position
    var open = balance
    while !isSeparated(offset) {
      let byte = bytes[offset]
      if byte == UInt8(ascii: ":"), isSeparated(offset + 1) || isFlow && at(offset + 1).endsFlowScalar { break }
      if isFlow, !byte.isLetterOrDigit {
        if byte.endsFlowScalar { break }
        open += Parenthesis.change(bytes, at: offset)
        if open < 0 { break }
      }
      offset += 1
    }
    balance = open
    return offset
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
  /// An ASCII letter or digit.
  fileprivate var isLetterOrDigit: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
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
