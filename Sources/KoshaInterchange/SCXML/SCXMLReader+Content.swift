// Executable content and what the elements of SCXML have in common: values, payloads, twins of attributes.

import KoshaSource

extension SCXMLReader {
  /// The actions inside an element, in order.
  mutating func content(of parent: XMLElement) -> [ChartContent] {
    contents(parent.elements, in: parent)
  }

  private mutating func contents(_ elements: [XMLElement], in parent: XMLElement) -> [ChartContent] {
    var content: [ChartContent] = []
    for element in elements {
      guard isSCXML(element) else {
        if element.namespace != SCXMLNamespace.kosha {
          content.append(.unknown(element.name, element.span))
        } else if element.name == "action", case .mapping(let pairs) = OwnMarkup.value(of: element) {
          content.append(.own(.mapping(pairs)))
        }
        continue
      }
      if let action = action(element, in: parent) { content.append(action) }
    }
    return content
  }

  private mutating func action(_ element: XMLElement, in parent: XMLElement) -> ChartContent? {
    switch element.name {
    case "raise": return required("event", of: element).map { .raise(word($0)) }
    case "if": return branch(element)
    case "foreach":
      let array = required("array", of: element)
      let item = required("item", of: element)
      let content = content(of: element)
      guard let array, let item else { return nil }
      return .foreach(array: array, item: item, index: element.attribute("index"), content: content)
    case "log": return .log(label: element.attribute("label"), value: element.attribute("expr"))
    case "assign":
      guard let location = required("location", of: element) else { return nil }
      guard let value = value(of: element, expression: "expr", file: nil) else {
        bag.add(InterchangeProblem.missingAttribute("expr", of: "assign"), at: element.span)
        return nil
      }
      return .assign(location: location, value: value)
    case "script": return .script(script(element))
    case "send": return .send(send(element))
    case "cancel":
      guard let id = text("sendid", "sendidexpr", of: element) else {
        bag.add(InterchangeProblem.missingAttribute("sendid", of: "cancel"), at: element.span)
        return nil
      }
      return .cancel(id)
    default:
      bag.add(SCXMLProblem.misplaced(element.name, in: parent.name), at: element.span)
      return nil
    }
  }

  /// `<if>`, whose content `<elseif/>` and `<else/>` divide.
  private mutating func branch(_ element: XMLElement) -> ChartContent? {
    var parts: [(condition: LocatedText?, elements: [XMLElement])] = [(required("cond", of: element), [])]
    var isElse = false
    var otherwise: [XMLElement] = []
    for child in element.elements {
      switch (isSCXML(child), child.name) {
      case (true, "elseif"), (true, "else"):
        if isElse { bag.add(SCXMLProblem.misplaced(child.name, in: "else"), at: child.span) }
        if child.name == "else" { isElse = true } else { parts.append((required("cond", of: child), [])) }
      default:
        if isElse { otherwise.append(child) } else { parts[parts.count - 1].elements.append(child) }
      }
    }
    var branches: [(condition: LocatedText, content: [ChartContent])] = []
    for part in parts {
      let content = contents(part.elements, in: element)
      if let condition = part.condition { branches.append((condition, content)) }
    }
    let last = contents(otherwise, in: element)
    return branches.count == parts.count ? .branch(branches, otherwise: last) : nil
  }

  private mutating func send(_ element: XMLElement) -> ChartSend {
    let event = text("event", "eventexpr", of: element)
    let payload = payload(of: element, allowsContent: true)
    if event == nil, payload.content == nil {
      bag.add(InterchangeProblem.missingAttribute("event", of: "send"), at: element.span)
    }
    var id = single("id", "idlocation", of: element).map { ChartText.literal($0) }
    if let expression = element.attribute("idexpr", in: SCXMLNamespace.kosha) { id = .expression(expression) }
    return ChartSend(
      event: event, target: text("target", "targetexpr", of: element), type: text("type", "typeexpr", of: element),
      delay: text("delay", "delayexpr", of: element), id: id, idLocation: element.attribute("idlocation"),
      payload: payload, span: element.span)
  }

  mutating func script(_ element: XMLElement) -> ChartValue {
    value(of: element, expression: nil, file: "src") ?? .text(element.text)
  }

  // MARK: Values

