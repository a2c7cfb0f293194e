import KoshaRules
import KoshaSource
import KoshaYAML
import Testing

/// Tables as the corporation uses them.
struct DomainTableTests {
  private let triage = """
    kosha: 1
    decision: triage
    title: {ja: 緊急度の判定, en: Triage}
    inputs:
      danger: {type: boolean}
      violence: {type: boolean}
      medical: {type: boolean}
      ongoing: {type: boolean}
      consent: {type: boolean}
    outputs:
      level: {type: [緊急, 高, 中, 低]}
      within: {type: string}
      note: {type: string}
    hit: first
    rules:
      - {id: T1, when: {danger: true}, then: {level: 緊急, within: PT8H, note: 一人で対応しない}}
      - {id: T2, when: {danger: false, violence: true}, then: {level: 高, within: PT24H, note: '警察相談 #9110'}}
      - {id: T3, when: {danger: false, violence: false, medical: true}, then: {level: 高, within: PT24H}}
      - {id: T4, when: {danger: false, violence: false, medical: false, ongoing: true, consent: true},
         then: {level: 中, within: 3 business days}}
      - {id: T5, when: {danger: false, violence: false, medical: false, ongoing: true, consent: false},
         then: {level: 中, within: 3 business days, note: '= "フォローで同意を確かめる: " + string(ongoing)'}}
      - {id: T6, then: {level: 低, within: 5 business days}}
    """

