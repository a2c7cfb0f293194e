// The syntax of boxed expressions in, their compiled parts out; each part is checked on its own place.

import KoshaSource

extension LogicCompiler {
  // MARK: Lists and relations

  mutating func list(_ elements: [LogicSyntax], in scope: Scope, into bag: inout DiagnosticBag) -> Compiled? {
    guard let compiled = all(elements, in: scope, into: &bag) else { return nil }
    var type = ValueType.null
    for element in compiled { type = type.joined(with: element.type) }
    return (.list(compiled.map(\.logic)), .list(type))
  }

  mutating func relation(
    _ columns: [Located<String>], _ rows: [[LogicSyntax]], in scope: Scope, into bag: inout DiagnosticBag
  ) -> Compiled? {
    var types = [ValueType](repeating: .null, count: columns.count)
    var compiled: [[DecisionLogic]] = []
    var isWhole = true
    for row in rows {
      guard row.count == columns.count else {
        bag.add(
          DecisionProblem.raggedRow(cells: row.count, columns: columns.count),
          at: row.first.flatMap(LogicCompiler.place) ?? columns.first?.span ?? scopePlace)
        isWhole = false
        continue
      }
      guard let cells = all(row, in: scope, into: &bag) else {
        isWhole = false
        continue
      }
      for (index, cell) in cells.enumerated() { types[index] = types[index].joined(with: cell.type) }
      compiled.append(cells.map(\.logic))
    }
    guard isWhole else { return nil }
    let fields = zip(columns, types).map { ValueType.Field($0.value, $1) }
    return (.relation(columns: columns.map(\.value), rows: compiled), .list(.context(fields)))
  }

  private mutating func all(
    _ parts: [LogicSyntax], in scope: Scope, into bag: inout DiagnosticBag
  ) -> [Compiled]? {
    let compiled = parts.compactMap { compile($0, in: scope, into: &bag) }
    return compiled.count == parts.count ? compiled : nil
  }

  // MARK: Functions

  mutating func function(
    _ function: FunctionSyntax, in outer: Scope, into bag: inout DiagnosticBag
  ) -> Compiled? {
    var scope = outer
    var parameters: [BoxedFunction.Parameter] = []
    for parameter in function.parameters {
      if let earlier = function.parameters.prefix(parameters.count)
        .first(where: { $0.name.value == parameter.name.value })
      {
        bag.add(
          DecisionProblem.parameterTwice(parameter.name.value), at: parameter.name.span,
          related: [.init(span: earlier.name.span, message: DecisionProblem.firstPlace)])
      }
      let coercion = coercion(parameter.type, into: &bag)
      let slot = scope.declareHiding(
        Variable(parameter.name.value, coercion?.type ?? .any, origin: parameter.name.span))
      parameters.append(.init(name: parameter.name.value, slot: slot, coercion: coercion))
    }
    let types = parameters.map { $0.coercion?.type ?? .any }
    var body: Compiled?
    var failure: RemarkReason?
    var external: ExternalFunctions.Body?
    switch (function.kind, function.body) {
    case (.feel, let logic?):
      body = compile(logic, in: scope, into: &bag)
      if body == nil { return nil }
    case (.feel, nil), (.pmml, _), (.java, nil): failure = .noLogic("function")
    case (.java, let logic?):
      let method = ExternalMethod(logic)
      external = method?.function
      if external == nil { failure = .unknownFunction(method?.label ?? "java") }
    }
    let isOwn = depth == 1 && ownSlot.map { reads.contains($0) } == true
    let boxed = BoxedFunction(
      parameters: parameters, body: body?.logic, result: nil, ownSlot: isOwn ? ownSlot : nil, failure: failure,
      external: external)
    return (.function(boxed), .function(parameters: types, result: body?.type ?? .any))
  }

  // MARK: Invocations

