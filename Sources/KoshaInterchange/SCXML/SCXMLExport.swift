// A workflow file in, an SCXML document out that any processor reads, and that `flow import` reads back as the workflow.
//
// What SCXML has an element for stands in it. What only the workflow language knows (tasks, who may send, texts) stands
// beside it in a namespace of ours, which other processors pass over. Timers stand twice: as what they are, and as
// delayed events for other processors, marked as generated.

import KoshaFlow
import KoshaRules
package import KoshaSource
package import KoshaYAML

/// Writes workflows as SCXML.
package struct SCXMLExport {
  var xml = XMLWriter()

  /// The document; what XML cannot hold goes into `bag`.
  ///
  /// - Parameters:
  ///   - workflow: the root of the workflow's file, one that compiles.
  package static func document(_ workflow: YAMLNode, id: String, into bag: inout DiagnosticBag) -> String {
    var export = SCXMLExport()
    export.workflow(workflow, id: id)
    bag.add(contentsOf: export.xml.bag)
    return export.xml.text
  }

  private static let namespaces: [XMLWriter.Attribute] = [
    ("xmlns", SCXMLNamespace.scxml), ("xmlns:kosha", SCXMLNamespace.kosha), ("version", "1.0"),
    ("kosha:version", "1"),
  ]

  private mutating func workflow(_ root: YAMLNode, id: String) {
    let initial = root["initial"]
    let hasPlainInitial = initial?.ids != nil
    xml.open(
      "scxml",
      Self.namespaces + [
        ("name", id), ("datamodel", SCXMLNamespace.feelDataModel),
        ("initial", initial?.ids?.joined(separator: " ")),
      ])
    let native = Set(["kosha", "workflow", "states"] + (hasPlainInitial ? ["initial"] : []))
    own(root, except: native)
    data(root["data"])
    states(of: root)
    xml.close("scxml")
  }

  /// The data, for other processors; the workflow's own description of them stands among our elements.
  private mutating func data(_ node: YAMLNode?) {
    guard let entries = node?.entries, !entries.isEmpty else { return }
    xml.open("datamodel")
    for entry in entries { xml.empty("data", [("id", entry.key.value), ("expr", entry.value["initial"]?.text)]) }
    xml.close("datamodel")
  }

  // MARK: States

  private mutating func states(of parent: YAMLNode) {
    for entry in parent["states"]?.entries ?? [] {
      if let history = entry.value["history"]?.text {
        self.history(entry.key.value, entry.value, history, in: parent)
      } else {
        state(entry.key.value, entry.value)
      }
    }
  }

  private mutating func state(_ id: String, _ node: YAMLNode) {
    let isFinal = node["final"]?.text == "true"
    let isParallel = node["parallel"]?.text == "true"
    let name = isFinal ? "final" : isParallel ? "parallel" : "state"
    let initial = isParallel ? nil : node["initial"]
    xml.open(name, [("id", id), ("initial", initial?.ids?.joined(separator: " "))])
    own(
      node,
      except: [
        "final", "parallel", "states", "initial", "entry", "exit", "on", "done", "always", "after", "output",
      ])
    if let initial, initial.ids == nil { startingPoint("initial", [], initial) }
    blocks("onentry", node["entry"])
    blocks("onexit", node["exit"])
    transitions(id, node)
    invoke(node["child"])
    timers(id, node["after"])
    if let output = node["output"]?.text {
      xml.open("donedata")
      xml.empty("content", [("expr", output)])
      xml.close("donedata")
    }
    states(of: node)
    xml.close(name)
  }

  private mutating func history(_ id: String, _ node: YAMLNode, _ kind: String, in parent: YAMLNode) {
    xml.open("history", [("id", id), ("type", kind)])
    own(node, except: ["history", "target", "actions"])
    if node["target"] == nil {
      // Without a default of its own a history state begins where its parent does; SCXML wants one written.
      let children = (parent["states"]?.entries ?? []).filter { $0.value["history"] == nil }.map(\.key.value)
      let isParallel = parent["parallel"]?.text == "true"
      let named = parent["initial"]?.ids ?? parent["initial"]?["target"]?.ids
      let targets = isParallel ? children : named ?? Array(children.prefix(1))
      xml.empty("transition", [("target", targets.joined(separator: " ")), ("kosha:generated", "default")])
    } else {
      transitionToTargets(node)
    }
    xml.close("history")
  }

  /// `<initial>` with the actions of its transition.
  private mutating func startingPoint(_ name: String, _ attributes: [XMLWriter.Attribute], _ node: YAMLNode) {
    xml.open(name, attributes)
    transitionToTargets(node)
    xml.close(name)
  }

  private mutating func transitionToTargets(_ node: YAMLNode) {
    xml.open("transition", [("target", node["target"]?.ids?.joined(separator: " "))])
    actions(node["actions"])
    xml.close("transition")
  }

  private mutating func blocks(_ name: String, _ node: YAMLNode?) {
    guard let node else { return }
    let items = node.itemsOrSelf
    let areBlocks = items.first.map { if case .sequence = $0.content { true } else { false } } ?? false
    for block in areBlocks ? items.map(\.itemsOrSelf) : [items] {
      xml.open(name)
      for action in block { self.action(action) }
      xml.close(name)
    }
  }

  // MARK: Transitions

  private static let nativeTransitionKeys: Set<String> = ["event", "target", "internal", "guard", "actions"]

  private mutating func transitions(_ id: String, _ node: YAMLNode) {
    if let on = node["on"] {
      if case .sequence(let items) = on.content {
        for item in items { transition(item["event"]?.ids?.joined(separator: " "), item) }
      } else {
        for entry in on.entries { for item in entry.value.transitions { transition(entry.key.value, item) } }
      }
    }
    for item in node["done"]?.transitions ?? [] { transition("done.state.\(id)", item) }
    for item in node["always"]?.transitions ?? [] { transition(nil, item) }
    for (number, item) in (node["after"]?.itemsOrSelf ?? []).enumerated() {
      transition(Self.timerEvent(id, number), item, isTimed: true)
    }
  }

  private static func timerEvent(_ id: String, _ number: Int) -> String { "kosha.after.\(id).\(number + 1)" }

  private static let momentKeys = ["delay", "at", "adjust", "calendar"]

  private mutating func transition(_ event: String?, _ node: YAMLNode, isTimed: Bool = false) {
    if let target = node.text {
      xml.empty("transition", [("event", event), ("target", target)])
      return
    }
    let conditions = node["guard"]?.conditions ?? []
    let isPlain = node["guard"]?.text != nil
    let condition =
      isPlain ? conditions.first : conditions.isEmpty ? nil : conditions.map { "(\($0))" }.joined(separator: " and ")
    let target = node["target"]?.ids?.joined(separator: " ")
    xml.open(
      "transition",
      [
        // A transition that only consumes its event has an event alone, an eventless one a condition that holds.
        ("event", event), ("cond", condition ?? (event == nil && target == nil ? "true" : nil)), ("target", target),
        ("type", node["internal"]?.text == "true" ? "internal" : nil),
      ])
    var native = Self.nativeTransitionKeys
    if node["guard"] != nil, !isPlain { native.remove("guard") }
    if isTimed {
      xml.open("kosha:entry", [("key", "after"), ("type", "map")])
      for key in Self.momentKeys { if let value = node[key] { own(value, "kosha:entry", key: key) } }
      xml.close("kosha:entry")
      native.formUnion(Self.momentKeys)
    }
    own(node, except: native)
    actions(node["actions"])
    xml.close("transition")
  }

  /// Timers as delayed events, for other processors.
  private mutating func timers(_ id: String, _ node: YAMLNode?) {
    let items = node?.itemsOrSelf ?? []
    if items.isEmpty { return }
    xml.open("onentry", [("kosha:generated", "after")])
    for (number, item) in items.enumerated() {
      let event = Self.timerEvent(id, number)
      let (literal, expression) = delay(item["delay"]?.text ?? "= " + (item["at"]?.text ?? "null") + " - now")
      xml.empty("send", [("event", event), ("id", event), ("delay", literal), ("delayexpr", expression)])
    }
    xml.close("onentry")
    xml.open("onexit", [("kosha:generated", "after")])
    for number in items.indices { xml.empty("cancel", [("sendid", Self.timerEvent(id, number))]) }
    xml.close("onexit")
  }

  /// A delay as CSS has times, else as FEEL.
  func delay(_ text: String) -> (literal: String?, expression: String?) {
    if let expression = Self.expression(text) { return (nil, expression) }
    if let duration = DaysAndTimeDuration(text) {
      let fraction = Decimal128(Int(duration.nanoseconds)).divided(by: Decimal128(1_000_000_000))
      let seconds = fraction.flatMap { Decimal128(Int(duration.seconds)).adding($0) }
      if let seconds { return (seconds.plainDescription + "s", nil) }
    }
    return (nil, Value.string(text).feelText)
  }

  /// The FEEL behind `=`; nil for a text.
  static func expression(_ text: String) -> String? {
    let trimmed = text.drop { $0.isWhitespace }
    return trimmed.hasPrefix("=") ? String(trimmed.dropFirst().drop { $0.isWhitespace }) : nil
  }

  /// A child case, for other processors.
  private mutating func invoke(_ node: YAMLNode?) {
    for child in node?.itemsOrSelf ?? [] {
      let workflow = child.text ?? child["workflow"]?.text ?? ""
      let source = Self.expression(workflow)
      xml.open(
        "invoke",
        [
          ("kosha:generated", "child"), ("type", "scxml"), ("id", child["id"]?.text),
          ("src", source == nil ? "\(workflow).scxml" : nil), ("srcexpr", source.map { "(\($0)) + \".scxml\"" }),
        ])
      for entry in child["data"]?.entries ?? [] {
        xml.empty("param", [("name", entry.key.value), ("expr", entry.value.text)])
      }
      xml.close("invoke")
    }
  }

  // MARK: Our own elements

  /// The keys that SCXML has no element for.
  mutating func own(_ node: YAMLNode, except native: Set<String>) {
    for entry in node.entries where !native.contains(entry.key.value) {
      own(entry.value, "kosha:entry", key: entry.key.value)
    }
  }

  mutating func own(_ node: YAMLNode, _ name: String, key: String? = nil) {
    xml.place = node.span
    switch node.content {
    case .sequence(let items):
      xml.open(name, [("key", key), ("type", "list")])
      for item in items { own(item, "kosha:item") }
      xml.close(name)
    case .mapping(let entries):
      xml.open(name, [("key", key), ("type", "map")])
      for entry in entries { own(entry.value, "kosha:entry", key: entry.key.value) }
      xml.close(name)
    case .scalar(let scalar):
      let isText = if case .string? = node.coreScalar { true } else { false }
      xml.element(name, [("key", key), ("type", isText ? nil : "plain")], holding: node.isNull ? "null" : scalar.text)
    }
  }
}

extension YAMLNode {
  /// The value of a key; nil for what is no mapping or has no such key.
  subscript(_ key: String) -> YAMLNode? { entries.first { $0.key.value == key }?.value }

  /// The entries of a mapping; none for anything else.
  var entries: [YAMLEntry] {
    if case .mapping(let entries) = content { entries } else { [] }
  }

  /// The text of a scalar that is not null.
  var text: String? { isNull ? nil : scalar?.text }

  /// One text or a list of them; nil for a mapping.
  var ids: [String]? {
    switch content {
    case .scalar(let scalar): [scalar.text]
    case .sequence(let items): items.compactMap(\.text)
    case .mapping: nil
    }
  }

  /// A transition or a list of them.
  var transitions: [YAMLNode] {
    if case .sequence(let items) = content { items } else { [self] }
  }

  /// The expressions of a guard, all of which must hold.
  var conditions: [String] { itemsOrSelf.compactMap { $0.text ?? $0["if"]?.text } }
}
