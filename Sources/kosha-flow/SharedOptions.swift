// The options that may stand before or after every command.

import ArgumentParser
import KoshaSource

/// Options of every command.
struct SharedOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The workspace's folder.", valueName: "dir"))
  var workspace: String?

  @Option(help: ArgumentHelp("Where cases are kept, for example sqlite:.kosha/kosha.db.", valueName: "url"))
  var store: String?

  @Option(name: .customLong("as"), help: ArgumentHelp("Act as this person (role `operator`).", valueName: "person"))
  var actingAs: String?

  @Option(help: ArgumentHelp("Language of messages: ja or en.", valueName: "ja|en"))
  var lang: LanguageChoice?

  @Flag(help: "Print JSON.")
  var json = false

  /// The options as plain values.
  var values: SessionOptions {
    SessionOptions(workspace: workspace, store: store, actingAs: actingAs, lang: lang, json: json)
  }

  /// The options with a value and those without, as they are moved behind the command.
  static let namesWithValue: Set<String> = ["--workspace", "--store", "--as", "--lang"]
  static let flags: Set<String> = ["--json"]
}

/// What the shared options say.
struct SessionOptions {
  var workspace: String?
  var store: String?
  var actingAs: String?
  var lang: LanguageChoice?
  var json = false
}

/// How many of a list are wanted: a whole number that is not negative.
struct Limit: ExpressibleByArgument {
  let count: Int

  init?(argument: String) {
    guard let count = Int(argument), count >= 0 else { return nil }
    self.count = count
  }
}

/// A language as the command line names it.
enum LanguageChoice: String, ExpressibleByArgument, CaseIterable {
  case ja, en

  var language: Language { self == .ja ? .ja : .en }

  /// The language that arguments and environment ask for; nil where neither does.
  static func preferred(_ option: LanguageChoice?) -> Language? {
    if let option { return option.language }
    if let choice = Variables["KOSHA_LANG"].flatMap(named) { return choice }
    for name in ["LC_ALL", "LANG"] {
      if let value = Variables[name] { return named(value) }
    }
    return nil
  }

  private static func named(_ text: String) -> Language? {
    if text.hasPrefix("ja") { return .ja }
    if text.hasPrefix("en") { return .en }
    return nil
  }
}
