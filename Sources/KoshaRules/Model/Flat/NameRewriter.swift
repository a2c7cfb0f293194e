// FEEL with a model's names in, the same FEEL with plain names out: only what had to change is written anew.

import KoshaSource

/// The names an expression sees, and how each is written in decision files.
struct RewriteScope {
  /// As the model has them; expressions are read against it.
  var scope: Scope
  /// The plain names of variables that have another one, local ones included.
  var renamed: [String: String] = [:]
  /// The plain names of imported elements by the name of their import.
  var imports: [String: [String: String]] = [:]
  /// Entries of contexts, parameters and columns.
  let names: PlainNames
  /// The values of variables that are enumerations in decision files and strings in the model.
  private(set) var enumerations: [String: [String]] = [:]

  /// Adds a local variable under a plain name.
  mutating func declare(_ name: String, as plain: String, type: ValueType = .any) {
    _ = scope.declareHiding(Variable(name, type))
    renamed[name] = plain == name ? nil : plain
    enumerations[name] = nil
  }

  /// Notes the type that a variable has in decision files.
  mutating func narrow(_ name: String, to type: ValueType) {
    if case .enumeration(let values) = type { enumerations[name] = values }
  }

  /// The scope in which what was rewritten is read.
  var plainScope: Scope {
    var variables: [Variable] = []
    for variable in scope.variables where imports[variable.name] == nil {
      variables.append(Variable(renamed[variable.name] ?? variable.name, variable.type.renamed(names)))
    }
    for elements in imports.values {
      for name in elements.values where !variables.contains(where: { $0.name == name }) {
        variables.append(Variable(name, .any))
      }
    }
    return Scope(variables, unknownNames: scope.unknownNames)
  }
}

/// Rewrites one text.
struct NameRewriter {
  private var edits: [(range: Range<Int>, text: String)] = []
  private let scope: RewriteScope

  private init(_ scope: RewriteScope) { self.scope = scope }

  /// The expression under plain names; nil where it is no FEEL, or where no text says the same.
  static func expression(_ text: LocatedText, in scope: RewriteScope) -> LocatedText? {
    guard let read = try? Parser.expression(text.text, names: NameScope(scope.scope)) else { return nil }
    var rewriter = NameRewriter(scope)
    let wanted = rewriter.rewrite(read, scope.renamed)
    let edited = rewriter.edited(text)
    let again = try? Parser.expression(edited.text, names: NameScope(scope.plainScope))
    if again == wanted { return edited }
    let printed = ExpressionPrinter.text(wanted)
    guard (try? Parser.expression(printed, names: NameScope(scope.plainScope))) == wanted else { return nil }
    return LocatedText(text: printed, span: text.span, map: text.map)
  }

  /// Unary tests under plain names; nil where they are none, or where no text says the same.
  static func tests(_ text: LocatedText, in scope: RewriteScope) -> LocatedText? {
    guard let read = try? Parser.unaryTests(text.text, names: NameScope(scope.scope)) else { return nil }
    var rewriter = NameRewriter(scope)
    var wanted = read
    wanted.tests = read.tests.map { rewriter.rewrite($0, scope.renamed) }
    let edited = rewriter.edited(text)
    func isSame(_ text: String) -> Bool {
      guard let again = try? Parser.unaryTests(text, names: NameScope(scope.plainScope)) else { return false }
      return again.tests == wanted.tests && again.isNegated == wanted.isNegated
    }
    if isSame(edited.text) { return edited }
    let printed = ExpressionPrinter.text(wanted)
    return isSame(printed) ? LocatedText(text: printed, span: text.span, map: text.map) : nil
  }

