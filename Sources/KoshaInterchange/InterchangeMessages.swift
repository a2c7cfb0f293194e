// The words of every InterchangeProblem in Japanese and English: message first, then the mend.

import KoshaSource

extension InterchangeProblem {
  var message: Words {
    switch self {
    case .tooLarge(let bytes, let limit):
      Words(
        ja: "XML文書が大きすぎます（\(bytes)バイト、上限は\(limit)バイト）",
        en: "the XML document is too large (\(bytes) bytes, the limit is \(limit))")
    case .encoding(let name):
      Words(ja: "文字コード `\(name)` は読めません", en: "the encoding `\(name)` cannot be read")
    case .invalidBytes(let encoding):
      Words(ja: "\(encoding)として正しくないバイトがあります", en: "a byte is not valid \(encoding) here")
    case .documentType:
      Words(ja: "`<!DOCTYPE …>` は使えません", en: "`<!DOCTYPE …>` may not be used")
    case .tooDeep(let limit):
      Words(ja: "要素の入れ子が深すぎます（上限は\(limit)段）", en: "elements are nested too deeply (the limit is \(limit) levels)")
    case .notWellFormed(let fault): fault.message
    case .tagTooLong(let bytes, let limit):
      Words(
        ja: "開始タグが長すぎます（\(bytes)バイト、上限は\(limit)バイト）",
        en: "the start tag is too long (\(bytes) bytes, the limit is \(limit))")
    case .notDMN(let root):
      Words(ja: "根の要素 `\(root)` はDMNの `definitions` ではありません", en: "the root `\(root)` is no `definitions` of DMN")
    case .unknownElement(let name, let parent):
      Words(ja: "`\(parent)` の中の `\(name)` は読み飛ばします", en: "`\(name)` inside `\(parent)` is skipped")
    case .missingAttribute(let name, let element):
      Words(ja: "`\(element)` に属性 `\(name)` がありません", en: "`\(element)` needs the attribute `\(name)`")
    case .missingElement(let name, let parent):
      Words(ja: "`\(parent)` に要素 `\(name)` がありません", en: "`\(parent)` needs the element `\(name)`")
    case .expressionLanguage(let language):
      Words(ja: "式の言語 `\(language)` は評価できません", en: "the expression language `\(language)` cannot be evaluated")
    case .unknownChoice(let attribute, let value, _):
      Words(ja: "属性 `\(attribute)` に値 `\(value)` はありません", en: "the attribute `\(attribute)` has no value `\(value)`")
    case .cellCount(let column, let expected, let found):
      Words(
        ja: "`\(column)` が \(found) 個ありますが、列は \(expected) 個です",
        en: "there are \(found) of `\(column)` but \(expected) columns")
    case .importKind(let kind):
      Words(ja: "種類 `\(kind)` の取り込みは使えません", en: "an import of the kind `\(kind)` cannot be used")
    case .severalExpressions(let parent):
      Words(ja: "`\(parent)` に式が2つあります", en: "`\(parent)` holds two expressions")
    case .reference(let text):
      Words(ja: "参照 `\(text)` が指すものが分かりません", en: "the reference `\(text)` points at nothing known")
    case .importedValues:
      Words(ja: "`importedValues` は使えません", en: "`importedValues` cannot be used")
    case .unknownModel(let namespace):
      Words(
        ja: "取り込むモデル（名前空間 `\(namespace)`）が見つかりません",
        en: "the imported model of the namespace `\(namespace)` is not found")
    case .duplicateIdentifier(let id):
      Words(ja: "id `\(id)` が重複しています", en: "the id `\(id)` is given twice")
    case .character(let scalar):
      Words(
        ja: "文字 `\(scalar.code)` はXMLに書けません", en: "the character `\(scalar.code)` cannot stand in XML")
    case .notTestCases(let root):
      Words(ja: "根の要素 `\(root)` は `testCases` ではありません", en: "the root `\(root)` is no `testCases`")
    case .unreadableValue(let text, let type):
      Words(ja: "`\(text)` を `\(type)` として読めません", en: "`\(text)` cannot be read as `\(type)`")
    case .unknownValueType(let type):
      Words(ja: "値の型 `\(type)` は使えません", en: "values of the type `\(type)` cannot be used")
    }
  }

