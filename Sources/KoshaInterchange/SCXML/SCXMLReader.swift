// An SCXML document in, its tree out; everything that SCXML forbids is told at its place.

import KoshaSource

/// Reads SCXML 1.0.
struct SCXMLReader {
  var bag = DiagnosticBag()

  /// The document; nil with errors in `bag` where it is no SCXML at all.
  static func read(_ file: SourceFile, into bag: inout DiagnosticBag) -> ChartSyntax? {
    guard let root = XMLReader.read(file, into: &bag) else { return nil }
    var reader = SCXMLReader()
    let chart = reader.document(root)
    bag.add(contentsOf: reader.bag)
    return chart
  }

  static func isChart(_ element: XMLElement) -> Bool {
    element.name == "scxml" && (element.namespace == SCXMLNamespace.scxml || element.namespace.isEmpty)
  }

  mutating func document(_ root: XMLElement) -> ChartSyntax? {
    guard Self.isChart(root) else {
      bag.add(SCXMLProblem.notSCXML(root: root.name), at: root.span)
      return nil
    }
    let binding = choice("binding", of: root, among: ["early", "late"])
    let chart = ChartSyntax(
      name: root.attribute("name"), dataModel: root.attribute("datamodel"), isLateBound: binding == "late",
      isOurs: root.attribute("version", in: SCXMLNamespace.kosha) != nil, root: state(root, .root))
    checkStates(chart.root)
    return chart
  }

  // MARK: States

  private static let stateKinds: [String: ChartState.Kind] = [
    "state": .state, "parallel": .parallel, "final": .final, "history": .history(deep: false),
  ]

  /// Which elements may stand inside each kind (SCXML §3).
  private static func allowed(_ kind: ChartState.Kind) -> Set<String> {
    switch kind {
    // A workflow has transitions and actions of its own, so that a document may have them too.
    case .root: ["state", "parallel", "final", "datamodel", "script", "transition", "onentry", "onexit"]
    case .state:
      [
        "onentry", "onexit", "transition", "initial", "state", "parallel", "final", "history", "datamodel", "invoke",
      ]
    case .parallel: ["onentry", "onexit", "transition", "state", "parallel", "history", "datamodel", "invoke"]
    case .final: ["onentry", "onexit", "donedata"]
    case .history: ["transition"]
    }
  }

  private mutating func state(_ element: XMLElement, _ kind: ChartState.Kind) -> ChartState {
    var state = ChartState(kind: kind, span: element.span)
    if kind != .root { state.id = element.attribute("id").map { word($0) } }
    if kind == .history(deep: false), choice("type", of: element, among: ["shallow", "deep"]) == "deep" {
      state.kind = .history(deep: true)
    }
    if let targets = element.attribute("initial"), kind == .root || kind == .state {
      state.initial = ChartInitial(targets: words(targets), content: [], span: targets.span)
    }
    let allowed = Self.allowed(kind)
    for child in element.elements {
      guard isSCXML(child) else {
        if let pair = ownPair(child) { state.own.append(pair) }
        continue
      }
      guard allowed.contains(child.name) else {
        bag.add(SCXMLProblem.misplaced(child.name, in: element.name), at: child.span)
        continue
      }
      add(child, to: &state, of: element)
    }
    if state.kind.isHistory { readDefault(of: &state, element) }
    return state
  }

  private mutating func add(_ child: XMLElement, to state: inout ChartState, of parent: XMLElement) {
    switch child.name {
    case "onentry": if !isGenerated(child) { state.entry.append(content(of: child)) }
    case "onexit": if !isGenerated(child) { state.exit.append(content(of: child)) }
    case "transition": state.transitions.append(transition(child))
    case "datamodel": state.data += data(child)
    case "script": state.scripts.append(script(child))
    case "invoke": if !isGenerated(child) { state.invokes.append(invoke(child)) }
    case "donedata": state.doneData = payload(of: child, allowsContent: true)
    case "initial": readInitial(child, of: &state, parent)
    default:
      if let kind = Self.stateKinds[child.name] { state.children.append(self.state(child, kind)) }
    }
  }

  private mutating func readInitial(_ element: XMLElement, of state: inout ChartState, _ parent: XMLElement) {
    if state.initial != nil {
      bag.add(SCXMLProblem.exclusive("initial", "<initial>", of: parent.name), at: element.span)
    }
    guard let inner = require("transition", in: element) else { return }
    let transition = transition(inner)
    for attribute in ["event", "cond"] where inner.attribute(attribute) != nil {
      bag.add(SCXMLProblem.misplaced(attribute, in: "initial"), at: inner.span)
    }
    if transition.targets.isEmpty {
      bag.add(InterchangeProblem.missingAttribute("target", of: "transition"), at: inner.span)
    }
    state.initial = ChartInitial(targets: transition.targets, content: transition.content, span: inner.span)
  }

  private mutating func readDefault(of state: inout ChartState, _ element: XMLElement) {
    guard let transition = state.transitions.first else {
      bag.add(InterchangeProblem.missingElement("transition", in: "history"), at: element.span)
      return
    }
    if transition.targets.isEmpty {
      bag.add(InterchangeProblem.missingAttribute("target", of: "transition"), at: transition.span)
    }
    state.transitions = []
    // The default that a workflow does not write out.
    if element.elements.contains(where: { isGenerated($0) }) { return }
    state.initial = ChartInitial(targets: transition.targets, content: transition.content, span: transition.span)
  }

