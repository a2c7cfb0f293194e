// CSV files of a table in; its rules, or what is wrong with them word by word, out.

import KoshaRules
import KoshaSource
import KoshaYAML
import Testing

@Suite("Tables in CSV files")
struct CSVTableTests {
  static let header = CSVFixture.header

  @Test("A row is a rule, its cells read by their columns")
  func cells() throws {
    let fixture = CSVFixture(
      Self.header
        + "E1,,,true,ineligible,税の滞納,第3条2号\r\n"
        + "E2,< 1,\"small, startup\",FALSE,review,\"= \"\"a\"\" + \"\"b\"\"\",\r\n"
        + "\r\n,,,,,,\r\n"
        + ",[1..5),null,-,\"\"\"eligible\"\"\",\" 二行\r\nの文 \",'=x\r\n")
    #expect(fixture.problems() == [])
    let table = try #require(fixture.table)
    #expect(table.rules.map(\.id.value) == ["E1", "E2", "3"])
    #expect(table.rules.map(\.isNumbered) == [false, false, true])
    #expect(table.rules.map { $0.basis?.ja } == ["第3条2号", nil, "=x"])
    #expect(table.rules[0].when.map { $0?.core } == [nil, nil, .boolean(true)])
    #expect(table.rules[1].when.map { $0?.text.text } == ["< 1", "small, startup", "false"])
    #expect(table.rules[2].then.map { $0?.text.text } == ["\"eligible\"", " 二行\nの文 "])
    let number = Value.number(.zero)
    let answers: [([Value], String)] = [
      ([number, .string("small"), .boolean(true)], #"{verdict: "ineligible", reason: "税の滞納"} [E1]"#),
      ([number, .string("startup"), .boolean(false)], #"{verdict: "review", reason: "ab"} [E2]"#),
      ([.number(Decimal128(1)), .null, .null], #"{verdict: "eligible", reason: " 二行\nの文 "} [3]"#),
    ]
    for (values, summary) in answers { #expect(try fixture.evaluate(values).summary == summary) }
  }

  @Test("An empty cell is left out, a lone apostrophe is the empty text, and one before a text keeps it a text")
  func texts() throws {
    let fixture = CSVFixture(Self.header + "1,,,,review,,\n2,,,,review,',\n3,,,,review,null,\n4,,,,review,'null,\n")
    #expect(fixture.problems() == [])
    let table = try #require(fixture.table)
    #expect(table.rules.map { $0.then[1]?.core } == [nil, .string(""), .null, .string("null")])
  }

  @Test("A byte order mark, columns in any order, columns emptied, the basis in two languages, comments")
  func spreadsheets() throws {
    let fixture = CSVFixture(
      "\u{FEFF}comment,then.reason, when.arrears ,when.fund,when.years,then.verdict,basis.en,basis.ja,id,\r\n"
        + "見直す,a,,,1,review,Article 3,第3条,E1,\r\n,b,,,2,review,Article 4,,E2,")
    #expect(fixture.problems() == [])
    let table = try #require(fixture.table)
    #expect(table.rules.map(\.comment) == ["見直す", nil])
    #expect(table.rules.map { $0.basis } == [Words(ja: "第3条", en: "Article 3"), Words("Article 4")])
    #expect(table.rules.map { $0.when[0]?.core } == [.number("1"), .number("2")])
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let csv: String
    let en: [String]
    let ja: [String]
    var testDescription: String { csv }
  }

  static let faults: [Row] = [
    Row(
      csv: "",
      en: [
        "rules/t.csv:1:1 «» KF0373 the file has no header; begin the file with `id,when.INPUT,…,then.OUTPUT,…,basis`"
      ],
      ja: ["rules/t.csv:1:1 «» KF0373 見出しの行がありません; 1行目に `id,when.入力,…,then.出力,…,basis` と書いてください"]),
    Row(
      csv: "id,when.years,when.fnud,when.arrears,then.verdict,reason,basis,basis\n",
      en: [
        "rules/t.csv:1:15 «when.fnud» KF0375 the decision has no column `when.fnud`; did you mean `when.fund`?",
        "rules/t.csv:1:51 «reason» KF0375 the decision has no column `reason`; "
          + "known are `id`, `when.INPUT`, `then.OUTPUT`, `basis`, `comment`",
        "rules/t.csv:1:64 «basis» KF0335 the column `basis` is given twice; remove or rename one of the two",
      ],
      ja: [
        "rules/t.csv:1:15 «when.fnud» KF0375 列 `when.fnud` は判定の表にありません; `when.fund` のことですか",
        "rules/t.csv:1:51 «reason» KF0375 列 `reason` は判定の表にありません; "
          + "使えるのは `id`、`when.入力`、`then.出力`、`basis`、`comment` です",
        "rules/t.csv:1:64 «basis» KF0335 列 `basis` が二つあります; 片方を消すか名前を変えてください",
      ]),
    Row(
      csv: "id,when.years,then.verdict,then.reason\n",
      en: [
        "rules/t.csv:1:1 «id,when.years,then.verdict,then.reason» KF0376 the header lacks `when.fund`, `when.arrears`; "
          + "add the column; its cells may be empty"
      ],
      ja: [
        "rules/t.csv:1:1 «id,when.years,then.verdict,then.reason» KF0376 見出しに列 `when.fund`、`when.arrears` がありません; "
          + "列を加えてください。セルは空でかまいません"
      ]),
    Row(
      csv: "id;when.years;then.verdict\n1;2;3\n",
      en: [
        "rules/t.csv:1:1 «id;when.years;then.verdict» KF0374 the header is separated by `;`; "
          + "save it with commas `,` between the cells"
      ],
      ja: ["rules/t.csv:1:1 «id;when.years;then.verdict» KF0374 見出しが `;` で区切られています; コンマ `,` で区切って保存してください"]),
    Row(
      csv: header + "E1,1,small,true,review,なし\nE2,1,small,true,review,あり,第3条,余り\nE2,1,,,review,,\nE2,2,,,review,,\n",
      en: [
        "rules/t.csv:2:26 «» KF0377 the row has 6 cells, the header 7; "
          + "put a cell with commas or line ends into `\"…\"`, and write the commas of empty cells too",
        "rules/t.csv:3:31 «余り» KF0377 the row has 8 cells, the header 7; "
          + "put a cell with commas or line ends into `\"…\"`, and write the commas of empty cells too",
        "rules/t.csv:5:1 «E2» KF0321 there are two rules `E2`",
      ],
      ja: [
        "rules/t.csv:2:26 «» KF0377 行のセルは 6 個ですが、見出しの列は 7 個です; "
          + "コンマや改行を含むセルは `\"…\"` で囲み、空のセルにもコンマを書いてください",
        "rules/t.csv:3:31 «余り» KF0377 行のセルは 8 個ですが、見出しの列は 7 個です; "
          + "コンマや改行を含むセルは `\"…\"` で囲み、空のセルにもコンマを書いてください",
        "rules/t.csv:5:1 «E2» KF0321 規則 `E2` が二つあります",
      ]),
    Row(
      csv: header + "E1,1,,,review,\"税の\n滞納,\n",
      en: [
        "rules/t.csv:2:15 «\"» KF0379 the quote `\"` is not closed; "
          + "put the whole cell into `\"…\"` and write a `\"` in it as `\"\"`"
      ],
      ja: [
        "rules/t.csv:2:15 «\"» KF0379 引用符 `\"` が閉じていません; セル全体を `\"…\"` で囲み、中の `\"` は `\"\"` と書いてください"
      ]),
    Row(
      csv: header + "E1,1,\"small\" x,,review,,\n",
      en: [
        "rules/t.csv:2:13 « x» KF0380 text stands behind the closing quote `\"`; "
          + "put the whole cell into `\"…\"` and write a `\"` in it as `\"\"`"
      ],
      ja: [
        "rules/t.csv:2:13 « x» KF0380 閉じた引用符 `\"` の後に文字があります; セル全体を `\"…\"` で囲み、中の `\"` は `\"\"` と書いてください"
      ]),
    Row(
      csv: "id,when.years,when.fund,when.arrears,then.verdict,then.reason,,basis\nE1,,,,review,,x,\n",
      en: [
        "rules/t.csv:2:15 «x» KF0378 the cell stands under a column without a name; "
          + "give the column a name, or empty the cell"
      ],
      ja: ["rules/t.csv:2:15 «x» KF0378 見出しのない列にセルがあります; 列に見出しを付けるか、セルを空にしてください"]),
    Row(
      csv: header + "E1,1,smal,,reveiw,,\n",
      en: [
        "rules/t.csv:2:6 «smal» KF0324 `smal` is no value of the column `fund`; did you mean `small`?",
        "rules/t.csv:2:12 «reveiw» KF0324 `reveiw` is no value of the column `verdict`; did you mean `review`?",
      ],
      ja: [
        "rules/t.csv:2:6 «smal» KF0324 `smal` は列 `fund` の値ではありません; `small` のことですか",
        "rules/t.csv:2:12 «reveiw» KF0324 `reveiw` は列 `verdict` の値ではありません; `review` のことですか",
      ]),
    Row(
      csv: header + "E1,\"not(\"\"a\"\",\r\n 1..)\",,,review,,\n",
      en: ["rules/t.csv:3:3 «..» KF0201 `..` cannot stand here, `)` is expected"],
      ja: ["rules/t.csv:3:3 «..» KF0201 `..` はここに書けません。`)` が必要です"]),
  ]

  @Test("What is wrong is told at its place in the file, to the character", arguments: faults)
  func toldInPlace(row: Row) {
    let fixture = CSVFixture(row.csv)
    #expect(fixture.problems() == row.en)
    #expect(fixture.problems(in: .ja) == row.ja)
  }

  @Test("A file in Shift_JIS is refused in plain words")
  func shiftJIS() {
    // 見
    let fixture = CSVFixture(Array(Self.header.utf8) + Array("E1,,,,review,".utf8) + [0x8C, 0xA9, 0x2C, 0x0A])
    #expect(fixture.diagnostics.map(\.code) == ["KF0372"])
    #expect(fixture.diagnostics.first?.message.ja == "文字コードが Shift_JIS（CP932）です")
    #expect(fixture.diagnostics.first?.span?.start == SourcePosition(line: 2, column: 14))
    let help = fixture.diagnostics.first?.help
    #expect(help?.ja == "UTF-8 で保存してください（Excel ではファイルの種類「CSV UTF-8（コンマ区切り）」）")
    #expect(help?.en == "save it as UTF-8 (in Excel the file type “CSV UTF-8 (Comma delimited)”)")
    #expect(CSVFixture([0x61, 0xFF, 0x2C]).diagnostics.map(\.code) == ["KF0003"])
    #expect(CSVFixture([0xFF, 0xFE, 0x61, 0x00]).diagnostics.map(\.code) == ["KF0002"])
  }

  @Test(
    "Only a file of the same folder can be named",
    arguments: ["../t.csv", "/rules/t.csv", "sub/t.csv", "..\\t.csv", ".csv", ".t.csv", "t.yaml", "''"])
  func names(name: String) {
    let fixture = CSVFixture(Self.header, rules: "rules: {csv: \(name)}")
    #expect(fixture.diagnostics.map(\.code) == ["KF0370"])
    #expect(fixture.table == nil)
  }

  @Test func aMissingFileIsToldWhereItIsNamed() {
    let fixture = CSVFixture(Self.header, rules: "rules: {csv: tt.csv}")
    #expect(
      fixture.problems() == [
        "rules/d.yaml:11:14 «tt.csv» KF0371 there is no file `rules/tt.csv`; did you mean `rules/t.csv`?"
      ])
    #expect(
      CSVFixture(Self.header, rules: "rules: {csv: eligibility.csv}").problems(in: .ja) == [
        "rules/d.yaml:11:14 «eligibility.csv» KF0371 ファイル `rules/eligibility.csv` がありません; "
          + "CSV ファイルは判定のファイルと同じフォルダに置いてください"
      ])
    #expect(CSVFixture(Self.header, rules: "rules: {cvs: t.csv}").diagnostics.count == 2)
  }
}
