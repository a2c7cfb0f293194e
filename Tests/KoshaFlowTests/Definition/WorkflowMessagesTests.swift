// What is wrong with a workflow file, in its exact words and at its exact place.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaYAML
import Testing

@Suite("Messages about workflow files")
struct WorkflowMessagesTests {
  @Test("Every fault is told in both languages at its place", arguments: MessageCase.read("workflow-messages.txt"))
  func message(_ expected: MessageCase) {
    let source = WorkflowSource(body: expected.sources[0], rules: Array(expected.sources.dropFirst()))
    let files = source.files
    let compilation = Compilation.compile(files, in: WorkflowSource.workspace, zones: FixedZones())
    let findings = compilation.diagnostics.sorted.map {
      MessageCase.Finding($0, files: [files.workflow] + files.rules, heading: source.heading.utf8.count)
    }
    #expect(findings == expected.findings, "\(findings)")
    #expect(compilation.definition == nil)
  }

  @Test(
    "Types and boxed expressions are told at their places, however YAML writes the text",
    arguments: MessageCase.read("type-places.txt") + MessageCase.read("boxed-messages.txt"))
  func typePlace(_ expected: MessageCase) {
    let source = WorkflowSource(body: expected.sources[0], rules: Array(expected.sources.dropFirst()))
    let files = source.files
    let compilation = Compilation.compile(files, in: WorkflowSource.workspace, zones: FixedZones())
    let findings = compilation.diagnostics.sorted.map {
      MessageCase.Finding($0, files: [files.workflow] + files.rules, heading: source.heading.utf8.count)
    }
    let inOrder = { (findings: [MessageCase.Finding]) in findings.sorted { $0.place < $1.place } }
    #expect(inOrder(findings) == inOrder(expected.findings), "\(findings)")
  }

  @Test("Every code of a workflow file has a case")
  func codes() {
    let told = MessageCase.codes(in: "workflow-messages.txt")
    for number in 601...634 { #expect(told.contains("KF0\(number)"), "KF0\(number)") }
  }

  @Test("All faults of all files are told in one run")
  func all() throws {
    let source = WorkflowSource(
      body: "titel: x\nstates: {a: {on: {go: c}}, b: {fnal: true}}\n",
      rules: ["kosha: 1\ndecision: d\nvalue: amuont\n", "kosha: 1\ndecision: e\nvalue: '1 +'\n"])
    let codes = source.compile().diagnostics.sorted.map(\.code)
    #expect(codes == ["KF0210", "KF0201", "KF0146", "KF0606", "KF0146"])
  }

  @Test("Who uses a decision is not blamed where its file is no YAML")
  func unreadableRule() throws {
    let source = WorkflowSource(
      body: "states: {a: {entry: [{decide: cost_share}], on: {go: {by: [clerk], target: b}}}, b: {final: true}}\n",
      rules: ["kosha: 1\ndecision: cost_share\nvalue: {a: >= 5}\n"])
    let codes = source.compile().diagnostics.sorted.map(\.code)
    #expect(codes == ["KF0123"])
  }
}
