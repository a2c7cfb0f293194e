// Syntax tree in, slots, overloads and static types out; what is certainly wrong is told here.

import KoshaSource

/// Resolves one expression against a scope.
struct Resolver {
  /// What a name means inside the expression, innermost last.
  enum Binding {
    case name(String, type: ValueType, local: Int)
    /// The item of a filter, whose entries are names too.
    case item(local: Int, type: ValueType)
  }

  let scope: Scope
  /// The type of `?`, nil outside of unary tests.
  let inputType: ValueType?
  /// The type the value goes into, nil where none is declared.
  let expected: ValueType?
  var bindings: [Binding] = []
  var localCount = 0
  var usedSlots: Set<Int> = []
  var usedLocals: Set<Int> = []
  /// What the entries of contexts stand for, by local.
  var entryValues: [Int: ResolvedExpression] = [:]
  /// The members of lists that are constants, by the place of the list.
  var constantMembers: [Range<Int>: [ResolvedExpression]] = [:]
  /// The names of the parameters of functions, by local.
  var parameterNames: [Int: [String]] = [:]
  private(set) var problems: [SyntaxFailure] = []

  init(scope: Scope, inputType: ValueType? = nil, expected: ValueType? = nil) {
    self.scope = scope
    self.inputType = inputType
    self.expected = expected
  }

  /// As DMN has it, what cannot be resolved is null at run time; in the workflow language it is an error.
  var isStrict: Bool { scope.unknownNames == .refused }

  mutating func report(_ problem: FEELProblem, _ range: Range<Int>) {
    problems.append(SyntaxFailure(problem, range))
  }

  mutating func newLocal() -> Int {
    defer { localCount += 1 }
    return localCount
  }

  /// Resolves with further bindings, which end with it.
  mutating func with<Result>(
    _ added: [Binding], _ resolve: (inout Resolver) -> Result
  ) -> Result {
    let count = bindings.count
    bindings += added
    let result = resolve(&self)
    bindings.removeLast(bindings.count - count)
    return result
  }

  // MARK: Expressions

  mutating func resolve(_ expression: Expression) -> ResolvedExpression {
    let range = expression.range
    switch expression.form {
    case .null: return ResolvedExpression(.constant(.null), .null, range)
    case .boolean(let value): return ResolvedExpression(.constant(.boolean(value)), .boolean, range)
    case .number(let value): return ResolvedExpression(.constant(.number(value)), .number, range)
    case .string(let value): return ResolvedExpression(.constant(.string(value)), .string, range)
    case .temporal(let text): return resolveTemporal(text, range)
    case .name(let name), .quotedName(let name): return resolveName(name, range)
    case .input: return resolveInput(range)
    case .negation(let operand): return resolveNegation(operand, range)
    case .arithmetic(let operation, let left, let right): return resolveArithmetic(operation, left, right, range)
    case .comparison(let operation, let left, let right): return resolveComparison(operation, left, right, range)
    case .conjunction(let operands): return resolveLogic("and", operands, range)
    case .disjunction(let operands): return resolveLogic("or", operands, range)
    case .between, .membership, .unaryComparison, .range: return resolveTesting(expression)
    case .instance(let value, let type): return resolveInstance(value, type, range)
    case .path(let source, let name): return resolvePath(source, name, range)
    case .filter(let source, let predicate): return resolveFilter(source, predicate, range)
    case .call(let callee, let arguments): return resolveCall(callee, arguments, range)
    case .conditional(let condition, let then, let otherwise):
      return resolveConditional(condition, then, otherwise, range)
    case .iteration, .quantified, .function, .context: return resolveBinding(expression)
    case .external(let mapping): return resolveExternal(mapping, parameters: [], range)
    case .list(let elements): return resolveList(elements, range)
    }
  }

  private mutating func resolveInput(_ range: Range<Int>) -> ResolvedExpression {
    if inputType == nil, isStrict { report(.inputOutsideTest, range) }
    return ResolvedExpression(.input, inputType ?? .any, range)
  }

