// Workflows with small faults put in by a seeded generator: always a definition or an error, never a crash.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaTestSupport
import Testing

@Suite("Faulty workflows")
struct MutationTests {
  @Test("A definition comes out exactly where no error does", arguments: 1...150)
  func mutate(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var source = WorkflowSource(body: CompilationTests.body, rules: CompilationTests.rules)
    for _ in 0...Int.random(in: 0...2, using: &generator) {
      if Bool.random(using: &generator) {
        source.rules[0] = mutated(source.rules[0], &generator)
      } else {
        source.body = mutated(source.body, &generator)
      }
    }
    let compilation = source.compile()
    #expect((compilation.definition == nil) == compilation.diagnostics.hasErrors)
    for diagnostic in compilation.diagnostics.diagnostics {
      #expect(diagnostic.span.map { $0.range.upperBound <= $0.file.bytes.count } == true)
    }
    if let definition = compilation.definition {
      for finding in WorkflowCheck.check(definition, in: WorkflowSource.workspace, among: TestCatalogue.empty) {
        #expect(finding.span != nil)
      }
    }
  }

  /// A line left out, given twice or exchanged, or a few characters put in.
  private func mutated(_ text: String, _ generator: inout SeededGenerator) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let line = Int.random(in: 0..<lines.count, using: &generator)
    switch Int.random(in: 0...4, using: &generator) {
    case 0: lines.remove(at: line)
    case 1: lines.insert(lines[line], at: line)
    case 2: lines.swapAt(line, Int.random(in: 0..<lines.count, using: &generator))
    default:
      let pieces = ["{", "]", ": ", "- ", "\"", "'", "= ", "null", "[]", "{}", "1", "-", " ", "#", "*", "状態", "draft"]
      let piece = pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      let place = Int.random(in: 0...lines[line].count, using: &generator)
      lines[line].insert(contentsOf: piece, at: lines[line].index(lines[line].startIndex, offsetBy: place))
    }
    return lines.joined(separator: "\n")
  }
}
