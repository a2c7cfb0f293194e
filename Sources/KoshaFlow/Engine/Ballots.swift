// Ballots inside the engine: opened with their state, filled vote by vote, ended by the last vote or by the clock.

import KoshaRules
import KoshaSource

extension Interpreter {
  /// Opens the ballot of a state that was entered.
  mutating func open(_ ballot: BallotDeclaration, of node: StateNode) {
    var eligible: [String] = []
    func add(_ people: [String]) { eligible += people.filter { !eligible.contains($0) } }
    for who in ballot.audience {
      switch who {
      case .anyone: add(world.workspace.people.map(\.id))
      case .role(let role): add(world.workspace.people.filter { $0.roles.contains(role) }.map(\.id))
      case .people(let program): add(people(program, of: node))
      }
    }
    let excepted = ballot.except.map { people($0, of: node) } ?? []
    let voters = eligible.filter { !excepted.contains($0) }
    snapshot.counter += 1
    let task = TaskRecord.ballotID(node.id, snapshot.counter)
    snapshot.tasks.append(
      TaskRecord(id: task, state: node.id, roles: [], people: voters, openedAt: world.now, due: nil))
    snapshot.ballots.append(
      BallotRecord(
        state: node.id, task: task, eligible: voters, excepted: excepted, need: ballot.need.votes(of: voters.count),
        isSecret: ballot.isSecret))
    guard let close = ballot.close else { return }
    switch dueTime(after: close, calendar: nil, source: node.index) {
    case .success(let due):
      snapshot.timers.append(
        TimerRecord(id: "\(node.id).ballot", kind: .ballot(state: node.id), due: due, armedAt: world.now))
      if let index = snapshot.tasks.firstIndex(where: { $0.id == task }) { snapshot.tasks[index].due = due }
    case .failure(let failure):
      report(ActionProblem(action: .ballot, state: node.id, text: node.id, reason: failure.reason))
    }
  }

  private mutating func people(_ program: Program, of node: StateNode) -> [String] {
    let evaluation = evaluate(program, source: node.index)
    if let ids = evaluation.value.personIDs, !evaluation.isFailure { return ids }
    let reason = evaluation.remarks.first.map { ActionProblem.Reason.remark($0) } ?? .notPeople(evaluation.value)
    report(ActionProblem(action: .ballot, state: node.id, text: program.source.text, reason: reason))
    return []
  }

  /// Takes a vote; the one that is enough ends the ballot and raises `done.state.STATE`.
  mutating func vote(
    _ event: Event, _ vote: Context, of person: String, in ballot: BallotDeclaration, _ state: String
  ) throws(EngineFailure) -> Macrostep {
    step.event = event
    take(event)
    if let index = snapshot.ballots.firstIndex(where: { $0.state == state && !$0.isOver }) {
      snapshot.ballots[index].add(vote, of: person, at: world.now)
      let task = snapshot.ballots[index].task
      if let waiting = snapshot.tasks.firstIndex(where: { $0.id == task }) {
        snapshot.tasks[waiting].people.removeAll { $0 == person }
      }
      if snapshot.ballots[index].votes.count >= snapshot.ballots[index].need {
        end(index, ballot)
        try enqueue(Event(name: "done.state.\(state)", kind: .platform, data: votes(index), at: world.now))
      } else if !ballot.isSecret, let into = ballot.into {
        set(into, to: votes(index))
      }
    }
    try settle()
    return finishStep()
  }

  /// Ends a ballot for which the time is over; the votes that came are told.
  mutating func close(_ state: String, _ ballot: BallotDeclaration?) {
    guard let ballot, let index = snapshot.ballots.firstIndex(where: { $0.state == state && !$0.isOver }) else {
      return
    }
    end(index, ballot)
  }

  private mutating func end(_ index: Int, _ ballot: BallotDeclaration) {
    snapshot.ballots[index].isOver = true
    let (state, task) = (snapshot.ballots[index].state, snapshot.ballots[index].task)
    snapshot.tasks.removeAll { $0.id == task }
    snapshot.timers.removeAll { if case .ballot(state) = $0.kind { true } else { false } }
    if let into = ballot.into { set(into, to: votes(index)) }
  }

  private func votes(_ index: Int) -> Value {
    snapshot.ballots[index].list(in: world.workspace.zone, zones: world.zones)
  }
}
