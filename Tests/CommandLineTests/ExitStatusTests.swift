// The exit status of every kind of answer (cli.md), in words and in JSON.

import Foundation
import Testing

/// A command and how it ends.
struct Ending: CustomTestStringConvertible, Sendable {
  var arguments: [String]
  var status: Int32
  var code: String
  var message: String

  var testDescription: String { arguments.joined(separator: " ") }

  init(_ status: Int32, _ code: String, _ message: String, _ arguments: String...) {
    self.arguments = arguments
    self.status = status
    self.code = code
    self.message = message
  }
}

@Suite struct ExitStatusTests {
  static let endings = [
    Ending(64, "usage", "コマンド `bogus` はありません", "bogus"),
    Ending(64, "usage", "オプション `--nope` はありません", "case", "list", "--nope"),
    Ending(64, "usage", "`--status` に `open` は使えません。使えるのは active、final、cancelled", "case", "list", "--status", "open"),
    Ending(64, "usage", "`--set kind` は `--set 項目=値` の形にしてください", "case", "open", "permit", "--set", "kind"),
    Ending(64, "usage", "コマンド `case lst` はありません", "case", "lst"),
    Ending(64, "usage", "コマンド `inbox` はありません", "inbox"),
    Ending(64, "usage", "コマンド `case help` はありません", "case", "help"),
    Ending(64, "usage", "`--limit <n>` に `-3` は使えません", "case", "list", "--limit=-3"),
    Ending(64, "usage", "`--lang <ja|en>` に `fr` は使えません。使えるのは ja、en", "case", "list", "--lang", "fr"),
    Ending(64, "usage", "意見が空です", "case", "comment", "x", " "),
    Ending(64, "usage", "`--batch` はほかの引数や値と一緒に使えません", "feel", "1", "--batch", "x.jsonl"),
    Ending(64, "usage", "`--batch` はほかの引数や値と一緒に使えません", "rule", "eval", "fee", "--explain", "--batch", "x.jsonl"),
    Ending(64, "not_yet", "`flow new` はまだ使えません", "flow", "new"),
    Ending(64, "not_yet", "`audit checkpoint` はまだ使えません", "audit", "checkpoint"),
    Ending(64, "not_yet", "`check --format sarif` はまだ使えません", "check", "--format", "sarif"),
    Ending(65, "value", "`kind`: `park` は選択肢にありません", "case", "open", "permit", "--set", "kind=park"),
    Ending(65, "input", "`amount`: `三百万` は数として読めません", "rule", "eval", "fee", "--set", "amount=三百万"),
    Ending(65, "json", "--data: ", "case", "open", "permit", "--data", "{"),
    Ending(66, "not_found", "ワークフロー `permits` はありません", "case", "open", "permits"),
    Ending(66, "not_found", "案件 `許可-1900-001` はありません", "case", "show", "許可-1900-001"),
    Ending(66, "not_found", "判定 `fees` はありません", "rule", "show", "fees"),
    Ending(66, "not_found", "`nobody` という人はいません", "case", "list", "--as", "nobody"),
    Ending(66, "not_found", "ファイル `missing.jsonl` がありません", "case", "open", "--batch", "missing.jsonl"),
    Ending(69, "store", "", "case", "list", "--store", "sqlite:/proc/none/kosha.db"),
    Ending(69, "store", "保存先 `postgres:x` は使えません", "case", "list", "--store", "postgres:x"),
    Ending(77, "input", "", "case", "open", "permit"),
    Ending(77, "input", "", "case", "open", "permit", "--set", "kind=hall", "--set", "amount=1"),
    Ending(78, "no_workspace", "ワークスペースがありません: `nowhere/kosha.yaml` が見つかりません", "check", "--workspace", "nowhere"),
  ]

  @Test(arguments: endings) func told(_ ending: Ending) throws {
    let run = try Office().call(ending.arguments)
    #expect(run.status == ending.status)
    #expect(run.error.hasPrefix("kosha-flow: " + ending.message))
    #expect(run.output.isEmpty)
  }

  @Test(arguments: endings) func toldAsJSON(_ ending: Ending) throws {
    let run = try Office().call(ending.arguments + ["--json"])
    #expect(run.status == ending.status)
    #expect(run.failure["code"] as? String == ending.code)
    #expect((run.failure["message"] as? String)?.hasPrefix(ending.message) == true)
    #expect(run.error.split(separator: "\n").count == 1)
    #expect(run.output.isEmpty)
  }

  @Test func anUnmappedAccountReadsDefinitionsOnly() throws {
    let office = try Office(account: "nobody-here")
    #expect(try office.run("flow", "list").status == 0)
    let run = try office.run("case", "list", "--json")
    #expect(run.status == 77)
    #expect(run.failure["code"] as? String == "role")
  }

