// Expressions and what they give: tables that a reader of the standard can check.

import KoshaRules
import KoshaSource
import Testing

@Suite("FEEL corpus")
struct FEELCorpusTests {
  @Test("expressions", arguments: FEELTest.rows("feel.csv"))
  func expression(_ row: FEELTest.Row) {
    #expect(row.fields.count == 3)
    #expect(FEELTest.evaluate(row.fields[0], context: row.fields[1]).text == row.fields[2])
  }

  @Test("the operators, by kinds of operands", arguments: FEELTest.rows("feel-operators.csv"))
  func operators(_ row: FEELTest.Row) { expression(row) }

  @Test("the built-in functions, by position, name and wrong argument", arguments: FEELTest.rows("feel-functions.csv"))
  func functions(_ row: FEELTest.Row) { expression(row) }

  @Test("unary tests", arguments: FEELTest.rows("feel-unary-tests.csv"))
  func unaryTests(_ row: FEELTest.Row) {
    #expect(row.fields.count == 3)
    #expect(FEELTest.evaluate(row.fields[0], input: row.fields[1]).text == row.fields[2])
  }

  @Test("the corpus is large")
  func size() {
    #expect(FEELTest.rows("feel.csv").count >= 400)
    #expect(FEELTest.rows("feel-unary-tests.csv").count >= 50)
  }
}
