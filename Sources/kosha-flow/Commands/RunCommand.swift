// `run`: the worker that fires timers, opens the cases of schedules and reckons deadlines anew; `--once` for cron.

import ArgumentParser
import Dispatch
import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaWorker
import Synchronization

struct RunCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "タイマーと予定を動かし続ける / Fires timers and opens scheduled cases, until it is stopped.")

  @OptionGroup var shared: SharedOptions
  @Flag(help: "Once, and end: for cron.")
  var once = false
  @Flag(help: ArgumentHelp("Carry out effects too.", visibility: .hidden))
  var effects = false

  func run(_ session: Session) throws {
    if effects { throw NotYet.refusal("run --effects") }
    let output = WorkOutput(language: session.language, display: try session.display())
    if once { try runOnce(session, output) } else { try runOn(session, output) }
  }

  private func runOnce(_ session: Session, _ output: WorkOutput) throws {
    let source = TimeSource(try session.service(), clock: session.clock)
    let events = Mutex<[WorkEvent]>([])
    try Self.wait { () throws(StoreError) in
      try await Worker.once([source]) { event in events.withLock { $0.append(event) } }
    }
    let done = events.withLock { $0 }
    if session.options.json {
      Console.line(JSONText.of(output.value(done)))
    } else {
      for event in done {
        if WorkOutput.isTrouble(event) {
          Console.errorLine(output.text(event))
        } else {
          Console.line(output.text(event))
        }
      }
      let fired = done.count { if case .fired = $0 { true } else { false } }
      Console.line(
        session.say(ja: "タイマー \(fired) 件を動かしました", en: "fired \(fired) timer\(fired == 1 ? "" : "s")"))
    }
    let hasFailed = done.contains { event in
      switch event {
      case .timerFailed, .scheduleFailed: true
      default: false
      }
    }
    if hasFailed { throw EndedWith(status: .no) }
  }

  /// Works until SIGTERM or SIGINT; what is being done then is done to its end.
  private func runOn(_ session: Session, _ output: WorkOutput) throws {
    let (options, clock, account, isJSON) = (session.options, session.clock, session.account, session.options.json)
    let tell: @Sendable (WorkEvent) -> Void = { event in
      let now = clock.now()
      if isJSON {
        Console.line(JSONText.of(output.value(event, at: now)))
      } else {
        let line = "\(output.display.time(now))  \(output.text(event))"
        if WorkOutput.isTrouble(event) { Console.errorLine(line) } else { Console.line(line) }
      }
    }
    let watch = try WorkspaceWatch(session.folder, tell: tell) {
      // A session of its own each time: it reads the workspace's files once.
      let fresh = Session(options, clock: clock, account: account, isInteractive: false)
      return [TimeSource(try fresh.service(), clock: clock)]
    }
    if !isJSON { Console.line(session.say(ja: "動き始めました（Ctrl-C で止まります）", en: "running (Ctrl-C stops it)")) }
    let worker = Worker(clock: clock, sources: { watch.sources() }, tell: tell)
    try Self.wait { () throws(WorkerFailure) in try await WorkerGroup.run(worker) }
    if !isJSON { Console.line(session.say(ja: "止まりました", en: "stopped")) }
  }

  /// Runs what is asynchronous to its end; only this command needs it, so the program as a whole is not.
  private static func wait<Failure: Error>(_ body: @escaping @Sendable () async throws(Failure) -> Void) throws {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Void, Failure>>(.success(()))
    Task.detached {
      do throws(Failure) {
        try await body()
      } catch {
        result.withLock { $0 = .failure(error) }
      }
      done.signal()
    }
    done.wait()
    try result.withLock { $0 }.get()
  }
}
