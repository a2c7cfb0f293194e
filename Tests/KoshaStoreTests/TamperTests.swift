// Whatever is changed among the stored entries is found, in whichever way, and the first place is named.

import Foundation
import GRDB
import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore
import Testing

@Suite("Tampering is found")
struct TamperTests {
  /// A store of 30 entries, some with sealed values, and the office that made them.
  static func sample(_ folder: TemporaryFolder) throws -> Office {
    let office = try Office(try folder.store(.persist))
    for index in 0..<5 {
      let loan = try office.opened(
        "loan", [("amount", .number(Decimal128(500 + index))), ("name", .string("氏名\(index)"))])
      _ = try office.send(loan, "submit")
      office.clock.advance(hours: 1)
      _ = try office.send(loan, "back", as: "chief", comment: "確認")
      let errand = try office.opened("errand")
      _ = try office.send(errand, "step")
      _ = try office.send(errand, "step")
    }
    return office
  }

  struct Row {
    var seq: Int
    var header: [UInt8]
    var salt: [UInt8]
    var body: [UInt8]
    var sealed: [UInt8]?
  }

  /// Entries that can be changed at will, read back through the same verifier.
  struct Rows: StoreSnapshot, CaseStore {
    var rows: [Row]
    var stored: JournalHead

    func read<Answer>(_ body: (any StoreSnapshot) throws(StoreError) -> Answer) throws(StoreError) -> Answer {
      try body(self)
    }
    func write<Answer>(_ body: (any StoreTransaction) throws(StoreError) -> Answer) throws(StoreError) -> Answer {
      throw .readOnly(path: "rows")
    }
    func head() -> JournalHead { stored }
    func visitEntries(from sequence: Int, limit: Int, _ visit: (EntryBytes) -> Void) -> Int {
      let page = rows.filter { $0.seq >= sequence }.sorted { $0.seq < $1.seq }.prefix(limit)
      for row in page {
        StoredEntry(sequence: row.seq, header: row.header, salt: row.salt, body: row.body, sealed: row.sealed)
          .withBytes(visit)
      }
      return page.count
    }
    func storedCase(id: String) -> StoredCase? { nil }
    func storedCase(number: String) -> StoredCase? { nil }
    func visitHeadings(_ query: CaseQuery, _ visit: (CaseHeading) -> Bool) {}
    func tasks() -> [StoredTask] { [] }
    func entry(_ sequence: Int) -> StoredEntry? { nil }
    func receipt(_ requestID: String) -> StoredReceipt? { nil }
    func dueTimers(at now: Instant, limit: Int) -> [StoredTimer] { [] }
    func nextDue() -> Instant? { nil }
    func timerFailures(caseID: String?) -> [StoredTimerFailure] { [] }
    func deadlines() -> [StoredDeadline] { [] }
    func casesReckoned(otherThanBy calendars: String, limit: Int) -> [String] { [] }
    func effects(caseID: String?) -> [StoredEffect] { [] }
    func definition(digest: String) -> StoredDefinition? { nil }
    func versionCount(of workflow: String) -> Int { 0 }
    func counter(_ key: String) -> Int { 0 }
    func attachment(caseID: String, sha256: String) -> StoredAttachment? { nil }
  }

