// Prepared statements on the raw connection: the hot path of every command, without copies that are not needed.

import CKoshaSQLite
import KoshaFlow

/// A prepared statement.
///
/// INVARIANT: used on the connection's queue alone, and finalised before the connection is closed.
final class RawStatement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer
  private let path: String

  init(_ sql: String, on connection: OpaquePointer, path: String) throws(StoreError) {
    var handle: OpaquePointer?
    // Kept for the life of the connection, which SQLITE_PREPARE_PERSISTENT tells its allocator.
    let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else { throw .sqlite(connection, path: path) }
    self.handle = handle
    self.connection = connection
    self.path = path
  }

  func finalize() { sqlite3_finalize(handle) }

  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// Steps; true where there is a row.
  func step() throws(StoreError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let error = StoreError.sqlite(connection, path: path)
      reset()
      throw error
    }
  }

  /// Runs a statement that answers nothing.
  func run() throws(StoreError) {
    while try step() {}
    reset()
  }

  // MARK: - Binding, from 1

  func bind(_ index: Int32, _ value: Int) throws(StoreError) {
    try check(sqlite3_bind_int64(handle, index, Int64(value)))
  }

  func bind(_ index: Int32, _ value: Int?) throws(StoreError) {
    if let value { try bind(index, value) } else { try check(sqlite3_bind_null(handle, index)) }
  }

  func bind(_ index: Int32, _ text: String?) throws(StoreError) {
    guard var text else { return try check(sqlite3_bind_null(handle, index)) }
    try check(
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          kosha_sqlite_bind_text(handle, index, characters.baseAddress, Int32(characters.count))
        }
      })
  }

  func bind(text bytes: [UInt8], _ index: Int32) throws(StoreError) {
    try check(
      bytes.withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          kosha_sqlite_bind_text(handle, index, characters.baseAddress, Int32(characters.count))
        }
      })
  }

  func bind(blob bytes: [UInt8]?, _ index: Int32) throws(StoreError) {
    guard let bytes else { return try check(sqlite3_bind_null(handle, index)) }
    guard !bytes.isEmpty else { return try check(sqlite3_bind_zeroblob(handle, index, 0)) }
    try check(
      bytes.withUnsafeBytes { kosha_sqlite_bind_blob(handle, index, $0.baseAddress, Int32($0.count)) })
  }

  private func check(_ code: Int32) throws(StoreError) {
    if code != SQLITE_OK { throw .sqlite(connection, path: path) }
  }

  // MARK: - Columns, from 0

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  func optionalInteger(_ column: Int32) -> Int? { isNull(column) ? nil : integer(column) }

  func text(_ column: Int32) -> String { String(decoding: raw(column), as: UTF8.self) }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func bytes(_ column: Int32) -> [UInt8] { Array(raw(column)) }

  /// The column's bytes in SQLite's memory, whatever they are; valid until the next step.
  func raw(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
  }
}

extension StoreError {
  /// What SQLite last reported on a connection.
  static func sqlite(_ connection: OpaquePointer?, path: String) -> StoreError {
    sqlite(
      code: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)), path: path)
  }

  /// What a result code of SQLite means here.
  static func sqlite(code: Int32, message: String, path: String) -> StoreError {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_READONLY, SQLITE_PERM: .readOnly(path: path)
    case SQLITE_FULL: .full(path: path)
    case SQLITE_NOTADB: .notAStore(path: path)
    case SQLITE_CANTOPEN: .unreachable(path: path, reason: message)
    case SQLITE_CORRUPT: .corrupt(what: "database", id: path)
    default: .failed(reason: message)
    }
  }
}
