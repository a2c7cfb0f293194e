// `demo`: the five processes, end to end, on a temporary store, told step by step.

import ArgumentParser
import Glibc
import KoshaFlow
import KoshaSource

struct DemoCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "五つの業務を通して動かして見せる / Shows the five processes, end to end.")

  @OptionGroup var shared: SharedOptions

  func run(_ session: Session) throws {
    let known = try session.catalogue().workflows
    if let missing = DemoStory.workflows.first(where: { !known.contains($0) }) {
      throw CommandFailure(
        .notFound, code: "not_found",
        Words(
          ja: "`\(session.folder.path)` にワークフロー `\(missing)` がないため、見せられません",
          en: "`\(session.folder.path)` has no workflow `\(missing)`, so there is nothing to show"),
        help: Words(
          ja: "`--workspace` で五つの業務のあるワークスペースを指定してください",
          en: "name the workspace that holds the five processes with `--workspace`"))
    }
    Console.line(
      session.say(
        ja: "五つの業務を、一時的な写しの上で初めから終わりまで動かします。どの出力も実際のコマンドのものです。",
        en: "Five processes from beginning to end on a temporary copy. Every output is that of a real command."))
    // A reader that goes away must not leave the temporary copy behind.
    signal(SIGPIPE, SIG_IGN)
    let interruption = Interruption()
    // Deferred first, done last: a signal that waited ends the program once the copy is gone.
    defer { interruption.letGo() }
    var stage = try DemoStage(copying: session)
    defer { stage.remove() }
    guard try stage.play(DemoStory.steps, until: { interruption.isWaiting }) else { return }
    Console.line()
    Console.line(
      session.say(ja: "おしまいです。一時的な写しは消しました。", en: "That is all. The temporary copy is removed."))
  }
}
