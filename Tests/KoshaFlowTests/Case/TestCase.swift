// A workspace and a workflow out of texts, and a case of it that is driven by hand.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

/// What a test needs of an organisation.
enum TestWorkspace {
  static let text = """
    kosha: 1
    organisation: {ja: 公社, en: Corporation}
    languages: [ja, en]
    time_zone: Asia/Tokyo
    calendar: office
    roles:
      clerk: {title: {ja: 担当, en: Clerk}}
      manager: {title: {ja: 課長, en: Manager}}
      applicant: {title: {ja: 申込者, en: Applicant}}
    people:
      desk-1: {title: 窓口1, roles: [clerk]}
      desk-2: {title: 窓口2, roles: [clerk, manager]}
      chief: {title: 課長席, roles: [manager]}
      both: {title: 兼務席, roles: [clerk, manager, operator]}
    """
  static let calendar = """
    calendar: office
    time_zone: Asia/Tokyo
    weekend: [saturday, sunday]
    closed: [2023-05-02, 2023-05-03]
    """
  static let banks = """
    calendar: banks
    time_zone: Asia/Tokyo
    weekend: [saturday, sunday]
    closed: [2023-04-05]
    """

  static func read() throws -> Workspace {
    var bag = DiagnosticBag()
    let calendars = [
      SourceFile(path: "calendars/office.yaml", text: calendar), SourceFile(path: "calendars/banks.yaml", text: banks),
    ]
    let workspace = Workspace.read(
      SourceFile(path: "kosha.yaml", text: text), calendars: calendars, zones: FixedZones(), into: &bag)
    #expect(bag.diagnostics.map { "\($0.code) \($0.message.en)" } == [])
    return try #require(workspace)
  }
}

/// A case driven by hand.
struct TestCase {
  let definition: WorkflowDefinition
  let workspace: Workspace
  var now = Instant(milliseconds: 1_680_480_000_000)  // 2023-04-03T09:00:00+09:00, a Monday
  var record: CaseRecord?
  var limits = EngineLimits.standard
  var logs: [String] = []
  var errors: [String] = []
  var effects: [Effect] = []
  var entries: [EntryDraft] = []
  var decision: CaseDecision?

  init(_ workflow: String, rules: [String] = [], letters: [String] = []) throws {
    workspace = try TestWorkspace.read()
    let files = WorkflowFiles(
      folder: "test", workflow: SourceFile(path: "test/workflow.yaml", text: workflow),
      rules: rules.enumerated().map { SourceFile(path: "test/rules/\($0.offset).yaml", text: $0.element) },
      letters: letters.map { SourceFile(path: "test/letters/\($0)", text: "x") })
    let compilation = Compilation.compile(files, in: workspace, zones: FixedZones())
    if compilation.definition == nil {
      let told = compilation.diagnostics.sorted.map { diagnostic in
        "\(diagnostic.span.map { "\($0.start.line):\($0.start.column)" } ?? "-") \(diagnostic.code) \(diagnostic.message.en)"
      }
      Issue.record("\(told.joined(separator: "\n"))")
    }
    definition = try #require(compilation.definition)
  }

  func world(_ person: String, operatorID: String? = nil) -> StepInput {
    let roles = workspace.person(person)?.roles ?? []
    return StepInput(
      now: now, actor: Actor(id: person, roles: roles, operatorID: operatorID), workspace: workspace,
      zones: FixedZones(), limits: limits)
  }

  mutating func accept(_ decision: CaseDecision) {
    self.decision = decision
    guard case .commit(let commit) = decision else { return }
    record = commit.record
    entries += commit.entries
    logs += commit.entries.flatMap(\.logs)
    errors += commit.entries.flatMap(\.errors).map(\.en)
    effects += commit.effects.map(\.effect)
  }

  mutating func open(_ input: [InputValue] = [], as person: String = "desk-1") {
    accept(
      CaseDecider.open(
        NewCase(id: "case-1", number: "T-1", handle: "00"), definition, input: input, comment: nil, in: world(person)))
  }

  mutating func send(
    _ event: String, _ input: [InputValue] = [], as person: String = "desk-1", operatorID: String? = nil,
    comment: String? = nil
  ) throws {
    try command(.event(name: event, input: input, comment: comment), as: person, operatorID: operatorID)
  }

  mutating func command(_ command: CaseCommand, as person: String = "desk-1", operatorID: String? = nil) throws {
    let record = try #require(record)
    accept(CaseDecider.decide(command, on: record, definition, in: world(person, operatorID: operatorID)))
  }

  /// Advances the clock and fires what becomes due, in order, each at its due time.
  mutating func wait(milliseconds: Int64) throws {
    let end = Instant(milliseconds: now.milliseconds + milliseconds)
    while let timer = record?.overdueTimers(at: end).first {
      now = max(now, timer.due)
      try command(.timer(id: timer.id))
    }
    now = end
  }

  var state: [String] {
    get throws { try #require(record).basicStates(definition) }
  }

  /// The sentence of the refusal, `code: message`.
  func refusal(_ language: Language = .en) -> String? {
    if case .refused(let refusal)? = decision { "\(refusal.code.rawValue): \(refusal.message[language])" } else { nil }
  }

  func value(_ name: String) -> Value? {
    record.flatMap { record in (record.data + record.decisions).first { $0.name == name }?.value }
  }
}

extension Int64 {
  static let second: Int64 = 1_000
  static let hour: Int64 = 3_600_000
  static let day: Int64 = 86_400_000
}
