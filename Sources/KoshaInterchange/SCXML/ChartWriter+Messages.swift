// What goes between cases in, `send`, `raise` and `child` out: targets, delays, payloads, invocations.

import KoshaFlow
import KoshaRules
import KoshaSource

extension ChartWriter {
  /// `namelist`, `<param>` and `<content>` as one value; a part that fails fails the whole (SCXML §6.2.3).
  mutating func payload(_ payload: ChartPayload) -> FEELPiece {
    if let content = payload.content { return value(content) }
    let entries = entries(of: payload)
    return entries.first { $0.value.isFailing }?.value ?? .context(entries.map { ($0.name, $0.value) })
  }

  /// `<donedata>`: a parameter that fails is left out, after an error for it (SCXML §5.7.1).
  mutating func doneData(_ payload: ChartPayload?) -> (output: FEELPiece?, failures: [[YAMLText]]) {
    guard let payload, !payload.isEmpty else { return (nil, []) }
    if let content = payload.content { return (value(content), []) }
    let entries = entries(of: payload)
    let failures = entries.filter(\.value.isFailing).map { [YAMLText.mapping([("log", .string($0.value.text))])] }
    let sound = entries.filter { !$0.value.isFailing }
    return (sound.isEmpty ? nil : .context(sound.map { ($0.name, $0.value) }), failures)
  }

  private mutating func entries(of payload: ChartPayload) -> [(name: String, value: FEELPiece)] {
    var entries: [(name: String, value: FEELPiece)] = []
    for name in payload.names {
      let text = LocatedText(text: name.value, span: name.span, map: OffsetMap(verbatimAt: name.span.range.lowerBound))
      entries.append((name.value, expressions.value(text)))
    }
    for parameter in payload.parameters {
      entries.removeAll { $0.name == parameter.name.value }
      entries.append((parameter.name.value, expressions.value(parameter.value)))
    }
    return entries
  }

  // MARK: send

  /// Where a message goes.
  private enum Receiver {
    case itself
    case internalQueue
    case other(YAMLText)
    case nowhere(String)
  }

  mutating func send(_ send: ChartSend) -> [YAMLText] {
    var actions: [YAMLText] = []
    var id = send.id.map { text($0) }
    if let location = send.idLocation {
      let counter = self.counter ?? vocabulary.field(for: "sends")
      self.counter = counter
      actions.append(.mapping([("assign", .mapping([(counter, .string("\(counter) + 1"))]))]))
      actions.append(
        assignment(
          location,
          FEELPiece.string("send-").combined(.add, .call("string", [.name(counter, .number)], .string), .string)))
      if let field = names.fields[location.text] { id = .string("= \(field)") }
    }
    var receiver = self.receiver(send.target)
    if let type = unsupported(send.type, SCXMLNamespace.eventProcessors, "send") { receiver = .nowhere(type) }
    guard let event = send.event else { return actions + [failure("<send>")] }
    let name: YAMLText =
      switch event {
      case .literal(let text): .string(self.event(text.text, at: text.span))
      case .expression(let text):
        expressions.literal(text).map { .string(self.event($0, at: text.span)) } ?? self.text(event)
      }
    let data = send.payload.isEmpty ? nil : payload(send.payload).text
    if case .internalQueue = receiver {
      var pairs: [YAMLPair] = [("raise", name)]
      if let data { pairs.append(("data", .string(data))) }
      return actions + [.mapping(pairs)]
    }
    var pairs: [YAMLPair] = [("event", name)]
    switch receiver {
    case .itself, .internalQueue: break
    case .other(let to): pairs.append(("to", to))
    case .nowhere(let target):
      pairs.append(("to", .string("= " + FailingExpression.piece(target, for: .text).text)))
    }
    if let delay = send.delay.flatMap({ self.delay($0) }) { pairs.append(("delay", delay)) }
    if let id { pairs.append(("id", id)) }
    if let data { pairs.append(("data", .string(data))) }
    return actions + [.mapping([("send", pairs.count == 1 ? name : .mapping(pairs))])]
  }

