// People and what they have to do: ballots, checklists, tasks given from one to another, deputies and four eyes.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore
import Testing

@Suite("People")
struct PeopleTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func office(_ kind: StoreKind, _ body: String) throws -> Office {
    let office = try Office(try kind.make(folder))
    office.catalogue.put(
      "paper", "kosha: 1\nworkflow: paper\naccess: {open: [clerk], read: [clerk, manager]}\n" + body)
    let told = office.catalogue.compilation(of: "paper")?.diagnostics.diagnostics.map { "\($0.code) \($0.message.en)" }
    #expect(told == [])
    return office
  }

  private func show(_ office: Office, _ number: String, as person: String = "desk-2") throws -> CaseView {
    guard case .found(let view, _, _) = try office.cases.show(number, actor: office.actor(person), language: .en)
    else { throw ServiceTests.Missing() }
    return view
  }

  private func perform(
    _ office: Office, _ number: String, _ command: CaseCommand, as actor: Actor
  ) throws -> String {
    let outcome = try office.cases.perform(
      CommandRequest(target: .existing(number), command: command), actor: actor, language: .en)
    if case .refused(let refusal) = outcome { return "\(refusal.code.rawValue): \(refusal.message.en)" }
    return outcome.word
  }

  private func act(_ office: Office, _ number: String, _ command: CaseCommand, as person: String) throws -> String {
    try perform(office, number, command, as: office.actor(person))
  }

  private static func vote(_ score: Int) -> CaseCommand {
    .event(name: "vote", input: [InputValue("score", .plain(.number(Decimal128(score))))], comment: nil)
  }

  private static func ballot(_ rest: String) -> String {
    """
    data: {votes: {type: list of any}, mean: {type: number}, who: {type: string, initial: '"desk-1"'}}
    states:
      a:
        ballot: {by: [clerk, manager], each: {score: {type: number, check: "score in [1..5]"}}, into: votes\(rest)}
        done: {target: b, actions: [{assign: {mean: "mean(votes.score)"}}]}
        on: {error.ballot.a: c}
      b: {final: true}
      c: {final: true, outcome: late}
    """
  }

  @Test("Everyone answers a ballot once; the last answer leads on", arguments: StoreKind.allCases)
  func ballot(kind: StoreKind) throws {
    let office = try office(kind, Self.ballot(""))
    let number = try office.opened("paper")
    #expect(try office.cases.inbox(actor: office.actor("chief")).map(\.heading.number) == [number])
    #expect(try act(office, number, Self.vote(3), as: "desk-1") == "done")
    #expect(try act(office, number, Self.vote(4), as: "desk-1") == "state: you have voted already")
    #expect(
      try act(office, number, Self.vote(6), as: "desk-2")
        == "check: `score` does not pass its check `score in [1..5]` (score = 6)")
    #expect(
      try act(office, number, .event(name: "vote", input: [], comment: nil), as: "desk-2")
        == "input: `score` must be given")
    #expect(try act(office, number, .claim(task: nil), as: "desk-2") == "state: there is no task to act on")
    let half = try show(office, number)
    #expect(half.record.data.first?.value.feelText.contains("by: \"desk-1\"") == true, "\(half.record.data)")
    #expect(try act(office, number, Self.vote(5), as: "desk-2") == "done")
    #expect(try office.cases.inbox(actor: office.actor("desk-2")).isEmpty)
    #expect(try act(office, number, Self.vote(4), as: "chief") == "done")
    let record = try show(office, number).record
    #expect(record.status == .final)
    #expect(record.data.first { $0.name == "mean" }?.value.feelText == "4")
    #expect(try office.verify().firstBad == nil)
  }

  @Test(
    "Enough is what `need` says",
    arguments: [(", need: 1", 1), (", need: 50%", 2), (", need: 34%", 2), (", need: all", 3), (", except: who", 2)])
  func need(rest: String, votes: Int) throws {
    let office = try office(.memory, Self.ballot(rest))
    let number = try office.opened("paper")
    var cast = 0
    for person in ["desk-2", "chief", "desk-1"] where try show(office, number).record.status == .active {
      if try act(office, number, Self.vote(2), as: person) == "done" { cast += 1 }
    }
    #expect(cast == votes)
    #expect(try show(office, number).record.status == .final)
  }

  @Test("Whom the matter concerns may not vote, nor who carries their own paper as another's")
  func excepted() throws {
    let office = try office(.memory, Self.ballot(", except: who"))
    let number = try office.opened("paper")
    #expect(try act(office, number, Self.vote(3), as: "desk-1") == "four_eyes: whom the matter concerns may not vote")
    let carrying = Actor(id: "chief", roles: ["manager"], operatorID: "desk-2")
    #expect(
      try perform(office, number, Self.vote(3), as: carrying) == "four_eyes: whom the matter concerns may not vote")
    #expect(try act(office, number, Self.vote(3), as: "guest") == "not found \(number)")
  }

  @Test("A ballot that closes first says so", arguments: StoreKind.allCases)
  func close(kind: StoreKind) throws {
    let office = try office(kind, Self.ballot(", close: P1D"))
    let number = try office.opened("paper")
    #expect(try act(office, number, Self.vote(3), as: "chief") == "done")
    office.clock.advance(hours: 25)
    #expect(try TimerService(office.cases).fireDue().fired.map(\.timer) == ["a.ballot"])
    let record = try show(office, number).record
    #expect(record.outcome == "late")
    #expect(record.data.first?.value.feelText.contains("score: 3") == true)
    #expect(try act(office, number, Self.vote(3), as: "desk-1") == "state: the case has ended")
    #expect(try office.verify().firstBad == nil)
  }

  @Test("A secret ballot tells nobody who voted what, nor anything before its end", arguments: StoreKind.allCases)
  func secret(kind: StoreKind) throws {
    let office = try office(kind, Self.ballot(", secret: true, need: 2"))
    let number = try office.opened("paper")
    #expect(try act(office, number, Self.vote(5), as: "chief") == "done")
    let half = try show(office, number).record
    #expect(half.data.first?.value.isNull == true)
    #expect(half.event.feelText.contains("5") == false)
    #expect(try act(office, number, Self.vote(1), as: "desk-1") == "done")
    let votes = try show(office, number).record.data.first?.value.feelText
    #expect(votes == "[{by: null, at: null, score: 1}, {by: null, at: null, score: 5}]")
    #expect(try office.verify().firstBad == nil)
  }

  private static let desk = """
    data: {n: {type: number}}
    states:
      a:
        task: {for: [clerk], checklist: [写し, {item: {ja: 証明書, en: Certificate}, required: true}]}
        on:
          submit: {by: [clerk], target: b}
          drop: {by: [manager], target: c}
      b: {task: {for: [manager]}, on: {approve: {by: [manager], not_by: [submit], target: c}}}
      c: {final: true}
    """

  @Test("Required items of a checklist are ticked before the state's events", arguments: StoreKind.allCases)
  func checklist(kind: StoreKind) throws {
    let office = try office(kind, Self.desk)
    let number = try office.opened("paper")
    let submit = CaseCommand.event(name: "submit", input: [], comment: nil)
    #expect(try act(office, number, submit, as: "desk-1") == "checklist: check `Certificate` before `submit`")
    #expect(
      try act(office, number, .check(item: "領収書", isDone: true), as: "desk-1")
        == "input: there is no checklist item `領収書`, only `写し`, `Certificate`")
    #expect(try act(office, number, .check(item: "2", isDone: true), as: "chief").hasPrefix("role: task `a#1` is for"))
    #expect(try act(office, number, .check(item: "証明書", isDone: true), as: "desk-1") == "done")
    #expect(try show(office, number).record.tasks.first?.marks.map(\.by) == ["desk-1"])
    #expect(try act(office, number, .check(item: "Certificate", isDone: false), as: "desk-2") == "done")
    #expect(try act(office, number, submit, as: "desk-1").hasPrefix("checklist:"))
    #expect(try act(office, number, .check(item: "2", isDone: true), as: "desk-2") == "done")
    #expect(try act(office, number, submit, as: "desk-1") == "done")
    #expect(try office.verify().firstBad == nil)
  }

  /// Who has the only task, and for whom.
  private func holder(_ office: Office, _ number: String) throws -> [String?] {
    let task = try show(office, number).record.tasks.first
    return [task?.claimedBy, task?.owner]
  }

  @Test("A task is assigned, delegated, given back and handed over", arguments: StoreKind.allCases)
  func assignment(kind: StoreKind) throws {
    let office = try office(kind, Self.desk)
    let number = try office.opened("paper")
    #expect(
      try act(office, number, .assign(task: nil, to: "desk-9"), as: "desk-1")
        == "input: there is no person `desk-9`; did you mean `desk-1`")
    #expect(
      try act(office, number, .assign(task: nil, to: "chief"), as: "desk-1")
        .hasPrefix("role: task `a#1` cannot be `chief`'s: it is for "))
    #expect(try act(office, number, .assign(task: nil, to: "desk-1"), as: "chief").hasPrefix("role: task `a#1` is for"))
    #expect(try act(office, number, .assign(task: nil, to: "desk-2"), as: "desk-1") == "done")
    #expect(try holder(office, number) == ["desk-2", nil])
    #expect(
      try act(office, number, .delegate(task: "a#1", to: "desk-1"), as: "desk-1")
        == "assignee: task `a#1` is claimed by `desk-2`")
    #expect(try act(office, number, .delegate(task: nil, to: "desk-1"), as: "desk-2") == "done")
    #expect(try holder(office, number) == ["desk-1", "desk-2"])
    #expect(try act(office, number, .release(task: nil), as: "desk-1") == "done")
    #expect(try holder(office, number) == ["desk-2", nil])

    let refused = try office.cases.handOver(from: "desk-2", to: "desk-1", actor: office.actor("desk-1"), language: .en)
    #expect(refused.map { $0.why?.en } == ["the tasks of `desk-2` are handed over by `desk-2` or an `operator`"])
    let handed = try office.cases.handOver(from: "desk-2", to: "desk-1", actor: office.actor("desk-2"), language: .en)
    #expect(handed.map(\.number) == [number])
    #expect(handed.allSatisfy { $0.why == nil })
    #expect(try holder(office, number) == ["desk-1", nil])
    #expect(try office.verify().firstBad == nil)
  }

  @Test("A deputy acts in the workflows named, and never as a second pair of eyes")
  func deputies() throws {
    let office = try office(.memory, Self.desk)
    let number = try office.opened("paper")
    let submit = CaseCommand.event(name: "submit", input: [], comment: nil)
    let approve = CaseCommand.event(name: "approve", input: [], comment: nil)
    func deputy(_ person: String, for principal: String, _ workflows: [String]? = nil) -> Actor {
      Actor(
        id: principal, roles: office.actor(principal).roles, operatorID: person,
        deputyship: Workspace.Deputyship(person: person, period: EffectivePeriod(), workflows: workflows))
    }
    #expect(try act(office, number, .check(item: "2", isDone: true), as: "desk-1") == "done")
    let elsewhere = deputy("desk-2", for: "desk-1", ["loan"])
    #expect(try perform(office, number, submit, as: elsewhere) == "not found \(number)")
    #expect(try perform(office, number, submit, as: deputy("desk-2", for: "desk-1", ["paper"])) == "done")
    #expect(try show(office, number).record.senders.first?.people == ["desk-1", "desk-2"])
    let tookPart = "four_eyes: `approve` is for someone else than who sent `submit`"
    #expect(try act(office, number, approve, as: "desk-2") == tookPart)
    #expect(try perform(office, number, approve, as: deputy("desk-2", for: "chief")) == tookPart)
    #expect(try perform(office, number, approve, as: deputy("desk-1", for: "chief")) == tookPart)
    #expect(try act(office, number, approve, as: "chief") == "done")
    #expect(try office.verify().firstBad == nil)
  }
}
