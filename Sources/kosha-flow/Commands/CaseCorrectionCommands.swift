// `case correct`, `back`, `reopen`, `cancel`: what went wrong, set right with a reason, by those who manage the cases.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct CaseCorrectCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct", abstract: "誤った値を直す / Sets wrong values right.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var care: CareOptions
  @Option(help: ArgumentHelp("A value as people write it.", valueName: "field=value"))
  var set: [String] = []
  @Option(help: ArgumentHelp("Values as JSON.", valueName: "json|@file"))
  var data: String?
  @Option(help: ArgumentHelp("Why; needed.", valueName: "text"))
  var comment: String?

  func run(_ session: Session) throws {
    let values = try JSONInput.values(set: set, data: data)
    let (_, definition, _) = try session.look(care.reference)
    let documents = try DocumentInput(values) { definition.field($0)?.type }
    try care.perform(
      .correct(input: documents.values, comment: comment), session, attachments: documents.attachments)
  }
}

struct CaseBackCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "back", abstract: "最後の手順を戻す / Takes the last step back.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var care: CareOptions
  @Option(help: ArgumentHelp("Why; needed.", valueName: "text"))
  var comment: String?

  func run(_ session: Session) throws { try care.perform(.back(comment: comment), session) }
}

struct CaseReopenCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "終わった案件を再開する / Lets an ended case go on.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var care: CareOptions
  @Option(help: ArgumentHelp("Why; needed.", valueName: "text"))
  var comment: String?

  func run(_ session: Session) throws { try care.perform(.reopen(comment: comment), session) }
}

struct CaseCancelCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "案件を取り消す / Cancels a case.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var care: CareOptions
  @Option(help: ArgumentHelp("Why; needed.", valueName: "text"))
  var comment: String?

  func run(_ session: Session) throws { try care.perform(.cancel(comment: comment), session) }
}
