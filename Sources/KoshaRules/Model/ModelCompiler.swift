// Models as they were read in, their elements compiled in the order of their requirements out.

import KoshaSource

/// Compiles a model with all that it imports.
struct ModelCompiler {
  /// What an element is, and where its syntax stands.
  enum Kind {
    case input(InputDataSyntax)
    case decision(ModelDecisionSyntax)
    case function(KnowledgeModelSyntax)
    case service(DecisionServiceSyntax)
  }

  struct Node {
    let model: Int
    let kind: Kind
    let name: Located<String>
    /// The nodes it requires, circles cut; of a service all of its decisions and input data.
    var requires: [Int] = []
  }

  let models: [ModelSyntax]
  private(set) var nodes: [Node] = []
  /// The index of each node by its model and id.
  private var indices: [ElementReference: Int] = [:]
  private(set) var types: [ModelTypes] = []

  /// What was compiled, by node.
  private(set) var elements: [ModelElement?] = []
  private(set) var functions: [ModelFunction?] = []
  /// The static type of each node's value.
  private(set) var valueTypes: [ValueType] = []
  /// Whether a node holds an error of its own.
  private(set) var isFaulty: [Bool] = []
  /// What names mean that an element does not require.
  private let unknownNames: Scope.UnknownNames
  /// The names of the imports that lead from the main model to each model.
  private var paths: [[String]?] = []

  init(_ main: ModelSyntax, imports: [ModelSyntax], unknownNames: Scope.UnknownNames = .null) {
    models = [main] + imports
    self.unknownNames = unknownNames
  }

  // MARK: Steps

  mutating func compile(into bag: inout DiagnosticBag) {
    let byNamespace = Dictionary(models.map { ($0.namespace, $0) }, uniquingKeysWith: { first, _ in first })
    var compiler = ModelTypesCompiler(byNamespace)
    types = models.map { compiler.types(of: $0, into: &bag) }
    paths = importPaths()
    collect(into: &bag)
    elements = nodes.map { _ in nil }
    functions = nodes.map { _ in nil }
    valueTypes = nodes.map { _ in .any }
    isFaulty = nodes.map { _ in false }
    for node in order(into: &bag) {
      let problems = bag.diagnostics.count
      compile(node, into: &bag)
      isFaulty[node] = bag.diagnostics[problems...].contains { $0.severity == .error }
    }
  }

  /// How each model is reached from the main one, the shortest way first.
  private func importPaths() -> [[String]?] {
    var paths = [[String]?](repeating: nil, count: models.count)
    guard !models.isEmpty else { return paths }
    paths[0] = []
    var open = [0]
    while !open.isEmpty {
      let model = open.removeFirst()
      for imported in models[model].imports {
        guard let other = models.firstIndex(where: { $0.namespace == imported.namespace.value }),
          paths[other] == nil
        else { continue }
        let name = imported.name.value
        paths[other] = (paths[model] ?? []) + (name.isEmpty ? [] : [name])
        open.append(other)
      }
    }
    return paths
  }

  private mutating func collect(into bag: inout DiagnosticBag) {
    for (index, model) in models.enumerated() {
      var places: [String: SourceSpan] = [:]
      func add(_ id: String, _ name: Located<String>, _ kind: Kind) {
        if let earlier = places[name.value] {
          bag.add(
            ModelProblem.nameTwice(name.value), at: name.span,
            related: [.init(span: earlier, message: ModelProblem.firstPlace)])
        } else {
          places[name.value] = name.span
        }
        let reference = ElementReference(namespace: model.namespace, id: id)
        if indices[reference] == nil { indices[reference] = nodes.count }
        nodes.append(Node(model: index, kind: kind, name: name))
      }
      for input in model.inputs { add(input.id, input.name, .input(input)) }
      for decision in model.decisions { add(decision.id, decision.name, .decision(decision)) }
      for function in model.functions { add(function.id, function.name, .function(function)) }
      for service in model.services { add(service.id, service.name, .service(service)) }
    }
  }

