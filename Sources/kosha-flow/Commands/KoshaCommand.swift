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
    } catch let error as StoreError {
      throw CommandFailure(store: error)
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

  /// A store that could not be used.
  init(store error: StoreError) {
    self.init(
      error.isBusy ? .tryAgain : .storeUnreachable, code: error.isBusy ? "busy" : "store", error.message,
      help: error.help)
  }

  /// A case that does not exist, or not for this reader: the same words for both.
  init(noSuchCase reference: CaseReference) {
    self.init(
      .notFound, code: "not_found",
      Words(ja: "案件 `\(reference)` はありません", en: "there is no case `\(reference)`"),
      help: Words(ja: "`kosha-flow case list` で案件を見られます", en: "`kosha-flow case list` shows the cases"))
  }
}
