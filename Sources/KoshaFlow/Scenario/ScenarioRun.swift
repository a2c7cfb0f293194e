// One scenario of a workflow, played in virtual time on cases in memory.

import KoshaRules
import KoshaSource
import KoshaYAML

/// The playing of one scenario.
struct ScenarioRun {
  /// The id of the case that a scenario tells of.
  private static let mainID = "scenario"

  private let scenario: ScenarioSyntax
  private let definition: WorkflowDefinition
  private var office: ScenarioOffice

  var ledger: CoverageLedger { office.ledger }

  init(
    _ scenario: ScenarioSyntax, _ definition: WorkflowDefinition, among catalogue: any DefinitionCatalogue,
    _ world: StepInput, _ ledger: CoverageLedger
  ) {
    self.scenario = scenario
    self.definition = definition
    office = ScenarioOffice(definition, among: catalogue, world, ledger)
  }

  /// Plays all steps; answers the first that is not as expected.
  mutating func run(_ steps: [ScenarioStep]) -> ScenarioFailure? {
    if let mismatch = open() { return ScenarioFailure(step: nil, mismatches: [mismatch], span: scenario.name.span) }
    for (number, step) in steps.enumerated() {
      let mismatches = play(step)
      if !mismatches.isEmpty { return ScenarioFailure(step: number + 1, mismatches: mismatches, span: step.span) }
    }
    return nil
  }

  private mutating func open() -> Mismatch? {
    if let now = scenario.now, let instant = instant(now) { office.world.now = instant }
    if let actor = scenario.actor { office.world.actor = actor }
    let new = office.identify(Self.mainID, definition)
    let input: [InputValue]
    switch self.input(scenario.data, of: nil) {
    case .failure(let failure): return failure.mismatch
    case .success(let read): input = read
    }
    let decision = office.decide(definition, in: office.world) { [definition] world, observation in
      // What no person may open is opened as another case opens it.
      definition.access.open?.isEmpty == true
        ? CaseDecider.openUnasked(new, definition, input: input, in: world, observing: &observation)
        : CaseDecider.open(new, definition, input: input, comment: nil, in: world, observing: &observation)
    }
    if case .refused(let refusal) = decision { return .notOpened(refusal.message) }
    return accept(decision, before: nil, definition)
  }

  private mutating func play(_ step: ScenarioStep) -> [Mismatch] {
    office.world.actor = step.actor ?? scenario.actor ?? .system
    if case .look = step.act {} else { office.outbox = [] }
    // A child that was not there when the step began may be there when its expectations are looked at.
    let caseID = self.caseID(of: step)
    if let mismatch = act(step, on: caseID) { return [mismatch] }
    guard let expect = step.expect else { return [] }
    guard let (record, definition) = (self.caseID(of: step) ?? caseID).flatMap({ office.current($0) }) else {
      return step.child.map { [.noChild($0.value)] } ?? []
    }
    return mismatches(expect, record, definition)
  }

  /// The case of a step: the one the scenario tells of, or the last that it opened under the id; nil where it has not.
  private func caseID(of step: ScenarioStep) -> String? {
    guard let child = step.child?.value else { return Self.mainID }
    let children = office.current(Self.mainID)?.record.children ?? []
    return (children.last { $0.id == child && $0.status == .active } ?? children.last { $0.id == child })?.caseID
  }

  /// Does what a step says; answers what was not as it should be.
  private mutating func act(_ step: ScenarioStep, on caseID: String?) -> Mismatch? {
    switch step.act {
    case .look: return nil
    case .wait(let wait): return advance(wait)?.mismatch
    case .event, .claim, .release: break
    }
    // What is overdue when a command comes fires first.
    if let stop = office.fire(until: office.world.now) { return stop.mismatch }
    guard let (record, definition) = caseID.flatMap({ office.current($0) }) else {
      return step.child.map { .noChild($0.value) }
    }
    let command: CaseCommand
    switch self.command(step.act, on: record, definition) {
    case .failure(let stop): return stop.mismatch
    case .success(let made): command = made
    }
    let decision = office.decide(definition, in: office.world) { world, observation in
      CaseDecider.decide(command, on: record, definition, in: world, observing: &observation)
    }
    if let expected = step.refused?.value { return refusalMismatch(decision, expected) }
    return accept(decision, before: record, definition)
  }