  /// The node that a reference means; nil, with an error, where there is none.
  func find(
    _ reference: ElementReference, from node: Node, into bag: inout DiagnosticBag
  ) -> Int? {
    let namespace = reference.namespace ?? models[node.model].namespace
    if let index = indices[ElementReference(namespace: namespace, id: reference.id)] { return index }
    bag.add(
      models.contains { $0.namespace == namespace }
        ? ModelProblem.unknownElement(reference.id) : ModelProblem.notImported(namespace), at: node.name.span)
    return nil
  }

  // MARK: Order

  /// The nodes, each after all that it requires; a requirement that closes a circle is reported and cut.
  private mutating func order(into bag: inout DiagnosticBag) -> [Int] {
    for index in nodes.indices { nodes[index].requires = references(of: nodes[index], into: &bag) }
    var ordered: [Int] = []
    var isDone = [Bool](repeating: false, count: nodes.count)
    var place = [Int?](repeating: nil, count: nodes.count)
    for start in nodes.indices where !isDone[start] {
      // A stack of its own, since a chain of requirements may be as long as the model.
      var path: [(node: Int, next: Int)] = [(start, 0)]
      place[start] = 0
      while let (node, next) = path.last {
        guard next < nodes[node].requires.count else {
          path.removeLast()
          place[node] = nil
          isDone[node] = true
          ordered.append(node)
          continue
        }
        let required = nodes[node].requires[next]
        if let open = place[required] {
          nodes[node].requires.remove(at: next)
          // A function may call itself.
          if required == node, case .function = nodes[node].kind { continue }
          let names = path[open...].map { nodes[$0.node].name.value } + [nodes[required].name.value]
          bag.add(ModelProblem.circle(names), at: nodes[node].name.span)
          continue
        }
        path[path.count - 1].next += 1
        if !isDone[required] {
          place[required] = path.count
          path.append((required, 0))
        }
      }
    }
    return ordered
  }

  private func references(of node: Node, into bag: inout DiagnosticBag) -> [Int] {
    let references: [ElementReference] =
      switch node.kind {
      case .input: []
      case .decision(let decision): decision.information + decision.knowledge
      case .function(let function): function.knowledge
      case .service(let service): service.outputDecisions + service.encapsulatedDecisions
      }
    var found: [Int] = []
    for reference in references {
      guard let index = find(reference, from: node, into: &bag), !found.contains(index) else { continue }
      found.append(index)
    }
    return found
  }

  // MARK: Elements

  private mutating func compile(_ index: Int, into bag: inout DiagnosticBag) {
    let node = nodes[index]
    switch node.kind {
    case .input(let input): compile(input, index, into: &bag)
    case .decision(let decision): compile(decision, index, into: &bag)
    case .function(let function): compile(function, index, into: &bag)
    case .service(let service): compile(service, index, into: &bag)
    }
  }

  func coercion(_ type: TypeSyntax?, _ index: Int, into bag: inout DiagnosticBag) -> Coercion? {
    LogicCompiler(scope: Scope(), standalone: false, types: types[nodes[index].model]).coercion(type, into: &bag)
  }

  private mutating func compile(_ input: InputDataSyntax, _ index: Int, into bag: inout DiagnosticBag) {
    let coercion = coercion(input.type, index, into: &bag)
    let name = input.name.value
    var candidates = (paths[nodes[index].model] ?? nil).map { [$0 + [name]] } ?? []
    if candidates.first?.count != 1 { candidates.append([name]) }
    elements[index] = .input(paths: candidates, coercion: coercion, span: input.name.span)
    valueTypes[index] = coercion?.type ?? .any
  }

