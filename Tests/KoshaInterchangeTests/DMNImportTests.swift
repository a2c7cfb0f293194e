// Models as decision files: what is written, that it answers as the model does, and what is told where it cannot.

import KoshaRules
import KoshaSource
import Testing

@testable import KoshaInterchange

@Suite("Models as decision files")
struct DMNImportTests {
  let environment: EvaluationEnvironment

  init() throws {
    environment = EvaluationEnvironment(
      now: try #require(DateAndTime("2024-04-01T09:00:00+09:00")), zone: .offset(seconds: 9 * 3600))
  }

  static func read(_ text: String, path: String = "m.dmn") throws -> ModelSyntax {
    var bag = DiagnosticBag()
    let model = DMNReader.read(SourceFile(path: path, text: text), into: &bag)
    #expect(bag.sorted.map(\.message.en) == [])
    return try #require(model)
  }

  static func imported(
    _ body: String, with others: [String] = []
  ) throws -> (model: Model, files: DMNImport, bag: DiagnosticBag) {
    let syntax = try read(DMNText.document(body))
    let imports = try others.map { try read($0, path: "other.dmn") }
    var unheard = DiagnosticBag()
    let model = Model.compile(syntax, imports: imports, into: &unheard)
    var bag = DiagnosticBag()
    let files = DMNImport(syntax, imports: imports, into: &bag)
    return (model, files, bag)
  }

  // MARK: What is written

  static let shop = """
    <itemDefinition name="種別"><typeRef>string</typeRef>
      <allowedValues><text>"小口", "創業"</text></allowedValues></itemDefinition>
    <itemDefinition name="申込者">
      <itemComponent name="年 齢"><typeRef>number</typeRef></itemComponent>
      <itemComponent name="種別"><typeRef>種別</typeRef></itemComponent>
    </itemDefinition>
    <inputData id="i1" name="申込者"><variable name="申込者" typeRef="申込者"/></inputData>
    <inputData id="i2" name="申込 金額"><variable name="申込 金額" typeRef="number"/></inputData>
    <businessKnowledgeModel id="f1" name="丸め 計算"><variable name="丸め 計算"/>
      <encapsulatedLogic><formalParameter name="元の 値" typeRef="number"/>
        <literalExpression><text>floor(元の 値 / 1000) * 1000</text></literalExpression>
      </encapsulatedLogic></businessKnowledgeModel>
    <decision id="d1" name="限度額"><description>要綱第5条の限度額</description><variable name="限度額" typeRef="number"/>
      <informationRequirement><requiredInput href="#i1"/></informationRequirement>
      <informationRequirement><requiredInput href="#i2"/></informationRequirement>
      <decisionTable hitPolicy="FIRST">
        <input label="種別"><inputExpression typeRef="種別"><text>申込者.種別</text></inputExpression></input>
        <input><inputExpression typeRef="number"><text>申込 金額</text></inputExpression></input>
        <output name="限度額" typeRef="number"/>
        <annotation name="根拠"/>
        <rule><inputEntry><text>"小口"</text></inputEntry><inputEntry><text>&lt; 1000</text></inputEntry>
          <outputEntry><text>800</text></outputEntry><annotationEntry><text>第5条1号</text></annotationEntry></rule>
        <rule><inputEntry><text>"小口", "創業"</text></inputEntry><inputEntry><text>[1000..2000]</text></inputEntry>
          <outputEntry><text>申込 金額 / 2</text></outputEntry><annotationEntry><text></text></annotationEntry></rule>
        <rule><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry>
          <outputEntry><text>0</text></outputEntry><annotationEntry><text></text></annotationEntry></rule>
      </decisionTable></decision>
    <decision id="d2" name="回答 文"><variable name="回答 文" typeRef="string"/>
      <informationRequirement><requiredDecision href="#d1"/></informationRequirement>
      <informationRequirement><requiredInput href="#i1"/></informationRequirement>
      <knowledgeRequirement><requiredKnowledge href="#f1"/></knowledgeRequirement>
      <literalExpression><text>if 申込者.年 齢 &lt; 18
        then "未成年"
        else string(丸め 計算(元の 値: 限度額))</text></literalExpression></decision>
    """

  @Test("Names, types, tables, functions and texts of several lines as a person would write them")
  func written() throws {
    let (_, files, bag) = try Self.imported(Self.shop)
    #expect(bag.sorted.map(\.message.en) == [])
    #expect(files.files.map(\.name) == ["限度額.yaml", "回答_文.yaml", "丸め_計算.yaml"])
    #expect(
      files.files.map(\.text) == [
        """
        # 要綱第5条の限度額
        #
        # data:
        #   申込者: {type: {年_齢: number, 種別: [小口, 創業]}}
        #   申込_金額: {type: number, title: 申込 金額}
        kosha: 1
        decision: 限度額
        inputs:
          種別: {type: [小口, 創業], value: 申込者.種別}
          申込_金額: {type: number}
        outputs:
          限度額: {type: number}
        hit: first
        rules:
          - {id: R1, when: {種別: 小口, 申込_金額: < 1000}, then: {限度額: 800}, basis: 第5条1号}
          - {id: R2, when: {種別: "小口, 創業", 申込_金額: "[1000..2000]"}, then: {限度額: 申込_金額 / 2}}
          - {id: R3, then: {限度額: 0}}

        """,
        """
        # data:
        #   申込者: {type: {年_齢: number, 種別: [小口, 創業]}}
        kosha: 1
        decision: 回答_文
        title: 回答 文
        requires: [限度額, 丸め_計算]
        value: |-
          if 申込者.年_齢 < 18
          then "未成年"
          else string(丸め_計算(元の_値: 限度額))

        """,
        """
        kosha: 1
        decision: 丸め_計算
        title: 丸め 計算
        function:
          parameters: {元の_値: number}
          body: floor(元の_値 / 1000) * 1000

        """,
      ])
  }

