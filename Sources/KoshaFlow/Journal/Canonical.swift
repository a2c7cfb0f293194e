// JSON as the journal writes it, and a strict reader of it: the same document always has the same bytes.

/// A JSON document.
package enum JSON: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A whole number that 64 bits hold.
  case integer(Int)
  /// Any other number, as its digits are written.
  case number(String)
  /// A string.
  case string(String)
  /// An array.
  case array([JSON])
  /// An object; members stand in the order given.
  case object([Member])

  /// A member of an object.
  package struct Member: Sendable, Hashable {
    package var name: String
    package var value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// An object of ours: members sorted by the bytes of their names, those that are nil left out.
  package static func sorted(_ members: KeyValuePairs<String, JSON?>) -> JSON {
    .sorted(members.compactMap { name, value in value.map { Member(name, $0) } })
  }

  /// Members sorted by the bytes of their names.
  package static func sorted(_ members: [Member]) -> JSON {
    .object(members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
  }

  /// A string, or null.
  package static func text(_ string: String?) -> JSON { string.map(JSON.string) ?? .null }

  /// A number, or null.
  package static func count(_ number: Int?) -> JSON { number.map(JSON.integer) ?? .null }

  /// An array of strings.
  package static func texts(_ strings: [String]) -> JSON { .array(strings.map(JSON.string)) }
}

// MARK: - Parts

extension JSON {
  /// The value of a member; nil where there is none or this is no object.
  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
  package var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  package var array: [JSON]? { if case .array(let members) = self { members } else { nil } }
  package var object: [Member]? { if case .object(let members) = self { members } else { nil } }
  package var isNull: Bool { self == .null }

  /// An array whose members are all strings.
  package var strings: [String]? {
    guard let members = array else { return nil }
    let strings = members.compactMap(\.string)
    return strings.count == members.count ? strings : nil
  }
}

// MARK: - Writing

extension JSON {
  /// The document's bytes: no spaces, strings escaped only where JSON asks for it, in the spelling of RFC 8785.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1024)
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .boolean(let flag): bytes += (flag ? "true" : "false").utf8
    case .integer(let number): bytes += String(number).utf8
    case .number(let digits): bytes += digits.utf8
    case .string(let text): Self.write(text, to: &bytes)
    case .array(let members):
      bytes.append(UInt8(ascii: "["))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        member.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.write(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += #"\""#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      case 0x08: bytes += #"\b"#.utf8
      case 0x09: bytes += #"\t"#.utf8
      case 0x0A: bytes += #"\n"#.utf8
      case 0x0C: bytes += #"\f"#.utf8
      case 0x0D: bytes += #"\r"#.utf8
      case 0..<0x20: bytes += (#"\u00"# + Hashing.hex([byte])).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
