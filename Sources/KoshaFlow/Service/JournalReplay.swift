// The case rows held against the replay of their entries, in every respect.

import KoshaRules
import KoshaSource

/// Replays cases.
struct JournalReplay {
  let vault: CaseVault
  let snapshot: any StoreSnapshot

  /// The first case row that its entries do not give; nil where all fit.
  ///
  /// - Parameter cases: how many cases the journal speaks of: there must be as many rows.
  func firstBad(cases: Int) throws(StoreError) -> JournalVerdict.Finding? {
    var headings: [CaseHeading] = []
    try snapshot.visitHeadings(CaseQuery()) { heading in
      headings.append(heading)
      return true
    }
    let tasks = Dictionary(grouping: try snapshot.tasks(), by: \.caseID)
    let timers = Dictionary(
      grouping: try snapshot.dueTimers(at: Instant(milliseconds: .max), limit: .max), by: \.caseID)
    let deadlines = Dictionary(grouping: try snapshot.deadlines(), by: \.caseID)
    for heading in headings.reversed() {
      let why = try problem(
        heading, tasks: tasks[heading.id] ?? [], timers: timers[heading.id] ?? [],
        deadlines: deadlines[heading.id] ?? [])
      if let why {
        return JournalVerdict.Finding(sequence: heading.headEntry, caseName: heading.number, why: why)
      }
    }
    if headings.count != cases {
      return JournalVerdict.Finding(
        sequence: nil, caseName: nil,
        why: Words(
          ja: "記録には \(cases) 件の案件がありますが、案件の表には \(headings.count) 件あります",
          en: "the journal speaks of \(cases) cases but there are \(headings.count) case rows"))
    }
    return nil
  }

  private func problem(
    _ heading: CaseHeading, tasks: [StoredTask], timers: [StoredTimer], deadlines: [StoredDeadline]
  ) throws(StoreError) -> Words? {
    guard let stored = try snapshot.storedCase(id: heading.id) else { return Self.unreadable }
    let record: CaseRecord
    let journal: CaseJournal
    do throws(StoreError) {
      record = try vault.record(stored)
      guard let found = try CaseJournal(heading, key: try vault.key(stored), in: snapshot) else {
        return Self.brokenChain
      }
      journal = found
    } catch .corrupt, .missingKey {
      return Self.unreadable
    }
    guard let last = journal.entries.last?.body, var replayed = journal.record(after: heading.revision) else {
      return Self.brokenChain
    }
    replayed.headEntry = heading.headEntry
    if let difference = Self.difference(record, replayed) { return Self.differs(difference) }
    if record.heading(state: last.after, headEntry: heading.headEntry) != heading { return Self.differs("columns") }
    // What inboxes and workers look at beside the row: a timer that is missing there would never fire.
    if Set(tasks.map(\.task)) != Set(record.tasks.map(\.inInbox)) || tasks.count != record.tasks.count {
      return Self.differs("tasks")
    }
    let due = record.timers.map { StoredTimer(caseID: record.id, timerID: $0.id, due: $0.due) }
    if Set(timers) != Set(due) || timers.count != due.count { return Self.differs("timers") }
    // By which calendars a deadline was last looked at is the worker's note and no part of the case.
    let rows = deadlines.map { row in
      StoredDeadline(
        caseID: row.caseID, deadlineID: row.deadlineID, due: row.due, stoppedAt: row.stoppedAt, calendars: "")
    }
    let open = record.openDeadlines("")
    if Set(rows) != Set(open) || rows.count != open.count { return Self.differs("deadlines") }
    return nil
  }

  /// The part of a case that differs from its replay; entries of data are compared by name.
  private static func difference(_ record: CaseRecord, _ replayed: CaseRecord) -> String? {
    var (stored, expected) = (record, replayed)
    stored.data = []
    stored.decisions = []
    expected.data = []
    expected.decisions = []
    if RecordCodec.document(stored) != RecordCodec.document(expected) { return "state" }
    return differingEntry(record.data, Context(replayed.data))
      ?? differingEntry(record.decisions, Context(replayed.decisions))
  }

  private static func differingEntry(_ entries: [Context.Entry], _ expected: Context) -> String? {
    for entry in entries where JSON(entry.value) != JSON(expected[entry.name] ?? .null) { return entry.name }
    let stored = Context(entries)
    return expected.entries.first { JSON($0.value) != JSON(stored[$0.name] ?? .null) }?.name
  }

  private static func differs(_ part: String) -> Words {
    Words(
      ja: "案件の行が記録の再生と合いません（`\(part)`）", en: "the case row is not what its entries give (`\(part)`)")
  }

  private static let unreadable = Words(ja: "案件の行を読めません", en: "the case row cannot be read")
  private static let brokenChain = Words(
    ja: "案件の行から辿った記録が揃っていません", en: "the entries that the case row leads to are not all there")
}
