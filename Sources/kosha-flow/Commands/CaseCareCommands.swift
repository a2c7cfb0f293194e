// `case claim`, `case release`, `case comment`: a case, cared for.

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
  func perform(_ command: CaseCommand, _ session: Session) throws {
    let receipt = try session.perform(
      CommandRequest(
        target: .existing(reference), command: command, requestID: requestID, expectedRevision: revision))
    try session.show(receipt)
  }
}
