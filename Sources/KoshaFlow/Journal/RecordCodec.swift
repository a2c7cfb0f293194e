// A case as JSON and back: its identity, its state, and (in the case row) its data.

import KoshaRules

/// Cases as JSON.
package enum RecordCodec {
  /// What a case is called and pinned to; never changes.
  ///
  /// `opener` stands there only where a case opened it.
  package static func identity(_ record: CaseRecord) -> JSON {
    .sorted([
      "definition": .string(record.definition), "handle": .string(record.handle), "id": .string(record.id),
      "number": .string(record.number), "opened_at": instant(record.openedAt), "opened_by": .string(record.openedBy),
      "opener": record.opener.map { opener in
        .sorted([
          "case": .string(opener.caseID), "child": .string(opener.childID), "depth": .integer(opener.depth),
          "number": .string(opener.number),
        ])
      }, "version": .integer(record.version), "workflow": .string(record.workflow),
    ])
  }

  /// How a case stands, without its data and decisions.
  ///
  /// - Parameter values: whether values (the last event, the output, what timers carry) are put in.
  package static func state(_ record: CaseRecord, values: Bool) -> JSON {
    .sorted([
      "ballots": record.ballots.isEmpty ? nil : .array(record.ballots.map { ballot($0, values: values) }),
      "configuration": .texts(record.configuration), "counter": .integer(record.counter),
      "deadlines": record.deadlines.isEmpty ? nil : .array(record.deadlines.map(DeadlineCodec.document)),
      "event": values ? JSON(record.event) : nil,
      "history": .array(record.history.map { .array([.string($0.state), .texts($0.remembered)]) }),
      "outcome": .text(record.outcome), "output": values ? JSON(record.output) : nil,
      "revision": .integer(record.revision),
      "senders": .array(record.senders.map { .array([.string($0.event), .texts($0.people), .texts($0.operators)]) }),
      "status": .string(record.status.rawValue), "tasks": .array(record.tasks.map(task)),
      "timers": .array(record.timers.map { timer($0, values: values) }), "updated_at": instant(record.updatedAt),
      "updated_by": .string(record.updatedBy),
    ])
  }

  /// What timers carry, one for each.
  package static func timerValues(_ record: CaseRecord) -> JSON {
    .array(
      record.timers.map { timer in
        if case .send(_, let data, _, _) = timer.kind { JSON(data) } else { .null }
      })
  }

  /// The whole case, for the case row.
  package static func document(_ record: CaseRecord) -> JSON {
    .sorted([
      "case": identity(record), "children": record.children.isEmpty ? nil : .array(record.children.map(child)),
      "data": JSON(record.data), "decisions": JSON(record.decisions), "head": .count(record.headEntry),
      "state": state(record, values: true),
    ])
  }

  /// A child with its output.
  package static func child(_ child: ChildRecord) -> JSON { self.child(child, values: true) }

  /// A child.
  ///
  /// - Parameter values: whether its output is put in.
  package static func child(_ child: ChildRecord, values: Bool) -> JSON {
    .sorted([
      "bound_to": .text(child.boundTo), "case": .string(child.caseID), "id": .string(child.id),
      "number": .string(child.number), "outcome": .text(child.outcome), "output": values ? JSON(child.output) : nil,
      "state": .texts(child.state), "status": .string(child.status.rawValue), "workflow": .string(child.workflow),
    ])
  }

  static func instant(_ instant: Instant) -> JSON { .integer(Int(instant.milliseconds)) }

  private static func task(_ task: TaskRecord) -> JSON {
    .sorted([
      "claimed_by": .text(task.claimedBy), "due": task.due.map(instant) ?? .null, "id": .string(task.id),
      "marks": task.marks.isEmpty
        ? nil : .array(task.marks.map { .array([.integer($0.item), .string($0.by), instant($0.at)]) }),
      "opened_at": instant(task.openedAt), "owner": task.owner.map(JSON.string), "people": .texts(task.people),
      "roles": .texts(task.roles), "state": .string(task.state),
    ])
  }

  private static func ballot(_ ballot: BallotRecord, values: Bool) -> JSON {
    .sorted([
      "eligible": .texts(ballot.eligible), "excepted": .texts(ballot.excepted), "need": .integer(ballot.need),
      "over": .boolean(ballot.isOver), "secret": .boolean(ballot.isSecret), "state": .string(ballot.state),
      "task": .string(ballot.task),
      "voters": .array(ballot.voters.map { .array([.string($0.person), instant($0.at)]) }),
      "votes": values ? votes(ballot) : nil,
    ])
  }

  private static func votes(_ ballot: BallotRecord) -> JSON { .array(ballot.votes.map { JSON($0.entries) }) }

  /// What the votes of ballots say, one list for each; nil where there is no ballot.
  package static func ballotValues(_ record: CaseRecord) -> JSON? {
    record.ballots.isEmpty ? nil : .array(record.ballots.map(votes))
  }

  private static func timer(_ timer: TimerRecord, values: Bool) -> JSON {
    let kind: JSON
    switch timer.kind {
    case .after(let state): kind = .sorted(["after": .string(state)])
    case .ballot(let state): kind = .sorted(["ballot": .string(state)])
    case .deadline(let id, let rung): kind = .sorted(["deadline": .string(id), "rung": .string(rung.rawValue)])
    case .send(let event, let data, let sendID, let receiver):
      kind = .sorted([
        "data": values ? JSON(data) : nil, "send": .string(event), "send_id": .text(sendID),
        "to": receiver.map(address),
      ])
    }
    return .sorted([
      "armed_at": instant(timer.armedAt), "due": instant(timer.due), "id": .string(timer.id), "kind": kind,
    ])
  }
}

