// Plays a story: a temporary copy of the workspace, a store of its own, a clock that is set by hand. Every command is
// the real one, run by the account of the desk that acts.

import ArgumentParser
import Glibc
import KoshaFlow
import KoshaRules
import KoshaSource
import Synchronization

/// A clock that moves only when told to, and a minute with every look.
final class DemoClock: Clock {
  private let present: Mutex<Instant>

  init(_ start: Instant) {
    present = Mutex(start)
  }

  func now() -> Instant { present.withLock { $0 } }

  /// Sets the clock, never back.
  func set(_ instant: Instant) {
    present.withLock { $0 = max($0, instant) }
  }

  /// Lets a minute pass.
  func tick() {
    present.withLock { $0 = Instant(milliseconds: $0.milliseconds + 60_000) }
  }
}

/// Plays a story.
struct DemoStage {
  private let folder: String
  private let language: Language
  private let clock = DemoClock(Instant(milliseconds: 0))
  private let workspace: Workspace
  private var numbers: [String: String] = [:]
  private var root = ""

  /// Makes the temporary copy of the workspace.
  init(copying session: Session) throws {
    language = session.language
    folder = try Files.makeTemporaryFolder(named: "kosha-demo")
    try Files.copyTree(session.folder.path, to: Files.join(folder, "Workflows"))
    for name in DemoStory.papers { try Files.write("見本\n", to: Files.join(folder, name)) }
    workspace = try Session(SessionOptions(workspace: Files.join(folder, "Workflows"))).workspace()
  }

  /// Removes the copy with all in it.
  func remove() { Files.removeTree(folder) }

  /// Plays the steps in order; false where it was told to stop before the last.
  mutating func play(_ steps: [DemoStep], until isToStop: () -> Bool) throws -> Bool {
    for step in steps {
      if isToStop() { return false }
      switch step {
      case .chapter(let words):
        Console.line()
        Console.line(Console.styled("■ " + words[language], .bold))
      case .say(let words):
        Console.line()
        Console.line(words[language])
      case .clock(let time):
        guard let instant = Instant(rfc3339: time) else {
          preconditionFailure("the story has times that can be read")
        }
        clock.set(instant)
        Console.line()
        Console.line(Console.styled("— " + (try display().time(instant)), .dim))
      case .run(let desk, let command, let set, let more):
        try run(desk, command, set, more)
      case .noteRoot:
        root = try AuditService(session(of: "system-desk").service()).root().root
        Console.line()
        Console.line((language == .ja ? "ルートを控える: " : "the root is noted: ") + root)
      }
    }
    return true
  }

  private func display() throws -> ValueDisplay {
    ValueDisplay(language: language, zone: workspace.zone, zones: SystemZones())
  }

  // MARK: - Commands

  private mutating func run(_ desk: String, _ command: String, _ set: [String], _ more: [String]) throws {
    clock.tick()
    let shown = (command.split(separator: " ").map(String.init) + set.flatMap { ["--set", $0] } + more).map(fill)
    let title = workspace.person(desk)?.title[language] ?? desk
    Console.line()
    Console.line(Console.styled("[\(title)] $ kosha-flow " + shown.map(quoted).joined(separator: " "), .dim))
    // Documents lie in the temporary folder, which the story does not show.
    let given = set.map(fill).map(withPaper).flatMap { ["--set", $0] }
    let arguments = command.split(separator: " ").map { fill(String($0)) } + given + more.map(fill)
    guard let parsed = try KoshaFlowCommand.parseAsRoot(arguments) as? any KoshaCommand else {
      preconditionFailure("the story runs commands of this program")
    }
    var options = parsed.shared.values
    options.workspace = Files.join(folder, "Workflows")
    options.store = "sqlite:" + Files.join(folder, "kosha.db")
    options.lang = language == .ja ? .ja : .en
    let session = Session(options, clock: clock, account: account(of: desk), isInteractive: false)
    do {
      try parsed.run(session)
    } catch let failure as CommandFailure {
      for line in FailureOutput.lines(failure, language: language) { Console.line(line) }
      Console.line(
        Console.styled(
          language == .ja ? "（終了状態 \(failure.status.rawValue)）" : "(exit status \(failure.status.rawValue))", .dim))
    }
    if arguments.count > 2, arguments[0] == "case", arguments[1] == "open" {
      let newest = try session.service().list(CaseQuery(workflow: arguments[2], limit: 1), actor: session.actor())
      numbers[arguments[2]] = newest.first?.heading.number
    }
  }

  private func session(of desk: String) -> Session {
    Session(
      SessionOptions(
        workspace: Files.join(folder, "Workflows"), store: "sqlite:" + Files.join(folder, "kosha.db"),
        lang: language == .ja ? .ja : .en),
      clock: clock, account: account(of: desk), isInteractive: false)
  }

  private func account(of desk: String) -> String { workspace.person(desk)?.osUser ?? desk }

  /// Numbers of cases and the noted root in the place of their marks.
  private func fill(_ argument: String) -> String {
    guard argument.hasPrefix("@") else { return argument }
    let name = String(argument.dropFirst())
    return name == "ROOT" ? root : numbers[name] ?? argument
  }

  private func withPaper(_ pair: String) -> String {
    guard let equals = pair.firstIndex(of: "=") else { return pair }
    let value = String(pair[pair.index(after: equals)...])
    return DemoStory.papers.contains(value) ? pair[...equals] + Files.join(folder, value) : pair
  }

  private func quoted(_ argument: String) -> String {
    argument.contains { " ()'\"&;|".contains($0) } ? "'\(argument)'" : argument
  }
}
