// The syntax of a decision's logic in, compiled boxed expressions and tables out.

import KoshaSource

/// Compiles what answers one decision, and notes which names of the scope it reads.
struct LogicCompiler {
  /// The scope of the decision set, or of the element of a model.
  let scope: Scope
  /// Whether the file stands outside any workflow.
  let standalone: Bool
  /// The item definitions of the model; nil for a decision file.
  let types: ModelTypes?
  /// The slot of `scope` that stands for the function being defined, nil where it is no function.
  let ownSlot: Int?
  /// The slots of `scope` that were read.
  var reads: Set<Int> = []
  /// Slots of `scope` that columns of the same name stand in for.
  var shadowed: Set<Int> = []
  /// How deep boxed expressions are nested at the moment.
  var depth = 0
  /// What is noted for those who write decisions as DMN does; nil where nobody asks.
  var plain: PlainFEEL?

  /// How deep boxed expressions may be nested.
  static let maximumDepth = 64

  init(scope: Scope, standalone: Bool, types: ModelTypes? = nil, ownSlot: Int? = nil) {
    self.scope = scope
    self.standalone = standalone
    self.types = types
    self.ownSlot = ownSlot
  }

  /// A logic and the type of its answer.
  typealias Compiled = (logic: DecisionLogic, type: ValueType)

  /// The logic and the type of its answer; nil, with everything that is wrong in `bag`, where it holds an error.
  mutating func compile(_ logic: LogicSyntax, in scope: Scope, into bag: inout DiagnosticBag) -> Compiled? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= LogicCompiler.maximumDepth else {
      bag.add(DecisionProblem.boxedTooDeep(limit: LogicCompiler.maximumDepth), at: span(of: logic))
      return nil
    }
    switch logic {
    case .expression(let text):
      guard let program = FEEL.compile(text, scope: scope, into: &bag) else { return nil }
      note(program)
      return (.expression(program), program.type)
    case .context(let entries): return context(entries, in: scope, into: &bag)
    case .table(let table): return modelTable(table, in: scope, into: &bag)
    case .list(let elements): return list(elements, in: scope, into: &bag)
    case .relation(let columns, let rows): return relation(columns, rows, in: scope, into: &bag)
    case .function(let function): return self.function(function, in: scope, into: &bag)
    case .invocation(let callee, let bindings): return invocation(callee, bindings, in: scope, into: &bag)
    case .conditional(let condition, let then, let otherwise):
      return conditional(condition, then, otherwise, in: scope, into: &bag)
    case .filter(let source, let match): return filter(source, match, in: scope, into: &bag)
    case .iteration(let name, let source, let body): return iteration(name, source, body, in: scope, into: &bag)
    case .quantified(let quantifier, let name, let source, let body):
      return quantified(quantifier, name, source, body, in: scope, into: &bag)
    case .typed(let inner, let type):
      guard let compiled = compile(inner, in: scope, into: &bag) else { return nil }
      return coerced(compiled, to: type, into: &bag)
    }
  }

  mutating func note(_ program: Program?) {
    for slot in program?.slots ?? [] where slot < scope.variables.count && !shadowed.contains(slot) {
      reads.insert(slot)
      plain?.note(slot, in: program)
    }
  }

  // MARK: Declared types

  /// The coercion to a declared type; nil where any value is of it.
  func coercion(_ type: TypeSyntax?, into bag: inout DiagnosticBag) -> Coercion? {
    switch type {
    case nil, .known(.any)?: nil
    case .known(let type)?: Coercion(name: type.text, type: type)
    case .named(let name)?: types?.coercion(named: name, into: &bag)
    }
  }

  func coerced(_ compiled: Compiled, to type: TypeSyntax?, into bag: inout DiagnosticBag) -> Compiled {
    guard let coercion = coercion(type, into: &bag) else { return compiled }
    return (.typed(compiled.logic, coercion), coercion.type)
  }

  // MARK: Contexts

  private mutating func context(
    _ entries: [EntrySyntax], in outer: Scope, into bag: inout DiagnosticBag
  ) -> Compiled? {
    var scope = outer
    var compiled: [DecisionLogic.ContextEntry] = []
    var fields: [ValueType.Field] = []
    for (index, entry) in entries.enumerated() {
      let ownName = entry.name.value
      let answer = compile(entry.logic, in: scope, into: &bag)
        .map { coerced($0, to: entry.type, into: &bag) }
      let isAnswer = index == entries.count - 1 && (ownName.isEmpty || ownName == "result" && types == nil)
      let slot = scope.declareHiding(Variable(ownName, answer?.type ?? .any, origin: entry.name.span))
      guard let answer else { continue }
      compiled.append(.init(name: ownName, logic: answer.logic, slot: slot, isAnswer: isAnswer))
      if isAnswer { return compiled.count == entries.count ? (.context(compiled), answer.type) : nil }
      fields.append(.init(ownName, answer.type))
    }
    guard compiled.count == entries.count else { return nil }
    return (.context(compiled), .context(fields))
  }
}
