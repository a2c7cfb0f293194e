// The parts of a story that `demo` tells.

import KoshaSource

/// One part of the story.
enum DemoStep {
  /// A heading.
  case chapter(Words)
  /// A sentence.
  case say(Words)
  /// The clock is set to an RFC 3339 time; nothing happens by that alone.
  case clock(String)
  /// A command, run by a desk's own account: words apart by spaces, then `--set` values, then further arguments.
  ///
  /// `@WORKFLOW` stands for the number of the case of that workflow that was opened last, `@ROOT` for the root that
  /// was noted.
  case run(by: String, String, set: [String], more: [String])
  /// Notes the journal's root, as an office would on paper.
  case noteRoot

  static func run(_ desk: String, _ command: String, _ set: String..., more: [String] = []) -> DemoStep {
    .run(by: desk, command, set: set, more: more)
  }

  static func say(_ ja: String, _ en: String) -> DemoStep { .say(Words(ja: ja, en: en)) }

  static func chapter(_ ja: String, _ en: String) -> DemoStep { .chapter(Words(ja: ja, en: en)) }
}
