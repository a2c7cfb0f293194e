// A model with its imports in, one flat graph of decisions under plain names out; what decision files cannot say is told at
// its place in the document.

package import KoshaSource

extension FlatModel {
  /// Flattens a model; whatever cannot be said goes into `bag`, all at once, and the rest of the model stands.
  ///
  /// Types are checked as decision files are, so that an expression which they refuse is told where it stands in the model.
  package static func make(
    of model: ModelSyntax, imports: [ModelSyntax], into bag: inout DiagnosticBag
  ) -> FlatModel {
    var flattener = ModelFlattener(model, imports: imports, into: &bag)
    return flattener.flatten(into: &bag)
  }
}

/// Goes through the elements of a compiled model.
private struct ModelFlattener {
  private let compiler: ModelCompiler
  private var names = PlainNames()
  /// The plain name of each node, nil where the main model does not need it.
  private var ids: [String?]
  /// The nodes that cannot be written.
  private var leftOut: Set<Int> = []

  init(_ model: ModelSyntax, imports: [ModelSyntax], into bag: inout DiagnosticBag) {
    var compiler = ModelCompiler(model, imports: imports, unknownNames: .refused)
    compiler.compile(into: &bag)
    self.compiler = compiler
    ids = compiler.nodes.map { _ in nil }
    for index in compiler.nodes.indices where compiler.isFaulty[index] { leftOut.insert(index) }
    var collected = NameCollector()
    for model in compiler.models { collected.add(model) }
    names.add(collected.names)
    nameNodes()
  }

  // MARK: Names

  /// The nodes of the main model and all that these need, each under a name of its own.
  private mutating func nameNodes() {
    var needed: Set<Int> = []
    var open = compiler.nodes.indices.filter { compiler.nodes[$0].model == 0 }
    while let next = open.popLast() {
      guard needed.insert(next).inserted else { continue }
      open += compiler.nodes[next].requires + parameters(of: next)
    }
    var used: Set<String> = []
    for index in compiler.nodes.indices.sorted(by: { isOwn($0) && !isOwn($1) }) where needed.contains(index) {
      let node = compiler.nodes[index]
      var name = names[node.name.value]
      if PlainNames.reserved.contains(name) { name += "_" }
      if used.contains(name) {
        let prefix = compiler.models[node.model].name.value
        name = names.fresh(prefix + "_" + node.name.value, avoiding: used)
      }
      used.insert(name)
      ids[index] = name
    }
  }

  private func isOwn(_ index: Int) -> Bool { compiler.nodes[index].model == 0 }

  /// The parameters of a service.
  private func parameters(of index: Int) -> [Int] {
    guard case .service(let service) = compiler.nodes[index].kind else { return [] }
    var unheard = DiagnosticBag()
    return (service.inputData + service.inputDecisions).compactMap {
      compiler.find($0, from: compiler.nodes[index], into: &unheard)
    }
  }

  /// What an element sees, and how each name is written.
  private func scope(of index: Int) -> RewriteScope {
    let node = compiler.nodes[index]
    var scope = RewriteScope(scope: compiler.surroundings(of: index).scope, names: names)
    for required in node.requires {
      let other = compiler.nodes[required]
      guard let id = ids[required] else { continue }
      let namespace = compiler.models[other.model].namespace
      let prefix =
        other.model == node.model
        ? "" : compiler.models[node.model].imports.first { $0.namespace.value == namespace }?.name.value ?? ""
      if prefix.isEmpty {
        if id != other.name.value { scope.renamed[other.name.value] = id }
      } else {
        scope.imports[prefix, default: [:]][other.name.value] = id
      }
      if prefix.isEmpty, let type = declaredType(of: required) { scope.narrow(other.name.value, to: type) }
    }
    return scope
  }

  /// The type that an element declares, as decision files write it.
  private func declaredType(of index: Int) -> ValueType? {
    let type: TypeSyntax?
    switch compiler.nodes[index].kind {
    case .input(let input): type = input.type
    case .decision(let decision): type = decision.type
    case .function, .service: type = nil
    }
    return rewriter(index).coercion(type).map { WritableType($0, names: names).type }
  }

