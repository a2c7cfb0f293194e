// What the argument parser says, in the chosen language: help on standard output, usage errors on standard error.

import ArgumentParser
import KoshaRules
import KoshaSource

/// Prints what the argument parser throws.
enum ParserOutput {
  /// Prints help or a usage error; the status to exit with.
  static func print(_ error: any Error, arguments: [String]) -> ExitStatus {
    if KoshaFlowCommand.exitCode(for: error) == .success {
      Console.line(KoshaFlowCommand.fullMessage(for: error))
      return .done
    }
    let isUsage = KoshaFlowCommand.exitCode(for: error) == .validationFailure
    let status: ExitStatus = isUsage ? .usage : .fault
    let message = KoshaFlowCommand.message(for: error)
    let words = isUsage ? Words(ja: japanese(message), en: message) : Words(message)
    let usage = KoshaFlowCommand.fullMessage(for: error).split(separator: "\n").filter {
      $0.hasPrefix("Usage:") || $0.hasPrefix("  See ")
    }.joined(separator: "\n")
    FailureOutput.print(
      CommandFailure(
        status, code: isUsage ? "usage" : "fault", words,
        lines: isUsage && !usage.isEmpty ? [Words(usage)] : []),
      arguments: arguments)
    return status
  }

  /// The parser's sentence in Japanese; the parser itself speaks English only.
  static func japanese(_ message: String) -> String {
    for (pattern, form) in forms {
      if let values = match(message, pattern) { return fill(form, values) }
    }
    return "引数が正しくありません: \(message)"
  }

  /// Sentences of the parser, `*` standing for what varies, and their Japanese forms with `1`, `2` in braces.
  private static let forms: [(pattern: String, form: String)] = [
    ("Unknown option '*'. Did you mean '*'?", "オプション `{1}` はありません。`{2}` のことですか"),
    ("Unknown option '*'", "オプション `{1}` はありません"),
    ("Missing expected argument '*'", "引数 `{1}` が足りません"),
    ("Missing value for '*'", "`{1}` に値がありません"),
    ("Unexpected argument '*'", "余分な引数があります: `{1}`"),
    ("* unexpected arguments: *", "余分な引数があります: {2}"),
    ("The value '*' is invalid for '*'. Please provide one of *.", "`{2}` に `{1}` は使えません。使えるのは {3}"),
    ("The value '*' is invalid for '*'", "`{2}` に `{1}` は使えません"),
    ("Missing one of: *", "次のどれかが要ります: {1}"),
  ]

  /// What each `*` of a pattern stands for in a text; nil where the text is of another form.
  private static func match(_ text: String, _ pattern: String) -> [String]? {
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
    var rest = text[...]
    guard let first = pieces.first, rest.hasPrefix(first) else { return nil }
    rest = rest.dropFirst(first.count)
    var values: [String] = []
    for piece in pieces.dropFirst() {
      if piece.isEmpty {
        values.append(String(rest))
        rest = ""
        continue
      }
      guard let range = rest.firstRange(of: piece) else { return nil }
      values.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return rest.isEmpty || rest == "." ? values : nil
  }

  private static func fill(_ form: String, _ values: [String]) -> String {
    var text = form
    for (index, value) in values.enumerated() {
      let list = value.replacing("', '", with: "、").replacing("' and '", with: "、").replacing("', and '", with: "、")
      text = text.replacing("{\(index + 1)}", with: list.replacing("'", with: ""))
    }
    return text
  }
}