  private mutating func compile(_ decision: ModelDecisionSyntax, _ index: Int, into bag: inout DiagnosticBag) {
    let coercion = coercion(decision.type, index, into: &bag)
    let surroundings = surroundings(of: index)
    var compiled: LogicCompiler.Compiled?
    if let logic = decision.logic {
      var compiler = LogicCompiler(
        scope: surroundings.scope, standalone: false, types: types[nodes[index].model])
      compiled = compiler.compile(logic, in: surroundings.scope, into: &bag)
    }
    let name = decision.name.value
    elements[index] = .decision(
      DecisionUnit(
        name: decision.name, logic: compiled?.logic,
        failure: decision.logic == nil ? .noLogic(name) : .faultyLogic(name), template: surroundings.template,
        reads: surroundings.reads, coercion: coercion))
    valueTypes[index] = coercion?.type ?? compiled?.type ?? .any
  }

  private mutating func compile(_ function: KnowledgeModelSyntax, _ index: Int, into bag: inout DiagnosticBag) {
    var surroundings = surroundings(of: index)
    let own = surroundings.scope.declareHiding(
      Variable(function.name.value, .function(parameters: [], result: .any), origin: function.name.span))
    surroundings.template.set(.null, at: own)
    var coercion = coercion(function.type, index, into: &bag)
    if case .function? = coercion?.type { coercion = nil }
    let name = function.name.value
    var boxed = BoxedFunction(
      parameters: [], body: nil, result: nil, ownSlot: nil, failure: .noLogic(name), external: nil)
    var type = ValueType.function(parameters: [], result: .any)
    if let syntax = function.function {
      var compiler = LogicCompiler(
        scope: surroundings.scope, standalone: false, types: types[nodes[index].model], ownSlot: own)
      if let compiled = compiler.compile(.function(syntax), in: surroundings.scope, into: &bag),
        case .function(let whole) = compiled.logic
      {
        boxed = whole.returning(coercion)
        type = compiled.type
      } else {
        boxed = BoxedFunction(
          parameters: syntax.parameters.map { .init(name: $0.name.value, slot: 0, coercion: nil) }, body: nil,
          result: nil, ownSlot: nil, failure: .faultyLogic(name), external: nil)
      }
    }
    if case .function(let parameters, let result) = type {
      type = .function(parameters: parameters, result: coercion?.type ?? result)
    }
    valueTypes[index] = type
    functions[index] = ModelFunction(
      name: name, parameters: boxed.parameters.map { ($0.name, $0.coercion?.type ?? .any) },
      value: LogicRun.value(of: boxed, surroundings.template, name))
  }

  private mutating func compile(_ service: DecisionServiceSyntax, _ index: Int, into bag: inout DiagnosticBag) {
    let node = nodes[index]
    let parameters = (service.inputData + service.inputDecisions).compactMap { find($0, from: node, into: &bag) }
    let outputs = service.outputDecisions.compactMap { find($0, from: node, into: &bag) }
      .filter { node.requires.contains($0) }
    var coercion = coercion(service.type, index, into: &bag)
    if case .function(_, let result)? = coercion?.type {
      coercion = result == .any ? nil : Coercion(name: result.text, type: result)
    }
    let coercions = parameters.map { parameter -> Coercion? in
      switch elements[parameter] {
      case .input(_, let coercion, _)?: coercion
      case .decision(let unit)?: unit.coercion
      case nil: declaredCoercion(parameter, into: &bag)
      }
    }
    let names = parameters.map { nodes[$0].name.value }
    let call = ServiceCall(
      name: service.name, plan: plan(for: outputs, given: parameters), coercions: coercions, result: coercion,
      outputs: outputs.map { nodes[$0].name.value })
    let types = coercions.map { $0?.type ?? .any }
    let result: ValueType =
      outputs.count == 1
      ? valueTypes[outputs[0]] : .context(outputs.map { .init(nodes[$0].name.value, valueTypes[$0]) })
    valueTypes[index] = .function(parameters: types, result: coercion?.type ?? result)
    functions[index] = ModelFunction(
      name: service.name.value, parameters: Array(zip(names, types)),
      value: FunctionValue(parameters: names) { arguments, context in call.evaluate(arguments, &context) })
  }

