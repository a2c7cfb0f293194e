// Expressions against the scope of a workflow: what each place expects, and what is said where it gets another type.

import KoshaRules
import KoshaSource

extension WorkflowResolver {
  /// A program whose static type may be one of `types`; any may always be.
  mutating func program(_ text: LocatedText, _ kind: ResultKind, _ types: [ValueType]) -> Program? {
    guard let program = FEEL.compile(text, scope: scope, into: &bag) else { return nil }
    if !program.type.mayBe(types) {
      bag.add(WorkflowProblem.result(kind, type: program.type.text), at: text.place)
      return nil
    }
    return program
  }

  mutating func condition(_ text: LocatedText) -> Program? { program(text, .condition, [.boolean]) }

  /// An expression of any type.
  mutating func value(_ text: LocatedText) -> Program? { FEEL.compile(text, scope: scope, into: &bag) }

  /// An expression for a place of a known type, where an enumeration's bare names are its strings.
  mutating func value(_ text: LocatedText, expected: ValueType) -> Program? {
    FEEL.compileExpected(text, scope: scope, expected: expected, into: &bag)
  }

  mutating func textSource(_ source: TextSyntax) -> TextSource? {
    switch source {
    case .literal(let text): .literal(text)
    case .expression(let text): program(text, .text, [.string]).map { .expression($0) }
    }
  }

  mutating func delay(_ delay: DelaySyntax) -> Delay? {
    switch delay {
    case .literal(let delay): delay
    case .expression(let text):
      program(text, .delay, [.string, .daysAndTimeDuration, .yearsAndMonthsDuration]).map { .expression($0) }
    }
  }

  /// Roles and people; `anyone` where the place allows it.
  mutating func audience(_ entries: [WhoSyntax], anyone: Bool = false) -> [Who] {
    var audience: [Who] = []
    for entry in entries {
      switch entry {
      case .expression(let text):
        if let program = people(text) { audience.append(.people(program)) }
      case .name(let name) where anyone && name.value == "anyone": audience.append(.anyone)
      case .name(let name):
        checkRole(name)
        audience.append(.role(name.value))
      }
    }
    return audience
  }

  mutating func people(_ text: LocatedText) -> Program? { program(text, .people, [.string, .list(.string)]) }

  private mutating func checkRole(_ name: Located<String>) {
    guard !roles.contains(name.value) else { return }
    let nearest = Suggestion.nearest(to: name.value, in: workspace.roles.map(\.id) + [Workspace.operatorRole])
    bag.add(WorkflowProblem.unknown(.role, name.value, nearest: nearest), at: name.span)
  }

  mutating func checkCalendar(_ name: Located<String>) {
    guard workspace.calendar(name.value) == nil else { return }
    let nearest = Suggestion.nearest(to: name.value, in: workspace.calendars.map(\.id))
    bag.add(WorkflowProblem.unknown(.calendar, name.value, nearest: nearest), at: name.span)
  }

  /// The slot of a data field; tells the nearest where there is none.
  mutating func slot(of name: Located<String>) -> Int? {
    if let slot = fieldSlots[name.value] { return slot }
    let nearest = Suggestion.nearest(to: name.value, in: fields.map(\.name.value))
    bag.add(WorkflowProblem.unknown(.field, name.value, nearest: nearest), at: name.span)
    return nil
  }

  /// The type of a data field; any where it could not be read.
  func type(ofField slot: Int) -> ValueType { fields[slot].type?.value ?? .any }
}

extension ValueType {
  /// Whether a value of this static type can be of one of `types`; null can be of each.
  func mayBe(_ types: [ValueType]) -> Bool {
    switch self {
    case .any, .null: true
    case .enumeration: types.contains(.string)
    case .list(let member):
      types.contains { if case .list(let wanted) = $0 { member.mayBe([wanted]) } else { false } }
    default: types.contains(self)
    }
  }
}

extension LocatedText {
  /// The place of the text itself, without what stands before it in its scalar.
  var place: SourceSpan { text.isEmpty ? span : span(of: 0..<text.utf8.count) }
}

extension String {
  /// Without spaces at either end.
  var trimmed: Substring {
    var rest = drop { $0.isWhitespace }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
