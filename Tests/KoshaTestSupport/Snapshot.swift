// A text in; what differs from the file recorded beside the suite out.

import Foundation

/// Texts recorded as plain files under a suite's `Snapshots/`.
public enum Snapshot {
  /// Nil where `text` is what is recorded as `name`; else what differs.
  ///
  /// With `RECORD_SNAPSHOTS=1` in the environment the text is recorded anew, and the comparison fails all the same, so
  /// that a recording run never passes for a test run.
  public static func difference(of text: String, from name: String, suite: String = #filePath) -> String? {
    let file = URL(fileURLWithPath: suite).deletingLastPathComponent().appendingPathComponent("Snapshots")
      .appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      do {
        try Data(text.utf8).write(to: file)
        return "recorded \(name); run again without RECORD_SNAPSHOTS"
      } catch {
        return "cannot record \(name): \(error)"
      }
    }
    guard let recorded = try? String(decoding: Data(contentsOf: file), as: UTF8.self) else {
      return "there is no snapshot \(name); record it with RECORD_SNAPSHOTS=1"
    }
    if recorded == text { return nil }
    let expected = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let actual = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(expected, actual).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let index = line ?? min(expected.count, actual.count)
    return """
      \(name):\(index + 1) differs
      recorded: \(index < expected.count ? String(expected[index]) : "(end)")
      now:      \(index < actual.count ? String(actual[index]) : "(end)")
      """
  }
}
