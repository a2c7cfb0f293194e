// What can be wrong with a table in a CSV file, and how it is said.

import KoshaSource

/// A mistake in a table that is kept as CSV.
enum CSVProblem: Problem {
  case name(String)
  case missingFile(String, nearest: String?)
  case shiftJIS
  case noHeader
  case separator(String)
  case unknownColumn(String, nearest: String?)
  case missingColumns([String])
  case cellCount(found: Int, columns: Int)
  case unnamedColumn
  case unclosedQuote
  case textAfterQuote
  case tooManyCells(limit: Int)
  case unused
  case noTable(String)

  var severity: Severity {
    if case .unused = self { .warning } else { .error }
  }

  var code: String {
    switch self {
    case .name: "KF0370"
    case .missingFile: "KF0371"
    case .shiftJIS: "KF0372"
    case .noHeader: "KF0373"
    case .separator: "KF0374"
    case .unknownColumn: "KF0375"
    case .missingColumns: "KF0376"
    case .cellCount: "KF0377"
    case .unnamedColumn: "KF0378"
    case .unclosedQuote: "KF0379"
    case .textAfterQuote: "KF0380"
    case .tooManyCells: "KF0381"
    case .unused: "KF0382"
    case .noTable: "KF0383"
    }
  }

  var message: Words {
    switch self {
    case .name(let name):
      Words(ja: "`\(name)` は隣の CSV ファイルの名前ではありません", en: "`\(name)` is no name of a CSV file beside this one")
    case .missingFile(let path, _):
      Words(ja: "ファイル `\(path)` がありません", en: "there is no file `\(path)`")
    case .shiftJIS:
      Words(ja: "文字コードが Shift_JIS（CP932）です", en: "the file is encoded as Shift_JIS (CP932)")
    case .noHeader:
      Words(ja: "見出しの行がありません", en: "the file has no header")
    case .separator(let separator):
      Words(ja: "見出しが \(separator) で区切られています", en: "the header is separated by \(separator)")
    case .unknownColumn(let name, _):
      Words(ja: "列 `\(name)` は判定の表にありません", en: "the decision has no column `\(name)`")
    case .missingColumns(let names):
      Words(
        ja: "見出しに列 \(names.map { "`\($0)`" }.joined(separator: "、")) がありません",
        en: "the header lacks \(names.map { "`\($0)`" }.joined(separator: ", "))")
    case .cellCount(let found, let columns):
      Words(
        ja: "行のセルは \(found) 個ですが、見出しの列は \(columns) 個です",
        en: "the row has \(found) cell\(found == 1 ? "" : "s"), the header \(columns)")
    case .unnamedColumn:
      Words(ja: "見出しのない列にセルがあります", en: "the cell stands under a column without a name")
    case .unclosedQuote:
      Words(ja: "引用符 `\"` が閉じていません", en: "the quote `\"` is not closed")
    case .textAfterQuote:
      Words(ja: "閉じた引用符 `\"` の後に文字があります", en: "text stands behind the closing quote `\"`")
    case .tooManyCells(let limit):
      Words(ja: "セルが \(limit) 個を超えています", en: "the file has more than \(limit) cells")
    case .unused:
      Words(ja: "このファイルを使う判定がありません", en: "no decision uses this file")
    case .noTable(let id):
      Words(ja: "判定 `\(id)` は表ではありません", en: "the decision `\(id)` is no table")
    }
  }

  var help: Words? {
    switch self {
    case .noTable: nil
    case .name:
      Words(
        ja: "同じフォルダのファイルの名前を `eligibility.csv` のように書いてください",
        en: "write the name of a file in the same folder, for example `eligibility.csv`")
    case .missingFile(_, let nearest?), .unknownColumn(_, let nearest?):
      Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
    case .missingFile:
      Words(
        ja: "CSV ファイルは判定のファイルと同じフォルダに置いてください", en: "put the CSV file into the folder of the decision's file")
    case .shiftJIS:
      Words(
        ja: "UTF-8 で保存してください（Excel ではファイルの種類「CSV UTF-8（コンマ区切り）」）",
        en: "save it as UTF-8 (in Excel the file type “CSV UTF-8 (Comma delimited)”)")
    case .noHeader:
      Words(
        ja: "1行目に `id,when.入力,…,then.出力,…,basis` と書いてください",
        en: "begin the file with `id,when.INPUT,…,then.OUTPUT,…,basis`")
    case .separator:
      Words(ja: "コンマ `,` で区切って保存してください", en: "save it with commas `,` between the cells")
    case .unknownColumn:
      Words(
        ja: "使えるのは `id`、`when.入力`、`then.出力`、`basis`、`comment` です",
        en: "known are `id`, `when.INPUT`, `then.OUTPUT`, `basis`, `comment`")
    case .missingColumns:
      Words(ja: "列を加えてください。セルは空でかまいません", en: "add the column; its cells may be empty")
    case .cellCount:
      Words(
        ja: "コンマや改行を含むセルは `\"…\"` で囲み、空のセルにもコンマを書いてください",
        en: "put a cell with commas or line ends into `\"…\"`, and write the commas of empty cells too")
    case .unnamedColumn:
      Words(ja: "列に見出しを付けるか、セルを空にしてください", en: "give the column a name, or empty the cell")
    case .unclosedQuote, .textAfterQuote:
      Words(
        ja: "セル全体を `\"…\"` で囲み、中の `\"` は `\"\"` と書いてください",
        en: "put the whole cell into `\"…\"` and write a `\"` in it as `\"\"`")
    case .tooManyCells:
      Words(ja: "判定をいくつかの表に分けてください", en: "split the decision into several tables")
    case .unused:
      Words(
        ja: "判定のファイルに `rules: {csv: …}` と書くか、このファイルを移してください",
        en: "name it in a decision as `rules: {csv: …}`, or move it away")
    }
  }
}
