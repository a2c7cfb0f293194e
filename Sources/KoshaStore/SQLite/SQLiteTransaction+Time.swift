// Reading rows of time: timers, those that failed, deadlines.

import KoshaFlow
import KoshaRules

extension SQLiteTransaction {
  func dueTimers(at now: Instant, limit: Int) throws(StoreError) -> [StoredTimer] {
    let statement = try statement(
      """
      SELECT case_id, timer_id, due FROM timers WHERE due <= ?1 AND NOT EXISTS (
        SELECT 1 FROM timer_failures WHERE timer_failures.case_id = timers.case_id
          AND timer_failures.timer_id = timers.timer_id AND next_try > ?1)
      ORDER BY due, case_id, timer_id LIMIT ?2
      """)
    try statement.bind(1, Int(now.milliseconds))
    try statement.bind(2, limit)
    return try rows(statement) { (row) throws(StoreError) in
      StoredTimer(caseID: row.text(0), timerID: row.text(1), due: Self.instant(row.integer(2)))
    }
  }

  func nextDue() throws(StoreError) -> Instant? {
    // By the index of due times: the first that has not failed, and the first that is to be tried again.
    let statement = try statement(
      """
      SELECT min(next) FROM (
        SELECT * FROM (
          SELECT due AS next FROM timers WHERE NOT EXISTS (
            SELECT 1 FROM timer_failures WHERE timer_failures.case_id = timers.case_id
              AND timer_failures.timer_id = timers.timer_id)
          ORDER BY due LIMIT 1)
        UNION ALL SELECT min(next_try) AS next FROM timer_failures)
      """)
    return try row(statement) { (row) throws(StoreError) in row.optionalInteger(0).map(Self.instant) } ?? nil
  }

  func timerFailures(caseID: String?) throws(StoreError) -> [StoredTimerFailure] {
    let filter = caseID == nil ? "" : " WHERE case_id = ?"
    let statement = try statement(
      """
      SELECT case_id, timer_id, attempts, failed_at, next_try, ja, en FROM timer_failures\(filter)
      ORDER BY failed_at DESC, case_id, timer_id
      """)
    if let caseID { try statement.bind(1, caseID) }
    return try rows(statement) { (row) throws(StoreError) in
      StoredTimerFailure(
        caseID: row.text(0), timerID: row.text(1), attempts: row.integer(2), failedAt: Self.instant(row.integer(3)),
        nextTry: Self.instant(row.integer(4)), ja: row.text(5), en: row.text(6))
    }
  }

  func deadlines() throws(StoreError) -> [StoredDeadline] {
    let statement = try statement(
      "SELECT case_id, deadline_id, due, stopped_at, calendars FROM deadlines ORDER BY case_id, deadline_id")
    return try rows(statement) { (row) throws(StoreError) in
      StoredDeadline(
        caseID: row.text(0), deadlineID: row.text(1), due: Self.instant(row.integer(2)),
        stoppedAt: row.optionalInteger(3).map(Self.instant), calendars: row.text(4))
    }
  }

  func casesReckoned(otherThanBy calendars: String, limit: Int) throws(StoreError) -> [String] {
    let statement = try statement(
      """
      SELECT DISTINCT case_id FROM deadlines WHERE calendars < ?1 OR calendars > ?1 ORDER BY case_id LIMIT ?2
      """)
    try statement.bind(1, calendars)
    try statement.bind(2, limit)
    return try rows(statement) { (row) throws(StoreError) in row.text(0) }
  }
}
