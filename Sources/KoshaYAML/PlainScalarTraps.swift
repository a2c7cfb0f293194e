// Plain scalars that do not mean what they say.

import KoshaSource

struct PlainScalarTraps {
  let file: SourceFile

  func check(_ text: String, at range: Range<Int>, inFlow: Bool, into bag: inout DiagnosticBag) {
    checkHash(range, into: &bag)
    if inFlow, text.utf8.contains(UInt8(ascii: "(")) || text.utf8.contains(UInt8(ascii: ")")) {
      let opened = text.utf8.filter { $0 == UInt8(ascii: "(") }.count
      let closed = text.utf8.filter { $0 == UInt8(ascii: ")") }.count
      if opened > closed {
        bag.add(
          YAMLProblem.unmatchedBracket(quoted: Self.quoted(wholeText(from: range.lowerBound))),
          at: SourceSpan(file: file, range: range))
      }
    }
  }

  func reportKeyWithoutValue(_ key: YAMLScalar, after previous: YAMLEntry?, into bag: inout DiagnosticBag) {
    if let value = previous?.value.scalar, value.style == .plain,
      value.text.utf8.filter({ $0 == UInt8(ascii: "(") }).count
        > value.text.utf8.filter({ $0 == UInt8(ascii: ")") }).count
    {
      return
    }
    bag.add(YAMLProblem.keyWithoutValue(key.text), at: key.located.span)
  }

  private func checkHash(_ range: Range<Int>, into bag: inout DiagnosticBag) {
    let bytes = file.bytes
    var offset = range.upperBound
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    guard offset > range.upperBound, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "#"), !range.isEmpty,
      ![0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset + 1])
    else { return }
    let end = endOfLine(offset)
    let whole = String(decoding: bytes[range.lowerBound..<end], as: UTF8.self)
    bag.add(YAMLProblem.hashInText(quoted: Self.quoted(whole)), at: SourceSpan(file: file, range: offset..<end))
  }

  /// From a plain scalar's start through the bracket that closes its first open one, on the same line.
  private func wholeText(from start: Int) -> String {
    let bytes = file.bytes
    let end = endOfLine(start)
    var depth = 0
    for offset in start..<end {
      if bytes[offset] == UInt8(ascii: "(") { depth += 1 }
      if bytes[offset] == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { return String(decoding: bytes[start...offset], as: UTF8.self) }
      }
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func endOfLine(_ offset: Int) -> Int {
    var end = offset
    while end < file.bytes.count, file.bytes[end] != 0x0A { end += 1 }
    while end > offset, [0x0D, 0x20, 0x09].contains(file.bytes[end - 1]) { end -= 1 }
    return end
  }

  static func quoted(_ text: String) -> String {
    text.contains("'")
      ? "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" : "'" + text + "'"
  }
}

/// The place and words of what libyaml refuses.
struct SyntaxErrorWording {
  let file: SourceFile

  func wording(of error: YAMLSyntaxError) -> (YAMLProblem, Range<Int>) {
    let offset = min(error.offset, max(0, file.bytes.count - 1))
    let range = offset..<min(offset + 1, file.bytes.count)
    return (
      .syntax(
        Words(ja: "YAML として読めません（\(error.problem)）", en: "this cannot be read as YAML (\(error.problem))")), range)
  }
}
