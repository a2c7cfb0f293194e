// What can never hold, never be there, or lies outside an enumeration: the exact words in both languages, and the marked
// place; and what is like it and yet allowed.

import KoshaRules
import KoshaSource
import Testing

@Suite("FEEL findings")
struct FEELFindingTests {
  static let funds = ValueType.enumeration(["small", "startup", "improvement"])
  static let scope = Scope([
    Variable("amount", .number), Variable("applied_on", .date), Variable("name", .string), Variable("anything", .any),
    Variable("fund", funds), Variable("colour", .enumeration(["red", "blue"])),
    Variable("wide", .enumeration(["small", "huge"])), Variable("amounts", .list(.number)),
    Variable("terms", .context([.init("limit", .number), .init("fund", funds)])),
    Variable("rate", .function(parameters: [.number, .date], result: .number), parameters: ["of", "on"]),
    Variable("申込金額", .number),
  ])

  /// A text whose wrong part stands between `⟦` and `⟧`, and what is said about it.
  struct Case: Sendable, CustomTestStringConvertible {
    var marked: String
    var code: String
    var ja: String
    var en: String
    var help: Words?
    var expected: ValueType?

    init(
      _ marked: String, _ code: String, _ ja: String, _ en: String, help: (ja: String, en: String)? = nil,
      into expected: ValueType? = nil
    ) {
      self.marked = marked
      self.code = code
      self.ja = ja
      self.en = en
      self.help = help.map { Words(ja: $0.ja, en: $0.en) }
      self.expected = expected
    }

    var testDescription: String { marked }
    var text: String { marked.filter { $0 != "⟦" && $0 != "⟧" } }

    /// The UTF-8 range of the marked part.
    var range: Range<Int> {
      let before = marked.prefix { $0 != "⟦" }
      let part = marked.dropFirst(before.count + 1).prefix { $0 != "⟧" }
      return before.utf8.count..<before.utf8.count + part.utf8.count
    }
  }

