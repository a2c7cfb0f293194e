// Decision files as they were read in, a DMN model that answers the same out (DMN 1.5 clauses 6 to 8).

package import KoshaSource

/// What of some decision files becomes a model, and how it is called.
package struct DecisionModelRequest: Sendable {
  /// The files, all that can require each other.
  package var decisions: [DecisionSyntax]
  /// What they were compiled against: data fields, their own answers, what else expressions see.
  package var scope: Scope
  /// The decisions meant, with all that they require; nil for all.
  package var roots: [String]?
  /// The day whose versions are meant; nil where each decision has one version only.
  package var date: CalendarDate?
  /// The model's name and namespace.
  package var name: String
  package var namespace: String
  /// Of labels, descriptions and headings.
  package var language: Language
  /// What people call the data fields.
  package var fieldLabels: [String: Words]

  package init(
    decisions: [DecisionSyntax], scope: Scope, roots: [String]? = nil, date: CalendarDate? = nil, name: String,
    namespace: String, language: Language, fieldLabels: [String: Words] = [:]
  ) {
    self.decisions = decisions
    self.scope = scope
    self.roots = roots
    self.date = date
    self.name = name
    self.namespace = namespace
    self.language = language
    self.fieldLabels = fieldLabels
  }
}

extension ModelSyntax {
  /// The model of decisions that compile against their scope; nil, with errors in `bag`, where one cannot be said in DMN.
  ///
  /// Data fields become input data, functions become business knowledge models where they read nothing but their
  /// arguments, authorities become knowledge sources.
  package static func of(_ request: DecisionModelRequest, into bag: inout DiagnosticBag) -> ModelSyntax? {
    let problems = bag.diagnostics.count
    var builder = DecisionModelBuilder(request)
    let model = builder.model(into: &bag)
    return bag.diagnostics[problems...].contains { $0.severity == .error } ? nil : model
  }
}

/// The making of one model.
private struct DecisionModelBuilder {
  private let request: DecisionModelRequest
  private var scope: Scope
  private let refused: [Int: String]
  /// The version of each decision that is meant.
  private var versions: [String: DecisionSyntax] = [:]
  private var order: [String] = []
  private var parts: [String: CompiledPart] = [:]
  private var types = ModelTypeNames()
  private var ids = ModelIdentifiers()
  private var sources: [KnowledgeSourceSyntax] = []
  private var checked: Set<String> = []

  /// A decision with what its compilation told.
  private struct CompiledPart {
    var type: ValueType
    var reads: [String]
    var plain: PlainFEEL
    var isKnowledge = false
  }

  init(_ request: DecisionModelRequest) {
    self.request = request
    var scope = request.scope
    for function in PortableFunction.all where scope.slot(of: function.name) == nil {
      _ = scope.declare(function.variable)
    }
    var refused: [Int: String] = [:]
    for name in PortableFunction.refused where scope.slot(of: name) == nil {
      refused[scope.declare(Variable(name, .function(parameters: [], result: .any)))] = name
    }
    self.scope = scope
    self.refused = refused
  }

  mutating func model(into bag: inout DiagnosticBag) -> ModelSyntax? {
    chooseVersions(into: &bag)
    guard !bag.hasErrors, let span = order.first.flatMap({ versions[$0]?.id.span }) else { return nil }
    var open = Set(order)
    for id in order { compile(id, &open, into: &bag) }
    guard !bag.hasErrors else { return nil }
    for id in order {
      let isKnowledge = isKnowledge(id)
      parts[id]?.isKnowledge = isKnowledge
    }

    var model = ModelSyntax(namespace: request.namespace, name: Located(request.name, at: span))
    let read = Set(order.flatMap { parts[$0]?.reads ?? [] })
    for variable in scope.variables where read.contains(variable.name) && versions[variable.name] == nil {
      let place = variable.origin ?? span
      if let function = PortableFunction.all.first(where: { $0.name == variable.name }) {
        model.functions.append(function.model(id: ids.id(of: .function, variable.name), at: place))
        continue
      }
      check(Located(variable.name, at: place), into: &bag)
      model.inputs.append(
        InputDataSyntax(
          id: ids.id(of: .input, variable.name), name: Located(variable.name, at: place),
          type: types.reference(to: variable.type, for: variable.name, at: place),
          label: request.fieldLabels[variable.name]?[request.language]))
    }
    for id in order { add(id, to: &model, into: &bag) }
    model.types = types.definitions
    model.sources = sources
    return model
  }

  // MARK: Versions

  /// The versions meant and all that they require, in the order of the files.
  private mutating func chooseVersions(into bag: inout DiagnosticBag) {
    var all: [String: [DecisionSyntax]] = [:]
    var known: [String] = []
    for syntax in request.decisions {
      if all[syntax.id.value] == nil { known.append(syntax.id.value) }
      all[syntax.id.value, default: []].append(syntax)
    }
    var open = (request.roots ?? known).map { (id: $0, span: nil as SourceSpan?) }
    var seen: Set<String> = []
    while let (id, span) = open.popLast() {
      guard let candidates = all[id], let first = candidates.first else { continue }
      guard let version = version(of: candidates, into: &bag) else {
        if let date = request.date {
          if let place = span ?? (request.roots == nil ? nil : first.id.span) {
            bag.add(ModelExportProblem.notInForce(id, date), at: place)
          } else if !seen.contains(id) {
            bag.add(ModelExportProblem.leftOut(id, date), at: first.id.span)
          }
        }
        seen.insert(id)
        continue
      }
      guard seen.insert(id).inserted else { continue }
      versions[id] = version
      open += version.requires.map { ($0.value, $0.span) }
    }
    order = known.filter { versions[$0] != nil }
  }

