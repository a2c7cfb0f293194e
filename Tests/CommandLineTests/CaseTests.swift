// Cases by the command line's JSON: shapes, idempotency, revisions, batches, documents, many processes.

import Foundation
import Testing

@Suite struct CaseTests {
  @Test func aCaseFromEndToEnd() throws {
    let office = try Office()
    let opened = try office.run("case", "open", "permit", "--set", "kind=hall", "--json")
    #expect(opened.status == 0)
    #expect(opened.error.isEmpty)
    let keys: Set<String> = [
      "id", "number", "workflow", "version", "definition", "revision", "state", "status", "outcome", "data", "tasks",
      "events", "journal_size",
    ]
    #expect(keys.isSubset(of: opened.object.keys))
    #expect(opened.object["state"] as? [String] == ["draft"])
    #expect(opened.object["revision"] as? Int == 1)
    let number = try #require(opened.object["number"] as? String)
    let data = #"{"amount": 800000.25, "day": "2023-04-03"}"#
    let applied = try office.run("case", "do", number, "apply", "--data", data, "--json")
    #expect(applied.object["state"] as? [String] == ["review"])
    #expect(applied.output.contains(#""amount":800000.25"#))
    let events = try #require(applied.object["events"] as? [[String: Any]])
    let approve = try #require(events.first { $0["event"] as? String == "approve" })
    #expect(approve["enabled"] as? Bool == false)
    #expect(approve["by"] as? [String] == ["manager"])
    #expect((approve["why_not"] as? String)?.isEmpty == false)
    let refusal = try office.run("case", "do", number, "approve", "--as", "manager-1", "--json")
    #expect(refusal.status == 77)
    #expect(refusal.failure["code"] as? String == "four_eyes")
    #expect(refusal.failure["event"] as? String == "approve")
    #expect(refusal.failure["state"] as? [String] == ["review"])
    #expect(refusal.failure["guard"] is NSNull)
    #expect(refusal.failure["missing"] as? [String] == [])
    let rejected = try office.run("case", "do", number, "reject", "--as", "manager-1", "--comment", "否", "--json")
    #expect(rejected.object["status"] as? String == "final")
    #expect(rejected.object["outcome"] as? String == "refused")
    let log = try office.run("audit", "log", "--jsonl").lines
    #expect(log.map { $0["event"] as? String } == [nil, "apply", "reject"])
    #expect(log.map { $0["seq"] as? Int } == [0, 1, 2])
    #expect(log.last?["by"] as? String == "desk-1")
    #expect(log.last?["on_behalf_of"] as? String == "manager-1")
    #expect(log.last?["prev"] as? Int == 1)
    let verdict = try office.run("audit", "verify", "--replay", "--json")
    #expect(verdict.object["ok"] as? Bool == true)
    #expect(verdict.object["records"] as? Int == 3)
    let root = try #require(verdict.object["root"] as? String)
    #expect(try office.run("audit", "verify", "--root", root).status == 0)
    #expect(try office.run("audit", "verify", "--root", String(repeating: "0", count: 64)).status == 1)
  }

  @Test func aRequestActsOnce() throws {
    let office = try Office()
    let first = try office.run("case", "open", "permit", "--set", "kind=hall", "--request-id", "r1", "--json")
    let second = try office.run("case", "open", "permit", "--set", "kind=hall", "--request-id", "r1", "--json")
    #expect(second.status == 0)
    #expect(second.output == first.output)
    let other = try office.run("case", "open", "permit", "--set", "kind=field", "--request-id", "r1", "--json")
    #expect(other.status == 65)
    #expect(other.failure["code"] as? String == "request_reused")
    #expect((try office.run("case", "list", "--json").json as? [Any])?.count == 1)
  }

  @Test func aStaleRevisionNamesWhoChangedTheCase() throws {
    let office = try Office()
    let number = try office.firstNumber()
    _ = try office.run("case", "open", "permit", "--set", "kind=hall")
    _ = try office.run("case", "comment", number, "見た", "--as", "desk-2")
    let stale = try office.run("case", "comment", number, "私も", "--revision", "1")
    #expect(stale.status == 75)
    #expect(stale.error.contains("desk-2"))
  }