  mutating func invocation(
    _ callee: LocatedText, _ bindings: [EntrySyntax], in outer: Scope, into bag: inout DiagnosticBag
  ) -> Compiled? {
    let problems = bag.diagnostics.count
    var scope = outer
    var compiled: [BoxedInvocation.Binding] = []
    var arguments: [InvokedArgument] = []
    for (index, binding) in bindings.enumerated() {
      if let earlier = bindings.prefix(index).first(where: { $0.name.value == binding.name.value }) {
        bag.add(
          DecisionProblem.parameterTwice(binding.name.value), at: binding.name.span,
          related: [.init(span: earlier.name.span, message: DecisionProblem.firstPlace)])
      }
      guard
        let argument = compile(binding.logic, in: outer, into: &bag).map({
          coerced($0, to: binding.type, into: &bag)
        })
      else { continue }
      // No text of FEEL can hold such a name.
      let name = "\u{1}\(index)"
      let slot = scope.declareHiding(Variable(name, argument.type))
      compiled.append(.init(name: binding.name.value, logic: argument.logic, slot: slot))
      arguments.append(
        InvokedArgument(parameter: binding.name, variable: name, place: LogicCompiler.place(of: binding.logic)))
    }
    guard compiled.count == bindings.count else { return nil }
    guard let call = FEEL.compileCall(callee, arguments, scope: scope, into: &bag),
      !bag.diagnostics[problems...].contains(where: { $0.severity == .error })
    else { return nil }
    note(call)
    return (.invocation(BoxedInvocation(callee: callee, bindings: compiled, call: call)), call.type)
  }

  // MARK: Conditions

  mutating func conditional(
    _ condition: LogicSyntax, _ then: LogicSyntax, _ otherwise: LogicSyntax, in scope: Scope,
    into bag: inout DiagnosticBag
  ) -> Compiled? {
    let asked = self.condition(condition, in: scope, into: &bag)
    let first = compile(then, in: scope, into: &bag)
    let second = compile(otherwise, in: scope, into: &bag)
    guard let asked, let first, let second else { return nil }
    return (
      .conditional(
        condition: asked.logic, then: first.logic, otherwise: second.logic, span: span(of: condition)),
      first.type.joined(with: second.type)
    )
  }

  /// A part that must be able to be a boolean.
  private mutating func condition(
    _ logic: LogicSyntax, in scope: Scope, into bag: inout DiagnosticBag
  ) -> Compiled? {
    guard let compiled = compile(logic, in: scope, into: &bag) else { return nil }
    if scope.unknownNames == .refused, let kind = compiled.type.kind, kind != .boolean {
      bag.add(FEELProblem.condition(type: compiled.type.text), at: span(of: logic))
      return nil
    }
    return compiled
  }

  // MARK: Loops

  mutating func filter(
    _ source: LogicSyntax, _ match: LogicSyntax, in outer: Scope, into bag: inout DiagnosticBag
  ) -> Compiled? {
    let list = compile(source, in: outer, into: &bag)
    var element = list?.type.elementType ?? .any
    if element == .null { element = .any }
    var scope = outer
    var entries: [(name: String, slot: Int)] = []
    let item = scope.declareHiding(Variable("item", element))
    if element.kind == nil { scope.items.append(item) }
    // An entry named `item` hides the item itself.
    for field in element.fields ?? [] {
      entries.append((field.name, scope.declareHiding(Variable(field.name, field.type))))
    }
    guard let list, let asked = compile(match, in: scope, into: &bag) else { return nil }
    let type: ValueType =
      switch asked.type.kind {
      case .number: element
      case .boolean: .list(element)
      default: .any
      }
    let filter = BoxedFilter(
      source: list.logic, match: asked.logic, item: item, entries: entries, span: span(of: match))
    return (.filter(filter), type)
  }

  mutating func iteration(
    _ name: Located<String>, _ source: LogicSyntax, _ body: LogicSyntax, in outer: Scope,
    into bag: inout DiagnosticBag
  ) -> Compiled? {
    var partial: Int?
    let loop = self.loop(name, source, in: outer, into: &bag) { compiler, scope, bag in
      partial = scope.declareHiding(Variable("partial", .list(.any)))
      return compiler.compile(body, in: scope, into: &bag)
    }
    guard let loop else { return nil }
    return (.iteration(loop.made(partial)), .list(loop.body.type))
  }

  mutating func quantified(
    _ quantifier: LogicSyntax.Quantifier, _ name: Located<String>, _ source: LogicSyntax, _ body: LogicSyntax,
    in outer: Scope, into bag: inout DiagnosticBag
  ) -> Compiled? {
    let loop = self.loop(name, source, in: outer, into: &bag) { compiler, scope, bag in
      compiler.condition(body, in: scope, into: &bag)
    }
    guard let loop else { return nil }
    return (.quantified(isEvery: quantifier == .every, loop.made(nil)), .boolean)
  }

  /// What a loop runs over, which as FEEL may be `a..b`.
  private mutating func domain(
    _ source: LogicSyntax, in scope: Scope, into bag: inout DiagnosticBag
  ) -> Compiled? {
    guard case .expression(let text) = source else { return compile(source, in: scope, into: &bag) }
    guard let program = FEEL.compile(text, scope: scope, grammar: .iterationDomain, into: &bag) else { return nil }
    note(program)
    return (.expression(program), program.type)
  }