  @Test(arguments: [
    ("{danger: true, violence: true}", #"{level: "緊急", within: "PT8H", note: "一人で対応しない"} [T1]"#),
    ("{danger: false, violence: true}", #"{level: "高", within: "PT24H", note: "警察相談 #9110"} [T2]"#),
    ("{danger: false, violence: false, medical: true}", #"{level: "高", within: "PT24H", note: null} [T3]"#),
    (
      "{danger: false, violence: false, medical: false, ongoing: true, consent: true}",
      #"{level: "中", within: "3 business days", note: null} [T4]"#
    ),
    (
      "{danger: false, violence: false, medical: false, ongoing: true, consent: false}",
      #"{level: "中", within: "3 business days", note: "フォローで同意を確かめる: true"} [T5]"#
    ),
    // What is not known yet is not false.
    ("{violence: true}", #"{level: "低", within: "5 business days", note: null} [T6]"#),
  ]) func triage(_ data: String, _ summary: String) throws {
    let fixture = try DecisionFixture(
      triage, data: ["danger", "violence", "medical", "ongoing", "consent"].map { Variable($0, .boolean) })
    #expect(fixture.problems == [])
    let outcome = try fixture.evaluate("triage", data)
    #expect(outcome.summary == summary)
    #expect(outcome.remarks.isEmpty)
  }

  private let fund = """
    kosha: 1
    decision: fund
    title: 資金の選択
    requires: [age_months]
    inputs:
      disaster:
        type: boolean
        value: if damaged_on != null then applied_on <= damaged_on + duration("P2M") else false
      age_months: {type: number}
      sales_change: {type: number}
      safety_net: {type: boolean}
      purpose: {type: [運転, 設備, 借換]}
      amount: {type: number, allowed: "> 0"}
    outputs:
      fund: {type: string}
    hit: first
    rules:
      - {id: F1, when: {disaster: true, age_months: ">= 12", purpose: "運転, 設備"}, then: {fund: 災害応急資金}}
      - {id: F2, when: {age_months: "< 12"}, then: {fund: 創業支援資金}}
      - {id: F3, when: {safety_net: true, purpose: 運転}, then: {fund: 経営活力改善資金}}
      - {id: F4, when: {sales_change: "<= -5", safety_net: false}, then: {fund: 景気対策緊急資金}}
      - {id: F5, when: {purpose: 設備, amount: "> 20000000"}, then: {fund: 施設設備近代化資金}}
      - {id: F6, when: {amount: "<= 12500000"}, then: {fund: 小口零細資金}}
      - {id: F7, then: {fund: 事業資金}}
    """

  private let ageInMonths = """
    kosha: 1
    decision: age_months
    value: >-
      if started_on = null then 0
      else age(started_on, applied_on).years * 12 + age(started_on, applied_on).months
    """

  @Test(arguments: [
    (#"started_on: null, purpose: "運転", amount: 1"#, #""創業支援資金" [F2]"#),
    (#"started_on: date("2022-04-04"), purpose: "運転", amount: 1"#, #""創業支援資金" [F2]"#),
    (#"started_on: date("2022-04-03"), purpose: "運転", amount: 1"#, #""小口零細資金" [F6]"#),
    (
      #"started_on: date("2010-01-01"), damaged_on: date("2023-02-03"), purpose: "設備", amount: 5000000"#,
      #""災害応急資金" [F1]"#
    ),
    (
      #"started_on: date("2010-01-01"), damaged_on: date("2023-02-02"), purpose: "設備", amount: 30000000"#,
      #""施設設備近代化資金" [F5]"#
    ),
    (
      #"started_on: date("2010-01-01"), safety_net: true, purpose: "運転", amount: 1"#, #""経営活力改善資金" [F3]"#
    ),
    (
      #"started_on: date("2010-01-01"), safety_net: false, sales_change: -5, purpose: "借換", amount: 1"#,
      #""景気対策緊急資金" [F4]"#
    ),
    (#"started_on: date("2010-01-01"), purpose: "借換", amount: 12500001"#, #""事業資金" [F7]"#),
    (
      #"started_on: date("2010-01-01"), purpose: "借換", amount: 0"#,
      "null [] the value `0` of the input `amount` is not among the allowed `> 0`"
    ),
  ]) func fundSelection(_ data: String, _ summary: String) throws {
    let fixture = try DecisionFixture(
      fund, ageInMonths,
      data: [
        Variable("damaged_on", .date), Variable("applied_on", .date), Variable("started_on", .date),
        Variable("sales_change", .number), Variable("safety_net", .boolean),
        Variable("purpose", .enumeration(["運転", "設備", "借換"])), Variable("amount", .number),
      ])
    #expect(fixture.problems == [])
    let outcome = try fixture.evaluate("fund", #"{applied_on: date("2023-04-03"), \#(data)}"#)
    #expect(outcome.summary == summary)
    #expect(outcome.remarks.isEmpty)
    #expect(outcome.required.map(\.decision) == ["age_months"])
    let day = try #require(CalendarDate("2023-04-03"))
    #expect(
      fixture.set.dataFields(of: "fund", on: day) == [
        "damaged_on", "applied_on", "sales_change", "safety_net", "purpose", "amount", "started_on",
      ])
  }

  @Test func unknownFundsAreToldWithTheNearest() throws {
    let fixture = try DecisionFixture(
      """
      kosha: 1
      decision: d
      inputs: {fund: {type: [小口零細資金, 創業支援資金]}}
      outputs: {o: {type: boolean}}
      rules:
        - {when: {fund: 創業支授資金}, then: {o: true}}
      """, data: [Variable("fund", .string)])
    #expect(
      fixture.problems == [
        "1.yaml:6:19 «創業支授資金» KF0324 `創業支授資金` is no value of the column `fund`; did you mean `創業支援資金`?"
      ])
  }

  /// Whatever is struck out, doubled or mistyped in a file, it is told or evaluated, and never ends the program.
  @Test(arguments: 1...40) func damagedFilesAreTold(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let alphabet = Array("-:,{}[]\"'|>#&*!%@ \n\t0a=<.(".utf8)
    for _ in 0..<10 {
      var bytes = Array((seed % 2 == 0 ? triage : fund).utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: bytes.remove(at: index)
        case 1: bytes.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)], at: index)
        default: bytes[index] = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        }
      }
      var bag = DiagnosticBag()
      let file = SourceFile(path: "damaged.yaml", bytes: bytes)
      let syntax = YAMLComposer.compose(file, into: &bag).flatMap { DecisionSyntax.read($0, into: &bag) }
      guard let syntax else {
        #expect(bag.hasErrors, "seed \(seed)")
        continue
      }
      let scope = Scope([Variable(syntax.id.value, syntax.type)], unknownNames: .null)
      let set = DecisionSet.compile([syntax], scope: scope, into: &bag)
      let environment = try FunctionRun.environment()
      let outcome = set.evaluate(syntax.id.value, on: environment.today, [.null], in: environment, traced: true)
      #expect(bag.hasErrors || outcome.decision == syntax.id.value, "seed \(seed)")
    }
  }
}
