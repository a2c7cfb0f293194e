import KoshaRules
import KoshaSource
import Testing

/// Random tables over random data: what a trace adds changes nothing, and rules match as a plain reading of their cells.
struct DecisionPropertyTests {
  /// A row of data; nil stands for null.
  private struct Row {
    var n: Int?
    var f: String?
    var b: Bool?

    var context: String {
      let text = f.map { "\"\($0)\"" } ?? "null"
      return "{n: \(n.map(String.init) ?? "null"), f: \(text), b: \(b.map(String.init) ?? "null")}"
    }
  }

  /// A cell, with what it means said without FEEL.
  private struct Cell {
    var text: String
    var matches: (Row) -> Bool
  }

  private static let words = ["red", "green", "blue"]

  private static func numberCell(_ generator: inout SeededGenerator) -> Cell {
    let low = Int.random(in: 0...9, using: &generator)
    let high = low + Int.random(in: 0...5, using: &generator)
    switch Int.random(in: 0...7, using: &generator) {
    case 0: return Cell(text: "\(low)") { $0.n == low }
    case 1: return Cell(text: "\"< \(low)\"") { $0.n.map { $0 < low } ?? false }
    case 2: return Cell(text: "\">= \(low)\"") { $0.n.map { $0 >= low } ?? false }
    case 3: return Cell(text: "\"[\(low)..\(high)]\"") { $0.n.map { (low...high).contains($0) } ?? false }
    case 4: return Cell(text: "\"\(low), \(high), null\"") { $0.n == low || $0.n == high || $0.n == nil }
    case 5: return Cell(text: "null") { $0.n == nil }
    case 6: return Cell(text: "\"not(\(low), \(high))\"") { $0.n != low && $0.n != high }
    default: return Cell(text: "\"-\"") { _ in true }
    }
  }

  private static func wordCell(_ generator: inout SeededGenerator) -> Cell {
    let first = words[Int.random(in: 0...2, using: &generator)]
    let second = words[Int.random(in: 0...2, using: &generator)]
    switch Int.random(in: 0...3, using: &generator) {
    case 0: return Cell(text: first) { $0.f == first }
    case 1: return Cell(text: "\"\(first), \(second)\"") { $0.f == first || $0.f == second }
    case 2: return Cell(text: "null") { $0.f == nil }
    default: return Cell(text: "\"-\"") { _ in true }
    }
  }

  private static func booleanCell(_ generator: inout SeededGenerator) -> Cell {
    switch Int.random(in: 0...3, using: &generator) {
    case 0: return Cell(text: "true") { $0.b == true }
    case 1: return Cell(text: "false") { $0.b == false }
    default: return Cell(text: "\"-\"") { _ in true }
    }
  }

  private static func row(_ generator: inout SeededGenerator) -> Row {
    Row(
      n: Int.random(in: 0...4, using: &generator) == 0 ? nil : Int.random(in: 0...14, using: &generator),
      f: Int.random(in: 0...4, using: &generator) == 0 ? nil : words[Int.random(in: 0...2, using: &generator)],
      b: Int.random(in: 0...4, using: &generator) == 0 ? nil : Bool.random(using: &generator))
  }

  @Test(arguments: 1...60) func tracesChangeNothing(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let policies = HitPolicy.allCases
    let policy = policies[seed % policies.count]
    let isAggregate = [.collectSum, .collectMin, .collectMax].contains(policy)
    var rules: [[Cell]] = []
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      rules.append([
        DecisionPropertyTests.numberCell(&generator), DecisionPropertyTests.wordCell(&generator),
        DecisionPropertyTests.booleanCell(&generator),
      ])
    }
    var text = """
      kosha: 1
      decision: d
      inputs: {n: {type: number}, f: {type: [red, green, blue]}, b: {type: boolean}}
      outputs:
        o: {type: \(isAggregate ? "number" : "[x, y, z]")}
      hit: \(policy.text)
      rules:

      """
    for cells in rules {
      let answer = isAggregate ? "10 / n" : ["x", "y", "z"][Int.random(in: 0...2, using: &generator)]
      text += "  - {when: {n: \(cells[0].text), f: \(cells[1].text), b: \(cells[2].text)}, then: {o: \(answer)}}\n"
    }
    let fixture = try DecisionFixture(
      text,
      data: [
        Variable("n", .number), Variable("f", .enumeration(DecisionPropertyTests.words)), Variable("b", .boolean),
      ])
    #expect(fixture.problems.filter { !$0.contains("KF0227") } == [])
    for _ in 0..<20 {
      let row = DecisionPropertyTests.row(&generator)
      let plain = try fixture.evaluate("d", row.context)
      let traced = try fixture.evaluate("d", row.context, traced: true)
      #expect(plain.summary == traced.summary, "seed \(seed), \(row.context)\n\(text)")
      #expect(plain.remarks.map(\.reason) == traced.remarks.map(\.reason), "seed \(seed), \(row.context)")
      #expect(plain.isFailure == traced.isFailure)
      let expected = rules.map { cells in cells.allSatisfy { $0.matches(row) } }
      #expect(traced.trace.map(\.matched) == expected, "seed \(seed), \(row.context)\n\(text)")
    }
  }
}