  static func change(_ rows: inout [Row], _ random: SeededBytes) -> String {
    let index = random.below(rows.count)
    let flip = { (bytes: inout [UInt8]) in
      bytes[random.below(bytes.count)] ^= UInt8(1 + random.below(255))
    }
    switch random.below(12) {
    case 0:
      flip(&rows[index].header)
      return "header byte"
    case 1:
      flip(&rows[index].body)
      return "body byte"
    case 2:
      flip(&rows[index].salt)
      return "salt byte"
    case 3:
      let sealed = rows.indices.filter { rows[$0].sealed != nil }
      let chosen = sealed[random.below(sealed.count)]
      if var bytes = rows[chosen].sealed {
        flip(&bytes)
        rows[chosen].sealed = bytes
      }
      return "sealed byte"
    case 4:
      let sealed = rows.indices.filter { rows[$0].sealed != nil }
      rows[sealed[random.below(sealed.count)]].sealed = nil
      return "sealed values removed"
    case 5:
      rows.remove(at: index)
      return "row deleted"
    case 6:
      rows.removeLast(1 + random.below(5))
      return "tail cut off"
    case 7:
      let other = (index + 1 + random.below(rows.count - 1)) % rows.count
      let sequence = rows[index].seq
      rows[index].seq = rows[other].seq
      rows[other].seq = sequence
      return "rows swapped"
    case 8:
      var copy = rows[index]
      copy.seq = rows.count
      rows.append(copy)
      return "row doubled"
    case 9:
      for later in rows.indices where rows[later].seq > index { rows[later].seq += 1 }
      var copy = rows[index]
      copy.seq = index + 1
      rows.append(copy)
      return "row put in"
    case 10:
      let sealed = rows.indices.filter { rows[$0].sealed != nil }
      let first = random.below(sealed.count)
      let second = (first + 1 + random.below(sealed.count - 1)) % sealed.count
      let kept = rows[sealed[first]].sealed
      rows[sealed[first]].sealed = rows[sealed[second]].sealed
      rows[sealed[second]].sealed = kept
      return "sealed values swapped"
    default:
      let other = (index + 1 + random.below(rows.count - 1)) % rows.count
      (rows[index].body, rows[other].body) = (rows[other].body, rows[index].body)
      return "bodies swapped"
    }
  }

  @Test("1,000 random changes, with the keys and without them", arguments: [true, false])
  func randomChanges(withKeys: Bool) throws {
    let folder = try TemporaryFolder()
    let office = try Self.sample(folder)
    let snapshot = try office.store.read { (snapshot) throws(StoreError) -> Rows in
      var rows: [Row] = []
      _ = try snapshot.visitEntries(from: 0, limit: 1_000) { entry in
        rows.append(
          Row(
            seq: entry.sequence, header: Array(entry.header), salt: Array(entry.salt), body: Array(entry.body),
            sealed: entry.sealed.map { Array($0) }))
      }
      return Rows(rows: rows, stored: try snapshot.head())
    }
    #expect(snapshot.rows.count == 30)
    let keys: any CaseKeyStore = withKeys ? office.keys : MemoryKeyStore()
    func verdict(_ rows: Rows) throws -> JournalVerdict {
      let cases = CaseService(
        store: rows, catalogue: office.catalogue, workspace: office.workspace, zones: FixedZones(),
        clock: office.clock, random: office.random, keys: keys)
      return try AuditService(cases).verify()
    }
    let sound = try verdict(snapshot)
    #expect(sound.isSound)
    #expect(sound.opened == (withKeys ? 15 : 0))
    #expect(sound.unopened == (withKeys ? 0 : 15))
    let random = SeededBytes(seed: 2023)
    for number in 0..<1_000 {
      var changed = snapshot
      let what = Self.change(&changed.rows, random)
      #expect(try !verdict(changed).isSound, "\(number): \(what)")
    }
  }

  @Test("A sealed value forged with its checksum is found where the key is at hand")
  func forgedSeal() throws {
    let folder = try TemporaryFolder()
    let office = try Self.sample(folder)
    try folder.alter { db in
      let sealed = try #require(try Data.fetchOne(db, sql: "SELECT sealed FROM journal WHERE seq = 0"))
      var content = Array(sealed.dropFirst(64))
      let digit = content.count - 5
      content[digit] = content[digit] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      let header = try #require(try Data.fetchOne(db, sql: "SELECT CAST(header AS BLOB) FROM journal WHERE seq = 0"))
      let code = Array(sealed[32..<64])
      let forged = Hashing.sha256(Hashing.sha256(Array(header), content), code) + code + content
      try db.execute(sql: "UPDATE journal SET sealed = ? WHERE seq = 0", arguments: [Data(forged)])
    }
    let verdict = try office.verify()
    #expect(verdict.firstBad?.sequence == 0)
    #expect(verdict.firstBad?.why.en == "a sealed value was changed")
  }

