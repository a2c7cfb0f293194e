// Bytes in, a JSON document or nothing out: the spelling that `JSON.bytes` gives and no other (sorting aside).

extension JSON {
  /// How deep arrays and objects may lie in each other.
  package static let depthLimit = 512

  /// Reads a document; nil where the bytes are anything but its one canonical spelling.
  package static func read(_ bytes: some Collection<UInt8>) -> JSON? {
    let bytes = Array(bytes)
    return bytes.withUnsafeBufferPointer { buffer in
      var reader = CanonicalReader(bytes: buffer)
      guard let document = reader.document(depth: 0), reader.isAtEnd else { return nil }
      return document
    }
  }
}

private struct CanonicalReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { index == bytes.count }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skip(word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[index + offset] != word.utf8Start[offset] { return false }
    index += count
    return true
  }

  mutating func document(depth: Int) -> JSON? {
    guard index < bytes.count, depth < JSON.depthLimit else { return nil }
    switch bytes[index] {
    case UInt8(ascii: "n"): return skip(word: "null") ? .null : nil
    case UInt8(ascii: "t"): return skip(word: "true") ? .boolean(true) : nil
    case UInt8(ascii: "f"): return skip(word: "false") ? .boolean(false) : nil
    case UInt8(ascii: "\""): return string().map(JSON.string)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "{"): return object(depth: depth)
    default: return number()
    }
  }

  private mutating func array(depth: Int) -> JSON? {
    index += 1
    var members: [JSON] = []
    if skip(UInt8(ascii: "]")) { return .array([]) }
    while true {
      guard let member = document(depth: depth + 1) else { return nil }
      members.append(member)
      if skip(UInt8(ascii: "]")) { return .array(members) }
      guard skip(UInt8(ascii: ",")) else { return nil }
    }
  }

  private mutating func object(depth: Int) -> JSON? {
    index += 1
    var members: [JSON.Member] = []
    if skip(UInt8(ascii: "}")) { return .object([]) }
    while true {
      guard let name = string(), skip(UInt8(ascii: ":")), let value = document(depth: depth + 1) else { return nil }
      members.append(JSON.Member(name, value))
      if skip(UInt8(ascii: "}")) { return .object(members) }
      guard skip(UInt8(ascii: ",")) else { return nil }
    }
  }

  private mutating func number() -> JSON? {
    let start = index
    var isWhole = true
    _ = skip(UInt8(ascii: "-"))
    let first = index
    guard digits() else { return nil }
    if bytes[first] == UInt8(ascii: "0"), index - first > 1 { return nil }
    if skip(UInt8(ascii: ".")) {
      isWhole = false
      guard digits() else { return nil }
    }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
    if isWhole {
      if text == "-0" { return nil }
      if let number = Int(text) { return .integer(number) }
    }
    return .number(text)
  }

  private mutating func digits() -> Bool {
    let start = index
    while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
    return index > start
  }

  private mutating func string() -> String? {
    guard skip(UInt8(ascii: "\"")) else { return nil }
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
      guard bytes[index] >= 0x20 else { return nil }
      index += 1
    }
    guard index < bytes.count else { return nil }
    let plain = UnsafeBufferPointer(rebasing: bytes[start..<index])
    if skip(UInt8(ascii: "\"")) { return String(validating: plain, as: UTF8.self) }
    var text = Array(plain)
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let character = escape() else { return nil }
        text.append(character)
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  /// The character behind a backslash; only the escapes that the writer needs.
  private mutating func escape() -> UInt8? {
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "u"):
      guard index + 4 <= bytes.count else { return nil }
      let digits = String(decoding: UnsafeBufferPointer(rebasing: bytes[index..<(index + 4)]), as: UTF8.self)
      index += 4
      guard let code = Hashing.bytes(hex: digits), code[0] == 0, code[1] < 0x20,
        ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(code[1])
      else { return nil }
      return code[1]
    default: return nil
    }
  }
}
