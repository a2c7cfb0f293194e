// Opening a store: addresses, places that cannot be used, settings that are read back, and what lies in the file.

import Foundation
import GRDB
import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore
import Testing

@Suite("Opening a store")
struct OpeningTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  func failure(_ path: String) -> StoreError? {
    do throws(StoreError) {
      _ = try SQLiteCaseStore(StoreAddress(path: path))
      return nil
    } catch {
      return error
    }
  }

  @Test("Addresses")
  func addresses() throws {
    #expect(try StoreAddress("sqlite:/a/b.db") == StoreAddress(path: "/a/b.db"))
    #expect(try StoreAddress("sqlite:b.db?journal=wal-locked") == StoreAddress(path: "b.db", journal: .walLocked))
    #expect(StoreAddress(path: "/a/kosha.db").keyFolder == "/a/kosha.keys")
    #expect(StoreAddress(path: "/kosha").folder == "/")
    #expect(StoreAddress(path: "kosha").folder == ".")
    for text in ["", "sqlite:", "postgres:x", "/a/b.db", "sqlite:a?journal=off", "sqlite:a?mode=ro"] {
      #expect(throws: StoreError.unknownAddress(text)) { try StoreAddress(text) }
    }
  }

  @Test("Places that cannot be used")
  func places() throws {
    let missing = folder.path + "/none/kosha.db"
    #expect(failure(missing) == .missingFolder(path: folder.path + "/none"))
    #expect(failure(folder.path) == .unreachable(path: folder.path, reason: "not a regular file"))

    let text = folder.path + "/text.db"
    try String(repeating: "no database ", count: 100).write(toFile: text, atomically: true, encoding: .utf8)
    #expect(failure(text) == .notAStore(path: text))

    let foreign = folder.path + "/foreign.db"
    try DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE other (x)") }
    #expect(failure(foreign) == .notAStore(path: foreign))
    #expect(try DatabaseQueue(path: foreign).read { try $0.tableExists("cases") } == false)

    let newer = folder.path + "/newer.db"
    _ = try SQLiteCaseStore(StoreAddress(path: newer))
    try DatabaseQueue(path: newer).write { try $0.execute(sql: "PRAGMA user_version = 99") }
    #expect(failure(newer) == .newerStore(path: newer))
  }

  @Test(
    "The words for each failure",
    arguments: [
      (
        StoreError.missingFolder(path: "/x"), "the store's folder `/x` does not exist",
        "保存先のフォルダ `/x` がありません", "KF0902"
      ),
      (.busy, "others keep the store busy", "ほかの処理が保存先を使い続けています", "KF0908"),
      (.notAStore(path: "/x"), "`/x` is no store of KoshaFlow", "`/x` は KoshaFlow の保存ファイルではありません", "KF0905"),
      (.corrupt(what: "case", id: "A"), "the stored case `A` is damaged", "保存された案件 `A` が壊れています", "KF0910"),
    ] as [(StoreError, String, String, String)])
  func words(error: StoreError, en: String, ja: String, code: String) {
    #expect(error.message == Words(ja: ja, en: en))
    #expect(error.code == code)
    #expect(error.help != nil)
  }

  @Test("What doctor tells", arguments: [StoreAddress.Journal.persist, .walLocked])
  func facts(journal: StoreAddress.Journal) throws {
    let facts = try folder.store(journal).facts()
    #expect(facts.journal == journal)
    #expect(facts.synchronous == "full")
    #expect(facts.integrity == "ok")
    #expect(facts.keyPermissions == nil)
    #expect(facts.bytes > 0 || journal == .walLocked)
  }

  @Test("Without the fix of the log's reset a plain write-ahead log is refused")
  func unsafeLog() throws {
    let facts = try folder.store().facts()
    if facts.resetsLogSafely {
      #expect(facts.journal == .wal)
    } else {
      #expect(facts.journal == .persist)
      #expect(
        throws: StoreError.setting(name: "journal", wanted: "wal", found: facts.sqliteVersion),
        performing: { try folder.store(.wal) })
    }
  }

  @Test("Sensitive values lie nowhere in the clear, and their keys beside the database with mode 0600")
  func sealing() throws {
    let address = StoreAddress(path: folder.path + "/kosha.db")
    let keys = FileKeyStore(folder: address.keyFolder)
    let office = try Office(try folder.store(), keys: keys)
    let secret = "極秘氏名ABCDEF"
    let opened = try office.open(
      "loan", [("amount", .number(Decimal128(500))), ("name", .string(secret))], requestID: "r1")
    let record = try #require(opened.receipt).view.record
    _ = try office.send(record.number, "submit", [("name", .string(secret + "2"))], requestID: "r2")
    _ = try office.send(record.number, "back", as: "chief", comment: "コメント" + secret)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("kosha.db") {
      let bytes = try Data(contentsOf: URL(filePath: folder.path + "/" + name))
      #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
    }
    let file = "\(address.keyFolder)/\(record.handle.prefix(2))/\(record.handle)"
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try folder.store().facts().keyPermissions == "0700")
    #expect(try office.verify().opened == 3)

    let history = try #require(try office.cases.history(record.id, actor: office.actor("desk-1")))
    #expect(history.entries[1].body.changes.map(\.value.feelText).contains("\"\(secret)2\""))
    #expect(history.entries[2].body.comment == "コメント" + secret)
    let masked = try #require(try office.cases.history(record.id, actor: office.actor("chief")))
    #expect(masked.entries[1].masked == ["name"])
    #expect(!masked.entries.flatMap { $0.body.changes.map(\.value.feelText) }.contains { $0.contains(secret) })

    try FileManager.default.removeItem(atPath: file)
    #expect(throws: StoreError.missingKey(handle: record.handle)) { try office.send(record.id, "submit") }
    let verdict = try office.verify(replays: false)
    #expect(verdict.isSound)
    #expect(verdict.unopened == 3)
  }

  @Test("A case without sensitive fields needs no key")
  func noKey() throws {
    let keyFolder = StoreAddress(path: folder.path + "/kosha.db").keyFolder
    let office = try Office(try folder.store(), keys: FileKeyStore(folder: keyFolder))
    _ = try office.send(try office.opened("errand"), "step")
    #expect(!FileManager.default.fileExists(atPath: keyFolder))
  }

  @Test("A store opened again goes on where it ended")
  func reopening() throws {
    let keys = MemoryKeyStore()
    let number = try Office(try folder.store(), keys: keys).opened("loan", [("amount", .number(.one))])
    let office = try Office(try folder.store(), keys: keys, seed: 7)
    #expect(try office.send(number, "submit").word == "done")
    #expect(try office.verify().records == 2)
  }
}
