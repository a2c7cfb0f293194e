// A DMN document in, the graph of its decisions as data out; everything wrong with it is told at its place.

package import KoshaRules
package import KoshaSource

/// Reads DMN 1.1 to 1.5.
package struct DMNReader {
  var bag = DiagnosticBag()
  /// The namespace of the model at hand.
  var namespace = ""
  /// The document's own expression language; nil for FEEL.
  var language: LocatedText?
  /// Imported names by namespace, for type references that a prefix qualifies.
  var importNames: [String: String] = [:]

  /// The model of a document; nil with errors in `bag` where it is no DMN at all.
  ///
  /// What an element holds wrong keeps the others from nothing: the element stands without it.
  package static func read(_ file: SourceFile, into bag: inout DiagnosticBag) -> ModelSyntax? {
    guard let root = XMLReader.read(file, into: &bag) else { return nil }
    var reader = DMNReader()
    let model = reader.definitions(root)
    bag.add(contentsOf: reader.bag)
    return model
  }

  private mutating func definitions(_ root: XMLElement) -> ModelSyntax? {
    guard root.name == "definitions", DMNNamespace.models.contains(root.namespace) else {
      bag.add(InterchangeProblem.notDMN(root: root.name), at: root.span)
      return nil
    }
    namespace = root.attribute("namespace")?.text ?? ""
    language = root.attribute("expressionLanguage")
    var model = ModelSyntax(namespace: namespace, name: name(of: root))
    for element in root.elements where isModel(element) && element.name == "import" {
      if let found = modelImport(element) {
        model.imports.append(found)
        importNames[found.namespace.value] = found.name.value
      }
    }
    var identifiers: Set<String> = []
    for element in root.elements where isModel(element) {
      switch element.name {
      case "import": continue
      case "itemDefinition": model.types.append(itemDefinition(element))
      case "inputData":
        model.inputs.append(
          InputDataSyntax(
            id: identifier(of: element), name: name(of: element), type: variableType(of: element),
            label: label(of: element)))
      case "knowledgeSource":
        model.sources.append(KnowledgeSourceSyntax(id: identifier(of: element), name: name(of: element)))
      case "decision": model.decisions.append(decision(element))
      case "businessKnowledgeModel": model.functions.append(knowledgeModel(element))
      case "decisionService": model.services.append(decisionService(element))
      case "description", "extensionElements", "organizationUnit", "performanceIndicator",
        "elementCollection", "textAnnotation", "association", "group", "artifact", "businessContextElement":
        continue
      default: skip(element, in: root)
      }
      guard let id = element.attribute("id"), !id.text.isEmpty else { continue }
      if !identifiers.insert(id.text).inserted {
        bag.add(InterchangeProblem.duplicateIdentifier(id.text), at: id.span)
      }
    }
    return model
  }

  /// Vendors' own elements have namespaces of their own and are passed over; diagrams likewise.
  func isModel(_ element: XMLElement) -> Bool { DMNNamespace.models.contains(element.namespace) }

  /// The children that are DMN's, in document order, without those that say nothing about the answer.
  func parts(of element: XMLElement) -> [XMLElement] {
    element.elements.filter {
      isModel($0) && $0.name != "description" && $0.name != "extensionElements"
    }
  }

  func first(_ name: String, in element: XMLElement) -> XMLElement? {
    element.elements.first { $0.name == name && isModel($0) }
  }

  func all(_ name: String, in element: XMLElement) -> [XMLElement] {
    element.elements.filter { $0.name == name && isModel($0) }
  }

  mutating func skip(_ element: XMLElement, in parent: XMLElement) {
    bag.add(InterchangeProblem.unknownElement(element.name, in: parent.name), at: element.span)
  }

  mutating func require(_ name: String, in element: XMLElement) -> XMLElement? {
    if let found = first(name, in: element) { return found }
    bag.add(InterchangeProblem.missingElement(name, in: element.name), at: element.span)
    return nil
  }

  mutating func required(_ name: String, of element: XMLElement) -> LocatedText {
    if let value = element.attribute(name) { return value }
    bag.add(InterchangeProblem.missingAttribute(name, of: element.name), at: element.span)
    return LocatedText(text: "", span: element.span, map: OffsetMap(verbatimAt: element.span.range.lowerBound))
  }

  /// The name, white space as FEEL's names have it.
  mutating func name(of element: XMLElement) -> Located<String> {
    let value = required("name", of: element)
    return Located(Self.normalized(value.text), at: value.span)
  }

  /// What people call an element, where they call it otherwise than by its name.
  private func label(of element: XMLElement) -> String? {
    element.attribute("label").map { Self.normalized($0.text) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private mutating func authority(of element: XMLElement) -> [ElementReference] {
    references("authorityRequirement", ["requiredAuthority"], in: element)
  }

  /// One space for each run of white space, none at the ends (DMN 1.5 §10.3.1.3).
  static func normalized(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// An element without an id cannot be referred to; its name stands for it.
  private mutating func identifier(of element: XMLElement) -> String {
    element.attribute("id")?.text ?? element.attribute("name")?.text ?? ""
  }

  // MARK: Imports and references

  private mutating func modelImport(_ element: XMLElement) -> ModelImport? {
    let kind = required("importType", of: element)
    guard DMNNamespace.models.contains(kind.text) || kind.text.isEmpty else {
      bag.add(InterchangeProblem.importKind(kind.text), at: kind.span)
      return nil
    }
    let namespace = required("namespace", of: element)
    // DMN 1.1 has no name here; an empty one makes the imported elements visible as themselves.
    let name = element.attribute("name") ?? namespace
    return ModelImport(
      name: Located(element.attribute("name").map { Self.normalized($0.text) } ?? "", at: name.span),
      namespace: Located(namespace.text, at: namespace.span))
  }

  private mutating func reference(_ element: XMLElement) -> ElementReference? {
    let href = required("href", of: element)
    guard let hash = href.text.lastIndex(of: "#") else {
      if !href.text.isEmpty { bag.add(InterchangeProblem.reference(href.text), at: href.span) }
      return nil
    }
    let space = String(href.text[..<hash])
    let id = String(href.text[href.text.index(after: hash)...])
    guard !id.isEmpty else {
      bag.add(InterchangeProblem.reference(href.text), at: href.span)
      return nil
    }
    return ElementReference(namespace: space.isEmpty || space == namespace ? nil : space, id: id)
  }

  private mutating func references(_ requirement: String, _ targets: [String], in element: XMLElement)
    -> [ElementReference]
  {
    var found: [ElementReference] = []
    for requirement in all(requirement, in: element) {
      for target in requirement.elements where isModel(target) && targets.contains(target.name) {
        if let reference = reference(target) { found.append(reference) }
      }
    }
    return found
  }

  // MARK: Elements of the graph

  private mutating func decision(_ element: XMLElement) -> ModelDecisionSyntax {
    let known: Set<String> = [
      "question", "allowedAnswers", "variable", "informationRequirement", "knowledgeRequirement",
      "authorityRequirement", "supportedObjective", "impactedPerformanceIndicator", "decisionMaker", "decisionOwner",
      "usingProcess", "usingTask",
    ]
    return ModelDecisionSyntax(
      id: identifier(of: element), name: name(of: element), type: variableType(of: element),
      information: references("informationRequirement", ["requiredDecision", "requiredInput"], in: element),
      knowledge: references("knowledgeRequirement", ["requiredKnowledge"], in: element),
      logic: onlyExpression(in: element, beside: known),
      description: first("description", in: element)?.text.text, label: label(of: element),
      authority: authority(of: element))
  }

  private mutating func knowledgeModel(_ element: XMLElement) -> KnowledgeModelSyntax {
    let function = first("encapsulatedLogic", in: element).map { functionDefinition($0) }
    for part in parts(of: element)
    where !["encapsulatedLogic", "variable", "knowledgeRequirement", "authorityRequirement"].contains(part.name) {
      skip(part, in: element)
    }
    return KnowledgeModelSyntax(
      id: identifier(of: element), name: name(of: element), type: variableType(of: element),
      knowledge: references("knowledgeRequirement", ["requiredKnowledge"], in: element), function: function,
      description: first("description", in: element)?.text.text, label: label(of: element),
      authority: authority(of: element))
  }

  private mutating func decisionService(_ element: XMLElement) -> DecisionServiceSyntax {
    var lists: [String: [ElementReference]] = [:]
    for part in parts(of: element) {
      switch part.name {
      case "outputDecision", "encapsulatedDecision", "inputDecision", "inputData":
        if let reference = reference(part) { lists[part.name, default: []].append(reference) }
      case "variable": continue
      default: skip(part, in: element)
      }
    }
    return DecisionServiceSyntax(
      id: identifier(of: element), name: name(of: element), type: variableType(of: element),
      outputDecisions: lists["outputDecision"] ?? [], encapsulatedDecisions: lists["encapsulatedDecision"] ?? [],
      inputDecisions: lists["inputDecision"] ?? [], inputData: lists["inputData"] ?? [])
  }

  private mutating func variableType(of element: XMLElement) -> TypeSyntax? {
    first("variable", in: element).flatMap { typeReference(of: $0) }
  }
}
