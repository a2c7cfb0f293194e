// A document and its vocabulary in, the keys of a workflow out: data and states.

import KoshaRules
import KoshaSource

/// Writes one document as a workflow.
struct ChartWriter {
  let chart: ChartSyntax
  let id: String
  let isChild: Bool
  var vocabulary: ChartVocabulary
  var expressions: ChartExpressions
  /// The import as a whole, which takes the documents that this one invokes.
  var children: SCXMLImport
  /// Counts the ids that `idlocation` asks for; a field of the workflow where any does.
  var counter: String?

  init(
    chart: ChartSyntax, id: String, isChild: Bool, vocabulary: ChartVocabulary, language: ChartLanguage,
    children: SCXMLImport
  ) {
    self.chart = chart
    self.id = id
    self.isChild = isChild
    self.vocabulary = vocabulary
    self.children = children
    expressions = ChartExpressions(language: language, names: vocabulary.names)
  }

  var isOurs: Bool { chart.isOurs }
  var names: ChartNames { vocabulary.names }

  mutating func workflow() -> [YAMLPair] {
    let root = chart.root
    var behaviour: [YAMLPair] = []
    let scripts = root.scripts.map { actions([.script($0)]) }
    behaviour += blocks("entry", scripts + root.entry.map { actions($0) })
    behaviour += blocks("exit", root.exit.map { actions($0) })
    behaviour += transitions(of: root)
    if let initial = root.initial { behaviour.append(self.initial(initial)) }
    let states = root.children.map { state($0) }
    var pairs: [YAMLPair] = [("kosha", .text("1")), ("workflow", .string(id))]
    if isOurs {
      pairs += root.own
    } else {
      pairs.append(("title", .string(chart.name?.text.isEmpty == false ? chart.name?.text ?? id : id)))
      if isChild { pairs.append(("access", .mapping([("open", .sequence([]))]))) }
      let data = self.data()
      if !data.isEmpty { pairs.append(("data", .mapping(data))) }
    }
    pairs += behaviour
    pairs.append(("states", .lines(states)))
    return pairs
  }

  // MARK: Data

  private mutating func data() -> [YAMLPair] {
    var pairs: [YAMLPair] = []
    let late = Set(chart.isLateBound ? chart.root.children.flatMap { $0.all }.flatMap { $0.data.map(\.id.value) } : [])
    for item in vocabulary.data {
      guard let field = names.fields[item.name] else { continue }
      var entries: [YAMLPair] = [("type", .string(names.kind(of: item.name).fieldType.text))]
      if !late.contains(item.name), let value = item.value {
        entries.append(("initial", .string(self.value(value).text)))
      }
      pairs.append((field, .mapping(entries)))
    }
    for state in chart.isLateBound ? chart.root.children.flatMap({ $0.all }) : [] where !state.data.isEmpty {
      let field = boundField(of: state)
      pairs.append((field, .mapping([("type", .string("boolean")), ("initial", .string("false"))])))
    }
    if let counter {
      pairs.append((counter, .mapping([("type", .string("number")), ("initial", .string("0"))])))
    }
    return pairs
  }

  /// Remembers whether the data of a state have their values (SCXML §5.3.3).
  private func boundField(of state: ChartState) -> String {
    "bound_"
      + String(
        String.UnicodeScalarView(vocabulary.id(of: state).unicodeScalars.map { FieldName.isPart($0) ? $0 : "_" }))
  }

  /// A value that is no reference of the document's own place.
  mutating func value(_ value: ChartValue, for place: FailingExpression.Place = .value) -> FEELPiece {
    switch value {
    case .expression(let text): return expressions.value(text, for: place)
    case .text(let text): return expressions.content(text)
    case .file(let name): return children.text(ofFile: name).map { expressions.content($0) } ?? .null
    case .chart(let chart, _):
      return .string(children.workflow(of: chart, under: id, named: chart.name?.text ?? "chart"))
    case .markup(let span):
      expressions.bag.add(SCXMLProblem.unsayable("<…>", .markup), at: span)
      return FailingExpression.piece("XML", for: place)
    }
  }

  // MARK: States

  private mutating func state(_ state: ChartState) -> YAMLPair {
    var pairs = isOurs ? state.own : []
    switch state.kind {
    case .root, .state: break
    case .parallel: if !state.children.isEmpty { pairs.append(("parallel", .text("true"))) }
    case .final: pairs.append(("final", .text("true")))
    case .history(let isDeep):
      pairs.append(("history", .string(isDeep ? "deep" : "shallow")))
      if let initial = state.initial {
        pairs.append(("target", targets(initial.targets)))
        let actions = actions(initial.content)
        if !actions.isEmpty { pairs.append(("actions", .sequence(actions))) }
      }
      return (vocabulary.id(of: state), .lines(pairs))
    }
    let (invocations, failures) = invocations(of: state)
    if let only = invocations.first, invocations.count == 1 { pairs.append(("child", only)) }
    if invocations.count > 1 { pairs.append(("child", .sequence(invocations))) }
    var entry = lateBinding(of: state)
    for block in state.entry { entry.append(actions(block)) }
    let (output, missing) = doneData(state.doneData)
    pairs += blocks("entry", entry + failures + missing)
    pairs += blocks("exit", state.exit.map { actions($0) })
    pairs += transitions(of: state)
    if let output { pairs.append(("output", .string(output.text))) }
    if let initial = state.initial, !state.children.isEmpty { pairs.append(self.initial(initial)) }
    if !state.children.isEmpty {
      pairs.append(("states", .lines(state.children.map { self.state($0) })))
    }
    return (vocabulary.id(of: state), .lines(pairs))
  }

