// `dmn export`: what it is asked for, where the model goes, and how it ends.

import Foundation
import Testing

@Suite struct DMNExportTests {
  @Test("A decision and a workflow go to standard output or to a file")
  func model() throws {
    let office = try Office()
    let one = try office.run("dmn", "export", "permit/fee", language: "en")
    #expect(one.status == 0)
    #expect(one.error == "")
    #expect(one.output.contains(#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/""#))
    #expect(one.output.contains(#"namespace="urn:kosha-flow:permit:fee""#))
    #expect(try office.run("dmn", "export", "fee", language: "en").output == one.output)

    let all = try office.run("dmn", "export", "permit", "--out", "permit.dmn", language: "en")
    #expect(all.output == "wrote `permit.dmn`: 1 decision, 0 functions, 1 input\n")
    let written = try String(contentsOf: office.folder.appendingPathComponent("permit.dmn"), encoding: .utf8)
    #expect(written.contains(#"namespace="urn:kosha-flow:permit""#))

    let json = try office.run("dmn", "export", "permit", "--json")
    #expect(json.object["decisions"] as? [String] == ["fee"])
    #expect(json.object["inputs"] as? [String] == ["kind"])
    #expect((json.object["model"] as? String)?.hasSuffix("</definitions>\n") == true)
  }

  @Test("A file of its own is exported over the names that it reads, its period chosen by a day")
  func file() throws {
    let office = try Office()
    let table = "inputs: {size: {type: number, value: 広さ * 2}}\noutputs: {price: {type: number}}\n"
    for (name, period, price) in [("old", "until: 2024-03-31", "1"), ("new", "from: 2024-04-01", "2")] {
      try office.write(
        "kosha: 1\ndecision: 料金\neffective: {\(period)}\n\(table)hit: first\nrules: [{then: {price: \(price)}}]\n",
        to: "\(name).yaml")
    }
    let old = try office.run("dmn", "export", "old.yaml", "new.yaml", "--on", "R6.3.31", "--json")
    #expect(old.object["inputs"] as? [String] == ["広さ"])
    let model = try #require(old.object["model"] as? String)
    #expect(model.contains(#"namespace="urn:kosha-flow:%E6%96%99%E9%87%91""#))
    #expect(model.contains(#"<decision id="decision_u6599u91D1" name="料金">"#))
    #expect(model.contains("<description>適用期間: ..2024-03-31</description>"))

    let both = try office.run("dmn", "export", "old.yaml", "new.yaml")
    #expect(both.status == 65)
    #expect(both.output == "")
    #expect(
      both.error.contains(
        "new.yaml:2:11: error[KF0350]: 判定 `料金` には適用期間が 2 つありますが、DMNのモデルは期間を持てません（..2024-03-31、2024-04-01..）"))
    #expect(both.error.contains("help: `--on 日付` でどの日の版かを指定してください"))
  }

  @Test("What is not there, or not clear, is said")
  func refusals() throws {
    let office = try Office()
    let unknown = try office.run("dmn", "export", "permit/fees", "--json")
    #expect(unknown.status == 66)
    #expect(unknown.failure["message"] as? String == "判定 `fees` はありません")
    let two = try office.run("dmn", "export", "permit", "fee", "--json")
    #expect(two.status == 64)
    #expect(two.failure["message"] as? String == "ワークフローか判定を一つ、または判定のファイルを指定してください")
    let day = try office.run("dmn", "export", "permit", "--on", "someday", "--json")
    #expect(day.status == 65)
    #expect(day.failure["message"] as? String == "`someday` は日付として読めません")
    #expect(try office.run("dmn", "export", "gone.yaml").status == 66)
  }
}
