// The words of every YAMLProblem in Japanese and English: message first, then the mend.

import KoshaSource

extension YAMLProblem {
  var message: Words {
    switch self {
    case .tooLarge(let bytes, let limit):
      Words(
        ja: "ファイルが大きすぎます（\(bytes)バイト、上限は\(limit)バイト）",
        en: "the file is too large (\(bytes) bytes, the limit is \(limit))")
    case .otherEncoding(let name):
      Words(ja: "文字コードが\(name)です", en: "the file is encoded as \(name)")
    case .invalidUTF8(let byte):
      Words(
        ja: "UTF-8として正しくないバイト（0x\(hexadecimal(UInt32(byte), width: 2))）があります",
        en: "the byte 0x\(hexadecimal(UInt32(byte), width: 2)) is not valid UTF-8 here")
    case .controlCharacter(let scalar):
      Words(ja: "制御文字\(name(of: scalar))は使えません", en: "the control character \(name(of: scalar)) may not be used")
    case .lineSeparator(let scalar):
      Words(ja: "特殊な改行文字\(name(of: scalar))は使えません", en: "the line separator \(name(of: scalar)) may not be used")
    case .strayByteOrderMark:
      Words(ja: "ファイルの途中にBOM（U+FEFF）があります", en: "a byte order mark (U+FEFF) stands inside the file")
    case .tabIndentation:
      Words(ja: "字下げにタブは使えません", en: "a tab may not indent a line")
    case .wideSpaceIndentation(let scalar):
      Words(
        ja: "字下げに\(spaceName(of: scalar).ja)は使えません",
        en: "\(spaceName(of: scalar).en) may not indent a line")
    case .tooDeep(let limit):
      Words(ja: "入れ子が深すぎます（上限は\(limit)段）", en: "the nesting is too deep (the limit is \(limit) levels)")
    case .tooManyNodes(let limit):
      Words(
        ja: "項目が多すぎます（エイリアスの展開を含めて上限は\(limit)個）",
        en: "there are too many nodes (the limit is \(limit), aliases expanded)")
    case .directive:
      Words(ja: "`%` で始まるYAMLの指示行は使えません", en: "a YAML directive (a line that begins with `%`) may not be used")
    case .severalDocuments:
      Words(ja: "1つのファイルに書ける文書は1つだけです", en: "a file holds one document only")
    case .tag(let tag):
      Words(ja: "タグ `\(tag)` は使えません", en: "the tag `\(tag)` may not be used")
    case .mergeKey:
      Words(ja: "マージキー `<<` は使えません", en: "the merge key `<<` may not be used")
    case .complexKey:
      Words(ja: "キーには1行の文字列だけが使えます", en: "a key must be a text of one line")
    case .emptyKey:
      Words(ja: "キーがありません", en: "the key is missing")
    case .recursiveAlias(let name):
      Words(ja: "エイリアス `*\(name)` が自分自身を含んでいます", en: "the alias `*\(name)` contains itself")
    case .unknownAlias(let name):
      Words(
        ja: "エイリアス `*\(name)` のもとになる `&\(name)` がありません", en: "the alias `*\(name)` has no anchor `&\(name)` before it")
    case .duplicateKey(let key):
      Words(ja: "キー `\(key)` が重複しています", en: "the key `\(key)` is given twice")
    case .emptyDocument:
      Words(ja: "ファイルに内容がありません", en: "the file has no content")
    case .endedByFlow:
      Words(ja: "`[ ]` や `{ }` の中では、コンマや括弧で文字列が切れます", en: "inside `[ ]` and `{ }` a comma or bracket ends the text")
    case .keyWithoutValue(let key, _):
      Words(ja: "`{ }` の中のキー `\(key)` に値がありません", en: "the key `\(key)` inside `{ }` has no value")
    case .hashInText:
      Words(ja: "` #` から後ろはコメントとして捨てられます", en: "what follows ` #` would be dropped as a comment")
    case .indicator(let character, _):
      Words(
        ja: "\(inBackticks(character).ja)で始まる文字列には引用符が必要です",
        en: "a text that begins with \(inBackticks(character).en) must be quoted")
    case .colonInText:
      Words(ja: "`: ` を含む文字列には引用符が必要です", en: "a text that holds `: ` must be quoted")
    case .textAfterNode:
      Words(ja: "値が終わった後に文字が続いています", en: "text follows after the end of the value")
    case .unclosedQuote(let quote):
      Words(ja: "引用符 `\(quote)` が閉じられていません", en: "the quote `\(quote)` is not closed")
    case .unclosedBracket(let bracket, _):
      Words(ja: "括弧 `\(bracket)` が閉じられていません", en: "the bracket `\(bracket)` is not closed")
    case .strayBracket(let bracket):
      Words(ja: "括弧 `\(bracket)` に対応する開き括弧がありません", en: "the bracket `\(bracket)` closes nothing")
    case .invalidEscape(let escape):
      Words(ja: "`\"…\"` の中で `\(escape)` は使えません", en: "`\(escape)` means nothing inside `\"…\"`")
    case .misplacedLine:
      Words(ja: "この行の字下げが前の行と合いません", en: "this line does not fit the indentation of the lines before it")
    case .missingColon:
      Words(ja: "キーの後に `: ` がありません", en: "`: ` is missing after the key")
    case .missingComma(let closing):
      Words(ja: "`,` または `\(closing)` がありません", en: "`,` or `\(closing)` is missing")
    case .notUnderstood:
      Words(ja: "YAMLとして読めません", en: "this cannot be read as YAML")
    case .notMapping(let what, let found):
      Words(
        ja: "\(what.ja)は `キー: 値` の組で書きますが、\(found.words.ja)があります",
        en: "\(what.en) must be a map of `key: value`, but here is \(found.words.en)")
    case .notSequence(let what, let found):
      Words(
        ja: "\(what.ja)は一覧で書きますが、\(found.words.ja)があります", en: "\(what.en) must be a list, but here is \(found.words.en)"
      )
    case .notText(let what, let found, _):
      Words(
        ja: "\(what.ja)は文字列で書きますが、\(found.words.ja)があります",
        en: "\(what.en) must be a text, but here is \(found.words.en)")
    case .notBoolean(let what, let text):
      Words(
        ja: "\(what.ja)は `true` か `false` で書きますが、`\(text)` があります",
        en: "\(what.en) must be `true` or `false`, not `\(text)`")
    case .notInteger(let what, let text):
      Words(ja: "\(what.ja)は整数で書きますが、`\(text)` があります", en: "\(what.en) must be a whole number, not `\(text)`")
    case .integerOutOfRange(let what, let text):
      Words(ja: "\(what.ja)の `\(text)` は大きすぎます", en: "\(what.en) cannot hold `\(text)`")
    case .unknownKey(let key, let what, _, _):
      Words(ja: "\(what.ja)に `\(key)` というキーはありません", en: "\(what.en) has no key `\(key)`")
    case .notYet(let key):
      Words(ja: "`\(key)` はまだ使えません", en: "`\(key)` is not available yet")
    case .missingKey(let key, let what):
      Words(ja: "\(what.ja)に `\(key)` がありません", en: "\(what.en) needs `\(key)`")
    case .noLanguage(let what):
      Words(ja: "\(what.ja)に `ja` も `en` もありません", en: "\(what.en) needs `ja` or `en`")
    }
  }