  private mutating func lateBinding(of state: ChartState) -> [[YAMLText]] {
    guard chart.isLateBound, !isOurs, !state.data.isEmpty else { return [] }
    let flag = boundField(of: state)
    // Each in a block of its own, so that one that fails keeps no other from its value.
    var blocks: [[YAMLText]] = []
    for item in state.data {
      guard let value = item.value, let field = names.fields[item.id.value] else { continue }
      let assignment = YAMLText.mapping([("assign", .mapping([(field, .string(self.value(value).text))]))])
      blocks.append([.mapping([("if", .string("not(\(flag))")), ("then", .sequence([assignment]))])])
    }
    return blocks + [[.mapping([("assign", .mapping([(flag, .string("true"))]))])]]
  }

  private mutating func initial(_ initial: ChartInitial) -> YAMLPair {
    let actions = actions(initial.content)
    let targets = targets(initial.targets)
    if actions.isEmpty { return ("initial", targets) }
    return ("initial", .mapping([("target", targets), ("actions", .sequence(actions))]))
  }

  private func targets(_ targets: [Located<String>]) -> YAMLText {
    let ids = targets.map { YAMLText.string(names.states[$0.value] ?? $0.value) }
    if let only = ids.first, ids.count == 1 { return only }
    return .sequence(ids)
  }

  /// `entry` or `exit`: one block, or a list of them.
  private func blocks(_ key: String, _ blocks: [[YAMLText]]) -> [YAMLPair] {
    let full = blocks.filter { !$0.isEmpty }
    if let only = full.first, full.count == 1 { return [(key, .sequence(only))] }
    return full.isEmpty ? [] : [(key, .sequence(full.map { .sequence($0) }))]
  }

  // MARK: Transitions

  private mutating func transitions(of state: ChartState) -> [YAMLPair] {
    var pairs: [YAMLPair] = []
    var on: [(patterns: [String], transition: [YAMLPair])] = []
    var always: [YAMLText] = []
    var after: [YAMLText] = []
    for transition in state.transitions {
      let written = self.transition(transition)
      if let timed = transition.own.first(where: { $0.key == "after" }) {
        if case .mapping(let moment) = timed.value { after.append(.mapping(moment + written)) }
      } else if transition.events.isEmpty {
        always.append(.mapping(written))
      } else {
        on.append((transition.events.map { pattern($0) }, written))
      }
    }
    if !on.isEmpty { pairs.append(("on", self.on(on))) }
    if !always.isEmpty { pairs.append(("always", .sequence(always))) }
    if !after.isEmpty { pairs.append(("after", .sequence(after))) }
    return pairs
  }

  private mutating func transition(_ transition: ChartTransition) -> [YAMLPair] {
    var pairs: [YAMLPair] = []
    if let condition = transition.condition {
      pairs.append(("guard", .string(expressions.condition(condition).text)))
    }
    if !transition.targets.isEmpty { pairs.append(("target", targets(transition.targets))) }
    if transition.isInternal { pairs.append(("internal", .text("true"))) }
    if isOurs {
      // A guard of several conditions with their messages says more than the one condition beside it.
      for pair in transition.own where pair.key != "after" {
        pairs.removeAll { $0.key == pair.key }
        pairs.append(pair)
      }
    } else if transition.events.contains(where: { !isPlatform($0.value) }) {
      pairs.append(("by", .string("anyone")))
    }
    let actions = actions(transition.content)
    if !actions.isEmpty { pairs.append(("actions", .sequence(actions))) }
    return pairs
  }

  /// Whether only the platform itself sends what a pattern matches.
  private func isPlatform(_ pattern: String) -> Bool {
    ["done", "error"].contains { pattern == $0 || pattern.hasPrefix($0 + ".") }
  }

  /// A map from patterns where that keeps the order in which transitions are tried, else a list.
  private func on(_ transitions: [(patterns: [String], transition: [YAMLPair])]) -> YAMLText {
    var groups: [(pattern: String, transitions: [YAMLText])] = []
    var isMap = true
    for entry in transitions {
      guard let pattern = entry.patterns.first, entry.patterns.count == 1 else {
        isMap = false
        break
      }
      let written = YAMLText.mapping(entry.transition)
      if groups.last?.pattern == pattern {
        groups[groups.count - 1].transitions.append(written)
      } else if groups.contains(where: { $0.pattern == pattern }) {
        isMap = false
        break
      } else {
        groups.append((pattern, [written]))
      }
    }
    if isMap {
      return .mapping(
        groups.map { ($0.pattern, $0.transitions.count == 1 ? $0.transitions[0] : .sequence($0.transitions)) })
    }
    return .sequence(
      transitions.map { entry in
        let patterns = entry.patterns.map { YAMLText.string($0) }
        return .mapping([("event", patterns.count == 1 ? patterns[0] : .sequence(patterns))] + entry.transition)
      })
  }
}