  /// The declared type of a parameter that is not compiled before its service, since the service needs no value of it.
  private func declaredCoercion(_ index: Int, into bag: inout DiagnosticBag) -> Coercion? {
    // What is wrong with it is told where the element itself is compiled.
    var unheard = DiagnosticBag()
    switch nodes[index].kind {
    case .input(let input): return coercion(input.type, index, into: &unheard)
    case .decision(let decision): return coercion(decision.type, index, into: &unheard)
    case .function, .service: return nil
    }
  }

  // MARK: Scopes

  /// The names an element sees: those of what it requires, and nothing else of the model.
  struct Surroundings {
    var scope: Scope
    var template: [Value]
    var reads: [(slot: Int, source: DecisionUnit.Source)]
  }

  func surroundings(of index: Int) -> Surroundings {
    let node = nodes[index]
    var scope = Scope(unknownNames: unknownNames)
    scope.types = types[node.model].named
    var result = Surroundings(scope: scope, template: [], reads: [])
    var imported: [(name: String, nodes: [Int])] = []
    for required in node.requires {
      let other = nodes[required]
      var prefix = ""
      if other.model != node.model {
        let namespace = models[other.model].namespace
        prefix = models[node.model].imports.first { $0.namespace.value == namespace }?.name.value ?? ""
      }
      if prefix.isEmpty {
        let slot = result.scope.declareHiding(Variable(other.name.value, valueTypes[required]))
        result.template.set(.null, at: slot)
        switch source(of: required) {
        case .constant(let value): result.template[slot] = value
        case let source: result.reads.append((slot, source))
        }
      } else if let place = imported.firstIndex(where: { $0.name == prefix }) {
        imported[place].nodes.append(required)
      } else {
        imported.append((prefix, [required]))
      }
    }
    for (name, members) in imported {
      let fields = members.map { ValueType.Field(nodes[$0].name.value, valueTypes[$0]) }
      let slot = result.scope.declareHiding(Variable(name, .context(fields)))
      result.template.set(.null, at: slot)
      result.reads.append(
        (slot, .imported(members.map { (name: nodes[$0].name.value, source: source(of: $0)) })))
    }
    return result
  }

  private func source(of index: Int) -> DecisionUnit.Source {
    if let function = functions[index] { .constant(.function(function.value)) } else { .element(index) }
  }

  // MARK: Plans

  /// The steps that give the values of some nodes, parameters being given.
  func plan(for targets: [Int], given: [Int] = []) -> EvaluationPlan {
    var steps: [EvaluationPlan.Step] = []
    var places: [Int: Int] = [:]
    for (parameter, node) in given.enumerated() where places[node] == nil {
      places[node] = steps.count
      steps.append(.given(parameter: parameter))
    }
    for target in targets {
      var path: [(node: Int, next: Int)] = places[target] == nil ? [(target, 0)] : []
      while let (node, next) = path.last {
        let requires = nodes[node].requires
        if next < requires.count {
          path[path.count - 1].next += 1
          let required = requires[next]
          if places[required] == nil, functions[required] == nil { path.append((required, 0)) }
          continue
        }
        path.removeLast()
        guard places[node] == nil, let element = elements[node] else { continue }
        places[node] = steps.count
        switch element {
        case .input(let paths, let coercion, let span):
          steps.append(.input(paths: paths, coercion: coercion, span: span))
        case .decision(let unit):
          steps.append(
            .decision(unit, reads: unit.reads.map { ($0.slot, ModelCompiler.placed($0.source, places)) }))
        }
      }
    }
    return EvaluationPlan(steps: steps, results: targets.compactMap { places[$0] })
  }

  /// A source whose elements are steps of a plan.
  private static func placed(_ source: DecisionUnit.Source, _ places: [Int: Int]) -> DecisionUnit.Source {
    switch source {
    case .element(let node): places[node].map(DecisionUnit.Source.element) ?? .constant(.null)
    case .constant: source
    case .imported(let entries): .imported(entries.map { ($0.name, placed($0.source, places)) })
    }
  }
}
