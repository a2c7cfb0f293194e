// Commands: what is overdue fires first, then the command is decided, and all of it is committed in one transaction.

public import KoshaRules
public import KoshaSource

/// Cases: opened, moved, cared for and read.
public struct CaseService: Sendable {
  let store: any CaseStore
  let workspace: Workspace
  let zones: any ZoneProvider
  let clock: any Clock
  let limits: EngineLimits
  let vault: CaseVault
  let shelf: DefinitionShelf
  /// By which calendars deadlines are reckoned.
  let calendarDigest: String

  /// How many requests of a batch share a transaction where a caller has no reason for another number.
  public static let batchSize = 200
  /// How many overdue timers of a case fire before a command; the rest fires with the next.
  static let timersBeforeACommand = 1_000

  /// A service over a store.
  public init(
    store: any CaseStore, catalogue: any DefinitionCatalogue, workspace: Workspace, zones: any ZoneProvider,
    clock: any Clock, random: any RandomBytes, keys: any CaseKeyStore, limits: EngineLimits = .standard
  ) {
    self.store = store
    self.workspace = workspace
    self.zones = zones
    self.clock = clock
    self.limits = limits
    vault = CaseVault(keys: keys, random: random)
    shelf = DefinitionShelf(catalogue: catalogue, workspace: workspace, zones: zones)
    calendarDigest = workspace.calendarDigest
  }

  /// Carries a command out; once this returns `done` it is durable.
  ///
  /// - Parameter language: of the receipt.
  public func perform(
    _ request: CommandRequest, actor: Actor, language: Language
  ) throws(StoreError) -> CommandOutcome {
    try warm([request])
    return try store.write { (transaction) throws(StoreError) -> CommandOutcome in
      var run = try CommandRun(self, transaction, actor, language)
      return try run.perform(request)
    }
  }

  /// Carries commands out in order in one transaction; each is accepted or refused alone.
  public func perform(
    batch requests: [CommandRequest], actor: Actor, language: Language
  ) throws(StoreError) -> [CommandOutcome] {
    try warm(requests)
    return try store.write { (transaction) throws(StoreError) -> [CommandOutcome] in
      var run = try CommandRun(self, transaction, actor, language)
      var outcomes: [CommandOutcome] = []
      for request in requests { outcomes.append(try run.perform(request)) }
      return outcomes
    }
  }

  /// Compiles what the requests need before the store is locked for them.
  private func warm(_ requests: [CommandRequest]) throws(StoreError) {
    try store.read { (snapshot) throws(StoreError) in
      for request in requests {
        switch request.target {
        case .workflow(let workflow): _ = shelf.current(workflow)
        case .existing(let reference):
          if let stored = try CaseIdentity.find(reference, in: snapshot) {
            _ = try shelf.pinned(stored.heading, in: snapshot)
          }
        }
      }
    }
  }

  func world(_ actor: Actor, now: Instant) -> StepInput {
    StepInput(now: now, actor: actor, workspace: workspace, zones: zones, limits: limits)
  }
}

/// Commands of one actor inside one transaction.
struct CommandRun {
  let service: CaseService
  let transaction: any StoreTransaction
  let actor: Actor
  let language: Language
  let now: Instant
  private var head: JournalHead
  /// The keys of the cases met, by handle.
  private var keys: [String: CaseKey] = [:]
  /// What the command at hand wrote in its own case.
  private var written: (caseID: String, entries: [EntryDraft]) = ("", [])

  init(
    _ service: CaseService, _ transaction: any StoreTransaction, _ actor: Actor, _ language: Language
  ) throws(StoreError) {
    self.service = service
    self.transaction = transaction
    self.actor = actor
    self.language = language
    head = try transaction.head()
    now = service.clock.now()
  }

  mutating func perform(_ request: CommandRequest) throws(StoreError) -> CommandOutcome {
    switch (request.target, request.command) {
    case (.workflow(let workflow), .open(let input, let comment)):
      return try open(workflow, input, comment, request)
    // What the program itself asks of cases comes to them another way.
    case (.workflow(let name), _), (.existing(let name), .open), (.existing(let name), .message),
      (.existing(let name), .abandon):
      return .notFound(what: name)
    case (.existing(let reference), _):
      return try act(reference, request)
    }
  }

  // MARK: - Opening

  private mutating func open(
    _ workflow: String, _ input: [InputValue], _ comment: String?, _ request: CommandRequest
  ) throws(StoreError) -> CommandOutcome {
    let fingerprint = CommandFingerprint.of(request.command, target: "workflow \(workflow)", by: actor)
    if let earlier = try earlierOutcome(request, fingerprint) { return earlier }
    guard let compilation = service.shelf.current(workflow) else { return .notFound(what: workflow) }
    guard let definition = compilation.definition, !compilation.diagnostics.hasErrors else {
      return .definitionBroken(compilation)
    }
    if let problem = CaseDecider.mayOpen(definition, input: input, in: world) { return outcome(problem) }
    let id = CaseIdentity.id(at: now, random: service.vault.random.bytes(10))
    let new = try identify(id, definition)
    let decision = try decide(definition, in: world) { world, observation in
      CaseDecider.open(new, definition, input: input, comment: comment, in: world, observing: &observation)
    }
    guard case .commit(let commit) = decision else { return outcome(decision) }
    return try commitAndAnswer(
      commit, before: nil, definition, CommitExtras(request: request), request, fingerprint)
  }

