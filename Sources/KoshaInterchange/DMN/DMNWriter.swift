// A model as data in, a DMN 1.5 document with a diagram out, valid under DMN15.xsd: its elements in the schema's order.

package import KoshaRules
package import KoshaSource

/// Writes DMN 1.5.
package struct DMNWriter {
  var xml = XMLWriter()
  let language: Language
  private var ids: DocumentIdentifiers
  private var graph = RequirementGraph()

  /// The document of a model; nil, with errors in `bag`, where a text holds what XML cannot.
  ///
  /// - Parameter language: of the headings of annotations.
  package static func text(
    of model: ModelSyntax, language: Language, into bag: inout DiagnosticBag
  ) -> String? {
    var writer = DMNWriter(language: language, ids: DocumentIdentifiers(model))
    writer.write(model)
    bag.add(contentsOf: writer.xml.bag)
    return writer.xml.bag.hasErrors ? nil : writer.xml.text
  }

  private init(language: Language, ids: DocumentIdentifiers) {
    self.language = language
    self.ids = ids
  }

  private mutating func write(_ model: ModelSyntax) {
    xml.place = model.name.span
    let attributes: [XMLWriter.Attribute] = [
      ("xmlns", DMNNamespace.model), ("xmlns:dmndi", DMNNamespace.diagram), ("xmlns:dc", DMNNamespace.diagramCommon),
      ("xmlns:di", DMNNamespace.diagramInterchange), ("id", ids.document), ("name", model.name.value),
      ("namespace", model.namespace), ("exporter", "KoshaFlow"),
    ]
    inside("definitions", attributes) { writer in
      for imported in model.imports {
        writer.empty(
          "import",
          [
            ("name", imported.name.value), ("namespace", imported.namespace.value),
            ("importType", DMNNamespace.model),
          ], at: imported.name.span)
      }
      for type in model.types { writer.item("itemDefinition", type) }
      for input in model.inputs { writer.input(input) }
      for function in model.functions { writer.function(function) }
      for decision in model.decisions { writer.decision(decision) }
      for service in model.services { writer.service(service) }
      for source in model.sources { writer.source(source) }
      writer.diagram(model)
    }
  }

  // MARK: Elements

  /// An element with what `content` writes inside it.
  mutating func inside(
    _ name: String, _ attributes: [XMLWriter.Attribute] = [], at span: SourceSpan? = nil,
    _ content: (inout DMNWriter) -> Void
  ) {
    if let span { xml.place = span }
    xml.open(name, attributes)
    content(&self)
    xml.close(name)
  }

  mutating func empty(_ name: String, _ attributes: [XMLWriter.Attribute], at span: SourceSpan? = nil) {
    if let span { xml.place = span }
    xml.empty(name, attributes)
  }

  /// `<text>` in an element of its own.
  mutating func texted(_ name: String, _ attributes: [XMLWriter.Attribute] = [], _ text: LocatedText) {
    inside(name, attributes, at: text.span) { $0.xml.element("text", holding: text.text) }
  }

  static func text(of type: TypeSyntax?) -> String? {
    switch type {
    case nil: nil
    case .named(let name)?: name.value
    case .known(.any)?: "Any"
    case .known(let type)?: type.text
    }
  }

  private mutating func variable(_ name: Located<String>, _ type: TypeSyntax?) {
    empty("variable", [("name", name.value), ("typeRef", Self.text(of: type))], at: name.span)
  }

  private mutating func description(_ text: String?) {
    if let text { xml.element("description", holding: text) }
  }

  private mutating func item(_ element: String, _ item: ItemDefinitionSyntax) {
    inside(
      element, [("name", item.name.value), ("isCollection", item.isCollection ? "true" : nil)], at: item.name.span
    ) { writer in
      if let signature = item.signature {
        writer.inside("functionItem", [("outputTypeRef", Self.text(of: signature.result))]) { writer in
          for parameter in signature.parameters {
            writer.empty(
              "parameters", [("name", parameter.name.value), ("typeRef", Self.text(of: parameter.type))],
              at: parameter.name.span)
          }
        }
        return
      }
      if item.components.isEmpty {
        writer.xml.element("typeRef", holding: Self.text(of: item.base) ?? "Any")
      }
      for component in item.components { writer.item("itemComponent", component) }
      // The schema has no constraint beside components.
      guard item.components.isEmpty else { return }
      if let allowed = item.allowed { writer.texted("allowedValues", [], allowed) }
      if let constraint = item.constraint { writer.texted("typeConstraint", [], constraint) }
    }
  }

  private mutating func input(_ input: InputDataSyntax) {
    let id = ids.element(input.id)
    graph.add(.input, id, input.name.value)
    inside("inputData", [("id", id), ("name", input.name.value), ("label", input.label)], at: input.name.span) {
      $0.variable(input.name, input.type)
    }
  }

  private mutating func decision(_ decision: ModelDecisionSyntax) {
    let id = ids.element(decision.id)
    graph.add(.decision, id, decision.name.value)
    inside(
      "decision", [("id", id), ("name", decision.name.value), ("label", decision.label)], at: decision.name.span
    ) { writer in
      writer.description(decision.description)
      writer.variable(decision.name, decision.type)
      for reference in decision.information {
        writer.requirement(
          "informationRequirement", writer.ids.isInput(reference) ? "requiredInput" : "requiredDecision", reference,
          of: id)
      }
      writer.requirements(decision.knowledge, decision.authority, of: id)
      if let logic = decision.logic { writer.expression(logic) }
    }
  }

  private mutating func function(_ function: KnowledgeModelSyntax) {
    let id = ids.element(function.id)
    graph.add(.function, id, function.name.value)
    inside(
      "businessKnowledgeModel", [("id", id), ("name", function.name.value), ("label", function.label)],
      at: function.name.span
    ) { writer in
      writer.description(function.description)
      writer.variable(function.name, function.type)
      if let logic = function.function { writer.functionDefinition(logic, as: "encapsulatedLogic") }
      writer.requirements(function.knowledge, function.authority, of: id)
    }
  }

  private mutating func service(_ service: DecisionServiceSyntax) {
    let id = ids.element(service.id)
    graph.add(.service, id, service.name.value)
    inside("decisionService", [("id", id), ("name", service.name.value)], at: service.name.span) { writer in
      writer.variable(service.name, service.type)
      for (name, references) in [
        ("outputDecision", service.outputDecisions), ("encapsulatedDecision", service.encapsulatedDecisions),
        ("inputDecision", service.inputDecisions), ("inputData", service.inputData),
      ] {
        for reference in references { writer.empty(name, [("href", writer.ids.href(reference))]) }
      }
    }
  }

  private mutating func source(_ source: KnowledgeSourceSyntax) {
    let id = ids.element(source.id)
    graph.add(.source, id, source.name.value)
    empty("knowledgeSource", [("id", id), ("name", source.name.value)], at: source.name.span)
  }

  // MARK: Requirements

  private mutating func requirements(
    _ knowledge: [ElementReference], _ authority: [ElementReference], of id: String
  ) {
    for reference in knowledge { requirement("knowledgeRequirement", "requiredKnowledge", reference, of: id) }
    for reference in authority { requirement("authorityRequirement", "requiredAuthority", reference, of: id) }
  }

  private mutating func requirement(
    _ name: String, _ target: String, _ reference: ElementReference, of element: String
  ) {
    let id = ids.requirement(of: element)
    if reference.namespace == nil { graph.connect(ids.element(reference.id), to: element, as: id) }
    inside(name, [("id", id)]) { $0.empty(target, [("href", $0.ids.href(reference))]) }
  }

  // MARK: Diagram

  private mutating func diagram(_ model: ModelSyntax) {
    if graph.isEmpty { return }
    let layout = DiagramLayout(graph)
    let (page, name) = (ids.unused("diagram"), model.name.value)
    inside("dmndi:DMNDI") { writer in
      writer.inside("dmndi:DMNDiagram", [("id", page), ("name", name)]) { writer in
        writer.empty(
          "dmndi:Size", [("height", String(layout.height)), ("width", String(layout.width))])
        for (node, bounds) in zip(writer.graph.nodes, layout.bounds) {
          writer.shape(node, bounds)
        }
        for (edge, points) in zip(writer.graph.edges, layout.routes) {
          writer.edge(edge, points)
        }
      }
    }
  }

  private mutating func shape(_ node: RequirementGraph.Node, _ bounds: DiagramLayout.Bounds) {
    let id = ids.unused("shape_" + node.id)
    let isCollapsed = node.kind == .service ? "true" : nil
    inside("dmndi:DMNShape", [("id", id), ("dmnElementRef", node.id), ("isCollapsed", isCollapsed)]) {
      $0.empty(
        "dc:Bounds",
        [
          ("height", String(bounds.height)), ("width", String(bounds.width)), ("x", String(bounds.x)),
          ("y", String(bounds.y)),
        ])
    }
  }

  private mutating func edge(_ edge: RequirementGraph.Edge, _ points: [DiagramLayout.Point]) {
    let id = ids.unused("edge_" + edge.id)
    inside("dmndi:DMNEdge", [("id", id), ("dmnElementRef", edge.id)]) { writer in
      for point in points { writer.empty("di:waypoint", [("x", String(point.x)), ("y", String(point.y))]) }
    }
  }
}