  private mutating func resolveTemporal(_ text: String, _ range: Range<Int>) -> ResolvedExpression {
    if let value = TemporalLiteral.any(text) {
      return TemporalLiteral.resolved(value, range)
    }
    if isStrict { report(.unreadableLiteral(what: "@", text: text), range) }
    return ResolvedExpression(.failure(.unreadable(what: "@", text: text)), .any, range)
  }

  private mutating func resolveNegation(_ operand: Expression, _ range: Range<Int>) -> ResolvedExpression {
    let value = resolve(operand)
    switch value.type.kind {
    case nil, .number, .daysAndTimeDuration, .yearsAndMonthsDuration: break
    default: if isStrict { report(.operand(operation: "-", type: value.type.text), range) }
    }
    return ResolvedExpression(.negation(value), value.type, range)
  }

  private mutating func resolveArithmetic(
    _ operation: ArithmeticOperator, _ left: Expression, _ right: Expression, _ range: Range<Int>
  ) -> ResolvedExpression {
    let (left, right) = (resolve(left), resolve(right))
    let type = operation.resultType(left.type.kind, right.type.kind)
    if type == nil, isStrict {
      report(.operands(operation: operation.rawValue, left: left.type.text, right: right.type.text), range)
    }
    return ResolvedExpression(.arithmetic(operation, left, right), type ?? .any, range)
  }

  private mutating func resolveLogic(
    _ word: String, _ operands: [Expression], _ range: Range<Int>
  ) -> ResolvedExpression {
    let resolved = operands.map { resolve($0) }
    for operand in resolved { checkCondition(operand) }
    if word == "and" { checkTogether(resolved) }
    return ResolvedExpression(word == "and" ? .conjunction(resolved) : .disjunction(resolved), .boolean, range)
  }

  /// A condition must be able to be a boolean.
  private mutating func checkCondition(_ condition: ResolvedExpression) {
    guard isStrict, let kind = condition.type.kind, kind != .boolean else { return }
    report(.condition(type: condition.type.text), condition.range)
  }

