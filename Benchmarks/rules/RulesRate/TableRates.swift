// The loan tables of 10 to 10,000 rules: loading, and evaluations a second, every answer checked against a plain reading.

import KoshaRules
import KoshaSource
import KoshaYAML

/// Rates of decision tables.
enum TableRates {
  struct Failure: Error {
    let text: String
  }

  /// A rule as numbers and words; nil matches anything.
  struct Rule {
    var id: Int
    var amount: Range<Int>?
    var years: Int?
    var arrears: Bool?
    var industries: [String]?
    var fund: String?
    var decision: String
    var rate: Int

    func matches(_ input: Input) -> Bool {
      (amount?.contains(input.amount) ?? true) && years.map { input.years >= $0 } ?? true
        && arrears.map { input.arrears == $0 } ?? true && industries?.contains(input.industry) ?? true
        && fund.map { input.fund == $0 } ?? true
    }
  }

  struct Input {
    var amount: Int
    var years: Int
    var arrears: Bool
    var industry: String
    var fund: String

    var values: [Value] {
      [
        .number(Decimal128(amount)), .number(Decimal128(years)), .boolean(arrears), .string(industry), .string(fund),
      ]
    }
  }

  static let top = 10_000_000
  static let industries = [
    "agri", "auto", "bakery", "building", "care", "chem", "energy", "fishing", "foods", "games", "hotel", "it", "media",
    "metal", "paper", "retail", "school", "textile", "trade", "travel",
  ]
  static let funds = ["equipment", "working", "startup", "export", "green"]
  static let decisions = ["approve", "refer", "decline"]
  static let seed: UInt64 = 20_261_122

  /// Bands of amounts in shuffled order, about one and a half over every amount, and a last rule that matches all.
  static func rules(_ count: Int) -> [Rule] {
    var stream = ExpressionRates.Stream(state: seed + UInt64(count))
    let bands = count - 1
    var order = Array(0..<bands)
    for index in stride(from: bands - 1, to: 0, by: -1) { order.swapAt(index, stream.below(UInt64(index + 1))) }
    var rules: [Rule] = []
    for (index, band) in order.enumerated() {
      let low = band * top / bands
      let high = min(top, low + 3 * top / (2 * bands))
      var chosen: [String]?
      if stream.below(10) >= 4 {
        let first = stream.below(20)
        let size = 1 + stream.below(6)
        chosen = (0..<size).map { industries[(first + 3 * $0) % 20] }.sorted()
      }
      let tenth = stream.below(10)
      let years = stream.below(9)
      let fund = stream.below(2) == 1 ? funds[stream.below(5)] : nil
      rules.append(
        Rule(
          id: index + 1, amount: low..<high, years: years, arrears: tenth < 5 ? nil : tenth == 9, industries: chosen,
          fund: fund, decision: decisions[stream.below(3)], rate: 200 + stream.below(900)))
    }
    rules.append(Rule(id: count, decision: "refer", rate: 0))
    return rules
  }

  /// A thousand inputs, nine in ten aimed at a rule chosen evenly.
  static func inputs(_ rules: [Rule]) -> [Input] {
    var stream = ExpressionRates.Stream(state: seed * 31 + UInt64(rules.count))
    return (0..<1000).map { _ in
      var input = Input(
        amount: stream.below(UInt64(top)), years: stream.below(41), arrears: stream.below(10) == 0,
        industry: industries[stream.below(20)], fund: funds[stream.below(5)])
      let target = rules[stream.below(UInt64(rules.count - 1))]
      guard stream.below(10) != 0, let band = target.amount, let years = target.years else { return input }
      input.amount = band.lowerBound + stream.below(UInt64(band.count))
      input.years = years + stream.below(20)
      input.arrears = target.arrears ?? input.arrears
      if let list = target.industries { input.industry = list[stream.below(UInt64(list.count))] }
      input.fund = target.fund ?? input.fund
      return input
    }
  }

