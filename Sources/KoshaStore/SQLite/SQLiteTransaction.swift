// Reading rows: the statements of a snapshot.

import KoshaFlow
import KoshaRules

/// A transaction on the connection.
struct SQLiteTransaction: StoreSnapshot {
  let connection: Connection
  let handle: OpaquePointer

  func statement(_ sql: String) throws(StoreError) -> RawStatement {
    try connection.statement(sql, on: handle)
  }

  /// Every row that a statement gives.
  func rows<Row>(
    _ statement: RawStatement, _ read: (RawStatement) throws(StoreError) -> Row
  ) throws(StoreError) -> [Row] {
    defer { statement.reset() }
    var rows: [Row] = []
    while try statement.step() { rows.append(try read(statement)) }
    return rows
  }

  /// The row that a statement gives, if any.
  func row<Row>(
    _ statement: RawStatement, _ read: (RawStatement) throws(StoreError) -> Row
  ) throws(StoreError) -> Row? {
    defer { statement.reset() }
    return try statement.step() ? try read(statement) : nil
  }

  func head() throws(StoreError) -> JournalHead {
    let found = try row(statement("SELECT size, frontier, time FROM journal_head WHERE id = 1")) {
      (row) throws(StoreError) -> JournalHead in
      let bytes = row.bytes(1)
      let frontier = stride(from: 0, to: bytes.count, by: 32).map { Array(bytes[$0..<min($0 + 32, bytes.count)]) }
      guard let tree = MerkleTree(size: row.integer(0), frontier: frontier) else {
        throw .corrupt(what: "journal head", id: "1")
      }
      return JournalHead(tree: tree, time: row.optionalInteger(2).map(Self.instant))
    }
    return found ?? .empty
  }

  // MARK: - Cases

  private static let headingColumns = """
    id, number, handle, workflow, version, definition, revision, status, outcome, state, opened_at, opened_by, \
    updated_at, updated_by, head_entry
    """

  func storedCase(id: String) throws(StoreError) -> StoredCase? {
    let statement = try statement("SELECT \(Self.headingColumns), is_sealed, record FROM cases WHERE id = ?")
    try statement.bind(1, id)
    return try row(statement, Self.storedCase)
  }

  func storedCase(number: String) throws(StoreError) -> StoredCase? {
    let statement = try statement("SELECT \(Self.headingColumns), is_sealed, record FROM cases WHERE number = ?")
    try statement.bind(1, number)
    return try row(statement, Self.storedCase)
  }

  private static func storedCase(_ row: RawStatement) throws(StoreError) -> StoredCase {
    StoredCase(heading: try heading(row), record: StoredText(bytes: row.bytes(16), isSealed: row.integer(15) == 1))
  }

  private static func heading(_ row: RawStatement) throws(StoreError) -> CaseHeading {
    guard let status = CaseStatus(rawValue: row.text(7)), let state = StoredNames.read(row.bytes(9)) else {
      throw .corrupt(what: "case", id: row.text(0))
    }
    return CaseHeading(
      id: row.text(0), number: row.text(1), handle: row.text(2), workflow: row.text(3), version: row.integer(4),
      definition: row.text(5), revision: row.integer(6), status: status, outcome: row.optionalText(8), state: state,
      openedAt: instant(row.integer(10)), openedBy: row.text(11), updatedAt: instant(row.integer(12)),
      updatedBy: row.text(13), headEntry: row.integer(14))
  }

  func visitHeadings(_ query: CaseQuery, _ visit: (CaseHeading) -> Bool) throws(StoreError) {
    var conditions: [String] = []
    if query.workflow != nil { conditions.append("workflow = ?1") }
    if query.status != nil { conditions.append("status = ?2") }
    if query.state != nil { conditions.append("instr(state, ?3) > 0") }
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    let statement = try statement("SELECT \(Self.headingColumns) FROM cases\(filter) ORDER BY serial DESC")
    if let workflow = query.workflow { try statement.bind(1, workflow) }
    if let status = query.status { try statement.bind(2, status.rawValue) }
    if let state = query.state { try statement.bind(3, StoredNames.member(state)) }
    defer { statement.reset() }
    while try statement.step() {
      if !visit(try Self.heading(statement)) { return }
    }
  }

