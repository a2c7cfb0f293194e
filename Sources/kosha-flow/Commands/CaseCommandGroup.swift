// `case`: cases begin, move, are read and cared for.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct CaseCommandGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "case", abstract: "案件を開き、進め、読む / Opens, moves and reads cases.",
    subcommands: [
      CaseOpenCommand.self, CaseDoCommand.self, CaseListCommand.self, CaseInboxCommand.self, CaseShowCommand.self,
      CaseHistoryCommand.self, CaseExplainCommand.self, CaseClaimCommand.self, CaseReleaseCommand.self,
      CaseNoteCommand.self, CaseCheckCommand.self, CaseAssignCommand.self, CaseDelegateCommand.self,
      CaseHandOverCommand.self, CaseCorrectCommand.self, CaseBackCommand.self, CaseReopenCommand.self,
      CaseCancelCommand.self,
    ])
}

/// The values and the conditions of a command.
struct InputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A value as people write it.", valueName: "field=value"))
  var set: [String] = []
  @Option(help: ArgumentHelp("Values as JSON.", valueName: "json|@file"))
  var data: String?
  @Option(help: ArgumentHelp("A comment for the journal.", valueName: "text"))
  var comment: String?
  @Option(help: ArgumentHelp("The same id gets the same answer and acts once.", valueName: "id"))
  var requestID: String?
  @Option(help: ArgumentHelp("One request a line; - is standard input.", valueName: "file.jsonl"))
  var batch: String?

  /// Whether anything but the batch is given, which speaks for itself.
  var hasSingle: Bool { !set.isEmpty || data != nil || comment != nil || requestID != nil }
}

extension CommandFailure {
  /// A batch with what belongs to a single command.
  static let batchWithMore = CommandFailure(
    .usage, code: "usage",
    Words(
      ja: "`--batch` はほかの引数や値と一緒に使えません", en: "`--batch` goes with no other argument or value"))
}

struct CaseOpenCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "open", abstract: "案件を開く / Opens a case.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var input: InputOptions
  @Argument(help: "The workflow.")
  var workflow: String?

  func run(_ session: Session) throws {
    if let batch = input.batch {
      if workflow != nil || input.hasSingle { throw CommandFailure.batchWithMore }
      try finish(CommandBatch(.open, session).run(batch))
      return
    }
    guard let workflow else {
      throw CommandFailure(
        .usage, code: "usage", Words(ja: "ワークフローを指定してください", en: "name a workflow"),
        help: Words(ja: "`kosha-flow flow list` で一覧を見られます", en: "`kosha-flow flow list` shows them"))
    }
    _ = try session.actor()
    let definition = try session.definition(workflow)
    var values = try JSONInput.values(set: input.set, data: input.data)
    if session.isInteractive {
      values = try InputPrompt(session: session, display: session.display())
        .complete(values, definition.access.openInput, of: definition)
    }
    let documents = try DocumentInput(values) { definition.inputType($0, event: nil) }
    let receipt = try session.perform(
      CommandRequest(
        target: .workflow(workflow), command: .open(input: documents.values, comment: input.comment),
        requestID: input.requestID, attachments: documents.attachments))
    try session.show(receipt)
  }
}

struct CaseDoCommand: KoshaCommand {
  static let configuration = CommandConfiguration(commandName: "do", abstract: "案件を進める / Sends an event.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var input: InputOptions
  @Argument(help: "The case's number or id.")
  var reference: String?
  @Argument(help: "The event.")
  var event: String?
  @Option(help: ArgumentHelp("The revision the case must have.", valueName: "n"))
  var revision: Int?

  func run(_ session: Session) throws {
    if let batch = input.batch {
      if reference != nil || revision != nil || input.hasSingle { throw CommandFailure.batchWithMore }
      try finish(CommandBatch(.event, session).run(batch))
      return
    }
    guard let reference, let event else {
      throw CommandFailure(
        .usage, code: "usage", Words(ja: "案件とイベントを指定してください", en: "name a case and an event"),
        help: Words(
          ja: "`kosha-flow case show 案件` で、できることを見られます", en: "`kosha-flow case show CASE` shows what can be done"))
    }
    var values = try JSONInput.values(set: input.set, data: input.data)
    var comment = input.comment
    if session.isInteractive {
      let (view, definition, _) = try session.look(reference)
      if let availability = view.events.first(where: { $0.event == event }), availability.whyNot == nil {
        let prompt = InputPrompt(session: session, display: try session.display())
        values = try prompt.complete(values, availability.input, of: definition)
        if availability.commentRequired, comment == nil { comment = try prompt.comment() }
      }
    }
    let documents = try session.documents(values, event: event, of: reference, session.service())
    let receipt = try session.perform(
      CommandRequest(
        target: .existing(reference), command: .event(name: event, input: documents.values, comment: comment),
        requestID: input.requestID, expectedRevision: revision, attachments: documents.attachments))
    try session.show(receipt)
  }
}

/// Ends a batch with the status of its first line that was not carried out.
private func finish(_ status: ExitStatus) throws {
  if status != .done { throw EndedWith(status: status) }
}

extension Session {
  /// Shows what a command did.
  func show(_ receipt: CommandReceipt) throws {
    if options.json {
      Console.line(receipt.json)
    } else {
      try CaseOutput(self).print(receipt)
    }
  }
}