  @Test func batchesAnswerLineByLine() throws {
    let office = try Office()
    let opening = """
      {"workflow":"permit","data":{"kind":"hall"},"request_id":"a"}
      {"workflow":"permit","data":{"kind":"park"}}

      {"workflow":"permit","data":{"kind":"field"},"request_id":"b"}
      {"nonsense":1}
      """
    let opened = try office.run("case", "open", "--batch", "-", input: opening)
    #expect(opened.status == 65)
    #expect(opened.lines.count == 4)
    #expect(opened.lines.map { $0["number"] != nil } == [true, false, true, false])
    #expect((opened.lines[1]["error"] as? [String: Any])?["code"] as? String == "value")
    let numbers = opened.lines.compactMap { $0["number"] as? String }
    let doing = numbers.map {
      #"{"case":"\#($0)","event":"apply","data":{"amount":1,"day":"2023-04-03"},"revision":1}"#
    }
    try office.write(doing.joined(separator: "\n"), to: "do.jsonl")
    let done = try office.run("case", "do", "--batch", "do.jsonl")
    #expect(done.status == 0)
    #expect(done.lines.map { $0["state"] as? [String] } == [["review"], ["review"]])
  }

  @Test func documentsAreReadFromTheirPaths() throws {
    let office = try Office()
    let number = try office.firstNumber()
    try office.write("abc", to: "plan.pdf")
    _ = try office.run("case", "open", "permit", "--set", "kind=hall")
    let missing = try office.run(
      "case", "do", number, "apply", "--set", "amount=1", "--set", "day=R5.4.3", "--set", "plan=none.pdf")
    #expect(missing.status == 66)
    let applied = try office.run(
      "case", "do", number, "apply", "--set", "amount=1", "--set", "day=R5.4.3", "--set", "plan=plan.pdf", "--json")
    let plan = (applied.object["data"] as? [String: Any])?["plan"] as? [String: Any]
    #expect(plan?["name"] as? String == "plan.pdf")
    #expect(plan?["size"] as? Int == 3)
    #expect(plan?["media_type"] as? String == "application/pdf")
    #expect(
      plan?["sha256"] as? String == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func maskedValuesStayHidden() throws {
    let office = try Office()
    let number = try office.firstNumber()
    _ = try office.run("case", "open", "permit", "--set", "kind=hall", "--set", "phone=03-9999-8888")
    #expect(try office.run("case", "show", number).output.contains("03-9999-8888"))
    for command in [["case", "show", number], ["case", "history", number], ["audit", "log", "--json"]] {
      let run = try office.call(command + ["--as", "manager-1"])
      #expect(run.status == 0)
      #expect(!run.output.contains("03-9999-8888"))
    }
    #expect(try office.run("case", "show", number, "--as", "manager-1").output.contains("＊＊＊"))
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let office = try Office()
    let requests = String(repeating: "{\"workflow\":\"permit\",\"data\":{\"kind\":\"hall\"}}\n", count: 300)
    _ = try office.run("case", "open", "--batch", "-", input: requests)
    let run = try office.shell("kosha-flow case list | head -1")
    #expect(run.status == 0)
    #expect(run.error.isEmpty)
    #expect(run.output.split(separator: "\n").count == 1)
  }

  @Test func twoProcessesAtOnce() throws {
    let office = try Office()
    let run = try office.shell(
      """
      for i in 1 2 3 4 5 6 7 8; do
        (for j in 1 2 3 4; do kosha-flow case open permit --set kind=hall >/dev/null || exit 1; done) &
      done
      wait
      kosha-flow case list --json
      """)
    #expect(run.error.isEmpty)
    let cases = try #require(run.json as? [[String: Any]])
    #expect(cases.count == 32)
    #expect(Set(cases.compactMap { $0["number"] as? String }).count == 32)
    #expect(try office.run("audit", "verify", "--replay").status == 0)
  }
}
