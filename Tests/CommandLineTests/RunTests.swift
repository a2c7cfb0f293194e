// `run` as a process: it works until it is told to stop, and once for cron.

import Foundation
import Testing

@Suite("run")
struct RunTests {
  private static let bell = """
    kosha: 1
    workflow: bell
    title: Bell
    number: "B-{seq:2}"
    schedule: [{id: yearly, every: R/2023-04-01/P1Y}]
    deadlines: {answer: {title: Answer, within: 20 business days, stops_in: [waiting]}}
    states:
      ringing: {after: [{delay: PT0S, target: waiting}]}
      waiting: {on: {go: {by: [clerk], target: done}}}
      done: {final: true}
    """

  private func office() throws -> Office {
    let office = try Office()
    try FileManager.default.createDirectory(
      at: office.folder.appendingPathComponent("Workflows/bell"), withIntermediateDirectories: true)
    try office.write(Self.bell, to: "Workflows/bell/workflow.yaml")
    return office
  }

  @Test("works until it is told to stop, and ends well", arguments: [SIGTERM, SIGINT])
  func untilStopped(signal: Int32) throws {
    let office = try office()
    let (process, output) = try office.start("run", "--json")
    var events: [String] = []
    var text = ""
    // The case of the schedule, and its timer.
    while events.count < 2 {
      let bytes = output.availableData
      guard !bytes.isEmpty else { break }
      text += String(decoding: bytes, as: UTF8.self)
      events = text.split(separator: "\n").compactMap { line in
        let object = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
        return object?["event"] as? String
      }
    }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(events == ["opened", "fired"])
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    let shown = try office.run("case", "show", "B-01", "--json").object
    #expect(shown["state"] as? [String] == ["waiting"])
  }

  @Test("once does what is due, tells it, and ends")
  func once() throws {
    let office = try office()
    let first = try office.run("run", "--once", "--json").object
    #expect((first["opened"] as? [[String: Any]])?.map { $0["case"] as? String } == ["B-01"])
    #expect((first["fired"] as? [[String: Any]])?.map { $0["timer"] as? String } == ["ringing.after.1"])
    let second = try office.run("run", "--once", "--json")
    #expect(second.output == #"{"fired":[],"failed":[],"opened":[],"missed":[],"reckoned":[]}"# + "\n")
    #expect(try office.run("run", "--once", language: "en").output == "fired 0 timers\n")
  }

  @Test("an edited calendar moves the deadline that a case shows")
  func deadline() throws {
    let office = try office()
    _ = try office.run("run", "--once")
    func deadline() throws -> [String: Any] {
      let deadlines = try office.run("case", "show", "B-01", "--json").object["deadlines"] as? [[String: Any]]
      return try #require(deadlines?.first)
    }
    let before = try deadline()
    #expect(before["status"] as? String == "stopped")
    #expect(before["due"] is NSNull)
    #expect(before["remaining"] as? String == "20 business days")
    #expect((before["stops"] as? [[String: Any]])?.count == 1)
    let shown = try office.run("case", "show", "B-01", language: "en").output
    #expect(shown.contains("Answer (answer)  stopped  20 business days left / 20 business days"))
    // A day off on every weekday of the coming weeks but Friday.
    try office.write(
      """
      calendar: office
      time_zone: Asia/Tokyo
      weekend: [monday, tuesday, wednesday, thursday, saturday, sunday]
      holidays: japan
      """, to: "Workflows/calendars/office.yaml")
    let run = try office.run("run", "--once", "--json").object
    #expect((run["reckoned"] as? [[String: Any]])?.map { $0["case"] as? String } == ["B-01"])
    let history = try office.run("case", "history", "B-01", language: "en").output
    #expect(history.contains("deadlines reckoned anew  system"))
    #expect(try office.run("audit", "verify", "--replay").status == 0)
  }
}
