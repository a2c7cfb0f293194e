// The bytes of a start tag that expat found well formed in, the values of its attributes with their places out.

import KoshaSource

/// Attributes of a start tag.
enum XMLStartTag {
  /// The values in document order, namespace declarations left out, as expat gives them.
  static func attributes(of file: SourceFile, in range: Range<Int>) -> [LocatedText] {
    let bytes = file.bytes
    var values: [LocatedText] = []
    var index = range.lowerBound + 1
    while index < range.upperBound, !isSpace(bytes[index]) { index += 1 }
    while index < range.upperBound {
      while index < range.upperBound, isSpace(bytes[index]) { index += 1 }
      let nameStart = index
      while index < range.upperBound, bytes[index] != UInt8(ascii: "="), !isSpace(bytes[index]) { index += 1 }
      let name = String(decoding: bytes[nameStart..<index], as: UTF8.self)
      while index < range.upperBound, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "'") {
        index += 1
      }
      guard index < range.upperBound else { break }
      let quote = bytes[index]
      let start = index + 1
      var end = start
      while end < range.upperBound, bytes[end] != quote { end += 1 }
      if name != "xmlns", !name.hasPrefix("xmlns:") { values.append(value(of: file, in: start..<end)) }
      index = end + 1
    }
    return values
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// A value with its references resolved and its white space as spaces (XML 1.0 §3.3.3).
  private static func value(of file: SourceFile, in range: Range<Int>) -> LocatedText {
    let bytes = file.bytes
    var text: [UInt8] = []
    var segments = [OffsetMap.Segment(textOffset: 0, fileOffset: range.lowerBound)]
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      switch bytes[index] {
      case UInt8(ascii: "&"):
        while index < range.upperBound, bytes[index] != UInt8(ascii: ";") { index += 1 }
        text += reference(String(decoding: bytes[start + 1..<min(index, range.upperBound)], as: UTF8.self)).utf8
        index += 1
      case 0x0D where index + 1 < range.upperBound && bytes[index + 1] == 0x0A:
        text.append(0x20)
        index += 2
      case let byte:
        text.append(isSpace(byte) ? 0x20 : byte)
        index += 1
        continue
      }
      segments.append(OffsetMap.Segment(textOffset: text.count, fileOffset: index))
    }
    return LocatedText(
      text: String(decoding: text, as: UTF8.self), span: SourceSpan(file: file, range: range),
      map: OffsetMap(segments: segments))
  }

  /// The text of `lt`, `#65`, `#x41`; without document types there are no other references.
  private static func reference(_ name: String) -> String {
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let number = name.dropFirst()
      let code = number.hasPrefix("x") ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
      return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }
  }
}
