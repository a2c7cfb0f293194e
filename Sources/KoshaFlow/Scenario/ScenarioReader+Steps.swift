// The steps of a scenario, what they expect, and the values they give.

import KoshaRules
import KoshaSource
import KoshaYAML

extension ScenarioReader {
  mutating func steps(_ node: YAMLNode) -> [ScenarioStep] {
    var steps: [ScenarioStep] = []
    for item in node.items(Words(ja: "手順", en: "the steps"), into: &bag) ?? [] {
      if let step = step(item) { steps.append(step) }
    }
    return steps
  }

  private mutating func step(_ node: YAMLNode) -> ScenarioStep? {
    guard let mapping = MappingReader(node, ScenarioKeys.step, into: &bag) else { return nil }
    let acts = mapping.entries.filter { ["do", "claim", "release", "wait"].contains($0.key.value) }
    if acts.count > 1 { bag.add(ScenarioProblem.severalActs, at: acts[1].key.span) }
    if acts.first?.key.value != "do" {
      for entry in mapping.entries where ["with", "comment"].contains(entry.key.value) {
        bag.add(ScenarioProblem.withoutEvent(key: entry.key.value), at: entry.key.span)
      }
    }
    let child = mapping["child"]?.string(Words(ja: "開く案件の id", en: "the id of a case opened"), into: &bag)
    let own = definition
    defer { definition = own }
    if let child {
      guard let opened = self.opened(under: child) else { return nil }
      definition = opened
    }
    guard let act = act(acts.first, mapping) else { return nil }
    return ScenarioStep(
      act: act, child: child, actor: mapping["as"].flatMap { person($0) },
      refused: mapping["refused"].flatMap { code($0) },
      expect: mapping["expect"].flatMap { expectation($0) }, span: acts.first?.key.span ?? node.span)
  }

  /// The workflow of a case that is opened under an id: of those that the workflow opens, the one with that id, or one
  /// whose id the engine makes of the workflow's.
  private mutating func opened(under id: Located<String>) -> WorkflowDefinition? {
    let openings = definition.openings
    let known = openings.compactMap(\.literalID)
    let opening =
      openings.first { $0.literalID == id.value }
      ?? openings.first { opening in
        guard case .literal(let workflow) = opening.workflow, opening.id == nil else { return false }
        return id.value.hasPrefix(workflow.value + ".")
      } ?? openings.first { if case .expression? = $0.id { true } else { false } }
    guard let opening else {
      unknown(.child, id, known)
      return nil
    }
    guard case .literal(let workflow) = opening.workflow else { return definition }
    if workflow.value == definition.id { return definition }
    guard let opened = catalogue.compilation(of: workflow.value)?.definition else {
      unknown(.workflow, Located(workflow.value, at: id.span), catalogue.workflows)
      return nil
    }
    return opened
  }

  private mutating func act(_ entry: YAMLEntry?, _ mapping: MappingReader) -> ScenarioStep.Act? {
    guard let entry else { return .look }
    switch entry.key.value {
    case "do":
      guard let event = entry.value.string(Words(ja: "イベント", en: "an event"), into: &bag) else { return nil }
      checkEvent(event)
      let comment = mapping["comment"]?.string(Words(ja: "意見", en: "a comment"), into: &bag)?.value
      return .event(event, with: mapping["with"].map { values($0, event: event.value) } ?? [], comment: comment)
    case "claim": return task(entry.value).map { .claim(state: $0) }
    case "release": return task(entry.value).map { .release(state: $0) }
    default: return wait(entry.value).map { .wait($0) }
    }
  }

  /// `true` for the only task, else the id of a state.
  private mutating func task(_ node: YAMLNode) -> Located<String>?? {
    if node.coreScalar == .boolean(true) { return .some(nil) }
    guard let text = node.scalar?.text, !node.isNull, node.coreScalar != .boolean(false) else {
      bag.add(ScenarioProblem.flag, at: node.span)
      return nil
    }
    let state = Located(text, at: node.span)
    checkState(state)
    return .some(state)
  }

  private mutating func wait(_ node: YAMLNode) -> ScenarioStep.Wait? {
    guard let text = node.string(Words(ja: "待つ時間", en: "a time to wait"), into: &bag) else { return nil }
    if text.value.hasPrefix("until "), let moment = moment(String(text.value.dropFirst(6)).trimmed.description) {
      return .until(moment)
    }
    if let delay = Delay(text.value) { return .delay(delay) }
    bag.add(ScenarioProblem.wait(text.value), at: text.span)
    return nil
  }