  private func version(of candidates: [DecisionSyntax], into bag: inout DiagnosticBag) -> DecisionSyntax? {
    if let date = request.date { return candidates.first { $0.effective.contains(date) } }
    guard candidates.count > 1, let second = candidates.dropFirst().first else { return candidates.first }
    let periods = candidates.map { $0.effective.text }
    bag.add(ModelExportProblem.severalPeriods(second.id.value, periods: periods), at: second.id.span)
    return nil
  }

  // MARK: Compilation

  /// Compiles a decision after those that it requires, whose types are known then.
  private mutating func compile(_ id: String, _ open: inout Set<String>, into bag: inout DiagnosticBag) {
    guard open.remove(id) != nil, let syntax = versions[id], let logic = syntax.logic else { return }
    for required in syntax.requires { compile(required.value, &open, into: &bag) }
    var compiler = LogicCompiler(scope: scope, standalone: false)
    compiler.plain = PlainFEEL(refused: refused)
    guard let compiled = compiler.compile(logic, in: scope, into: &bag), let plain = compiler.plain else { return }
    for (problem, span) in plain.problems { bag.add(problem, at: span) }
    let reads = compiler.reads.sorted().map { scope.variables[$0].name }
    parts[id] = CompiledPart(type: compiled.type, reads: reads, plain: plain)
    _ = scope.declare(Variable(id, compiled.type, origin: syntax.id.span))
    check(syntax.id, into: &bag)
    let required = requirements(of: id)
    let all = Set(request.decisions.map(\.id.value))
    for name in reads where all.contains(name) && !required.contains(name) {
      bag.add(ModelExportProblem.notRequired(name, by: id), at: syntax.id.span)
    }
  }

  /// The decisions that a decision requires, directly or through others.
  private func requirements(of id: String) -> Set<String> {
    var found: Set<String> = []
    var open = [id]
    while let next = open.popLast() {
      for required in versions[next]?.requires ?? [] where found.insert(required.value).inserted {
        open.append(required.value)
      }
    }
    return found
  }

  /// The decisions and functions that a decision names, its own requirements first.
  private func required(by id: String) -> [String] {
    let own = (versions[id]?.requires ?? []).map(\.value)
    return own + (parts[id]?.reads ?? []).filter { versions[$0] != nil && !own.contains($0) }
  }

  /// Whether a decision is a function of its arguments and of other such functions alone.
  private func isKnowledge(_ id: String) -> Bool {
    guard case .function? = versions[id]?.logic, let part = parts[id] else { return false }
    return part.reads.allSatisfy { versions[$0] != nil || isPortable($0) } && required(by: id).allSatisfy(isKnowledge)
  }

  private func isPortable(_ name: String) -> Bool { PortableFunction.all.contains { $0.name == name } }

  // MARK: Elements

  private mutating func add(_ id: String, to model: inout ModelSyntax, into bag: inout DiagnosticBag) {
    guard let syntax = versions[id], let part = parts[id], let written = syntax.logic else { return }
    let logic = rewrite(written, part.plain, id, into: &bag)
    var information: [ElementReference] = []
    var knowledge: [ElementReference] = []
    for name in required(by: id) {
      if parts[name]?.isKnowledge == true {
        knowledge.append(ElementReference(id: ids.id(of: .function, name)))
      } else {
        information.append(ElementReference(id: ids.id(of: .decision, name)))
      }
    }
    for name in part.reads where versions[name] == nil {
      if isPortable(name) {
        knowledge.append(ElementReference(id: ids.id(of: .function, name)))
      } else {
        information.append(ElementReference(id: ids.id(of: .input, name)))
      }
    }
    let label = syntax.title?[request.language]
    let description = syntax.effective.description(request.language)
    let authority = syntax.basis.map { [source($0[request.language], at: syntax.id.span)] } ?? []
    if part.isKnowledge, case .function(let function) = logic {
      var type: TypeSyntax?
      if case .function(_, let result) = part.type { type = types.reference(to: result, for: id, at: syntax.id.span) }
      model.functions.append(
        KnowledgeModelSyntax(
          id: ids.id(of: .function, id), name: syntax.id, type: type, knowledge: knowledge, function: function,
          description: description, label: label, authority: authority))
      return
    }
    model.decisions.append(
      ModelDecisionSyntax(
        id: ids.id(of: .decision, id), name: syntax.id,
        type: types.reference(to: part.type, for: id, at: syntax.id.span), information: information,
        knowledge: knowledge, logic: logic, description: description, label: label, authority: authority))
  }

