// The contract of a store kept by SQLite: one connection, transactions that begin with the write lock, whole retries.

import CKoshaSQLite
import GRDB
import Glibc
public import KoshaFlow

/// A store in an SQLite file; many processes may use it at once.
public final class SQLiteCaseStore: CaseStore {
  let connection: Connection
  /// The address it was opened at.
  public let address: StoreAddress

  /// How often a transaction is tried where others keep the store busy, each time as long as the busy timeout.
  static let attempts = 3

  /// Opens the store, and makes it where there is none; its folder must exist.
  public init(_ address: StoreAddress) throws(StoreError) {
    self.address = address
    connection = try Connection(address)
  }

  /// Reads in one transaction.
  public func read<Answer>(
    _ body: (any StoreSnapshot) throws(StoreError) -> Answer
  ) throws(StoreError) -> Answer {
    try onConnection { (handle) throws(StoreError) -> Answer in
      try self.transaction(on: handle, begin: "BEGIN", body: body)
    }
  }

  /// Reads and commits in one transaction that holds the write lock from its beginning.
  public func write<Answer>(
    _ body: (any StoreTransaction) throws(StoreError) -> Answer
  ) throws(StoreError) -> Answer {
    try onConnection { (handle) throws(StoreError) -> Answer in
      var attempt = 1
      while true {
        do throws(StoreError) {
          return try self.connection.locked { () throws(StoreError) -> Answer in
            let answer = try self.transaction(on: handle, begin: "BEGIN IMMEDIATE", body: body)
            try self.checkpoint(handle)
            return answer
          }
        } catch  where error.isBusy && attempt < Self.attempts {
          attempt += 1
        }
      }
    }
  }

  private func transaction<Answer>(
    on handle: OpaquePointer, begin: String, body: (SQLiteTransaction) throws(StoreError) -> Answer
  ) throws(StoreError) -> Answer {
    try connection.statement(begin, on: handle).run()
    do throws(StoreError) {
      let answer = try body(SQLiteTransaction(connection: connection, handle: handle))
      try connection.statement("COMMIT", on: handle).run()
      return answer
    } catch {
      // Some errors have rolled the transaction back already.
      if sqlite3_get_autocommit(handle) == 0 { try connection.statement("ROLLBACK", on: handle).run() }
      throw error
    }
  }

  /// Carries a locked write-ahead log over into the database once it is long, while the lock keeps all others out.
  private func checkpoint(_ handle: OpaquePointer) throws(StoreError) {
    guard connection.journal == .walLocked else { return }
    var status = stat()
    guard stat(address.path + "-wal", &status) == 0, status.st_size >= Connection.checkpointBytes else { return }
    let result = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    // A reader may hold it up; the next commit tries again.
    if result != SQLITE_OK, result & 0xFF != SQLITE_BUSY { throw .sqlite(handle, path: address.path) }
  }

  private func onConnection<Answer>(
    _ body: (OpaquePointer) throws(StoreError) -> Answer
  ) throws(StoreError) -> Answer {
    let result: Result<Answer, StoreError> = connection.queue.writeWithoutTransaction { db in
      guard let handle = db.sqliteConnection else { return .failure(.failed(reason: "the connection is closed")) }
      do throws(StoreError) {
        return .success(try body(handle))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
