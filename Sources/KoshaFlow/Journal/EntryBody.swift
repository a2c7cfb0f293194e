// The body of a journal entry: everything that happened, in words and values, as JSON beside the header.
//
// In a case that has a key, values of sensitive fields stand sealed one by one, and everything else that may carry
// such a value (last event, output, what timers carry, answers and inputs of decisions, comment, log, errors) stands
// sealed together under the name `entry`; the body holds commitments in their place.

public import KoshaRules
public import KoshaSource

/// A body as it is read back.
public struct EntryBody: Sendable {
  /// Who really acted.
  public var by: String
  /// On whose behalf, where an operator acted for another.
  public var onBehalfOf: String?
  /// The event, nil for an act of care.
  public var event: String?
  /// When a timer was due, where that is not when it fired.
  public var dueAt: Instant?
  /// What the clock said, where that was before the entry's time.
  public var clock: Instant?
  /// The idempotency key.
  public var requestID: String?
  /// The comment.
  public var comment: String?
  /// Active basic states before, in document order.
  public var before: [String]
  /// Active basic states after.
  public var after: [String]
  /// Transitions taken.
  public var transitions: [TransitionRecord]
  /// Fields set.
  public var changes: [FieldChange]
  /// Decisions made.
  public var decisions: [DecisionRecord]
  /// Cases it opened whose record changed.
  public var children: [ChildRecord]
  /// Values noted by `log`.
  public var logs: [String]
  /// Errors met.
  public var errors: [Words]
  /// The case after the entry, without data, decisions and children.
  public var record: CaseRecord
  /// Names of sealed values that could not be opened; their places hold null.
  public var unopened: [String]

  /// The name of what is sealed together.
  package static let entryName = "entry"
  /// What stands before a field's name among the sealed values.
  package static let fieldPrefix = "set."
  /// The name under which a commitment stands in the place of a sealed value.
  static let sealedMark = "@sealed"
}

/// What goes into a body beside the draft.
package struct BodyContext {
  package var requestID: String?
  /// The case's key; nil where the workflow has no sensitive field.
  package var key: CaseKey?
  package var randomBytes: (Int) -> [UInt8]

  package init(requestID: String?, key: CaseKey?, randomBytes: @escaping (Int) -> [UInt8]) {
    self.requestID = requestID
    self.key = key
    self.randomBytes = randomBytes
  }
}

extension EntryBody {
  /// The body's bytes and the sealed values of a draft.
  package static func encode(
    _ draft: EntryDraft, clock: Instant? = nil, _ context: BodyContext
  ) throws -> (body: [UInt8], sealed: SealedValues) {
    var sealed = SealedValues()
    let record = draft.recordAfter
    func seal(_ document: JSON, _ name: String, _ key: CaseKey) throws -> JSON {
      .string(
        try sealed.add(document.bytes, named: name, key: key, handle: record.handle, random: context.randomBytes))
    }

    var set: [JSON.Member] = []
    for change in draft.changes {
      let value = JSON(change.value)
      guard change.isSensitive, let key = context.key else {
        set.append(JSON.Member(change.name, value))
        continue
      }
      let commitment = try seal(value, fieldPrefix + change.name, key)
      set.append(JSON.Member(change.name, .object([JSON.Member(sealedMark, commitment)])))
    }
    let hidden = hidden(draft)
    let hiddenCommitment = try context.key.map { try seal(.sorted(hidden), entryName, $0) }

    let (actor, principal) = (draft.actor.operatorID ?? draft.actor.id, draft.actor.id)
    var members = [
      JSON.Member("after", .texts(draft.after)),
      JSON.Member("before", .texts(draft.before)),
      JSON.Member("by", .string(actor)),
      JSON.Member("case", RecordCodec.identity(record)),
      JSON.Member("decisions", .array(draft.decisions.map(facts))),
      JSON.Member("due", draft.dueAt.map(RecordCodec.instant) ?? .null),
      JSON.Member("event", .text(draft.event)),
      JSON.Member("on_behalf_of", .text(draft.actor.operatorID == nil ? nil : principal)),
      JSON.Member("request_id", .text(context.requestID)),
      JSON.Member("set", .object(set)),
      JSON.Member("state", RecordCodec.state(record, values: false)),
      JSON.Member("transitions", .array(draft.transitions.map(transition))),
    ]
    if !draft.children.isEmpty {
      members.append(
        JSON.Member("children", .array(draft.children.map { RecordCodec.child($0, values: false) })))
    }
    if let clock { members.append(JSON.Member("clock", RecordCodec.instant(clock))) }
    // INVARIANT: `values` sorts last, which is where the verifier looks for a commitment.
    members.append(JSON.Member("values", hiddenCommitment ?? .sorted(hidden)))
    return (JSON.sorted(members).bytes, sealed)
  }

  /// What is sealed together where the case has a key.
  private static func hidden(_ draft: EntryDraft) -> [JSON.Member] {
    let outputs = draft.children.map { JSON($0.output) }
    let votes = RecordCodec.ballotValues(draft.recordAfter)
    let rare =
      (votes.map { [JSON.Member("ballots", $0)] } ?? [])
      + (outputs.isEmpty ? [] : [JSON.Member("children", .array(outputs))])
    return rare + [
      JSON.Member("comment", .text(draft.comment)),
      JSON.Member("decisions", .array(draft.decisions.map(answers))),
      JSON.Member("errors", .array(draft.errors.map(words))),
      JSON.Member("event", JSON(draft.recordAfter.event)),
      JSON.Member("logs", .texts(draft.logs)),
      JSON.Member("output", JSON(draft.recordAfter.output)),
      JSON.Member("timers", RecordCodec.timerValues(draft.recordAfter)),
    ]
  }

