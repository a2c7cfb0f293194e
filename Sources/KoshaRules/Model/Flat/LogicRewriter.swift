// A model's logic in, the same logic under plain names, with types that decision files can write, out.

import KoshaSource

/// Rewrites what answers one element, and tells what decision files cannot say.
struct LogicRewriter {
  /// The item definitions of the model.
  let types: ModelTypes
  let names: PlainNames
  /// What no decision file can say.
  private(set) var bag = DiagnosticBag()
  /// What the element is called, for columns without a name of their own.
  let element: String

  init(types: ModelTypes, names: PlainNames, element: String) {
    self.types = types
    self.names = names
    self.element = element
  }

  // MARK: Texts

  private mutating func expression(_ text: LocatedText, _ scope: RewriteScope) -> LocatedText {
    if let rewritten = NameRewriter.expression(text, in: scope) { return rewritten }
    bag.add(ModelProblem.notRewritable(text.text), at: text.span)
    return text
  }

  private mutating func tests(_ text: LocatedText, _ scope: RewriteScope) -> LocatedText {
    if let rewritten = NameRewriter.tests(text, in: scope) { return rewritten }
    bag.add(ModelProblem.notRewritable(text.text), at: text.span)
    return text
  }

  // MARK: Types

  /// The coercion to a declared type; nil where any value is of it.
  func coercion(_ type: TypeSyntax?) -> Coercion? {
    // What is unknown was told when the model was compiled.
    var unheard = DiagnosticBag()
    return LogicCompiler(scope: Scope(), standalone: false, types: types).coercion(type, into: &unheard)
  }

  /// The type as decision files write it; what of it they cannot hold is told.
  mutating func writable(_ type: TypeSyntax?) -> ValueType? {
    guard let coercion = coercion(type) else { return nil }
    let written = WritableType(coercion, names: names)
    if let lost = written.lost {
      var span: SourceSpan?
      if case .named(let name)? = type { span = name.span }
      bag.add(ModelProblem.lostType(coercion.name, as: written.type.text, lost: lost), at: span)
    }
    return written.type
  }

  /// The static type of a logic before any coercion.
  private func staticType(_ logic: LogicSyntax, _ scope: RewriteScope) -> ValueType {
    var unheard = DiagnosticBag()
    var compiler = LogicCompiler(scope: scope.scope, standalone: false, types: types)
    return compiler.compile(logic, in: scope.scope, into: &unheard)?.type ?? .any
  }

  /// A logic whose value is coerced, written out only where its value may not be of the type by itself.
  mutating func typed(_ logic: LogicSyntax, as type: TypeSyntax?, _ scope: RewriteScope) -> LogicSyntax {
    var inner = logic
    // The outer of two declarations of the same type says all.
    while case .typed(let next, let own) = inner, let type, own.isSame(as: type) { inner = next }
    let rewritten = rewrite(inner, scope)
    guard let coercion = coercion(type), coercion.type != staticType(inner, scope) || coercion.constraint != nil,
      let written = writable(type), written != .any, written != rewritten.type
    else { return rewritten }
    return .typed(rewritten, .known(written))
  }

  // MARK: Logic

  mutating func rewrite(_ logic: LogicSyntax, _ scope: RewriteScope) -> LogicSyntax {
    switch logic {
    case .table(let table): return .table(self.table(table, scope))
    case .expression(let text): return .expression(expression(text, scope))
    case .context(let entries): return context(entries, scope)
    case .list(let elements):
      var rewritten: [LogicSyntax] = []
      for element in elements { rewritten.append(rewrite(element, scope)) }
      return .list(rewritten)
    case .relation(let columns, let rows):
      var rewritten: [[LogicSyntax]] = []
      for row in rows {
        var cells: [LogicSyntax] = []
        for cell in row { cells.append(rewrite(cell, scope)) }
        rewritten.append(cells)
      }
      return .relation(columns: columns.map { $0.map { names[$0] } }, rows: rewritten)
    case .function(let function): return self.function(function, result: nil, scope)
    case .invocation(let callee, let bindings):
      var rewritten: [EntrySyntax] = []
      for binding in bindings {
        rewritten.append(
          EntrySyntax(
            name: binding.name.map { names[$0] }, logic: typed(binding.logic, as: binding.type, scope)))
      }
      return .invocation(callee: expression(callee, scope), bindings: rewritten)
    case .conditional(let condition, let then, let otherwise):
      return .conditional(
        condition: rewrite(condition, scope), then: rewrite(then, scope), otherwise: rewrite(otherwise, scope))
    case .filter(let source, let match):
      let list = rewrite(source, scope)
      var inner = scope
      let element = staticType(source, scope).elementType
      inner.declare("item", as: "item", type: element)
      for field in element.fields ?? [] { inner.declare(field.name, as: names[field.name], type: field.type) }
      return .filter(source: list, match: rewrite(match, inner))
    case .iteration(let name, let source, let body):
      let (list, inner) = loop(name, source, scope)
      return .iteration(name: name.map { names[$0] }, source: list, body: rewrite(body, inner))
    case .quantified(let quantifier, let name, let source, let body):
      let (list, inner) = loop(name, source, scope)
      return .quantified(quantifier, name: name.map { names[$0] }, source: list, body: rewrite(body, inner))
    case .typed(let inner, let type): return typed(inner, as: type, scope)
    }
  }

