// One scenario of a workflow, played in virtual time on a case in memory.

import KoshaRules
import KoshaSource
import KoshaYAML

/// The playing of one scenario.
struct ScenarioRun {
  /// Timers that may fire while one step waits.
  private static let timerLimit = 10_000

  private let scenario: ScenarioSyntax
  private let definition: WorkflowDefinition
  private var world: StepInput
  private(set) var ledger: CoverageLedger
  private var record: CaseRecord?
  /// What was put into the outbox since the last act began.
  private var outbox: [Effect] = []

  init(
    _ scenario: ScenarioSyntax, _ definition: WorkflowDefinition, _ world: StepInput, _ ledger: CoverageLedger
  ) {
    self.scenario = scenario
    self.definition = definition
    self.world = world
    self.ledger = ledger
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
    if let now = scenario.now, let instant = instant(now) { world.now = instant }
    if let actor = scenario.actor { world.actor = actor }
    let today = world.environment(of: definition).today
    let frame = definition.number.frame(on: today)
    let number = frame.before + String(repeating: "0", count: max(0, frame.width - 1)) + "1" + frame.after
    let new = NewCase(id: "scenario", number: number, handle: String(repeating: "0", count: 32))
    switch input(scenario.data) {
    case .failure(let failure):
      return failure.mismatch
    case .success(let input):
      let decision = CaseDecider.open(
        new, definition, input: input, comment: nil, in: world, observing: &ledger.observation)
      switch decision {
      case .refused(let refusal): return .notOpened(refusal.message)
      default: return accept(decision)
      }
    }
  }

  private mutating func play(_ step: ScenarioStep) -> [Mismatch] {
    world.actor = step.actor ?? scenario.actor ?? .system
    if case .look = step.act {} else { outbox = [] }
    let decision: CaseDecision?
    switch act(step) {
    case .failure(let failure): return [failure.mismatch]
    case .success(let done): decision = done
    }
    let mismatch =
      if let refused = step.refused { refusalMismatch(decision, refused.value) } else {
        decision.flatMap { accept($0) }
      }
    if let mismatch { return [mismatch] }
    return step.expect.map { mismatches($0) } ?? []
  }

  /// What a step does; nil where it is no command.
  private mutating func act(_ step: ScenarioStep) -> Result<CaseDecision?, ScenarioStop> {
    let command: CaseCommand
    switch step.act {
    case .look:
      return .success(nil)
    case .wait(let wait):
      return advance(wait).map { .failure($0) } ?? .success(nil)
    case .event(let event, let with, let comment):
      if let stop = fireOverdue() { return .failure(stop) }
      switch input(with) {
      case .failure(let stop): return .failure(stop)
      case .success(let input): command = .event(name: event.value, input: input, comment: comment)
      }
    case .claim(let state):
      if let stop = fireOverdue() { return .failure(stop) }
      switch task(of: state) {
      case .failure(let stop): return .failure(stop)
      case .success(let task): command = .claim(task: task)
      }
    case .release(let state):
      if let stop = fireOverdue() { return .failure(stop) }
      switch task(of: state) {
      case .failure(let stop): return .failure(stop)
      case .success(let task): command = .release(task: task)
      }
    }
    guard let record else { return .success(nil) }
    return .success(
      CaseDecider.decide(command, on: record, definition, in: world, observing: &ledger.observation))
  }

  private func task(of state: Located<String>?) -> Result<String?, ScenarioStop> {
    guard let state else { return .success(nil) }
    guard let task = record?.tasks.first(where: { $0.state == state.value }) else {
      return .failure(ScenarioStop(.noTask(state: state.value)))
    }
    return .success(task.id)
  }

  // MARK: Answers

  /// Keeps an accepted command; answers what any other is.
  private mutating func accept(_ decision: CaseDecision) -> Mismatch? {
    switch decision {
    case .commit(let commit):
      record = commit.record
      outbox += commit.effects.map(\.effect)
      for entry in commit.entries { ledger.note(entry) }
      return nil
    case .refused(let refusal):
      return .refused(refusal.code, refusal.message)
    case .unreadable(let inputs):
      return inputs.first.map { .unreadable(field: $0.field, $0.message) }
    case .failed(let words):
      return .failed(words)
    }
  }

