// What the static checks find, in exact words and at exact places, and what they leave alone.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Checks of compiled workflows")
struct WorkflowCheckTests {
  @Test("Each finding is certain and told at its place", arguments: MessageCase.read("check-findings.txt"))
  func findings(_ expected: MessageCase) throws {
    let source = WorkflowSource(body: expected.sources[0], rules: Array(expected.sources.dropFirst()))
    let definition = try source.definition()
    let files = [definition.files.workflow] + definition.files.rules
    let findings = WorkflowCheck.check(definition, in: WorkflowSource.workspace).map {
      MessageCase.Finding($0, files: files, heading: source.heading.utf8.count)
    }
    #expect(findings == expected.findings, "\(findings)")
  }

  @Test("Every code of a check has a case")
  func codes() {
    let told = MessageCase.codes(in: "check-findings.txt")
    for number in 701...713 { #expect(told.contains("KF0\(number)"), "KF0\(number)") }
  }
}
