// What a DMN document holds wrong is told at its place, and the rest of it stands.

import KoshaRules
import KoshaSource
import Testing

@testable import KoshaInterchange

@Suite("DMN documents")
struct DMNReaderTests {
  /// One decision `d` with a literal expression, in a document whose attributes are given.
  private func read(_ attributes: String, _ expression: String) -> (model: ModelSyntax?, bag: DiagnosticBag) {
    let text = """
      <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n" \(attributes)>
      <decision id="d" name="d"><variable name="d"/>\(expression)</decision>
      </definitions>
      """
    var bag = DiagnosticBag()
    let model = DMNReader.read(SourceFile(path: "m.dmn", bytes: Array(text.utf8)), into: &bag)
    return (model, bag)
  }

  @Test(
    "Another language than FEEL is told by its name, once, at the expression",
    arguments: [
      (
        #"expressionLanguage="http://example.org/js""#, "<literalExpression><text>1</text></literalExpression>",
        "http://example.org/js"
      ),
      (
        "", #"<literalExpression expressionLanguage="groovy"><text>1</text></literalExpression>"#, "groovy"
      ),
    ])
  func language(attributes: String, expression: String, name: String) throws {
    let (model, bag) = read(attributes, expression)
    #expect(bag.sorted.map(\.message.en) == ["the expression language `\(name)` cannot be evaluated"])
    #expect(bag.sorted.map(\.message.ja) == ["式の言語 `\(name)` は評価できません"])
    #expect(try #require(bag.sorted.first?.span).start.line == 2)
    let decision = try #require(model?.decisions.first)
    #expect(decision.logic == nil)
  }

  @Test("An expression that names FEEL itself is read in a document of another language")
  func ownLanguage() throws {
    let (model, bag) = read(
      #"expressionLanguage="groovy""#,
      #"<literalExpression expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/"><text>1</text></literalExpression>"#
    )
    #expect(bag.sorted.isEmpty)
    #expect(try #require(model?.decisions.first).logic != nil)
  }

  @Test("Rules have their labels for ids, the number of their row where there is none of their own")
  func ruleLabels() throws {
    var rules = ""
    for label in ["label='R1'", "", "label='R1'", "label='9'", "label=' R  2 '"] {
      rules += "<rule \(label)><outputEntry><text>1</text></outputEntry></rule>"
    }
    let (model, bag) = read("", "<decisionTable><output/>\(rules)</decisionTable>")
    #expect(bag.sorted.isEmpty)
    guard case .table(let table)? = model?.decisions.first?.logic else {
      Issue.record("no table was read")
      return
    }
    #expect(table.rules.map(\.id.value) == ["R1", "2", "3", "4", "R 2"])
  }
}