  static let never = [
    Case(
      "amount in ⟦[10..1]⟧", "KF0227", "範囲 `[10..1]` には値がありません", "the range `[10..1]` holds nothing",
      help: ("`[1..10]` のことですか", "did you mean `[1..10]`?")),
    Case(
      "申込金額 in ⟦(5..5)⟧", "KF0227", "範囲 `(5..5)` には値がありません", "the range `(5..5)` holds nothing",
      help: ("`[5..5]` のことですか", "did you mean `[5..5]`?")),
    Case(
      "amount in (1, ⟦[5..5)⟧)", "KF0227", "範囲 `[5..5)` には値がありません", "the range `[5..5)` holds nothing",
      help: ("`[5..5]` のことですか", "did you mean `[5..5]`?")),
    Case(
      #"applied_on in ⟦[date("2023-04-01")..date("2022-04-01")]⟧"#, "KF0227",
      #"範囲 `[date("2023-04-01")..date("2022-04-01")]` には値がありません"#,
      #"the range `[date("2023-04-01")..date("2022-04-01")]` holds nothing"#,
      help: (
        #"`[date("2022-04-01")..date("2023-04-01")]` のことですか"#,
        #"did you mean `[date("2022-04-01")..date("2023-04-01")]`?"#
      )),
    Case(
      "amount < 3 and ⟦amount > 5⟧", "KF0228", "`< 3` と `> 5` は同時に成り立ちません",
      "`< 3` and `> 5` can never hold together"),
    Case(
      "amount <= 5 and ⟦5 < amount⟧", "KF0228", "`<= 5` と `> 5` は同時に成り立ちません",
      "`<= 5` and `> 5` can never hold together"),
    Case(
      #"name = "a" and amount > 1 and ⟦name = "b"⟧"#, "KF0228", #"`= "a"` と `= "b"` は同時に成り立ちません"#,
      #"`= "a"` and `= "b"` can never hold together"#),
    Case(
      "amount = 3 and ⟦amount in [4..5]⟧", "KF0228", "`= 3` と `>= 4` は同時に成り立ちません",
      "`= 3` and `>= 4` can never hold together"),
    Case(
      "terms.limit > 3 and terms.limit != 3 and ⟦terms.limit < 1⟧", "KF0228", "`> 3` と `< 1` は同時に成り立ちません",
      "`> 3` and `< 1` can never hold together"),
    Case(
      "⟦amount between 5 and 1⟧", "KF0228", "`>= 5` と `<= 1` は同時に成り立ちません",
      "`>= 5` and `<= 1` can never hold together"),
    Case(
      "[1, 2, 3][⟦4⟧]", "KF0229", "3 個の一覧に 4 番目はありません", "a list of 3 has no member 4"),
    Case(
      "[amount, 2][⟦-3⟧]", "KF0229", "2 個の一覧に -3 番目はありません", "a list of 2 has no member -3"),
    Case(
      "amounts[⟦0⟧]", "KF0229", "一覧に 0 番目はありません", "no list has a member 0",
      help: ("1 番目から数え、後ろからは -1 です", "members are counted from 1, from the end with -1")),
    Case(
      "amounts[⟦1.5⟧]", "KF0229", "一覧に 1.5 番目はありません", "no list has a member 1.5",
      help: ("1 番目から数え、後ろからは -1 です", "members are counted from 1, from the end with -1")),
    Case("amount[⟦2⟧]", "KF0229", "1 個の一覧に 2 番目はありません", "a list of 1 has no member 2"),
    Case(
      "⟦amount instance of string⟧", "KF0230", "`number` の値が `string` であることはありません",
      "a value of `number` is never an instance of `string`"),
    Case(
      "⟦amounts instance of list<string>⟧", "KF0230", "`list of number` の値が `list of string` であることはありません",
      "a value of `list of number` is never an instance of `list of string`"),
    Case(
      "⟦amount = amounts⟧", "KF0215", "`=` は `number` と `list of number` には使えません",
      "`=` is not defined for `number` and `list of number`"),
    Case(
      "⟦[1] < amount⟧", "KF0215", "`<` は `list of number` と `number` には使えません",
      "`<` is not defined for `list of number` and `number`"),
    Case(
      "⟦fund != colour⟧", "KF0215", "`!=` は `[small, startup, improvement]` と `[red, blue]` には使えません",
      "`!=` is not defined for `[small, startup, improvement]` and `[red, blue]`"),
  ]

  static let outside: [Case] = [
    (#"if amount > 1 then ⟦"smal"⟧ else "startup""#, funds),
    (#"fund = (if amount > 1 then ⟦"smal"⟧ else "startup")"#, nil),
    (#"fund in ("startup", ⟦"smal"⟧)"#, nil), (#"list contains(["small", ⟦"smal"⟧], fund)"#, nil),
    (#"list contains([fund], ⟦"smal"⟧)"#, nil), (#"index of(list: [fund], match: ⟦"smal"⟧)"#, nil),
    (#"{kind: ⟦"smal"⟧, answer: kind}.answer"#, funds),
    (#"{pick: function(x) ⟦"smal"⟧, answer: pick(1)}.answer"#, funds),
    (#"(function(x) if x then ⟦"smal"⟧ else "small")(true)"#, funds), (#"["small", ⟦"smal"⟧]"#, .list(funds)),
    (#"for i in 1..3 return ⟦"smal"⟧"#, .list(funds)), (#"append([fund], ⟦"smal"⟧)"#, .list(funds)),
    (#"reverse([fund, ⟦"smal"⟧])"#, .list(funds)), (#"concatenate([fund], [fund, ⟦"smal"⟧])"#, .list(funds)),
    (#"insert before([fund], 1, ⟦"smal"⟧)"#, .list(funds)), (#"[fund, ⟦"smal"⟧][amount]"#, funds),
    (#"[fund, ⟦"smal"⟧][item != fund]"#, .list(funds)), (#"min(fund, ⟦"smal"⟧)"#, funds),
    (#"{limit: 1, fund: ⟦"smal"⟧}"#, .context([.init("limit", .number), .init("fund", funds)])),
    (#"[{fund: ⟦"smal"⟧}]"#, .list(.context([.init("fund", funds)]))), (#"terms.fund = ⟦"smal"⟧"#, nil),
    (#"some f in [fund] satisfies f = ⟦"smal"⟧"#, nil), (#"[fund][item = ⟦"smal"⟧]"#, nil),
  ].map { marked, expected in
    Case(
      marked, "KF0216", "`smal` は許される値ではありません", "`smal` is none of the allowed values",
      help: ("`small` のことですか", "did you mean `small`?"), into: expected)
  }

  static let calls = [
    Case(
      "⟦rate⟧(1)", "KF0212", "関数 `rate` の引数は 2 個ですが、1 個渡されています", "the function `rate` takes 2 arguments, not 1"),
    Case(
      #"rate(1, ⟦"x"⟧)"#, "KF0214", "関数 `rate` の引数 `on` は `date` ですが、`string` が渡されています",
      "the parameter `on` of the function `rate` is `date`, not `string`"),
    Case(
      #"rate(on: applied_on, of: ⟦"x"⟧)"#, "KF0214", "関数 `rate` の引数 `of` は `number` ですが、`string` が渡されています",
      "the parameter `of` of the function `rate` is `number`, not `string`"),
    Case(
      "rate(of: 1, ⟦day⟧: applied_on)", "KF0213", "関数 `rate` に引数 `day` はありません",
      "the function `rate` has no parameter `day`"),
    Case(
      "⟦rate⟧(of: 1)", "KF0212", "関数 `rate` の引数 `on` がありません", "the function `rate` lacks its parameter `on`"),
    Case(
      #"{twice: function(n: number) n * 2, answer: twice(⟦"x"⟧)}"#, "KF0214",
      "関数 `twice` の引数 `n` は `number` ですが、`string` が渡されています",
      "the parameter `n` of the function `twice` is `number`, not `string`"),
    Case(
      "sort([terms], function(x, y) x.⟦limt⟧ < y.limit)", "KF0219",
      "`{limit: number, fund: [small, startup, improvement]}` に項目 `limt` はありません",
      "`{limit: number, fund: [small, startup, improvement]}` has no entry `limt`",
      help: ("`limit` のことですか", "did you mean `limit`?")),
    Case(
      "⟦wide⟧", "KF0231", "値は `huge` のことがあり、それは許される値ではありません",
      "the value may be `huge`, which is none of the allowed values",
      help: ("許される値: `small`、`startup`、`improvement`", "allowed: `small`, `startup`, `improvement`"), into: funds),
  ]

  @Test(arguments: never + outside + calls)
  func toldAtItsPlace(_ expected: Case) throws {
    var bag = DiagnosticBag()
    let text = LocatedText(verbatim: expected.text, path: "feel")
    if let type = expected.expected {
      _ = FEEL.compileExpected(text, scope: Self.scope, expected: type, into: &bag)
    } else {
      _ = FEEL.compile(text, scope: Self.scope, into: &bag)
    }
    try #require(bag.sorted.count == 1, "\(bag.sorted.map(\.message.en))")
    let found = bag.sorted[0]
    #expect(found.code == expected.code)
    #expect(found.message == Words(ja: expected.ja, en: expected.en))
    #expect(found.help == expected.help)
    #expect(found.span?.range == expected.range)
  }

  @Test(arguments: [
    "amount in [1..10]", "amount in [5..5]", "[10..1]", "for i in [10..1] return i", "for i in 10..1 return i",
    "amount < 3 or amount > 5", "amount < 5 and amount > 3", "amount <= 5 and amount >= 5",
    "amount < 3 and terms.limit > 5", "amount != 3 and amount > 1", "amounts[1]", "amounts[-1]", "[1, 2][2]",
    "amount[1]",
    "anything instance of string", "amount instance of number", "fund instance of string", "null instance of number",
    "amounts instance of list<number>", "amount in amounts", "amount in [1, 2]", "anything = amounts",
    "amount = anything",
    "fund = wide", "fund = name", "list contains([name], fund)", "rate(1, applied_on)", "rate(on: applied_on, of: 1)",
    "sort(amounts, function(x, y) x < y)", #"{kind: "smal"}.kind = name"#,
  ])
  func allowed(_ text: String) {
    var bag = DiagnosticBag()
    _ = FEEL.compile(LocatedText(verbatim: text, path: "feel"), scope: Self.scope, into: &bag)
    #expect(bag.sorted.map(\.message.en) == [])
  }

  /// What is always false or null has a type all the same.
  @Test(arguments: [
    ("amount in [10..1]", "boolean"), ("amount < 3 and amount > 5", "boolean"), ("[1, 2, 3][4]", "number"),
    ("amount instance of string", "boolean"),
  ])
  func pointlessButTyped(_ text: String, _ type: String) {
    var bag = DiagnosticBag()
    let told = FEEL.type(of: LocatedText(verbatim: text, path: "feel"), scope: Self.scope, into: &bag)
    #expect(told?.text == type)
    #expect(bag.sorted.isEmpty)
  }
}