  private mutating func transition(_ element: XMLElement) -> ChartTransition {
    let events = element.attribute("event")
    let condition = element.attribute("cond")
    let targets = element.attribute("target").map { words($0) } ?? []
    let type = choice("type", of: element, among: ["external", "internal"])
    if events == nil, condition == nil, targets.isEmpty {
      bag.add(SCXMLProblem.emptyTransition, at: element.span)
    }
    return ChartTransition(
      events: events.map { words($0) } ?? [], condition: condition, targets: targets, isInternal: type == "internal",
      content: content(of: element), own: element.elements.compactMap { isSCXML($0) ? nil : ownDetail($0) },
      span: element.span)
  }

  private mutating func data(_ element: XMLElement) -> [ChartData] {
    var data: [ChartData] = []
    for child in element.elements {
      guard isSCXML(child), child.name == "data" else {
        if isSCXML(child) { bag.add(SCXMLProblem.misplaced(child.name, in: "datamodel"), at: child.span) }
        continue
      }
      guard let id = required("id", of: child) else { continue }
      data.append(ChartData(id: word(id), value: value(of: child, expression: "expr", file: "src")))
    }
    return data
  }

  private mutating func invoke(_ element: XMLElement) -> ChartInvoke {
    let finalize = element.elements.filter { isSCXML($0) && $0.name == "finalize" }
    return ChartInvoke(
      type: text("type", "typeexpr", of: element), source: text("src", "srcexpr", of: element),
      id: single("id", "idlocation", of: element), idLocation: element.attribute("idlocation"),
      payload: payload(of: element, allowsContent: true, also: ["finalize"]),
      forwards: choice("autoforward", of: element, among: ["true", "false"]) == "true",
      finalize: finalize.isEmpty ? nil : finalize.flatMap { content(of: $0) }, span: element.span)
  }

  // MARK: References

  /// Ids given twice, targets that are nowhere, and those that cannot be meant.
  private mutating func checkStates(_ root: ChartState) {
    let states = root.all
    var ids: Set<String> = []
    for state in states {
      guard let id = state.id else { continue }
      if !ids.insert(id.value).inserted { bag.add(InterchangeProblem.duplicateIdentifier(id.value), at: id.span) }
    }
    let names = states.compactMap { $0.id?.value }
    check(root, parent: nil, ids, names, paths: Self.paths(root))
  }

  /// Each state's ancestors from the root, as kinds and ids.
  private static func paths(_ root: ChartState) -> [String: [(kind: ChartState.Kind, id: String)]] {
    var paths: [String: [(kind: ChartState.Kind, id: String)]] = [:]
    func walk(_ state: ChartState, _ above: [(kind: ChartState.Kind, id: String)]) {
      // A state without an id still divides those inside from those outside.
      let own = above + [(state.kind, state.id?.value ?? "#\(state.span.range.lowerBound)")]
      if let id = state.id { paths[id.value] = own }
      for child in state.children { walk(child, own) }
    }
    walk(root, [])
    return paths
  }

  private mutating func check(
    _ state: ChartState, parent: ChartState?, _ ids: Set<String>, _ names: [String],
    paths: [String: [(kind: ChartState.Kind, id: String)]]
  ) {
    for transition in state.transitions { check(transition.targets, ids, names, paths) }
    if let initial = state.initial {
      check(initial.targets, ids, names, paths)
      let holder = state.kind.isHistory ? parent : state
      for target in initial.targets where ids.contains(target.value) {
        let isInside = paths[target.value]?.dropLast().contains { $0.id == holder?.id?.value } ?? false
        if let holder, holder.kind != .root, let id = holder.id?.value, !isInside {
          bag.add(SCXMLProblem.notInside(target: target.value, of: id), at: target.span)
        }
      }
    }
    for child in state.children { check(child, parent: state, ids, names, paths: paths) }
  }

  private mutating func check(
    _ targets: [Located<String>], _ ids: Set<String>, _ names: [String],
    _ paths: [String: [(kind: ChartState.Kind, id: String)]]
  ) {
    for (number, target) in targets.enumerated() {
      guard let path = paths[target.value] else {
        bag.add(
          SCXMLProblem.unknownState(target.value, nearest: Suggestion.nearest(to: target.value, in: names)),
          at: target.span)
        continue
      }
      for other in targets[..<number] {
        guard let otherPath = paths[other.value] else { continue }
        let shared = zip(path, otherPath).prefix { $0.0.id == $0.1.id }
        let isOrthogonal = shared.last.map { $0.0.kind == .parallel } ?? false
        if !isOrthogonal || shared.count == path.count || shared.count == otherPath.count {
          bag.add(SCXMLProblem.conflictingTargets(other.value, target.value), at: target.span)
        }
      }
    }
  }
}

extension ChartState.Kind {
  var isHistory: Bool {
    if case .history = self { true } else { false }
  }
}
