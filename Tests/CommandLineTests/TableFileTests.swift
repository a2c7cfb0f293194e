// Tables that are kept as CSV: evaluated, checked, shown, pinned with their cases.

import Testing

@Suite struct TableFileTests {
  static let head = """
    kosha: 1
    decision: fee
    inputs: {kind: {type: [hall, field]}}
    outputs: {fee: {type: number}}
    hit: first
    rules: {csv: fee.csv}

    """
  static let csv =
    "id,when.kind,then.fee,basis,comment\r\nF1,hall,12000,第2条,\r\nF2,field,3000,,改定の予定\r\nF3,,0,,\r\n"

  private static func office() throws -> Office {
    let office = try Office()
    try office.write(head, to: "Workflows/permit/rules/fee.yaml")
    try office.write(csv, to: "Workflows/permit/rules/fee.csv")
    return office
  }

  @Test func answersAsATableInYAML() throws {
    let office = try Self.office()
    for decision in ["permit/fee", "Workflows/permit/rules/fee.yaml"] {
      let run = try office.run("rule", "eval", decision, "--set", "kind=field", "--json")
      #expect(
        run.output
          == #"{"decision":"fee","result":3000,"fired":["F2"],"inputs":{"kind":"field"},"errors":[]}"# + "\n")
    }
    let shown = try office.run("rule", "show", "permit/fee", "--json")
    #expect((shown.object["rules"] as? [[String: Any]])?.count == 3)
    #expect(try office.run("check").status == 0)
  }

  @Test func aCaseKeepsTheTableItWasOpenedUnder() throws {
    let office = try Self.office()
    let opened = try office.run("case", "open", "permit", "--set", "kind=field", "--json")
    try #require(opened.status == 0, "\(opened.error)")
    let digest = try #require(opened.object["definition"] as? String)
    try office.write(Self.csv.replacing("3000", with: "3500"), to: "Workflows/permit/rules/fee.csv")
    let later = try office.run("case", "open", "permit", "--set", "kind=field", "--json")
    #expect(later.object["definition"] as? String != digest)
    let number = try #require(opened.object["number"] as? String)
    let shown = try office.run("case", "show", number, "--json")
    #expect(shown.object["definition"] as? String == digest)
    #expect(try office.run("audit", "verify", "--replay").status == 0)
  }

  @Test func faultsAndFilesWithoutUseAreTold() throws {
    let office = try Self.office()
    try office.write(Self.csv.replacing(",field,", with: ",feild,"), to: "Workflows/permit/rules/fee.csv")
    let faulty = try office.run("check", language: "en")
    #expect(faulty.status == 1)
    #expect(
      faulty.output.contains(
        "Workflows/permit/rules/fee.csv:3:4: error[KF0324]: `feild` is no value of the column `kind`\n"
          + "  F2,feild,3000,,改定の予定\n     ^^^^^\n"))
    try office.write(Self.csv, to: "Workflows/permit/rules/fee.csv")
    try office.write(Self.csv, to: "Workflows/permit/rules/spare.csv")
    let spare = try office.run("check")
    #expect(spare.status == 0)
    #expect(spare.output.contains("Workflows/permit/rules/spare.csv:1:1: warning[KF0382]: このファイルを使う判定がありません"))
  }
}

@Suite struct TableTransferTests {
  @Test func toASpreadsheetAndBack() throws {
    let office = try Office()
    let path = "Workflows/permit/rules/fee.yaml"
    let before = try office.shell("cat \(path)").output
    let exported = try office.run("rule", "export", "--csv", "permit/fee")
    #expect(
      exported.output
        == "\u{FEFF}id,when.kind,then.fee,basis.ja,basis.en\r\n"
        + "F1,hall,12000,第1条,Article 1\r\nF2,field,3000,第2条,Article 2\r\n")
    try office.write(exported.output, to: "fee.csv")
    let same = try office.run("rule", "import", "--csv", "fee.csv")
    #expect(same.output == "`\(path)` は変わりません\n")
    try office.write(exported.output.replacing("3000,", with: "3500,"), to: "fee.csv")
    let dry = try office.run("rule", "import", "--csv", "fee.csv", "--dry-run")
    #expect(try office.shell("cat \(path)").output == before)
    let run = try office.run("rule", "import", "--csv", "fee.csv", "permit/fee", "--json")
    #expect(
      run.output
        == #"{"decision":"fee","file":"\#(path)","rules":2,"added":[],"changed":["F2"],"removed":[],"written":true}"#
        + "\n")
    let after = try office.shell("cat \(path)").output
    #expect(after == dry.output)
    #expect(after == before.replacing("3000", with: "3500"))
    #expect(try office.shell("ls -A Workflows/permit/rules").output == "fee.yaml\n")
  }

  @Test func aRefusalLeavesTheFileAsItWas() throws {
    let office = try Office()
    let path = "Workflows/permit/rules/fee.yaml"
    let before = try office.shell("cat \(path)").output
    try office.write("id,when.kind,then.fee\nF1,hal,12000\nF2,field,3000 +\n", to: "fee.csv")
    let run = try office.run("rule", "import", "--csv", "fee.csv", language: "en")
    #expect(run.status == 65)
    #expect(run.error.contains("fee.csv:2:4: error[KF0324]: `hal` is no value of the column `kind`\n  F1,hal,12000\n"))
    #expect(run.error.contains("fee.csv:3:15: error[KF0201]"))
    #expect(try office.shell("cat \(path)").output == before)
    #expect(try office.run("rule", "import", "--csv", "fee.csv", "permit/fees").status == 66)
    #expect(try office.run("rule", "export", "permit/fee").status == 64)
    let existing = try office.run("rule", "export", "--csv", "permit/fee", "--into", "fee.csv")
    #expect(existing.status == 65)
  }

  @Test func aTableThatIsKeptAsCSVIsWrittenAsCSV() throws {
    let office = try Office()
    try office.write(TableFileTests.head, to: "Workflows/permit/rules/fee.yaml")
    try office.write(TableFileTests.csv, to: "Workflows/permit/rules/fee.csv")
    let exported = try office.run("rule", "export", "--csv", "permit/fee")
    #expect(exported.output == "\u{FEFF}" + TableFileTests.csv)
    try office.write(exported.output.replacing("12000", with: "13000"), to: "new.csv")
    let run = try office.run("rule", "import", "--csv", "new.csv", "permit/fee", language: "en")
    #expect(run.output == "wrote 3 rules to `Workflows/permit/rules/fee.csv`\n  changed: F1\n")
    #expect(try office.shell("cat Workflows/permit/rules/fee.yaml").output == TableFileTests.head)
    #expect(try office.run("rule", "eval", "permit/fee", "--set", "kind=hall").output.contains("13000"))
  }
}
