// The words for what can be wrong with a FEEL text.

package import KoshaSource

extension FEELProblem {
  package var code: String {
    switch self {
    case .unexpected, .unexpectedEnd: "KF0201"
    case .unterminatedString, .unterminatedComment, .unknownEscape: "KF0202"
    case .wideForm: "KF0203"
    case .unexpectedCharacter: "KF0204"
    case .numberOutOfRange: "KF0205"
    case .tooDeep, .textTooLong: "KF0206"
    case .duplicateEntry, .duplicateParameter: "KF0207"
    case .mixedArguments: "KF0208"
    case .externalFunction: "KF0209"
    case .unknownName, .bareValue: "KF0210"
    case .unknownFunction: "KF0211"
    case .argumentCount, .missingParameter: "KF0212"
    case .unknownParameter: "KF0213"
    case .argumentType: "KF0214"
    case .operands, .operand: "KF0215"
    case .valueOutsideEnumeration, .outsideEnumeration: "KF0216"
    case .condition: "KF0217"
    case .unreadableLiteral: "KF0218"
    case .unknownMember, .unlistedMember: "KF0219"
    case .unknownType: "KF0220"
    case .type: "KF0221"
    case .notAFunction: "KF0222"
    case .inputOutsideTest: "KF0223"
    case .unknownState: "KF0224"
    case .mayBeNull: "KF0225"
    case .nullNotAllowed: "KF0226"
    case .emptyRange: "KF0227"
    case .neverTogether: "KF0228"
    case .noMember: "KF0229"
    case .neverInstance: "KF0230"
    case .mayBeOutsideEnumeration: "KF0231"
    }
  }

  /// A context may hold more entries than its type names, and what may be null may also be none: only possible.
  package var severity: Severity {
    switch self {
    case .unlistedMember, .mayBeNull, .nullNotAllowed, .mayBeOutsideEnumeration: .warning
    case _ where isPointless: .warning
    default: .error
    }
  }

  package var message: Words {
    switch self {
    case .unexpected(let found, let expected):
      Words(
        ja: "`\(found)` はここに書けません。\(expected.words.ja)が必要です",
        en: "`\(found)` cannot stand here, \(expected.words.en) is expected")
    case .unexpectedEnd(let expected):
      Words(
        ja: "式が途中で終わっています。\(expected.words.ja)が必要です",
        en: "the expression ends too early, \(expected.words.en) is expected")
    case .unterminatedString: Words(ja: "文字列が閉じられていません", en: "the string is not closed")
    case .unterminatedComment: Words(ja: "コメントが閉じられていません", en: "the comment is not closed")
    case .wideForm(let text, _):
      Words(
        ja: "`\(text)` は全角文字です。文字列の外では半角で書きます",
        en: "`\(text)` is full-width, outside strings FEEL is written in ASCII form")
    case .unknownEscape(let text): Words(ja: "`\(text)` は文字列のエスケープではありません", en: "`\(text)` is no escape of a string")
    case .unexpectedCharacter(let text):
      Words(ja: "文字 `\(text)` は FEEL では使えません", en: "the character `\(text)` is not used in FEEL")
    case .numberOutOfRange(let text): Words(ja: "数 `\(text)` は扱える範囲を超えています", en: "the number `\(text)` is out of range")
    case .tooDeep(let limit):
      Words(ja: "式の入れ子が \(limit) 段を超えています", en: "the expression is nested deeper than \(limit) levels")
    case .textTooLong(let limit):
      Words(ja: "式が \(limit) バイトを超えています", en: "the expression is longer than \(limit) bytes")
    case .duplicateEntry(let name): Words(ja: "項目 `\(name)` が重複しています", en: "the entry `\(name)` is given twice")
    case .duplicateParameter(let name): Words(ja: "引数 `\(name)` が重複しています", en: "the parameter `\(name)` is given twice")
    case .mixedArguments:
      Words(ja: "名前付きの引数と名前のない引数は混ぜられません", en: "named and unnamed arguments cannot be mixed")
    case .externalFunction(let name):
      Words(ja: "外部関数 `\(name)` はありません", en: "there is no external function `\(name)`")
    case .unknownType(let name): Words(ja: "型 `\(name)` はありません", en: "there is no type `\(name)`")
    case .outsideEnumeration(let name), .valueOutsideEnumeration(let name, _, _):
      Words(ja: "`\(name)` は許される値ではありません", en: "`\(name)` is none of the allowed values")
    case .unknownName(let name, _, _), .bareValue(let name):
      Words(ja: "名前 `\(name)` は定義されていません", en: "the name `\(name)` is not defined")
    case .unknownState(let id, _): Words(ja: "状態 `\(id)` はありません", en: "there is no state `\(id)`")
    case .unknownFunction(let name, _): Words(ja: "関数 `\(name)` はありません", en: "there is no function `\(name)`")
    case .argumentCount(let function, let given, let accepted, let takesMore):
      FEELProblem.argumentCount(function, given, accepted, takesMore)
    case .missingParameter(let function, let name):
      Words(ja: "関数 `\(function)` の引数 `\(name)` がありません", en: "the function `\(function)` lacks its parameter `\(name)`")
    case .unknownParameter(let function, let name, _):
      Words(ja: "関数 `\(function)` に引数 `\(name)` はありません", en: "the function `\(function)` has no parameter `\(name)`")
    case .argumentType(let function, let parameter, let expected, let given):
      Words(
        ja: "関数 `\(function)` の引数 `\(parameter)` は `\(expected)` ですが、`\(given)` が渡されています",
        en: "the parameter `\(parameter)` of the function `\(function)` is `\(expected)`, not `\(given)`")
    case .operands(let operation, let left, let right):
      Words(
        ja: "`\(operation)` は `\(left)` と `\(right)` には使えません",
        en: "`\(operation)` is not defined for `\(left)` and `\(right)`")
    case .operand(let operation, let type):
      Words(ja: "`\(operation)` は `\(type)` には使えません", en: "`\(operation)` is not defined for `\(type)`")
    case .condition(let type):
      Words(ja: "条件は真偽値でなければなりませんが、`\(type)` です", en: "a condition must be boolean, this one is `\(type)`")
    case .unreadableLiteral(let what, let text):
      Words(ja: "`\(text)` は `\(what)` として読めません", en: "`\(text)` cannot be read as `\(what)`")
    case .unknownMember(let name, let type), .unlistedMember(let name, let type, _):
      Words(ja: "`\(type)` に項目 `\(name)` はありません", en: "`\(type)` has no entry `\(name)`")
    case .type(let expected, let given):
      Words(
        ja: "値は `\(expected)` でなければなりませんが、`\(given)` です", en: "the value must be `\(expected)`, this one is `\(given)`")
    case .notAFunction(let name, let type):
      Words(ja: "`\(name)` は `\(type)` で、関数ではありません", en: "`\(name)` is `\(type)` and no function")
    case .inputOutsideTest:
      Words(ja: "`?` は条件のセルの中だけで使えます", en: "`?` can be used in unary tests only")
    case .mayBeNull(let name, let harm, _): harm.message(name)
    case .nullNotAllowed(let name, let column): NullUses.notAllowed(name, column: column)
    case .emptyRange(let text, _): Words(ja: "範囲 `\(text)` には値がありません", en: "the range `\(text)` holds nothing")
    case .neverTogether(let first, let second):
      Words(ja: "`\(first)` と `\(second)` は同時に成り立ちません", en: "`\(first)` and `\(second)` can never hold together")
    case .noMember(let place, let count?):
      Words(ja: "\(count) 個の一覧に \(place) 番目はありません", en: "a list of \(count) has no member \(place)")
    case .noMember(let place, nil):
      Words(
        ja: "一覧に \(place) 番目はありません", en: "no list has a member \(place)")
    case .neverInstance(let type, let given):
      Words(ja: "`\(given)` の値が `\(type)` であることはありません", en: "a value of `\(given)` is never an instance of `\(type)`")
    case .mayBeOutsideEnumeration(let value, _, _):
      Words(
        ja: "値は `\(value)` のことがあり、それは許される値ではありません",
        en: "the value may be `\(value)`, which is none of the allowed values")
    }
  }