extension RecordCodec {
  private static func address(_ address: Address) -> JSON {
    switch address {
    case .caseID(let id): .sorted(["case": .string(id)])
    case .reference(let text): .sorted(["reference": .string(text)])
    }
  }

  private static func address(_ document: JSON) -> Address? {
    document["case"]?.string.map { .caseID($0) } ?? document["reference"]?.string.map { .reference($0) }
  }

  /// A child as it was written; its output where that stands elsewhere.
  static func child(_ document: JSON, output: JSON? = nil) -> ChildRecord? {
    guard let id = document["id"]?.string, let caseID = document["case"]?.string,
      let number = document["number"]?.string, let workflow = document["workflow"]?.string,
      let state = document["state"]?.strings, let boundTo = document["bound_to"], let outcome = document["outcome"],
      let status = document["status"]?.string.flatMap(CaseStatus.init(rawValue:)),
      let value = (output ?? document["output"] ?? .null).value
    else { return nil }
    return ChildRecord(
      id: id, caseID: caseID, number: number, workflow: workflow, boundTo: boundTo.string, state: state,
      status: status, outcome: outcome.string, output: value)
  }

  private static func opener(_ document: JSON) -> Opener? {
    guard let caseID = document["case"]?.string, let number = document["number"]?.string,
      let childID = document["child"]?.string, let depth = document["depth"]?.integer
    else { return nil }
    return Opener(caseID: caseID, number: number, childID: childID, depth: depth)
  }
}

// MARK: - Reading

extension RecordCodec {
  /// The case of a case row; nil where the document is none.
  package static func record(_ document: JSON) -> CaseRecord? {
    guard let identity = document["case"], let state = document["state"], let data = document["data"]?.entries,
      let decisions = document["decisions"]?.entries, let head = document["head"],
      var record = record(identity: identity, state: state, event: state["event"], output: state["output"], timers: nil)
    else { return nil }
    if let children = document["children"] {
      guard let read = all(children, { child($0) }) else { return nil }
      record.children = read
    }
    record.data = data
    record.decisions = decisions
    record.headEntry = head.integer
    return record
  }

  /// A case without data, from its identity and its state.
  ///
  /// - Parameters:
  ///   - timers: what timers carry, where it is not in the state itself.
  ///   - ballots: what the votes of ballots say, likewise.
  package static func record(
    identity: JSON, state: JSON, event: JSON?, output: JSON?, timers: [JSON]?, ballots: [JSON]? = nil
  ) -> CaseRecord? {
    guard let id = identity["id"]?.string, let number = identity["number"]?.string,
      let handle = identity["handle"]?.string, let workflow = identity["workflow"]?.string,
      let version = identity["version"]?.integer, let definition = identity["definition"]?.string,
      let openedAt = identity["opened_at"].flatMap(instant), let openedBy = identity["opened_by"]?.string,
      let revision = state["revision"]?.integer,
      let status = state["status"]?.string.flatMap(CaseStatus.init(rawValue:)), let outcome = state["outcome"],
      let updatedAt = state["updated_at"].flatMap(instant), let updatedBy = state["updated_by"]?.string,
      let configuration = state["configuration"]?.strings, let counter = state["counter"]?.integer,
      let history = state["history"].flatMap({ all($0, history) }),
      let senders = state["senders"].flatMap({ all($0, sender) }),
      let tasks = state["tasks"].flatMap({ all($0, task) }),
      let deadlines = state["deadlines"].map({ all($0, DeadlineCodec.record) }) ?? [],
      let timerRecords = state["timers"].flatMap({ all($0, timer) }), let eventValue = event?.value,
      let outputValue = output?.value
    else { return nil }
    var record = CaseRecord(
      id: id, number: number, handle: handle, workflow: workflow, version: version, definition: definition,
      revision: revision, status: status, outcome: outcome.string, output: outputValue, openedAt: openedAt,
      openedBy: openedBy, updatedAt: updatedAt, updatedBy: updatedBy, configuration: configuration, history: history,
      data: [], decisions: [], event: eventValue, senders: senders, tasks: tasks, timers: timerRecords,
      counter: counter, headEntry: nil, deadlines: deadlines)
    if let written = state["ballots"] {
      guard var read = all(written, ballot) else { return nil }
      if let ballots {
        guard ballots.count == read.count else { return nil }
        for (index, votes) in ballots.enumerated() {
          guard let entries = all(votes, { $0.entries }) else { return nil }
          read[index].votes = entries.map { Context($0) }
        }
      }
      record.ballots = read
    }
    if let opener = identity["opener"] {
      guard let read = self.opener(opener) else { return nil }
      record.opener = read
    }
    if let timers {
      guard timers.count == record.timers.count else { return nil }
      for (index, carried) in timers.enumerated() {
        guard let value = carried.value else { return nil }
        if case .send(let event, _, let sendID, let receiver) = record.timers[index].kind {
          record.timers[index].kind = .send(event: event, data: value, sendID: sendID, to: receiver)
        }
      }
    }
    return record
  }

