// Arguments in, words out.

import ArgumentParser
import Glibc

/// The root of the command line.
struct KoshaFlowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kosha-flow",
    abstract: "ワークフローと判定表を動かし、根拠を残す / Runs workflows and decision tables, and keeps the reasons.",
    version: Version.text,
    subcommands: [
      InitCommand.self, DemoCommand.self, CheckCommand.self, TestCommand.self, FlowCommand.self, RuleCommand.self,
      CaseCommandGroup.self, AuditCommand.self, RunCommand.self, FEELCommand.self, DMNCommand.self,
      DoctorCommand.self, WhoamiCommand.self,
    ])
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
    let line = CommandWords(arguments)
    do {
      if let notYet = NotYet.refusal(of: line.path + line.rest) { throw notYet }
      try line.requireKnownCommand()
      var command = try line.parsed()
      let status = try end(of: &command)
      if let reason = Console.lostOutput { throw CommandFailure(lostOutput: reason) }
      exit(status.rawValue)
    } catch let failure as CommandFailure {
      FailureOutput.print(failure, arguments: line.given)
      exit(failure.status.rawValue)
    } catch {
      exit(ParserOutput.print(error, arguments: line.given).rawValue)
    }
  }

  /// Runs a command to its end; the status it ends with where its output says all.
  private static func end(of command: inout any ParsableCommand) throws -> ExitStatus {
    do {
      try command.run()
      return .done
    } catch let end as EndedWith {
      return end.status
    }
  }
}
