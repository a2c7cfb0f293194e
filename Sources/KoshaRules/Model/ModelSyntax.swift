// A decision model as it was read (DMN 1.5 clauses 6 to 8 and 10): a graph of decisions, functions and services over typed
// input data, nothing compiled. Names may hold spaces; every reference is by the id of the element it means.

package import KoshaSource

/// One model: what a DMN document defines.
package struct ModelSyntax: Sendable {
  /// The namespace by which other models import it.
  package var namespace: String
  package var name: Located<String>
  package var imports: [ModelImport]
  package var types: [ItemDefinitionSyntax]
  package var inputs: [InputDataSyntax]
  package var decisions: [ModelDecisionSyntax]
  package var functions: [KnowledgeModelSyntax]
  package var services: [DecisionServiceSyntax]
  package var sources: [KnowledgeSourceSyntax] = []

  package init(
    namespace: String, name: Located<String>, imports: [ModelImport] = [], types: [ItemDefinitionSyntax] = [],
    inputs: [InputDataSyntax] = [], decisions: [ModelDecisionSyntax] = [], functions: [KnowledgeModelSyntax] = [],
    services: [DecisionServiceSyntax] = []
  ) {
    self.namespace = namespace
    self.name = name
    self.imports = imports
    self.types = types
    self.inputs = inputs
    self.decisions = decisions
    self.functions = functions
    self.services = services
  }
}

/// An element of this or an imported model: DMN's `href`, `#id` or `namespace#id`.
package struct ElementReference: Sendable, Hashable {
  /// The namespace of the imported model, nil for this one.
  package var namespace: String?
  package var id: String

  package init(namespace: String? = nil, id: String) {
    self.namespace = namespace
    self.id = id
  }
}

/// An imported model; its elements are seen in FEEL under `name`, as themselves where the name is empty (DMN 1.5 §6.3.3).
package struct ModelImport: Sendable {
  package var name: Located<String>
  package var namespace: Located<String>

  package init(name: Located<String>, namespace: Located<String>) {
    self.name = name
    self.namespace = namespace
  }
}

/// An item definition (§7.3.3): a named type, a part of one, or the type of a function.
package struct ItemDefinitionSyntax: Sendable {
  package var name: Located<String>
  /// The type it restricts or renames; nil where components or a signature stand instead.
  package var base: TypeSyntax?
  /// `allowedValues`: unary tests that a value, or each member of a collection, must pass.
  package var allowed: LocatedText?
  /// `typeConstraint` (DMN 1.5): unary tests over the value as a whole, a collection included.
  package var constraint: LocatedText?
  package var isCollection: Bool
  package var components: [ItemDefinitionSyntax]
  /// The signature of a function item.
  package var signature: (parameters: [(name: Located<String>, type: TypeSyntax?)], result: TypeSyntax?)?

  package init(
    name: Located<String>, base: TypeSyntax? = nil, allowed: LocatedText? = nil, constraint: LocatedText? = nil,
    isCollection: Bool = false, components: [ItemDefinitionSyntax] = [],
    signature: (parameters: [(name: Located<String>, type: TypeSyntax?)], result: TypeSyntax?)? = nil
  ) {
    self.name = name
    self.base = base
    self.allowed = allowed
    self.constraint = constraint
    self.isCollection = isCollection
    self.components = components
    self.signature = signature
  }
}

/// Input data (§6.3.11).
package struct InputDataSyntax: Sendable {
  package var id: String
  package var name: Located<String>
  package var type: TypeSyntax?
  /// What people call it.
  package var label: String?

  package init(id: String, name: Located<String>, type: TypeSyntax?, label: String? = nil) {
    self.id = id
    self.name = name
    self.type = type
    self.label = label
  }
}

/// A knowledge source (§6.3.12): what gives decisions their authority.
package struct KnowledgeSourceSyntax: Sendable {
  package var id: String
  package var name: Located<String>

  package init(id: String, name: Located<String>) {
    self.id = id
    self.name = name
  }
}

/// A decision of a model (§6.3.7).
package struct ModelDecisionSyntax: Sendable {
  package var id: String
  package var name: Located<String>
  /// The type its value is coerced to.
  package var type: TypeSyntax?
  /// The decisions and input data it requires.
  package var information: [ElementReference]
  /// The business knowledge models and decision services it calls.
  package var knowledge: [ElementReference]
  /// Nil where the model gives none; the value is null then.
  package var logic: LogicSyntax?
  /// What the model says of it in words.
  package var description: String?
  /// What people call it.
  package var label: String?
  /// The knowledge sources it rests on.
  package var authority: [ElementReference]

  package init(
    id: String, name: Located<String>, type: TypeSyntax?, information: [ElementReference] = [],
    knowledge: [ElementReference] = [], logic: LogicSyntax?, description: String? = nil, label: String? = nil,
    authority: [ElementReference] = []
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.information = information
    self.knowledge = knowledge
    self.logic = logic
    self.description = description
    self.label = label
    self.authority = authority
  }
}

/// A business knowledge model (§6.3.9): a function that decisions call by name.
package struct KnowledgeModelSyntax: Sendable {
  package var id: String
  package var name: Located<String>
  /// The type of its result, or of the function.
  package var type: TypeSyntax?
  package var knowledge: [ElementReference]
  package var function: FunctionSyntax?
  /// What the model says of it in words.
  package var description: String?
  /// What people call it.
  package var label: String?
  /// The knowledge sources it rests on.
  package var authority: [ElementReference]

  package init(
    id: String, name: Located<String>, type: TypeSyntax?, knowledge: [ElementReference] = [],
    function: FunctionSyntax?, description: String? = nil, label: String? = nil, authority: [ElementReference] = []
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.knowledge = knowledge
    self.function = function
    self.description = description
    self.label = label
    self.authority = authority
  }
}

/// A decision service (§6.3.10): a function over a part of the graph; its parameters are the input data, then the input
/// decisions, in document order.
package struct DecisionServiceSyntax: Sendable {
  package var id: String
  package var name: Located<String>
  package var type: TypeSyntax?
  package var outputDecisions: [ElementReference]
  package var encapsulatedDecisions: [ElementReference]
  package var inputDecisions: [ElementReference]
  package var inputData: [ElementReference]

  package init(
    id: String, name: Located<String>, type: TypeSyntax?, outputDecisions: [ElementReference],
    encapsulatedDecisions: [ElementReference] = [], inputDecisions: [ElementReference] = [],
    inputData: [ElementReference] = []
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.outputDecisions = outputDecisions
    self.encapsulatedDecisions = encapsulatedDecisions
    self.inputDecisions = inputDecisions
    self.inputData = inputData
  }
}
