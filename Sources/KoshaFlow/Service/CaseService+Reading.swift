// Cases, read: one with all that its reader may see, lists, the inbox, the history.

public import KoshaRules
public import KoshaSource

/// The answer to who asks for a case.
public enum CaseLookup: Sendable {
  /// The case as the reader may see it, its definition, and its JSON document.
  case found(CaseView, WorkflowDefinition, json: String)
  /// No such case, or none that this person may see.
  case notFound
  /// The definition the case is pinned to does not compile in this workspace.
  case definitionBroken(Compilation)
}

/// A line of a list of cases.
public struct CaseListItem: Sendable {
  /// The columns.
  public var heading: CaseHeading
  /// The workflow's title.
  public var workflowTitle: Words
  /// The titles of the active states.
  public var stateTitles: [Words]
}

/// A line of the inbox.
public struct InboxItem: Sendable {
  /// The case.
  public var heading: CaseHeading
  /// The workflow's title.
  public var workflowTitle: Words
  /// The task.
  public var task: TaskRecord
  /// The task's title.
  public var title: Words
  /// Whether the reader has claimed it; else it is offered to them.
  public var isMine: Bool
  /// When the first of the case's deadlines that run ends.
  public var deadline: Instant?
  /// Whether the task's due time or a deadline of the case has passed.
  public var isOverdue: Bool
}

/// An entry of a case's journal as one reader may see it.
public struct HistoryEntry: Sendable {
  /// The header.
  public var header: EntryHeader
  /// The leaf hash in lower-case hexadecimal.
  public var hash: String
  /// What happened; what the reader may not see holds null.
  public var body: EntryBody
  /// Names of the fields the reader may not see.
  public var masked: [String]
}

/// Who asks, and when.
struct Reader {
  let service: CaseService
  let snapshot: any StoreSnapshot
  let world: StepInput
  /// Whether cases of a definition can be read by someone in the reader's roles, whatever the case.
  private var readable: [String: Bool] = [:]

  init(_ service: CaseService, _ snapshot: any StoreSnapshot, _ actor: Actor) throws(StoreError) {
    self.service = service
    self.snapshot = snapshot
    world = service.world(actor, now: service.clock.now())
  }

  /// The definition of a case; nil where it does not compile.
  func definition(_ heading: CaseHeading) throws(StoreError) -> WorkflowDefinition? {
    try service.shelf.pinned(heading, in: snapshot).definition
  }

  /// Whether the reader may see a case, from its columns alone where they tell.
  mutating func mayRead(_ heading: CaseHeading, _ definition: WorkflowDefinition) throws(StoreError) -> Bool {
    if readable[definition.digest] == true { return true }
    let read = definition.access.read ?? []
    let holdsRole = read.contains { if case .role(let role) = $0 { world.actor.roles.contains(role) } else { false } }
    let programs = read.compactMap { if case .people(let program) = $0 { program } else { nil } }
    if holdsRole || programs.isEmpty {
      if let known = readable[definition.digest] { return known }
      let answer = CaseDecider.mayRead(heading.record, definition, in: world)
      readable[definition.digest] = answer
      return answer
    }
    if programs.allSatisfy({ Self.readsColumnsAlone($0, definition.layout) }) {
      return CaseDecider.mayRead(heading.record, definition, in: world)
    }
    guard let stored = try snapshot.storedCase(id: heading.id) else { return false }
    return CaseDecider.mayRead(try service.vault.record(stored), definition, in: world)
  }

  /// Whether an expression asks only for what the columns hold: who opened the case, its number, the reader.
  private static func readsColumnsAlone(_ program: Program, _ layout: SlotLayout) -> Bool {
    let columns = [layout.caseFacts, layout.actor, layout.now, layout.today]
    // `in state` and `case.state` ask for compound states too, which the columns leave out.
    return program.slots.allSatisfy(columns.contains) && !program.source.text.contains("state")
  }
}

extension CaseService {
  /// A case, by id or number.
  public func show(_ reference: CaseReference, actor: Actor, language: Language) throws(StoreError) -> CaseLookup {
    try store.read { (snapshot) throws(StoreError) -> CaseLookup in
      var reader = try Reader(self, snapshot, actor)
      guard let stored = try CaseIdentity.find(reference, in: snapshot) else { return .notFound }
      let compilation = try shelf.pinned(stored.heading, in: snapshot)
      guard let definition = compilation.definition else { return .definitionBroken(compilation) }
      let record = try vault.record(stored)
      guard CaseDecider.mayRead(record, definition, in: reader.world) else { return .notFound }
      let view = CaseView.make(try reader.withChildren(record), definition, in: reader.world)
      return .found(view, definition, json: view.json(language, definition, in: reader.world))
    }
  }

  /// Cases that the reader may see, the newest first.
  public func list(_ query: CaseQuery, actor: Actor) throws(StoreError) -> [CaseListItem] {
    try store.read { (snapshot) throws(StoreError) -> [CaseListItem] in
      var reader = try Reader(self, snapshot, actor)
      var items: [CaseListItem] = []
      var failure: StoreError?
      try snapshot.visitHeadings(query) { heading in
        if let limit = query.limit, items.count >= limit { return false }
        do throws(StoreError) {
          // A case whose definition no longer compiles is listed by those who manage the workspace alone.
          guard let definition = try reader.definition(heading), try reader.mayRead(heading, definition) else {
            return true
          }
          items.append(
            CaseListItem(
              heading: heading, workflowTitle: definition.title,
              stateTitles: heading.state.map { definition.state($0)?.title ?? Words($0) }))
          return true
        } catch {
          failure = error
          return false
        }
      }
      if let failure { throw failure }
      return items
    }
  }

