// The entries of one case: read from its last one back, and folded into the case as it stood after any of them.

import KoshaRules

/// The journal of a case, the first entry first.
struct CaseJournal {
  let entries: [(kind: EntryKind, body: EntryBody)]

  /// Reads the entries that lead to a case row; nil where they are not the whole of the case.
  init?(_ heading: CaseHeading, key: CaseKey?, in snapshot: any StoreSnapshot) throws(StoreError) {
    var entries: [(kind: EntryKind, body: EntryBody)] = []
    var next: Int? = heading.headEntry
    while let sequence = next {
      guard entries.count < heading.revision, let entry = try snapshot.entry(sequence),
        let header = EntryHeader(entry.header), header.handle == heading.handle,
        let body = EntryBody(entry, key: key), body.unopened.isEmpty, body.record.handle == header.handle,
        body.record.definition == header.definition, body.record.revision == heading.revision - entries.count
      else { return nil }
      entries.append((header.kind, body))
      next = header.previous
    }
    guard entries.count == heading.revision else { return nil }
    self.entries = entries.reversed()
  }

  /// The case after so many entries, with its data, its decisions and its children in order of first mention.
  func record(after count: Int) -> CaseRecord? {
    guard count > 0, entries.indices.contains(count - 1) else { return nil }
    var record = entries[count - 1].body.record
    var data = Context()
    var decisions = Context()
    for entry in entries.prefix(count) {
      for change in entry.body.changes { data[change.name] = change.value }
      for decision in entry.body.decisions { decisions[decision.decision] = decision.result }
      for child in entry.body.children {
        if let index = record.children.firstIndex(where: { $0.caseID == child.caseID }) {
          record.children[index] = child
        } else {
          record.children.append(child)
        }
      }
    }
    record.data = data.entries
    record.decisions = decisions.entries
    return record
  }

  /// The case before its last step: an event, a timer or a message, with the macrosteps that followed by themselves, or
  /// a correction.
  ///
  /// A step that was taken back is none any more, so that taking back again goes on to the one before. Nil where none
  /// but the opening is left.
  func beforeLastStep() -> EarlierCase? {
    var steps: [Int] = []
    for (index, entry) in entries.enumerated() {
      switch entry.kind {
      case .event, .timer, .message, .corrected, .cancelled: steps.append(index)
      case .returned, .reopened: _ = steps.popLast()
      default: break
      }
    }
    guard let last = steps.last, let record = record(after: last) else { return nil }
    let known = Set(record.children.map(\.caseID))
    let opened = entries[last...].flatMap(\.body.children).filter { !known.contains($0.caseID) }
    return EarlierCase(record: record, openedSince: opened)
  }
}