  /// A type that SCXML's own processor is not; nil where it is that one.
  private mutating func unsupported(_ type: ChartText?, _ known: Set<String>, _ element: String) -> String? {
    guard let type else { return nil }
    let written: String
    switch type {
    case .literal(let text): written = text.text
    case .expression(let text):
      guard let literal = expressions.literal(text) else {
        let piece = expressions.value(text, for: .text)
        // A number is no name of a processor; what a variable holds shows when it is sent.
        guard piece.kind == .number else { return nil }
        written = piece.text
        break
      }
      written = literal
    }
    if known.contains(written) { return nil }
    expressions.bag.add(SCXMLProblem.unsupportedType(written, of: element), at: type.source.span)
    return written
  }

  private mutating func receiver(_ target: ChartText?) -> Receiver {
    guard let target else { return .itself }
    let text = target.source
    if isOurs {
      if case .literal(let written) = target, written.text == "#_internal" { return .internalQueue }
      if case .literal(let written) = target { return .other(.string(Self.address(written.text) ?? written.text)) }
      return .other(.string("= " + text.text))
    }
    let literal: String? =
      switch target {
      case .literal(let text): text.text
      case .expression(let text): expressions.literal(text)
      }
    guard let literal else {
      let value = expressions.value(text, for: .text)
      return .other(.string("= " + Self.address(value).text))
    }
    if literal == "#_internal" { return .internalQueue }
    if let address = Self.address(literal) { return .other(.string(address)) }
    expressions.bag.add(SCXMLProblem.unsupportedTarget(literal), at: text.span)
    return .nowhere(literal)
  }

  /// `#_parent`, `#_scxml_SESSION` and `#_INVOCATION` (SCXML C.1); nil for what no case can be.
  private static func address(_ target: String) -> String? {
    if target == "#_parent" { return "parent" }
    for prefix in ["#_scxml_", "#_"] where target.hasPrefix(prefix) && target.count > prefix.count {
      return String(target.dropFirst(prefix.count))
    }
    return nil
  }

  /// The same where the target is only known when it is sent.
  private static func address(_ target: FEELPiece) -> FEELPiece {
    if case .arithmetic(.add, let left, let right) = target.expression.form, case .string(let prefix) = left.form {
      let rest = FEELPiece(right.form, .string)
      if prefix == "#_scxml_" || prefix == "#_" { return rest }
      if let address = address(prefix), prefix.hasPrefix("#_") {
        return FEELPiece.string(address).combined(.add, rest, .string)
      }
    }
    // What a message came from and where a processor stands are addresses already.
    if case .path(_, let name) = target.expression.form, ["origin", "id", "location"].contains(name.text) {
      return target
    }
    func rest(_ prefix: String) -> FEELPiece {
      .call("substring after", [target, .string(prefix)], .string)
    }
    func begins(_ prefix: String) -> FEELPiece { .call("starts with", [target, .string(prefix)], .boolean) }
    return .conditional(
      target.compared(.equal, .string("#_parent")), .string("parent"),
      .conditional(
        begins("#_scxml_"), rest("#_scxml_"), .conditional(begins("#_"), rest("#_"), target)))
  }

  // MARK: Delays

  /// A delay as a workflow has it; nil for none at all.
  private mutating func delay(_ delay: ChartText) -> YAMLText? {
    switch delay {
    case .literal(let text): return self.delay(text.text, at: text)
    case .expression(let text):
      if isOurs {
        return .string(expressions.literal(text) ?? "= " + text.text)
      }
      if let literal = expressions.literal(text) { return self.delay(literal, at: text) }
      let value = expressions.value(text, for: .delay)
      return .string("= " + Self.duration(of: value).text)
    }
  }

  private mutating func delay(_ written: String, at text: LocatedText) -> YAMLText? {
    if let duration = Self.duration(written) { return duration == "PT0S" ? nil : .string(duration) }
    if Delay(written) != nil { return .string(written) }
    expressions.bag.add(SCXMLProblem.unreadableDelay(written), at: text.span)
    return .string("= " + FailingExpression.piece(written, for: .delay).text)
  }