  private func edited(_ text: LocatedText) -> LocatedText {
    var bytes = Array(text.text.utf8)
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: edit.text.utf8)
    }
    return LocatedText(text: String(decoding: bytes, as: UTF8.self), span: text.span, map: text.map)
  }

  // MARK: The tree

  private mutating func edit(_ range: Range<Int>, _ old: String, _ new: String) {
    if old != new { edits.append((range, new)) }
  }

  private mutating func rewrite(_ expression: Expression, _ renamed: [String: String]) -> Expression {
    func made(_ form: Expression.Form) -> Expression {
      Expression(form, expression.range, height: expression.height)
    }
    switch expression.form {
    case .null, .boolean, .number, .string, .temporal, .input, .external: return expression
    case .name(let name): return made(.name(variable(name, expression.range, renamed)))
    case .quotedName(let name):
      let plain = variable(name, expression.range, renamed)
      return plain == name ? expression : made(.name(plain))
    case .path(let base, let member):
      if case .name(let imported) = base.form, let flat = scope.imports[imported]?[member.text] {
        edits.append((expression.range, flat))
        return made(.name(flat))
      }
      let member = isBuiltIn(member.text, of: base) ? member : self.member(member)
      return made(.path(rewrite(base, renamed), member))
    case .negation(let value): return made(.negation(rewrite(value, renamed)))
    case .arithmetic(let operation, let left, let right):
      return made(.arithmetic(operation, rewrite(left, renamed), rewrite(right, renamed)))
    case .comparison(let operation, let left, let right):
      return made(.comparison(operation, rewrite(left, renamed), rewrite(right, renamed)))
    case .conjunction(let operands): return made(.conjunction(all(operands, renamed)))
    case .disjunction(let operands): return made(.disjunction(all(operands, renamed)))
    case .between(let value, let low, let high):
      return made(
        .between(rewrite(value, renamed), low: rewrite(low, renamed), high: rewrite(high, renamed)))
    case .membership(let value, let tests):
      return made(.membership(rewrite(value, renamed), tests: all(tests, renamed)))
    case .instance(let value, let type): return made(.instance(rewrite(value, renamed), self.type(type)))
    case .filter(let source, let predicate):
      return made(.filter(rewrite(source, renamed), rewrite(predicate, renamed)))
    case .call(let callee, let arguments): return made(call(callee, arguments, renamed))
    case .conditional(let condition, let then, let otherwise):
      return made(
        .conditional(
          rewrite(condition, renamed), then: rewrite(then, renamed), otherwise: rewrite(otherwise, renamed)))
    case .iteration(let iterators, let body):
      var inner = renamed
      let loops = loops(iterators, &inner)
      inner["partial"] = nil
      return made(.iteration(loops, rewrite(body, inner)))
    case .quantified(let quantifier, let iterators, let body):
      var inner = renamed
      let loops = loops(iterators, &inner)
      return made(.quantified(quantifier, loops, rewrite(body, inner)))
    case .function(let parameters, let body): return made(function(parameters, body, renamed))
    case .list(let elements): return made(.list(all(elements, renamed)))
    case .context(let entries): return made(context(entries, renamed))
    case .range(let start, let end, let includesStart, let includesEnd):
      return made(
        .range(
          start: rewrite(start, renamed), end: rewrite(end, renamed), includesStart: includesStart,
          includesEnd: includesEnd))
    case .unaryComparison(let operation, let bound):
      return made(.unaryComparison(operation, rewrite(bound, renamed)))
    }
  }

  private mutating func all(_ expressions: [Expression], _ renamed: [String: String]) -> [Expression] {
    var rewritten: [Expression] = []
    for expression in expressions { rewritten.append(rewrite(expression, renamed)) }
    return rewritten
  }

  /// A name that is a variable, or that a filter takes from the entries of its items.
  private mutating func variable(
    _ name: String, _ range: Range<Int>, _ renamed: [String: String]
  ) -> String {
    let plain = renamed[name] ?? (scope.scope.slot(of: name) == nil ? scope.names[name] : name)
    edit(range, name, plain)
    return plain
  }

  /// Whether a name is a property of FEEL's own values there, and no entry of the model's.
  private func isBuiltIn(_ name: String, of base: Expression) -> Bool {
    guard ["start included", "end included", "time offset"].contains(name) else { return false }
    var resolver = Resolver(scope: scope.scope)
    switch resolver.resolve(base).type {
    case .range, .time, .dateAndTime: return true
    default: return false
    }
  }

  private mutating func member(_ name: Expression.Name) -> Expression.Name {
    let plain = scope.names[name.text]
    edit(name.range, name.text, plain)
    return Expression.Name(text: plain, range: name.range)
  }

  private mutating func loops(
    _ iterators: [Expression.Iterator], _ renamed: inout [String: String]
  ) -> [Expression.Iterator] {
    var result: [Expression.Iterator] = []
    for iterator in iterators {
      let source = rewrite(iterator.source, renamed)
      let end = iterator.end.map { rewrite($0, renamed) }
      let name = introduced(iterator.name, &renamed)
      result.append(Expression.Iterator(name: name, source: source, end: end))
    }
    return result
  }

  /// A name that the text introduces for itself.
  private mutating func introduced(
    _ name: Expression.Name, _ renamed: inout [String: String]
  ) -> Expression.Name {
    let plain = scope.names[name.text]
    renamed[name.text] = plain
    edit(name.range, name.text, plain)
    return Expression.Name(text: plain, range: name.range)
  }

  private mutating func function(
    _ parameters: [Expression.Parameter], _ body: Expression, _ renamed: [String: String]
  ) -> Expression.Form {
    var inner = renamed
    var result: [Expression.Parameter] = []
    for parameter in parameters {
      let name = introduced(parameter.name, &inner)
      result.append(Expression.Parameter(name: name, type: parameter.type.map { type($0) }))
    }
    return .function(result, rewrite(body, inner))
  }

  private mutating func context(_ entries: [Expression.Entry], _ renamed: [String: String]) -> Expression.Form {
    var inner = renamed
    var result: [Expression.Entry] = []
    for entry in entries {
      let value = rewrite(entry.value, inner)
      result.append(Expression.Entry(name: introduced(entry.name, &inner), value: value))
    }
    return .context(result)
  }

  /// A call: the parameters of a model's functions have plain names, those of FEEL's own keep theirs; the name of an
  /// entry that a function is given as a string changes with the entry.
  private mutating func call(
    _ callee: Expression, _ arguments: [Expression.Argument], _ renamed: [String: String]
  ) -> Expression.Form {
    var isOwn = true
    var takesEntry = false
    if case .name(let name) = callee.form, scope.scope.slot(of: name) == nil, renamed[name] == nil {
      isOwn = false
      takesEntry = ["get value", "context put"].contains(name)
    }
    let function = rewrite(callee, renamed)
    var result: [Expression.Argument] = []
    for (index, argument) in arguments.enumerated() {
      var name = argument.name
      if isOwn, let given = name { name = member(given) }
      var value = rewrite(argument.value, renamed)
      if takesEntry, name.map({ $0.text == "key" }) ?? (index == 1), case .string(let key) = value.form {
        let plain = scope.names[key]
        if plain != key {
          edits.append((value.range, Value.string(plain).feelText))
          value = Expression(.string(plain), value.range)
        }
      }
      result.append(Expression.Argument(name: name, value: value))
    }
    return .call(function, result)
  }

  /// A type; an item definition by what it is made of.
  private mutating func type(_ written: Expression.TypeExpression) -> Expression.TypeExpression {
    if written.unknown != nil { return written }
    let type = written.type.renamed(scope.names).feel
    if type != written.type || !scope.scope.types.isEmpty {
      edits.append((written.range, ExpressionPrinter.text(type)))
    }
    return Expression.TypeExpression(type: type, range: written.range)
  }
}

extension ValueType {
  /// The type with the entries of its contexts under plain names.
  func renamed(_ names: PlainNames) -> ValueType {
    switch self {
    case .list(let element): .list(element.renamed(names))
    case .range(let end): .range(end.renamed(names))
    case .context(let fields): .context(fields.map { Field(names[$0.name], $0.type.renamed(names)) })
    case .function(let parameters, let result):
      .function(parameters: parameters.map { $0.renamed(names) }, result: result.renamed(names))
    default: self
    }
  }

  /// The type as FEEL texts can write it.
  var feel: ValueType {
    switch self {
    case .enumeration: .string
    case .document: .context(ValueType.documentFields)
    case .list(let element): .list(element.feel)
    case .range(let end): .range(end.feel)
    case .context(let fields): .context(fields.map { Field($0.name, $0.type.feel) })
    case .function(let parameters, let result):
      .function(parameters: parameters.map(\.feel), result: result.feel)
    default: self
    }
  }
}
