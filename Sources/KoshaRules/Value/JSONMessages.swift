// What can be wrong in a JSON document, and how it is said.

public import KoshaSource

/// Something wrong in a JSON document, with its place.
public struct JSONProblem: Problem, Error, Hashable {
  /// What is wrong.
  public enum Reason: Sendable, Hashable {
    /// A character that cannot stand here.
    case unexpected
    /// The document ends too early.
    case unfinished
    /// A number that is not written as JSON has it.
    case number
    /// A number of more than 34 digits.
    case digits
    /// A number outside the range of exact decimals.
    case range
    /// A string that is not UTF-8.
    case encoding
    /// A control character inside a string.
    case control
    /// An unknown escape, or half of a surrogate pair.
    case escape
    /// A name that an object holds twice.
    case duplicate(String)
    /// An object whose `@type` is unknown or whose `@value` does not fit it.
    case tag(String)
    /// More bytes than the limit.
    case tooLong(limit: Int)
    /// Deeper than the limit.
    case tooDeep(limit: Int)
  }

  /// What is wrong.
  public let reason: Reason
  /// The line, from 1.
  public let line: Int
  /// The column in Unicode scalars, from 1.
  public let column: Int

  /// The stable code.
  public var code: String { "KF0280" }

  /// The sentence, which tells the place.
  public var message: Words {
    let words = reason.words
    return Words(
      ja: "JSONの\(line)行\(column)列: \(words.ja)", en: "JSON line \(line), column \(column): \(words.en)")
  }
}

extension JSONProblem.Reason {
  fileprivate var words: Words {
    switch self {
    case .unexpected: Words(ja: "ここに来られない文字です", en: "this character cannot stand here")
    case .unfinished: Words(ja: "途中で終わっています", en: "the document ends too early")
    case .number: Words(ja: "数の書き方がJSONと違います", en: "the number is not written as JSON has it")
    case .digits: Words(ja: "数が34桁を超えています", en: "the number has more than 34 digits")
    case .range: Words(ja: "数が扱える範囲を超えています", en: "the number is out of range")
    case .encoding: Words(ja: "文字列がUTF-8ではありません", en: "the string is not UTF-8")
    case .control:
      Words(ja: "文字列の中に制御文字があります", en: "a control character stands inside the string")
    case .escape: Words(ja: "`\\` の後が正しくありません", en: "what follows `\\` is no escape")
    case .duplicate(let name): Words(ja: "`\(name)` が二度あります", en: "`\(name)` is given twice")
    case .tag(let type):
      Words(ja: "`@type` が `\(type)` の値として読めません", en: "the object is no value of `@type` `\(type)`")
    case .tooLong(let limit):
      Words(ja: "\(limit)バイトの上限を超えています", en: "the document is longer than the limit of \(limit) bytes")
    case .tooDeep(let limit):
      Words(ja: "入れ子が\(limit)段の上限を超えています", en: "the nesting is deeper than the limit of \(limit) levels")
    }
  }
}
