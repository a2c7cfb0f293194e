// What is wrong with a text: the exact words, and the marked place.

import KoshaRules
import KoshaSource
import Testing

@Suite("FEEL errors")
struct FEELErrorTests {
  static let scope = Scope([
    Variable("amount", .number), Variable("limit", .number), Variable("monthly fee", .number),
    Variable("name", .string), Variable("paid", .boolean), Variable("applied_on", .date),
    Variable("fund", .enumeration(["small", "startup", "improvement"])), Variable("docs", .list(.document)),
    Variable("anything", .any),
    Variable("case", .context([.init("id", .string), .init("opened_by", .string)])), Variable("申込金額", .number),
  ])

  /// A text whose wrong part stands between `⟦` and `⟧`, and what is said about it.
  struct Case: Sendable, CustomStringConvertible {
    var marked: String
    var code: String
    var message: String
    var help: String?
    var description: String { marked }

    init(_ marked: String, _ code: String, _ message: String, help: String? = nil) {
      self.marked = marked
      self.code = code
      self.message = message
      self.help = help
    }

    var text: String { marked.filter { $0 != "⟦" && $0 != "⟧" } }

    /// The UTF-8 range of the marked part.
    var range: Range<Int> {
      let before = marked.prefix { $0 != "⟦" }
      let part = marked.dropFirst(before.count + 1).prefix { $0 != "⟧" }
      return before.utf8.count..<before.utf8.count + part.utf8.count
    }
  }

