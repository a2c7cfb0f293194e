// Commands that belong to the contract of the command line and are not carried out yet: said so, never ignored.

import KoshaSource

/// Commands to come.
enum NotYet {
  private static let commands: [String: Set<String>] = [
    "flow": [
      "new", "fmt", "schema", "versions", "diff", "access", "draft", "approve", "publish", "withdraw", "stop",
      "migrate", "replay",
    ],
    "rule": ["check", "review", "explain", "basis", "sign"],
    "case": [
      "effects", "export", "hold",
      "disclose", "break-glass",
    ],
    "audit": ["checkpoint", "prove", "export", "backup", "restore"],
    "retention": [], "key": [], "report": [], "lsp": [], "daemon": [], "serve": [],
    "explain": [],
  ]

  /// The refusal of a command to come; nil for all others.
  static func refusal(of arguments: [String]) -> CommandFailure? {
    let words = arguments.prefix { !$0.hasPrefix("-") }
    guard let first = words.first, let subcommands = commands[first] else { return nil }
    if subcommands.isEmpty { return refusal(first) }
    guard let second = words.dropFirst().first, subcommands.contains(second) else { return nil }
    return refusal("\(first) \(second)")
  }

  /// The refusal of something named in words, for example `check --format sarif`.
  static func refusal(_ what: String) -> CommandFailure {
    CommandFailure(
      .usage, code: "not_yet",
      Words(ja: "`\(what)` はまだ使えません", en: "`\(what)` is not available yet"))
  }
}
