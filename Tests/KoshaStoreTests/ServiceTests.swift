// Commands and their receipts over each kind of store.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore
import Testing

@Suite("Cases over a store")
struct ServiceTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("A case runs from its opening to its end, and its journal holds", arguments: StoreKind.allCases)
  func run(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    let opened = try office.open("loan", [("amount", .number(Decimal128(500))), ("name", .string("世田谷太郎"))])
    let record = try #require(opened.receipt).view.record
    #expect(record.number == "融資-2023-001")
    #expect(record.id.utf8.count == 26)
    #expect(record.version == 1)
    #expect(record.revision == 1)
    #expect(try office.send(record.number, "submit").word == "done")
    office.clock.advance(hours: 24)
    #expect(try office.send(record.number, "approve", as: "desk-1").word == "refused role")
    #expect(try office.send(record.id, "approve", as: "chief").word == "done")

    guard
      case .found(let view, _, let json) = try office.cases.show(
        record.id.lowercased(), actor: office.actor("chief"), language: .en)
    else { throw Missing() }
    #expect(view.record.status == .final)
    #expect(view.record.outcome == "approved")
    #expect(view.masked == ["name"])
    #expect(json.contains(#""outcome":"approved""#))
    #expect(!json.contains("世田谷太郎"))

    let verdict = try office.verify()
    #expect(verdict.firstBad?.why.en == nil)
    #expect(verdict.records == 3)
    #expect(verdict.cases == 1)
    #expect(verdict.opened == 3)
    #expect(try office.cases.effects(record.id, actor: office.actor("chief"))?.map(\.effect.toRoles) == [["manager"]])
    #expect(try office.cases.effects(record.id, actor: office.actor("chief"))?.map(\.key) == ["\(record.id)/2/0"])
  }

  struct Missing: Error {}

  @Test("Numbers run on and restart with what precedes them", arguments: StoreKind.allCases)
  func numbers(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    #expect(try office.opened("loan") == "融資-2023-001")
    #expect(try office.opened("errand") == "E-2023-01")
    #expect(try office.opened("loan") == "融資-2023-002")
    office.clock.advance(hours: 24 * 366)
    #expect(try office.opened("loan") == "融資-2024-001")
    #expect(try office.opened("errand") == "E-2024-01")
  }

  @Test("A refused opening uses up no number and leaves nothing", arguments: StoreKind.allCases)
  func refusedOpening(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    #expect(try office.open("loan", as: "chief").word == "refused role")
    #expect(try office.open("loan", [("amount", .number(Decimal128(-1)))]).word == "refused check")
    #expect(try office.open("nothing").word == "not found nothing")
    #expect(try office.opened("loan") == "融資-2023-001")
    #expect(try office.verify().records == 1)
  }

  @Test("The same request id is carried out once", arguments: StoreKind.allCases)
  func idempotency(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    let first = try office.open("loan", [("name", .string("太郎"))], requestID: "r1")
    let again = try office.open("loan", [("name", .string("太郎"))], requestID: "r1")
    #expect(first.word == "done")
    #expect(again.word == "repeated")
    #expect(again.receipt?.json == first.receipt?.json)
    #expect(try office.open("loan", [("name", .string("次郎"))], requestID: "r1").word == "reused r1")
    #expect(try office.open("loan", [("name", .string("太郎"))], as: "desk-2", requestID: "r1").word == "reused r1")

    let number = try #require(first.receipt).view.record.number
    let moved = try office.send(number, "submit", [("amount", .number(.one))], requestID: "r2")
    let repeated = try office.send(number, "submit", [("amount", .number(.one))], requestID: "r2")
    #expect(moved.word == "done")
    #expect(repeated.word == "repeated")
    #expect(repeated.receipt?.json == moved.receipt?.json)
    #expect(try office.verify().records == 2)
  }

  @Test("A stale revision is told, with who changed the case", arguments: StoreKind.allCases)
  func staleness(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    let number = try office.opened("errand")
    #expect(try office.send(number, "step", as: "chief", revision: 1).word == "done")
    #expect(try office.send(number, "step", revision: 1).word == "stale 1 2 chief")
    #expect(try office.send(number, "step", revision: 2).word == "done")
  }

  @Test("What is overdue fires first, and stays where the event is then refused", arguments: StoreKind.allCases)
  func overdue(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    let number = try office.opened("loan", [("amount", .number(.one))])
    _ = try office.send(number, "submit")
    office.clock.advance(hours: 24 * 6)
    #expect(try office.send(number, "approve", as: "chief").word == "refused state")
    let history = try #require(try office.cases.history(number, actor: office.actor("desk-1")))
    #expect(history.entries.map(\.header.kind) == [.opened, .event, .timer])
    #expect(history.entries.last?.body.by == "system")
    #expect(history.entries.last?.body.after == ["expired"])
    #expect(history.entries.last?.body.dueAt == Instant(milliseconds: 1_680_480_000_000 + 5 * 86_400_000))
    #expect(try office.verify().isSound)
  }

  @Test("Timers of all cases fire once each", arguments: StoreKind.allCases)
  func timers(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    for _ in 0..<5 { _ = try office.send(try office.opened("loan", [("amount", .number(.one))]), "submit") }
    #expect(try TimerService(office.cases).fireDue().fired.count == 0)
    office.clock.advance(hours: 24 * 6)
    #expect(try TimerService(office.cases).fireDue(limit: 2).fired.count == 2)
    #expect(try TimerService(office.cases).fireDue().fired.count == 3)
    #expect(try TimerService(office.cases).fireDue().fired.count == 0)
    let expired = try office.cases.list(CaseQuery(state: "expired"), actor: office.actor("desk-1"))
    #expect(expired.count == 5)
    #expect(try office.verify().firstBad?.why.en == nil)
  }

  @Test("A case that may not be read is like one that is not there", arguments: StoreKind.allCases)
  func invisibility(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    let number = try office.opened("loan")
    #expect(try office.send(number, "submit", as: "guest").word == "not found \(number)")
    #expect(try office.send("融資-2023-999", "submit", as: "guest").word == "not found 融資-2023-999")
    #expect(try office.cases.history(number, actor: office.actor("guest")) == nil)
    #expect(try office.cases.list(CaseQuery(), actor: office.actor("guest")).isEmpty)
    var rows: [AuditRow] = []
    _ = try AuditService(office.cases).log(actor: office.actor("guest")) { row in
      rows.append(row)
      return true
    }
    #expect(rows.map(\.number) == [nil])
    #expect(rows.map(\.header.sequence) == [0])
  }

  @Test("Lists and the inbox", arguments: StoreKind.allCases)
  func lists(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    let loans = try (0..<3).map { _ in try office.opened("loan", [("amount", .number(.one))]) }
    let errand = try office.opened("errand")
    let everyone = office.actor("desk-2")
    #expect(try office.cases.list(CaseQuery(), actor: everyone).map(\.heading.number) == [errand] + loans.reversed())
    #expect(
      try office.cases.list(CaseQuery(workflow: "loan", limit: 2), actor: everyone).map(\.heading.number)
        == [loans[2], loans[1]])
    #expect(try office.cases.list(CaseQuery(state: "draft"), actor: office.actor("guest")).isEmpty)
    _ = try office.send(loans[0], "submit")
    _ = try office.send(loans[1], "submit")
    let chief = office.actor("chief")
    #expect(try office.cases.inbox(actor: chief).map(\.heading.number) == [loans[0], loans[1]])
    let claim = CommandRequest(target: .existing(loans[1]), command: .claim(task: nil))
    #expect(try office.perform(claim, as: "chief").word == "done")
    #expect(try office.cases.inbox(actor: chief).map(\.isMine) == [true, false])
    #expect(try office.cases.inbox(actor: office.actor("desk-2")).map(\.heading.number) == [loans[0]])
    office.clock.advance(hours: 24 * 4)
    #expect(try office.cases.inbox(actor: chief).map(\.isOverdue) == [true, true])
    let note = CommandRequest(target: .existing(loans[1]), command: .comment(text: "見た"))
    #expect(try office.perform(note, as: "chief").word == "done")
    let release = CommandRequest(target: .existing(loans[1]), command: .release(task: nil))
    #expect(try office.perform(release, as: "chief").word == "done")
    #expect(try office.verify().firstBad?.why.en == nil)
  }

  @Test("An expression that names the reader is heeded in lists", arguments: StoreKind.allCases)
  func expressions(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    for (workflow, read) in [("mine", "case.opened_by"), ("named", "who")] {
      let text = """
        kosha: 1
        workflow: \(workflow)
        title: \(workflow)
        access: {open: {by: [clerk], input: [who]}, read: [manager, "= \(read)"]}
        data:
          who: {type: string}
        initial: open
        states:
          open: {}
        """
      office.catalogue.put(workflow, text)
    }
    let numbers = [try office.opened("mine"), try office.opened("named", [("who", .string("guest"))])]
    func seen(_ person: String) throws -> [String] {
      try office.cases.list(CaseQuery(), actor: office.actor(person)).map(\.heading.number)
    }
    #expect(try seen("desk-1") == [numbers[0]])
    #expect(try seen("guest") == [numbers[1]])
    #expect(try seen("chief") == [numbers[1], numbers[0]])
  }

  @Test("A running case keeps its version when the file changes", arguments: StoreKind.allCases)
  func versions(kind: StoreKind) throws {
    let store = try kind.make(folder)
    let office = try Office(store)
    let number = try office.opened("errand")
    let edited = Office.errand.replacing("steps + 1", with: "steps + 10")
    office.catalogue.put("errand", edited)
    let old = try #require(try office.send(number, "step").receipt)
    #expect(old.view.record.version == 1)
    #expect(old.view.record.data.map(\.value.feelText) == ["1"])
    let fresh = try #require(try office.open("errand").receipt)
    #expect(fresh.view.record.version == 2)
    let moved = try #require(try office.send(fresh.view.record.number, "step").receipt)
    #expect(moved.view.record.data.map(\.value.feelText) == ["10"])
    office.catalogue.put("errand", Office.errand)
    #expect(try #require(try office.open("errand").receipt).view.record.version == 1)
  }

  @Test("A batch shares a transaction, and each request is answered alone", arguments: StoreKind.allCases)
  func batches(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    let number = try office.opened("errand")
    func request(_ reference: String, _ event: String, _ id: String? = nil) -> CommandRequest {
      CommandRequest(
        target: .existing(reference), command: .event(name: event, input: [], comment: nil), requestID: id)
    }
    let requests = [
      request(number, "step", "a"), request("E-0", "step"), request(number, "step", "a"), request(number, "fly"),
      request(number, "step"), request(number, "finish"), request(number, "step"),
    ]
    let outcomes = try office.cases.perform(batch: requests, actor: office.actor("desk-1"), language: .ja)
    #expect(
      outcomes.map(\.word) == [
        "done", "not found E-0", "repeated", "refused state", "done", "done", "refused state",
      ])
    #expect(try office.verify().records == 4)
  }

  @Test("Time never runs back in the journal", arguments: StoreKind.allCases)
  func time(kind: StoreKind) throws {
    let office = try Office(try kind.make(folder))
    let number = try office.opened("errand")
    office.clock.advance(hours: -5)
    _ = try office.send(number, "step")
    let history = try #require(try office.cases.history(number, actor: office.actor("desk-1")))
    #expect(history.entries[0].header.time == history.entries[1].header.time)
    #expect(try office.verify().isSound)
  }
}