  private func command(
    _ act: ScenarioStep.Act, on record: CaseRecord, _ definition: WorkflowDefinition
  ) -> Result<CaseCommand, ScenarioStop> {
    switch act {
    case .event(let event, let with, let comment):
      input(with, of: (record, definition)).map { .event(name: event.value, input: $0, comment: comment) }
    case .claim(let state): task(of: state, record).map { .claim(task: $0) }
    case .release(let state): task(of: state, record).map { .release(task: $0) }
    case .wait, .look: preconditionFailure("a step that only waits or looks sends nothing")
    }
  }

  private func task(of state: Located<String>?, _ record: CaseRecord) -> Result<String?, ScenarioStop> {
    guard let state else { return .success(nil) }
    guard let task = record.tasks.first(where: { $0.state == state.value }) else {
      return .failure(ScenarioStop(.noTask(state: state.value)))
    }
    return .success(task.id)
  }

  // MARK: Answers

  /// Keeps an accepted command; answers what any other is.
  private mutating func accept(
    _ decision: CaseDecision, before: CaseRecord?, _ definition: WorkflowDefinition
  ) -> Mismatch? {
    switch decision {
    case .commit(let commit): office.settle(commit, before: before, definition).map { .failed($0) }
    default: failure(decision)
    }
  }

  /// What a command is that was not accepted.
  private func failure(_ decision: CaseDecision) -> Mismatch? {
    switch decision {
    case .commit: nil
    case .refused(let refusal): .refused(refusal.code, refusal.message)
    case .unreadable(let inputs): inputs.first.map { .unreadable(field: $0.field, $0.message) }
    case .failed(let words): .failed(words)
    }
  }

  private func refusalMismatch(_ decision: CaseDecision, _ expected: RefusalCode) -> Mismatch? {
    switch decision {
    case .refused(let refusal):
      refusal.code == expected
        ? nil : .refusedOtherwise(expected: expected, actual: refusal.code, refusal.message)
    case .commit:
      .accepted(expected: expected)
    case .unreadable where expected == .input:
      nil
    case .unreadable, .failed:
      failure(decision)
    }
  }

  // MARK: Time

  private func instant(_ moment: DateAndTime) -> Instant? {
    moment.instant(in: office.world.workspace.zone, zones: office.world.zones)
  }

  private mutating func advance(_ wait: ScenarioStep.Wait) -> ScenarioStop? {
    let end: Instant?
    switch wait {
    case .until(let moment):
      end = instant(moment)
    case .delay(let delay):
      guard var interpreter = office.current(Self.mainID).flatMap({ interpreter(of: $0.record, $0.definition) })
      else { return nil }
      switch interpreter.dueTime(after: delay, calendar: nil, source: 0) {
      case .success(let due): end = due
      case .failure(let failure): return ScenarioStop(.failed(failure.reason.message))
      }
    }
    guard let end else { return ScenarioStop(.failed(ActionProblem.Reason.outOfRange.message)) }
    if let stop = office.fire(until: end) { return stop }
    office.world.now = max(office.world.now, end)
    return nil
  }

  // MARK: Values

  private func interpreter(of record: CaseRecord, _ definition: WorkflowDefinition) -> Interpreter? {
    try? Deliberation(record, definition, in: office.world).interpreter
  }

  /// The values of a step.
  ///
  /// - Parameter known: the case whose data their expressions see, nil before it is opened.
  private func input(
    _ values: [ScenarioValue], of known: (record: CaseRecord, definition: WorkflowDefinition)?
  ) -> Result<[InputValue], ScenarioStop> {
    var input: [InputValue] = []
    for value in values {
      switch value.source {
      case .plain(let plain): input.append(InputValue(value.name.value, .plain(plain)))
      case .document(let document): input.append(InputValue(value.name.value, .value(document)))
      case .expression(let program):
        let world = office.world
        var interpreter =
          known.flatMap { self.interpreter(of: $0.record, $0.definition) }
          ?? Interpreter(
            definition, Snapshot(before: definition),
            facts: CaseFacts(id: "", number: "", openedAt: world.now, openedBy: world.actor.id), in: world)
        let evaluation = interpreter.evaluate(program, source: 0)
        if evaluation.isFailure, let remark = evaluation.remarks.first {
          return .failure(ScenarioStop(.expression(program.source.text, remark.reason.message)))
        }
        input.append(InputValue(value.name.value, .value(evaluation.value)))
      }
    }
    return .success(input)
  }

