// The bytes of a CSV file in, its rows with every cell's place out (RFC 4180: quotes doubled inside quotes, line ends too).

import KoshaSource
import KoshaYAML

/// A cell as it stands in its file.
struct CSVCell {
  /// All of it, quotes included.
  var range: Range<Int>
  /// What stands between the quotes; all of it where there are none.
  var content: Range<Int>
  /// Whether it holds what is written differently than it is read: doubled quotes, or line ends of two characters.
  var isEscaped = false
}

/// Reads a file row by row.
struct CSVReader {
  let file: SourceFile
  private(set) var offset = 0
  private var isBroken = false

  /// Nil, with what is wrong in `bag`, where the file is no clean UTF-8 or too large.
  init?(_ file: SourceFile, into bag: inout DiagnosticBag) {
    self.file = file
    var faults = DiagnosticBag()
    let encoding = EncodingScan(file, limits: .rules, into: &faults)
    guard encoding.isClean else {
      if let place = ShiftJIS.firstCharacter(of: file.bytes) {
        bag.add(CSVProblem.shiftJIS, at: SourceSpan(file: file, range: place))
      } else {
        bag.add(contentsOf: faults)
      }
      return nil
    }
    offset = encoding.start
  }

  /// The next row that is not an empty line, nil at the end; a fault in the quotes of a row ends the file.
  mutating func next(_ cells: inout [CSVCell], into bag: inout DiagnosticBag) -> SourceSpan? {
    cells.removeAll(keepingCapacity: true)
    return file.bytes.withUnsafeBufferPointer { bytes in
      while offset < bytes.count, let length = CSVReader.lineEnd(bytes, offset) { offset += length }
      guard offset < bytes.count, !isBroken else { return nil }
      let start = offset
      while true {
        guard let cell = cell(bytes, into: &bag) else {
          isBroken = true
          return nil
        }
        cells.append(cell)
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ",") else { break }
        offset += 1
      }
      let span = SourceSpan(file: file, range: start..<offset)
      if let length = CSVReader.lineEnd(bytes, offset) { offset += length }
      return span
    }
  }

  /// The length of a line end at an offset.
  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int? {
    guard offset < bytes.count else { return nil }
    if bytes[offset] == 0x0A { return 1 }
    return bytes[offset] == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? 2 : nil
  }

  private mutating func cell(_ bytes: UnsafeBufferPointer<UInt8>, into bag: inout DiagnosticBag) -> CSVCell? {
    let start = offset
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
      while offset < bytes.count, bytes[offset] != UInt8(ascii: ","), CSVReader.lineEnd(bytes, offset) == nil {
        offset += 1
      }
      return CSVCell(range: start..<offset, content: start..<offset)
    }
    offset += 1
    var isEscaped = false
    while true {
      guard offset < bytes.count else {
        bag.add(CSVProblem.unclosedQuote, at: SourceSpan(file: file, range: start..<start + 1))
        return nil
      }
      let byte = bytes[offset]
      offset += 1
      if byte == 0x0D { isEscaped = true }
      guard byte == UInt8(ascii: "\"") else { continue }
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { break }
      offset += 1
      isEscaped = true
    }
    guard offset == bytes.count || bytes[offset] == UInt8(ascii: ",") || CSVReader.lineEnd(bytes, offset) != nil else {
      let end = bytes[offset...].firstIndex { $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      bag.add(CSVProblem.textAfterQuote, at: SourceSpan(file: file, range: offset..<end))
      return nil
    }
    return CSVCell(range: start..<offset, content: start + 1..<offset - 1, isEscaped: isEscaped)
  }

  /// What a cell says, every character with its place; line ends in it are LF.
  func text(_ cell: CSVCell) -> LocatedText {
    let span = SourceSpan(file: file, range: cell.range)
    guard cell.isEscaped else {
      let text = file.bytes.withUnsafeBufferPointer { String(decoding: $0[cell.content], as: UTF8.self) }
      return LocatedText(text: text, span: span, map: OffsetMap(verbatimAt: cell.content.lowerBound))
    }
    var text: [UInt8] = []
    var segments = [OffsetMap.Segment(textOffset: 0, fileOffset: cell.content.lowerBound)]
    var offset = cell.content.lowerBound
    while offset < cell.content.upperBound {
      let byte = file.bytes[offset]
      offset += 1
      if byte == 0x0D {
        // The scan of the encoding has seen the line feed behind it.
        segments.append(.init(textOffset: text.count, fileOffset: offset))
        continue
      }
      text.append(byte)
      guard byte == UInt8(ascii: "\"") else { continue }
      offset += 1
      segments.append(.init(textOffset: text.count, fileOffset: offset))
    }
    return LocatedText(
      text: String(decoding: text, as: UTF8.self), span: span, map: OffsetMap(segments: segments))
  }
}

/// The encoding in which spreadsheets of older Japanese systems save CSV.
enum ShiftJIS {
  /// The place of the first character of two bytes, where a file that is no UTF-8 can be read as Shift_JIS (CP932) and
  /// holds such a character; nil for anything else.
  static func firstCharacter(of bytes: [UInt8]) -> Range<Int>? {
    var first: Range<Int>?
    var offset = 0
    while offset < bytes.count {
      switch bytes[offset] {
      case 0..<0x80, 0xA1...0xDF: offset += 1
      case 0x81...0x9F, 0xE0...0xFC:
        guard offset + 1 < bytes.count, (0x40...0xFC).contains(bytes[offset + 1]), bytes[offset + 1] != 0x7F else {
          return nil
        }
        // Other encodings of Japanese hold none of these lead bytes.
        if first == nil, bytes[offset] < 0xA0 { first = offset..<offset + 2 }
        offset += 2
      default: return nil
      }
    }
    return first
  }
}
