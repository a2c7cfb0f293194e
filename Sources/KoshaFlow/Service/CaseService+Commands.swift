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

  /// The present, never before the journal's last entry.
  func now(after head: JournalHead) -> Instant {
    let present = clock.now()
    return head.time.map { max($0, present) } ?? present
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

  init(
    _ service: CaseService, _ transaction: any StoreTransaction, _ actor: Actor, _ language: Language
  ) throws(StoreError) {
    self.service = service
    self.transaction = transaction
    self.actor = actor
    self.language = language
    head = try transaction.head()
    now = service.now(after: head)
  }

  private var world: StepInput { service.world(actor, now: now) }

  mutating func perform(_ request: CommandRequest) throws(StoreError) -> CommandOutcome {
    switch (request.target, request.command) {
    case (.workflow(let workflow), .open(let input, let comment)):
      return try open(workflow, input, comment, request)
    case (.existing(let reference), .event), (.existing(let reference), .claim), (.existing(let reference), .release),
      (.existing(let reference), .comment), (.existing(let reference), .timer):
      return try act(reference, request)
    case (.workflow(let name), _), (.existing(let name), .open):
      return .notFound(what: name)
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
    let world = world
    if let problem = CaseDecider.mayOpen(definition, input: input, in: world) { return outcome(problem) }
    let day = now.dateAndTime(in: service.workspace.zone, zones: service.zones)?.date
    guard let day else {
      return .failed(
        Words(
          ja: "時間帯 `\(service.workspace.timeZone)` が分かりません",
          en: "the time zone `\(service.workspace.timeZone)` is unknown"))
    }
    let (number, counter) = try CaseIdentity.number(definition.number, on: day, in: transaction)
    let random = service.vault.random
    let new = NewCase(
      id: CaseIdentity.id(at: now, random: random.bytes(10)), number: number,
      handle: CaseIdentity.handle(random: random.bytes(16)))
    let decision = CaseDecider.open(new, definition, input: input, comment: comment, in: world)
    guard case .commit(let commit) = decision else { return outcome(decision) }

    var extras = CommitExtras(request: request, fingerprint: fingerprint, counter: counter)
    if let archived = try transaction.definition(digest: definition.digest) {
      extras.version = archived.version
    } else {
      let version = try transaction.versionCount(of: workflow) + 1
      extras.version = version
      extras.definition = DefinitionArchive.stored(definition, version: version)
    }
    let isSensitive = definition.fields.contains { $0.isSensitive }
    let key = isSensitive ? try service.vault.makeKey(new.handle) : nil
    return try commitAndAnswer(commit, before: nil, key: key, definition, extras)
  }

  // MARK: - Acting

  private mutating func act(
    _ reference: CaseReference, _ request: CommandRequest
  ) throws(StoreError) -> CommandOutcome {
    guard let stored = try CaseIdentity.find(reference, in: transaction) else { return .notFound(what: reference) }
    let compilation = try service.shelf.pinned(stored.heading, in: transaction)
    guard let definition = compilation.definition else { return .definitionBroken(compilation) }
    var record = try service.vault.record(stored)
    guard CaseDecider.mayRead(record, definition, in: world) else { return .notFound(what: reference) }
    let fingerprint = CommandFingerprint.of(request.command, target: "case \(record.id)", by: actor)
    if let earlier = try earlierOutcome(request, fingerprint) { return earlier }
    let key = try service.vault.key(stored)

    if let failure = try fireOverdue(&record, definition, key: key) { return failure }
    if let expected = request.expectedRevision, expected != record.revision {
      return .stale(expected: expected, actual: record.revision, by: record.updatedBy, at: record.updatedAt)
    }
    let decision = CaseDecider.decide(request.command, on: record, definition, in: world)
    guard case .commit(let commit) = decision else { return outcome(decision) }
    let extras = CommitExtras(request: request, fingerprint: fingerprint, version: record.version)
    return try commitAndAnswer(commit, before: record, key: key, definition, extras)
  }

  /// Fires what is overdue in a case, each timer a macrostep and an entry of its own.
  ///
  /// - Returns: the failure of a timer that did not settle, which leaves the case as it was before that timer.
  private mutating func fireOverdue(
    _ record: inout CaseRecord, _ definition: WorkflowDefinition, key: CaseKey?
  ) throws(StoreError) -> CommandOutcome? {
    for _ in 0..<CaseService.timersBeforeACommand {
      guard let timer = record.overdueTimers(at: now).first else { return nil }
      if let failure = try fire(timer, &record, definition, key: key) { return failure }
    }
    return nil
  }

  /// Fires one timer.
  mutating func fire(
    _ timer: TimerRecord, _ record: inout CaseRecord, _ definition: WorkflowDefinition, key: CaseKey?
  ) throws(StoreError) -> CommandOutcome? {
    let world = service.world(.system, now: now)
    let decision = CaseDecider.decide(.timer(id: timer.id), on: record, definition, in: world)
    guard case .commit(let commit) = decision else { return outcome(decision) }
    let assembler = CommitAssembler(
      vault: service.vault, key: key, extras: CommitExtras(version: record.version), now: now)
    let (change, after) = try assembler.change(commit, before: record, head: head)
    try apply(change)
    record = after
    return nil
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

  private mutating func commitAndAnswer(
    _ commit: CaseCommit, before: CaseRecord?, key: CaseKey?, _ definition: WorkflowDefinition, _ extras: CommitExtras
  ) throws(StoreError) -> CommandOutcome {
    let world = world
    let assembler = CommitAssembler(vault: service.vault, key: key, extras: extras, now: now)
    var (change, record) = try assembler.change(commit, before: before, head: head)
    let view = CaseView.make(record, definition, in: world)
    let json = view.json(language, definition, in: world)
    change.receipt = try assembler.receipt(json, of: record)
    try apply(change)
    return .done(
      CommandReceipt(json: json, view: view, definition: definition, isRepeated: false, entries: commit.entries))
  }

  private mutating func apply(_ change: StoreChange) throws(StoreError) {
    try transaction.commit(change)
    head = change.head
  }
}
