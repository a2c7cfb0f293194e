// Arguments in, words out.

import ArgumentParser
import Glibc
import KoshaSource

/// The root of the command line.
struct KoshaFlowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kosha-flow",
    abstract: "ワークフローと決定表を動かし、根拠を残す / Runs workflows and decision tables, and keeps the reasons.",
    version: Version.text,
    subcommands: [
      InitCommand.self, DemoCommand.self, CheckCommand.self, TestCommand.self, FlowCommand.self, RuleCommand.self,
      CaseCommandGroup.self, AuditCommand.self, RunCommand.self, FEELCommand.self, DoctorCommand.self,
      WhoamiCommand.self,
    ])
}

extension KoshaFlowCommand {
  /// Refuses a word that is no command, with the nearest one.
  static func requireKnownCommand(_ arguments: [String]) throws {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word = arguments.first, !word.hasPrefix("-"), !known.contains(word) else { return }
    throw CommandFailure(
      .usage, code: "usage", Words(ja: "コマンド `\(word)` はありません", en: "there is no command `\(word)`"),
      help: Suggestion.nearest(to: word, in: known).map {
        Words(ja: "`\($0)` のことですか", en: "did you mean `\($0)`")
      } ?? Words(ja: "`kosha-flow --help` で一覧を見られます", en: "`kosha-flow --help` shows them"))
  }
}

/// The product's version.
enum Version {
  static let text = "kosha-flow 0.1.0"
}

/// The entry point.
@main
enum Program {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    // The argument parser scans every protocol conformance of the binary when it is first touched, which costs more
    // than all of this command.
    if arguments == ["--version"] {
      Console.line(Version.text)
      return
    }
    let ordered = hoisted(arguments)
    do {
      if let notYet = NotYet.refusal(of: ordered) { throw notYet }
      try KoshaFlowCommand.requireKnownCommand(ordered)
      var command = try KoshaFlowCommand.parseAsRoot(ordered)
      try command.run()
    } catch let end as EndedWith {
      exit(end.status.rawValue)
    } catch let failure as CommandFailure {
      FailureOutput.print(failure, arguments: ordered)
      exit(failure.status.rawValue)
    } catch {
      exit(ParserOutput.print(error, arguments: ordered).rawValue)
    }
  }

  /// Moves shared options that stand before the command behind it, where every command accepts them.
  static func hoisted(_ arguments: [String]) -> [String] {
    var leading: [String] = []
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      let name = argument.split(separator: "=", maxSplits: 1).first.map(String.init) ?? argument
      if SharedOptions.flags.contains(argument)
        || (argument.contains("=") && SharedOptions.namesWithValue.contains(name))
      {
        leading.append(argument)
        index += 1
      } else if SharedOptions.namesWithValue.contains(argument), index + 1 < arguments.count {
        leading += [argument, arguments[index + 1]]
        index += 2
      } else {
        break
      }
    }
    var rest = Array(arguments[index...])
    guard !leading.isEmpty, !rest.isEmpty else { return arguments }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    rest.insert(contentsOf: leading, at: end)
    return rest
  }
}