  @Test("The files answer as the model does, over every combination of a few values")
  func answers() throws {
    let (model, files, _) = try Self.imported(Self.shop)
    var asked = 0
    for age in [17, 18] {
      for kind in ["小口", "創業", "その他"] {
        for amount in [999, 1000, 1500, 2000, 2001] {
          let person = Context([
            Context.Entry("年 齢", .number(Decimal128(age))), Context.Entry("種別", .string(kind)),
          ])
          let inputs = Context([
            Context.Entry("申込者", .context(person)), Context.Entry("申込 金額", .number(Decimal128(amount))),
          ])
          for name in ["限度額", "回答 文"] {
            let target = Model.Target.decision(name)
            let expected = model.evaluate(target, inputs: inputs, in: environment).value
            let actual = try #require(files.evaluate(target, inputs: inputs, in: environment)).value
            #expect(ResultComparison.exact.isSame(expected, actual), "\(name) of \(age), \(kind), \(amount)")
            asked += 1
          }
        }
      }
    }
    #expect(asked == 60)
  }

  @Test("Boxed expressions and texts of FEEL", arguments: DMNText.logics.indices)
  func logics(index: Int) throws {
    let (logic, text, value) = DMNText.logics[index]
    let (model, files, bag) = try Self.imported(
      """
      <itemDefinition name="tLevel"><typeRef>number</typeRef></itemDefinition>
      <itemDefinition name="tList" isCollection="true"><typeRef>number</typeRef></itemDefinition>
      <inputData id="i1" name="a b"><variable name="a b" typeRef="number"/></inputData>
      <inputData id="i2" name="list"><variable name="list" typeRef="tList"/></inputData>
      """ + DMNText.decision("d", DMNText.needs("Input", "i1") + DMNText.needs("Input", "i2"), logic))
    #expect(bag.sorted.map(\.message.en) == [])
    let file = try #require(files.files.first).text
    #expect(
      file
        == "# data:\n#   a_b: {type: number, title: a b}\n#   list: {type: list of number}\nkosha: 1\ndecision: d\n"
        + text)
    let inputs = Context([
      Context.Entry("a b", .number(Decimal128(3))),
      Context.Entry("list", .list([.number(Decimal128(1)), .number(Decimal128(2)), .number(Decimal128(3))])),
    ])
    let answer = try #require(files.evaluate(.decision("d"), inputs: inputs, in: environment)).value
    #expect(answer.feelText == value)
    let expected = model.evaluate(.decision("d"), inputs: inputs, in: environment).value
    #expect(files.model.plain(expected).feelText == value)
  }

  @Test("A type is written where the value may not be of it by itself, and left out where it is")
  func types() throws {
    let (_, files, bag) = try Self.imported(
      "<inputData id=\"i\" name=\"x\"><variable name=\"x\"/></inputData>"
        + DMNText.decision("one", DMNText.needs("Input", "i"), type: "number", DMNText.literal("x"))
        + DMNText.decision("two", DMNText.needs("Decision", "one"), type: "number", DMNText.literal("one + 1")))
    #expect(bag.sorted.isEmpty)
    #expect(files.files[0].text.hasSuffix("decision: one\ntype: number\nvalue: x\n"))
    #expect(files.files[1].text.hasSuffix("requires: [one]\nvalue: one + 1\n"))
    // A list of one number is that number, as at every boundary of a model.
    let inputs = Context([Context.Entry("x", .list([.number(Decimal128(4))]))])
    let answer = try #require(files.evaluate(.decision("two"), inputs: inputs, in: environment))
    #expect(answer.value.feelText == "5")
  }

  @Test("A function that calls itself")
  func recursion() throws {
    let (_, files, bag) = try Self.imported(
      """
      <businessKnowledgeModel id="f" name="fac torial"><variable name="fac torial"/>
      <encapsulatedLogic><formalParameter name="n" typeRef="number"/>
      \(DMNText.literal("if n = 0 then 1 else n * fac torial(n - 1)"))</encapsulatedLogic></businessKnowledgeModel>
      """ + DMNText.decision("d", DMNText.needs("Knowledge", "f"), DMNText.literal("fac torial(5)")))
    #expect(bag.sorted.isEmpty)
    let answer = try #require(files.evaluate(.decision("d"), inputs: Context(), in: environment))
    #expect(answer.value.feelText == "120")
    let own = try #require(
      files.evaluate(
        .function("fac torial"), inputs: Context([Context.Entry("n", .number(Decimal128(4)))]), in: environment))
    #expect(own.value.feelText == "24")
  }

  @Test("A service that is called is a function over its decisions; one that is not is told to be its decisions")
  func services() throws {
    let (model, files, bag) = try Self.imported(
      """
      <inputData id="i" name="x"><variable name="x" typeRef="number"/></inputData>
      <decisionService id="s" name="S"><variable name="S"/><outputDecision href="#twice"/>
      <encapsulatedDecision href="#more"/><inputData href="#i"/></decisionService>
      <decisionService id="t" name="T"><variable name="T"/><outputDecision href="#more"/>
      <inputData href="#i"/></decisionService>
      """ + DMNText.decision("more", DMNText.needs("Input", "i"), DMNText.literal("x + 1"))
        + DMNText.decision("twice", DMNText.needs("Decision", "more"), DMNText.literal("more * 2"))
        + DMNText.decision("asks", DMNText.needs("Knowledge", "s"), DMNText.literal("S(10)")))
    #expect(bag.sorted.map(\.message.en) == ["the service `T` is not written: its answer is `more`"])
    #expect(bag.sorted.map(\.message.ja) == ["サービス `T` は書き出しません。判定 `more`がその答えです"])
    #expect(bag.sorted.map(\.severity) == [.warning])
    let service = try #require(files.files.first { $0.decision == "S" })
    #expect(
      service.text
        == """
        kosha: 1
        decision: S
        function:
          parameters: {x: number}
          body:
            context:
              more: x + 1
              twice: more * 2
              result: twice

        """)
    let inputs = Context([Context.Entry("x", .number(Decimal128(1)))])
    for target in [Model.Target.decision("asks"), .service("S"), .service("T")] {
      let expected = model.evaluate(target, inputs: inputs, in: environment).value.feelText
      let actual = try #require(files.evaluate(target, inputs: inputs, in: environment)).value.feelText
      #expect(actual == expected)
    }
  }

  @Test("Imported elements are decisions among the others, under names of their own")
  func imports() throws {
    let other = DMNText.document(
      "<inputData id=\"i\" name=\"x\"><variable name=\"x\"/></inputData>"
        + DMNText.decision("d", DMNText.needs("Input", "i"), DMNText.literal("x * 10"))
        + DMNText.decision("unused", DMNText.literal("1")), namespace: "o")
    let (model, files, bag) = try Self.imported(
      """
      <import name="他の モデル" namespace="o" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
      <inputData id="i" name="x"><variable name="x"/></inputData>
      """
        + DMNText.decision(
          "d",
          DMNText.needs("Input", "i")
            + "<informationRequirement><requiredDecision href=\"o#d\"/></informationRequirement>",
          DMNText.literal("x + 他の モデル.d")), with: [other])
    #expect(bag.sorted.isEmpty)
    #expect(files.files.map(\.decision) == ["d", "m_d"])
    #expect(files.files[0].text.hasSuffix("requires: [m_d]\nvalue: x + m_d\n"))
    #expect(files.files[1].text.hasSuffix("decision: m_d\ntitle: d\nvalue: m_x * 10\n"))
    let inputs = Context([
      Context.Entry("x", .number(Decimal128(1))),
      Context.Entry("他の モデル", .context(Context([Context.Entry("x", .number(Decimal128(2)))]))),
    ])
    let expected = model.evaluate(.decision("d"), inputs: inputs, in: environment).value.feelText
    #expect(expected == "21")
    #expect(files.evaluate(.decision("d"), inputs: inputs, in: environment)?.value.feelText == expected)
  }

  // MARK: What cannot be said

  /// A place with what is told there.
  struct Told: Equatable {
    var text: String
    var code: String
    var ja: String
    var en: String
  }

  static func told(_ bag: DiagnosticBag) -> [Told] {
    bag.sorted.map { diagnostic in
      let span = diagnostic.span
      let text = span.map { String(decoding: $0.file.bytes[$0.range], as: UTF8.self) } ?? ""
      return Told(text: text, code: diagnostic.code, ja: diagnostic.message.ja, en: diagnostic.message.en)
    }
  }

  @Test("What no decision file can say is told at its place, all at once, with what needs it, and the rest is written")
  func refusals() throws {
    let (_, files, bag) = try Self.imported(
      """
      <businessKnowledgeModel id="j" name="score"><variable name="score"/>
      <encapsulatedLogic kind="PMML"><formalParameter name="x"/><context>
      <contextEntry><variable name="document"/>\(DMNText.literal("\"risk.pmml\""))</contextEntry>
      </context></encapsulatedLogic></businessKnowledgeModel>
      """ + DMNText.decision("uses", DMNText.needs("Knowledge", "j"), DMNText.literal("score(0)"))
        + DMNText.decision("wrong", DMNText.literal("1 + \"a\""))
        + DMNText.decision("unknown", DMNText.literal("1 + nobody"))
        + DMNText.decision("broken", DMNText.literal("1 +"))
        + DMNText.decision("stands", DMNText.literal("1")))
    #expect(files.files.map(\.decision) == ["stands"])
    #expect(
      Self.told(bag) == [
        Told(
          text: "\"risk.pmml\"", code: "KF0347", ja: "PMMLの関数は判定ファイルに書けません",
          en: "a function of PMML cannot stand in a decision file"),
        Told(
          text: "uses", code: "KF0359", ja: "`uses` は書き出せません。必要な `score`が書き出せないためです",
          en: "`uses` is left out, since it needs `score`"),
        Told(
          text: "1 + \"a\"", code: "KF0215", ja: "`+` は `number` と `string` には使えません",
          en: "`+` is not defined for `number` and `string`"),
        Told(text: "nobody", code: "KF0210", ja: "名前 `nobody` は定義されていません", en: "the name `nobody` is not defined"),
        Told(
          text: "+", code: "KF0201", ja: "式が途中で終わっています。値や式が必要です",
          en: "the expression ends too early, an expression is expected"),
      ])
  }

  @Test("What types of decision files cannot hold is told once")
  func lostTypes() throws {
    let (_, files, bag) = try Self.imported(
      """
      <itemDefinition name="tScore"><typeRef>number</typeRef>
      <allowedValues><text>[0..999]</text></allowedValues></itemDefinition>
      <inputData id="i" name="score"><variable name="score" typeRef="tScore"/></inputData>
      """ + DMNText.decision("d", DMNText.needs("Input", "i"), type: "tScore", DMNText.literal("score + 1"))
        + DMNText.decision("e", DMNText.needs("Input", "i"), type: "tScore", DMNText.literal("score + 2")))
    #expect(
      Self.told(bag) == [
        Told(
          text: "tScore", code: "KF0348", ja: "型 `tScore` は `number` として書きます。`[0..999]` は引き継がれません",
          en: "the type `tScore` is written as `number`, without `[0..999]`")
      ])
    #expect(
      files.files[0].text
        == """
        # data:
        #   score: {type: number, check: "score in ([0..999])"}
        kosha: 1
        decision: d
        type: number
        value: score + 1

        """)
  }

  @Test("A static method of Java is a function that FEEL calls external")
  func java() throws {
    let (_, files, bag) = try Self.imported(
      """
      <businessKnowledgeModel id="j" name="co sine"><variable name="co sine"/>
      <encapsulatedLogic kind="Java"><formalParameter name="the angle" typeRef="number"/><context>
      <contextEntry><variable name="class"/>\(DMNText.literal("\"java.lang.Math\""))</contextEntry>
      <contextEntry><variable name="method signature"/>\(DMNText.literal("\"cos(double)\""))</contextEntry>
      </context></encapsulatedLogic></businessKnowledgeModel>
      """ + DMNText.decision("d", DMNText.needs("Knowledge", "j"), DMNText.literal("co sine(the angle: 0)")))
    #expect(bag.sorted.map(\.message.en) == [])
    #expect(
      files.files.last?.text
        == """
        kosha: 1
        decision: co_sine
        title: co sine
        value: 'function(the_angle: number) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}'

        """)
    #expect(files.files.first?.text.hasSuffix("value: \"co_sine(the_angle: 0)\"\n") == true)
    #expect(files.evaluate(.decision("d"), inputs: Context(), in: environment)?.value.feelText == "1")
  }

  @Test("Names that FEEL or a workflow has for itself, that differ in blanks alone, or begin with a digit")
  func names() throws {
    let names = ["case", "and", "a b", "a-b", "a_b", "1st", "!", "日 本"]
    let (_, files, bag) = try Self.imported(
      names.enumerated().map { index, name in
        "<decision id=\"d\(index)\" name=\"\(name)\"><variable name=\"\(name)\"/>\(DMNText.literal("1"))</decision>"
      }.joined())
    #expect(bag.sorted.isEmpty)
    #expect(files.files.map(\.decision) == ["case_", "and_", "a_b_2", "a_b_3", "a_b", "_1st", "_", "日_本"])
    #expect(files.files.map(\.title) == names)
  }
}
