// The event `vote`: who may answer a ballot, once, and with what.

import KoshaRules
import KoshaSource

extension Deliberation {
  /// The ballots of active states, in document order, each with its declaration.
  private var ballots: [(record: BallotRecord, declaration: BallotDeclaration, state: StateNode)] {
    record.ballots.compactMap { ballot in
      guard let state = definition.state(ballot.state), let declaration = state.ballot else { return nil }
      return (ballot, declaration, state)
    }
  }

  /// Whether an event is a vote here.
  func isVote(_ event: String) -> Bool { event == BallotDeclaration.event && !record.ballots.isEmpty }

  /// Takes the actor's vote in the first ballot that is open to them.
  mutating func vote(_ input: [InputValue], comment: String?) -> CaseDecision {
    let event = BallotDeclaration.event
    let open: (record: BallotRecord, declaration: BallotDeclaration, state: StateNode)
    switch openBallot() {
    case .failure(let problem): return .refused(refusal(problem.problem, event: event))
    case .success(let found): open = found
    }
    let fields = open.declaration.answers.map(\.field)
    if let problem = inputProblem(input, fields) { return .refused(refusal(problem, event: event)) }
    let bound: BoundInput
    switch read(input, fields) {
    case .failure(let failure): return .unreadable(failure.unreadable)
    case .success(let read): bound = read
    }
    let vote = Context(
      fields.map { field in
        Context.Entry(field.name, bound.values.first { $0.field.name == field.name }?.value ?? .null)
      })
    if let problem = checkProblem(vote, open.declaration) { return .refused(refusal(problem, event: event)) }
    let taken = Event(
      name: event, kind: .person, data: open.record.isSecret ? .null : .context(vote), by: actor.id, at: world.now)
    var builder = CommitBuilder(record, definition, in: world)
    builder.noteSender(of: event)
    let person = actor.id
    return settle(builder, kind: .event, comment: comment, interpreter) {
      (running: inout Interpreter) throws(EngineFailure) -> Macrostep in
      try running.vote(taken, vote, of: person, in: open.declaration, open.state.id)
    }
  }

  /// The ballot that the actor may answer, else why none.
  private func openBallot() -> Result<
    (record: BallotRecord, declaration: BallotDeclaration, state: StateNode), BallotProblem
  > {
    let title = NamedTitle(BallotDeclaration.event, definition.title(ofEvent: BallotDeclaration.event))
    let running = ballots.filter { !$0.record.isOver }
    guard !running.isEmpty else { return .failure(BallotProblem(.ballotOver)) }
    var problem: CaseProblem?
    for ballot in running {
      let names = [actor.id] + [actor.operatorID].compactMap { $0 }
      if names.contains(where: ballot.record.excepted.contains)
        // Whoever votes in their own name carries no other's paper to the same ballot.
        || actor.operatorID.map(ballot.record.eligible.contains) == true
      {
        problem = problem ?? .exceptedFromBallot
      } else if !ballot.record.eligible.contains(actor.id) {
        problem = problem ?? .notInRole(event: title, by: ballot.declaration.audience.map(\.text))
      } else if ballot.record.voters.contains(where: { $0.person == actor.id }) {
        problem = problem ?? .votedAlready
      } else {
        return .success(ballot)
      }
    }
    return .failure(BallotProblem(problem ?? .ballotOver))
  }

  /// Each check sees the vote's own values under their names.
  private mutating func checkProblem(_ vote: Context, _ ballot: BallotDeclaration) -> CaseProblem? {
    var fork = interpreter
    fork.snapshot.values += vote.entries.map(\.value)
    for answer in ballot.answers {
      guard let check = answer.check, let value = vote[answer.field.name], !value.isNull else { continue }
      let evaluation = fork.evaluate(check, source: 0)
      switch evaluation.value {
      case .boolean(true): continue
      case .null where evaluation.remarks.isEmpty: continue
      default:
        var readings = readings(of: check, fork.snapshot.values)
        readings.values.append((answer.field.name, value.feelText))
        return .check(
          field: NamedTitle(answer.field.name, answer.field.title), text: String(check.source.text.trimmed),
          readings: readings)
      }
    }
    return nil
  }

  /// `vote` among the events that may be sent now; nil where no ballot is open.
  func voteAvailability() -> EventAvailability? {
    guard let ballot = ballots.first(where: { !$0.record.isOver }) ?? ballots.first else { return nil }
    let event = BallotDeclaration.event
    var why: CaseProblem?
    var answered = ballot.declaration
    switch openBallot() {
    case .success(let open): answered = open.declaration
    case .failure(let problem): why = problem.problem
    }
    return EventAvailability(
      event: event, title: definition.title(ofEvent: event), by: answered.audience.map(\.text),
      input: answered.answers.map(\.field), commentRequired: false,
      whyNot: why.map { ($0.refusalCode, $0.message(workspace: world.workspace)) }, states: [])
  }
}

/// Why nobody can be let vote.
private struct BallotProblem: Error {
  var problem: CaseProblem

  init(_ problem: CaseProblem) {
    self.problem = problem
  }
}