  private func rewriter(_ index: Int) -> LogicRewriter {
    LogicRewriter(
      types: compiler.types[compiler.nodes[index].model], names: names, element: ids[index] ?? "")
  }

  // MARK: Elements

  mutating func flatten(into bag: inout DiagnosticBag) -> FlatModel {
    var flat = FlatModel(names: names)
    var told = DiagnosticBag()
    for index in compiler.nodes.indices where ids[index] != nil {
      if case .input(let input) = compiler.nodes[index].kind {
        flat.fields.append(field(input, index))
        continue
      }
      if case .service(let service) = compiler.nodes[index].kind, isOwn(index), !isFunction(service, index) {
        let name = compiler.nodes[index].name
        let decisions = outputs(of: service, index).map { (compiler.nodes[$0].name.value, ids[$0] ?? "") }
        told.add(ModelProblem.serviceIsItsDecisions(name.value, decisions.map(\.1)), at: name.span)
        flat.services[name.value] = decisions
        continue
      }
      if let element = element(index, into: &told) { flat.elements.append(element) }
    }
    bag.add(contentsOf: told.distinct)
    leaveOut(from: &flat, into: &bag)
    flat.names = names
    return flat
  }

  private func field(_ input: InputDataSyntax, _ index: Int) -> FlatModel.Field {
    let coercion = rewriter(index).coercion(input.type)
    let written = coercion.map { WritableType($0, names: names) }
    var constraint = written?.lost
    // A constraint of a part is no test of the whole.
    if case .tests? = coercion?.constraint {} else { constraint = nil }
    var paths = [[input.name.value]]
    if case .input(let known, _, _)? = compiler.elements[index] { paths = known }
    return FlatModel.Field(
      name: ids[index] ?? "", title: input.name.value, label: input.label, type: written?.type ?? .any,
      constraint: constraint,
      paths: paths)
  }

  private mutating func element(_ index: Int, into bag: inout DiagnosticBag) -> FlatModel.Element? {
    let node = compiler.nodes[index]
    guard let id = ids[index] else { return nil }
    if leftOut.contains(index) { return nil }
    var element = FlatModel.Element(
      id: id, title: node.name, requires: [], fields: [], logic: LogicRewriter.null, targets: [])
    var rewriter = rewriter(index)
    switch node.kind {
    case .input: return nil
    case .decision(let decision):
      (element.description, element.label) = (decision.description, decision.label)
      element.authorities = authorities(decision.authority, index)
      if isOwn(index) { element.targets.append(.decision(node.name.value)) }
      element.logic =
        decision.logic.map { rewriter.typed($0, as: decision.type, scope(of: index)) } ?? LogicRewriter.null
    case .function(let function):
      (element.description, element.label) = (function.description, function.label)
      element.authorities = authorities(function.authority, index)
      if isOwn(index) { element.targets.append(.function(node.name.value)) }
      var scope = scope(of: index)
      scope.declare(node.name.value, as: id, type: .function(parameters: [], result: .any))
      let syntax = function.function ?? FunctionSyntax(parameters: [], body: nil)
      var result = function.type
      if case .function? = rewriter.coercion(result)?.type { result = nil }
      element.logic = rewriter.function(syntax, result: result, scope)
    case .service(let service):
      if isOwn(index) { element.targets.append(.service(node.name.value)) }
      return self.service(service, index, element, &rewriter, into: &bag)
    }
    bag.add(contentsOf: rewriter.bag)
    if rewriter.bag.hasErrors { leftOut.insert(index) }
    (element.requires, element.fields) = requirements(node.requires, of: index)
    return element
  }

  /// The names of knowledge sources.
  private func authorities(_ references: [ElementReference], _ index: Int) -> [String] {
    let own = compiler.models[compiler.nodes[index].model]
    return references.compactMap { reference in
      let model = reference.namespace.map { space in compiler.models.first { $0.namespace == space } } ?? own
      return model?.sources.first { $0.id == reference.id }?.name.value
    }
  }

  /// The decisions and the fields among nodes.
  private func requirements(_ nodes: [Int], of index: Int) -> (decisions: [String], fields: [String]) {
    var decisions: [String] = []
    var fields: [String] = []
    for node in nodes where node != index {
      guard let id = ids[node] else { continue }
      if case .input = compiler.nodes[node].kind { fields.append(id) } else { decisions.append(id) }
    }
    return (decisions, fields)
  }