  /// `1.5s`, `10ms` as an ISO duration (SCXML §6.2.1: times of CSS2).
  static func duration(_ written: String) -> String? {
    let text = written.filter { !$0.isWhitespace }
    let units: [(suffix: String, seconds: Int, parts: Int)] = [
      ("ms", 1, 1000), ("s", 1, 1), ("min", 60, 1), ("m", 60, 1), ("h", 3600, 1), ("d", 86_400, 1),
    ]
    for unit in units where text.hasSuffix(unit.suffix) {
      let digits = ECMAScriptTranslator.normalised(String(text.dropLast(unit.suffix.count)))
      guard let number = Decimal128(digits), number >= Decimal128(0),
        let seconds = number.multiplied(by: Decimal128(unit.seconds))?.divided(by: Decimal128(unit.parts))
      else { continue }
      return "PT\(seconds.plainDescription)S"
    }
    return nil
  }

  /// The same where the text is only known when it is sent.
  private static func duration(of value: FEELPiece) -> FEELPiece {
    let milliseconds = FEELPiece.call(
      "number", [.call("substring before", [value, .string("ms")], .string)], .number)
    let second = FEELPiece.call("duration", [.string("PT1S")], .any)
    let thousandth = milliseconds.combined(.divide, .number(1000), .number)
    let seconds = FEELPiece.call(
      "duration",
      [FEELPiece.string("PT").combined(.add, .call("upper case", [value], .string), .string)], .any)
    let ofText = FEELPiece.conditional(
      .call("ends with", [value, .string("ms")], .boolean), second.combined(.multiply, thousandth, .any), seconds)
    if value.kind == .string { return ofText }
    return .conditional(value.isOf(.string), ofText, value)
  }

  // MARK: invoke

  /// The children of a state, and blocks that fail for what cannot be invoked.
  mutating func invocations(of state: ChartState) -> (children: [YAMLText], failures: [[YAMLText]]) {
    var invocations: [YAMLText] = []
    var failures: [[YAMLText]] = []
    for (number, invoke) in state.invokes.enumerated() {
      let name = state.invokes.count == 1 ? vocabulary.id(of: state) : "\(vocabulary.id(of: state)).\(number + 1)"
      if let type = unsupported(invoke.type, SCXMLNamespace.invocations, "invoke") {
        failures.append([failure(type)])
        continue
      }
      guard let workflow = workflow(of: invoke, named: invoke.id?.text ?? name) else {
        failures.append([failure("<invoke>")])
        continue
      }
      var id = invoke.id?.text ?? "\(vocabulary.id(of: state)).\(number + 1)"
      if !Identifier.isEvent(id) || id == "parent" {
        let mended = id == "parent" ? "parent_" : ChartVocabulary.mended(id)
        expressions.bag.add(SCXMLProblem.renamed(.child, from: id, to: mended), at: invoke.id?.span ?? invoke.span)
        id = mended
      }
      if let location = invoke.idLocation { failures.append([assignment(location, .string(id))]) }
      var pairs: [YAMLPair] = [("workflow", workflow.text), ("id", .string(id))]
      let given = entries(of: invoke.payload)
      if let failing = given.first(where: { $0.value.isFailing }) {
        failures.append([.mapping([("log", .string(failing.value.text))])])
        continue
      }
      let data = given.filter { entry in workflow.accepts?.contains(entry.name) ?? true }
      if !data.isEmpty {
        pairs.append(
          ("data", .mapping(data.map { (workflow.fields[$0.name] ?? $0.name, .string($0.value.text)) })))
      }
      if invoke.forwards { pairs.append(("forward", .text("true"))) }
      let finalize = self.finalize(invoke)
      if !finalize.isEmpty { pairs.append(("finalize", .sequence(finalize))) }
      invocations.append(.mapping(pairs))
    }
    return (invocations, failures)
  }

