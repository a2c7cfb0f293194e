// What ends a command with another status than 0: one shape for words and JSON.

import KoshaRules
import KoshaSource

/// A command that did not do what was asked.
struct CommandFailure: Error {
  /// The exit status.
  var status: ExitStatus
  /// A stable word for programs, for example `not_found`.
  var code: String
  /// The sentence.
  var message: Words
  /// The mend.
  var help: Words?
  /// Further fields of the JSON form, in order.
  var details: [Context.Entry]
  /// Further lines for people, for example what can be done instead.
  var lines: [Words]

  init(
    _ status: ExitStatus, code: String, _ message: Words, help: Words? = nil, details: [Context.Entry] = [],
    lines: [Words] = []
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.help = help
    self.details = details
    self.lines = lines
  }
}

extension CommandFailure {
  /// Output that could not be written, though what was asked is done.
  init(lostOutput reason: String) {
    self.init(
      .fault, code: "output",
      Words(
        ja: "処理は済みましたが、標準出力に書けませんでした（\(reason)）",
        en: "what was asked is done, but standard output could not be written (\(reason))"))
  }
}

/// A command whose output is already written, and which ends with another status than 0.
struct EndedWith: Error {
  var status: ExitStatus
}