  // MARK: Services

  /// Whether a service is more than a name for its decisions: it is called, is given what others compute, or has a type of
  /// its own.
  private func isFunction(_ service: DecisionServiceSyntax, _ index: Int) -> Bool {
    if !service.inputDecisions.isEmpty || compiler.nodes.contains(where: { $0.requires.contains(index) }) {
      return true
    }
    guard case .function(_, let result) = compiler.valueTypes[index] else { return false }
    let outputs = outputs(of: service, index)
    return outputs.count == 1 && compiler.valueTypes[outputs[0]] != result
  }

  /// The decisions that answer a service.
  private func outputs(of service: DecisionServiceSyntax, _ index: Int) -> [Int] {
    var unheard = DiagnosticBag()
    return service.outputDecisions.compactMap { compiler.find($0, from: compiler.nodes[index], into: &unheard) }
      .filter { compiler.nodes[index].requires.contains($0) }
  }

  /// A service as a function: a context of its decisions in the order of their requirements, and its answer.
  private mutating func service(
    _ service: DecisionServiceSyntax, _ index: Int, _ start: FlatModel.Element, _ own: inout LogicRewriter,
    into bag: inout DiagnosticBag
  ) -> FlatModel.Element? {
    let node = compiler.nodes[index]
    let given = parameters(of: index)
    var element = start
    var entries: [EntrySyntax] = []
    var functions: [Int] = []
    var placed = Set(given)
    // Depth first, what a decision requires before it; the compiler has cut every circle.
    func place(_ node: Int, _ order: inout [Int]) {
      guard placed.insert(node).inserted else { return }
      for required in compiler.nodes[node].requires { place(required, &order) }
      order.append(node)
    }
    var order: [Int] = []
    for output in node.requires { place(output, &order) }
    var needsLeftOut: [String] = []
    for inner in order {
      let other = compiler.nodes[inner]
      guard let name = ids[inner] else { continue }
      if leftOut.contains(inner) { needsLeftOut.append(other.name.value) }
      let entry = Located(name, at: other.name.span)
      switch other.kind {
      case .input: entries.append(EntrySyntax(name: entry, logic: LogicRewriter.null))
      case .function, .service: functions.append(inner)
      case .decision(let decision):
        var rewriter = rewriter(inner)
        let logic = decision.logic.map { rewriter.typed($0, as: decision.type, scope(of: inner)) }
        entries.append(EntrySyntax(name: entry, logic: logic ?? LogicRewriter.null))
      }
    }
    if !needsLeftOut.isEmpty {
      bag.add(ModelProblem.needsLeftOut(node.name.value, needsLeftOut), at: node.name.span)
      leftOut.insert(index)
      return nil
    }
    let outputs = outputs(of: service, index).map { (title: compiler.nodes[$0].name.value, id: ids[$0] ?? "null") }
    let answer =
      outputs.count == 1
      ? outputs[0].id : "{" + outputs.map { "\(names[$0.title]): \($0.id)" }.joined(separator: ", ") + "}"
    var body = LogicSyntax.expression(LocatedText(verbatim: answer, path: ""))
    if entries.count == 1, outputs.count == 1 {
      body = entries[0].logic
    } else if !entries.isEmpty {
      body = .context(entries + [EntrySyntax(name: Located("result", at: node.name.span), logic: body)])
    }
    var result = service.type
    if case .function(_, let inner)? = own.coercion(result)?.type { result = .known(inner) }
    if let type = own.writable(result), type != .any { body = .typed(body, .known(type)) }
    let parameters = given.map { parameter -> FunctionSyntax.Parameter in
      let other = compiler.nodes[parameter]
      var rewriter = rewriter(parameter)
      var type: TypeSyntax?
      switch other.kind {
      case .input(let input): type = input.type
      case .decision(let decision): type = decision.type
      case .function, .service: type = nil
      }
      return .init(
        name: Located(ids[parameter] ?? "", at: other.name.span), type: .known(rewriter.writable(type) ?? .any))
    }
    element.logic = .function(FunctionSyntax(parameters: parameters, body: body))
    (element.requires, element.fields) = requirements(functions, of: index)
    bag.add(contentsOf: own.bag)
    return element
  }

