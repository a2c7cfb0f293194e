// What can be wrong with a YAML file, and the words for it.

import KoshaSource

/// The facts of one thing wrong with a YAML file.
enum YAMLProblem: Problem {
  // What the bytes hold (KF00xx).
  case tooLarge(limit: Int)
  case otherEncoding(String)
  case invalidUTF8
  case controlCharacter(UInt32)
  case indentation(character: UInt32)

  // What YAML may do and this language does not (KF01xx).
  case tooDeep(limit: Int)
  case tooManyNodes(limit: Int)
  case duplicateKey(String)
  case mergeKey
  case keyIsNoText
  case tag(String)
  case directive
  case severalDocuments
  case empty
  case unknownAlias(String)
  case recursiveAlias(String)

  // What does not mean what it says (KF012x).
  case quoteValue(quoted: String)
  case keyWithoutValue(String)
  case unmatchedBracket(quoted: String)
  case hashInText(quoted: String)
  case syntax(Words)

  // What a key expects (KF014x).
  case notAMapping(what: Words, found: Words)
  case notASequence(what: Words, found: Words)
  case notAText(what: Words, found: Words)
  case notABoolean(what: Words, found: Words)
  case notAnInteger(what: Words, found: Words)
  case unknownKey(String, what: Words, nearest: String?, known: [String])
  case missingKey(String, what: Words)
  case keyNotYet(String)

  var code: String {
    switch self {
    case .tooLarge: "KF0001"
    case .otherEncoding: "KF0002"
    case .invalidUTF8: "KF0003"
    case .controlCharacter: "KF0004"
    case .indentation: "KF0005"
    case .tooDeep: "KF0101"
    case .tooManyNodes: "KF0102"
    case .duplicateKey: "KF0103"
    case .mergeKey: "KF0104"
    case .keyIsNoText: "KF0105"
    case .tag: "KF0106"
    case .directive: "KF0107"
    case .severalDocuments: "KF0108"
    case .empty: "KF0109"
    case .unknownAlias: "KF0110"
    case .recursiveAlias: "KF0111"
    case .quoteValue: "KF0120"
    case .keyWithoutValue: "KF0121"
    case .unmatchedBracket: "KF0122"
    case .hashInText: "KF0123"
    case .syntax: "KF0124"
    case .notAMapping: "KF0140"
    case .notASequence: "KF0141"
    case .notAText: "KF0142"
    case .notABoolean: "KF0143"
    case .notAnInteger: "KF0144"
    case .unknownKey: "KF0145"
    case .missingKey: "KF0146"
    case .keyNotYet: "KF0147"
    }
  }

