// Writing rows: everything one command changes.

import KoshaFlow
import KoshaRules

extension SQLiteTransaction: StoreTransaction {
  func commit(_ change: StoreChange) throws(StoreError) {
    // Definition and case first: other rows refer to them.
    if let definition = change.definition { try insert(definition) }
    if change.expectedRevision == 0 { try insert(change.caseAfter) } else { try update(change) }
    for entry in change.entries { try insert(entry) }
    try put(change.head)
    let caseID = change.caseAfter.heading.id
    if let tasks = change.tasks { try replace(tasks: tasks, caseID: caseID) }
    if let timers = change.timers { try replace(timers: timers, caseID: caseID) }
    if let deadlines = change.deadlines { try replace(deadlines: deadlines, caseID: caseID) }
    for effect in change.effects { try insert(effect) }
    if let counter = change.counter { try put(counter) }
    for attachment in change.attachments { try put(attachment) }
  }

  func attempt(_ body: () throws(StoreError) -> Bool) throws(StoreError) {
    try statement("SAVEPOINT attempt").run()
    if try !body() { try statement("ROLLBACK TO attempt").run() }
    try statement("RELEASE attempt").run()
  }

  private func insert(_ stored: StoredCase) throws(StoreError) {
    if let existing = try storedCase(id: stored.heading.id) {
      throw .stale(expected: 0, actual: existing.heading.revision)
    }
    let statement = try statement(
      """
      INSERT INTO cases (number, workflow, version, definition, revision, status, outcome, state, opened_at, opened_by,
        updated_at, updated_by, head_entry, is_sealed, record, handle, id)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
      """)
    try bind(stored, to: statement)
    try statement.bind(16, stored.heading.handle)
    try statement.bind(17, stored.heading.id)
    try statement.run()
  }

  private func update(_ change: StoreChange) throws(StoreError) {
    let statement = try statement(
      """
      UPDATE cases SET number = ?1, workflow = ?2, version = ?3, definition = ?4, revision = ?5, status = ?6,
        outcome = ?7, state = ?8, opened_at = ?9, opened_by = ?10, updated_at = ?11, updated_by = ?12,
        head_entry = ?13, is_sealed = ?14, record = ?15
      WHERE id = ?16 AND revision = ?17 RETURNING serial
      """)
    try bind(change.caseAfter, to: statement)
    try statement.bind(16, change.caseAfter.heading.id)
    try statement.bind(17, change.expectedRevision)
    let updated = try rows(statement) { (row) throws(StoreError) in row.integer(0) }
    guard updated.count == 1 else {
      let actual = try storedCase(id: change.caseAfter.heading.id)?.heading.revision ?? 0
      throw .stale(expected: change.expectedRevision, actual: actual)
    }
  }

  private func bind(_ stored: StoredCase, to statement: RawStatement) throws(StoreError) {
    let heading = stored.heading
    try statement.bind(1, heading.number)
    try statement.bind(2, heading.workflow)
    try statement.bind(3, heading.version)
    try statement.bind(4, heading.definition)
    try statement.bind(5, heading.revision)
    try statement.bind(6, heading.status.rawValue)
    try statement.bind(7, heading.outcome)
    try statement.bind(text: StoredNames.bytes(heading.state), 8)
    try statement.bind(9, Int(heading.openedAt.milliseconds))
    try statement.bind(10, heading.openedBy)
    try statement.bind(11, Int(heading.updatedAt.milliseconds))
    try statement.bind(12, heading.updatedBy)
    try statement.bind(13, heading.headEntry)
    try statement.bind(14, stored.record.isSealed ? 1 : 0)
    try statement.bind(blob: stored.record.bytes, 15)
  }

  private func insert(_ entry: StoredEntry) throws(StoreError) {
    let statement = try statement("INSERT INTO journal (seq, header, salt, body, sealed) VALUES (?, ?, ?, ?, ?)")
    try statement.bind(1, entry.sequence)
    try statement.bind(text: entry.header, 2)
    try statement.bind(blob: entry.salt, 3)
    try statement.bind(text: entry.body, 4)
    try statement.bind(blob: entry.sealed, 5)
    try statement.run()
  }

  private func put(_ head: JournalHead) throws(StoreError) {
    let statement = try statement(
      """
      INSERT INTO journal_head (id, size, frontier, time) VALUES (1, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET size = excluded.size, frontier = excluded.frontier, time = excluded.time
      """)
    try statement.bind(1, head.tree.size)
    try statement.bind(blob: Array(head.tree.frontier.joined()), 2)
    try statement.bind(3, head.time.map { Int($0.milliseconds) })
    try statement.run()
  }