  /// An expression, a file or what stands between the tags; nil where there is none.
  mutating func value(of element: XMLElement, expression: String?, file: String?) -> ChartValue? {
    var found: ChartValue?
    if let expression, let text = element.attribute(expression) { found = .expression(text) }
    if let file, let name = element.attribute(file) {
      if let expression, found != nil {
        bag.add(SCXMLProblem.exclusive(expression, file, of: element.name), at: name.span)
      }
      found = .file(name)
    }
    let text = element.text
    let isBlank = !text.text.utf8.contains { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
    guard let inner = element.elements.first else {
      guard !isBlank else { return found }
      if found != nil, let expression {
        bag.add(SCXMLProblem.exclusive(expression, "#text", of: element.name), at: element.span)
      }
      return found ?? .text(text)
    }
    if found != nil, let expression {
      bag.add(SCXMLProblem.exclusive(expression, "<\(inner.name)>", of: element.name), at: inner.span)
    }
    if Self.isChart(inner) { return document(inner).map { .chart($0, inner.span) } }
    return found ?? .markup(inner.span)
  }

  /// `namelist`, `<param>` and `<content>`.
  mutating func payload(
    of element: XMLElement, allowsContent: Bool, also known: Set<String> = []
  ) -> ChartPayload {
    var payload = ChartPayload()
    if let names = element.attribute("namelist") { payload.names = words(names) }
    for child in element.elements where isSCXML(child) {
      switch child.name {
      case "param":
        guard let name = required("name", of: child) else { continue }
        if let value = text("location", "expr", of: child)?.source {
          payload.parameters.append((Located(name.text, at: name.span), value))
        } else {
          bag.add(InterchangeProblem.missingAttribute("expr", of: "param"), at: child.span)
        }
      case "content" where allowsContent:
        payload.content = value(of: child, expression: "expr", file: nil) ?? .text(child.text)
      default:
        if !known.contains(child.name) {
          bag.add(SCXMLProblem.misplaced(child.name, in: element.name), at: child.span)
        }
      }
    }
    if let content = payload.content, !payload.names.isEmpty || !payload.parameters.isEmpty, element.name != "invoke" {
      bag.add(
        SCXMLProblem.exclusive("<content>", payload.names.isEmpty ? "<param>" : "namelist", of: element.name),
        at: content.span)
    }
    return payload
  }

  // MARK: Attributes

  func isSCXML(_ element: XMLElement) -> Bool {
    element.namespace == SCXMLNamespace.scxml || element.namespace.isEmpty
  }

  /// What the export adds so that other processors do what a workflow does by itself.
  func isGenerated(_ element: XMLElement) -> Bool { element.attribute("generated", in: SCXMLNamespace.kosha) != nil }

  func ownPair(_ element: XMLElement) -> YAMLPair? {
    guard element.namespace == SCXMLNamespace.kosha, let key = element.attribute("key") else { return nil }
    return (key.text, OwnMarkup.value(of: element))
  }

  /// As `ownPair`, where an action may stand beside it.
  func ownDetail(_ element: XMLElement) -> YAMLPair? { element.name == "action" ? nil : ownPair(element) }

  mutating func require(_ name: String, in element: XMLElement) -> XMLElement? {
    if let found = element.elements.first(where: { isSCXML($0) && $0.name == name }) { return found }
    bag.add(InterchangeProblem.missingElement(name, in: element.name), at: element.span)
    return nil
  }

  mutating func required(_ name: String, of element: XMLElement) -> LocatedText? {
    if let found = element.attribute(name) { return found }
    bag.add(InterchangeProblem.missingAttribute(name, of: element.name), at: element.span)
    return nil
  }

  mutating func choice(_ name: String, of element: XMLElement, among known: [String]) -> String? {
    guard let given = element.attribute(name) else { return nil }
    if known.contains(given.text) { return given.text }
    bag.add(InterchangeProblem.unknownChoice(attribute: name, value: given.text, known: known), at: given.span)
    return nil
  }

  /// An attribute, or its twin that holds an expression.
  mutating func text(_ name: String, _ twin: String, of element: XMLElement) -> ChartText? {
    let literal = single(name, twin, of: element)
    if let literal { return .literal(literal) }
    return element.attribute(twin).map { .expression($0) }
  }

  /// An attribute that excludes another.
  mutating func single(_ name: String, _ twin: String, of element: XMLElement) -> LocatedText? {
    let literal = element.attribute(name)
    if literal != nil, let other = element.attribute(twin) {
      bag.add(SCXMLProblem.exclusive(name, twin, of: element.name), at: other.span)
    }
    return literal
  }

  /// The words of an attribute, divided by white space, each at its place.
  func words(_ text: LocatedText) -> [Located<String>] {
    var words: [Located<String>] = []
    var start: Int?
    let bytes = Array(text.text.utf8)
    for (offset, byte) in (bytes + [0x20]).enumerated() {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        if let from = start {
          words.append(
            Located(String(decoding: bytes[from..<offset], as: UTF8.self), at: text.span(of: from..<offset)))
        }
        start = nil
      } else if start == nil {
        start = offset
      }
    }
    return words
  }

  func word(_ text: LocatedText) -> Located<String> { words(text).first ?? Located("", at: text.span) }
}
