// A source with markers such as 1️⃣ in; the source without them and the place of each out.

public import KoshaSource

/// A text in which keycap digits mark places.
public struct MarkedText: Sendable {
  /// The text without its markers.
  public let text: String
  /// The UTF-8 offset of each marker in `text`.
  public let offsets: [Int: Int]

  /// Takes the markers out of a text; each digit stands once.
  public init(_ marked: String) {
    var text = String.UnicodeScalarView()
    var offsets: [Int: Int] = [:]
    var length = 0
    let scalars = Array(marked.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if index + 2 < scalars.count, scalars[index + 1].value == 0xFE0F, scalars[index + 2].value == 0x20E3,
        let digit = scalar.properties.numericValue
      {
        offsets[Int(digit)] = length
        index += 3
        continue
      }
      text.append(scalar)
      length += UTF8.width(scalar)
      index += 1
    }
    self.text = String(text)
    self.offsets = offsets
  }

  /// The text as a file.
  public func file(path: String = "a.yaml") -> SourceFile { SourceFile(path: path, text: text) }

  /// The range between two markers, nil where one is missing.
  public func range(_ first: Int, _ last: Int) -> Range<Int>? {
    guard let lower = offsets[first], let upper = offsets[last], lower <= upper else { return nil }
    return lower..<upper
  }
}

extension UTF8 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x80: 1
    case 0x80..<0x800: 2
    case 0x800..<0x10000: 3
    default: 4
    }
  }
}
