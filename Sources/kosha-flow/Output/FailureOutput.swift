// A command that did not do what was asked, told in words or as the one JSON document on standard error.

import KoshaRules
import KoshaSource

/// Prints failures.
enum FailureOutput {
  /// Prints a failure; the arguments tell language and form where the command itself could not.
  static func print(_ failure: CommandFailure, arguments: [String]) {
    let language = language(of: arguments)
    if asksForJSON(arguments) {
      Console.errorLine(document(failure, language: language))
      return
    }
    for line in lines(failure, language: language) { Console.errorLine(line) }
  }

  /// Whether the arguments ask for JSON: `--json`, or `--format json`, which is the same.
  private static func asksForJSON(_ arguments: [String]) -> Bool {
    if arguments.contains("--json") || arguments.contains("--format=json") { return true }
    return zip(arguments, arguments.dropFirst()).contains { $0 == "--format" && $1 == "json" }
  }

  /// The JSON form: `{"error":{"code","message",…}}`.
  static func document(_ failure: CommandFailure, language: Language) -> String {
    var entries = [
      Context.Entry("code", .string(failure.code)),
      Context.Entry("message", .string(failure.message[language])),
    ]
    if let help = failure.help { entries.append(Context.Entry("help", .string(help[language]))) }
    entries += failure.details
    return JSONText.of([Context.Entry("error", .context(Context(entries)))])
  }

  /// The sentence, what can be done instead, and the mend.
  static func lines(_ failure: CommandFailure, language: Language) -> [String] {
    [Console.styledError("kosha-flow: ", .bold) + failure.message[language]] + failure.lines.map { $0[language] }
      + (failure.help.map { ["help: " + $0[language]] } ?? [])
  }

  /// The language of arguments and environment; the workspace's own where neither says.
  static func language(of arguments: [String]) -> Language {
    var choice: LanguageChoice?
    var workspace: String?
    for (index, argument) in arguments.enumerated() {
      func value(of name: String) -> String? {
        if argument == name, index + 1 < arguments.count { return arguments[index + 1] }
        return argument.hasPrefix(name + "=") ? String(argument.dropFirst(name.count + 1)) : nil
      }
      if let text = value(of: "--lang") { choice = LanguageChoice(rawValue: text) ?? choice }
      if let text = value(of: "--workspace") { workspace = text }
    }
    return Session(SessionOptions(workspace: workspace, lang: choice)).language
  }
}

/// JSON documents that commands print.
enum JSONText {
  /// An object with these entries in order, on one line.
  static func of(_ entries: [Context.Entry]) -> String { of(.context(Context(entries))) }

  /// A value, dates and durations as plain text.
  static func of(_ value: Value) -> String { ValueJSON.encode(value) }
}
