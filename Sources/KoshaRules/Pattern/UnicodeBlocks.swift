// Unicode's blocks by the names that `\p{Is…}` gives them: without spaces, hyphens kept.

enum UnicodeBlocks {
  /// The code points of a block; nil where there is none such.
  static func ranges(of name: String) -> [ClosedRange<UInt32>]? {
    switch name {
    // Names of earlier versions of Unicode, which XML Schema keeps.
    case "Greek": blocks["GreekandCoptic"].map { [$0] }
    case "CombiningMarksforSymbols": blocks["CombiningDiacriticalMarksforSymbols"].map { [$0] }
    case "PrivateUse": [0xE000...0xF8FF, 0xF0000...0xFFFFF, 0x100000...0x10FFFF]
    default: blocks[name].map { [$0] }
    }
  }

  private static let blocks: [String: ClosedRange<UInt32>] = [
    "BasicLatin": 0x0...0x7F, "Latin-1Supplement": 0x80...0xFF, "LatinExtended-A": 0x100...0x17F,
    "LatinExtended-B": 0x180...0x24F, "IPAExtensions": 0x250...0x2AF, "SpacingModifierLetters": 0x2B0...0x2FF,
    "CombiningDiacriticalMarks": 0x300...0x36F, "GreekandCoptic": 0x370...0x3FF, "Cyrillic": 0x400...0x4FF,
    "CyrillicSupplement": 0x500...0x52F, "CyrillicSupplementary": 0x500...0x52F, "Armenian": 0x530...0x58F,
    "Hebrew": 0x590...0x5FF, "Arabic": 0x600...0x6FF, "Syriac": 0x700...0x74F, "ArabicSupplement": 0x750...0x77F,
    "Thaana": 0x780...0x7BF, "NKo": 0x7C0...0x7FF, "Samaritan": 0x800...0x83F, "Mandaic": 0x840...0x85F,
    "ArabicExtended-A": 0x8A0...0x8FF, "Devanagari": 0x900...0x97F, "Bengali": 0x980...0x9FF,
    "Gurmukhi": 0xA00...0xA7F, "Gujarati": 0xA80...0xAFF, "Oriya": 0xB00...0xB7F, "Tamil": 0xB80...0xBFF,
    "Telugu": 0xC00...0xC7F, "Kannada": 0xC80...0xCFF, "Malayalam": 0xD00...0xD7F, "Sinhala": 0xD80...0xDFF,
    "Thai": 0xE00...0xE7F, "Lao": 0xE80...0xEFF, "Tibetan": 0xF00...0xFFF, "Myanmar": 0x1000...0x109F,
    "Georgian": 0x10A0...0x10FF, "HangulJamo": 0x1100...0x11FF, "Ethiopic": 0x1200...0x137F,
    "EthiopicSupplement": 0x1380...0x139F, "Cherokee": 0x13A0...0x13FF,
    "UnifiedCanadianAboriginalSyllabics": 0x1400...0x167F, "Ogham": 0x1680...0x169F, "Runic": 0x16A0...0x16FF,
    "Tagalog": 0x1700...0x171F, "Hanunoo": 0x1720...0x173F, "Buhid": 0x1740...0x175F, "Tagbanwa": 0x1760...0x177F,
    "Khmer": 0x1780...0x17FF, "Mongolian": 0x1800...0x18AF, "Limbu": 0x1900...0x194F, "TaiLe": 0x1950...0x197F,
    "NewTaiLue": 0x1980...0x19DF, "KhmerSymbols": 0x19E0...0x19FF, "Buginese": 0x1A00...0x1A1F,
    "TaiTham": 0x1A20...0x1AAF, "Balinese": 0x1B00...0x1B7F, "Sundanese": 0x1B80...0x1BBF, "Batak": 0x1BC0...0x1BFF,
    "Lepcha": 0x1C00...0x1C4F, "OlChiki": 0x1C50...0x1C7F, "VedicExtensions": 0x1CD0...0x1CFF,
    "PhoneticExtensions": 0x1D00...0x1D7F, "PhoneticExtensionsSupplement": 0x1D80...0x1DBF,
    "CombiningDiacriticalMarksSupplement": 0x1DC0...0x1DFF, "LatinExtendedAdditional": 0x1E00...0x1EFF,
    "GreekExtended": 0x1F00...0x1FFF, "GeneralPunctuation": 0x2000...0x206F,
    "SuperscriptsandSubscripts": 0x2070...0x209F, "CurrencySymbols": 0x20A0...0x20CF,
    "CombiningDiacriticalMarksforSymbols": 0x20D0...0x20FF, "LetterlikeSymbols": 0x2100...0x214F,
    "NumberForms": 0x2150...0x218F, "Arrows": 0x2190...0x21FF, "MathematicalOperators": 0x2200...0x22FF,
    "MiscellaneousTechnical": 0x2300...0x23FF, "ControlPictures": 0x2400...0x243F,
    "OpticalCharacterRecognition": 0x2440...0x245F, "EnclosedAlphanumerics": 0x2460...0x24FF,
    "BoxDrawing": 0x2500...0x257F, "BlockElements": 0x2580...0x259F, "GeometricShapes": 0x25A0...0x25FF,
    "MiscellaneousSymbols": 0x2600...0x26FF, "Dingbats": 0x2700...0x27BF,
    "MiscellaneousMathematicalSymbols-A": 0x27C0...0x27EF, "SupplementalArrows-A": 0x27F0...0x27FF,
    "BraillePatterns": 0x2800...0x28FF, "SupplementalArrows-B": 0x2900...0x297F,
    "MiscellaneousMathematicalSymbols-B": 0x2980...0x29FF, "SupplementalMathematicalOperators": 0x2A00...0x2AFF,
    "MiscellaneousSymbolsandArrows": 0x2B00...0x2BFF, "Glagolitic": 0x2C00...0x2C5F,
    "LatinExtended-C": 0x2C60...0x2C7F, "Coptic": 0x2C80...0x2CFF, "GeorgianSupplement": 0x2D00...0x2D2F,
    "Tifinagh": 0x2D30...0x2D7F, "EthiopicExtended": 0x2D80...0x2DDF, "CyrillicExtended-A": 0x2DE0...0x2DFF,
    "SupplementalPunctuation": 0x2E00...0x2E7F, "CJKRadicalsSupplement": 0x2E80...0x2EFF,
    "KangxiRadicals": 0x2F00...0x2FDF, "IdeographicDescriptionCharacters": 0x2FF0...0x2FFF,
    "CJKSymbolsandPunctuation": 0x3000...0x303F, "Hiragana": 0x3040...0x309F, "Katakana": 0x30A0...0x30FF,
    "Bopomofo": 0x3100...0x312F, "HangulCompatibilityJamo": 0x3130...0x318F, "Kanbun": 0x3190...0x319F,
    "BopomofoExtended": 0x31A0...0x31BF, "CJKStrokes": 0x31C0...0x31EF,
    "KatakanaPhoneticExtensions": 0x31F0...0x31FF, "EnclosedCJKLettersandMonths": 0x3200...0x32FF,
    "CJKCompatibility": 0x3300...0x33FF, "CJKUnifiedIdeographsExtensionA": 0x3400...0x4DBF,
    "YijingHexagramSymbols": 0x4DC0...0x4DFF, "CJKUnifiedIdeographs": 0x4E00...0x9FFF,
    "YiSyllables": 0xA000...0xA48F, "YiRadicals": 0xA490...0xA4CF, "Lisu": 0xA4D0...0xA4FF, "Vai": 0xA500...0xA63F,
    "CyrillicExtended-B": 0xA640...0xA69F, "Bamum": 0xA6A0...0xA6FF, "ModifierToneLetters": 0xA700...0xA71F,
    "LatinExtended-D": 0xA720...0xA7FF, "SylotiNagri": 0xA800...0xA82F, "Phags-pa": 0xA840...0xA87F,
    "Saurashtra": 0xA880...0xA8DF, "KayahLi": 0xA900...0xA92F, "Rejang": 0xA930...0xA95F,
    "HangulJamoExtended-A": 0xA960...0xA97F, "Javanese": 0xA980...0xA9DF, "Cham": 0xAA00...0xAA5F,
    "HangulSyllables": 0xAC00...0xD7AF, "HangulJamoExtended-B": 0xD7B0...0xD7FF, "HighSurrogates": 0xD800...0xDB7F,
    "HighPrivateUseSurrogates": 0xDB80...0xDBFF, "LowSurrogates": 0xDC00...0xDFFF, "PrivateUseArea": 0xE000...0xF8FF,
    "CJKCompatibilityIdeographs": 0xF900...0xFAFF, "AlphabeticPresentationForms": 0xFB00...0xFB4F,
    "ArabicPresentationForms-A": 0xFB50...0xFDFF, "VariationSelectors": 0xFE00...0xFE0F,
    "VerticalForms": 0xFE10...0xFE1F, "CombiningHalfMarks": 0xFE20...0xFE2F,
    "CJKCompatibilityForms": 0xFE30...0xFE4F, "SmallFormVariants": 0xFE50...0xFE6F,
    "ArabicPresentationForms-B": 0xFE70...0xFEFF, "HalfwidthandFullwidthForms": 0xFF00...0xFFEF,
    "Specials": 0xFFF0...0xFFFF, "LinearBSyllabary": 0x10000...0x1007F, "LinearBIdeograms": 0x10080...0x100FF,
    "AegeanNumbers": 0x10100...0x1013F, "OldItalic": 0x10300...0x1032F, "Gothic": 0x10330...0x1034F,
    "Ugaritic": 0x10380...0x1039F, "Deseret": 0x10400...0x1044F, "Shavian": 0x10450...0x1047F,
    "CypriotSyllabary": 0x10800...0x1083F, "KanaSupplement": 0x1B000...0x1B0FF,
    "ByzantineMusicalSymbols": 0x1D000...0x1D0FF, "MusicalSymbols": 0x1D100...0x1D1FF,
    "MathematicalAlphanumericSymbols": 0x1D400...0x1D7FF, "MahjongTiles": 0x1F000...0x1F02F,
    "EnclosedAlphanumericSupplement": 0x1F100...0x1F1FF, "EnclosedIdeographicSupplement": 0x1F200...0x1F2FF,
    "MiscellaneousSymbolsandPictographs": 0x1F300...0x1F5FF, "Emoticons": 0x1F600...0x1F64F,
    "TransportandMapSymbols": 0x1F680...0x1F6FF, "CJKUnifiedIdeographsExtensionB": 0x20000...0x2A6DF,
    "CJKUnifiedIdeographsExtensionC": 0x2A700...0x2B73F, "CJKUnifiedIdeographsExtensionD": 0x2B740...0x2B81F,
    "CJKCompatibilityIdeographsSupplement": 0x2F800...0x2FA1F, "Tags": 0xE0000...0xE007F,
    "VariationSelectorsSupplement": 0xE0100...0xE01EF, "SupplementaryPrivateUseArea-A": 0xF0000...0xFFFFF,
    "SupplementaryPrivateUseArea-B": 0x100000...0x10FFFF,
  ]
}