  private mutating func resolveConditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, _ range: Range<Int>
  ) -> ResolvedExpression {
    let condition = resolve(condition)
    checkCondition(condition)
    let (then, otherwise) = (resolve(then), resolve(otherwise))
    return ResolvedExpression(
      .conditional(condition, then: then, otherwise: otherwise), then.type.joined(with: otherwise.type), range)
  }

  private mutating func resolveList(_ elements: [Expression], _ range: Range<Int>) -> ResolvedExpression {
    let resolved = elements.map { resolve($0) }
    var type = ValueType.null
    for element in resolved { type = type.joined(with: element.type) }
    let constants = resolved.compactMap { element in
      if case .constant(let value) = element.form { value } else { nil }
    }
    if constants.count == resolved.count, isStrict { constantMembers[range] = resolved }
    let form: ResolvedExpression.Form =
      constants.count == resolved.count ? .constant(.list(constants)) : .list(resolved)
    return ResolvedExpression(form, .list(type), range)
  }

  // MARK: Names

  private mutating func resolveName(_ name: String, _ range: Range<Int>) -> ResolvedExpression {
    if let found = lookUp(name, range) { return found }
    if let function = functionValue(name, range) { return function }
    if isStrict { reportUnknownName(name, range) }
    return ResolvedExpression(.failure(.unknownName(name)), .any, range)
  }

  private mutating func reportUnknownName(_ name: String, _ range: Range<Int>) {
    if (scope.variables.map(\.type) + [expected, inputType].compactMap { $0 }).contains(where: { $0.allows(name) }) {
      report(.bareValue(name), range)
      return
    }
    var candidates = scope.variables.map(\.name)
    for case .name(let local, _, _) in bindings.reversed() { candidates.insert(local, at: 0) }
    var quoted: String?
    if let expected, expected == .any || expected.kind == .string {
      quoted = "\"\(name)\""
      if case .enumeration(let values) = expected { candidates.insert(contentsOf: values, at: 0) }
    }
    let nearest = Suggestion.nearest(to: name, in: candidates + scope.functions.names)
    report(.unknownName(name, nearest: nearest, quoted: quoted), range)
  }

  /// The variable, local or entry of an item of that name.
  mutating func lookUp(_ name: String, _ range: Range<Int>) -> ResolvedExpression? {
    lookUp(name, range, below: bindings.count)
  }

  private mutating func lookUp(_ name: String, _ range: Range<Int>, below count: Int) -> ResolvedExpression? {
    for index in (0..<count).reversed() {
      switch bindings[index] {
      case .name(let bound, let type, let local):
        if bound == name {
          usedLocals.insert(local)
          return ResolvedExpression(.local(local), type, range)
        }
      case .item(let local, let type):
        let item = ResolvedExpression(.local(local), type, range)
        if let field = type.fields?.first(where: { $0.name == name }) {
          return ResolvedExpression(.path(item, name), field.type, range)
        }
        if name == "item" {
          guard type.kind == nil else { return item }
          return ResolvedExpression(.entryOfItem(item: local, name: name, fallback: item), .any, range)
        }
        if type.kind == nil {
          let fallback = lookUp(name, range, below: index) ?? functionValue(name, range)
          return ResolvedExpression(.entryOfItem(item: local, name: name, fallback: fallback), .any, range)
        }
      }
    }
    return lookUpInScope(name, range)
  }

  // MARK: Paths and filters

  private mutating func resolvePath(
    _ source: Expression, _ name: Expression.Name, _ range: Range<Int>
  ) -> ResolvedExpression {
    let value = resolve(source)
    let element = memberType(name, of: value.type.elementType)
    if case .list = value.type { return ResolvedExpression(.path(value, name.text), .list(element), range) }
    return ResolvedExpression(.path(value, name.text), element, range)
  }

  private mutating func memberType(_ name: Expression.Name, of type: ValueType) -> ValueType {
    switch type {
    case .range(let element) where ["start", "end"].contains(name.text): return element
    case .context, .document:
      let fields = type.fields ?? []
      if let field = fields.first(where: { $0.name == name.text }) { return field.type }
      let nearest = Suggestion.nearest(to: name.text, in: fields.map(\.name))
      // A type without entries is that of any context.
      if isStrict, !fields.isEmpty {
        report(.unlistedMember(name.text, type: type.text, nearest: nearest), name.range)
      }
      return .any
    default:
      guard let kind = type.kind, let properties = Properties.types(of: kind) else { return .any }
      if let property = properties.first(where: { $0.name == name.text }) { return property.type }
      if isStrict {
        report(.unknownMember(name.text, type: type.text), name.range)
      }
      return .any
    }
  }

  private mutating func resolveFilter(
    _ source: Expression, _ predicate: Expression, _ range: Range<Int>
  ) -> ResolvedExpression {
    let list = resolve(source)
    let item = newLocal()
    let element = list.type == .null ? .any : list.type.elementType
    let predicate = with([.item(local: item, type: element)]) { $0.resolve(predicate) }
    checkMember(predicate, of: list)
    let type: ValueType =
      predicate.type.kind == .number ? element : predicate.type.kind == .boolean ? .list(element) : .any
    return ResolvedExpression(.filter(list, predicate: predicate, item: item), type, range)
  }
}

extension ValueType {
  /// Whether an enumeration in it has that value.
  fileprivate func allows(_ value: String) -> Bool {
    switch self {
    case .enumeration(let values): values.contains(value)
    case .list(let member): member.allows(value)
    case .context(let fields): fields.contains { $0.type.allows(value) }
    default: false
    }
  }
}

extension Resolver {
  /// Reports a value that can never be of the type it goes into.
  mutating func checkExpected(_ value: ResolvedExpression) {
    guard isStrict, let expected else { return }
    guard value.type.mayBe(expected) else {
      report(.type(expected: expected.text, given: value.type.text), value.range)
      return
    }
    checkAllowed(value, in: expected)
    checkPossibleValues(of: value, in: expected)
  }
}
