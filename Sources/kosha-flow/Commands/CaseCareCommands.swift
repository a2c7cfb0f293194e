// `case claim`, `release`, `check`, `assign`, `delegate`, `hand-over`, `comment`: cases, cared for.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct CaseClaimCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "claim", abstract: "タスクを引き受ける / Takes a task.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var care: CareOptions
  @Option(help: ArgumentHelp("The task, where there are several.", valueName: "task"))
  var task: String?

  func run(_ session: Session) throws { try care.perform(.claim(task: task), session) }
}

struct CaseReleaseCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "release", abstract: "タスクを戻す / Gives a task back.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var care: CareOptions
  @Option(help: ArgumentHelp("The task, where there are several.", valueName: "task"))
  var task: String?

  func run(_ session: Session) throws { try care.perform(.release(task: task), session) }
}

struct CaseCheckCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "確認項目に印を付ける / Ticks an item of a checklist.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var care: CareOptions
  @Argument(help: "The item's text, or its number.")
  var item: String
  @Flag(help: "Takes the tick back.")
  var undo = false

  func run(_ session: Session) throws { try care.perform(.check(item: item, isDone: !undo), session) }
}

struct CaseAssignCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "タスクを人に割り当てる / Gives a task to a person.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var care: CareOptions
  @Argument(help: "The person.")
  var person: String
  @Option(help: ArgumentHelp("The task, where there are several.", valueName: "task"))
  var task: String?

  func run(_ session: Session) throws { try care.perform(.assign(task: task, to: person), session) }
}

struct CaseDelegateCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "delegate", abstract: "引き受けたタスクを委ねる / Delegates a task one holds.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var care: CareOptions
  @Argument(help: "The person.")
  var person: String
  @Option(help: ArgumentHelp("The task, where there are several.", valueName: "task"))
  var task: String?

  func run(_ session: Session) throws { try care.perform(.delegate(task: task, to: person), session) }
}

struct CaseHandOverCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-over", abstract: "ある人の全タスクを引き継ぐ / Hands all tasks of a person to another.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Whose tasks.")
  var from: String
  @Argument(help: "To whom they go.")
  var to: String

  func run(_ session: Session) throws {
    let people = try session.workspace().people.map(\.id)
    for person in [from, to] where !people.contains(person) { throw session.noSuchPerson(person, among: people) }
    let results = try session.service().handOver(
      from: from, to: to, actor: session.actor(), language: session.language)
    let handed = results.filter { $0.why == nil }
    if session.options.json {
      Console.line(
        JSONText.of([
          Context.Entry("from", .string(from)), Context.Entry("to", .string(to)),
          Context.Entry("handed", .list(handed.map { .string($0.number) })),
          Context.Entry(
            "refused",
            .list(
              results.compactMap { result in
                result.why.map {
                  .object([("case", .string(result.number)), ("message", .string($0[session.language]))])
                }
              })),
        ]))
    } else {
      for result in results {
        Console.line(
          result.why.map { "\(result.number): \($0[session.language])" }
            ?? session.say(ja: "\(result.number): 引き継ぎました", en: "\(result.number): handed over"))
      }
      Console.line(
        session.say(
          ja: "\(results.count) 件のうち \(handed.count) 件を引き継ぎました",
          en: "\(handed.count) of \(results.count) case\(results.count == 1 ? "" : "s") handed over"))
    }
    if handed.count < results.count { throw EndedWith(status: .refused) }
  }
}

struct CaseNoteCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "comment", abstract: "意見を残す / Notes a comment.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var care: CareOptions
  @Argument(help: "The text.")
  var text: String

  func run(_ session: Session) throws {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw CommandFailure(.usage, code: "usage", Words(ja: "意見が空です", en: "the comment is empty"))
    }
    try care.perform(.comment(text: text), session)
  }
}

/// The case and the conditions of an act of care.
struct CareOptions: ParsableArguments {
  @Argument(help: "The case's number or id.")
  var reference: String
  @Option(help: ArgumentHelp("The same id gets the same answer and acts once.", valueName: "id"))
  var requestID: String?
  @Option(help: ArgumentHelp("The revision the case must have.", valueName: "n"))
  var revision: Int?

  /// Carries an act of care out and shows what it did.
  func perform(
    _ command: CaseCommand, _ session: Session, attachments: [CommandAttachment] = []
  ) throws {
    let receipt = try session.perform(
      CommandRequest(
        target: .existing(reference), command: command, requestID: requestID, expectedRevision: revision,
        attachments: attachments))
    try session.show(receipt)
  }
}
