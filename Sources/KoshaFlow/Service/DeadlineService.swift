// Open deadlines reckoned anew after calendars were edited: which cases need it is told by the rows of their deadlines.

import KoshaRules
import KoshaSource

extension Workspace {
  /// The digest of everything that reckons business days: another one means that deadlines have to be looked at.
  package var calendarDigest: String {
    var text = "calendars \(JapaneseHolidays.edition)\n\(timeZone)\n\(calendar ?? "")\n"
    for calendar in calendars { text += calendar.canonicalText }
    return Hashing.hex(Hashing.sha256(Array(text.utf8)))
  }
}

/// Looks after deadlines.
public struct DeadlineService: Sendable {
  let cases: CaseService

  /// How many cases share a transaction.
  static let batch = 50

  /// A service over the same store.
  public init(_ cases: CaseService) {
    self.cases = cases
  }

  /// Reckons the open deadlines of all cases that were last reckoned by other calendars.
  ///
  /// - Returns: the numbers of the cases in which one moved.
  public func reckon() throws(StoreError) -> [String] {
    let digest = cases.calendarDigest
    var moved: [String] = []
    var seen: Set<String> = []
    while true {
      let found = try cases.store.read { (snapshot) throws(StoreError) -> [String] in
        let found = try snapshot.casesReckoned(otherThanBy: digest, limit: Self.batch)
        for id in found {
          if let stored = try snapshot.storedCase(id: id) { _ = try cases.shelf.pinned(stored.heading, in: snapshot) }
        }
        return found
      }
      // A case that another worker with other calendars takes back must not keep this one busy.
      let fresh = found.filter { seen.insert($0).inserted }
      if fresh.isEmpty { return moved }
      moved += try cases.store.write { (transaction) throws(StoreError) -> [String] in
        var run = try CommandRun(cases, transaction, .system, .ja)
        var moved: [String] = []
        for id in fresh {
          if let number = try run.reckonDeadlines(ofCase: id) { moved.append(number) }
        }
        return moved
      }
    }
  }
}

extension CommandRun {
  /// Reckons a case's deadlines and notes by which calendars.
  ///
  /// - Returns: the case's number where one moved.
  fileprivate mutating func reckonDeadlines(ofCase id: String) throws(StoreError) -> String? {
    guard let stored = try transaction.storedCase(id: id) else { return nil }
    var hasMoved = false
    // Where the definition does not compile nothing can be reckoned; it is tried again after the next edit.
    if let (found, definition) = try find(.caseID(id)) {
      var record = found
      hasMoved = try reckon(&record, definition)
    }
    try transaction.noteReckoning(caseID: id, by: service.calendarDigest)
    return hasMoved ? stored.heading.number : nil
  }

  /// Reckons a case's deadlines by the calendars as they are now.
  ///
  /// - Returns: whether one moved.
  mutating func reckon(
    _ record: inout CaseRecord, _ definition: WorkflowDefinition
  ) throws(StoreError) -> Bool {
    if record.deadlines.isEmpty { return false }
    guard let commit = CaseDecider.reckon(record, definition, in: service.world(.system, now: now)) else {
      return false
    }
    record = try write(commit, before: record, definition, CommitExtras())
    return true
  }
}