  func tasks() throws(StoreError) -> [StoredTask] {
    let statement = try statement(
      """
      SELECT case_id, task_id, state, roles, people, opened_at, due, claimed_by FROM tasks
      ORDER BY opened_at, case_id, task_id
      """)
    return try rows(statement) { (row) throws(StoreError) -> StoredTask in
      guard let roles = StoredNames.read(row.bytes(3)), let people = StoredNames.read(row.bytes(4)) else {
        throw .corrupt(what: "task", id: row.text(1))
      }
      return StoredTask(
        caseID: row.text(0),
        task: TaskRecord(
          id: row.text(1), state: row.text(2), roles: roles, people: people, openedAt: Self.instant(row.integer(5)),
          due: row.optionalInteger(6).map(Self.instant), claimedBy: row.optionalText(7)))
    }
  }

  // MARK: - Journal

  private static let entryColumns = "seq, header, salt, body, sealed"

  func entry(_ sequence: Int) throws(StoreError) -> StoredEntry? {
    let statement = try statement("SELECT \(Self.entryColumns) FROM journal WHERE seq = ?")
    try statement.bind(1, sequence)
    return try row(statement) { (row) throws(StoreError) in Self.entryBytes(row).entry }
  }

  func visitEntries(from sequence: Int, limit: Int, _ visit: (EntryBytes) -> Void) throws(StoreError) -> Int {
    let statement = try statement("SELECT \(Self.entryColumns) FROM journal WHERE seq >= ? ORDER BY seq LIMIT ?")
    try statement.bind(1, sequence)
    try statement.bind(2, limit)
    defer { statement.reset() }
    var count = 0
    while try statement.step() {
      visit(Self.entryBytes(statement))
      count += 1
    }
    return count
  }

  private static func entryBytes(_ row: RawStatement) -> EntryBytes {
    EntryBytes(
      sequence: row.integer(0), header: row.raw(1), salt: row.raw(2), body: row.raw(3),
      sealed: row.isNull(4) ? nil : row.raw(4))
  }

  // MARK: - Others

  func receipt(_ requestID: String) throws(StoreError) -> StoredReceipt? {
    let statement = try statement(
      "SELECT request_id, fingerprint, case_id, is_sealed, answer FROM receipts WHERE request_id = ?")
    try statement.bind(1, requestID)
    return try row(statement) { (row) throws(StoreError) in
      StoredReceipt(
        requestID: row.text(0), fingerprint: row.text(1), caseID: row.text(2),
        answer: StoredText(bytes: row.bytes(4), isSealed: row.integer(3) == 1))
    }
  }

  func effects(caseID: String?) throws(StoreError) -> [StoredEffect] {
    let filter = caseID == nil ? "" : " WHERE case_id = ?"
    let statement = try statement(
      "SELECT case_id, revision, number, created_at, is_sealed, effect FROM effects\(filter) ORDER BY serial")
    if let caseID { try statement.bind(1, caseID) }
    return try rows(statement) { (row) throws(StoreError) in
      StoredEffect(
        caseID: row.text(0), revision: row.integer(1), number: row.integer(2),
        createdAt: Self.instant(row.integer(3)),
        effect: StoredText(bytes: row.bytes(5), isSealed: row.integer(4) == 1))
    }
  }

  func definition(digest: String) throws(StoreError) -> StoredDefinition? {
    let statement = try statement("SELECT digest, workflow, version, files FROM definitions WHERE digest = ?")
    try statement.bind(1, digest)
    return try row(statement) { (row) throws(StoreError) in
      StoredDefinition(digest: row.text(0), workflow: row.text(1), version: row.integer(2), files: row.bytes(3))
    }
  }

  func versionCount(of workflow: String) throws(StoreError) -> Int {
    let statement = try statement("SELECT count(*) FROM definitions WHERE workflow = ?")
    try statement.bind(1, workflow)
    return try row(statement) { (row) throws(StoreError) in row.integer(0) } ?? 0
  }

  func counter(_ key: String) throws(StoreError) -> Int {
    let statement = try statement("SELECT value FROM counters WHERE key = ?")
    try statement.bind(1, key)
    return try row(statement) { (row) throws(StoreError) in row.integer(0) } ?? 0
  }

  func attachment(caseID: String, sha256: String) throws(StoreError) -> StoredAttachment? {
    let statement = try statement(
      "SELECT is_sealed, content FROM attachments WHERE case_id = ? AND sha256 = ?")
    try statement.bind(1, caseID)
    try statement.bind(2, sha256)
    return try row(statement) { (row) throws(StoreError) in
      StoredAttachment(
        caseID: caseID, sha256: sha256,
        content: StoredText(bytes: row.bytes(1), isSealed: row.integer(0) == 1))
    }
  }

  static func instant(_ milliseconds: Int) -> Instant { Instant(milliseconds: Int64(milliseconds)) }
}