  @Test func brokenDefinitionsAreTold() throws {
    let office = try Office()
    try office.write("kosha: 1\nworkflow: permit\ntitel: x\n", to: "Workflows/permit/workflow.yaml")
    let check = try office.run("check")
    #expect(check.status == 1)
    #expect(check.output.contains("Workflows/permit/workflow.yaml:3:1: error["))
    #expect(try office.run("case", "open", "permit", "--set", "kind=hall").status == 65)
    let document = try office.run("check", "--format", "json").object
    #expect((document["errors"] as? Int ?? 0) > 0)
    let first = (document["diagnostics"] as? [[String: Any]])?.first ?? [:]
    #expect(
      Set(first.keys) == [
        "file", "line", "column", "end_line", "end_column", "severity", "code", "message", "help",
      ])
  }

  @Test func optionsStandBeforeOrAfter() throws {
    let office = try Office()
    let before = try office.run("--lang", "en", "--json", "whoami")
    let after = try office.run("whoami", "--lang=en", "--json")
    #expect(before.output == after.output)
    #expect(before.object["person"] as? String == "desk-1")
  }

  @Test func optionsStandInsideAGroup() throws {
    let office = try Office()
    let before = try office.run("--json", "case", "list")
    #expect(before.status == 0)
    #expect(try office.run("case", "--json", "list").output == before.output)
    let missing = try office.run("--lang", "en", "--workspace")
    #expect(missing.status == 64)
    #expect(missing.error == "kosha-flow: `--workspace` has no value\n")
    #expect(try office.run("--lang", "en", "case").output == office.run("case", "--help").output)
  }

  @Test func theNearestCommandIsNamed() throws {
    let office = try Office()
    let nearest = [
      (["case", "lst"], "case list"), (["inbox"], "case inbox"), (["--json", "flow", "shw"], "flow show"),
    ]
    for (words, name) in nearest {
      let run = try office.call(words + ["--json"], language: "en")
      #expect(run.status == 64)
      #expect(run.failure["help"] as? String == "did you mean `\(name)`")
    }
  }

  @Test func whatCannotBeReadIsToldWithAnExample() throws {
    let office = try Office()
    let opened = try office.run("case", "open", "permit", "--set", "kind=hall", "--json")
    let number = try #require(opened.object["number"] as? String)
    let one = try office.run("case", "do", number, "apply", "--set", "amount=三百万", "--set", "day=R5.4.3", "--json")
    #expect(one.status == 65)
    #expect(one.failure["help"] as? String == "例: `3,000,000` `300万`")
    let two = try office.run("case", "do", number, "apply", "--set", "amount=三百万", "--set", "day=いつか", "--json")
    #expect(
      two.failure["help"] as? String == "`amount` 例: `3,000,000` `300万`；`day` 例: `2023-04-03` `令和5年4月3日` `R5.4.3`")
  }

  @Test func aRevisionThatWasNeverReachedIsTold() throws {
    let office = try Office()
    let opened = try office.run("case", "open", "permit", "--set", "kind=hall", "--json")
    let number = try #require(opened.object["number"] as? String)
    let run = try office.run("case", "do", number, "apply", "--revision", "7", language: "en")
    #expect(run.status == 75)
    #expect(run.error.hasPrefix("kosha-flow: the case stands at revision 1 and 7 was given (desk-1 changed it at "))
  }

  @Test func refusalsFollowTheFormat() throws {
    let office = try Office()
    let run = try office.run("check", "--format", "json", "nowhere")
    #expect(run.status == 66)
    #expect(run.failure["code"] as? String == "not_found")
  }

  @Test func lookingMakesNoStore() throws {
    let office = try Office(account: "nobody-here")
    let run = try office.run("doctor", "--json")
    #expect(run.status == 0)
    #expect(run.object["store"] as? String == ".kosha/kosha.db")
    #expect(run.object["store_bytes"] is NSNull)
    #expect(!FileManager.default.fileExists(atPath: office.folder.appendingPathComponent(".kosha").path))
  }

  @Test func lostOutputIsTold() throws {
    let office = try Office()
    let run = try office.shell("kosha-flow flow list > /dev/full")
    #expect(run.status == 70)
    #expect(run.error.hasPrefix("kosha-flow: 処理は済みましたが、標準出力に書けませんでした（"))
    #expect(try office.shell("kosha-flow flow list | true").error.isEmpty)
  }

  @Test func versionAndHelp() throws {
    let office = try Office()
    #expect(try office.run("--version").output == "kosha-flow 0.1.0\n")
    let help = try office.run("case", "--help")
    #expect(help.status == 0)
    #expect(help.output.contains("USAGE: kosha-flow case <subcommand>"))
  }
}