  private mutating func refusalMismatch(_ decision: CaseDecision?, _ expected: RefusalCode) -> Mismatch? {
    switch decision {
    case .refused(let refusal):
      refusal.code == expected
        ? nil : .refusedOtherwise(expected: expected, actual: refusal.code, refusal.message)
    case .commit, nil:
      .accepted(expected: expected)
    case .unreadable where expected == .input:
      nil
    case .some(let other):
      accept(other)
    }
  }

  // MARK: Time

  private func instant(_ moment: DateAndTime) -> Instant? {
    moment.instant(in: world.workspace.zone, zones: world.zones)
  }

  private mutating func advance(_ wait: ScenarioStep.Wait) -> ScenarioStop? {
    let end: Instant?
    switch wait {
    case .until(let moment):
      end = instant(moment)
    case .delay(let delay):
      guard var interpreter = interpreter else { return nil }
      switch interpreter.dueTime(after: delay, calendar: nil, source: 0) {
      case .success(let due): end = due
      case .failure(let failure): return ScenarioStop(.failed(failure.reason.message))
      }
    }
    guard let end else { return ScenarioStop(.failed(ActionProblem.Reason.outOfRange.message)) }
    if let stop = fire(until: end) { return stop }
    world.now = max(world.now, end)
    return nil
  }

  /// What is overdue when a command comes fires first.
  private mutating func fireOverdue() -> ScenarioStop? { fire(until: world.now) }

  /// Fires timers in the order in which they become due, each at its time.
  private mutating func fire(until end: Instant) -> ScenarioStop? {
    var fired = 0
    while let record, record.status == .active, let timer = record.overdueTimers(at: end).first {
      fired += 1
      if fired > ScenarioRun.timerLimit { return ScenarioStop(.endlessTimers(limit: ScenarioRun.timerLimit)) }
      world.now = max(world.now, timer.due)
      let decision = CaseDecider.decide(
        .timer(id: timer.id), on: record, definition, in: world, observing: &ledger.observation)
      if let mismatch = accept(decision) { return ScenarioStop(mismatch) }
    }
    return nil
  }

  // MARK: Values

  private var interpreter: Interpreter? {
    guard let record else { return nil }
    return try? Deliberation(record, definition, in: world).interpreter
  }

  private func input(_ values: [ScenarioValue]) -> Result<[InputValue], ScenarioStop> {
    var input: [InputValue] = []
    for value in values {
      switch value.source {
      case .plain(let plain): input.append(InputValue(value.name.value, .plain(plain)))
      case .document(let document): input.append(InputValue(value.name.value, .value(document)))
      case .expression(let program):
        var interpreter =
          interpreter
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

  private func mismatches(_ expect: Expectation) -> [Mismatch] {
    guard let record else { return [] }
    var result: [Mismatch] = []
    func compare(_ what: Words, _ expected: String, _ actual: String, _ holds: Bool) {
      if !holds { result.append(.other(what: what, expected: expected, actual: actual)) }
    }
    let basic = record.basicStates(definition)
    if let states = expect.state?.map(\.value) {
      compare(Words(ja: "状態", en: "state"), shown(states), shown(basic), isAt(states, basic))
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
      let actual = value(at: entry.key.value)
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
      let enabled = CaseDecider.availability(record, definition, in: world).filter { $0.whyNot == nil }.map(\.event)
      compare(
        Words(ja: "行えるイベント", en: "events"), shown(expected), shown(enabled), expected.sorted() == enabled.sorted())
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
  private func isAt(_ expected: [String], _ basic: [String]) -> Bool {
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
  private func value(at path: String) -> Value {
    let names = path.split(separator: ".").map(String.init)
    guard let record, let first = names.first else { return .null }
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
