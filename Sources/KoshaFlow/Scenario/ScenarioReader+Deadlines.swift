// What a step expects of deadlines, and whether it holds.

import KoshaRules
import KoshaSource
import KoshaYAML

extension ScenarioReader {
  private static let words = ["running", "stopped", "overdue", "met", "missed", "none"]

  /// `deadlines`: for each a word, or a mapping of a word, what is left, and the end.
  mutating func expectedDeadlines(_ node: YAMLNode) -> [DeadlineExpectation] {
    var expectations: [DeadlineExpectation] = []
    for entry in node.freeEntries(Words(ja: "期限", en: "the deadlines"), into: &bag) ?? [] {
      if definition.deadline(entry.key.value) == nil {
        unknown(.deadline, entry.key, definition.deadlines.map(\.id))
      }
      var expectation = DeadlineExpectation(id: entry.key)
      if case .mapping = entry.value.content {
        guard let mapping = MappingReader(entry.value, ScenarioKeys.deadline, into: &bag) else { continue }
        expectation.word = mapping["is"].flatMap { word($0) }
        expectation.left = mapping["left"]?.string(Words(ja: "残り", en: "what is left"), into: &bag)
        expectation.due = mapping["due"].flatMap { moment($0) }
      } else {
        expectation.word = word(entry.value)
      }
      expectations.append(expectation)
    }
    return expectations
  }

  private mutating func word(_ node: YAMLNode) -> Located<String>? {
    guard let word = node.string(Words(ja: "期限の状態", en: "how a deadline stands"), into: &bag) else { return nil }
    if !Self.words.contains(word.value) { unknown(.deadlineWord, word, Self.words) }
    return word
  }
}

extension DeadlineExpectation {
  /// What is not as expected: its name, the expected text and the actual one.
  func mismatches(
    _ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> [(what: Words, expected: String, actual: String)] {
    let view = DeadlineView.all(of: record, definition, in: world).first { $0.record.id == id.value }
    var mismatches: [(what: Words, expected: String, actual: String)] = []
    func compare(_ what: Words, _ expected: String?, _ actual: String) {
      if let expected, expected != actual { mismatches.append((what, expected, actual)) }
    }
    let name = id.value
    compare(Words(ja: "期限 `\(name)`", en: "deadline `\(name)`"), word?.value, view?.word ?? "none")
    // `1 business day` is written in either way.
    let left = left.map { left in Delay(left.value)?.written ?? left.value }
    compare(Words(ja: "期限 `\(name)` の残り", en: "what is left of deadline `\(name)`"), left, view?.left ?? "none")
    let zone = world.workspace.zone
    compare(
      Words(ja: "期限 `\(name)` の終わり", en: "the end of deadline `\(name)`"),
      due.flatMap { $0.instant(in: zone, zones: world.zones) }?.rfc3339(in: zone, zones: world.zones),
      view.map { $0.record.due.rfc3339(in: zone, zones: world.zones) } ?? "none")
    return mismatches
  }
}
