// `audit`: the journal, read and verified.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "記録簿を読み、検証する / Reads and verifies the journal.",
    subcommands: [AuditLogCommand.self, AuditVerifyCommand.self])
}

struct AuditLogCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "log", abstract: "記録を並べる / Lists the entries.")

  @OptionGroup var shared: SharedOptions
  @Option(name: .customLong("case"), help: ArgumentHelp("Entries of this case only.", valueName: "case"))
  var caseReference: String?
  @Flag(help: "One JSON object a line.")
  var jsonl = false
  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit: Limit?

  func run(_ session: Session) throws {
    let audit = AuditService(try session.service())
    let display = try session.display()
    let root = try audit.root().root
    var json = ListOutput(isLines: jsonl)
    var text = try AuditText(session)
    let isJSON = jsonl || session.options.json
    var count = 0
    let exists = try audit.log(case: caseReference, actor: session.actor()) { row in
      if let limit, count >= limit.count { return false }
      count += 1
      if isJSON { json.add(JournalOutput.json(JournalLine(row), display, session.language)) } else { text.add(row) }
      return true
    }
    guard exists else { throw CommandFailure(noSuchCase: caseReference ?? "") }
    if isJSON {
      json.finish()
      return
    }
    text.print()
    Console.line(session.say(ja: "根 \(root)", en: "root \(root)"))
  }
}

struct AuditVerifyCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "改ざんがないかを確かめる / Finds any change to the journal.")

  @OptionGroup var shared: SharedOptions
  @Option(help: ArgumentHelp("A root noted earlier: that of the first entries up to some number.", valueName: "hash"))
  var root: String?
  @Flag(help: "Compare each case with the replay of its entries.")
  var replay = false
  @Option(help: ArgumentHelp("A trust policy.", visibility: .hidden))
  var policy: String?

  func run(_ session: Session) throws {
    if policy != nil { throw NotYet.refusal("audit verify --policy") }
    if let root, root.utf8.count != 64 || !root.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) {
      throw CommandFailure(
        .usage, code: "usage",
        Words(ja: "`--root` は 16 進 64 桁で指定してください", en: "`--root` takes 64 hexadecimal digits"))
    }
    let verdict = try AuditService(session.service()).verify(notedRoot: root?.lowercased(), replays: replay)
    if session.options.json {
      Console.line(JSONText.of(Self.json(verdict, language: session.language)))
    } else {
      Self.print(verdict, session)
    }
    if !verdict.isSound { throw EndedWith(status: .no) }
  }

  private static func json(_ verdict: JournalVerdict, language: Language) -> Value {
    func number(_ value: Int) -> Value { .number(Decimal128(value)) }
    let firstBad = verdict.firstBad.map { finding in
      Value.context(
        Context([
          Context.Entry("seq", finding.sequence.map(number) ?? .null),
          Context.Entry("case", finding.caseName.map(Value.string) ?? .null),
          Context.Entry("why", .string(finding.why[language])),
        ]))
    }
    return .context(
      Context([
        Context.Entry("ok", .boolean(verdict.isSound)), Context.Entry("records", number(verdict.records)),
        Context.Entry("cases", number(verdict.cases)), Context.Entry("root", .string(verdict.root)),
        Context.Entry("first_bad", firstBad ?? .null),
      ]))
  }

  private static func print(_ verdict: JournalVerdict, _ session: Session) {
    guard let finding = verdict.firstBad else {
      Console.line(
        session.say(
          ja: "記録 \(verdict.records) 件、案件 \(verdict.cases) 件: 改ざんは見つかりませんでした",
          en: "\(verdict.records) entr\(verdict.records == 1 ? "y" : "ies"), "
            + "\(verdict.cases) case\(verdict.cases == 1 ? "" : "s"): nothing was changed"))
      if verdict.unopened > 0 {
        Console.line(
          session.say(
            ja: "封をされた値のうち \(verdict.unopened) 件は鍵がないため中身までは確かめていません",
            en:
              "\(verdict.unopened) sealed values could not be opened for want of a key, so only their seals were checked"
          ))
      }
      Console.line(session.say(ja: "根 \(verdict.root)", en: "root \(verdict.root)"))
      return
    }
    let place = [
      finding.sequence.map { session.say(ja: "記録 \($0)", en: "entry \($0)") },
      finding.caseName.map { session.say(ja: "案件 \($0)", en: "case \($0)") },
    ].compactMap { $0 }.joined(separator: session.say(ja: "、", en: ", "))
    Console.line(
      Console.styled(session.say(ja: "改ざんが見つかりました", en: "the journal was changed"), .red)
        + (place.isEmpty ? "" : " (\(place))") + ": " + finding.why[session.language])
  }
}