  private mutating func loop(
    _ name: Located<String>, _ source: LogicSyntax, _ scope: RewriteScope
  ) -> (source: LogicSyntax, scope: RewriteScope) {
    let list = rewrite(source, scope)
    var inner = scope
    var element = staticType(source, scope).elementType
    if case .range(let end) = element { element = end }
    inner.declare(name.value, as: names[name.value], type: element == .null ? .any : element)
    inner.declare("partial", as: "partial", type: .list(.any))
    return (list, inner)
  }

  /// A context; the answer, which a model writes without a name, is called `result`, as decision files have it.
  private mutating func context(_ entries: [EntrySyntax], _ scope: RewriteScope) -> LogicSyntax {
    guard let first = entries.first else {
      return .expression(LocatedText(verbatim: "{}", path: ""))
    }
    var inner = scope
    var rewritten: [EntrySyntax] = []
    let hasAnswer = entries.last?.name.value.isEmpty == true
    var isResultTaken = false
    for entry in entries {
      let name = entry.name.value
      var plain = names[name]
      if name.isEmpty { plain = "result" }
      if plain == "result", !(hasAnswer && rewritten.count == entries.count - 1) {
        // An entry of that name would be taken for the answer.
        plain = "result_"
        isResultTaken = true
      }
      let logic = typed(entry.logic, as: entry.type, inner)
      let type = coercion(entry.type)?.type ?? staticType(entry.logic, inner)
      inner.declare(name, as: plain, type: type)
      rewritten.append(EntrySyntax(name: entry.name.map { _ in plain }, logic: logic))
    }
    if isResultTaken, !hasAnswer {
      let whole = zip(entries, rewritten).map { "\(names[$0.name.value]): \($1.name.value)" }.joined(separator: ", ")
      rewritten.append(
        EntrySyntax(
          name: Located("result", at: first.name.span),
          logic: .expression(
            LocatedText(
              text: "{\(whole)}", span: first.name.span,
              map: OffsetMap(verbatimAt: first.name.span.range.lowerBound)))))
    }
    return .context(rewritten)
  }

  /// A function under plain parameters, its result as one of a type where that is given; one of Java is FEEL's `external`.
  mutating func function(_ function: FunctionSyntax, result: TypeSyntax?, _ scope: RewriteScope) -> LogicSyntax {
    var inner = scope
    var parameters: [FunctionSyntax.Parameter] = []
    for parameter in function.parameters {
      let name = parameter.name.value
      inner.declare(name, as: names[name], type: coercion(parameter.type)?.type ?? .any)
      let type = writable(parameter.type) ?? .any
      inner.narrow(name, to: type)
      parameters.append(.init(name: parameter.name.map { names[$0] }, type: .known(type)))
    }
    if function.kind == .java, let external = external(function, parameters) { return external }
    if function.kind != .feel {
      bag.add(
        ModelProblem.externalFunction(function.kind == .java ? "Java" : "PMML"),
        at: function.body.flatMap(LogicCompiler.place) ?? function.parameters.first?.name.span)
    }
    let body = function.kind == .feel ? function.body.map { typed($0, as: result, inner) } : nil
    return .function(FunctionSyntax(parameters: parameters, body: body ?? LogicRewriter.null))
  }

