// Which characters are what in FEEL's grammar.

/// Classes of bytes and Unicode scalars.
enum ScalarClass {
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func isASCIINameStart(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
  }

  static func hexadecimalValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  /// The scalar at an offset of valid UTF-8, with its length; a broken sequence reads as U+FFFD.
  static func decode(_ bytes: [UInt8], at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
    var iterator = bytes[offset..<min(bytes.count, offset + 4)].makeIterator()
    var decoder = UTF8()
    switch decoder.decode(&iterator) {
    case .scalarValue(let scalar): return (scalar, UTF8.width(scalar))
    case .emptyInput, .error: return ("\u{FFFD}", 1)
    }
  }

  /// DMN 1.5 §10.3.1.2, rules 61 and 62, beyond ASCII; U+3000 is refused as a full-width form.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0xFEFF: true
    default: false
    }
  }

  /// Rules 28 and 29 beyond ASCII.
  static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xB7, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x203F...0x2040,
      0x2070...0x218F, 0x2C00...0x2FEF, 0x3005...0x3007, 0x3021...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFC,
      0x10000...0xEFFFF:
      true
    default: false
    }
  }

  /// What a full-width digit, operator, quote or space stands for; nil for all that may stand in a name.
  static func asciiForm(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0xFF3F: nil
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map(String.init)
    case 0x3000: " "
    case 0x3001: ","
    case 0xD7: "*"
    case 0xF7: "/"
    case 0x2212: "-"
    case 0x2260: "!="
    case 0x2264, 0x2266: "<="
    case 0x2265, 0x2267: ">="
    case 0x201C, 0x201D, 0x300C, 0x300D: "\""
    default: nil
    }
  }
}
