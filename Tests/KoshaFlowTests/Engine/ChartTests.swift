// The semantics of statecharts, a small chart and a script of events in each row.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

/// A chart, the states it begins in, and what each event leads to.
struct Chart: Sendable, CustomTestStringConvertible {
  var name: String
  /// The lines under the workflow's head; `on` is a list of events that anyone may send.
  var yaml: String
  var begins: String
  var script: [(event: String, states: String)]
  /// Everything logged, joined by spaces.
  var logs: String?

  init(_ name: String, _ yaml: String, begins: String, _ script: [(String, String)] = [], logs: String? = nil) {
    self.name = name
    self.yaml = yaml
    self.begins = begins
    self.script = script.map { (event: $0.0, states: $0.1) }
    self.logs = logs
  }

  var testDescription: String { name }
}

@Suite("Statecharts")
struct ChartTests {
  @Test("take the transitions of SCXML", arguments: Chart.all)
  func follows(chart: Chart) throws {
    var test = try TestCase("kosha: 1\nworkflow: test\ntitle: t\n" + chart.yaml)
    test.open()
    #expect(try test.state.joined(separator: " ") == chart.begins)
    for (event, states) in chart.script {
      if event.hasPrefix("+") {
        let seconds = try #require(Int64(event.dropFirst()))
        try test.wait(milliseconds: seconds * .second)
      } else {
        try test.send(event)
      }
      #expect(try test.state.joined(separator: " ") == states, "after \(event)")
    }
    if let logs = chart.logs { #expect(test.logs.joined(separator: " ") == logs) }
  }
}