  private mutating func code(_ node: YAMLNode) -> Located<RefusalCode>? {
    guard let text = node.string(Words(ja: "拒否の理由", en: "a reason to refuse"), into: &bag) else { return nil }
    if let code = RefusalCode(rawValue: text.value) { return Located(code, at: text.span) }
    unknown(.code, text, RefusalCode.allCases.map(\.rawValue))
    return nil
  }

  private mutating func checkEvent(_ event: Located<String>) {
    let known = definition.events.map(\.name)
    let isMatched = definition.transitions.contains { transition in
      guard case .event(let patterns) = transition.trigger else { return false }
      // `*` alone would admit every misspelling, unless people may send what it takes.
      return patterns.contains { (!$0.tokens.isEmpty || transition.by != nil) && $0.matches(event.value) }
    }
    if !known.contains(event.value), !isMatched { unknown(.event, event, known) }
  }

  private mutating func checkState(_ state: Located<String>) {
    if definition.state(state.value) == nil { unknown(.state, state, definition.states.map(\.id)) }
  }

  // MARK: Expectations

  private mutating func expectation(_ node: YAMLNode) -> Expectation? {
    guard let mapping = MappingReader(node, ScenarioKeys.expect, into: &bag) else { return nil }
    var expectation = Expectation()
    if let node = mapping["state"] {
      let states = names(node, Words(ja: "状態の id", en: "a state's id"))
      for state in states { checkState(state) }
      expectation.state = states
    }
    if let text = mapping["status"]?.string(Words(ja: "状況", en: "a status"), into: &bag) {
      if let status = CaseStatus(rawValue: text.value) {
        expectation.status = Located(status, at: text.span)
      } else {
        unknown(.status, text, ["active", "final", "cancelled"])
      }
    }
    expectation.outcome = mapping["outcome"]
    expectation.assignee = mapping["assignee"]
    if let node = mapping["deadlines"] { expectation.deadlines = expectedDeadlines(node) }
    if let node = mapping["data"] { expectation.data = expectedData(node) }
    expectation.outbox = mapping["outbox"].map { names($0, Words(ja: "文書か通知の名前", en: "a letter's or a notice's name")) }
    if let node = mapping["events"] {
      let events = names(node, Words(ja: "イベント", en: "an event"))
      for event in events { checkEvent(event) }
      expectation.events = events
    }
    return expectation
  }

  private mutating func expectedData(_ node: YAMLNode) -> [YAMLEntry] {
    let entries = node.freeEntries(Words(ja: "データ", en: "the data"), into: &bag) ?? []
    let known = definition.fields.map(\.name) + definition.decisionIDs
    for entry in entries {
      let name = entry.key.value.split(separator: ".").first.map(String.init) ?? entry.key.value
      if !known.contains(name) { unknown(.field, Located(name, at: entry.key.span), known) }
    }
    return entries
  }

  // MARK: Values

  /// The values of `given.data` or of an event's `with`.
  ///
  /// Names are not checked: a scenario may show that one is refused.
  mutating func values(_ node: YAMLNode, event: String?) -> [ScenarioValue] {
    var values: [ScenarioValue] = []
    for entry in node.freeEntries(Words(ja: "データ", en: "the data"), into: &bag) ?? [] {
      if let source = source(entry.value, as: type(of: entry.key.value, event: event)) {
        values.append(ScenarioValue(name: entry.key, source: source))
      }
    }
    return values
  }

  private func type(of name: String, event: String?) -> ValueType {
    if let field = definition.field(name) { return field.type }
    guard let event else { return .any }
    for transition in definition.transitions {
      guard case .event(let patterns) = transition.trigger, patterns.contains(where: { $0.matches(event) }),
        let input = transition.input.first(where: { $0.name == name })
      else { continue }
      return input.type
    }
    return .any
  }

  private mutating func source(_ node: YAMLNode, as type: ValueType) -> ScenarioValue.Source? {
    if let scalar = node.scalar, scalar.text.hasPrefix("=") {
      return FEEL.compile(scalar.located.suffix(fromByte: 1), scope: definition.scope, into: &bag)
        .map { .expression($0) }
    }
    guard let value = PlainYAML.value(node, as: type) else {
      bag.add(ScenarioProblem.notAValue, at: node.span)
      return nil
    }
    return type.holdsDocuments ? .document(value) : .plain(value)
  }
}

extension ValueType {
  fileprivate var holdsDocuments: Bool {
    switch self {
    case .document: true
    case .list(let member): member.holdsDocuments
    default: false
    }
  }
}