  /// A static method of Java as FEEL names it; nil where the body does not tell which.
  private func external(_ function: FunctionSyntax, _ parameters: [FunctionSyntax.Parameter]) -> LogicSyntax? {
    guard case .context(let entries)? = function.body else { return nil }
    func text(_ name: String) -> LocatedText? {
      guard case .expression(let text)? = entries.first(where: { $0.name.value == name })?.logic else { return nil }
      return text
    }
    guard let type = text("class"), let method = text("method signature") else { return nil }
    let list = parameters.map { parameter in
      guard case .known(let type)? = parameter.type, type != .any else { return parameter.name.value }
      return "\(parameter.name.value): \(ExpressionPrinter.text(type.feel))"
    }
    let names = "class: \(type.text.trimmed), method signature: \(method.text.trimmed)"
    return .expression(
      LocatedText(
        text: "function(\(list.joined(separator: ", "))) external {java: {\(names)}}", span: type.span, map: type.map))
  }

  static let null = LogicSyntax.expression(LocatedText(verbatim: "null", path: ""))

  // MARK: Tables

  private mutating func table(_ table: TableSyntax, _ scope: RewriteScope) -> TableSyntax {
    var result = table
    let names = Set(scope.plainScope.variables.map(\.name))
    var columns: Set<String> = []
    for (index, input) in table.inputs.enumerated() {
      var column = self.input(input, number: index + 1, besides: names, &columns, scope)
      if column.type == .string, let text = input.value?.text.trimmed, let values = scope.enumerations[String(text)],
        table.rules.allSatisfy({ isRow($0.when[index], of: values) })
      {
        column.type = .enumeration(values)
      }
      result.inputs[index] = column
    }
    var outputs = PlainNames()
    for (index, output) in table.outputs.enumerated() {
      result.outputs[index] = self.output(output, at: index, of: table, &outputs, scope)
    }
    let labels = Set(table.rules.map(\.id.value))
    for (index, rule) in table.rules.enumerated() {
      // A rule without a label has the number of its row.
      if Int(rule.id.value) != nil, !labels.contains("R" + rule.id.value) {
        result.rules[index].id = rule.id.map { "R" + $0 }
      }
      for (column, cell) in rule.when.enumerated() {
        guard let cell, cell.trimmed != "-", !cell.trimmed.isEmpty else {
          result.rules[index].when[column] = nil
          continue
        }
        result.rules[index].when[column] = CellSyntax(feel: tests(cell.text, scope))
      }
      for (column, cell) in rule.then.enumerated() {
        result.rules[index].then[column] = cell.map { CellSyntax(feel: expression($0.text, scope)) }
      }
    }
    return result
  }

  /// Whether a cell lists values of an enumeration and nothing else.
  private func isRow(_ cell: CellSyntax?, of values: [String]) -> Bool {
    guard let cell, cell.trimmed != "-" else { return true }
    guard let listed = LogicCompiler.constants(of: cell.text, in: Scope()) else { return false }
    return listed.allSatisfy { value in
      if case .string(let text) = value { return values.contains(text) }
      return false
    }
  }

  /// A column of tests: called by the name it reads where it reads nothing else, and never like something that its
  /// cells may mean.
  private mutating func input(
    _ input: InputSyntax, number: Int, besides names: Set<String>, _ columns: inout Set<String>, _ scope: RewriteScope
  ) -> InputSyntax {
    var result = input
    result.declaredType = nil
    var read: String?
    if let value = input.value {
      let rewritten = expression(value, scope)
      result.value = rewritten
      let text = String(rewritten.text.trimmed)
      if FieldName.isValid(text), !columns.contains(text) { read = text }
    } else {
      result.value = LocatedText(
        text: "null", span: input.name.span, map: OffsetMap(verbatimAt: input.name.span.range.lowerBound))
    }
    let label = PlainNames.made(from: String(input.name.value.prefix(40)))
    var own = PlainNames()
    let name = read ?? own.fresh(FieldName.isValid(label) ? label : "input_\(number)", avoiding: names.union(columns))
    columns.insert(name)
    if read != nil { result.value = nil }
    result.name = input.name.map { _ in name }
    let declared = writable(input.declaredType)
    result.type =
      declared ?? input.value.map { WritableType(staticType(.expression($0), scope), names: self.names).type } ?? .any
    guard let allowed = input.allowed else { return result }
    if result.type == .any || result.type.kind == .string,
      let values = LogicCompiler.constants(of: allowed.text, in: scope.scope)?.strings
    {
      result.type = .enumeration(values)
      result.allowed = nil
      return result
    }
    let rewritten = tests(allowed.text, scope)
    // In a model null passes allowed values; here it must be named.
    let isNegated = rewritten.text.trimmed.hasPrefix("not")
    result.allowed = CellSyntax(
      feel: LocatedText(
        text: isNegated ? rewritten.text : "\(rewritten.text.trimmed), null", span: rewritten.span, map: rewritten.map))
    return result
  }

