// Random tables of every policy and form of cell in; the rules found by the index held against a plain scan.

import KoshaRules
import KoshaSource
import Testing

/// What an index finds is what asking each rule in turn finds.
struct TableIndexTests {
  /// The columns: type, and constants of it as FEEL writes them, with two writings of one number.
  private static let columns: [(name: String, type: ValueType, text: String, constants: [String])] = [
    ("n", .number, "number", ["-2", "0", "-0", "1", "1.0", "1.00", "1.5", "2.25", "1e40", "0.00000000001", "7"]),
    ("s", .string, "string", ["\"\"", "\"a\"", "\"aaaaaaaab\"", "\"aaaaaaaac\"", "\"が\"", "\"か\u{3099}\"", "\"z\""]),
    ("b", .boolean, "boolean", ["true", "false"]),
    ("f", .enumeration(["x", "y", "z"]), "[x, y, z]", ["\"x\"", "\"y\"", "\"z\""]),
    ("d", .date, "date", ["date(\"2023-04-01\")", "@\"2024-02-29\"", "@\"-0005-01-01\"", "@\"999999999-12-31\""]),
    ("t", .time, "time", ["@\"09:00:00\"", "@\"17:30:00.5\"", "@\"12:00:00Z\"", "@\"21:00:00+09:00\""]),
    (
      "m", .dateAndTime, "date and time",
      ["@\"2023-04-01T09:00:00\"", "@\"2023-04-01T09:00:00.5\"", "@\"2023-04-01T09:00:00+09:00\""]
    ),
    ("u", .daysAndTimeDuration, "days and time duration", ["duration(\"P1D\")", "@\"PT24H\"", "@\"-PT0.5S\""]),
    ("y", .yearsAndMonthsDuration, "years and months duration", ["@\"P1Y\"", "@\"P12M\"", "@\"-P3M\""]),
    ("l", .time, "time", ["@\"09:00:00\"", "@\"09:00:00.25\"", "@\"09:00:00.5\"", "@\"09:00:01\"", "@\"23:59:59.5\""]),
    ("z", .time, "time", ["@\"00:30:00Z\"", "@\"09:30:00.5+09:00\"", "@\"23:59:59+01:00\"", "@\"00:00:00-01:00\""]),
    (
      "c", .dateAndTime, "date and time",
      [
        "@\"2023-04-01T09:00:00\"", "@\"2023-04-01T09:00:00.5\"", "@\"1600-01-01T00:00:00\"",
        "@\"-2023-04-01T09:00:00.5\"",
      ]
    ),
    (
      "e", .dateAndTime, "date and time",
      ["@\"2023-04-01T00:00:00Z\"", "@\"2023-04-01T09:00:00.5+09:00\"", "@\"2023-04-01T09:00:00@Asia/Tokyo\""]
    ),
    ("a", .any, "any", ["1", "\"a\"", "@\"2023-04-01\"", "true", "1.0"]),
    ("w", .any, "any", ["1", "1.5", "-2", "7"]),
  ]

  private static func test(_ constants: [String], isOrdered: Bool, _ generator: inout SeededGenerator) -> String {
    let first = generator.choice(constants)
    let second = generator.choice(constants)
    switch generator.below(isOrdered ? 9 : 2) {
    case 0, 1: return first
    case 2: return "\(generator.choice(["<", "<=", ">", ">="])) \(first)"
    case 3: return "[\(first)..\(second)]"
    case 4: return "[\(first)..\(second))"
    case 5: return "(\(first)..\(second)]"
    case 6: return "(\(first)..\(second))"
    case 7: return "null"
    default: return first
    }
  }

  private static func cell(_ column: Int, _ generator: inout SeededGenerator) -> String {
    let constants = columns[column].constants
    let isOrdered = !["b", "a"].contains(columns[column].name)
    let tests = (0..<1 + generator.below(3)).map { _ in test(constants, isOrdered: isOrdered, &generator) }
    let row = tests.joined(separator: ", ")
    switch generator.below(10) {
    case 0...2: return "-"
    case 3: return "not(\(row))"
    // A program: it names the input, or another column.
    case 4: return "? = \(generator.choice(constants))"
    case 5 where isOrdered: return "1 / n > 0"
    default: return row
    }
  }

  @Test(arguments: 1...400) func findsWhatAScanFinds(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let policy = HitPolicy.allCases[seed % HitPolicy.allCases.count]
    let isAggregate = [.collectSum, .collectMin, .collectMax].contains(policy)
    let used = (0..<1 + generator.below(4)).map { _ in generator.below(TableIndexTests.columns.count) }
    let chosen = TableIndexTests.columns.indices.filter { $0 == 0 || used.contains($0) }
    var text = "kosha: 1\ndecision: q\ninputs:\n"
    for column in chosen {
      text += "  \(TableIndexTests.columns[column].name): {type: \(TableIndexTests.columns[column].text)"
      text += column == 0 && generator.below(4) == 0 ? ", allowed: \"[-1..2], null\"}\n" : "}\n"
    }
    text += "outputs: {o: {type: \(isAggregate ? "number" : "[p, q, r]")}}\nhit: \(policy.text)\nrules:\n"
    // Many rules over few values fill the lists of each slice, so that bits take over.
    for _ in 0..<(seed % 8 == 0 ? 300 : 1 + generator.below(20)) {
      let cells = chosen.map { column in
        "\(TableIndexTests.columns[column].name): '\(TableIndexTests.cell(column, &generator))'"
      }
      let answer = isAggregate ? generator.choice(["3", "10 / n"]) : generator.choice(["p", "q", "r"])
      text += "  - {when: {\(cells.joined(separator: ", "))}, then: {o: \(answer)}}\n"
    }
    let fixture = try DecisionFixture(
      text, data: TableIndexTests.columns.map { Variable($0.name, $0.type) })
    try #require(fixture.problems.filter { !$0.contains("KF0227") } == [], "seed \(seed)\n\(text)")
    for _ in 0..<12 {
      let columns = TableIndexTests.columns
      let data = columns.map { column in
        // What may be anything is now and then of another kind than its cells.
        let others = column.type == .any && generator.below(4) == 0 ? columns[0...2].flatMap(\.constants) + ["[1]"] : []
        return "\(column.name): \(generator.below(6) == 0 ? "null" : generator.choice(others + column.constants))"
      }.joined(separator: ", ")
      let plain = try fixture.evaluate("q", "{\(data)}")
      let traced = try fixture.evaluate("q", "{\(data)}", traced: true)
      #expect(plain.summary == traced.summary, "seed \(seed), \(data)\n\(text)")
      #expect(plain.remarks.map(\.reason) == traced.remarks.map(\.reason))
      #expect(plain.trace.isEmpty)
      guard plain.errors.isEmpty else { continue }
      // The trace asks every cell of every rule by its program.
      let matched = traced.trace.filter(\.matched).map(\.rule)
      let expected: [String] =
        switch policy {
        case .first: Array(matched.prefix(1))
        case .priority, .outputOrder: plain.fired
        default: matched
        }
      #expect(plain.fired == expected, "seed \(seed), \(data)\n\(text)")
      #expect(plain.fired.allSatisfy(matched.contains) && plain.fired.isEmpty == matched.isEmpty)
      if policy == .outputOrder { #expect(Set(plain.fired) == Set(matched)) }
    }
  }
}
