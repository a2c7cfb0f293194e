// A stored case as the engine works on it, and back: names become indexes and slots.

public import KoshaRules
import KoshaSource

/// A stored case that names what its definition has not: the two do not belong together.
struct RecordMismatch: Error {
  /// The state, field or decision.
  var name: String

  var message: Words {
    Words(
      ja: "保存された案件が定義と合いません: `\(name)` が定義にありません",
      en: "the stored case does not fit its definition, which has no `\(name)`")
  }
}

extension Snapshot {
  init(_ record: CaseRecord, _ definition: WorkflowDefinition) throws(RecordMismatch) {
    self.init(before: definition)
    configuration.insert(0)
    for id in record.configuration { configuration.insert(try Snapshot.index(of: id, definition)) }
    for memory in record.history {
      var states: [Int] = []
      for id in memory.remembered { states.append(try Snapshot.index(of: id, definition)) }
      remember(states, by: try Snapshot.index(of: memory.state, definition))
    }
    for entry in record.data {
      guard let slot = definition.fields.firstIndex(where: { $0.name == entry.name }) else {
        throw RecordMismatch(name: entry.name)
      }
      values[slot] = entry.value
    }
    for entry in record.decisions {
      guard let index = definition.decisionIDs.firstIndex(of: entry.name) else {
        throw RecordMismatch(name: entry.name)
      }
      values[definition.layout.firstDecision + index] = entry.value
      decisionsMade.insert(index)
    }
    values[definition.layout.event] = record.event
    tasks = record.tasks
    timers = record.timers
    children = record.children
    ballots = record.ballots
    deadlines = record.deadlines
    counter = record.counter
    status = record.status
    outcome = record.outcome
    output = record.output
  }

  private static func index(of id: String, _ definition: WorkflowDefinition) throws(RecordMismatch) -> Int {
    guard let state = definition.states.first(where: { $0.id == id }) else { throw RecordMismatch(name: id) }
    return state.index
  }
}

extension CaseRecord {
  /// The case as the engine left it.
  mutating func apply(_ snapshot: Snapshot, _ definition: WorkflowDefinition) {
    configuration = snapshot.configuration.filter { $0 != 0 }.map { definition.states[$0].id }
    history = snapshot.memories.map { memory in
      HistoryRecord(
        state: definition.states[memory.history].id, remembered: memory.states.map { definition.states[$0].id })
    }
    data = definition.fields.enumerated().map { slot, field in Context.Entry(field.name, snapshot.values[slot]) }
    decisions = snapshot.decisionsMade.map { index in
      Context.Entry(definition.decisionIDs[index], snapshot.values[definition.layout.firstDecision + index])
    }
    event = snapshot.values[definition.layout.event]
    tasks = snapshot.tasks
    timers = snapshot.timers
    children = snapshot.children
    ballots = snapshot.ballots
    deadlines = snapshot.deadlines
    counter = snapshot.counter
    status = snapshot.status
    outcome = snapshot.outcome
    output = snapshot.output
  }

  /// The active basic states in document order.
  package func basicStates(_ definition: WorkflowDefinition) -> [String] {
    let active = Set(configuration)
    return definition.states.filter { active.contains($0.id) && definition.isAtomic($0.index) }.map(\.id)
  }

  /// What expressions see as `case`.
  package var facts: CaseFacts {
    CaseFacts(id: id, number: number, openedAt: openedAt, openedBy: openedBy, opener: opener)
  }

  /// Timers that are due at a point of time, in the order in which they fire: by due time, then by arming.
  public func overdueTimers(at now: Instant) -> [TimerRecord] {
    timers.enumerated().filter { $0.element.due <= now }
      .sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }
      .map(\.element)
  }

  /// Notes who sent an event, for `not_by`.
  mutating func noteSender(of event: String, _ actor: Actor) {
    var sender = senders.first { $0.event == event } ?? SenderRecord(event: event, people: [])
    // A deputy decides, so that neither name may look at it as a second pair of eyes.
    let deciding = [actor.id] + (actor.deputyship == nil ? [] : [actor.operatorID].compactMap { $0 })
    for person in deciding where !sender.people.contains(person) { sender.people.append(person) }
    if let operatorID = actor.operatorID, !sender.operators.contains(operatorID) {
      sender.operators.append(operatorID)
    }
    if let index = senders.firstIndex(where: { $0.event == event }) {
      senders[index] = sender
    } else {
      senders.append(sender)
    }
  }
}
