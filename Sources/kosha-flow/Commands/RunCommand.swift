// `run`: fires the timers that are due, over all cases; for cron.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct RunCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "期限の来たタイマーを動かす / Fires the timers that are due.")

  @OptionGroup var shared: SharedOptions
  @Flag(help: "Once, and end.")
  var once = false
  @Flag(help: ArgumentHelp("Carry out effects too.", visibility: .hidden))
  var effects = false

  func run(_ session: Session) throws {
    if effects { throw NotYet.refusal("run --effects") }
    guard once else {
      throw CommandFailure(
        .usage, code: "not_yet",
        Words(ja: "動き続ける `run` はまだ使えません", en: "a `run` that stays is not available yet"),
        help: Words(ja: "`kosha-flow run --once` を定期的に実行してください", en: "start `kosha-flow run --once` at intervals"))
    }
    let report = try TimerService(session.service()).fireDue()
    if session.options.json {
      Console.line(JSONText.of(Self.json(report, language: session.language)))
    } else {
      for timer in report.fired { Console.line("\(timer.number)  \(timer.timer)") }
      for timer in report.failed {
        Console.errorLine("\(timer.number)  \(timer.timer): \(timer.why[session.language])")
      }
      Console.line(
        session.say(
          ja: "タイマー \(report.fired.count) 件を動かしました",
          en: "fired \(report.fired.count) timer\(report.fired.count == 1 ? "" : "s")"))
    }
    if !report.failed.isEmpty { throw EndedWith(status: .no) }
  }

  private static func json(_ report: TimerService.Report, language: Language) -> Value {
    let fired = report.fired.map { timer in
      Value.context(
        Context([Context.Entry("case", .string(timer.number)), Context.Entry("timer", .string(timer.timer))]))
    }
    let failed = report.failed.map { timer in
      Value.context(
        Context([
          Context.Entry("case", .string(timer.number)), Context.Entry("timer", .string(timer.timer)),
          Context.Entry("why", .string(timer.why[language])),
        ]))
    }
    return .context(Context([Context.Entry("fired", .list(fired)), Context.Entry("failed", .list(failed))]))
  }
}
