// An office of the tests: a workspace, two workflows, a clock that is set by hand, and services over any store.

import Foundation
import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore
import Synchronization
import Testing

/// A clock that stands until it is moved.
final class HandClock: Clock {
  private let present: Mutex<Int64>

  init(_ milliseconds: Int64 = 1_680_480_000_000) {  // 2023-04-03T09:00:00+09:00, a Monday
    present = Mutex(milliseconds)
  }

  func now() -> Instant { Instant(milliseconds: present.withLock { $0 }) }

  func advance(hours: Int64) { advance(milliseconds: hours * 3_600_000) }

  func advance(milliseconds: Int64) { present.withLock { $0 += milliseconds } }
}

/// SplitMix64: the same bytes for the same seed.
final class SeededBytes: RandomBytes {
  private let state: Mutex<UInt64>

  init(seed: UInt64) {
    state = Mutex(seed)
  }

  func next() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }
  }

  func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}

/// Workflows that can be edited while the office runs.
final class EditableCatalogue: DefinitionCatalogue {
  private let compilations = Mutex<[String: Compilation]>([:])
  private let workspace: Workspace

  init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  func put(_ workflow: String, _ text: String, rules: [String] = []) {
    let files = WorkflowFiles(
      folder: workflow, workflow: SourceFile(path: "\(workflow)/workflow.yaml", text: text),
      rules: rules.enumerated().map { SourceFile(path: "\(workflow)/rules/\($0.offset).yaml", text: $0.element) })
    let compilation = Compilation.compile(files, in: workspace, zones: FixedZones())
    compilations.withLock { $0[workflow] = compilation }
  }

  func compilation(of workflow: String) -> Compilation? { compilations.withLock { $0[workflow] } }

  var workflows: [String] { compilations.withLock { $0.keys.sorted() } }
}

/// Everything a test of the services needs.
struct Office {
  let store: any CaseStore
  let keys: any CaseKeyStore
  let clock: HandClock
  let random: SeededBytes
  let catalogue: EditableCatalogue
  let workspace: Workspace
  let cases: CaseService

  init(
    _ store: any CaseStore, keys: any CaseKeyStore = MemoryKeyStore(), clock: HandClock = HandClock(), seed: UInt64 = 1,
    closed: String = "[]"
  ) throws {
    var bag = DiagnosticBag()
    let calendar = SourceFile(path: "calendars/office.yaml", text: Self.calendarText + "\nclosed: \(closed)")
    let read = Workspace.read(
      SourceFile(path: "kosha.yaml", text: Self.workspaceText), calendars: [calendar], zones: FixedZones(), into: &bag)
    #expect(bag.diagnostics.map { "\($0.code) \($0.message.en)" } == [])
    workspace = try #require(read)
    catalogue = EditableCatalogue(workspace)
    catalogue.put("loan", Self.loan, rules: [Self.eligibility])
    catalogue.put("errand", Self.errand)
    for workflow in catalogue.workflows {
      let told = catalogue.compilation(of: workflow)?.diagnostics.diagnostics.map { "\($0.code) \($0.message.en)" }
      #expect(told == [], "\(workflow)")
    }
    self.store = store
    self.keys = keys
    self.clock = clock
    random = SeededBytes(seed: seed)
    cases = CaseService(
      store: store, catalogue: catalogue, workspace: workspace, zones: FixedZones(), clock: clock, random: random,
      keys: keys)
  }

  func actor(_ person: String) -> Actor { Actor(id: person, roles: workspace.person(person)?.roles ?? []) }

  func perform(
    _ request: CommandRequest, as person: String = "desk-1"
  ) throws -> CommandOutcome {
    try cases.perform(request, actor: actor(person), language: .en)
  }

  func open(
    _ workflow: String, _ input: [(String, Value)] = [], as person: String = "desk-1", requestID: String? = nil
  ) throws -> CommandOutcome {
    try perform(
      CommandRequest(
        target: .workflow(workflow),
        command: .open(input: input.map { InputValue($0.0, .plain($0.1)) }, comment: nil), requestID: requestID),
      as: person)
  }

  func send(
    _ reference: String, _ event: String, _ input: [(String, Value)] = [], as person: String = "desk-1",
    comment: String? = nil, requestID: String? = nil, revision: Int? = nil
  ) throws -> CommandOutcome {
    try perform(
      CommandRequest(
        target: .existing(reference),
        command: .event(name: event, input: input.map { InputValue($0.0, .plain($0.1)) }, comment: comment),
        requestID: requestID, expectedRevision: revision),
      as: person)
  }