  // MARK: Expectations

  private func mismatches(
    _ expect: Expectation, _ record: CaseRecord, _ definition: WorkflowDefinition
  ) -> [Mismatch] {
    let outbox = office.outbox
    var result: [Mismatch] = []
    func compare(_ what: Words, _ expected: String, _ actual: String, _ holds: Bool) {
      if !holds { result.append(.other(what: what, expected: expected, actual: actual)) }
    }
    let basic = record.basicStates(definition)
    if let states = expect.state?.map(\.value) {
      compare(Words(ja: "状態", en: "state"), shown(states), shown(basic), isAt(states, basic, definition))
    }
    if let status = expect.status?.value {
      compare(
        Words(ja: "状況", en: "status"), status.rawValue, record.status.rawValue, status == record.status)
    }
    if let node = expect.outcome {
      compare(
        Words(ja: "結果", en: "outcome"), PlainYAML.text(node), record.outcome ?? "null",
        PlainYAML.matches(node, .text(record.outcome)))
    }
    for entry in expect.data {
      let actual = value(at: entry.key.value, record)
      compare(
        Words(ja: "データ `\(entry.key.value)`", en: "data `\(entry.key.value)`"), PlainYAML.text(entry.value),
        actual.plainText ?? actual.feelText, PlainYAML.matches(entry.value, actual))
    }
    if let expected = expect.outbox?.map(\.value) {
      let holds =
        expected.count == outbox.count
        && zip(expected, outbox).allSatisfy { $0 == $1.id || $0 == $1.template || $0 == $1.kind.rawValue }
      compare(
        Words(ja: "送るもの", en: "outbox"), shown(expected), shown(outbox.map { $0.template ?? $0.kind.rawValue }), holds)
    }
    if let expected = expect.events?.map(\.value) {
      let enabled = CaseDecider.availability(record, definition, in: office.world).filter { $0.whyNot == nil }.map(
        \.event)
      compare(
        Words(ja: "行えるイベント", en: "events"), shown(expected), shown(enabled), expected.sorted() == enabled.sorted())
    }
    for deadline in expect.deadlines {
      for (what, expected, actual) in deadline.mismatches(record, definition, in: office.world) {
        compare(what, expected, actual, false)
      }
    }
    if let node = expect.assignee {
      let assignee = record.tasks.lazy.compactMap(\.claimedBy).first
      compare(
        Words(ja: "担当", en: "assignee"), PlainYAML.text(node), assignee ?? "null",
        PlainYAML.matches(node, .text(assignee)))
    }
    return result
  }

  private func shown(_ names: [String]) -> String { names.joined(separator: ", ") }

  /// Whether exactly these states are active: each expected one is, and every active basic state is one of them or
  /// lies in one.
  private func isAt(_ expected: [String], _ basic: [String], _ definition: WorkflowDefinition) -> Bool {
    let nodes = expected.compactMap { definition.state($0) }
    let active = basic.compactMap { definition.state($0)?.index }
    return nodes.allSatisfy { node in
      active.contains { node.index == $0 || definition.isDescendant($0, of: node.index) }
    }
      && active.allSatisfy { state in
        nodes.contains { $0.index == state || definition.isDescendant(state, of: $0.index) }
      }
  }

  /// A value by its path, `eligibility.verdict`; null where there is none.
  private func value(at path: String, _ record: CaseRecord) -> Value {
    let names = path.split(separator: ".").map(String.init)
    guard let first = names.first else { return .null }
    var value = (record.data + record.decisions).first { $0.name == first }?.value ?? .null
    for name in names.dropFirst() {
      guard case .context(let context) = value else { return .null }
      value = context[name] ?? .null
    }
    return value
  }
}

/// What ends a step before its expectations are looked at.
struct ScenarioStop: Error {
  var mismatch: Mismatch

  init(_ mismatch: Mismatch) {
    self.mismatch = mismatch
  }
}
