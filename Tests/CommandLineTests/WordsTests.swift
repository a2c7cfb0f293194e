// The exact words of the main answers, in Japanese and in English.

import KoshaTestSupport
import Testing

@Suite struct WordsTests {
  /// One day at the office, told by its commands and their answers.
  @Test(arguments: ["ja", "en"]) func officeDay(_ language: String) throws {
    let office = try Office()
    try office.write("使用の計画", to: "計画.pdf")
    var told = ""
    func step(_ arguments: [String]) throws {
      let run = try office.call(arguments, language: language)
      told += "$ kosha-flow " + arguments.joined(separator: " ") + "\n" + run.output + run.error
      told += run.status == 0 ? "\n" : "exit status \(run.status)\n\n"
    }
    let number = try office.firstNumber()
    try step(["whoami"])
    try step(["case", "list"])
    try step(["case", "open", "permit", "--set", "kind=hall", "--set", "phone=03-0000-0000"])
    try step(["case", "inbox"])
    try step(["case", "claim", number])
    try step(["case", "do", number, "approve"])
    try step(["case", "do", number, "apply", "--set", "amount=300万", "--set", "day=R5.4.3"])
    try step(["case", "do", number, "apply", "--set", "amount=多い"])
    try step(["case", "do", number, "apply", "--set", "amout=1"])
    try step([
      "case", "do", number, "apply", "--set", "amount=８０万", "--set", "day=令和5年4月3日", "--set", "plan=計画.pdf",
    ])
    try step(["case", "do", number, "reject", "--as", "manager-1"])
    try step(["case", "do", number, "approve", "--as", "manager-1"])
    try step(["case", "show", number, "--as", "manager-1"])
    try step(["case", "comment", number, "確認した"])
    try step(["case", "do", number, "reject", "--as", "manager-1", "--comment", "重なるため"])
    try step(["case", "history", number])
    try step(["case", "explain", number])
    try step(["case", "list"])
    try step(["audit", "verify", "--replay"])
    try step(["run", "--once"])
    let difference = Snapshot.difference(of: Office.steady(told), from: "office-day.\(language).txt")
    #expect(difference == nil)
  }

  @Test(arguments: ["ja", "en"]) func definitions(_ language: String) throws {
    let office = try Office()
    var told = ""
    for arguments in [
      ["check"], ["flow", "list"], ["flow", "show", "permit"], ["flow", "draw", "permit"],
      ["flow", "draw", "permit", "--format", "table"], ["rule", "list"], ["rule", "show", "fee"],
      ["rule", "eval", "fee", "--set", "kind=field", "--explain"], ["feel", "1 + \"a\"", "--explain"],
    ] {
      let run = try office.call(arguments, language: language)
      told += "$ kosha-flow " + arguments.joined(separator: " ") + "\n" + run.output + run.error + "\n"
    }
    let difference = Snapshot.difference(of: Office.steady(told), from: "definitions.\(language).txt")
    #expect(difference == nil)
  }
}

extension Office {
  /// The number that the first case of this year gets.
  func firstNumber() throws -> String {
    let year = try run("feel", "fiscal year(today())").output.split(separator: "\n").first ?? ""
    return "許可-\(year)-001"
  }
}
