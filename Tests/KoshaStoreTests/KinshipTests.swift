// Cases that open, tell and cancel each other, over each kind of store; the journal holds and replays.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore
import Testing

@Suite("Cases that belong together")
struct KinshipTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let child = """
    kosha: 1
    workflow: coaching
    number: "C-{seq:3}"
    access: {open: [], read: [clerk]}
    data: {topic: {type: string, initial: '"none"'}, score: {type: number}}
    states:
      talk:
        on:
          finish: {target: done, by: [clerk], input: [score]}
          hurry: {actions: [{assign: {topic: event.data}}]}
          ask: {actions: [{send: {event: answer, to: parent, data: "topic"}}]}
        exit: [{send: {event: left, to: parent}}]
      done: {final: true, outcome: coached, output: score * 2}
    """

  private func office(_ kind: StoreKind, _ parent: String) throws -> Office {
    let office = try Office(try kind.make(folder))
    office.catalogue.put("coaching", Self.child)
    office.catalogue.put("parent", "kosha: 1\nworkflow: parent\naccess: {open: [clerk]}\n" + parent)
    let told = office.catalogue.compilation(of: "parent")?.diagnostics.diagnostics.map { "\($0.code) \($0.message.en)" }
    #expect(told == [])
    return office
  }

  private func show(_ office: Office, _ reference: String) throws -> CaseView {
    guard case .found(let view, _, _) = try office.cases.show(reference, actor: office.actor("desk-1"), language: .en)
    else { throw ServiceTests.Missing() }
    return view
  }

  @Test("A case opened by an action sends its end back, with its output", arguments: StoreKind.allCases)
  func opened(kind: StoreKind) throws {
    let office = try office(
      kind,
      """
      data: {got: {type: number}, who: {type: any}, from: {type: any}}
      states:
        a:
          entry: [{open: {workflow: coaching, id: coach, data: {topic: '"money"'}}}]
          on:
            done.open.coach: {target: b, actions: [{assign: {got: event.data, who: event.child, from: event.origin}}]}
        b: {final: true}
      """)
    let parent = try office.opened("parent")
    let view = try show(office, parent)
    let child = try #require(view.record.children.first)
    #expect(child.number == "C-001")
    #expect(child.state == ["talk"])
    let opened = try show(office, child.number)
    #expect(opened.record.opener?.number == parent)
    #expect(opened.record.openedBy == "desk-1")
    #expect(opened.record.data.first?.value.feelText == "\"money\"")
    #expect(try office.open("coaching").word == "refused role")

    #expect(try office.send(child.number, "finish", [("score", .number(Decimal128(21)))]).word == "done")
    let ended = try show(office, parent).record
    #expect(ended.status == .final)
    #expect(ended.data.map(\.value.feelText) == ["42", "\"coach\"", "\"C-001\""])
    #expect(ended.children.map(\.outcome) == ["coached"])
    #expect(try office.verify().firstBad == nil)
  }

  @Test("A case that lives with a state is cancelled with it, and says nothing more", arguments: StoreKind.allCases)
  func bound(kind: StoreKind) throws {
    let office = try office(
      kind,
      """
      data: {heard: {type: any}}
      states:
        a:
          child: {workflow: coaching, id: coach}
          on:
            tell: {by: [clerk], actions: [{send: {event: hurry, to: coach, data: '"soon"'}}, {send: {event: ask, to: coach}}]}
            answer: {actions: [{assign: {heard: event.data}}]}
            leave: {by: [clerk], target: b}
        b: {on: {left: {target: c}, again: {by: [clerk], target: a}}}
        c: {final: true}
      """)
    let parent = try office.opened("parent")
    let child = try #require(try show(office, parent).record.children.first).number
    #expect(try office.send(parent, "tell").word == "done")
    #expect(try show(office, parent).record.data.first?.value.feelText == "\"soon\"")
    #expect(try office.send(parent, "leave").word == "done")
    #expect(try show(office, child).record.status == .cancelled)
    let left = try show(office, parent)
    #expect(left.state == ["b"])
    #expect(left.record.children.map(\.status) == [.cancelled])
    #expect(try office.send(child, "finish").word == "refused state")
    #expect(try office.send(parent, "again").word == "done")
    #expect(try show(office, parent).record.children.map(\.number) == ["C-001", "C-002"])
    #expect(try office.verify().firstBad == nil)
  }

  @Test("What cannot be reached fails in the step that sends it, before what it raises", arguments: StoreKind.allCases)
  func unreachable(kind: StoreKind) throws {
    let office = try office(
      kind,
      """
      data: {why: {type: any}}
      states:
        a:
          entry:
            - {send: {event: hello, to: C-999, id: s1}}
            - raise: later
          on:
            error.communication: {target: b, guard: event.id = "s1", actions: [{assign: {why: event.data.reason.en}}]}
            later: c
        b: {on: {up: {by: [clerk], actions: [{send: {event: hello, to: parent}}]}, error.communication: c}}
        c: {final: true}
      """)
    let parent = try office.opened("parent")
    #expect(try show(office, parent).state == ["b"])
    #expect(
      try show(office, parent).record.data.first?.value.feelText == "\"there is no active case `C-999`\"")
    #expect(try office.send(parent, "up").word == "done")
    #expect(try show(office, parent).state == ["c"])
  }

  @Test(
    "A case that cannot be opened is told to the one that wanted it",
    arguments: [
      ("{workflow: coachin}", "there is no workflow `coachin`; did you mean `coaching`"),
      ("{workflow: coaching, data: {hours: \"1\"}}", "`hours` is not accepted"),
      ("{workflow: coaching, data: {topic: \"1\"}}", "`1` is no value of the type of `topic`, string"),
    ])
  func notOpened(opening: String, why: String) throws {
    let office = try office(
      .memory,
      """
      data: {why: {type: any}}
      states:
        a:
          entry: [{open: \(opening)}]
          on: {error.communication: {target: b, actions: [{assign: {why: event.data.reason.en}}]}}
        b: {final: true}
      """)
    let parent = try office.opened("parent")
    let record = try show(office, parent).record
    #expect(record.status == .final)
    #expect(record.data.first?.value.feelText.contains(why) == true, "\(record.data)")
    #expect(record.children.map(\.status) == [.cancelled])
    #expect(try office.verify().firstBad == nil)
  }

  @Test("Cases that open each other without end stop at the limit")
  func depth() throws {
    let office = try office(
      .memory,
      """
      states:
        a: {entry: [{open: parent}], on: {error.communication: b}}
        b: {final: true}
      """)
    let parent = try office.opened("parent")
    var next = try show(office, parent).record
    var depth = 0
    while let child = next.children.first, !child.number.isEmpty {
      next = try show(office, child.number).record
      depth += 1
    }
    #expect(depth == EngineLimits.standard.depth)
    #expect(next.status == .final)
  }

  @Test("Cases that write to each other without end are taken back whole", arguments: StoreKind.allCases)
  func pingPong(kind: StoreKind) throws {
    let office = try office(
      kind,
      """
      states:
        a:
          child: {workflow: echo, id: echo}
          on: {ping: {by: [clerk], actions: [{send: {event: ping, to: echo}}]}, pong: {actions: [{send: {event: ping, to: echo}}]}}
      """)
    office.catalogue.put(
      "echo",
      """
      kosha: 1
      workflow: echo
      states: {a: {on: {ping: {actions: [{send: {event: pong, to: parent}}]}}}}
      """)
    let parent = try office.opened("parent")
    let before = try show(office, parent).record.revision
    #expect(
      try office.send(parent, "ping").word
        == "failed cases go on sending to each other after 10000 messages and all was rolled back")
    #expect(try show(office, parent).record.revision == before)
    #expect(try office.verify().firstBad == nil)
  }

  @Test("What a timer opens is opened by the system, whoever's command made it fire", arguments: StoreKind.allCases)
  func openedByTimer(kind: StoreKind) throws {
    let office = try office(
      kind,
      """
      states:
        a:
          after: [{delay: PT1H, actions: [{open: {workflow: coaching, id: late}}]}]
          on: {look: {by: [clerk], actions: [{open: {workflow: coaching, id: mine}}]}}
      """)
    let parent = try office.opened("parent")
    office.clock.advance(hours: 2)
    #expect(try office.send(parent, "look").word == "done")
    let children = try show(office, parent).record.children
    #expect(children.map(\.id) == ["late", "mine"])
    #expect(try children.map { try show(office, $0.number).record.openedBy } == ["system", "desk-1"])
    #expect(try office.verify().firstBad == nil)
  }

  @Test("Many of one kind are opened and each sends its end", arguments: StoreKind.allCases)
  func many(kind: StoreKind) throws {
    let office = try office(
      kind,
      """
      data: {topics: {type: list of string, initial: '["a", "b", "c"]'}, sum: {type: number, initial: "0"}}
      states:
        a:
          entry: [{foreach: topics, as: t, do: [{open: {workflow: coaching, data: {topic: t}}}]}]
          on:
            done.open.coaching: {actions: [{assign: {sum: sum + event.data}}]}
          always: {target: b, guard: 'count(children) = 3 and every c in children satisfies c.status = "final"'}
        b: {final: true, output: sum}
      """)
    let parent = try office.opened("parent")
    let children = try show(office, parent).record.children
    #expect(children.map(\.id) == ["coaching.1", "coaching.2", "coaching.3"])
    for (index, child) in children.enumerated() {
      #expect(try office.send(child.number, "finish", [("score", .number(Decimal128(index + 1)))]).word == "done")
    }
    let record = try show(office, parent).record
    #expect(record.status == .final)
    #expect(record.output.feelText == "12")
    #expect(try office.verify().firstBad == nil)
  }

  @Test("A delayed event reaches another case when it is due", arguments: StoreKind.allCases)
  func delayed(kind: StoreKind) throws {
    let office = try office(
      kind,
      """
      states:
        a: {child: {workflow: coaching, id: coach}, on: {go: {by: [clerk], actions: [{send: {event: hurry, to: coach, delay: PT1H, data: '"late"'}}]}}}
      """)
    let parent = try office.opened("parent")
    #expect(try office.send(parent, "go").word == "done")
    let child = try #require(try show(office, parent).record.children.first).number
    office.clock.advance(hours: 2)
    #expect(try TimerService(office.cases).fireDue().fired.map(\.timer) == ["send#2"])
    #expect(try show(office, child).record.data.first?.value.feelText == "\"late\"")
    #expect(try office.verify().firstBad == nil)
  }

  @Test("What a late timer sends comes before what is due later in the other case", arguments: StoreKind.allCases)
  func lateWorker(kind: StoreKind) throws {
    let office = try office(
      kind,
      """
      states:
        a:
          child: {workflow: slow, id: slow}
          on: {answer: heard}
          after: [{delay: PT2H, target: missed}]
        heard: {}
        missed: {}
      """)
    office.catalogue.put(
      "slow",
      """
      kosha: 1
      workflow: slow
      access: {open: []}
      states: {a: {after: [{delay: PT1H, target: b}]}, b: {entry: [{send: step}], on: {step: {actions: [{send: {event: answer, to: parent}}]}}}}
      """)
    let parent = try office.opened("parent")
    office.clock.advance(hours: 3)
    _ = try TimerService(office.cases).fireDue()
    #expect(try show(office, parent).state == ["heard"])
    #expect(try office.verify().firstBad == nil)
  }
}