  /// A column of answers; its type is the declared one, or that of all its cells.
  private mutating func output(
    _ output: OutputSyntax, at index: Int, of table: TableSyntax, _ taken: inout PlainNames, _ scope: RewriteScope
  ) -> OutputSyntax {
    var result = output
    result.declaredType = nil
    result.values = nil
    let isOnly = table.outputs.count == 1
    // Where there is only one, its name does not reach the answer.
    let isUnnamed = isOnly && ["output", ""].contains(output.name.value)
    let name = isUnnamed ? element : isOnly ? PlainNames.made(from: output.name.value) : names[output.name.value]
    result.name = output.name.map { _ in taken.fresh(FieldName.isValid(name) ? name : "output_\(index + 1)") }
    var cells = ValueType.null
    for rule in table.rules {
      guard let cell = rule.then[index] else { continue }
      cells = cells.joined(with: staticType(.expression(cell.text), scope))
    }
    let declared = writable(output.declaredType)
    result.type = declared ?? (cells == .null ? .any : WritableType(cells, names: names).type)
    if let values = output.values.flatMap({ LogicCompiler.constants(of: $0, in: scope.scope) }),
      let strings = values.strings, result.type.kind == .string || result.type == .any
    {
      result.type = .enumeration(strings)
    }
    if let cell = output.defaultCell { result.defaultCell = CellSyntax(feel: expression(cell.text, scope)) }
    return result
  }
}

extension [Value] {
  /// The strings; nil where a value is none, or where one stands twice.
  fileprivate var strings: [String]? {
    var strings: [String] = []
    for value in self {
      guard case .string(let text) = value, !strings.contains(text) else { return nil }
      strings.append(text)
    }
    return strings.isEmpty ? nil : strings
  }
}

extension TypeSyntax {
  /// Whether both name one type.
  fileprivate func isSame(as other: TypeSyntax) -> Bool {
    switch (self, other) {
    case (.known(let left), .known(let right)): left == right
    case (.named(let left), .named(let right)): left.value == right.value
    default: false
    }
  }
}

/// A type as decision files write it: enumerations for constrained strings, `any` for what has no name there.
struct WritableType {
  private(set) var type: ValueType = .any
  /// What of the type decision files cannot hold, as the model writes it.
  private(set) var lost: String?
  private let names: PlainNames

  init(_ coercion: Coercion, names: PlainNames) {
    self.names = names
    type = made(coercion.type, coercion.constraint, depth: 1)
  }

  init(_ type: ValueType, names: PlainNames) {
    self.names = names
    self.type = made(type, nil, depth: 1)
  }

  private mutating func made(_ type: ValueType, _ constraint: TypeConstraint?, depth: Int) -> ValueType {
    if case .all(let constraints)? = constraint {
      var result = made(type, nil, depth: depth)
      for each in constraints {
        let narrowed = made(type, each, depth: depth)
        if narrowed != result { result = narrowed }
      }
      return result
    }
    guard depth <= ValueTypeReader.maximumDepth else { return lose(type.text) }
    switch (type, constraint) {
    case (.list(let element), nil): return .list(made(element, nil, depth: depth + 1))
    case (.list(let element), .members(let constraint)?):
      return .list(made(element, constraint, depth: depth + 1))
    case (.context(let fields), nil), (.context(let fields), .entries?):
      var constraints: [(name: String, constraint: TypeConstraint)] = []
      if case .entries(let entries)? = constraint { constraints = entries }
      var result: [ValueType.Field] = []
      for field in fields {
        let inner = constraints.first { $0.name == field.name }?.constraint
        result.append(.init(names[field.name], made(field.type, inner, depth: depth + 1)))
      }
      return .context(result)
    case (.string, .tests(let tests)?):
      if let values = LogicCompiler.constants(of: tests.source, in: Scope())?.strings { return .enumeration(values) }
      return lose(tests.source.text, as: type)
    case (_, .tests(let tests)?): return lose(tests.source.text, as: made(type, nil, depth: depth))
    case (.range, _), (.function, _): return lose(type.text)
    case (.null, _): return .any
    default: return type
    }
  }

  private mutating func lose(_ text: String, as type: ValueType = .any) -> ValueType {
    lost = lost ?? text
    return type
  }
}