  var help: Words? {
    switch self {
    case .tooLarge:
      Words(ja: "モデルを分けて `import` でつないでください", en: "divide the model and join the parts with `import`")
    case .encoding, .invalidBytes:
      Words(ja: "文書をUTF-8で保存してください", en: "save the document as UTF-8")
    case .documentType:
      Words(ja: "文書型の宣言を消してください", en: "delete the declaration of the document type")
    case .tooDeep:
      Words(ja: "内側の式を別のデシジョンか関数に分けてください", en: "move the inner expressions into decisions or functions of their own")
    case .notWellFormed: nil
    case .tagTooLong:
      Words(ja: "属性の値を短くしてください", en: "shorten the values of its attributes")
    case .notDMN:
      Words(
        ja: "名前空間がDMN 1.1から1.5のどれかである `definitions` が要ります",
        en: "a `definitions` in a namespace of DMN 1.1 to 1.5 is needed")
    case .unknownElement: nil
    case .missingAttribute:
      Words(ja: "属性を書き足してください", en: "add the attribute")
    case .missingElement:
      Words(ja: "要素を書き足してください", en: "add the element")
    case .expressionLanguage:
      Words(ja: "FEELで書いてください", en: "write it in FEEL")
    case .unknownChoice(_, _, let known):
      Words(
        ja: "使える値: \(known.map { "`\($0)`" }.joined(separator: "、"))",
        en: "known values: \(known.map { "`\($0)`" }.joined(separator: ", "))")
    case .cellCount:
      Words(ja: "列ごとに1つ書いてください", en: "write one for each column")
    case .importKind:
      Words(ja: "DMNのモデルだけを取り込めます", en: "only DMN models can be imported")
    case .severalExpressions:
      Words(ja: "1つだけ残してください", en: "keep one of them")
    case .reference:
      Words(ja: "`#id` か `名前空間#id` で書いてください", en: "write `#id` or `namespace#id`")
    case .importedValues:
      Words(ja: "値を `text` に書いてください", en: "write the value as `text`")
    case .unknownModel:
      Words(ja: "取り込むモデルを同じフォルダに置いてください", en: "put the imported model into the same folder")
    case .duplicateIdentifier:
      Words(ja: "別のidを付けてください", en: "give another id")
    case .character:
      Words(ja: "この文字を消してください", en: "delete the character")
    case .notTestCases:
      Words(ja: "DMN TCKの形の試験ファイルを指定してください", en: "name a file of test cases in the form of the DMN TCK")
    case .unreadableValue:
      Words(ja: "値か `xsi:type` を直してください", en: "mend the value or its `xsi:type`")
    case .unknownValueType:
      Words(
        ja: "`xsd:string`、`xsd:decimal`、`xsd:boolean`、`xsd:date`、`xsd:time`、`xsd:dateTime`、`xsd:duration` が使えます",
        en:
          "known types: `xsd:string`, `xsd:decimal`, `xsd:boolean`, `xsd:date`, `xsd:time`, `xsd:dateTime`, `xsd:duration`"
      )
    }
  }
}

extension Unicode.Scalar {
  /// `U+0001`.
  fileprivate var code: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension XMLFault {
  /// One sentence; XML's own grammar names no mend beyond it.
  var message: Words {
    switch self {
    case .noElements: Words(ja: "文書に要素がありません", en: "the document has no element")
    case .tagMismatch: Words(ja: "終了タグが開始タグと合いません", en: "the end tag does not match its start tag")
    case .duplicateAttribute: Words(ja: "同じ属性が2つあります", en: "the attribute is given twice")
    case .afterRoot: Words(ja: "根の要素の後に内容があります", en: "content follows after the root element")
    case .undefinedEntity: Words(ja: "実体参照が定義されていません", en: "the entity is not defined")
    case .unboundPrefix: Words(ja: "名前空間の接頭辞が宣言されていません", en: "the namespace prefix is not declared")
    case .unclosed: Words(ja: "文書が途中で終わっています", en: "the document ends too early")
    case .memory: Words(ja: "文書を読むための記憶域が足りません", en: "there is not enough memory to read the document")
    case .syntax: Words(ja: "XMLとして読めません", en: "this cannot be read as XML")
    }
  }
}