  /// The number of a new case.
  func opened(
    _ workflow: String, _ input: [(String, Value)] = [], as person: String = "desk-1"
  ) throws -> String {
    try #require(try open(workflow, input, as: person).receipt).view.record.number
  }

  func verify(root: String? = nil, replays: Bool = true) throws -> JournalVerdict {
    try AuditService(cases).verify(notedRoot: root, replays: replays)
  }
}

extension CommandOutcome {
  var receipt: CommandReceipt? { if case .done(let receipt) = self { receipt } else { nil } }

  /// The outcome in a word, with what matters of it.
  var word: String {
    switch self {
    case .done(let receipt): receipt.isRepeated ? "repeated" : "done"
    case .refused(let refusal): "refused \(refusal.code.rawValue)"
    case .unreadable(let values): "unreadable \(values.map(\.field))"
    case .notFound(let what): "not found \(what)"
    case .definitionBroken: "broken"
    case .stale(let expected, let actual, let by, _): "stale \(expected) \(actual) \(by)"
    case .failed(let words): "failed \(words.en)"
    case .requestReused(let id): "reused \(id)"
    }
  }
}

/// A folder that goes with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "kosha-store-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func store(_ journal: StoreAddress.Journal? = nil) throws -> SQLiteCaseStore {
    try SQLiteCaseStore(StoreAddress(path: path + "/kosha.db", journal: journal))
  }
}

/// A store of each kind, under the same suite.
enum StoreKind: String, CaseIterable, Sendable {
  case memory
  case persist
  case walLocked

  func make(_ folder: TemporaryFolder) throws -> any CaseStore {
    switch self {
    case .memory: MemoryStore()
    case .persist: try folder.store(.persist)
    case .walLocked: try folder.store(.walLocked)
    }
  }
}

extension Office {
  static let workspaceText = """
    kosha: 1
    organisation: {ja: 公社, en: Corporation}
    languages: [ja, en]
    time_zone: Asia/Tokyo
    calendar: office
    roles:
      clerk: {title: {ja: 担当, en: Clerk}}
      manager: {title: {ja: 課長, en: Manager}}
    people:
      desk-1: {title: 窓口1, roles: [clerk]}
      desk-2: {title: 窓口2, roles: [clerk, manager]}
      chief: {title: 課長席, roles: [manager]}
      guest: {title: 来客, roles: []}
    """

  static let calendarText = """
    calendar: office
    time_zone: Asia/Tokyo
    weekend: [saturday, sunday]
    """

  static let loan = """
    kosha: 1
    workflow: loan
    title: {ja: 融資, en: Loan}
    number: "融資-{fiscal_year}-{seq:3}"
    access: {open: {by: [clerk], input: [amount, name]}, read: [clerk, manager]}
    data:
      amount: {type: number, title: {ja: 金額, en: Amount}, check: "amount > 0"}
      name: {type: string, title: {ja: 氏名, en: Name}, sensitive: true, read: [clerk]}
      note: {type: string}
    initial: draft
    states:
      draft:
        on:
          submit: {target: screening, by: [clerk], input: [amount, name]}
      screening:
        task: {for: [manager], due: 3 business days}
        entry: [{decide: eligibility}, {notify: {to: [manager], channel: email, data: {who: name}}}]
        after: [{delay: P5D, target: expired}]
        on:
          approve: {target: approved, by: [manager], not_by: [submit], guard: 'eligibility = "eligible"'}
          back: {target: draft, by: [manager], comment: required}
      approved: {final: true, outcome: approved, output: amount}
      expired: {final: true, outcome: expired}
    """

  static let eligibility = """
    kosha: 1
    decision: eligibility
    inputs:
      amount: {type: number}
    outputs:
      verdict: {type: [ineligible, eligible]}
    hit: unique
    rules:
      - {id: E1, when: {amount: "<= 1000"}, then: {verdict: eligible}, basis: 第3条}
      - {id: E2, when: {amount: "> 1000"}, then: {verdict: ineligible}, basis: 第4条}
    """

  static let errand = """
    kosha: 1
    workflow: errand
    title: {ja: 用務, en: Errand}
    number: "E-{year}-{seq:2}"
    data:
      steps: {type: number, initial: 0}
    initial: open
    states:
      open:
        on:
          step: {by: anyone, actions: [{assign: {steps: steps + 1}}]}
          finish: {target: done, by: anyone}
      done: {final: true, outcome: done}
    """
}
