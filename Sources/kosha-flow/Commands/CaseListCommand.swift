// `case list` and `case inbox`: many cases, a line each.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct CaseListCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "案件の一覧、新しい順 / Lists cases, the newest first.")

  @OptionGroup var shared: SharedOptions
  @Option(help: ArgumentHelp("Cases of this workflow.", valueName: "workflow"))
  var workflow: String?
  @Option(help: ArgumentHelp("Cases in this state.", valueName: "state"))
  var state: String?
  @Option(help: ArgumentHelp("active, final or cancelled.", valueName: "status"))
  var status: String?
  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit: Limit?
  @Flag(help: "One JSON object a line.")
  var jsonl = false

  func run(_ session: Session) throws {
    var query = CaseQuery(workflow: workflow, state: state, limit: limit?.count)
    if let status {
      guard let known = CaseStatus(rawValue: status) else {
        throw CommandFailure(
          .usage, code: "usage",
          Words(
            ja: "`--status` に `\(status)` は使えません。使えるのは active、final、cancelled",
            en: "`--status` does not take `\(status)`: it takes active, final or cancelled"))
      }
      query.status = known
    }
    let items = try session.service().list(query, actor: session.actor())
    let display = try session.display()
    if jsonl || session.options.json {
      var output = ListOutput(isLines: jsonl)
      for item in items { output.add(Self.json(item, display)) }
      output.finish()
      return
    }
    printTable(items, display, session)
  }

  static func json(_ item: CaseListItem, _ display: ValueDisplay) -> Value {
    let heading = item.heading
    return .context(
      Context([
        Context.Entry("id", .string(heading.id)),
        Context.Entry("number", .string(heading.number)),
        Context.Entry("workflow", .string(heading.workflow)),
        Context.Entry("version", .number(Decimal128(heading.version))),
        Context.Entry("definition", .string(heading.definition)),
        Context.Entry("revision", .number(Decimal128(heading.revision))),
        Context.Entry("state", .list(heading.state.map(Value.string))),
        Context.Entry("status", .string(heading.status.rawValue)),
        Context.Entry("outcome", heading.outcome.map(Value.string) ?? .null),
        Context.Entry("opened_at", .string(display.stamp(heading.openedAt))),
        Context.Entry("opened_by", .string(heading.openedBy)),
        Context.Entry("updated_at", .string(display.stamp(heading.updatedAt))),
        Context.Entry("updated_by", .string(heading.updatedBy)),
      ]))
  }

  private func printTable(_ items: [CaseListItem], _ display: ValueDisplay, _ session: Session) {
    if items.isEmpty {
      Console.line(session.say(ja: "案件はありません", en: "there are no cases"))
      return
    }
    let language = session.language
    var table = TextTable([
      session.say(ja: "番号", en: "number"), session.say(ja: "ワークフロー", en: "workflow"),
      session.say(ja: "状態", en: "state"), session.say(ja: "結果", en: "outcome"),
      session.say(ja: "更新", en: "changed"), session.say(ja: "更新者", en: "by"),
    ])
    for item in items {
      table.add([
        item.heading.number, item.workflowTitle[language],
        item.stateTitles.map { $0[language] }.joined(separator: language == .ja ? "、" : ", "),
        item.heading.status == .active ? "" : item.heading.outcome ?? item.heading.status.rawValue,
        display.time(item.heading.updatedAt), item.heading.updatedBy,
      ])
    }
    table.print()
  }
}

struct CaseInboxCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "inbox", abstract: "自分のするべきこと / What waits for you.")

  @OptionGroup var shared: SharedOptions
  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit: Limit?
  @Flag(help: "One JSON object a line.")
  var jsonl = false

  func run(_ session: Session) throws {
    var items = try session.service().inbox(actor: session.actor())
    if let limit { items = Array(items.prefix(limit.count)) }
    let display = try session.display()
    if jsonl || session.options.json {
      var output = ListOutput(isLines: jsonl)
      for item in items { output.add(Self.json(item, display, session.language)) }
      output.finish()
      return
    }
    try printTable(items, display, session)
  }

  private static func json(_ item: InboxItem, _ display: ValueDisplay, _ language: Language) -> Value {
    .context(
      Context([
        Context.Entry("id", .string(item.heading.id)),
        Context.Entry("number", .string(item.heading.number)),
        Context.Entry("workflow", .string(item.heading.workflow)),
        Context.Entry("state", .list(item.heading.state.map(Value.string))),
        Context.Entry("task", .string(item.task.id)),
        Context.Entry("title", .string(item.title[language])),
        Context.Entry("opened_at", .string(display.stamp(item.task.openedAt))),
        Context.Entry("due", item.task.due.map { .string(display.stamp($0)) } ?? .null),
        Context.Entry("deadline", item.deadline.map { .string(display.stamp($0)) } ?? .null),
        Context.Entry("overdue", .boolean(item.isOverdue)),
        Context.Entry("claimed_by", item.task.claimedBy.map(Value.string) ?? .null),
      ]))
  }

  private func printTable(_ items: [InboxItem], _ display: ValueDisplay, _ session: Session) throws {
    if items.isEmpty {
      Console.line(session.say(ja: "するべきことはありません", en: "nothing waits for you"))
      return
    }
    let language = session.language
    var table = TextTable([
      session.say(ja: "番号", en: "number"), session.say(ja: "タスク", en: "task"),
      session.say(ja: "ワークフロー", en: "workflow"), session.say(ja: "期限", en: "due"), "",
    ])
    for item in items {
      var marks: [String] = []
      if item.isOverdue { marks.append(session.say(ja: "期限超過", en: "overdue")) }
      if item.isMine { marks.append(session.say(ja: "引受け済み", en: "claimed")) }
      table.add([
        item.heading.number, item.title[language], item.workflowTitle[language],
        [item.task.due, item.deadline].compactMap { $0 }.min().map(display.time) ?? ValueDisplay.nothing,
        marks.joined(separator: language == .ja ? "・" : ", "),
      ])
    }
    table.print()
  }
}