  private func replace(tasks: [TaskRecord], caseID: String) throws(StoreError) {
    try removeRows(of: "tasks", caseID: caseID)
    for task in tasks {
      let statement = try statement(
        """
        INSERT INTO tasks (case_id, task_id, state, roles, people, opened_at, due, claimed_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
      try statement.bind(1, caseID)
      try statement.bind(2, task.id)
      try statement.bind(3, task.state)
      try statement.bind(text: StoredNames.bytes(task.roles), 4)
      try statement.bind(text: StoredNames.bytes(task.people), 5)
      try statement.bind(6, Int(task.openedAt.milliseconds))
      try statement.bind(7, task.due.map { Int($0.milliseconds) })
      try statement.bind(8, task.claimedBy)
      try statement.run()
    }
  }

  private func replace(timers: [StoredTimer], caseID: String) throws(StoreError) {
    try removeRows(of: "timers", caseID: caseID)
    try removeRows(of: "timer_failures", caseID: caseID)
    for timer in timers {
      let statement = try statement("INSERT INTO timers (case_id, timer_id, due) VALUES (?, ?, ?)")
      try statement.bind(1, caseID)
      try statement.bind(2, timer.timerID)
      try statement.bind(3, Int(timer.due.milliseconds))
      try statement.run()
    }
  }

  private func removeRows(of table: String, caseID: String) throws(StoreError) {
    let removal = try statement("DELETE FROM \(table) WHERE case_id = ?")
    try removal.bind(1, caseID)
    try removal.run()
  }

  private func insert(_ effect: StoredEffect) throws(StoreError) {
    let statement = try statement(
      "INSERT INTO effects (case_id, revision, number, created_at, is_sealed, effect) VALUES (?, ?, ?, ?, ?, ?)")
    try statement.bind(1, effect.caseID)
    try statement.bind(2, effect.revision)
    try statement.bind(3, effect.number)
    try statement.bind(4, Int(effect.createdAt.milliseconds))
    try statement.bind(5, effect.effect.isSealed ? 1 : 0)
    try statement.bind(blob: effect.effect.bytes, 6)
    try statement.run()
  }

  func keep(_ receipt: StoredReceipt) throws(StoreError) {
    let statement = try statement(
      "INSERT INTO receipts (request_id, fingerprint, case_id, is_sealed, answer) VALUES (?, ?, ?, ?, ?)")
    try statement.bind(1, receipt.requestID)
    try statement.bind(2, receipt.fingerprint)
    try statement.bind(3, receipt.caseID)
    try statement.bind(4, receipt.answer.isSealed ? 1 : 0)
    try statement.bind(blob: receipt.answer.bytes, 5)
    try statement.run()
  }

  private func put(_ counter: StoredCounter) throws(StoreError) {
    let statement = try statement(
      "INSERT INTO counters (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
    try statement.bind(1, counter.key)
    try statement.bind(2, counter.value)
    try statement.run()
  }

  private func insert(_ definition: StoredDefinition) throws(StoreError) {
    let statement = try statement("INSERT INTO definitions (digest, workflow, version, files) VALUES (?, ?, ?, ?)")
    try statement.bind(1, definition.digest)
    try statement.bind(2, definition.workflow)
    try statement.bind(3, definition.version)
    try statement.bind(text: definition.files, 4)
    try statement.run()
  }

  private func put(_ attachment: StoredAttachment) throws(StoreError) {
    let statement = try statement(
      "INSERT OR IGNORE INTO attachments (case_id, sha256, is_sealed, content) VALUES (?, ?, ?, ?)")
    try statement.bind(1, attachment.caseID)
    try statement.bind(2, attachment.sha256)
    try statement.bind(3, attachment.content.isSealed ? 1 : 0)
    try statement.bind(blob: attachment.content.bytes, 4)
    try statement.run()
  }

  private func replace(deadlines: [StoredDeadline], caseID: String) throws(StoreError) {
    try removeRows(of: "deadlines", caseID: caseID)
    for deadline in deadlines {
      let statement = try statement(
        "INSERT INTO deadlines (case_id, deadline_id, due, stopped_at, calendars) VALUES (?, ?, ?, ?, ?)")
      try statement.bind(1, caseID)
      try statement.bind(2, deadline.deadlineID)
      try statement.bind(3, Int(deadline.due.milliseconds))
      try statement.bind(4, deadline.stoppedAt.map { Int($0.milliseconds) })
      try statement.bind(5, deadline.calendars)
      try statement.run()
    }
  }

  func note(_ failure: StoredTimerFailure) throws(StoreError) {
    let statement = try statement(
      """
      INSERT OR REPLACE INTO timer_failures (case_id, timer_id, attempts, failed_at, next_try, ja, en)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    try statement.bind(1, failure.caseID)
    try statement.bind(2, failure.timerID)
    try statement.bind(3, failure.attempts)
    try statement.bind(4, Int(failure.failedAt.milliseconds))
    try statement.bind(5, Int(failure.nextTry.milliseconds))
    try statement.bind(6, failure.ja)
    try statement.bind(7, failure.en)
    try statement.run()
  }

  func noteReckoning(caseID: String, by calendars: String) throws(StoreError) {
    let statement = try statement("UPDATE deadlines SET calendars = ? WHERE case_id = ?")
    try statement.bind(1, calendars)
    try statement.bind(2, caseID)
    try statement.run()
  }
}
