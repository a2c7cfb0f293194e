// The arguments, taken apart before they are parsed: which command they name, and the shared options before its end.

import ArgumentParser
import KoshaSource

/// The command that arguments name, and what stands around it.
struct CommandWords {
  /// The arguments as they were given.
  let given: [String]
  /// The words of the command, for example `case`, `open`.
  private(set) var path: [String] = []
  /// Shared options that stand before the command or inside it.
  private(set) var shared: [String] = []
  /// All that follows.
  let rest: [String]
  /// The commands that could come next; empty where the command is whole.
  private let next: [any ParsableCommand.Type]
  /// The command, once it is whole.
  private var command: (any ParsableCommand.Type)?

  init(_ arguments: [String]) {
    given = arguments
    var next = KoshaFlowCommand.configuration.subcommands
    var index = 0
    while index < arguments.count, !next.isEmpty {
      let argument = arguments[index]
      if let option = Self.option(arguments, at: index) {
        shared += option
        index += option.count
      } else if let command = next.first(where: { $0.configuration.commandName == argument }) {
        path.append(argument)
        self.command = command
        next = command.configuration.subcommands
        index += 1
      } else {
        break
      }
    }
    self.next = next
    rest = Array(arguments[index...])
  }

  /// A shared option with its value at a place; nil where something else stands there.
  private static func option(_ arguments: [String], at index: Int) -> [String]? {
    let argument = arguments[index]
    let name = argument.split(separator: "=", maxSplits: 1).first.map(String.init) ?? argument
    if SharedOptions.flags.contains(argument) { return [argument] }
    guard SharedOptions.namesWithValue.contains(name) else { return nil }
    if argument.contains("=") { return [argument] }
    return index + 1 < arguments.count ? [argument, arguments[index + 1]] : nil
  }

  /// The arguments with the shared options behind the command, where every command accepts them; a group of commands
  /// alone accepts none.
  var forParser: [String] {
    guard next.isEmpty else { return path + rest }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return path + rest[..<end] + shared + rest[end...]
  }

  /// The command with its arguments.
  ///
  /// A command that is known is parsed alone: the parser's way down from the root looks through all protocol
  /// conformances of the program at each step, which cost half of a whole `case do`. What it does not accept goes the
  /// long way, whose messages name the command by all its words.
  func parsed() throws -> any ParsableCommand {
    if next.isEmpty, let command, let parsed = try? command.parseAsRoot(Array(forParser.dropFirst(path.count))) {
      return parsed
    }
    return try KoshaFlowCommand.parseAsRoot(forParser)
  }

  /// Refuses a word that is no command, with the nearest one.
  func requireKnownCommand() throws {
    guard !next.isEmpty, let word = rest.first else { return }
    if SharedOptions.namesWithValue.contains(word) {
      throw CommandFailure(
        .usage, code: "usage", Words(ja: "`\(word)` に値がありません", en: "`\(word)` has no value"))
    }
    // `help` is a command of the root alone.
    guard !word.hasPrefix("-"), !(word == "help" && path.isEmpty) else { return }
    let known = next.compactMap { $0.configuration.commandName }
    let group = path.map { $0 + " " }.joined()
    let nearest =
      Suggestion.nearest(to: word, in: known).map { group + $0 } ?? Self.elsewhere(word)
    throw CommandFailure(
      .usage, code: "usage",
      Words(ja: "コマンド `\(group)\(word)` はありません", en: "there is no command `\(group)\(word)`"),
      help: nearest.map { Words(ja: "`\($0)` のことですか", en: "did you mean `\($0)`") }
        ?? Words(
          ja: "`kosha-flow \(group)--help` で一覧を見られます", en: "`kosha-flow \(group)--help` shows them"))
  }

  /// The command of that name in another group, for example `case inbox` for `inbox`.
  private static func elsewhere(_ word: String) -> String? {
    for group in KoshaFlowCommand.configuration.subcommands {
      guard let name = group.configuration.commandName else { continue }
      if group.configuration.subcommands.contains(where: { $0.configuration.commandName == word }) {
        return "\(name) \(word)"
      }
    }
    return nil
  }
}
