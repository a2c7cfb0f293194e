// Durable transitions a second against plain SQLite in C calls, and verified entries a second.

import CBenchmarkSQLite
import Foundation
import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore

struct SystemTime: KoshaFlow.Clock {
  func now() -> Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

struct Randomness: RandomBytes {
  func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}

struct Catalogue: DefinitionCatalogue {
  let compiled: Compilation

  func compilation(of workflow: String) -> Compilation? { workflow == "errand" ? compiled : nil }

  var workflows: [String] { ["errand"] }
}

let workspace = Workspace(
  organisation: Words("bench"), languages: [.en], timeZone: "Asia/Tokyo", calendar: nil,
  roles: [Workspace.Role(id: "clerk", title: Words("clerk"))],
  people: [Workspace.Person(id: "desk", title: Words("desk"), roles: ["clerk"])])

func workflow(sealed: Bool) -> String {
  """
  kosha: 1
  workflow: errand
  title: errand
  data:
    steps: {type: number, initial: 0}
    who: {type: string, initial: '"someone"'\(sealed ? ", sensitive: true" : "")}
  initial: open
  states:
    open:
      on:
        step: {by: anyone, actions: [{assign: {steps: steps + 1}}]}
        finish: {target: done, by: anyone}
    done: {final: true, outcome: done}
  """
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let duration = try clock.measure(body)
  return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

func line(_ name: String, _ count: Int, _ time: Double) {
  print("\(name): \(Int(Double(count) / time)) a second (\(count) in \(String(format: "%.3f", time)) s)")
}

func run(_ journal: StoreAddress.Journal, sealed: Bool, folder: String) throws {
  let name = "\(journal.rawValue)\(sealed ? ", sealed" : "")"
  let address = StoreAddress(path: "\(folder)/\(journal.rawValue)\(sealed).db", journal: journal)
  let files = WorkflowFiles(
    folder: "errand", workflow: SourceFile(path: "workflow.yaml", text: workflow(sealed: sealed)))
  let compilation = Compilation.compile(files, in: workspace, zones: FixedZones())
  for diagnostic in compilation.diagnostics.sorted { print(diagnostic.code, diagnostic.message.en) }
  let service = CaseService(
    store: try SQLiteCaseStore(address), catalogue: Catalogue(compiled: compilation), workspace: workspace,
    zones: FixedZones(), clock: SystemTime(), random: Randomness(), keys: FileKeyStore(folder: address.keyFolder))
  let actor = Actor(id: "desk", roles: ["clerk"])
  var ids: [String] = []
  let opening = CommandRequest(target: .workflow("errand"), command: .open(input: [], comment: nil))
  for outcome in try service.perform(
    batch: [CommandRequest](repeating: opening, count: 100), actor: actor, language: .en)
  {
    if case .done(let receipt) = outcome { ids.append(receipt.view.record.id) } else { print(outcome) }
  }
  func step(_ index: Int) -> CommandRequest {
    CommandRequest(
      target: .existing(ids[index % ids.count]), command: .event(name: "step", input: [], comment: nil))
  }
  let count = 2_000
  line(
    "\(name): durable transitions, one a transaction", count,
    try seconds { for index in 0..<count { _ = try service.perform(step(index), actor: actor, language: .en) } })
  let plain = try plainSQLite(folder: folder, journal: journal, count: count)
  line("\(name): plain SQLite, two rows a transaction", count, plain)

  let batch = 100_000 - count - 100
  line(
    "\(name): transitions in batches of 200", batch,
    try seconds {
      for start in stride(from: 0, to: batch, by: 200) {
        let requests = (start..<min(start + 200, batch)).map(step)
        _ = try service.perform(batch: requests, actor: actor, language: .en)
      }
    })
  var verdict: JournalVerdict?
  let audit = AuditService(service)
  let time = try seconds { verdict = try audit.verify() }
  line("\(name): entries verified", verdict?.records ?? 0, time)
  print("\(name): sound \(verdict?.isSound ?? false)")
}

/// The same two writes by C calls: a row inserted and a row updated, with bytes as many as an entry and a case have.
func plainSQLite(folder: String, journal: StoreAddress.Journal, count: Int) throws -> Double {
  var database: OpaquePointer?
  sqlite3_open("\(folder)/plain-\(journal.rawValue)-\(UUID().uuidString).db", &database)
  defer { sqlite3_close(database) }
  let mode = journal == .persist ? "PERSIST" : "WAL"
  sqlite3_exec(
    database,
    """
    PRAGMA journal_mode=\(mode); PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;
    CREATE TABLE journal (seq INTEGER PRIMARY KEY, header TEXT, salt BLOB, body TEXT, sealed BLOB);
    CREATE TABLE cases (id INTEGER PRIMARY KEY, record BLOB);
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99)
      INSERT INTO cases SELECT i, zeroblob(900) FROM n;
    """, nil, nil, nil)
  return seconds {
    for index in 0..<count {
      sqlite3_exec(
        database,
        """
        BEGIN IMMEDIATE;
        INSERT INTO journal VALUES (\(index), hex(zeroblob(160)), randomblob(32), hex(zeroblob(600)), NULL);
        UPDATE cases SET record = randomblob(900) WHERE id = \(index % 100);
        COMMIT;
        """, nil, nil, nil)
    }
  }
}

let folder = NSTemporaryDirectory() + "kosha-bench-" + UUID().uuidString
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }
for sealed in [false, true] {
  for journal in [StoreAddress.Journal.persist, .walLocked] { try run(journal, sealed: sealed, folder: folder) }
}
