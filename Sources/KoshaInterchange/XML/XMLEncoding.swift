// A file's bytes in, the same document in UTF-8 out: byte order mark, then the XML declaration, tell the encoding.

import KoshaSource

/// The encodings a document may have: UTF-8, UTF-16, ISO 8859-1 and ASCII.
enum XMLEncoding {
  /// The file itself where it is UTF-8; nil with an error where its encoding is none of ours or its bytes do not fit it.
  static func inUTF8(_ file: SourceFile, into bag: inout DiagnosticBag) -> SourceFile? {
    let bytes = file.bytes
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0x3C, 0x00]) {
      return turned(file, isBigEndian: false, into: &bag)
    }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0x00, 0x3C]) {
      return turned(file, isBigEndian: true, into: &bag)
    }
    let (name, place) = declared(in: bytes)
    switch name.lowercased() {
    case "", "utf-8", "utf8", "us-ascii", "ascii":
      guard String(validating: bytes, as: UTF8.self) != nil else {
        let offset = firstInvalid(bytes)
        bag.add(
          InterchangeProblem.invalidBytes(encoding: "UTF-8"),
          at: SourceSpan(file: file, range: offset..<min(offset + 1, bytes.count)))
        return nil
      }
      return file
    case "iso-8859-1", "latin1":
      let text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
      return SourceFile(path: file.path, text: text)
    default:
      bag.add(InterchangeProblem.encoding(name), at: SourceSpan(file: file, range: place))
      return nil
    }
  }

  private static func turned(_ file: SourceFile, isBigEndian: Bool, into bag: inout DiagnosticBag) -> SourceFile? {
    let bytes = file.bytes
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for index in stride(from: 0, to: bytes.count - 1, by: 2) {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
    }
    if units.first == 0xFEFF { units.removeFirst() }
    guard bytes.count % 2 == 0, let text = String(validating: units, as: UTF16.self) else {
      bag.add(InterchangeProblem.invalidBytes(encoding: "UTF-16"), at: XMLReader.start(of: file))
      return nil
    }
    return SourceFile(path: file.path, text: text)
  }

  /// The encoding that `<?xml … encoding="…"?>` names, and where; empty where there is none.
  private static func declared(in bytes: [UInt8]) -> (name: String, place: Range<Int>) {
    guard bytes.starts(with: Array("<?xml".utf8)), let end = bytes.prefix(1024).firstIndex(of: UInt8(ascii: ">")) else {
      return ("", 0..<0)
    }
    let word = Array("encoding".utf8)
    var index = 5
    while index + word.count < end, !bytes[index...].starts(with: word) { index += 1 }
    guard
      let quote = bytes[index..<end].firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }),
      index + word.count < end,
      let close = bytes[(quote + 1)..<end].firstIndex(of: bytes[quote])
    else { return ("", 0..<0) }
    return (String(decoding: bytes[(quote + 1)..<close], as: UTF8.self), quote + 1..<close)
  }

  private static func firstInvalid(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error, .emptyInput: return min(offset, bytes.count)
      }
    }
  }
}
