// `flow import` and `flow draw --format scxml` through the built program: files, words and exit statuses.

import Foundation
import Testing

@Suite("flow import")
struct ChartImportTests {
  private static let chart = """
    <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" name="door" datamodel="ecmascript">
    <datamodel><data id="n" expr="0"/></datamodel>
    <state id="shut"><transition event="knock" cond="n &lt; 1"><assign location="n" expr="n + 1"/></transition>
      <transition event="knock" target="open"/></state>
    <state id="open"><onentry><send event="wind" delay="10ms"/></onentry><transition event="wind" target="end"/></state>
    <final id="end"/>
    </scxml>
    """

  @Test("makes a workspace of a folder that is none, and its cases run")
  func runs() throws {
    let office = try Office()
    try office.write(Self.chart, to: "door.scxml")
    let imported = try office.run("flow", "import", "door.scxml", "--into", "charts")
    #expect(imported.status == 0)
    #expect(imported.output == "  charts/kosha.yaml\n  charts/door/workflow.yaml\n")
    #expect(imported.error == "")
    #expect(try office.run("--workspace", "charts", "check").status == 0)
    let opened = try office.run("--workspace", "charts", "case", "open", "door", "--json").object
    let id = try #require(opened["id"] as? String)
    #expect(opened["state"] as? [String] == ["shut"])
    for (event, state) in [("knock", "shut"), ("knock", "open")] {
      let done = try office.run("--workspace", "charts", "case", "do", id, event, "--json").object
      #expect(done["state"] as? [String] == [state])
    }
    // The delay is over long before another process has begun.
    #expect(try office.run("--workspace", "charts", "run", "--once").status == 0)
    let shown = try office.run("--workspace", "charts", "case", "show", id, "--json").object
    #expect(shown["state"] as? [String] == ["end"])
    #expect(shown["status"] as? String == "final")

    let again = try office.run("flow", "import", "door.scxml", "--into", "charts")
    #expect(again.status == 78)
    #expect(again.error.contains("`charts/door/workflow.yaml` がすでにあります"))
    let named = try office.run("flow", "import", "door.scxml", "--into", "charts", "--name", "gate", "--json")
    #expect(named.object["workflows"] as? [String] == ["gate"])
    #expect(named.object["files"] as? [String] == ["charts/gate/workflow.yaml"])
  }

  @Test("tells what is wrong with a document and writes nothing")
  func refuses() throws {
    let office = try Office()
    try office.write(
      "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\"><state id=\"a\"><foo/></state></scxml>", to: "bad.scxml")
    let run = try office.run("flow", "import", "bad.scxml", "--into", "charts", language: "en")
    #expect(run.status == 65)
    #expect(run.error.contains("bad.scxml:1:62: error[KF1051]: `foo` may not stand inside `state`"))
    #expect(run.error.contains("the SCXML document cannot be imported"))
    #expect(!FileManager.default.fileExists(atPath: office.folder.appendingPathComponent("charts").path))
    #expect(try office.run("flow", "import", "gone.scxml").status == 66)
  }

  @Test("reads what `flow draw --format scxml` writes")
  func roundTrip() throws {
    let office = try Office()
    let drawn = try office.run("flow", "draw", "permit", "--format", "scxml")
    #expect(drawn.status == 0)
    try office.write(drawn.output, to: "permit.scxml")
    #expect(try office.run("flow", "import", "permit.scxml", "--into", "copy").status == 0)
  }
}
