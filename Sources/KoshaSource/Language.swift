// The languages the product speaks, and a text that exists in all of them.

/// A language of messages, headings and titles.
public enum Language: String, Sendable, Hashable, CaseIterable {
  /// Japanese.
  case ja
  /// English.
  case en
}

/// A sentence or title in each language.
public struct Words: Sendable, Hashable {
  /// The Japanese text.
  public var ja: String
  /// The English text.
  public var en: String

  /// A text in both languages.
  public init(ja: String, en: String) {
    self.ja = ja
    self.en = en
  }

  /// A text that is the same in every language, for example an identifier.
  public init(_ text: String) {
    self.init(ja: text, en: text)
  }

  /// The text in the given language.
  public subscript(language: Language) -> String {
    switch language {
    case .ja: ja
    case .en: en
    }
  }
}