  // MARK: - Acting

  private mutating func act(
    _ reference: CaseReference, _ request: CommandRequest
  ) throws(StoreError) -> CommandOutcome {
    guard let stored = try CaseIdentity.find(reference, in: transaction) else { return .notFound(what: reference) }
    let compilation = try service.shelf.pinned(stored.heading, in: transaction)
    guard let definition = compilation.definition else { return .definitionBroken(compilation) }
    var record = try load(stored, definition)
    guard CaseDecider.mayRead(record, definition, in: world) else { return .notFound(what: reference) }
    let fingerprint = CommandFingerprint.of(request.command, target: "case \(record.id)", by: actor)
    if let earlier = try earlierOutcome(request, fingerprint) { return earlier }

    _ = try reckon(&record, definition)
    try fireOverdue(&record, definition)
    if let expected = request.expectedRevision, expected != record.revision {
      return .stale(expected: expected, actual: record.revision, by: record.updatedBy, at: record.updatedAt)
    }
    let earlier = try earlierCase(request.command, record)
    let decision = try decide(definition, in: world) { [record] world, observation in
      CaseDecider.decide(
        request.command, on: record, definition, in: world, earlier: earlier, observing: &observation)
    }
    guard case .commit(let commit) = decision else { return outcome(decision) }
    return try commitAndAnswer(
      commit, before: record, definition, CommitExtras(request: request), request, fingerprint)
  }

  /// For what takes a step back: the case as its journal tells it before that step.
  private func earlierCase(_ command: CaseCommand, _ record: CaseRecord) throws(StoreError) -> EarlierCase? {
    switch command {
    case .back, .reopen: break
    default: return nil
    }
    guard let heading = try transaction.storedCase(id: record.id)?.heading else { return nil }
    guard let journal = try CaseJournal(heading, key: keys[record.handle], in: transaction) else {
      throw .corrupt(what: "journal entry", id: record.number)
    }
    return journal.beforeLastStep()
  }

  private func outcome(_ decision: CaseDecision) -> CommandOutcome {
    switch decision {
    case .refused(let refusal): .refused(refusal)
    case .unreadable(let values): .unreadable(values)
    case .failed(let words): .failed(words)
    case .commit: preconditionFailure("a commit is written before it is answered")
    }
  }

  // MARK: - Idempotency

  /// What an earlier command under the same idempotency key was answered; nil where there was none.
  private func earlierOutcome(
    _ request: CommandRequest, _ fingerprint: String
  ) throws(StoreError) -> CommandOutcome? {
    guard let requestID = request.requestID, let receipt = try transaction.receipt(requestID) else { return nil }
    guard receipt.fingerprint == fingerprint else { return .requestReused(requestID) }
    guard let stored = try transaction.storedCase(id: receipt.caseID) else {
      throw .corrupt(what: "receipt", id: requestID)
    }
    let compilation = try service.shelf.pinned(stored.heading, in: transaction)
    guard let definition = compilation.definition else { return .definitionBroken(compilation) }
    let answer = try service.vault.open(
      receipt.answer, handle: stored.heading.handle, name: CaseVault.Name.receipt, what: "receipt", id: requestID)
    let view = CaseView.make(try service.vault.record(stored), definition, in: world)
    return .done(
      CommandReceipt(
        json: String(decoding: answer, as: UTF8.self), view: view, definition: definition, isRepeated: true,
        entries: []))
  }

  // MARK: - Committing

  mutating func commitAndAnswer(
    _ commit: CaseCommit, before: CaseRecord?, _ definition: WorkflowDefinition, _ extras: CommitExtras,
    _ request: CommandRequest, _ fingerprint: String
  ) throws(StoreError) -> CommandOutcome {
    written = (commit.record.id, [])
    var record: CaseRecord
    switch try settle(commit, before: before, definition, extras) {
    case .failure(let failure): return .failed(failure.why)
    case .success(let after): record = after
    }
    if !record.children.isEmpty {
      var reader = try Reader(service, transaction, actor)
      record = try reader.withChildren(record)
    }
    let view = CaseView.make(record, definition, in: world)
    let json = view.json(language, definition, in: world)
    if let requestID = request.requestID {
      let answer = try service.vault.seal(
        Array(json.utf8), keys[record.handle], handle: record.handle, name: CaseVault.Name.receipt)
      try transaction.keep(
        StoredReceipt(requestID: requestID, fingerprint: fingerprint, caseID: record.id, answer: answer))
    }
    return .done(
      CommandReceipt(json: json, view: view, definition: definition, isRepeated: false, entries: written.entries))
  }

