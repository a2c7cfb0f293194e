// The source tree as the tests of the house read it.

import Foundation

/// Files of this repository.
enum Repository {
  /// The folder that holds `Package.swift`.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A source file with its text.
  struct File {
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  /// The Swift files below a folder, by path.
  static func swiftFiles(in folder: String) throws -> [File] {
    let base = root.appending(path: folder)
    guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
    var files: [File] = []
    for case let name as String in walker where name.hasSuffix(".swift") {
      files.append(
        File(path: "\(folder)/\(name)", text: try String(contentsOf: base.appending(path: name), encoding: .utf8)))
    }
    return files.sorted { $0.path < $1.path }
  }
}
