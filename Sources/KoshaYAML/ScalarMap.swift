// The bytes of one scalar in, the way from each character of its decoded text back to them out.

import KoshaSource

/// Walks a scalar as libyaml decodes it, and notes an anchor wherever text and file part.
struct ScalarMap {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset: Int
  private let end: Int
  private var textOffset = 0
  private var segments: [OffsetMap.Segment] = []
  /// Where the present line of a block begins.
  private var lineStart = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The map of a plain or quoted scalar at `range`, quotes included, whose text has `length` bytes.
  static func inline(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, style: YAMLScalar.Style, length: Int, isOneLine: Bool
  ) -> OffsetMap {
    let quote = style == .plain ? 0 : 1
    // Nothing but whole characters can be dropped or replaced, so equal lengths and one line mean equal texts; an
    // escape of two bytes always becomes one to three, and `''` becomes one: only `\L` and `\P` grow, and `\N`, `\_` keep.
    if isOneLine, range.count - 2 * quote == length, style != .doubleQuoted || !holdsBackslash(bytes, range) {
      return OffsetMap(verbatimAt: range.lowerBound + quote)
    }
    var walk = ScalarMap(bytes, range.lowerBound + quote..<max(range.lowerBound + quote, range.upperBound - quote))
    walk.inline(style)
    return OffsetMap(segments: walk.segments)
  }

  /// The map of a block scalar whose indicator stands at `start` in a collection indented by `parentIndent` (-1: none),
  /// and the end of its last line of content.
  static func block(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, style: YAMLScalar.Style, parentIndent: Int
  ) -> (map: OffsetMap, end: Int) {
    var walk = ScalarMap(bytes, start..<bytes.count)
    let end = walk.block(isFolded: style == .folded, parentIndent: parentIndent)
    return (OffsetMap(segments: walk.segments), end)
  }

  private static func holdsBackslash(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] == 0x5C { return true }
    return false
  }

  /// The next `length` bytes of text begin at `fileOffset`.
  private mutating func anchor(_ fileOffset: Int) {
    if let last = segments.last {
      if last.textOffset == textOffset {
        segments[segments.count - 1].fileOffset = fileOffset
        return
      }
      if last.fileOffset - last.textOffset == fileOffset - textOffset { return }
    }
    segments.append(OffsetMap.Segment(textOffset: textOffset, fileOffset: fileOffset))
  }

  private mutating func emit(from fileOffset: Int, length: Int) {
    anchor(fileOffset)
    textOffset += length
  }

  private func isBlank(_ index: Int) -> Bool { index < end && (bytes[index] == 0x20 || bytes[index] == 0x09) }

  /// The length of a line end at `index`, 0 where there is none.
  private func lineEnd(_ index: Int) -> Int {
    guard index < end else { return 0 }
    if bytes[index] == 0x0A { return 1 }
    return bytes[index] == 0x0D && index + 1 < end && bytes[index + 1] == 0x0A ? 2 : 0
  }
}

// Plain, '…' and "…".
extension ScalarMap {
  private mutating func inline(_ style: YAMLScalar.Style) {
    anchor(offset)
    while offset < end {
      let byte = bytes[offset]
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        whitespace()
      } else if byte == 0x27, style == .singleQuoted {
        emit(from: offset, length: 1)
        offset += 2
      } else if byte == 0x5C, style == .doubleQuoted {
        escape()
      } else {
        emit(from: offset, length: 1)
        offset += 1
      }
    }
  }

  /// Blanks inside a line are kept; around a line end they are dropped, one line end becomes a space, of several the
  /// first is dropped.
  private mutating func whitespace() {
    let begin = offset
    while isBlank(offset) { offset += 1 }
    guard lineEnd(offset) > 0 else {
      emit(from: begin, length: offset - begin)
      return
    }
    let first = offset
    offset += lineEnd(offset)
    if !blankLines() { emit(from: first, length: 1) }
  }

  /// Emits a line end for each empty line that follows and skips the indentation after them.
  private mutating func blankLines() -> Bool {
    var found = false
    while true {
      while isBlank(offset) { offset += 1 }
      let length = lineEnd(offset)
      if length == 0 { return found }
      emit(from: offset, length: 1)
      offset += length
      found = true
    }
  }

  private mutating func escape() {
    let begin = offset
    let escapedLineEnd = lineEnd(begin + 1)
    if escapedLineEnd > 0 {
      offset = begin + 1 + escapedLineEnd
      _ = blankLines()
      return
    }
    guard begin + 1 < end else {
      offset = end
      return
    }
    let digits =
      switch bytes[begin + 1] {
      case UInt8(ascii: "x"): 2
      case UInt8(ascii: "u"): 4
      case UInt8(ascii: "U"): 8
      default: 0
      }
    offset = min(end, begin + 2 + digits)
    emit(from: begin, length: escapedLength(bytes[begin + 1], digits: begin + 2..<offset))
  }

  /// How many bytes of UTF-8 an escape stands for.
  private func escapedLength(_ kind: UInt8, digits: Range<Int>) -> Int {
    switch kind {
    case UInt8(ascii: "N"), UInt8(ascii: "_"): return 2
    case UInt8(ascii: "L"), UInt8(ascii: "P"): return 3
    default:
      if digits.isEmpty { return 1 }
      var scalar: UInt32 = 0
      for index in digits {
        let byte = bytes[index]
        scalar = scalar &* 16 &+ UInt32(byte <= 0x39 ? byte & 0x0F : (byte & 0x0F) + 9)
      }
      return scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
    }
  }
}