  var help: Words? {
    switch self {
    case .tooLarge:
      Words(ja: "ファイルを分けてください", en: "divide the file")
    case .tooDeep:
      Words(ja: "入れ子を浅くしてください", en: "nest less deeply")
    case .tooManyNodes:
      Words(ja: "エイリアスを減らすか、ファイルを分けてください", en: "use fewer aliases or divide the file")
    case .otherEncoding, .invalidUTF8:
      Words(ja: "ファイルをUTF-8で保存してください", en: "save the file as UTF-8")
    case .controlCharacter, .strayByteOrderMark:
      Words(ja: "この文字を削除してください", en: "delete the character")
    case .lineSeparator:
      Words(ja: "普通の改行に直してください", en: "use an ordinary line end")
    case .tabIndentation, .wideSpaceIndentation:
      Words(ja: "半角の空白で字下げしてください", en: "indent with ordinary spaces")
    case .tag(let tag):
      Words(ja: "文字列なら引用符で囲み、そうでなければ `\(tag)` を削除してください", en: "quote it if it is text, else delete `\(tag)`")
    case .directive:
      Words(ja: "この行を削除してください", en: "delete the line")
    case .severalDocuments:
      Words(ja: "2つ目の文書を別のファイルに移してください", en: "move the second document to a file of its own")
    case .missingComma:
      Words(ja: "項目の間を `,` で区切ってください", en: "put `,` between the items")
    case .mergeKey, .recursiveAlias:
      Words(ja: "内容をその場に書いてください", en: "write the content out in its place")
    case .complexKey(.some(let quoted)):
      Words(ja: "文字列なら引用符で囲んでください: `\(quoted)`", en: "if it is text, quote it: `\(quoted)`")
    case .unknownAlias(let name):
      Words(ja: "文字列なら引用符で囲んでください: `\"*\(name)\"`", en: "if it is text, quote it: `\"*\(name)\"`")
    case .endedByFlow(let quoted), .hashInText(let quoted), .indicator(_, let quoted), .colonInText(let quoted),
      .textAfterNode(.some(let quoted)), .keyWithoutValue(_, .some(let quoted)):
      Words(ja: "引用符で囲んでください: `\(quoted)`", en: "quote it: `\(quoted)`")
    case .textAfterNode(nil):
      Words(ja: "次の行に書くか、削除してください", en: "write it on a line of its own or delete it")
    case .keyWithoutValue(let key, nil):
      Words(ja: "`\(key): 値` と書いてください", en: "write `\(key): value`")
    case .unclosedBracket(_, .some(let quoted)):
      Words(ja: "文字列なら引用符で囲んでください: `\(quoted)`", en: "if it is text, quote it: `\(quoted)`")
    case .invalidEscape:
      Words(ja: "`\\` という文字そのものは `\\\\` と書いてください", en: "write `\\\\` for a backslash")
    case .unclosedQuote(let quote):
      Words(ja: "文字列の終わりに `\(quote)` を書いてください", en: "end the text with `\(quote)`")
    case .duplicateKey:
      Words(ja: "どちらかを削除するか、名前を変えてください", en: "delete or rename one of them")
    case .missingColon:
      Words(ja: "コロンは半角で、後に半角の空白を置いてください", en: "write an ASCII colon and a space after it")
    case .notText(_, _, .some(let quoted)):
      Words(ja: "文字列なら引用符で囲んでください: `\(quoted)`", en: "if it is text, quote it: `\(quoted)`")
    case .notSequence:
      Words(ja: "`[…]` か、行頭の `- ` で書いてください", en: "write `[…]` or lines that begin with `- `")
    case .unknownKey(_, _, .some(let nearest), _):
      Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
    case .unknownKey(_, _, nil, let known):
      Words(
        ja: "使えるキー: \(known.map { "`\($0)`" }.joined(separator: "、"))",
        en: "known keys: \(known.map { "`\($0)`" }.joined(separator: ", "))")
    default: nil
    }
  }
}

