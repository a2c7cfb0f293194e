import KoshaRules
import KoshaSource
import Testing

struct CellTests {
  private static let funds = "[small, startup, improvement]"
  private let data = [
    Variable("amount", .number), Variable("fund", .enumeration(["small", "startup", "improvement"])),
    Variable("name", .string), Variable("ok", .boolean), Variable("day", .date),
    Variable("previous", .enumeration(["small", "startup", "improvement"])),
  ]

  /// A table of one column with one cell.
  private func table(column: String, _ type: String, _ cell: String) -> String {
    """
    kosha: 1
    decision: d
    inputs:
      \(column): {type: \(type)}
    outputs:
      o: {type: string}
    rules:
      - when:
          \(column): \(cell)
        then: {o: yes}
    """
  }

  /// A table of one output with one cell.
  private func table(output type: String, _ cell: String) -> String {
    """
    kosha: 1
    decision: d
    inputs:
      amount: {type: number}
    outputs:
      o: {type: \(type)}
    rules:
      - then:
          o: \(cell)
    """
  }

  @Test(arguments: [
    ("amount", "number", "5", "5", true), ("amount", "number", "5", "5.0", true), ("amount", "number", "5", "6", false),
    ("amount", "number", #""< 1""#, "0", true), ("amount", "number", "< 1", "1", false),
    ("amount", "number", "< 1", "null", false), ("amount", "number", #""[1..5]""#, "5", true),
    ("amount", "number", #""[1..5)""#, "5", false), ("amount", "number", #""1, 3, > 10""#, "11", true),
    ("amount", "number", #""-""#, "null", true), ("amount", "number", "null", "null", true),
    ("amount", "number", "null", "1", false), ("amount", "number", "not(1, 2)", "3", true),
    ("ok", "boolean", "true", "true", true), ("ok", "boolean", "false", "null", false),
    ("ok", "boolean", #""true""#, "true", true),
    ("fund", funds, "small", #""small""#, true), ("fund", funds, "small, startup", #""startup""#, true),
    ("fund", funds, "small, startup", #""improvement""#, false), ("fund", funds, "not(small)", #""startup""#, true),
    ("fund", funds, #"'"small"'"#, #""small""#, true), ("fund", funds, "small, null", "null", true),
    ("fund", funds, "(previous)", #""startup""#, true),
    ("name", "string", #"'"世田谷"'"#, #""世田谷""#, true), ("name", "string", #"starts with(?, "世")"#, #""世田谷""#, true),
    ("day", "date", #"< date("2023-04-01")"#, #"date("2023-03-31")"#, true),
    ("day", "date", #"date("2023-04-01")"#, #"date("2023-04-01")"#, true),
  ]) func test(_ column: String, _ type: String, _ cell: String, _ value: String, _ matches: Bool) throws {
    let fixture = try DecisionFixture(table(column: column, type, cell), data: data)
    #expect(fixture.problems == [])
    let outcome = try fixture.evaluate("d", #"{\#(column): \#(value), previous: "startup"}"#)
    #expect(outcome.fired == (matches ? ["1"] : []), "\(cell) on \(value)")
    #expect(outcome.errors.map(\.en) == [])
    #expect(outcome.remarks.isEmpty)
  }

  @Test(arguments: [
    ("string", "申込み", #""申込み""#), ("string", "no", #""no""#), ("string", "5", #""5""#), ("string", "null", "null"),
    ("string", #"= name + "様""#, #""産業様""#), ("string", #""""#, #""""#),
    ("number", "5", "5"), ("number", "amount * 2", "20"), ("number", #""null""#, "null"), ("boolean", "true", "true"),
    ("boolean", "amount > 5", "true"), ("boolean", "not(true)", "false"),
    ("[small, startup]", "startup", #""startup""#), ("[small, startup]", #"'"small"'"#, #""small""#),
    ("[small, startup]", #"if amount > 5 then "small" else "startup""#, #""small""#),
    ("[small, startup]", "(previous)", #""startup""#), (#"["yes", "no"]"#, "no", #""no""#),
    ("date", #"date("2023-04-01")"#, #"date("2023-04-01")"#), ("list of number", #""[1, 2]""#, "[1, 2]"),
    ("any", #""{a: 1}""#, "{a: 1}"),
  ]) func answer(_ type: String, _ cell: String, _ result: String) throws {
    let fixture = try DecisionFixture(table(output: type, cell), data: data)
    #expect(fixture.problems.filter { !$0.contains("KF0231") } == [])
    let outcome = try fixture.evaluate("d", #"{amount: 10, name: "産業", previous: "startup"}"#)
    #expect(outcome.summary == "\(result) [1]")
  }

  @Test(arguments: [
    ("fund", funds, "smal", "9:13 «smal» KF0324 `smal` is no value of the column `fund`; did you mean `small`?"),
    (
      "fund", funds, #""small, stratup""#,
      "9:21 «stratup» KF0324 `stratup` is no value of the column `fund`; did you mean `startup`?"
    ),
    ("amount", "number", "true", "9:15 «true» KF0325 the column `amount` is of type `number`, this is `boolean`"),
    ("name", "string", "5", "9:13 «5» KF0325 the column `name` is of type `string`, this is `number`"),
    ("name", "string", "世田谷", #"9:13 «世田谷» KF0330 `世田谷` is not how FEEL writes a `string`; write `'"世田谷"'`"#),
    (
      "name", "string", "世田谷, 目黒",
      #"9:13 «世田谷, 目黒» KF0330 `世田谷, 目黒` is not how FEEL writes a `string`; write `'"世田谷", "目黒"'`"#
    ),
    (
      "day", "date", "2023-04-01",
      #"9:12 «2023-04-01» KF0330 `2023-04-01` is not how FEEL writes a `date`; write `'date("2023-04-01")'`"#
    ),
    ("amount", "number", "[1..5]", #"9:15 «[1..5]» KF0322 the cell is not a text; quote it: `"[1..5]"`"#),
  ]) func testProblems(_ column: String, _ type: String, _ cell: String, _ problem: String) throws {
    let fixture = try DecisionFixture(table(column: column, type, cell), data: data)
    #expect(fixture.problems == ["1.yaml:" + problem])
  }

  @Test(arguments: [
    ("number", "true", "9:10 «true» KF0221 the value must be `number`, this one is `boolean`"),
    ("number", #"'"a"'"#, #"9:11 «"a"» KF0221 the value must be `number`, this one is `string`"#),
    ("boolean", "5", "9:10 «5» KF0221 the value must be `boolean`, this one is `number`"),
    (
      "[small, startup]", "stratup",
      "9:10 «stratup» KF0324 `stratup` is no value of the column `o`; did you mean `startup`?"
    ),
    (
      "[small, startup]", "other",
      "9:10 «other» KF0324 `other` is no value of the column `o`; allowed: `small`, `startup`"
    ),
    (
      "[small, startup]", #""= if amount > 1 then 'x' else 'y'""#,
      "9:11 «=» KF0331 only a cell of a `string` column begins with `=`; delete the `=`"
    ),
    (
      "days and time duration", "P3D",
      #"9:10 «P3D» KF0330 `P3D` is not how FEEL writes a `days and time duration`; write `'duration("P3D")'`"#
    ),
    (
      "string", "",
      #"9:9 «» KF0323 the cell is empty; write `"-"` for anything, `null` for null, `""` for the empty text"#
    ),
  ]) func answerProblems(_ type: String, _ cell: String, _ problem: String) throws {
    let fixture = try DecisionFixture(table(output: type, cell), data: data)
    #expect(fixture.problems == ["1.yaml:" + problem])
  }

  @Test func cellsSeeTheirColumnsAndTheData() throws {
    let fixture = try DecisionFixture(
      """
      kosha: 1
      decision: d
      inputs:
        amount: {type: number, value: amount / 1000}
        double: {type: number, value: amount * 2}
      outputs:
        o: {type: number}
      rules:
        - {when: {amount: "< double"}, then: {o: amount + double}}
      """, data: data)
    #expect(fixture.problems == [])
    // The column `amount` stands before the field `amount` in cells, not in the columns' own expressions.
    #expect(try fixture.evaluate("d", "{amount: 1000}").summary == "2001 [1]")
    #expect(fixture.set.decisions.first?.reads == ["amount"])
  }
}