  package var help: Words? {
    switch self {
    case .wideForm(_, let ascii): Words(ja: "`\(ascii)` と書きます", en: "write `\(ascii)`")
    case .unknownName(_, let nearest?, let quoted?):
      Words(
        ja: "`\(nearest)` のことですか。文字列なら `'\(quoted)'` と書きます",
        en: "did you mean `\(nearest)`? a text is written `'\(quoted)'`")
    case .bareValue(let value):
      Words(ja: "式の中の値は `\"\(value)\"` と書きます", en: "inside an expression the value is written `\"\(value)\"`")
    case .unknownName(_, nil, let quoted?):
      Words(ja: "文字列なら `'\(quoted)'` と書きます", en: "a text is written `'\(quoted)'`")
    case .unknownName(_, let nearest?, nil), .unknownFunction(_, let nearest?), .unknownParameter(_, _, let nearest?),
      .unlistedMember(_, _, let nearest?), .unknownState(_, let nearest?), .valueOutsideEnumeration(_, _, let nearest?),
      .mayBeOutsideEnumeration(_, _, let nearest?):
      Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
    case .valueOutsideEnumeration(_, let allowed, nil), .mayBeOutsideEnumeration(_, let allowed, nil):
      Words(
        ja: "許される値: \(allowed.map { "`\($0)`" }.joined(separator: "、"))",
        en: "allowed: \(allowed.map { "`\($0)`" }.joined(separator: ", "))")
    case .emptyRange(_, let mend): Words(ja: "`\(mend)` のことですか", en: "did you mean `\(mend)`?")
    case .noMember(_, nil): Words(ja: "1 番目から数え、後ろからは -1 です", en: "members are counted from 1, from the end with -1")
    case .mayBeNull(let name, let harm, let mend): mend.help(name, harm)
    case .nullNotAllowed(let name, _): NullMend(source: .field, isCondition: false).help(name, .operand("in"))
    default: nil
    }
  }

  private static func argumentCount(
    _ function: String, _ given: Int, _ accepted: [Int], _ takesMore: Bool
  ) -> Words {
    let counts = accepted.map(String.init)
    let suffix = takesMore ? (ja: "個以上", en: " or more") : (ja: "個", en: "")
    return Words(
      ja: "関数 `\(function)` の引数は \(counts.joined(separator: "・")) \(suffix.ja)ですが、\(given) 個渡されています",
      en: "the function `\(function)` takes \(counts.joined(separator: " or "))\(suffix.en) arguments, not \(given)")
  }
}

extension Expected {
  /// What is expected, as a noun.
  var words: Words {
    switch self {
    case .expression: Words(ja: "値や式", en: "an expression")
    case .operator: Words(ja: "演算子", en: "an operator")
    case .name: Words(ja: "名前", en: "a name")
    case .type: Words(ja: "型", en: "a type")
    case .string: Words(ja: "文字列", en: "a string")
    case .rangeEnd: Words(ja: "範囲を閉じる括弧", en: "the closing bracket of the range")
    case .end: Words(ja: "式の終わりか演算子", en: "an operator or the end")
    case .text(let text): Words(ja: "`\(text)` ", en: "`\(text)`")
    }
  }
}
