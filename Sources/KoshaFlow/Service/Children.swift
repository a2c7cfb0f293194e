// The children of a case as they stand in the store, and as much of them as a reader of the case may see.

import KoshaRules

/// Looks children up.
enum Children {
  /// Brings a case's record of its children up to date; they move on without telling it.
  ///
  /// The end of a child reaches an active case as an event and is kept with that; only one that is over has to look.
  static func refresh(_ record: inout CaseRecord, in snapshot: any StoreSnapshot) throws(StoreError) {
    for index in record.children.indices where record.children[index].status == .active {
      guard let child = try snapshot.storedCase(id: record.children[index].caseID)?.heading else { continue }
      let known = record.children[index]
      record.children[index].number = child.number
      if child.status != .final || record.status != .active {
        record.children[index].state = child.state
        record.children[index].status = child.status
        record.children[index].outcome = child.outcome
      }
      let now = record.children[index]
      record.children[index].isRefreshed =
        known.isRefreshed || known.number != now.number || known.state != now.state || known.status != now.status
    }
  }
}

extension Reader {
  /// A case for its reader: children up to date, of those the reader may not see nothing but that they are there.
  mutating func withChildren(_ record: CaseRecord) throws(StoreError) -> CaseRecord {
    if record.children.isEmpty { return record }
    var record = record
    try Children.refresh(&record, in: snapshot)
    for index in record.children.indices {
      guard let heading = try snapshot.storedCase(id: record.children[index].caseID)?.heading else { continue }
      record.children[index].number = heading.number
      guard let definition = try definition(heading), try mayRead(heading, definition) else {
        record.children[index].number = ""
        record.children[index].state = []
        record.children[index].outcome = nil
        continue
      }
    }
    return record
  }
}
