// `rule export` and `rule import`: tables to spreadsheets and back.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct RuleExportCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "表計算ソフトへ渡す / Writes a table for spreadsheets.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "[WORKFLOW/]DECISION or a file.")
  var decision: String
  @Flag(help: "As CSV (UTF-8 with a byte order mark).")
  var csv = false
  @Option(help: ArgumentHelp("The day whose rules are meant.", valueName: "date"))
  var on: String?
  @Option(help: ArgumentHelp("A new file; standard output without it.", valueName: "file.csv"))
  var into: String?

  func run(_ session: Session) throws {
    guard csv else {
      throw CommandFailure(
        .usage, code: "usage",
        Words(ja: "書き出す形式 `--csv` を指定してください", en: "name the form to export: `--csv`"))
    }
    let bytes = try TableTransfer(decision, on: session.date(on), session).csv
    if let into { try Files.write(bytes, to: into) } else { Console.bytes(bytes) }
  }
}

struct RuleImportCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "表計算ソフトから取り込む / Takes a table from a spreadsheet.")

  @OptionGroup var shared: SharedOptions
  @Option(help: ArgumentHelp("The rules.", valueName: "file.csv"))
  var csv: String
  @Argument(help: "[WORKFLOW/]DECISION or a file; the name of the CSV file without it.")
  var decision: String?
  @Option(help: ArgumentHelp("The day whose rules are meant.", valueName: "date"))
  var on: String?
  @Flag(help: "Print the decision's file as it would be, and write nothing.")
  var dryRun = false

  func run(_ session: Session) throws {
    let stem = Files.name(of: csv).split(separator: ".").first.map(String.init) ?? csv
    try TableTransfer(decision ?? stem, on: session.date(on), session).take(csv, isDry: dryRun)
  }
}
