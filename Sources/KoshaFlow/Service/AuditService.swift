// The journal, read and verified.

import KoshaRules
import KoshaSource

/// A row of `audit log`.
public struct AuditRow: Sendable {
  /// The header.
  public var header: EntryHeader
  /// The leaf hash in lower-case hexadecimal.
  public var hash: String
  /// The case's number; nil where the reader may not see the case.
  public var number: String?
  /// The number of the entry in its case, from 1.
  public var caseSequence: Int?
  /// What happened; nil where the reader may not see the case.
  public var body: EntryBody?
}

/// The journal.
public struct AuditService: Sendable {
  let cases: CaseService

  /// Entries that are read in one transaction.
  static let page = 2_000

  /// A service over the same store.
  public init(_ cases: CaseService) {
    self.cases = cases
  }

  /// The tree's head in lower-case hexadecimal, and how many entries it stands over.
  public func root() throws(StoreError) -> (root: String, size: Int) {
    let head = try cases.store.read { (snapshot) throws(StoreError) in try snapshot.head() }
    return (Hashing.hex(head.tree.root), head.tree.size)
  }

  /// Entries in order, page by page, as the reader may see them.
  ///
  /// - Parameters:
  ///   - reference: only those of one case.
  ///   - visit: answers whether to go on.
  /// - Returns: whether the case exists for this reader.
  public func log(
    case reference: CaseReference? = nil, actor: Actor, _ visit: (AuditRow) -> Bool
  ) throws(StoreError) -> Bool {
    if let reference {
      guard let (_, entries) = try cases.history(reference, actor: actor) else { return false }
      for entry in entries {
        let row = AuditRow(
          header: entry.header, hash: entry.hash, number: entry.body.record.number,
          caseSequence: entry.body.record.revision, body: entry.body)
        if !visit(row) { break }
      }
      return true
    }
    var next = 0
    var sights: [String: Sight] = [:]
    while true {
      let rows = try cases.store.read { (snapshot) throws(StoreError) -> [AuditRow] in
        let reader = try Reader(cases, snapshot, actor)
        var entries: [StoredEntry] = []
        _ = try snapshot.visitEntries(from: next, limit: Self.page) { entries.append($0.entry) }
        var rows: [AuditRow] = []
        for entry in entries { rows.append(try row(entry, reader, &sights)) }
        return rows
      }
      for row in rows where !visit(row) { return true }
      guard let last = rows.last else { return true }
      next = last.header.sequence + 1
    }
  }

  /// What a reader may see of one case.
  private struct Sight {
    var key: CaseKey?
    var mask: FieldMask?
  }

  private func row(
    _ entry: StoredEntry, _ reader: Reader, _ sights: inout [String: Sight]
  ) throws(StoreError) -> AuditRow {
    guard let header = EntryHeader(entry.header), let plain = EntryBody(entry, key: nil) else {
      throw .corrupt(what: "journal entry", id: "\(entry.sequence)")
    }
    let sight: Sight
    if let known = sights[header.handle] {
      sight = known
    } else {
      sight = try self.sight(plain.record.id, reader)
      sights[header.handle] = sight
    }
    var row = AuditRow(header: header, hash: Hashing.hex(entry.leafHash))
    guard let mask = sight.mask else { return row }
    guard var body = sight.key == nil ? plain : EntryBody(entry, key: sight.key) else {
      throw .corrupt(what: "journal entry", id: "\(entry.sequence)")
    }
    mask.apply(to: &body)
    row.number = body.record.number
    row.caseSequence = body.record.revision
    row.body = body
    return row
  }

  private func sight(_ id: String, _ reader: Reader) throws(StoreError) -> Sight {
    guard let stored = try reader.snapshot.storedCase(id: id),
      let definition = try reader.definition(stored.heading)
    else { return Sight() }
    let record = try cases.vault.record(stored)
    guard CaseDecider.mayRead(record, definition, in: reader.world) else { return Sight() }
    return Sight(key: try cases.vault.key(stored), mask: FieldMask(record, definition, in: reader.world))
  }

  // MARK: - Verification

  /// Verifies the whole journal.
  ///
  /// - Parameters:
  ///   - notedRoot: a root noted earlier, that of the first entries up to some number.
  ///   - replays: whether each case row is compared with the replay of its entries.
  public func verify(notedRoot: String? = nil, replays: Bool = false) throws(StoreError) -> JournalVerdict {
    var verifier = JournalVerifier(notedRoot: notedRoot.map { Hashing.bytes(hex: $0) ?? [] })
    var seals = SealExaminer(keys: cases.vault.keys)
    var next = 0
    while true {
      let verdict = try cases.store.read { (snapshot) throws(StoreError) -> JournalVerdict? in
        let count = try snapshot.visitEntries(from: next, limit: Self.page) { entry in
          next = max(next, entry.sequence) + 1
          verifier.examine(entry) { seals.authenticate(handle: $0, digest: $1, guardCode: $2) }
        }
        if count == Self.page { return nil }
        return try finish(&verifier, snapshot, replays: replays)
      }
      if let failure = seals.failure { throw failure }
      if let verdict { return verdict }
    }
  }

  private func finish(
    _ verifier: inout JournalVerifier, _ snapshot: any StoreSnapshot, replays: Bool
  ) throws(StoreError) -> JournalVerdict {
    var verdict: JournalVerdict
    do throws(StoreError) {
      verdict = verifier.finish(head: try snapshot.head())
    } catch .corrupt(what: "journal head", _) {
      verdict = verifier.finish(head: nil)
    }
    if verdict.isSound, replays {
      verdict.firstBad = try JournalReplay(vault: cases.vault, snapshot: snapshot).firstBad(cases: verdict.cases)
    }
    return verdict
  }
}