  var message: Words {
    switch self {
    case .tooLarge(let limit):
      Words(ja: "ファイルが大きすぎます（上限 \(limit) バイト）", en: "the file is too large (the limit is \(limit) bytes)")
    case .otherEncoding(let name):
      Words(ja: "文字コードが \(name) です。UTF-8 だけを読みます", en: "the file is \(name); only UTF-8 is read")
    case .invalidUTF8:
      Words(ja: "UTF-8 として正しくないバイトがあります", en: "a byte here is not valid UTF-8")
    case .controlCharacter(let scalar):
      Words(
        ja: "使えない制御文字 U+\(Self.hex(scalar)) があります", en: "the control character U+\(Self.hex(scalar)) is not allowed")
    case .indentation(let scalar):
      Words(
        ja: "字下げに U+\(Self.hex(scalar))（\(Self.spaceName(scalar).ja)）は使えません",
        en: "U+\(Self.hex(scalar)) (\(Self.spaceName(scalar).en)) cannot be used to indent")
    case .tooDeep(let limit):
      Words(ja: "入れ子が深すぎます（上限 \(limit) 段）", en: "nesting is too deep (the limit is \(limit) levels)")
    case .tooManyNodes(let limit):
      Words(
        ja: "要素が多すぎます（別名を展開して上限 \(limit) 個）", en: "there are too many nodes (the limit is \(limit), aliases expanded)")
    case .duplicateKey(let key):
      Words(ja: "キー `\(key)` が二度書かれています", en: "the key `\(key)` is given twice")
    case .mergeKey:
      Words(ja: "マージキー `<<` は使えません", en: "the merge key `<<` is not allowed")
    case .keyIsNoText:
      Words(ja: "キーは文字列でなければなりません", en: "a key must be a text")
    case .tag(let tag):
      Words(ja: "タグ `\(tag)` は使えません", en: "the tag `\(tag)` is not allowed")
    case .directive:
      Words(ja: "`%` で始まる指示は使えません", en: "directives that begin with `%` are not allowed")
    case .severalDocuments:
      Words(ja: "一つのファイルに書けるのは一つの文書だけです", en: "a file holds one document only")
    case .empty:
      Words(ja: "ファイルに内容がありません", en: "the file holds nothing")
    case .unknownAlias(let name):
      Words(ja: "別名 `*\(name)` の元がありません", en: "nothing is anchored for the alias `*\(name)`")
    case .recursiveAlias(let name):
      Words(ja: "別名 `*\(name)` が自分自身を含んでいます", en: "the alias `*\(name)` holds itself")
    case .quoteValue:
      Words(ja: "この値は引用符で囲まなければなりません", en: "this value must be quoted")
    case .keyWithoutValue(let key):
      Words(ja: "`\(key)` に値がありません", en: "`\(key)` has no value")
    case .unmatchedBracket:
      Words(ja: "括弧の対応が取れていません。`,` や括弧の所で値が切れています", en: "a bracket has no partner: a `,` or a bracket ended the value")
    case .hashInText:
      Words(ja: "` #` から後ろが注釈として捨てられます", en: "what follows ` #` would be dropped as a comment")
    case .syntax(let words):
      words
    case .notAMapping(let what, let found):
      Words(ja: "\(what.ja)は対応表（`キー: 値`）で書きます（\(found.ja)があります）", en: "\(what.en) must be a mapping, not \(found.en)")
    case .notASequence(let what, let found):
      Words(ja: "\(what.ja)は並び（`- …` や `[…]`）で書きます（\(found.ja)があります）", en: "\(what.en) must be a list, not \(found.en)")
    case .notAText(let what, let found):
      Words(ja: "\(what.ja)は文字列で書きます（\(found.ja)があります）", en: "\(what.en) must be a text, not \(found.en)")
    case .notABoolean(let what, let found):
      Words(ja: "\(what.ja)は true か false で書きます（\(found.ja)があります）", en: "\(what.en) must be true or false, not \(found.en)")
    case .notAnInteger(let what, let found):
      Words(ja: "\(what.ja)は整数で書きます（\(found.ja)があります）", en: "\(what.en) must be a whole number, not \(found.en)")
    case .unknownKey(let key, let what, _, _):
      Words(ja: "\(what.ja)にキー `\(key)` はありません", en: "\(what.en) has no key `\(key)`")
    case .missingKey(let key, let what):
      Words(ja: "\(what.ja)にキー `\(key)` が要ります", en: "\(what.en) needs the key `\(key)`")
    case .keyNotYet(let key):
      Words(ja: "`\(key)` はまだ使えません", en: "`\(key)` is not available yet")
    }
  }

  var help: Words? {
    switch self {
    case .otherEncoding, .invalidUTF8:
      Words(ja: "UTF-8 で保存し直してください", en: "save the file as UTF-8")
    case .indentation:
      Words(ja: "半角の空白で字下げしてください", en: "indent with plain spaces")
    case .controlCharacter:
      Words(ja: "この文字を取り除いてください", en: "remove the character")
    case .mergeKey:
      Words(ja: "中身をここに書いてください", en: "write the content here")
    case .tag, .directive:
      Words(ja: "取り除いてください。型はキーから決まります", en: "remove it: the type follows from the key")
    case .severalDocuments:
      Words(ja: "`---` の後ろを別のファイルに分けてください", en: "put what follows `---` into a file of its own")
    case .quoteValue(let quoted), .unmatchedBracket(let quoted), .hashInText(let quoted):
      Words(ja: "引用符で囲んでください: \(quoted)", en: "quote it: \(quoted)")
    case .keyWithoutValue(let key):
      Words(ja: "`\(key): 値` と書くか、`,` を含む値なら全体を引用符で囲んでください", en: "write `\(key): value`, or quote the whole value if it holds a `,`")
    case .unknownKey(_, _, let nearest, let known):
      if let nearest {
        Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`")
      } else {
        Words(ja: "使えるのは " + known.joined(separator: "、"), en: "known are " + known.joined(separator: ", "))
      }
    case .notABoolean:
      Words(ja: "true か false と書いてください", en: "write true or false")
    default: nil
    }
  }

  private static func hex(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func spaceName(_ scalar: UInt32) -> Words {
    switch scalar {
    case 0x09: Words(ja: "タブ", en: "a tab")
    case 0x3000: Words(ja: "全角の空白", en: "a full-width space")
    case 0xA0: Words(ja: "改行しない空白", en: "a no-break space")
    default: Words(ja: "特別な空白", en: "a special space")
    }
  }
}
