// What every command is: shared options, and a run with a session; failures of the system become plain sentences.

import ArgumentParser
import Glibc
import KoshaFlow
import KoshaSource

/// A command.
protocol KoshaCommand: ParsableCommand {
  var shared: SharedOptions { get }

  /// Does what was asked; prints the answer.
  func run(_ session: Session) throws
}

extension KoshaCommand {
  mutating func run() throws {
    do {
      try run(Session(shared.values))
    } catch let failure as Files.Failure {
      throw CommandFailure(reading: failure)
    }
  }
}

extension CommandFailure {
  /// A file that could not be had.
  init(reading failure: Files.Failure) {
    self.init(
      failure.isMissing ? .notFound : .badData, code: failure.isMissing ? "not_found" : "file",
      failure.isMissing
        ? Words(ja: "ファイル `\(failure.path)` がありません", en: "there is no file `\(failure.path)`")
        : Words(
          ja: "ファイル `\(failure.path)` を読み書きできません（\(failure.reason)）",
          en: "the file `\(failure.path)` cannot be read or written (\(failure.reason))"))
  }
}
