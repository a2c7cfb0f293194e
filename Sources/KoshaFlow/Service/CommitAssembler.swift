// A commit of the pure core becomes rows: entries follow the journal's end, values are sealed, unchanged rows stay.

import KoshaRules

/// What a command brings to its commit beside what was decided.
struct CommitExtras {
  var requestID: String?
  var attachments: [CommandAttachment] = []
  var version = 0
  var counter: StoredCounter?
  var definition: StoredDefinition?

  /// For what no request asked for: a timer, a message.
  init() {}

  init(request: CommandRequest) {
    requestID = request.requestID
    attachments = request.attachments
  }
}

/// Makes the rows of one commit.
struct CommitAssembler {
  let vault: CaseVault
  let key: CaseKey?
  let extras: CommitExtras
  let now: Instant
  /// By which calendars the case's deadlines are reckoned.
  let calendars: String

  /// The change of the store, and the case as it stands after it.
  func change(
    _ commit: CaseCommit, before: CaseRecord?, head: JournalHead
  ) throws(StoreError) -> (change: StoreChange, record: CaseRecord) {
    var head = head
    var record = commit.record
    record.version = extras.version
    let entries = try entries(commit, before: before, head: &head)
    guard let last = entries.last, let state = commit.entries.last?.after else {
      throw .failed(reason: "a commit without an entry")
    }
    record.headEntry = last.sequence

    var change = StoreChange(
      caseAfter: try vault.stored(record, state: state, headEntry: last.sequence, key: key),
      expectedRevision: commit.expectedRevision, entries: entries, head: head)
    if before?.tasks != record.tasks, !(before == nil && record.tasks.isEmpty) {
      change.tasks = record.tasks.map(\.inInbox)
    }
    let timers = Self.timers(record)
    if before.map(Self.timers) ?? [] != timers { change.timers = timers }
    let deadlines = record.openDeadlines(calendars)
    if (before?.openDeadlines(calendars) ?? []) != deadlines { change.deadlines = deadlines }
    change.effects = try effects(commit, record)
    change.counter = extras.counter
    change.definition = extras.definition
    change.attachments = try attachments(record)
    return (change, record)
  }

  private func entries(
    _ commit: CaseCommit, before: CaseRecord?, head: inout JournalHead
  ) throws(StoreError) -> [StoredEntry] {
    var entries: [StoredEntry] = []
    var previous = before?.headEntry
    for (index, draft) in commit.entries.enumerated() {
      var draft = draft
      draft.recordAfter.version = extras.version
      // The request is recorded once, with the macrostep it led to; those that followed by themselves have none.
      let context = BodyContext(
        requestID: index == 0 ? extras.requestID : nil, key: key, randomBytes: vault.random.bytes)
      do {
        entries.append(try EntryWriter.append(draft, previous: previous, to: &head, context))
      } catch {
        throw .failed(reason: "\(error)")
      }
      previous = entries.last?.sequence
    }
    return entries
  }

  private static func timers(_ record: CaseRecord) -> [StoredTimer] {
    record.timers.map { StoredTimer(caseID: record.id, timerID: $0.id, due: $0.due) }
  }

  private func effects(_ commit: CaseCommit, _ record: CaseRecord) throws(StoreError) -> [StoredEffect] {
    var rows: [StoredEffect] = []
    for (revision, effect) in commit.effects {
      let number = rows.count { $0.revision == revision }
      let bytes = EffectCodec.document(effect).bytes
      rows.append(
        StoredEffect(
          caseID: record.id, revision: revision, number: number, createdAt: now,
          effect: try vault.seal(bytes, key, handle: record.handle, name: CaseVault.Name.effect)))
    }
    return rows
  }

  private func attachments(_ record: CaseRecord) throws(StoreError) -> [StoredAttachment] {
    var rows: [StoredAttachment] = []
    for attachment in extras.attachments {
      rows.append(
        StoredAttachment(
          caseID: record.id, sha256: attachment.sha256,
          content: try vault.seal(
            attachment.bytes, key, handle: record.handle, name: CaseVault.Name.attachment + attachment.sha256)))
    }
    return rows
  }
}

extension CaseRecord {
  /// The rows of the deadlines that are open; none once the case has ended.
  func openDeadlines(_ calendars: String) -> [StoredDeadline] {
    deadlines.filter { $0.endedAt == nil }.map {
      StoredDeadline(caseID: id, deadlineID: $0.id, due: $0.due, stoppedAt: $0.stoppedAt, calendars: calendars)
    }
  }
}
