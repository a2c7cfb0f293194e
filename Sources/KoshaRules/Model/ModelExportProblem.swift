// What keeps decisions from being written as a DMN model with their meaning, and how it is said.

import KoshaSource

/// A decision, or a part of one, that a DMN model cannot hold as it is.
enum ModelExportProblem: Problem {
  case severalPeriods(String, periods: [String])
  case notInForce(String, CalendarDate)
  case leftOut(String, CalendarDate)
  case function(String)
  case notRequired(String, by: String)
  case name(String)
  case columnsInCircle([String])
  case allowedReadsNames(String)
  case uncertainAnswer(String)

  var code: String {
    switch self {
    case .severalPeriods: "KF0350"
    case .notInForce: "KF0351"
    case .leftOut: "KF0352"
    case .function: "KF0353"
    case .notRequired: "KF0354"
    case .name: "KF0355"
    case .columnsInCircle: "KF0356"
    case .allowedReadsNames: "KF0357"
    case .uncertainAnswer: "KF0358"
    }
  }

  var severity: Severity {
    switch self {
    case .leftOut, .uncertainAnswer: .warning
    default: .error
    }
  }

  var message: Words {
    switch self {
    case .severalPeriods(let id, let periods):
      Words(
        ja: "判定 `\(id)` には適用期間が \(periods.count) つありますが、DMNのモデルは期間を持てません（\(periods.joined(separator: "、"))）",
        en:
          "the decision `\(id)` has \(periods.count) periods, and a DMN model knows none (\(periods.joined(separator: ", ")))"
      )
    case .notInForce(let id, let date):
      Words(
        ja: "判定 `\(id)` は \(date.description) には適用されていません",
        en: "the decision `\(id)` is not in force on \(date.description)")
    case .leftOut(let id, let date):
      Words(
        ja: "判定 `\(id)` は \(date.description) には適用されていないので、書き出しません",
        en: "the decision `\(id)` is not in force on \(date.description) and is left out")
    case .function(let name):
      Words(
        ja: "関数 `\(name)` は暦や案件に依るもので、DMNのモデルには書けません",
        en: "the function `\(name)` asks the calendar or the case, which no DMN model can hold")
    case .notRequired(let name, let id):
      Words(
        ja: "判定 `\(id)` は判定 `\(name)` の答えを読みますが、`requires` に `\(name)` がありません",
        en: "the decision `\(id)` reads the answer of `\(name)`, which its `requires` does not name")
    case .name(let name):
      Words(ja: "`\(name)` はFEELの名前になりません", en: "`\(name)` is no name of FEEL")
    case .columnsInCircle(let names):
      Words(
        ja: "入力 \(names.map { "`\($0)`" }.joined(separator: "、")) は互いの名前の項目を読むので、DMNの文脈に並べられません",
        en:
          "the inputs \(names.map { "`\($0)`" }.joined(separator: ", ")) read fields of each other's names, and no order of a DMN context keeps them apart"
      )
    case .allowedReadsNames(let column):
      Words(
        ja: "入力 `\(column)` の `allowed` は `?` とほかの名前を併せて読むので、DMNには書けません",
        en: "`allowed` of the input `\(column)` reads `?` together with other names, which DMN cannot hold")
    case .uncertainAnswer(let column):
      Words(
        ja: "出力 `\(column)` の値が型に合わないとき、ここでは判定全体が失敗し、DMNではこの値だけが null になります",
        en:
          "where the value of the output `\(column)` is not of its type, the whole decision fails here, and in DMN this value alone is null"
      )
    }
  }

  var help: Words? {
    switch self {
    case .severalPeriods:
      Words(ja: "`--on 日付` でどの日の版かを指定してください", en: "say with `--on DATE` which day's version is meant")
    case .notInForce:
      Words(ja: "適用期間内の日を `--on` で指定してください", en: "name a day within its period with `--on`")
    case .function:
      Words(ja: "結果を項目に入れ、判定ではその項目を読んでください", en: "put its result into a data field and read that field in the decision")
    case .notRequired(let name, _):
      Words(ja: "`requires` に `\(name)` を加えてください", en: "add `\(name)` to `requires`")
    case .name:
      Words(ja: "文字で始まる名前にしてください", en: "let the name begin with a letter")
    case .columnsInCircle:
      Words(ja: "入力の名前を変えてください", en: "rename the inputs")
    case .allowedReadsNames:
      Words(ja: "`allowed` を定数で書いてください", en: "write `allowed` with constants")
    case .uncertainAnswer: nil
    case .leftOut: nil
    }
  }
}