  private static func facts(_ decision: DecisionRecord) -> JSON {
    .sorted([
      "basis": .array(decision.basis.map(words)), "decision": .string(decision.decision),
      "fired": .texts(decision.fired),
    ])
  }

  private static func answers(_ decision: DecisionRecord) -> JSON {
    .sorted([
      "errors": .array(decision.errors.map(words)), "inputs": JSON(decision.inputs), "result": JSON(decision.result),
    ])
  }

  private static func words(_ words: Words) -> JSON { .sorted(["en": .string(words.en), "ja": .string(words.ja)]) }

  private static func transition(_ transition: TransitionRecord) -> JSON {
    .sorted([
      "index": .integer(transition.index), "source": .string(transition.source),
      "targets": .texts(transition.targets),
    ])
  }
}

// MARK: - Reading

extension EntryBody {
  /// The body of an entry; nil where its bytes are none.
  ///
  /// - Parameter key: opens the sealed values; where it is nil they are left out and named in `unopened`.
  package init?(_ entry: StoredEntry, key: CaseKey?) {
    guard let document = JSON.read(entry.body), let identity = document["case"],
      let handle = identity["handle"]?.string, let state = document["state"]
    else { return nil }
    let sealed = entry.sealed.flatMap { SealedValues($0) }
    var unopened: [String] = []
    func open(_ name: String, _ commitment: String) -> JSON? {
      guard let key, let text = sealed?.open(name, commitment: commitment, key: key, handle: handle) else {
        unopened.append(name)
        return nil
      }
      return JSON.read(text)
    }

    var hidden = document["values"]
    if let commitment = hidden?.string { hidden = open(Self.entryName, commitment) }
    guard let set = document["set"]?.object, let facts = document["decisions"]?.array, let by = document["by"]?.string,
      let before = document["before"]?.strings, let after = document["after"]?.strings,
      let transitions = document["transitions"].flatMap({ RecordCodec.all($0, Self.transition) }),
      let record = RecordCodec.record(
        identity: identity, state: state, event: hidden?["event"] ?? .null, output: hidden?["output"] ?? .null,
        timers: hidden?["timers"]?.array, ballots: hidden?["ballots"]?.array),
      let decisions = Self.decisions(facts, answers: hidden?["decisions"]?.array),
      let children = Self.children(document["children"]?.array ?? [], outputs: hidden?["children"]?.array)
    else { return nil }

    var changes: [FieldChange] = []
    for member in set {
      if let commitment = member.value[Self.sealedMark]?.string {
        let value = open(Self.fieldPrefix + member.name, commitment)?.value ?? .null
        changes.append(FieldChange(name: member.name, value: value, isSensitive: true))
      } else {
        guard let value = member.value.value else { return nil }
        changes.append(FieldChange(name: member.name, value: value, isSensitive: false))
      }
    }
    self.by = by
    self.onBehalfOf = document["on_behalf_of"]?.string
    self.event = document["event"]?.string
    self.dueAt = document["due"].flatMap(RecordCodec.instant)
    self.clock = document["clock"].flatMap(RecordCodec.instant)
    self.requestID = document["request_id"]?.string
    self.comment = hidden?["comment"]?.string
    self.before = before
    self.after = after
    self.transitions = transitions
    self.changes = changes
    self.decisions = decisions
    self.children = children
    self.logs = hidden?["logs"]?.strings ?? []
    self.errors = hidden?["errors"].flatMap { RecordCodec.all($0, Self.words) } ?? []
    self.record = record
    self.unopened = unopened
  }

  private static func decisions(_ facts: [JSON], answers: [JSON]?) -> [DecisionRecord]? {
    if let answers, answers.count != facts.count { return nil }
    var decisions: [DecisionRecord] = []
    for (index, fact) in facts.enumerated() {
      let answer = answers?[index]
      guard let decision = fact["decision"]?.string, let fired = fact["fired"]?.strings,
        let basis = fact["basis"].flatMap({ RecordCodec.all($0, words) })
      else { return nil }
      decisions.append(
        DecisionRecord(
          decision: decision, result: answer?["result"]?.value ?? .null, fired: fired, basis: basis,
          inputs: answer?["inputs"]?.entries ?? [],
          errors: answer?["errors"].flatMap { RecordCodec.all($0, words) } ?? []))
    }
    return decisions
  }

  private static func children(_ facts: [JSON], outputs: [JSON]?) -> [ChildRecord]? {
    if let outputs, outputs.count != facts.count { return nil }
    let children = facts.enumerated().compactMap { index, fact in
      RecordCodec.child(fact, output: outputs?[index] ?? .null)
    }
    return children.count == facts.count ? children : nil
  }

  private static func words(_ document: JSON) -> Words? {
    guard let ja = document["ja"]?.string, let en = document["en"]?.string else { return nil }
    return Words(ja: ja, en: en)
  }

  private static func transition(_ document: JSON) -> TransitionRecord? {
    guard let index = document["index"]?.integer, let source = document["source"]?.string,
      let targets = document["targets"]?.strings
    else { return nil }
    return TransitionRecord(index: index, source: source, targets: targets)
  }
}