  /// The knowledge source of an authority, one for each text.
  private mutating func source(_ text: String, at span: SourceSpan) -> ElementReference {
    if let known = sources.first(where: { $0.name.value == text }) { return ElementReference(id: known.id) }
    let source = KnowledgeSourceSyntax(
      id: ids.id(of: .source, String(sources.count + 1)), name: Located(text, at: span))
    sources.append(source)
    return ElementReference(id: source.id)
  }

  // MARK: Logic

  /// A logic of a decision with its tables as DMN has them, the answer of a context without a name, and types by their
  /// names.
  private mutating func rewrite(
    _ logic: LogicSyntax, _ plain: PlainFEEL, _ id: String, into bag: inout DiagnosticBag
  ) -> LogicSyntax {
    func named(_ entry: EntrySyntax) -> EntrySyntax {
      check(entry.name, into: &bag)
      return EntrySyntax(name: entry.name, logic: rewrite(entry.logic, plain, id, into: &bag))
    }
    switch logic {
    case .table(let table):
      return plain.table(table).map { typed($0, into: &bag) } ?? logic
    case .expression: return logic
    case .context(let entries):
      var entries = entries.map(named)
      if let last = entries.indices.last, entries[last].name.value == "result" { entries[last].name.value = "" }
      return .context(entries)
    case .list(let elements): return .list(elements.map { rewrite($0, plain, id, into: &bag) })
    case .relation(let columns, let rows):
      for column in columns { check(column, into: &bag) }
      return .relation(columns: columns, rows: rows.map { $0.map { rewrite($0, plain, id, into: &bag) } })
    case .function(var function):
      for index in function.parameters.indices {
        let name = function.parameters[index].name
        check(name, into: &bag)
        function.parameters[index].type = function.parameters[index].type.flatMap { self.named($0, name) }
      }
      function.body = function.body.map { rewrite($0, plain, id, into: &bag) }
      return .function(function)
    case .invocation(let callee, let bindings): return .invocation(callee: callee, bindings: bindings.map(named))
    case .conditional(let condition, let then, let otherwise):
      return .conditional(
        condition: rewrite(condition, plain, id, into: &bag), then: rewrite(then, plain, id, into: &bag),
        otherwise: rewrite(otherwise, plain, id, into: &bag))
    case .filter(let source, let match):
      return .filter(
        source: rewrite(source, plain, id, into: &bag), match: rewrite(match, plain, id, into: &bag))
    case .iteration(let name, let source, let body):
      check(name, into: &bag)
      return .iteration(
        name: name, source: rewrite(source, plain, id, into: &bag), body: rewrite(body, plain, id, into: &bag))
    case .quantified(let quantifier, let name, let source, let body):
      check(name, into: &bag)
      return .quantified(
        quantifier, name: name, source: rewrite(source, plain, id, into: &bag),
        body: rewrite(body, plain, id, into: &bag))
    case .typed(let inner, let type):
      let part = rewrite(inner, plain, id, into: &bag)
      guard let place = versions[id]?.id else { return part }
      return self.named(type, place).map { .typed(part, $0) } ?? part
    }
  }

  /// The types of a table's columns by their names; the table may stand inside a context or a condition.
  private mutating func typed(_ logic: LogicSyntax, into bag: inout DiagnosticBag) -> LogicSyntax {
    switch logic {
    case .table(var table):
      for index in table.inputs.indices {
        table.inputs[index].declaredType = table.inputs[index].declaredType.flatMap {
          named($0, table.inputs[index].name)
        }
      }
      for index in table.outputs.indices {
        check(table.outputs[index].name, into: &bag)
        table.outputs[index].declaredType = table.outputs[index].declaredType.flatMap {
          named($0, table.outputs[index].name)
        }
      }
      return .table(table)
    case .conditional(let condition, let then, let otherwise):
      return .conditional(condition: condition, then: typed(then, into: &bag), otherwise: otherwise)
    case .context(var entries):
      for entry in entries { check(entry.name, into: &bag) }
      if let last = entries.indices.last { entries[last].logic = typed(entries[last].logic, into: &bag) }
      return .context(entries)
    default: return logic
    }
  }

  private mutating func named(_ type: TypeSyntax, _ name: Located<String>) -> TypeSyntax? {
    guard case .known(let known) = type else { return type }
    return types.reference(to: known, for: name.value, at: name.span)
  }

  /// Field names hold more letters than FEEL's.
  private mutating func check(_ name: Located<String>, into bag: inout DiagnosticBag) {
    guard !name.value.isEmpty, checked.insert(name.value).inserted else { return }
    if !ModelIdentifiers.isFEELName(name.value) { bag.add(ModelExportProblem.name(name.value), at: name.span) }
  }
}

extension EffectivePeriod {
  /// `2016-04-01..2020-03-31`, an open end left out.
  fileprivate var text: String { (from?.description ?? "") + ".." + (until?.description ?? "") }

  /// The period in words; nil for always.
  fileprivate func description(_ language: Language) -> String? {
    if from == nil && until == nil { return nil }
    return Words(ja: "適用期間: ", en: "in force: ")[language] + text
  }
}