  /// What the reader has to do: overdue tasks first, then their own, then by due time and age.
  public func inbox(actor: Actor) throws(StoreError) -> [InboxItem] {
    try store.read { (snapshot) throws(StoreError) -> [InboxItem] in
      var reader = try Reader(self, snapshot, actor)
      var items: [InboxItem] = []
      var deadlines: [String: [StoredDeadline]] = [:]
      for row in try snapshot.deadlines() { deadlines[row.caseID, default: []].append(row) }
      for stored in try snapshot.tasks() {
        let task = stored.task
        let isMine = task.claimedBy == actor.id
        let isOffered =
          task.claimedBy == nil
          && (task.people.contains(actor.id) || task.roles.contains { actor.roles.contains($0) })
        guard isMine || isOffered, let heading = try snapshot.storedCase(id: stored.caseID)?.heading,
          let definition = try reader.definition(heading), try reader.mayRead(heading, definition)
        else { continue }
        let rows = deadlines[stored.caseID] ?? []
        items.append(
          InboxItem(
            heading: heading, workflowTitle: definition.title, task: task,
            title: definition.title(of: task), isMine: isMine,
            deadline: rows.filter { $0.stoppedAt == nil }.map(\.due).min(),
            isOverdue: task.due.map { $0 < reader.world.now } ?? false
              || rows.contains { $0.due <= $0.stoppedAt ?? reader.world.now }))
      }
      return items.enumerated().sorted { left, right in
        let (first, second) = (left.element, right.element)
        if first.isOverdue != second.isOverdue { return first.isOverdue }
        if first.isMine != second.isMine { return first.isMine }
        let dues = (first.task.due?.milliseconds ?? .max, second.task.due?.milliseconds ?? .max)
        return dues.0 != dues.1 ? dues.0 < dues.1 : left.offset < right.offset
      }.map(\.element)
    }
  }

  /// The journal entries of a case, the first first; nil where there is no such case for this reader.
  public func history(
    _ reference: CaseReference, actor: Actor
  ) throws(StoreError) -> (definition: WorkflowDefinition, entries: [HistoryEntry])? {
    try store.read { (snapshot) throws(StoreError) -> (WorkflowDefinition, [HistoryEntry])? in
      let reader = try Reader(self, snapshot, actor)
      guard let stored = try CaseIdentity.find(reference, in: snapshot),
        let definition = try reader.definition(stored.heading)
      else { return nil }
      let record = try vault.record(stored)
      guard CaseDecider.mayRead(record, definition, in: reader.world) else { return nil }
      let mask = FieldMask(record, definition, in: reader.world)
      let key = try vault.key(stored)
      var entries: [HistoryEntry] = []
      var next = record.headEntry
      while let sequence = next {
        guard let entry = try snapshot.entry(sequence), let header = EntryHeader(entry.header),
          var body = EntryBody(entry, key: key), entries.count < record.revision
        else { throw .corrupt(what: "journal entry", id: "\(sequence)") }
        mask.apply(to: &body)
        entries.append(
          HistoryEntry(header: header, hash: Hashing.hex(entry.leafHash), body: body, masked: mask.names))
        next = header.previous
      }
      return (definition, entries.reversed())
    }
  }

  /// The waiting effects of a case; nil where there is no such case for this reader.
  public func effects(
    _ reference: CaseReference, actor: Actor
  ) throws(StoreError) -> [(key: String, createdAt: Instant, effect: Effect)]? {
    try store.read { (snapshot) throws(StoreError) in
      let reader = try Reader(self, snapshot, actor)
      guard let stored = try CaseIdentity.find(reference, in: snapshot),
        let definition = try reader.definition(stored.heading),
        CaseDecider.mayRead(try vault.record(stored), definition, in: reader.world)
      else { return nil }
      return try EffectService(store: store, vault: vault).effects(of: stored, in: snapshot)
    }
  }
}

/// The fields of a case that a reader may not see, and what else could tell their values.
struct FieldMask {
  /// Names of fields, and of decisions whose answers follow from them.
  var names: [String] { hidden.names }
  private let hidden: HiddenNames
  /// Whether one of the fields is sensitive, so that free text is withheld too.
  private let hidesSensitive: Bool

  init(_ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput) {
    let fields = definition.fields.filter { !CaseDecider.mayRead(field: $0, of: record, definition, in: world) }
    hidden = HiddenNames(fields: fields.map(\.name), in: definition)
    hidesSensitive = fields.contains { $0.isSensitive }
  }

  func apply(to body: inout EntryBody) {
    if names.isEmpty { return }
    for index in body.changes.indices where hidden.contains(body.changes[index].name) {
      body.changes[index].value = .null
    }
    // Which rules fired stays: it is what the decision rests on, and tells no value.
    for index in body.decisions.indices {
      let decision = body.decisions[index].decision
      for input in body.decisions[index].inputs.indices
      where hidden.contains(input: body.decisions[index].inputs[input].name, of: decision) {
        body.decisions[index].inputs[input].value = .null
      }
      if hidden.contains(decision) {
        body.decisions[index].result = .null
        body.decisions[index].errors = []
      }
    }
    if hidesSensitive {
      body.logs = []
      body.errors = []
      body.record.output = .null
      body.record.event = .null
    }
  }
}