extension YAMLProblem {
  /// Stands beside the first of two equal keys.
  static func firstPlace(of key: String) -> Words {
    Words(ja: "`\(key)` は最初にここに書かれています", en: "`\(key)` is first given here")
  }

  /// Stands beside the beginning of what was not understood.
  static var begunHere: Words { Words(ja: "ここから始まる部分の中です", en: "it belongs to what begins here") }
}

extension YAMLProblem.Shape {
  var words: Words {
    switch self {
    case .mapping: Words(ja: "`キー: 値` の組", en: "a map")
    case .sequence: Words(ja: "一覧", en: "a list")
    case .text: Words(ja: "文字列", en: "a text")
    case .nothing: Words(ja: "空の値", en: "nothing")
    }
  }
}

/// A backquote cannot stand between backquotes and is named.
private func inBackticks(_ character: Character) -> Words {
  character == "`" ? Words(ja: "バッククォート", en: "a backquote") : Words(ja: "`\(character)` ", en: "`\(character)`")
}

private func hexadecimal(_ value: UInt32, width: Int) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private func name(of scalar: UInt32) -> String { "U+" + hexadecimal(scalar, width: 4) }

private func spaceName(of scalar: UInt32) -> Words {
  switch scalar {
  case 0x3000: Words(ja: "全角の空白（U+3000）", en: "a full-width space (U+3000)")
  case 0xA0, 0x202F: Words(ja: "改行しない空白（\(name(of: scalar))）", en: "a no-break space (\(name(of: scalar)))")
  default: Words(ja: "特殊な空白（\(name(of: scalar))）", en: "the space character \(name(of: scalar))")
  }
}
