// Random tables and many inputs in; the answers of a batch held against those of one call after another.

import KoshaRules
import KoshaSource
import KoshaTestSupport
import Testing

@Suite("Batches")
struct TableBatchTests {
  private static let tests: [[String]] = [
    ["\"-\"", "\"< 3\"", "\"[1..4)\"", "5", "'not(2, 3)'", "null", "'\"x\" != f'"],
    ["x", "\"x, y\"", "null", "\"-\""],
    ["'@\"09:00:00\"'", "'> @\"09:00:00\"'", "'[@\"08:00:00\"..@\"09:00:00.5\"]'", "\"-\""],
  ]
  private static let values: [[Value]] = [
    [
      .null, .number(Decimal128(1)), .number(Decimal128(3)), .number(Decimal128(5)), .number(Decimal128(9)),
      .string("a"),
    ],
    [.null, .string("x"), .string("y"), .string("z")],
    ["09:00:00", "08:59:59.9", "09:00:00.7", "12:00:00Z"].compactMap { TimeOfDay($0).map(Value.time) } + [.null],
  ]

  /// All that an outcome tells.
  private static func told(_ outcome: DecisionOutcome) -> String {
    let inputs = outcome.inputs.map { "\($0.name)=\($0.value.feelText)" }
    return ([outcome.decision, outcome.summary] + inputs + outcome.remarks.map(\.reason.message.en))
      .joined(separator: " ")
  }

  @Test("answer as one call after another does", arguments: 1...150)
  func batches(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let policy = HitPolicy.allCases[seed % HitPolicy.allCases.count]
    let isAggregate = [.collectSum, .collectMin, .collectMax].contains(policy)
    let type = isAggregate ? "number" : "[p, q]"
    let answers = isAggregate ? ["1", "2.5", "1 / n"] : ["p", "q", "'if n > 2 then \"p\" else \"q\"'"]
    let defaults = policy != .collectCount && generator.below(2) == 0 ? ", default: \(answers[seed % 3])" : ""
    var text = """
      kosha: 1
      decision: d
      inputs:
        n: {type: number\(generator.below(3) == 0 ? ", allowed: \"[0..5], null\"" : "")}
        f: {type: [x, y]}
        t: {type: time}
      outputs: {o: {type: \(type)\(defaults)}}
      hit: \(policy.text)
      rules:

      """
    for _ in 0...generator.below(seed % 10 == 0 ? 200 : 12) {
      let cells = zip(["n", "f", "t"], Self.tests).map { "\($0): \(generator.choice($1))" }
      text += "  - {when: {\(cells.joined(separator: ", "))}, then: {o: \(generator.choice(answers))}}\n"
    }
    let fixture = try DecisionFixture(text, standalone: true)
    try #require(fixture.problems == [], "\(text)")
    let decision = try #require(fixture.set.decisions.first)
    let environment = try FunctionRun.environment()
    let count = seed % 7 == 0 ? 600 : generator.below(40)
    let columns = Self.values.map { values in (0..<count).map { _ in generator.choice(values) } }
    let batch = fixture.set.evaluate(decision, batch: columns, in: environment)
    #expect(batch.count == count)
    for index in 0..<count {
      let alone = fixture.set.evaluate(decision, inputs: columns.map { $0[index] }, in: environment)
      #expect(Self.told(batch[index]) == Self.told(alone), "seed \(seed)\n\(text)")
      #expect(batch.results[index].isSame(as: alone.result) && batch.fired(index) == alone.fired)
    }
  }
}
