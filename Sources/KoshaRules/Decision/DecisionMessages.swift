// What can be wrong with a decision file, and how it is said.

import KoshaSource

/// A mistake in a decision file.
enum DecisionProblem: Problem {
  case version(Int)
  case name(String)
  case date(String)
  case periodEndsBeforeItBegins(from: CalendarDate, until: CalendarDate)
  case periodsOverlap(id: String, path: String, other: String)
  case requiredTwice(String)
  case unknownRequired(String, nearest: String?)
  case circle([String])
  case noLogic
  case severalLogics(String, String)
  case columnsWithoutTable(String, String)
  case emptyContext
  case resultNotLast
  case unknownType(String, nearest: String?)
  case typeTooDeep(limit: Int)
  case emptyEnumeration
  case repeatedValue(String)
  case noColumns(String)
  case unknownHitPolicy(String, nearest: String?)
  case unknownColumn(String, of: String, nearest: String?)
  case ruleTwice(String)
  case cellIsNoText(written: String?)
  case emptyCell
  case notAnAllowedValue(String, column: String, nearest: String?, allowed: [String])
  case cellType(column: String, expected: String, found: String)
  case policyNeedsEnumeration(String)
  case policyNeedsOneOutput(String)
  case policyNeedsType(String, output: String, type: String)
  case defaultUnderCount
  case plainText(String, type: String, meant: String)
  case equalsSign
  case boxedTooDeep(limit: Int)
  case raggedRow(cells: Int, columns: Int)
  case parameterTwice(String)
  case columnTwice(String)

  static let firstPlace = Words(ja: "最初はここ", en: "first given here")
  static let otherVersion = Words(ja: "もう一つの版", en: "the other version")

  var code: String {
    switch self {
    case .version: "KF0301"
    case .name: "KF0302"
    case .date: "KF0303"
    case .periodEndsBeforeItBegins: "KF0304"
    case .periodsOverlap: "KF0305"
    case .requiredTwice: "KF0306"
    case .unknownRequired: "KF0307"
    case .circle: "KF0308"
    case .noLogic: "KF0309"
    case .severalLogics: "KF0310"
    case .columnsWithoutTable: "KF0311"
    case .emptyContext: "KF0312"
    case .resultNotLast: "KF0313"
    case .unknownType: "KF0314"
    case .typeTooDeep: "KF0315"
    case .emptyEnumeration: "KF0316"
    case .repeatedValue: "KF0317"
    case .noColumns: "KF0318"
    case .unknownHitPolicy: "KF0319"
    case .unknownColumn: "KF0320"
    case .ruleTwice: "KF0321"
    case .cellIsNoText: "KF0322"
    case .emptyCell: "KF0323"
    case .notAnAllowedValue: "KF0324"
    case .cellType: "KF0325"
    case .policyNeedsEnumeration: "KF0326"
    case .policyNeedsOneOutput: "KF0327"
    case .policyNeedsType: "KF0328"
    case .defaultUnderCount: "KF0329"
    case .plainText: "KF0330"
    case .equalsSign: "KF0331"
    case .boxedTooDeep: "KF0332"
    case .raggedRow: "KF0333"
    case .parameterTwice: "KF0334"
    case .columnTwice: "KF0335"
    }
  }

