// Names that nothing uses: decisions never evaluated, events nobody waits for, fields neither set nor read.

import KoshaRules
import KoshaSource

/// The checks of declarations without use.
enum UnusedNames {
  static func check(_ definition: WorkflowDefinition, into bag: inout DiagnosticBag) {
    let uses = NameUses(definition)
    checkDecisions(definition, uses, into: &bag)
    checkEvents(definition, uses, into: &bag)
    for (slot, field) in definition.fields.enumerated() where !uses.slots.contains(slot) {
      let isInLetter = definition.letters.contains { $0.file.bytes.contains(field.name) }
      if !isInLetter { bag.add(CheckProblem.unusedField(field.name), at: field.span) }
    }
  }

  private static func checkDecisions(
    _ definition: WorkflowDefinition, _ uses: NameUses, into bag: inout DiagnosticBag
  ) {
    let required = Set(definition.decisions.decisions.flatMap(\.requires))
    for (index, id) in definition.decisionIDs.enumerated() {
      let slot = definition.layout.firstDecision + index
      guard !uses.decisions.contains(id), !required.contains(id), !uses.slots.contains(slot),
        let decision = definition.decisions.decisions.first(where: { $0.id == id })
      else { continue }
      bag.add(CheckProblem.unusedDecision(id), at: decision.span)
    }
  }

  private static func checkEvents(
    _ definition: WorkflowDefinition, _ uses: NameUses, into bag: inout DiagnosticBag
  ) {
    var patterns: [EventPattern] = []
    for transition in definition.transitions {
      if case .event(let own) = transition.trigger { patterns += own }
    }
    for sent in uses.sent where !patterns.contains(where: { $0.matches(sent.value) }) {
      bag.add(CheckProblem.unheardEvent(sent.value), at: sent.span)
    }
    let sent = Set(uses.sent.map(\.value))
    for event in definition.events where !sent.contains(event.name) && !uses.mayComputeEvents {
      if !patterns.contains(where: { $0.matches(event.name) }) {
        bag.add(CheckProblem.unusedEvent(event.name), at: event.span)
      }
    }
  }
}

extension [UInt8] {
  /// Whether the bytes of a text stand in these.
  func contains(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, count >= wanted.count else { return false }
    return (0...(count - wanted.count)).contains { start in
      self[start] == first && self[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }
}

/// What a definition reads, sets, evaluates and sends.
struct NameUses {
  /// Slots that are read or set.
  private(set) var slots: Set<Int> = []
  /// Decisions that actions evaluate.
  private(set) var decisions: Set<String> = []
  /// Events that actions send by name.
  private(set) var sent: [Located<String>] = []
  /// Whether an action computes the name of the event it sends.
  private(set) var mayComputeEvents = false

  init(_ definition: WorkflowDefinition) {
    read(definition.referenceDate)
    read((definition.access.open ?? []) + (definition.access.read ?? []) + (definition.access.manage ?? []))
    set(definition.access.openInput)
    for field in definition.fields {
      read(field.check)
      read(field.initial)
      read(field.read)
    }
    for state in definition.states {
      for block in state.entry + state.exit { visit(block) }
      visit(state.initial?.actions ?? [])
      read(state.output)
      read(state.task?.audience ?? [])
      read(state.task?.due)
      for child in state.childCases {
        read(child)
        visit(child.finalize)
      }
      if let ballot = state.ballot { read(ballot) }
    }
    for transition in definition.transitions { visit(transition) }
    for assignment in definition.schedules.flatMap(\.data) {
      slots.insert(assignment.slot)
      read(assignment.program)
    }
    for deadline in definition.deadlines {
      read(deadline.within)
      read(deadline.warning?.before)
      sent += [deadline.warning?.event, deadline.breach].compactMap { $0 }
    }
    for decision in definition.decisions.decisions { visit(decision.logic) }
  }

  private mutating func read(_ program: Program?) { slots.formUnion(program?.slots ?? []) }

  private mutating func read(_ audience: [Who]) {
    for case .people(let program) in audience { read(program) }
  }

  private mutating func read(_ delay: Delay?) {
    if case .expression(let program)? = delay { read(program) }
  }

  private mutating func read(_ opening: Action.OpenAction) {
    read(opening.workflow)
    read(opening.id)
    for entry in opening.data { read(entry.program) }
  }

  private mutating func read(_ ballot: BallotDeclaration) {
    read(ballot.audience)
    read(ballot.except)
    read(ballot.close)
    for answer in ballot.answers { read(answer.check) }
    if let into = ballot.into { slots.insert(into) }
  }

  private mutating func read(_ text: TextSource?) {
    if case .expression(let program)? = text { read(program) }
  }

  private mutating func set(_ input: [InputField]) {
    for field in input {
      if let slot = field.slot { slots.insert(slot) }
    }
  }

  private mutating func visit(_ transition: Transition) {
    for condition in transition.guards { read(condition.program) }
    read(transition.by ?? [])
    for case .who(let who) in transition.notBy { read([who]) }
    set(transition.input)
    if case .after(let timer) = transition.trigger {
      switch timer.moment {
      case .delay(let delay): read(delay)
      case .at(let program): read(program)
      }
    }
    visit(transition.actions)
  }

  private mutating func send(_ event: TextSource) {
    switch event {
    case .literal(let name): sent.append(name)
    case .expression(let program):
      read(program)
      mayComputeEvents = true
    }
  }

  private mutating func visit(_ actions: [Action]) {
    for action in actions {
      switch action {
      case .assign(let assignments):
        for assignment in assignments {
          slots.insert(assignment.slot)
          read(assignment.program)
        }
      case .decide(let decision, _): decisions.insert(decision)
      case .raise(let event, let data, _):
        send(event)
        read(data)
      case .send(let message):
        // What another case is sent is that case's to hear.
        if message.to == nil { send(message.event) } else { read(message.event) }
        read(message.to)
        read(message.delay)
        read(message.id)
        read(message.data)
      case .open(let opening): read(opening)
      case .cancel(let id, _): read(id)
      case .notify(let notice):
        read(notice.to)
        for entry in notice.data { read(entry.program) }
      case .letter(let letter):
        if let into = letter.into { slots.insert(into) }
        for entry in letter.data { read(entry.program) }
      case .branch(let condition, let then, let otherwise, _):
        read(condition)
        visit(then)
        visit(otherwise)
      case .foreach(let loop):
        read(loop.list)
        visit(loop.body)
      case .log(let program): read(program)
      }
    }
  }

  private mutating func visit(_ logic: DecisionLogic) {
    switch logic {
    case .table(let table):
      for input in table.inputs {
        read(input.program)
        read(input.allowed)
      }
      for output in table.outputs { read(output.defaultProgram) }
      for rule in table.rules {
        for program in rule.tests + rule.answers { read(program) }
      }
    case .expression(let program): read(program)
    case .invocation(let invocation):
      read(invocation.call)
      for part in logic.parts { visit(part) }
    default:
      for part in logic.parts { visit(part) }
    }
  }
}
