// The names behind `\p{…}` (XML Schema 1.1 part 2 §G.4.2.2–3) and the escapes of many characters, as sets.

/// Unicode's general categories, a bit for each.
enum UnicodeCategory {
  /// The bit of a code point's category.
  static func bit(of code: UInt32) -> UInt32 {
    // A surrogate is no scalar; its category is Cs.
    guard let scalar = Unicode.Scalar(code) else { return bits(of: "Cs") ?? 0 }
    return 1 << UInt32(index(scalar.properties.generalCategory))
  }

  /// The bits of a category (`Lu`) or of a group (`L`); nil for any other name.
  static func bits(of name: String) -> UInt32? {
    var bits: UInt32 = 0
    for (index, category) in names.enumerated() where category == name || category.first.map(String.init) == name {
      bits |= 1 << UInt32(index)
    }
    return bits == 0 ? nil : bits
  }

  /// Every category.
  static let all: UInt32 = (1 << UInt32(names.count)) - 1

  private static let names = [
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
    "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
  ]

  /// The place in `names`.
  private static func index(_ category: Unicode.GeneralCategory) -> Int {
    switch category {
    case .uppercaseLetter: 0
    case .lowercaseLetter: 1
    case .titlecaseLetter: 2
    case .modifierLetter: 3
    case .otherLetter: 4
    case .nonspacingMark: 5
    case .spacingMark: 6
    case .enclosingMark: 7
    case .decimalNumber: 8
    case .letterNumber: 9
    case .otherNumber: 10
    case .connectorPunctuation: 11
    case .dashPunctuation: 12
    case .openPunctuation: 13
    case .closePunctuation: 14
    case .initialPunctuation: 15
    case .finalPunctuation: 16
    case .otherPunctuation: 17
    case .mathSymbol: 18
    case .currencySymbol: 19
    case .modifierSymbol: 20
    case .otherSymbol: 21
    case .spaceSeparator: 22
    case .lineSeparator: 23
    case .paragraphSeparator: 24
    case .control: 25
    case .format: 26
    case .surrogate: 27
    case .privateUse: 28
    case .unassigned: 29
    @unknown default: 29
    }
  }
}

extension CodePointSet.Item {
  /// The escape of many characters behind a backslash: `s`, `D`, …; nil for any other letter.
  static func escape(_ letter: Unicode.Scalar) -> CodePointSet.Item? {
    switch letter {
    case "s", "S": .ranges([9...10, 13...13, 32...32], isNegated: letter == "S")
    case "i", "I": .ranges(nameStart, isNegated: letter == "I")
    case "c", "C": .ranges(nameStart + nameRest, isNegated: letter == "C")
    case "d", "D": UnicodeCategory.bits(of: "Nd").map { .categories(letter == "d" ? $0 : UnicodeCategory.all & ~$0) }
    case "w", "W": .categories(letter == "w" ? UnicodeCategory.all & ~noWord : noWord)
    default: nil
    }
  }

  /// What `\p{name}` holds: a category, or a block written `IsName`; nil for an unknown name.
  static func property(_ name: String, isNegated: Bool) -> CodePointSet.Item? {
    if let bits = UnicodeCategory.bits(of: name) {
      return .categories(isNegated ? UnicodeCategory.all & ~bits : bits)
    }
    guard name.hasPrefix("Is") else { return nil }
    return UnicodeBlocks.ranges(of: String(name.dropFirst(2))).map { .ranges($0, isNegated: isNegated) }
  }

  /// Punctuation, separators and others: all that is no part of a word.
  private static let noWord = ["P", "Z", "C"].reduce(UInt32(0)) { $0 | (UnicodeCategory.bits(of: $1) ?? 0) }

  /// XML's NameStartChar.
  private static let nameStart: [ClosedRange<UInt32>] = [
    0x3A...0x3A, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
    0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF,
    0xFDF0...0xFFFD, 0x10000...0xEFFFF,
  ]
  /// What XML's NameChar adds to it.
  private static let nameRest: [ClosedRange<UInt32>] = [
    0x2D...0x2E, 0x30...0x39, 0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040,
  ]
}