  var message: Words {
    switch self {
    case .version(let version):
      Words(
        ja: "`kosha: \(version)` は扱えません", en: "`kosha: \(version)` is no version that is known here")
    case .name(let name):
      Words(ja: "`\(name)` は名前に使えません", en: "`\(name)` cannot be a name")
    case .date(let text):
      Words(ja: "`\(text)` は日付ではありません", en: "`\(text)` is not a date")
    case .periodEndsBeforeItBegins(let from, let until):
      Words(
        ja: "適用期間の終わり `\(until.description)` が始まり `\(from.description)` より前です",
        en: "the period ends on `\(until.description)`, before it begins on `\(from.description)`")
    case .periodsOverlap(let id, let path, let other):
      Words(
        ja: "判定 `\(id)` の適用期間が `\(path)` と `\(other)` で重なっています",
        en: "the periods of the decision `\(id)` in `\(path)` and `\(other)` overlap")
    case .requiredTwice(let name):
      Words(ja: "`\(name)` が `requires` に二度あります", en: "`\(name)` stands twice in `requires`")
    case .unknownRequired(let name, _):
      Words(ja: "判定 `\(name)` はありません", en: "there is no decision `\(name)`")
    case .circle(let names):
      Words(
        ja: "`requires` が輪になっています: \(names.map { "`\($0)`" }.joined(separator: " → "))",
        en: "`requires` makes a circle: \(names.map { "`\($0)`" }.joined(separator: " → "))")
    case .noLogic:
      Words(
        ja: "判定に `rules` も、`value` や `context` などの式もありません",
        en: "a decision needs `rules`, or an expression such as `value` or `context`")
    case .severalLogics(let first, let other):
      Words(
        ja: "`\(first)` と `\(other)` は一つの判定に並べられません",
        en: "`\(first)` and `\(other)` cannot stand in one decision")
    case .columnsWithoutTable(let key, let other):
      Words(
        ja: "`\(key)` は表のもので、`\(other)` とは並べられません",
        en: "`\(key)` belongs to a table and cannot stand beside `\(other)`")
    case .emptyContext:
      Words(ja: "`context` が空です", en: "`context` has no entry")
    case .resultNotLast:
      Words(ja: "`result` は最後の項目でなければなりません", en: "`result` must be the last entry")
    case .unknownType(let text, _):
      Words(ja: "`\(text)` という型はありません", en: "there is no type `\(text)`")
    case .typeTooDeep(let limit):
      Words(ja: "型の入れ子が \(limit) 段を超えています", en: "types nest deeper than \(limit) levels")
    case .emptyEnumeration:
      Words(ja: "列挙に値がありません", en: "the enumeration has no value")
    case .repeatedValue(let value):
      Words(ja: "列挙の値 `\(value)` が二度あります", en: "the value `\(value)` stands twice in the enumeration")
    case .noColumns(let key):
      Words(ja: "`\(key)` に列がありません", en: "`\(key)` has no column")
    case .unknownHitPolicy(let text, _):
      Words(ja: "`\(text)` という適用方針はありません", en: "there is no hit policy `\(text)`")
    case .unknownColumn(let name, let key, _):
      Words(
        ja: "`\(name)` は `\(key == "when" ? "inputs" : "outputs")` の列ではありません",
        en: "`\(name)` is no column of `\(key == "when" ? "inputs" : "outputs")`")
    case .ruleTwice(let id):
      Words(ja: "規則 `\(id)` が二つあります", en: "there are two rules `\(id)`")
    case .cellIsNoText:
      Words(ja: "セルが文字列ではありません", en: "the cell is not a text")
    case .emptyCell:
      Words(ja: "セルが空です", en: "the cell is empty")
    case .notAnAllowedValue(let text, let column, _, _):
      Words(
        ja: "`\(text)` は列 `\(column)` の値ではありません", en: "`\(text)` is no value of the column `\(column)`")
    case .cellType(let column, let expected, let found):
      Words(
        ja: "列 `\(column)` の型は `\(expected)` ですが、ここは `\(found)` です",
        en: "the column `\(column)` is of type `\(expected)`, this is `\(found)`")
    case .policyNeedsEnumeration(let policy):
      Words(
        ja: "適用方針 `\(policy)` には、列挙型の出力が要ります",
        en: "the hit policy `\(policy)` needs an output that is an enumeration")
    case .policyNeedsOneOutput(let policy):
      Words(
        ja: "適用方針 `\(policy)` の出力は一つだけです", en: "the hit policy `\(policy)` takes one output only")
    case .policyNeedsType(let policy, let output, let type):
      Words(
        ja: "出力 `\(output)` の型 `\(type)` は適用方針 `\(policy)` に合いません",
        en: "the output `\(output)` of type `\(type)` does not fit the hit policy `\(policy)`")
    case .defaultUnderCount:
      Words(
        ja: "`collect count` に `default` は使えません", en: "`default` has no meaning under `collect count`")
    case .equalsSign:
      Words(
        ja: "`=` で始めるのは `string` の列のセルだけです", en: "only a cell of a `string` column begins with `=`")
    case .boxedTooDeep(let limit):
      Words(ja: "式の枠の入れ子が \(limit) 段を超えています", en: "boxed expressions nest deeper than \(limit) levels")
    case .raggedRow(let cells, let columns):
      Words(
        ja: "列は \(columns) 個ですが、この行のセルは \(cells) 個です",
        en: "the row has \(cells) cells, but there are \(columns) columns")
    case .columnTwice(let name):
      Words(ja: "列 `\(name)` が二つあります", en: "the column `\(name)` is given twice")
    case .parameterTwice(let name):
      Words(ja: "仮引数 `\(name)` が二度あります", en: "the parameter `\(name)` stands twice")
    case .plainText(let text, let type, _):
      Words(
        ja: "`\(text)` は FEEL では `\(type)` になりません", en: "`\(text)` is not how FEEL writes a `\(type)`")
    }
  }