  static let expressions = [
    Case("1 ⟦+⟧", "KF0201", "the expression ends too early, an expression is expected"),
    Case("(1 + ⟦2⟧", "KF0201", "the expression ends too early, `)` is expected"),
    Case("1 ⟦2⟧", "KF0201", "`2` cannot stand here, an operator or the end is expected"),
    Case("if paid ⟦1⟧", "KF0201", "`1` cannot stand here, `then` is expected"),
    Case("[1..2 ⟦}⟧", "KF0201", "`}` cannot stand here, the closing bracket of the range is expected"),
    Case("amount instance of ⟦5⟧", "KF0201", "`5` cannot stand here, a type is expected"),
    Case(#"⟦"abc⟧"#, "KF0202", "the string is not closed"),
    Case("1 ⟦/*⟧ abc", "KF0202", "the comment is not closed"),
    Case(#""⟦\u12⟧""#, "KF0202", #"`\u12` is no escape of a string"#),
    Case(
      "amount > ⟦\u{FF11}\u{FF10}\u{FF10}⟧", "KF0203",
      "`\u{FF11}\u{FF10}\u{FF10}` is full-width, outside strings FEEL is written in ASCII form",
      help: "write `amount > 100`"),
    Case(
      "amount⟦\u{3000}⟧> 1", "KF0203", "`\u{3000}` is full-width, outside strings FEEL is written in ASCII form",
      help: "write `amount > 1`"),
    Case(
      #"name = ⟦「⟧小口」"#, "KF0203", "`「` is full-width, outside strings FEEL is written in ASCII form",
      help: #"write `name = "小口"`"#),
    Case(
      "amount ⟦≧⟧ 1", "KF0203", "`≧` is full-width, outside strings FEEL is written in ASCII form",
      help: "write `amount >= 1`"),
    Case("amount ⟦#⟧ 1", "KF0204", "the character `#` is not used in FEEL"),
    Case("⟦1e99999⟧", "KF0205", "the number `1e99999` is out of range"),
    Case("{a: 1, ⟦a⟧: 2}", "KF0207", "the entry `a` is given twice"),
    Case("substring(string: name, ⟦1⟧)", "KF0208", "named and unnamed arguments cannot be mixed"),
    Case(
      "function(a) ⟦external {java: {class: \"java.lang.System\", method signature: \"exit(int)\"}}⟧", "KF0209",
      "there is no external function `java.lang.System.exit(int)`"),
    Case("function(a) ⟦external {pmml: {}}⟧", "KF0209", "there is no external function `pmml`"),
    Case("⟦amout⟧ + 1", "KF0210", "the name `amout` is not defined", help: "did you mean `amount`?"),
    Case("⟦申込金⟧ > 1", "KF0210", "the name `申込金` is not defined", help: "did you mean `申込金額`?"),
    Case("⟦no such thing⟧", "KF0210", "the name `no such thing` is not defined"),
    Case(
      "⟦string lenght⟧(name)", "KF0211", "there is no function `string lenght`",
      help: "did you mean `string length`?"),
    Case("⟦string length⟧()", "KF0212", "the function `string length` takes 1 arguments, not 0"),
    Case("substring(string: name, ⟦start⟧: 1)", "KF0213", "the function `substring` has no parameter `start`"),
    Case(
      "string length(⟦amount⟧)", "KF0214",
      "the parameter `string` of the function `string length` is `string`, not `number`"),
    Case(#"⟦name + 1⟧"#, "KF0215", "`+` is not defined for `string` and `number`"),
    Case(#"⟦amount = "x"⟧"#, "KF0215", "`=` is not defined for `number` and `string`"),
    Case("⟦amount < applied_on⟧", "KF0215", "`<` is not defined for `number` and `date`"),
    Case("⟦-name⟧", "KF0215", "`-` is not defined for `string`"),
    Case(#"fund = ⟦"smal"⟧"#, "KF0216", "`smal` is none of the allowed values", help: "did you mean `small`?"),
    Case(
      #"fund in ("small", ⟦"huge"⟧)"#, "KF0216", "`huge` is none of the allowed values",
      help: "allowed: `small`, `startup`, `improvement`"),
    Case("if ⟦amount⟧ then 1 else 2", "KF0217", "a condition must be boolean, this one is `number`"),
    Case("paid and ⟦name⟧", "KF0217", "a condition must be boolean, this one is `string`"),
    Case(#"date(⟦"2023-02-30"⟧)"#, "KF0218", "`2023-02-30` cannot be read as `date`"),
    Case(#"⟦@"tomorrow"⟧"#, "KF0218", "`tomorrow` cannot be read as `@`"),
    Case("applied_on.⟦hour⟧", "KF0219", "`date` has no entry `hour`"),
    Case("amount instance of ⟦decimal⟧", "KF0220", "there is no type `decimal`"),
    Case("⟦amount⟧(1)", "KF0222", "`amount` is `number` and no function"),
    Case("case.id ⟦foo⟧", "KF0201", "`foo` cannot stand here, an operator or the end is expected"),
    Case("(⟦function(a) a⟧)(1, 2)", "KF0212", "the function `function` takes 1 arguments, not 2"),
    Case("(function(a) a)(⟦b⟧: 2)", "KF0213", "the function `function` has no parameter `b`"),
    Case(
      "fund = ⟦small⟧", "KF0210", "the name `small` is not defined",
      help: #"inside an expression the value is written `"small"`"#),
    Case("⟦?⟧ > 1", "KF0223", "`?` can be used in unary tests only"),
  ]

  @Test("expressions", arguments: expressions)
  func expression(_ wrong: Case) {
    var bag = DiagnosticBag()
    let program = FEEL.compile(LocatedText(verbatim: wrong.text, path: "x"), scope: Self.scope, into: &bag)
    #expect(program == nil)
    expect(wrong, bag)
  }

  @Test(
    "cells of an enumeration",
    arguments: [
      Case("⟦smal⟧", "KF0216", "`smal` is none of the allowed values", help: "did you mean `small`?"),
      Case("small, ⟦start-up⟧", "KF0216", "`start-up` is none of the allowed values", help: "did you mean `startup`?"),
      Case(
        "not(⟦amount⟧)", "KF0216", "`amount` is none of the allowed values",
        help: "allowed: `small`, `startup`, `improvement`"),
      Case(#"⟦"smal"⟧"#, "KF0216", "`smal` is none of the allowed values", help: "did you mean `small`?"),
      Case("⟦5⟧", "KF0215", "`=` is not defined for `[small, startup, improvement]` and `number`"),
    ])
  func cell(_ wrong: Case) {
    var bag = DiagnosticBag()
    let grammar = FEEL.Grammar.unaryTests(input: .enumeration(["small", "startup", "improvement"]))
    let program = FEEL.compile(
      LocatedText(verbatim: wrong.text, path: "x"), scope: Self.scope, grammar: grammar, into: &bag)
    #expect(program == nil)
    expect(wrong, bag)
  }

  @Test(
    "values of a declared type",
    arguments: [
      (
        ValueType.enumeration(["small", "large"]),
        Case(
          "⟦smal⟧", "KF0210", "the name `smal` is not defined",
          help: #"did you mean `small`? a text is written `'"smal"'`"#)
      ),
      (.string, Case("⟦承認⟧", "KF0210", "the name `承認` is not defined", help: #"a text is written `'"承認"'`"#)),
      (.number, Case("⟦name⟧", "KF0221", "the value must be `number`, this one is `string`")),
      (
        .enumeration(["small"]),
        Case(
          #"if paid then "small" else ⟦"big"⟧"#, "KF0216",
          "`big` is none of the allowed values", help: "allowed: `small`")
      ),
    ])
  func expected(_ type: ValueType, _ wrong: Case) {
    var bag = DiagnosticBag()
    let program = FEEL.compileExpected(
      LocatedText(verbatim: wrong.text, path: "x"), scope: Self.scope, expected: type, into: &bag)
    #expect(program == nil)
    expect(wrong, bag)
  }

  private func expect(_ wrong: Case, _ bag: DiagnosticBag) {
    #expect(bag.diagnostics.count == 1)
    #expect(bag.diagnostics.first?.code == wrong.code)
    #expect(bag.diagnostics.first?.message.en == wrong.message)
    #expect(bag.diagnostics.first?.help?.en == wrong.help)
    #expect(bag.diagnostics.first?.span?.range == wrong.range)
    #expect(bag.diagnostics.first?.message.ja.isEmpty == false)
  }

  @Test("an entry that a context does not name is a warning, since it may hold more")
  func unlistedEntry() {
    var bag = DiagnosticBag()
    let program = FEEL.compile(LocatedText(verbatim: "case.urgency", path: "x"), scope: Self.scope, into: &bag)
    #expect(program != nil)
    #expect(bag.diagnostics.map(\.severity) == [.warning])
    #expect(bag.diagnostics.map(\.help?.en) == [nil])
  }

  @Test("a misspelt entry of a context is a warning, since it may hold more")
  func misspeltEntry() {
    var bag = DiagnosticBag()
    let program = FEEL.compile(LocatedText(verbatim: "case.opend_by", path: "x"), scope: Self.scope, into: &bag)
    #expect(program != nil)
    #expect(bag.diagnostics.map(\.severity) == [.warning])
    #expect(bag.diagnostics.first?.help?.ja == "`opened_by` のことですか")
  }

  @Test("all that is wrong is told at once")
  func several() {
    var bag = DiagnosticBag()
    let text = #"amout > 1 and fund = "smal" and nme = 1"#
    #expect(FEEL.compile(LocatedText(verbatim: text, path: "x"), scope: Self.scope, into: &bag) == nil)
    #expect(bag.diagnostics.map(\.code) == ["KF0210", "KF0216", "KF0210"])
    #expect(bag.diagnostics.first?.message.ja == "名前 `amout` は定義されていません")
  }

  @Test(
    "no false alarm",
    arguments: [
      "anything + 1", "anything = 1 and anything = \"a\"", "amount = null", "if anything then 1 else 2",
      "anything.foo.bar", "anything(1)", "fund = name", "fund = \"small\"", "monthly fee * 2",
      "amount - monthly fee > 0",
      "docs[name = \"a\"].size", "docs[1].sha256", "count(docs) > 0", "sum([amount, limit])", "anything[x > 1]",
      "[1, 2, 3][item > amount]", "applied_on + @\"P1M\" < date(\"2023-04-01\")", "case.id = \"1\"",
      "for d in docs return d.name", "{a: amount, b: a + 1}.b > 0", "null + 1", "string(amount) + name",
      "amount in (1, [2..3], > 5)", "sort(docs, function(a, b) a.name < b.name)", "not(paid)", "申込金額 > 1",
    ])
  func accepted(_ text: String) {
    var bag = DiagnosticBag()
    #expect(FEEL.compile(LocatedText(verbatim: text, path: "x"), scope: Self.scope, into: &bag) != nil)
    #expect(bag.diagnostics.map(\.message.en) == [])
  }
}
