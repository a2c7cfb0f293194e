// The loan tables as YAML and as CSV; the time each takes to load, and the rates of batches beside single calls.

import KoshaRules
import KoshaSource
import KoshaYAML

/// How long tables take to load, and what batches save.
enum TableLoading {
  private static let clock = ContinuousClock()

  /// The same rules as a CSV file.
  static func csv(_ rules: [TableRates.Rule]) -> String {
    var text =
      "id,when.amount,when.years,when.arrears,when.industry,when.fund,then.id,then.decision,then.rate,basis\r\n"
    for rule in rules {
      var cells = ["R\(rule.id)"]
      cells.append(rule.amount.map { "[\($0.lowerBound)..\($0.upperBound))" } ?? "")
      cells.append(rule.years.map { ">= \($0)" } ?? "")
      cells.append(rule.arrears.map { "\($0)" } ?? "")
      let industries = rule.industries ?? []
      cells.append(industries.count > 1 ? "\"" + industries.joined(separator: ", ") + "\"" : industries.first ?? "")
      cells += [rule.fund ?? "", "\(rule.id)", rule.decision, "\(rule.rate)", ""]
      text += cells.joined(separator: ",") + "\r\n"
    }
    return text
  }

  static func load(_ yaml: String, csv: String?) throws -> (set: DecisionSet, decision: Decision) {
    var bag = DiagnosticBag()
    let file = SourceFile(path: "rules/loan.yaml", bytes: Array(yaml.utf8))
    let beside = csv.map { [SourceFile(path: "rules/loan.csv", bytes: Array($0.utf8))] } ?? []
    let scope = Scope([
      Variable("amount", .number), Variable("years", .number), Variable("arrears", .boolean),
      Variable("industry", .enumeration(TableRates.industries)), Variable("fund", .enumeration(TableRates.funds)),
      Variable("loan", .any),
    ])
    guard let node = YAMLComposer.compose(file, limits: .rules, into: &bag),
      let syntax = DecisionSyntax.read(node, beside: beside, into: &bag)
    else { throw TableRates.Failure(text: bag.sorted.first?.message.en ?? "unreadable") }
    let set = DecisionSet.compile([syntax], scope: scope, into: &bag)
    guard let decision = set.decisions.first, !bag.hasErrors else {
      throw TableRates.Failure(text: bag.sorted.first?.message.en ?? "no decision")
    }
    return (set, decision)
  }

  static func run(_ arguments: [String]) throws {
    let seconds = arguments.first.flatMap(Double.init) ?? 0.5
    guard let date = CalendarDate(year: 2026, month: 4, day: 1) else { throw TableRates.Failure(text: "date") }
    let zone = Zone.offset(seconds: 0)
    let environment = EvaluationEnvironment(
      now: DateAndTime(date: date, time: TimeOfDay(nanosecondOfDay: 0, zone: zone)), zone: zone)
    for hit in ["first", "collect"] {
      for count in [10, 100, 1000, 10_000] {
        let rules = TableRates.rules(count)
        let yaml = TableRates.yaml(rules, hit: hit)
        let head = TableRates.yaml([], hit: hit).replacing("rules:\n", with: "rules: {csv: loan.csv}")
        let csv = csv(rules)
        var times: [Double] = []
        for form in [(yaml, nil), (head, csv)] {
          var best = Double.infinity
          for _ in 0..<(count == 10_000 ? 3 : 10) {
            let start = clock.now
            let loaded = try load(form.0, csv: form.1)
            // What is loaded is let go of outside the time.
            withExtendedLifetime(loaded) { best = min(best, milliseconds(start.duration(to: clock.now))) }
          }
          times.append(best)
        }
        let (set, decision) = try load(head, csv: csv)
        let rows = TableRates.inputs(rules).map(\.values)
        let columns = rows[0].indices.map { column in rows.map { $0[column] } }
        try check(set, decision, rows, columns, environment)
        let alone = try rate(rows.count, seconds) {
          rows.reduce(0) { $0 + set.evaluate(decision, inputs: $1, in: environment).fired.count }
        }
        let batch = try rate(rows.count, seconds) {
          set.evaluate(decision, batch: columns, in: environment).results.count
        }
        print(
          "\(hit) \(count) rules: YAML \(tenths(times[0])) ms (\(yaml.utf8.count) bytes), CSV \(tenths(times[1])) ms"
            + " (\(csv.utf8.count) bytes); \(alone) a second, in batches \(batch)")
      }
    }
  }

  /// Every answer of the batch against those of single calls.
  private static func check(
    _ set: DecisionSet, _ decision: Decision, _ rows: [[Value]], _ columns: [[Value]],
    _ environment: EvaluationEnvironment
  ) throws {
    let batch = set.evaluate(decision, batch: columns, in: environment)
    for (index, row) in rows.enumerated() {
      let outcome = set.evaluate(decision, inputs: row, in: environment)
      guard batch.fired(index) == outcome.fired, batch.results[index].isSame(as: outcome.result) else {
        throw TableRates.Failure(text: "input \(index): \(batch.fired(index)) is not \(outcome.fired)")
      }
    }
  }

  private static func rate(_ count: Int, _ seconds: Double, _ round: () -> Int) throws -> Int {
    let start = clock.now
    var rounds = 0
    while start.duration(to: clock.now) < .seconds(seconds) {
      guard round() > 0 else { throw TableRates.Failure(text: "nothing answered") }
      rounds += 1
    }
    return Int(Double(rounds * count) * 1000 / milliseconds(start.duration(to: clock.now)))
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int(value * 10 + 0.5)
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
  }
}