  var help: Words? {
    switch self {
    case .version: Words(ja: "`kosha: 1` と書いてください", en: "write `kosha: 1`")
    case .name(let name):
      if FieldName.keywords.contains(name) {
        Words(ja: "FEEL の予約語は使えません", en: "FEEL has this word for itself")
      } else {
        Words(
          ja: "文字、数字、`_` だけを使い、数字で始めないでください",
          en: "use letters, digits and `_` only, and do not begin with a digit")
      }
    case .date: Words(ja: "`2023-04-01` のように書いてください", en: "write it like `2023-04-01`")
    case .unknownRequired(_, let nearest), .unknownType(_, let nearest), .unknownHitPolicy(_, let nearest),
      .unknownColumn(_, _, let nearest):
      nearest.map { Words(ja: "`\($0)` のことですか", en: "did you mean `\($0)`?") }
    case .notAnAllowedValue(_, _, let nearest?, _):
      Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
    case .notAnAllowedValue(_, _, nil, let allowed):
      Words(
        ja: "許される値: \(allowed.map { "`\($0)`" }.joined(separator: "、"))",
        en: "allowed: \(allowed.map { "`\($0)`" }.joined(separator: ", "))")
    case .equalsSign: Words(ja: "`=` を消してください", en: "delete the `=`")
    case .cellIsNoText(let written):
      written.map {
        let quoted = $0.contains("\"") ? "'\($0)'" : "\"\($0)\""
        return Words(ja: "引用符で囲んでください: `\(quoted)`", en: "quote it: `\(quoted)`")
      }
    case .emptyCell:
      Words(
        ja: "何でもよければ `\"-\"`、null なら `null`、空の文字列なら `\"\"` と書いてください",
        en: "write `\"-\"` for anything, `null` for null, `\"\"` for the empty text")
    case .defaultUnderCount:
      Words(
        ja: "どの規則も合わなければ答えは 0 です", en: "where no rule matches the answer is 0")
    case .plainText(_, _, let meant):
      Words(ja: "`'\(meant)'` と書いてください", en: "write `'\(meant)'`")
    case .boxedTooDeep:
      Words(ja: "一部を別の判定に分けてください", en: "move a part into a decision of its own")
    case .raggedRow:
      Words(ja: "行ごとに列の数だけセルを書いてください", en: "write one cell for each column in every row")
    case .parameterTwice, .columnTwice:
      Words(ja: "片方を消すか名前を変えてください", en: "remove or rename one of the two")
    default: nil
    }
  }
}

/// What went wrong in one evaluation of a decision.
enum DecisionFault {
  case unknownDecision(String)
  case notInForce(String, CalendarDate)
  case requiredFailed(String)
  case unresolvedInput(String, text: String)
  case inputType(String, value: Value, expected: ValueType)
  case notAllowed(String, value: Value, allowed: String)
  case severalMatch([String])
  case answersDiffer([String])
  case outputType(String, rule: String?, value: Value, expected: ValueType)
  case notAggregable(HitPolicy, rules: [String])

  var words: Words {
    switch self {
    case .unknownDecision(let id):
      Words(ja: "判定 `\(id)` はありません", en: "there is no decision `\(id)`")
    case .notInForce(let id, let date):
      Words(
        ja: "`\(date.description)` に適用される判定 `\(id)` がありません",
        en: "no version of the decision `\(id)` is in force on `\(date.description)`")
    case .requiredFailed(let id):
      Words(
        ja: "前提となる判定 `\(id)` が答えを出せませんでした", en: "the required decision `\(id)` failed")
    case .unresolvedInput(let name, let text):
      Words(
        ja: "入力 `\(name)` の式 `\(text)` は、このファイルだけでは評価できません",
        en: "the input `\(name)` is `\(text)`, which this file alone cannot evaluate")
    case .inputType(let name, let value, let expected):
      Words(
        ja: "入力 `\(name)` の値 `\(value.feelText)` は型 `\(expected.text)` ではありません",
        en: "the value `\(value.feelText)` of the input `\(name)` is not of type `\(expected.text)`")
    case .notAllowed(let name, let value, let allowed):
      Words(
        ja: "入力 `\(name)` の値 `\(value.feelText)` は許された値 `\(allowed)` ではありません",
        en: "the value `\(value.feelText)` of the input `\(name)` is not among the allowed `\(allowed)`")
    case .severalMatch(let rules):
      Words(
        ja: "一つだけ合うはずの規則が複数合いました: \(DecisionFault.list(rules))",
        en: "only one rule may match, but these do: \(DecisionFault.list(rules))")
    case .answersDiffer(let rules):
      Words(
        ja: "合った規則の答えが一致しません: \(DecisionFault.list(rules))",
        en: "the rules that match must agree, but these differ: \(DecisionFault.list(rules))")
    case .outputType(let name, let rule, let value, let expected):
      if let rule {
        Words(
          ja: "規則 `\(rule)` の出力 `\(name)` の値 `\(value.feelText)` は型 `\(expected.text)` ではありません",
          en:
            "the value `\(value.feelText)` of the output `\(name)` in the rule `\(rule)` is not of type `\(expected.text)`"
        )
      } else {
        Words(
          ja: "出力 `\(name)` の `default` の値 `\(value.feelText)` は型 `\(expected.text)` ではありません",
          en: "the value `\(value.feelText)` of the `default` of the output `\(name)` is not of type `\(expected.text)`"
        )
      }
    case .notAggregable(let policy, let rules):
      Words(
        ja: "適用方針 `\(policy.text)` で答えをまとめられません: \(DecisionFault.list(rules))",
        en: "the answers cannot be brought together by `\(policy.text)`: \(DecisionFault.list(rules))")
    }
  }

  private static func list(_ rules: [String]) -> String {
    rules.map { "`\($0)`" }.joined(separator: ", ")
  }
}
