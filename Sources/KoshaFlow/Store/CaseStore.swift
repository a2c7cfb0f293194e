// The contract of a store: narrow, in rows and bytes; what it must keep is said in StoreContract.md.

public import KoshaRules

/// A place where cases and their journal live.
public protocol CaseStore: Sendable {
  /// Reads; everything is seen as it was at one moment.
  func read<Answer>(_ body: (any StoreSnapshot) throws(StoreError) -> Answer) throws(StoreError) -> Answer

  /// Reads and commits as one: everything holds or nothing does, and once it returns it is durable.
  ///
  /// The body may run again where the store was busy, so it must change nothing outside.
  func write<Answer>(_ body: (any StoreTransaction) throws(StoreError) -> Answer) throws(StoreError) -> Answer
}

extension CaseStore {
  /// The timers that could not fire and wait for another try, the latest failure first.
  public func timerFailures() throws(StoreError) -> [StoredTimerFailure] {
    try read { (snapshot) throws(StoreError) in try snapshot.timerFailures(caseID: nil) }
  }
}

/// The store at one moment.
public protocol StoreSnapshot {
  /// The journal's end.
  func head() throws(StoreError) -> JournalHead
  /// A case by its id.
  func storedCase(id: String) throws(StoreError) -> StoredCase?
  /// A case by its number.
  func storedCase(number: String) throws(StoreError) -> StoredCase?
  /// Headings of cases, the newest first, until the visitor answers false; `limit` is not heeded.
  func visitHeadings(_ query: CaseQuery, _ visit: (CaseHeading) -> Bool) throws(StoreError)
  /// The tasks of all active cases, the oldest first.
  func tasks() throws(StoreError) -> [StoredTask]
  /// An entry of the journal.
  func entry(_ sequence: Int) throws(StoreError) -> StoredEntry?
  /// Entries from a number on, in ascending order of the stored number, at most so many.
  ///
  /// - Returns: how many were visited.
  func visitEntries(from sequence: Int, limit: Int, _ visit: (EntryBytes) -> Void) throws(StoreError) -> Int
  /// What was answered to a request.
  func receipt(_ requestID: String) throws(StoreError) -> StoredReceipt?
  /// Timers that are due and do not wait for another try, the longest overdue first.
  func dueTimers(at now: Instant, limit: Int) throws(StoreError) -> [StoredTimer]
  /// When the next timer is due, or is to be tried again; nil where none is armed.
  func nextDue() throws(StoreError) -> Instant?
  /// Timers that could not fire, of one case or of all, the latest failure first.
  func timerFailures(caseID: String?) throws(StoreError) -> [StoredTimerFailure]
  /// The open deadlines of all cases, by case and id.
  func deadlines() throws(StoreError) -> [StoredDeadline]
  /// Cases with an open deadline that was last reckoned by other calendars, by id.
  func casesReckoned(otherThanBy calendars: String, limit: Int) throws(StoreError) -> [String]
  /// Rows of the outbox, of one case or of all, in order of their making.
  func effects(caseID: String?) throws(StoreError) -> [StoredEffect]
  /// A definition by its digest.
  func definition(digest: String) throws(StoreError) -> StoredDefinition?
  /// How many versions of a workflow there are.
  func versionCount(of workflow: String) throws(StoreError) -> Int
  /// A counter's value, 0 where it never counted.
  func counter(_ key: String) throws(StoreError) -> Int
  /// A document of a case.
  func attachment(caseID: String, sha256: String) throws(StoreError) -> StoredAttachment?
}

/// A store that is being changed.
public protocol StoreTransaction: StoreSnapshot {
  /// Applies a change; the store is left as it was where the case has not the expected revision.
  ///
  /// - Throws: `StoreError.stale` where another revision is found.
  func commit(_ change: StoreChange) throws(StoreError)
  /// Keeps the receipt of a command under its idempotency key.
  func keep(_ receipt: StoredReceipt) throws(StoreError)
  /// Runs a body and takes back what it changed where it answers false.
  func attempt(_ body: () throws(StoreError) -> Bool) throws(StoreError)
  /// Notes that a timer could not fire, in place of an earlier note; it goes when the case's timers change.
  func note(_ failure: StoredTimerFailure) throws(StoreError)
  /// Notes by which calendars the open deadlines of a case were reckoned.
  func noteReckoning(caseID: String, by calendars: String) throws(StoreError)
}

/// A stored entry in the store's own memory: only valid while it is visited.
public struct EntryBytes {
  /// The stored number.
  public var sequence: Int
  /// The header.
  public var header: UnsafeRawBufferPointer
  /// The commitment's random bytes.
  public var salt: UnsafeRawBufferPointer
  /// The body.
  public var body: UnsafeRawBufferPointer
  /// The sealed values, nil where there are none.
  public var sealed: UnsafeRawBufferPointer?

  /// An entry.
  public init(
    sequence: Int, header: UnsafeRawBufferPointer, salt: UnsafeRawBufferPointer, body: UnsafeRawBufferPointer,
    sealed: UnsafeRawBufferPointer?
  ) {
    self.sequence = sequence
    self.header = header
    self.salt = salt
    self.body = body
    self.sealed = sealed
  }

  /// A copy that stays.
  public var entry: StoredEntry {
    StoredEntry(
      sequence: sequence, header: Array(header), salt: Array(salt), body: Array(body), sealed: sealed.map { Array($0) })
  }
}

/// Where the keys of cases lie: outside the store, so that a copy of the store alone tells no sealed value.
public protocol CaseKeyStore: Sendable {
  /// The key of a case; nil where there is none.
  func key(of handle: String) throws(StoreError) -> CaseKey?
  /// Keeps the key of a new case; durable once it returns.
  func keep(_ key: CaseKey, of handle: String) throws(StoreError)
}
