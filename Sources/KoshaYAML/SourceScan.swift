// One linear pass over the bytes before libyaml sees them: size, encoding, characters, indentation.

import KoshaSource

/// The scan of a file.
enum SourceScan {
  /// Where the text begins (behind a byte order mark), or nil where the bytes cannot be read as YAML at all.
  static func scan(_ file: SourceFile, limits: YAMLLimits, into bag: inout DiagnosticBag) -> Int? {
    let bytes = file.bytes
    func span(_ offset: Int, _ length: Int = 1) -> SourceSpan {
      SourceSpan(file: file, range: offset..<min(offset + length, bytes.count))
    }
    if bytes.count > limits.bytes {
      bag.add(YAMLProblem.tooLarge(limit: limits.bytes), at: span(0))
      return nil
    }
    if let encoding = otherEncoding(bytes) {
      bag.add(YAMLProblem.otherEncoding(encoding), at: span(0))
      return nil
    }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var isClean = true
    var isIndentation = true
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0x0A {
        isIndentation = true
        offset += 1
        continue
      }
      if byte == 0x20 || (byte > 0x20 && byte < 0x7F) {
        if byte != 0x20 { isIndentation = false }
        offset += 1
        continue
      }
      guard let (scalar, length) = decode(bytes, at: offset) else {
        bag.add(YAMLProblem.invalidUTF8, at: span(offset))
        return nil
      }
      if isForbidden(scalar, at: offset, in: bytes) {
        bag.add(YAMLProblem.controlCharacter(scalar), at: span(offset, length))
        isClean = false
      } else if isIndentation, isWideSpace(scalar), !restOfLineIsBlank(bytes, from: offset) {
        bag.add(YAMLProblem.indentation(character: scalar), at: span(offset, length))
        isClean = false
        isIndentation = false
      } else if !isWideSpace(scalar), scalar != 0x0D {
        isIndentation = false
      }
      offset += length
    }
    return isClean ? start : nil
  }

  /// UTF-16 and UTF-32, told by a byte order mark or by the zeros that ASCII leaves in them.
  private static func otherEncoding(_ bytes: [UInt8]) -> String? {
    let head = Array(bytes.prefix(4))
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    guard head.count == 4 else { return nil }
    switch head.map({ $0 == 0 }) {
    case [true, true, true, false], [false, true, true, true]: return "UTF-32"
    case [true, false, true, false], [false, true, false, true]: return "UTF-16"
    default: return nil
    }
  }

  /// The character at an offset, nil for an overlong form, a surrogate, or bytes that are no UTF-8.
  private static func decode(_ bytes: [UInt8], at offset: Int) -> (scalar: UInt32, length: Int)? {
    let first = bytes[offset]
    if first < 0x80 { return (UInt32(first), 1) }
    let length: Int
    var scalar: UInt32
    switch first {
    case 0xC2...0xDF: (length, scalar) = (2, UInt32(first & 0x1F))
    case 0xE0...0xEF: (length, scalar) = (3, UInt32(first & 0x0F))
    case 0xF0...0xF4: (length, scalar) = (4, UInt32(first & 0x07))
    default: return nil
    }
    guard offset + length <= bytes.count else { return nil }
    for index in offset + 1..<offset + length {
      guard bytes[index] & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(bytes[index] & 0x3F)
    }
    let isOverlong = (length == 3 && scalar < 0x800) || (length == 4 && scalar < 0x10000)
    if isOverlong || (0xD800...0xDFFF).contains(scalar) || scalar > 0x10FFFF { return nil }
    return (scalar, length)
  }

  /// Control characters, the line ends that only YAML 1.1 knows, a byte order mark inside the text, non-characters.
  private static func isForbidden(_ scalar: UInt32, at offset: Int, in bytes: [UInt8]) -> Bool {
    switch scalar {
    case 0x09: false
    case 0x0D: offset + 1 >= bytes.count || bytes[offset + 1] != 0x0A
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func isWideSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  private static func restOfLineIsBlank(_ bytes: [UInt8], from start: Int) -> Bool {
    var offset = start
    while offset < bytes.count, bytes[offset] != 0x0A {
      guard let (scalar, length) = decode(bytes, at: offset) else { return false }
      if scalar != 0x20, scalar != 0x0D, !isWideSpace(scalar) { return false }
      offset += length
    }
    return true
  }
}