  // MARK: What is left out

  /// Takes out what cannot be written and all that needs it.
  private mutating func leaveOut(from flat: inout FlatModel, into bag: inout DiagnosticBag) {
    let out = Set(leftOut.compactMap { ids[$0] })
    flat.elements.removeAll { out.contains($0.id) }
    flat.leaveOutDependents(of: out, into: &bag)
  }
}

extension FlatModel {
  /// Takes out what needs elements that are out, and tells it.
  package mutating func leaveOutDependents(of start: Set<String>, into bag: inout DiagnosticBag) {
    var dependents: [String: [Int]] = [:]
    for (index, element) in elements.enumerated() {
      for required in element.requires { dependents[required, default: []].append(index) }
    }
    var out = start
    var open = start.sorted()
    while let next = open.popLast() {
      for index in dependents[next] ?? [] where out.insert(elements[index].id).inserted {
        open.append(elements[index].id)
      }
    }
    for element in elements where out.contains(element.id) && !start.contains(element.id) {
      bag.add(
        ModelProblem.needsLeftOut(element.title.value, element.requires.filter(out.contains)), at: element.title.span)
    }
    elements.removeAll { out.contains($0.id) }
  }

  /// Takes out elements that cannot be read as decision files, with the reason of each, and all that needs them.
  package mutating func leaveOut(_ reasons: [String: Words], into bag: inout DiagnosticBag) {
    for element in elements {
      guard let reason = reasons[element.id] else { continue }
      bag.add(ModelProblem.doesNotLoad(element.title.value, reason: reason), at: element.title.span)
    }
    elements.removeAll { reasons[$0.id] != nil }
    leaveOutDependents(of: Set(reasons.keys), into: &bag)
  }
}

extension DiagnosticBag {
  /// Each thing once, where several elements name the same type.
  fileprivate var distinct: DiagnosticBag {
    var result = DiagnosticBag()
    var seen: Set<String> = []
    for diagnostic in diagnostics {
      let place = diagnostic.severity == .warning ? "" : String(diagnostic.span?.range.lowerBound ?? 0)
      if seen.insert("\(place) \(diagnostic.code) \(diagnostic.message.en)").inserted { result.add(diagnostic) }
    }
    return result
  }
}

/// All names of a model that stand for an entry, a variable or an element.
private struct NameCollector {
  private(set) var names: [String] = []

  mutating func add(_ model: ModelSyntax) {
    for type in model.types { add(type.components) }
    names += model.inputs.map(\.name.value)
    for decision in model.decisions {
      names.append(decision.name.value)
      if let logic = decision.logic { add(logic) }
    }
    for function in model.functions {
      names.append(function.name.value)
      if let syntax = function.function { add(.function(syntax)) }
    }
    names += model.services.map(\.name.value)
  }

  private mutating func add(_ components: [ItemDefinitionSyntax]) {
    for component in components {
      names.append(component.name.value)
      add(component.components)
    }
  }

  private mutating func add(_ logic: LogicSyntax) {
    switch logic {
    case .expression: return
    case .table(let table): if table.outputs.count > 1 { names += table.outputs.map(\.name.value) }
    case .context(let entries):
      names += entries.map(\.name.value).filter { !$0.isEmpty }
      for entry in entries { add(entry.logic) }
    case .list(let elements): for element in elements { add(element) }
    case .relation(let columns, let rows):
      names += columns.map(\.value)
      for cell in rows.joined() { add(cell) }
    case .function(let function):
      names += function.parameters.map(\.name.value)
      // What an external function holds are no names of the model's.
      if function.kind == .feel, let body = function.body { add(body) }
    case .invocation(_, let bindings):
      names += bindings.map(\.name.value)
      for binding in bindings { add(binding.logic) }
    case .conditional(let condition, let then, let otherwise):
      for part in [condition, then, otherwise] { add(part) }
    case .filter(let source, let match): for part in [source, match] { add(part) }
    case .iteration(let name, let source, let body), .quantified(_, let name, let source, let body):
      names.append(name.value)
      for part in [source, body] { add(part) }
    case .typed(let inner, _): add(inner)
    }
  }
}