  static func instant(_ document: JSON) -> Instant? {
    document.integer.map { Instant(milliseconds: Int64($0)) }
  }

  /// Every member read; nil where one cannot be.
  static func all<Part>(_ document: JSON, _ read: (JSON) -> Part?) -> [Part]? {
    guard let members = document.array else { return nil }
    let parts = members.compactMap(read)
    return parts.count == members.count ? parts : nil
  }

  private static func history(_ document: JSON) -> HistoryRecord? {
    guard let parts = document.array, parts.count == 2, let state = parts[0].string, let remembered = parts[1].strings
    else { return nil }
    return HistoryRecord(state: state, remembered: remembered)
  }

  private static func sender(_ document: JSON) -> SenderRecord? {
    guard let parts = document.array, parts.count == 3, let event = parts[0].string, let people = parts[1].strings,
      let operators = parts[2].strings
    else { return nil }
    return SenderRecord(event: event, people: people, operators: operators)
  }

  private static func task(_ document: JSON) -> TaskRecord? {
    guard let id = document["id"]?.string, let state = document["state"]?.string,
      let roles = document["roles"]?.strings, let people = document["people"]?.strings,
      let openedAt = document["opened_at"].flatMap(instant), let due = document["due"],
      let claimedBy = document["claimed_by"]
    else { return nil }
    var task = TaskRecord(
      id: id, state: state, roles: roles, people: people, openedAt: openedAt, due: instant(due),
      claimedBy: claimedBy.string, owner: document["owner"]?.string)
    if let marks = document["marks"] {
      guard let read = all(marks, mark) else { return nil }
      task.marks = read
    }
    return task
  }

  private static func mark(_ document: JSON) -> ChecklistMark? {
    guard let parts = document.array, parts.count == 3, let item = parts[0].integer, let by = parts[1].string,
      let at = instant(parts[2])
    else { return nil }
    return ChecklistMark(item: item, by: by, at: at)
  }

  private static func ballot(_ document: JSON) -> BallotRecord? {
    guard let state = document["state"]?.string, let task = document["task"]?.string,
      let eligible = document["eligible"]?.strings, let excepted = document["excepted"]?.strings,
      let need = document["need"]?.integer, let isSecret = document["secret"]?.boolean,
      let isOver = document["over"]?.boolean,
      let voters = document["voters"].flatMap({ all($0, voter) })
    else { return nil }
    var ballot = BallotRecord(
      state: state, task: task, eligible: eligible, excepted: excepted, need: need, isSecret: isSecret,
      isOver: isOver, voters: voters)
    if let votes = document["votes"] {
      guard let read = all(votes, { $0.entries }) else { return nil }
      ballot.votes = read.map { Context($0) }
    }
    return ballot
  }

  private static func voter(_ document: JSON) -> BallotRecord.Voter? {
    guard let parts = document.array, parts.count == 2, let person = parts[0].string, let at = instant(parts[1]) else {
      return nil
    }
    return BallotRecord.Voter(person: person, at: at)
  }

  private static func timer(_ document: JSON) -> TimerRecord? {
    guard let id = document["id"]?.string, let due = document["due"].flatMap(instant),
      let armedAt = document["armed_at"].flatMap(instant), let kind = document["kind"]
    else { return nil }
    if let state = kind["after"]?.string {
      return TimerRecord(id: id, kind: .after(state: state), due: due, armedAt: armedAt)
    }
    if let state = kind["ballot"]?.string {
      return TimerRecord(id: id, kind: .ballot(state: state), due: due, armedAt: armedAt)
    }
    if let deadline = kind["deadline"]?.string {
      guard let rung = kind["rung"]?.string.flatMap(DeadlineRung.init(rawValue:)) else { return nil }
      return TimerRecord(id: id, kind: .deadline(id: deadline, rung), due: due, armedAt: armedAt)
    }
    guard let event = kind["send"]?.string, let sendID = kind["send_id"] else { return nil }
    guard let data = (kind["data"] ?? .null).value else { return nil }
    var receiver: Address?
    if let to = kind["to"] {
      guard let read = address(to) else { return nil }
      receiver = read
    }
    return TimerRecord(
      id: id, kind: .send(event: event, data: data, sendID: sendID.string, to: receiver), due: due, armedAt: armedAt)
  }
}
