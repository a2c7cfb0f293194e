// Character classes (XML Schema 1.1 part 2 §G.4): ranges, Unicode categories, negation and subtraction, by code point.

/// A set of code points.
struct CodePointSet: Sendable {
  /// What a set is put together from.
  enum Item: Sendable {
    /// Code points in ranges, or all others.
    case ranges([ClosedRange<UInt32>], isNegated: Bool)
    /// A range that takes the case variants of its members too.
    case folded(ClosedRange<UInt32>)
    /// Code points of general categories, a bit for each.
    case categories(UInt32)
  }

  private let items: [Item]
  private let isNegated: Bool
  /// At most one.
  private let subtracted: [CodePointSet]
  /// The members below 128, a bit for each.
  private let ascii: (low: UInt64, high: UInt64)

  init(_ items: [Item], isNegated: Bool = false, without subtracted: CodePointSet? = nil) {
    self.items = items
    self.isNegated = isNegated
    self.subtracted = subtracted.map { [$0] } ?? []
    var bits: (low: UInt64, high: UInt64) = (0, 0)
    for code in UInt32(0)..<64 {
      if Self.contains(code, items, isNegated, self.subtracted) { bits.low |= 1 << UInt64(code) }
      if Self.contains(code + 64, items, isNegated, self.subtracted) { bits.high |= 1 << UInt64(code) }
    }
    ascii = bits
  }

  @inline(__always)
  func contains(_ code: UInt32) -> Bool {
    if code < 64 { return ascii.low >> UInt64(code) & 1 == 1 }
    if code < 128 { return ascii.high >> UInt64(code - 64) & 1 == 1 }
    return Self.contains(code, items, isNegated, subtracted)
  }

  private static func contains(
    _ code: UInt32, _ items: [Item], _ isNegated: Bool, _ subtracted: [CodePointSet]
  ) -> Bool {
    guard items.contains(where: { $0.contains(code) }) != isNegated else { return false }
    return !subtracted.contains { $0.contains(code) }
  }
}

extension CodePointSet.Item {
  func contains(_ code: UInt32) -> Bool {
    switch self {
    case .ranges(let ranges, let isNegated): ranges.contains { $0.contains(code) } != isNegated
    case .folded(let range): range.contains(code) || CaseVariants.of(code).contains { range.contains($0) }
    case .categories(let bits): bits & UnicodeCategory.bit(of: code) != 0
    }
  }
}

extension CodePointSet {
  /// `.`: all but the ends of lines.
  static let noLineEnd = CodePointSet([.ranges([10...10, 13...13], isNegated: true)])
  /// `.` under the flag `s`.
  static let everything = CodePointSet([.ranges([], isNegated: true)])
}

/// What differs in case alone (F&O 3.1 §5.6.2): the same lower case or the same upper case.
enum CaseVariants {
  /// The other code points that are variants of one.
  static func of(_ code: UInt32) -> [UInt32] {
    if code < 128 { return ofASCII(code) }
    guard let scalar = Unicode.Scalar(code) else { return [] }
    var variants: [UInt32] = []
    func add(_ mapping: String) -> UInt32? {
      guard let mapped = mapping.unicodeScalars.first, mapping.unicodeScalars.count == 1 else { return nil }
      if mapped.value != code, !variants.contains(mapped.value) { variants.append(mapped.value) }
      return mapped.value
    }
    let lower = add(scalar.properties.lowercaseMapping).flatMap(Unicode.Scalar.init)
    let upper = add(scalar.properties.uppercaseMapping).flatMap(Unicode.Scalar.init)
    if let lower { _ = add(lower.properties.uppercaseMapping) }
    if let upper { _ = add(upper.properties.lowercaseMapping) }
    for orbit in orbits where orbit.contains(code) || orbit.contains(where: variants.contains) {
      for member in orbit where member != code && !variants.contains(member) { variants.append(member) }
    }
    return variants
  }

  private static func ofASCII(_ code: UInt32) -> [UInt32] {
    switch code {
    case 0x4B, 0x6B: [code ^ 0x20, 0x212A]
    case 0x53, 0x73: [code ^ 0x20, 0x17F]
    case 0x41...0x5A, 0x61...0x7A: [code ^ 0x20]
    default: []
    }
  }

  /// Variants that no mapping of theirs reaches, as the Kelvin sign from k.
  private static let orbits: [[UInt32]] = [
    [0x4B, 0x6B, 0x212A], [0x53, 0x73, 0x17F], [0xC5, 0xE5, 0x212B], [0xB5, 0x39C, 0x3BC],
    [0x1C4, 0x1C5, 0x1C6], [0x1C7, 0x1C8, 0x1C9], [0x1CA, 0x1CB, 0x1CC], [0x1F1, 0x1F2, 0x1F3],
    [0x345, 0x399, 0x3B9, 0x1FBE], [0x392, 0x3B2, 0x3D0], [0x395, 0x3B5, 0x3F5], [0x398, 0x3B8, 0x3D1, 0x3F4],
    [0x39A, 0x3BA, 0x3F0], [0x3A0, 0x3C0, 0x3D6], [0x3A1, 0x3C1, 0x3F1], [0x3A3, 0x3C3, 0x3C2],
    [0x3A6, 0x3C6, 0x3D5], [0x3A9, 0x3C9, 0x2126], [0x1E60, 0x1E61, 0x1E9B],
  ]
}
