// What `doctor` tells of a store: versions, settings, permissions, and whether its file is whole.

import CKoshaSQLite
import GRDB
import Glibc
public import KoshaFlow

/// Facts of an open store.
public struct StoreFacts: Sendable, Hashable {
  /// SQLite's version.
  public var sqliteVersion: String
  /// Whether that version carries the fix of the write-ahead log's reset.
  public var resetsLogSafely: Bool
  /// The file.
  public var path: String
  /// How the file is journalled.
  public var journal: StoreAddress.Journal
  /// SQLite's `synchronous`: `full`.
  public var synchronous: String
  /// The file's permissions, as `chmod` takes them.
  public var permissions: String
  /// The file's size in bytes.
  public var bytes: Int
  /// The folder of the keys.
  public var keyFolder: String
  /// The folder's permissions, nil where no case needed a key yet.
  public var keyPermissions: String?
  /// `ok`, or what SQLite's quick check found.
  public var integrity: String
}

extension SQLiteCaseStore {
  /// Looks at the store; reads the whole file.
  public func facts() throws(StoreError) -> StoreFacts {
    let found: Result<(String, String), StoreError> = connection.queue.writeWithoutTransaction { db in
      do {
        let integrity = try String.fetchAll(db, sql: "PRAGMA quick_check").joined(separator: "; ")
        let level = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? 0
        let levels = ["off", "normal", "full", "extra"]
        return .success((integrity, levels.indices.contains(level) ? levels[level] : String(level)))
      } catch let error as DatabaseError {
        return .failure(
          .sqlite(code: error.extendedResultCode.rawValue, message: error.message ?? "", path: address.path))
      } catch {
        return .failure(.failed(reason: "\(error)"))
      }
    }
    let (integrity, synchronous) = try found.get()
    let file = Self.status(address.path)
    return StoreFacts(
      sqliteVersion: Connection.libraryVersion, resetsLogSafely: Connection.libraryResetsLogSafely,
      path: address.path, journal: connection.journal, synchronous: synchronous,
      permissions: file?.permissions ?? "", bytes: file?.bytes ?? 0, keyFolder: address.keyFolder,
      keyPermissions: Self.status(address.keyFolder)?.permissions, integrity: integrity)
  }

  private static func status(_ path: String) -> (permissions: String, bytes: Int)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let octal = String(status.st_mode & 0o777, radix: 8)
    return (String(repeating: "0", count: 4 - octal.utf8.count) + octal, Int(status.st_size))
  }
}
