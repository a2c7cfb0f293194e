// One connection to one database file: how it is opened, what is asserted about it, and its prepared statements.

import CKoshaPOSIX
import CKoshaSQLite
import GRDB
import Glibc
import KoshaFlow

/// An open database.
///
/// `@unchecked`: GRDB's queue serialises every use of the statements.
final class Connection: @unchecked Sendable {
  let address: StoreAddress
  let journal: StoreAddress.Journal
  let queue: DatabaseQueue
  /// The descriptor whose lock orders commits of a locked write-ahead log.
  private let lock: Int32?
  private var statements: [String: RawStatement] = [:]

  /// How long to wait for others, in seconds.
  static let busyTimeout = 5.0
  /// Bytes of a locked write-ahead log after which it is carried over into the database.
  static let checkpointBytes = 4 << 20

  init(_ address: StoreAddress) throws(StoreError) {
    let journal = address.journal ?? (Self.libraryResetsLogSafely ? .wal : .persist)
    if journal == .wal, !Self.libraryResetsLogSafely {
      throw .setting(name: "journal", wanted: "wal", found: Self.libraryVersion)
    }
    try Self.checkPlace(address)
    let lock = journal == .walLocked ? try Self.openLock(address) : nil
    queue = try Self.locked(lock) { () throws(StoreError) in try Self.open(address, journal) }
    self.address = address
    self.journal = journal
    self.lock = lock
  }

  deinit {
    queue.writeWithoutTransaction { _ in
      for statement in statements.values { statement.finalize() }
    }
    if let lock { close(lock) }
  }

  /// A statement, prepared once.
  func statement(_ sql: String, on connection: OpaquePointer) throws(StoreError) -> RawStatement {
    if let statement = statements[sql] { return statement }
    let statement = try RawStatement(sql, on: connection, path: address.path)
    statements[sql] = statement
    return statement
  }

  // MARK: - Opening

  /// SQLite's version.
  static var libraryVersion: String { String(cString: sqlite3_libversion()) }

  /// Whether the library carries the fix of the write-ahead log's reset: 3.51.3, and backports to 3.50 and 3.44.
  static var libraryResetsLogSafely: Bool {
    let version = sqlite3_libversion_number()
    return version >= 3_051_003 || (3_050_007..<3_051_000).contains(version)
      || (3_044_006..<3_045_000).contains(version)
  }

  private static func checkPlace(_ address: StoreAddress) throws(StoreError) {
    var status = stat()
    guard stat(address.folder, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .missingFolder(path: address.folder) }
      throw .unreachable(path: address.path, reason: String(cString: strerror(errno)))
    }
    if stat(address.path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw .unreachable(path: address.path, reason: "not a regular file")
      }
      guard access(address.path, R_OK) == 0 else {
        throw .unreachable(path: address.path, reason: String(cString: strerror(errno)))
      }
      guard access(address.path, W_OK) == 0 else { throw .readOnly(path: address.path) }
    }
    // SQLite makes its journal beside the file.
    guard access(address.folder, W_OK | X_OK) == 0 else { throw .readOnly(path: address.folder) }
  }

  private static func openLock(_ address: StoreAddress) throws(StoreError) -> Int32 {
    let descriptor = Glibc.open(address.lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unreachable(path: address.lockFile, reason: String(cString: strerror(errno)))
    }
    return descriptor
  }

  /// Runs while no other process commits or checkpoints; at once where no lock is used.
  static func locked<Answer>(
    _ lock: Int32?, _ body: () throws(StoreError) -> Answer
  ) throws(StoreError) -> Answer {
    guard let lock else { return try body() }
    let code = kosha_lock_exclusive(lock)
    guard code == 0 else { throw .failed(reason: String(cString: strerror(code))) }
    defer { _ = kosha_unlock(lock) }
    return try body()
  }

  /// Runs while no other process commits or checkpoints.
  func locked<Answer>(_ body: () throws(StoreError) -> Answer) throws(StoreError) -> Answer {
    try Self.locked(lock, body)
  }

  private static func open(
    _ address: StoreAddress, _ journal: StoreAddress.Journal
  ) throws(StoreError) -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.label = "kosha"
    configuration.prepareDatabase { db in try prepare(db, journal) }
    do {
      let queue = try DatabaseQueue(path: address.path, configuration: configuration)
      // One transaction for all that is asked: each would take and give back the file's lock.
      let version = try queue.writeWithoutTransaction { db in
        var version = 0
        try db.inTransaction(.deferred) {
          version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
          if version == Schema.version { try check(db, journal, address) }
          return .commit
        }
        return version
      }
      guard version <= Schema.version else { throw StoreError.newerStore(path: address.path) }
      if version < Schema.version {
        try migrate(queue, address, from: version)
        try queue.writeWithoutTransaction { db in try check(db, journal, address) }
      }
      return queue
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw .sqlite(
        code: error.extendedResultCode.rawValue, message: error.message ?? "\(error.resultCode)", path: address.path)
    } catch {
      throw .failed(reason: "\(error)")
    }
  }

  private static func migrate(_ queue: DatabaseQueue, _ address: StoreAddress, from version: Int) throws {
    let isForeign = try queue.writeWithoutTransaction { db in
      try version == 0 && Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0 > 0
        && Int.fetchOne(db, sql: "PRAGMA application_id") != Int(Schema.applicationID)
        && !db.tableExists("grdb_migrations")
    }
    if isForeign { throw StoreError.notAStore(path: address.path) }
    do {
      try Schema.migrate(queue)
    } catch {
      // Another process may have made the same tables at the same moment.
      let found = try queue.writeWithoutTransaction { db in try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 }
      if found < Schema.version { throw error }
    }
  }

  /// The settings of every connection, before anything is read.
  private static func prepare(_ db: Database, _ journal: StoreAddress.Journal) throws {
    guard let connection = db.sqliteConnection else { throw StoreError.failed(reason: "no connection") }
    for code in [
      kosha_sqlite_enable_defensive(connection), kosha_sqlite_forbid_double_quoted_strings(connection),
    ] where code != SQLITE_OK {
      throw StoreError.failed(reason: String(cString: sqlite3_errstr(code)))
    }
    let mode = journal == .persist ? "PERSIST" : "WAL"
    try db.execute(
      sql: """
        PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;
        PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA journal_mode = \(mode); PRAGMA synchronous = FULL;
        """)
    if journal == .walLocked {
      let code = kosha_sqlite_keep_log_on_close(connection)
      guard code == SQLITE_OK else { throw StoreError.failed(reason: String(cString: sqlite3_errstr(code))) }
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
    }
  }

  /// What the store relies on, read back.
  private static func check(_ db: Database, _ journal: StoreAddress.Journal, _ address: StoreAddress) throws {
    let expected = [
      ("journal_mode", journal == .persist ? "persist" : "wal"), ("synchronous", "2"), ("foreign_keys", "1"),
      ("trusted_schema", "0"), ("cell_size_check", "1"), ("secure_delete", "1"), ("temp_store", "2"),
      ("application_id", String(Schema.applicationID)), ("user_version", String(Schema.version)),
    ]
    for (name, wanted) in expected {
      let found = try String.fetchOne(db, sql: "PRAGMA \(name)") ?? ""
      if found != wanted {
        if name == "application_id" { throw StoreError.notAStore(path: address.path) }
        throw StoreError.setting(name: name, wanted: wanted, found: found)
      }
    }
  }
}