// | and >.
extension ScalarMap {
  private enum Chomping {
    case strip
    case clip
    case keep
  }

  private mutating func block(isFolded: Bool, parentIndent: Int) -> Int {
    var chomping = Chomping.clip
    var indent = 0
    let indicator = offset
    while offset < end, lineEnd(offset) == 0 {
      switch bytes[offset] {
      case UInt8(ascii: "-") where offset - indicator < 3: chomping = .strip
      case UInt8(ascii: "+") where offset - indicator < 3: chomping = .keep
      case UInt8(ascii: "1")...UInt8(ascii: "9") where offset - indicator < 3:
        indent = max(parentIndent, 0) + Int(bytes[offset] - 0x30)
      case 0x20, 0x09:
        // What is left is a comment.
        while offset < end, lineEnd(offset) == 0 { offset += 1 }
        continue
      default: break
      }
      offset += 1
    }
    var contentEnd = offset
    offset += lineEnd(offset)
    lineStart = offset
    anchor(offset)

    // Line ends that are not yet known to be kept: of the line before, and of empty lines since.
    var pendingBreak: Int?
    var emptyLines: [Int] = []
    var previousBeganBlank = false
    emptyLinesBefore(&indent, parentIndent: parentIndent, into: &emptyLines)
    while offset < end, offset - lineStart == indent {
      let beginsBlank = isBlank(offset)
      if let lineBreak = pendingBreak {
        if isFolded, !previousBeganBlank, !beginsBlank {
          if emptyLines.isEmpty { emit(from: lineBreak, length: 1) }
        } else {
          emit(from: lineBreak, length: 1)
        }
      }
      for lineBreak in emptyLines { emit(from: lineBreak, length: 1) }
      emptyLines = []
      previousBeganBlank = beginsBlank
      let begin = offset
      while offset < end, lineEnd(offset) == 0 { offset += 1 }
      emit(from: begin, length: offset - begin)
      contentEnd = offset
      pendingBreak = lineEnd(offset) > 0 ? offset : nil
      offset += lineEnd(offset)
      lineStart = offset
      emptyLinesBefore(&indent, parentIndent: parentIndent, into: &emptyLines)
    }
    if chomping != .strip, let lineBreak = pendingBreak { emit(from: lineBreak, length: 1) }
    if chomping == .keep { for lineBreak in emptyLines { emit(from: lineBreak, length: 1) } }
    return contentEnd
  }
  /// Passes over empty lines and the indentation of the line after them; the first line of content tells the
  /// indentation where no digit did.
  private mutating func emptyLinesBefore(_ indent: inout Int, parentIndent: Int, into lineEnds: inout [Int]) {
    var widest = 0
    while true {
      while offset < end, bytes[offset] == 0x20, indent == 0 || offset - lineStart < indent { offset += 1 }
      widest = max(widest, offset - lineStart)
      let length = lineEnd(offset)
      if length == 0 { break }
      lineEnds.append(offset)
      offset += length
      lineStart = offset
    }
    if indent == 0 { indent = max(widest, parentIndent + 1, 1) }
  }
}