  /// An empty `<finalize>` sets what `namelist` and the locations of parameters name (SCXML §6.5.2).
  private mutating func finalize(_ invoke: ChartInvoke) -> [YAMLText] {
    guard let finalize = invoke.finalize else { return [] }
    if !finalize.isEmpty { return actions(finalize) }
    var pairs: [YAMLText] = []
    let locations =
      invoke.payload.names.map { ($0.value, $0.value) }
      + invoke.payload.parameters.map { ($0.name.value, $0.value.text) }
    for (name, location) in locations {
      guard let field = names.fields[location] else { continue }
      let sent = FEELPiece.call("get value", [FEELPiece.event.entry("data"), .string(name)], .any)
      let isThere = FEELPiece.event.entry("data").isOf(.context([])).and(sent.compared(.notEqual, .null))
      pairs.append(
        .mapping([
          ("if", .string(isThere.text)),
          ("then", .sequence([.mapping([("assign", .mapping([(field, .string(sent.text))]))])])),
        ]))
    }
    return pairs
  }

  /// What an invocation opens.
  private struct Invoked {
    var text: YAMLText
    /// The data that the document invoked has; nil where it is only known when it is invoked.
    var accepts: Set<String>?
    var fields: [String: String] = [:]
  }

  private mutating func workflow(of invoke: ChartInvoke, named name: String) -> Invoked? {
    switch (invoke.source, invoke.payload.content) {
    case (nil, .chart(let chart, _)?):
      let id = children.workflow(of: chart, under: self.id, named: name)
      return invoked(chart, id)
    case (nil, .expression(let text)?):
      return Invoked(text: .string("= " + expressions.value(text, for: .text).text), accepts: nil)
    case (.literal(let file)?, _): return workflow(ofFile: file.text, at: file.span)
    case (.expression(let text)?, _):
      if let literal = expressions.literal(text) { return workflow(ofFile: literal, at: text.span) }
      return workflow(ofExpression: text)
    case (nil, let content):
      expressions.bag.add(SCXMLProblem.unsayable("<invoke>", .construct("<invoke>")), at: content?.span ?? invoke.span)
      return nil
    }
  }

  private func invoked(_ chart: ChartSyntax, _ id: String) -> Invoked {
    let names = chart.root.data.map(\.id.value)
    let vocabulary = ChartVocabulary(chart, workflow: id, language: .ecmascript, isChild: true)
    return Invoked(text: .string(id), accepts: Set(names), fields: vocabulary.names.fields)
  }

  private mutating func workflow(ofFile name: String, at span: SourceSpan) -> Invoked? {
    guard let id = children.workflow(ofFile: name, under: self.id, at: span) else { return nil }
    var bag = DiagnosticBag()
    guard let file = children.files(SCXMLImport.path(of: name)), let chart = SCXMLReader.read(file, into: &bag) else {
      return nil
    }
    return invoked(chart, id)
  }

  /// `srcexpr`: every document that the texts of this one name becomes a workflow, and its name leads to it.
  private mutating func workflow(ofExpression text: LocatedText) -> Invoked {
    let value = expressions.value(text, for: .text)
    var chosen = value
    for literal in fileNames() {
      guard let id = children.workflow(ofFile: literal.value, under: self.id, at: literal.span) else { continue }
      chosen = .conditional(value.compared(.equal, .string(literal.value)), .string(id), chosen)
    }
    return Invoked(text: .string("= " + chosen.text), accepts: nil)
  }

  /// Texts of the document's data and assignments that name SCXML files.
  private func fileNames() -> [Located<String>] {
    var found: [Located<String>] = []
    func note(_ value: ChartValue?) {
      guard case .expression(let text)? = value, let name = expressions.literal(text), name.hasSuffix(".scxml"),
        !found.contains(where: { $0.value == name })
      else { return }
      found.append(Located(name, at: text.span))
    }
    func walk(_ content: [ChartContent]) {
      for item in content {
        switch item {
        case .assign(_, let value): note(value)
        case .branch(let parts, let otherwise): walk(parts.flatMap(\.content) + otherwise)
        case .foreach(_, _, _, let body): walk(body)
        default: break
        }
      }
    }
    for state in chart.root.all {
      for item in state.data { note(item.value) }
      walk(ChartVocabulary.contents(of: state))
    }
    return found
  }
}