  private mutating func loop(
    _ name: Located<String>, _ source: LogicSyntax, in outer: Scope, into bag: inout DiagnosticBag,
    _ body: (inout LogicCompiler, inout Scope, inout DiagnosticBag) -> Compiled?
  ) -> LoopParts? {
    let list = domain(source, in: outer, into: &bag)
    var element = list?.type.elementType ?? .any
    if case .range(let end) = element { element = end }
    var scope = outer
    let slot = scope.declareHiding(
      Variable(name.value, element == .null ? .any : element, origin: name.span))
    guard let answer = body(&self, &scope, &bag), let list else { return nil }
    return LoopParts(name: name.value, source: list.logic, body: answer, slot: slot, span: span(of: source))
  }

  /// A loop before it is known what sees the answers so far.
  private struct LoopParts {
    let name: String
    let source: DecisionLogic
    let body: Compiled
    let slot: Int
    let span: SourceSpan

    func made(_ partial: Int?) -> BoxedLoop {
      BoxedLoop(name: name, source: source, body: body.logic, slot: slot, partial: partial, span: span)
    }
  }

  // MARK: Places

  /// Where a logic stands: the place of its first text.
  func span(of logic: LogicSyntax) -> SourceSpan { LogicCompiler.place(of: logic) ?? scopePlace }

  /// The place of last resort: of a logic without any text.
  private var scopePlace: SourceSpan {
    scope.variables.lazy.compactMap(\.origin).first ?? LocatedText(verbatim: "", path: "").span
  }

  static func place(of logic: LogicSyntax) -> SourceSpan? {
    switch logic {
    case .table(let table): table.hit.span
    case .expression(let text): text.span
    case .context(let entries): entries.first.map { place(of: $0.logic) ?? $0.name.span }
    case .list(let elements): elements.lazy.compactMap(place).first
    case .relation(let columns, let rows): columns.first?.span ?? rows.joined().lazy.compactMap(place).first
    case .function(let function): function.parameters.first?.name.span ?? function.body.flatMap(place)
    case .invocation(let callee, _): callee.span
    case .conditional(let condition, let then, let otherwise):
      place(of: condition) ?? place(of: then) ?? place(of: otherwise)
    case .filter(let source, let match): place(of: source) ?? place(of: match)
    case .iteration(let name, _, _), .quantified(_, let name, _, _): name.span
    case .typed(let inner, _): place(of: inner)
    }
  }
}

/// An argument of an invocation: the parameter it is for and the variable that holds it.
struct InvokedArgument {
  let parameter: Located<String>
  let variable: String
  /// Where what gives it stands, nil where it holds no text.
  let place: SourceSpan?
}

extension FEEL {
  /// Compiles a call with named arguments that are variables of the scope.
  static func compileCall(
    _ callee: LocatedText, _ arguments: [InvokedArgument], scope: Scope, into bag: inout DiagnosticBag
  ) -> Program? {
    do throws(SyntaxFailure) {
      let called = try Parser.expression(callee.text, names: NameScope(scope))
      // Parameters and arguments stand outside the callee's text: beyond its end, a byte for each.
      let end = callee.text.utf8.count
      let count = arguments.count
      let passed = arguments.enumerated().map { index, argument in
        let name = Expression.Name(text: argument.parameter.value, range: end + index..<end + index + 1)
        let place = end + count + index
        return Expression.Argument(name: name, value: Expression(.name(argument.variable), place..<place + 1))
      }
      var resolver = Resolver(scope: scope)
      let resolved = resolver.resolve(
        Expression(.call(called, passed), called.range, height: called.height + 1))
      for problem in resolver.problems {
        let index = problem.range.lowerBound - end
        let span: SourceSpan
        switch index {
        case _ where problem.range.isEmpty || index < 0 || index >= 2 * count: span = callee.span(of: problem.range)
        case ..<count: span = arguments[index].parameter.span
        default: span = arguments[index - count].place ?? arguments[index - count].parameter.span
        }
        bag.add(problem.problem, at: span)
      }
      guard !resolver.problems.contains(where: { $0.problem.severity == .error }) else { return nil }
      return ProgramCompiler.program(
        resolved, source: callee, slots: resolver.usedSlots, localCount: resolver.localCount)
    } catch {
      bag.add(error.problem, at: callee.span(of: error.range))
      return nil
    }
  }
}