  static let changes: [(name: String, sql: String, seq: Int?, why: String)] = [
    ("head", "UPDATE journal_head SET size = 28", nil, "the journal's end is damaged"),
    (
      "last entry deleted", "DELETE FROM journal WHERE seq = 29", 29, "there should be 30 entries but there are 29"
    ),
    (
      "first entry deleted", "DELETE FROM journal WHERE seq = 0", 1,
      "entry number 0 belongs here: one was removed, added or moved"
    ),
    (
      "body", "UPDATE journal SET body = replace(body, 'desk-1', 'desk-2') WHERE seq = 4", 4,
      "the body does not fit the commitment in the header"
    ),
    (
      "head time", "UPDATE journal_head SET time = time + 1", nil,
      "the stored time of the last entry is not that of the last entry"
    ),
  ]

  @Test("Changes in the database are told at their place", arguments: changes.indices)
  func places(index: Int) throws {
    let folder = try TemporaryFolder()
    let office = try Self.sample(folder)
    let change = Self.changes[index]
    try folder.alter { try $0.execute(sql: change.sql) }
    let verdict = try office.verify(replays: false)
    #expect(verdict.firstBad?.sequence == change.seq)
    #expect(verdict.firstBad?.why.en == change.why)
  }

  @Test(
    "A case row that its entries do not give is found by the replay",
    arguments: [
      "UPDATE cases SET state = '[\"done\"]' WHERE number = 'E-2023-01'",
      "UPDATE cases SET updated_by = 'chief' WHERE number = 'E-2023-01'",
      "UPDATE cases SET head_entry = head_entry - 1 WHERE number = 'E-2023-01'",
      "UPDATE cases SET revision = revision + 1 WHERE number = 'E-2023-01'",
      "UPDATE cases SET record = CAST(replace(CAST(record AS TEXT), '\"steps\":2', '\"steps\":3') AS BLOB) "
        + "WHERE number = 'E-2023-01'",
      "UPDATE cases SET record = zeroblob(40) WHERE number = 'E-2023-01'",
      "UPDATE cases SET record = zeroblob(40) WHERE number = '融資-2023-002'",
      "DELETE FROM cases WHERE number = 'E-2023-05'",
      "DELETE FROM tasks",
      "DELETE FROM timers",
      "UPDATE timers SET due = due + 1",
    ])
  func replay(sql: String) throws {
    let folder = try TemporaryFolder()
    let office = try Self.sample(folder)
    // One that waits: it has a task and a timer.
    let waiting = try office.opened("loan", [("amount", .number(Decimal128(900))), ("name", .string("氏名"))])
    _ = try office.send(waiting, "submit")
    #expect(try office.verify().isSound)
    try folder.alter { try $0.execute(sql: sql) }
    #expect(try office.verify(replays: false).isSound)
    #expect(try !office.verify(replays: true).isSound)
  }

  @Test("A journal rewritten whole fits itself but not the root noted earlier")
  func notedRoot() throws {
    let folder = try TemporaryFolder()
    let office = try Self.sample(folder)
    let audit = AuditService(office.cases)
    let noted = try audit.root().root
    _ = try office.send("E-2023-01", "finish")
    #expect(try office.verify(root: noted).isSound)
    let other = try Self.sample(try TemporaryFolder())
    #expect(try other.verify().isSound)
    // Another handle and other salts, so another root.
    let fresh = try Office(MemoryStore(), seed: 99)
    _ = try fresh.opened("errand")
    let verdict = try fresh.verify(root: noted)
    #expect(verdict.firstBad?.why.en == "the root noted earlier is that of no beginning of this journal")
    #expect(try !fresh.verify(root: "no hash").isSound)
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(try fresh.verify(root: empty).isSound)
  }

  @Test("The journal's table refuses changes by itself")
  func triggers() throws {
    let folder = try TemporaryFolder()
    _ = try Self.sample(folder)
    let queue = try DatabaseQueue(path: folder.path + "/kosha.db")
    for sql in ["UPDATE journal SET body = '' WHERE seq = 1", "DELETE FROM journal"] {
      #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
    }
  }
}

extension TemporaryFolder {
  /// Changes the database as someone could who holds the file.
  func alter(_ change: (Database) throws -> Void) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path + "/kosha.db", configuration: configuration)
    try queue.write { db in
      try db.execute(sql: "DROP TRIGGER journal_is_never_changed; DROP TRIGGER journal_is_never_shortened")
      try change(db)
    }
  }
}