  static func yaml(_ rules: [Rule], hit: String) -> String {
    var text = """
      kosha: 1
      decision: loan
      inputs:
        amount: {type: number}
        years: {type: number}
        arrears: {type: boolean}
        industry: {type: [\(industries.joined(separator: ", "))]}
        fund: {type: [\(funds.joined(separator: ", "))]}
      outputs:
        id: {type: number}
        decision: {type: [\(decisions.joined(separator: ", "))]}
        rate: {type: number}
      hit: \(hit)
      rules:

      """
    for rule in rules {
      var cells: [String] = []
      if let amount = rule.amount { cells.append("amount: \"[\(amount.lowerBound)..\(amount.upperBound))\"") }
      if let years = rule.years { cells.append("years: \">= \(years)\"") }
      if let arrears = rule.arrears { cells.append("arrears: \(arrears)") }
      if let list = rule.industries { cells.append("industry: \"\(list.joined(separator: ", "))\"") }
      if let fund = rule.fund { cells.append("fund: \(fund)") }
      let when = cells.isEmpty ? "" : "when: {\(cells.joined(separator: ", "))}, "
      text += "  - {id: R\(rule.id), \(when)then: {id: \(rule.id), decision: \(rule.decision), rate: \(rule.rate)}}\n"
    }
    return text
  }

  static func load(_ text: String) throws -> (set: DecisionSet, decision: Decision) {
    var bag = DiagnosticBag()
    let file = SourceFile(path: "rules/loan.yaml", bytes: Array(text.utf8))
    let scope = Scope([
      Variable("amount", .number), Variable("years", .number), Variable("arrears", .boolean),
      Variable("industry", .enumeration(industries)), Variable("fund", .enumeration(funds)), Variable("loan", .any),
    ])
    guard let node = YAMLComposer.compose(file, limits: .rules, into: &bag),
      let syntax = DecisionSyntax.read(node, into: &bag)
    else { throw Failure(text: bag.sorted.first?.message.en ?? "unreadable") }
    let set = DecisionSet.compile([syntax], scope: scope, into: &bag)
    guard let decision = set.decisions.first else { throw Failure(text: bag.sorted.first?.message.en ?? "no decision") }
    return (set, decision)
  }

  static func run(_ arguments: [String]) throws {
    let seconds = arguments.first.flatMap(Double.init) ?? 0.5
    for hit in ["first", "collect"] {
      for count in [10, 100, 1000, 10_000] {
        let rules = rules(count)
        let text = yaml(rules, hit: hit)
        let start = ProcessorTime.seconds
        let table = try Loaded(text)
        let loading = (ProcessorTime.seconds - start) * 1000
        let rows = inputs(rules).map { input in
          let expected = rules.filter { $0.matches(input) }.map(\.id)
          return Row(input: input, expected: hit == "first" ? Array(expected.prefix(1)) : expected)
        }
        try table.check(rows)
        let rates = try [false, true].map { try table.rate(rows, traced: $0, seconds: seconds) }
        print(
          "\(hit) \(count) rules: \(rates[0]) a second, traced \(rates[1]); loaded in \(Int(loading)) ms,"
            + " \(text.utf8.count) bytes of YAML")
      }
    }
  }

  /// An input and the ids of the rules that answer it.
  struct Row {
    var input: Input
    var expected: [Int]
  }

  /// A table read and compiled.
  struct Loaded {
    private let set: DecisionSet
    private let decision: Decision
    private let environment: EvaluationEnvironment

    init(_ text: String) throws {
      (set, decision) = try load(text)
      environment = try TableRates.environment()
    }

    /// Holds every answer against what is expected.
    func check(_ rows: [Row]) throws {
      for row in rows {
        let fired = set.evaluate(decision, inputs: row.input.values, in: environment).fired
        guard fired == row.expected.map({ "R\($0)" }) else {
          throw Failure(text: "\(row.input): \(fired) is not \(row.expected)")
        }
      }
    }

    /// Evaluations a second.
    func rate(_ rows: [Row], traced: Bool, seconds: Double) throws -> Int {
      let values = rows.map(\.input.values)
      let start = ProcessorTime.seconds
      var rounds = 0
      var fired = 0
      while ProcessorTime.seconds - start < seconds {
        for row in values {
          fired += set.evaluate(decision, inputs: row, in: environment, traced: traced).fired.count
        }
        rounds += 1
      }
      guard fired > 0 else { throw Failure(text: "nothing fired") }
      return Int(Double(rounds * values.count) / (ProcessorTime.seconds - start))
    }
  }

  /// A fixed day in UTC.
  static func environment() throws -> EvaluationEnvironment {
    guard let date = CalendarDate(year: 2026, month: 4, day: 1) else { throw Failure(text: "date") }
    let zone = Zone.offset(seconds: 0)
    return EvaluationEnvironment(
      now: DateAndTime(date: date, time: TimeOfDay(nanosecondOfDay: 0, zone: zone)), zone: zone)
  }
}
