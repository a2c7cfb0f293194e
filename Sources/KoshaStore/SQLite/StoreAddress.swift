// The address of a store, as `--store` and `kosha.yaml` name it.

public import KoshaFlow

/// Where a store lies and how its file is journalled.
public struct StoreAddress: Sendable, Hashable {
  /// How SQLite makes a transaction atomic.
  public enum Journal: String, Sendable, Hashable {
    /// A rollback journal that is kept: what every SQLite does rightly.
    case persist
    /// A write-ahead log, where the library carries the fix of its reset.
    case wal
    /// A write-ahead log with a lock between processes over commits and checkpoints, for a library without the fix.
    case walLocked = "wal-locked"
  }

  /// The database file.
  public var path: String
  /// The way asked for; nil for the best that the library does safely.
  public var journal: Journal?

  /// An address.
  public init(path: String, journal: Journal? = nil) {
    self.path = path
    self.journal = journal
  }

  /// `sqlite:PATH`, with `?journal=persist|wal-locked` behind it where wanted.
  public init(_ text: String) throws(StoreError) {
    let scheme = "sqlite:"
    guard text.hasPrefix(scheme) else { throw .unknownAddress(text) }
    let rest = text.dropFirst(scheme.count)
    let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(parts[0])
    guard !path.isEmpty else { throw .unknownAddress(text) }
    var journal: Journal?
    if parts.count == 2 {
      let option = "journal="
      guard parts[1].hasPrefix(option), let named = Journal(rawValue: String(parts[1].dropFirst(option.count))) else {
        throw .unknownAddress(text)
      }
      journal = named
    }
    self.init(path: path, journal: journal)
  }

  /// The folder of the file.
  public var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The folder of the keys beside the file: `kosha.keys` beside `kosha.db`.
  public var keyFolder: String {
    (path.hasSuffix(".db") ? String(path.dropLast(3)) : path) + ".keys"
  }

  /// The file whose lock orders commits and checkpoints of a locked write-ahead log.
  var lockFile: String { path + ".lock" }
}
