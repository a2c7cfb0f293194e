// From a scalar's decoded text back to the file: escapes, folding and indentation are undone byte by byte.

import KoshaSource

/// Builds the offset map of one scalar.
struct ScalarMap {
  private let bytes: [UInt8]
  private let end: Int
  private let text: [UInt8]
  private var raw: Int
  private var decoded = 0
  private var segments: [OffsetMap.Segment] = []

  /// The map of a scalar that stands at `range` of the file and was decoded to `text`.
  static func map(_ text: String, style: YAMLScalar.Style, in bytes: [UInt8], at range: Range<Int>) -> OffsetMap {
    let contentStart =
      switch style {
      case .singleQuoted, .doubleQuoted: range.lowerBound + 1
      case .plain, .literal, .folded: range.lowerBound
      }
    let utf8 = text.utf8
    // Most scalars stand in the file exactly as they read.
    if style != .literal, style != .folded, contentStart + utf8.count <= bytes.count,
      utf8.elementsEqual(bytes[contentStart..<contentStart + utf8.count])
    {
      return OffsetMap(verbatimAt: contentStart)
    }
    var map = ScalarMap(bytes: bytes, end: range.upperBound, text: Array(utf8), raw: contentStart)
    switch style {
    case .plain, .singleQuoted, .doubleQuoted: map.walkFlow(style)
    case .literal: map.walkBlock(isFolded: false)
    case .folded: map.walkBlock(isFolded: true)
    }
    if map.segments.isEmpty { return OffsetMap(verbatimAt: contentStart) }
    return OffsetMap(segments: map.segments)
  }

  private init(bytes: [UInt8], end: Int, text: [UInt8], raw: Int) {
    self.bytes = bytes
    self.end = end
    self.text = text
    self.raw = raw
  }

  /// Says that the text from `decoded` on stands at `raw`, unless the last anchor says so already.
  private mutating func anchor() {
    if let last = segments.last, decoded - last.textOffset == raw - last.fileOffset { return }
    if segments.last?.textOffset == decoded { segments.removeLast() }
    segments.append(OffsetMap.Segment(textOffset: decoded, fileOffset: raw))
  }

  // MARK: - Plain and quoted

  private mutating func walkFlow(_ style: YAMLScalar.Style) {
    while decoded < text.count, raw < end {
      let byte = bytes[raw]
      if byte == UInt8(ascii: "\\"), style == .doubleQuoted {
        walkEscape()
      } else if byte == UInt8(ascii: "'"), style == .singleQuoted {
        anchor()
        raw += 2
        decoded += 1
      } else if isBlankOrBreak(byte), let afterBreak = foldEnd() {
        walkFold(to: afterBreak)
      } else {
        anchor()
        raw += 1
        decoded += 1
      }
    }
  }

  /// Where the run of blanks and line breaks at `raw` ends, nil where it holds no line break.
  private func foldEnd() -> Int? {
    var offset = raw
    var hasBreak = false
    while offset < end, isBlankOrBreak(bytes[offset]) {
      hasBreak = hasBreak || isBreak(bytes[offset])
      offset += 1
    }
    return hasBreak ? offset : nil
  }

  /// A fold: one line break reads as a space, each further one as a line feed.
  private mutating func walkFold(to afterBreak: Int) {
    anchor()
    while decoded < text.count, text[decoded] == 0x0A { decoded += 1 }
    if decoded < text.count, text[decoded] == 0x20, segments.last?.textOffset == decoded { decoded += 1 }
    raw = afterBreak
  }

  private mutating func walkEscape() {
    guard raw + 1 < end else {
      raw = end
      return
    }
    let kind = bytes[raw + 1]
    if isBreak(kind) {
      raw += 1
      while raw < end, isBlankOrBreak(bytes[raw]) { raw += 1 }
      return
    }
    anchor()
    let digits =
      switch kind {
      case UInt8(ascii: "x"): 2
      case UInt8(ascii: "u"): 4
      case UInt8(ascii: "U"): 8
      default: 0
      }
    raw += 2 + digits
    decoded += scalarLength(at: decoded)
  }

  /// The UTF-8 length of the character at an offset of the text.
  private func scalarLength(at offset: Int) -> Int {
    switch text[offset] {
    case 0..<0x80: 1
    case 0x80..<0xE0: 2
    case 0xE0..<0xF0: 3
    default: 4
    }
  }

  // MARK: - Blocks

  private mutating func walkBlock(isFolded: Bool) {
    while raw < bytes.count, bytes[raw] != 0x0A { raw += 1 }
    raw += 1
    let indentation = blockIndentation()
    while decoded < text.count, raw < bytes.count {
      let lineEnd = endOfLine(raw)
      var contentEnd = lineEnd
      if contentEnd > raw, bytes[contentEnd - 1] == 0x0D { contentEnd -= 1 }
      let contentStart = min(raw + indentation, contentEnd)
      if contentStart < contentEnd {
        walkSeparators(before: bytes[contentStart], isFolded: isFolded)
        raw = contentStart
        anchor()
        decoded = min(decoded + contentEnd - contentStart, text.count)
        raw = contentEnd
        anchorLineEnd()
      } else if !isFolded {
        raw = contentEnd
        anchorLineEnd()
      }
      if !isFolded, decoded < text.count { decoded += 1 }
      raw = lineEnd + 1
    }
  }

  /// What follows a line's content (a line feed, or the space of a fold) stands at the line's end.
  private mutating func anchorLineEnd() {
    if decoded < text.count { anchor() }
  }

  /// The line feeds and the space by which a folded block joins lines.
  private mutating func walkSeparators(before first: UInt8, isFolded: Bool) {
    guard isFolded else { return }
    while decoded < text.count, text[decoded] == 0x0A { decoded += 1 }
    if decoded > 0, decoded < text.count, text[decoded] == 0x20, first != 0x20 { decoded += 1 }
  }

  /// How many spaces every line of the block is indented by: the first line with content has as many more than its
  /// text.
  private func blockIndentation() -> Int {
    var line = raw
    while line < bytes.count {
      let lineEnd = endOfLine(line)
      let spaces = bytes[line..<lineEnd].prefix { $0 == 0x20 }.count
      if line + spaces < lineEnd, bytes[line + spaces] != 0x0D {
        let content = text.drop { $0 == 0x0A }
        return max(0, spaces - content.prefix { $0 == 0x20 }.count)
      }
      line = lineEnd + 1
    }
    return 0
  }

  private func endOfLine(_ offset: Int) -> Int {
    var offset = offset
    while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
    return offset
  }

  private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
  private func isBlankOrBreak(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || isBreak(byte) }
}
