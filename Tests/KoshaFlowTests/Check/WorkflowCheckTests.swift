// What the static checks find, in exact words and at exact places, and what they leave alone.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Checks of compiled workflows")
struct WorkflowCheckTests {
  static let others = TestCatalogue(
    [
      "coaching": """
      kosha: 1
      workflow: coaching
      data: {hours: {type: number}, kind: {type: [first, repeated]}}
      states: {a: {on: {go: b}}, b: {final: true}}
      """
    ], in: WorkflowSource.workspace)

  @Test("Each finding is certain and told at its place", arguments: MessageCase.read("check-findings.txt"))
  func findings(_ expected: MessageCase) throws {
    let findings = try Self.findings(expected) { !Self.nullCodes.contains($0) }
    #expect(findings == expected.findings, "\(findings)")
  }

  @Test("Each value that may be unset is told at its place", arguments: MessageCase.read("null-findings.txt"))
  func nullFindings(_ expected: MessageCase) throws {
    let findings = try Self.findings(expected, where: Self.nullCodes.contains)
    #expect(findings == expected.findings, "\(findings)")
  }

  private static let nullCodes: Set<String> = ["KF0225", "KF0226"]

  private static func findings(
    _ expected: MessageCase, where isMeant: (String) -> Bool
  ) throws -> [MessageCase.Finding] {
    let source = WorkflowSource(body: expected.sources[0], rules: Array(expected.sources.dropFirst()))
    let definition = try source.definition()
    let files = [definition.files.workflow] + definition.files.rules
    let findings = WorkflowCheck.check(definition, in: WorkflowSource.workspace, among: others)
    return findings.filter { isMeant($0.code) }.map {
      MessageCase.Finding($0, files: files, heading: source.heading.utf8.count)
    }
  }

  @Test("Every code of a check has a case")
  func codes() {
    let told = MessageCase.codes(in: "check-findings.txt")
    for number in 701...717 { #expect(told.contains("KF0\(number)"), "KF0\(number)") }
    #expect(MessageCase.codes(in: "null-findings.txt") == Self.nullCodes)
  }
}