  /// Writes a commit and delivers what it sends; all of it, or where that does not come to rest nothing.
  ///
  /// - Returns: the case as it stands after everything.
  mutating func settle(
    _ commit: CaseCommit, before: CaseRecord?, _ definition: WorkflowDefinition, _ extras: CommitExtras
  ) throws(StoreError) -> Result<CaseRecord, NotOpened> {
    if commit.messages.isEmpty { return .success(try write(commit, before: before, definition, extras)) }
    let (transaction, headBefore) = (transaction, head)
    var result: Result<CaseRecord, NotOpened>?
    try transaction.attempt { () throws(StoreError) -> Bool in
      let after = try write(commit, before: before, definition, extras)
      if let why = try deliver(commit) {
        result = .failure(NotOpened(why: why))
        return false
      }
      // What came back may have moved the case on.
      result = .success(try find(.caseID(after.id))?.record ?? after)
      return true
    }
    if case .failure? = result { head = headBefore }
    return result ?? .failure(NotOpened(why: Words("")))
  }

  /// Writes one commit; the case as it stands after it.
  mutating func write(
    _ commit: CaseCommit, before: CaseRecord?, _ definition: WorkflowDefinition, _ extras: CommitExtras
  ) throws(StoreError) -> CaseRecord {
    var extras = extras
    let handle = commit.record.handle
    if let before {
      extras.version = before.version
    } else {
      try pin(definition, &extras)
      if definition.keepsSecrets { keys[handle] = try service.vault.makeKey(handle) }
    }
    let assembler = CommitAssembler(
      vault: service.vault, key: keys[handle], extras: extras, now: now, calendars: service.calendarDigest)
    let (change, record) = try assembler.change(commit, before: before, head: head)
    try transaction.commit(change)
    head = change.head
    if record.id == written.caseID { written.entries += commit.entries }
    return record
  }

  /// The version of a definition that a new case is pinned to, and its counter.
  private func pin(_ definition: WorkflowDefinition, _ extras: inout CommitExtras) throws(StoreError) {
    extras.counter = try number(definition).counter
    if let archived = try transaction.definition(digest: definition.digest) {
      extras.version = archived.version
    } else {
      extras.version = try transaction.versionCount(of: definition.id) + 1
      extras.definition = DefinitionArchive.stored(definition, version: extras.version)
    }
  }

  private func number(
    _ definition: WorkflowDefinition
  ) throws(StoreError) -> (number: String, counter: StoredCounter) {
    try CaseIdentity.number(definition.number, on: world.environment(of: definition).today, in: transaction)
  }

  private mutating func load(_ stored: StoredCase, _ definition: WorkflowDefinition) throws(StoreError) -> CaseRecord {
    if let key = try service.vault.key(stored) { keys[stored.heading.handle] = key }
    var record = try service.vault.record(stored)
    if definition.readsChildren { try Children.refresh(&record, in: transaction) }
    return record
  }
}

// MARK: - Other cases

extension CommandRun: CaseNeighbourhood {
  var world: StepInput { service.world(actor, now: now) }

  mutating func find(
    _ address: Address
  ) throws(StoreError) -> (record: CaseRecord, definition: WorkflowDefinition)? {
    guard let stored = try CaseIdentity.find(address.text, in: transaction),
      let definition = try service.shelf.pinned(stored.heading, in: transaction).definition
    else { return nil }
    return (try load(stored, definition), definition)
  }

  func definition(_ workflow: String) throws(StoreError) -> Result<WorkflowDefinition, NotOpened> {
    guard let compilation = service.shelf.current(workflow) else {
      return .failure(NotOpened(unknown: workflow, among: service.shelf.workflows))
    }
    guard let definition = compilation.definition, !compilation.diagnostics.hasErrors else {
      return .failure(NotOpened(broken: workflow))
    }
    return .success(definition)
  }

  func identify(_ caseID: String, _ definition: WorkflowDefinition) throws(StoreError) -> NewCase {
    NewCase(
      id: caseID, number: try number(definition).number,
      handle: CaseIdentity.handle(random: service.vault.random.bytes(16)))
  }

  mutating func keep(
    _ commit: CaseCommit, before: CaseRecord?, _ definition: WorkflowDefinition
  ) throws(StoreError) {
    _ = try write(commit, before: before, definition, CommitExtras())
  }

  func observe(_ definition: WorkflowDefinition, _ decide: (inout Observation?) -> CaseDecision) -> CaseDecision {
    var nothing: Observation?
    return decide(&nothing)
  }
}

extension NotOpened {
  init(unknown workflow: String, among workflows: [String]) {
    let nearest = Suggestion.nearest(to: workflow, in: workflows)
    why = Words(
      ja: "ワークフロー `\(workflow)` がありません" + (nearest.map { "。`\($0)` のことですか" } ?? ""),
      en: "there is no workflow `\(workflow)`" + (nearest.map { "; did you mean `\($0)`" } ?? ""))
  }

  init(broken workflow: String) {
    why = Words(
      ja: "ワークフロー `\(workflow)` の定義に誤りがあります", en: "the definition of `\(workflow)` has errors")
  }
}
