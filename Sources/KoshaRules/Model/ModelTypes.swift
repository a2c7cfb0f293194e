// The item definitions of a model and of those it imports in, the coercion to each type by its name out.

import KoshaSource

/// The types that a model's elements may name.
final class ModelTypes: Sendable {
  private let coercions: [String: Coercion]

  fileprivate init(_ coercions: [String: Coercion]) {
    self.coercions = coercions
  }

  /// The types by name, as FEEL's `instance of` asks for them.
  var named: [String: ValueType] { coercions.mapValues(\.type) }

  /// The coercion to a type by its name; nil where any value is of it, or, with an error, where there is none.
  func coercion(named name: Located<String>, into bag: inout DiagnosticBag) -> Coercion? {
    if let known = coercions[ModelTypes.dotted(name.value)] { return known.type == .any ? nil : known }
    guard let type = ModelTypes.builtIn(name.value, named: named) else {
      bag.add(
        ModelProblem.unknownType(
          name.value, nearest: Suggestion.nearest(to: name.value, in: coercions.keys.sorted())), at: name.span)
      return nil
    }
    return type == .any ? nil : Coercion(name: name.value, type: type)
  }

  /// `model:tPerson`, as documents of DMN 1.1 write it, is `model.tPerson`.
  fileprivate static func dotted(_ name: String) -> String {
    name.hasPrefix("feel") ? name : String(name.map { $0 == ":" ? "." : $0 })
  }

  /// A type of FEEL by any name that a version of DMN gives it; nil for anything else.
  fileprivate static func builtIn(_ name: String, named: [String: ValueType]) -> ValueType? {
    var rest = name.trimmed
    for prefix in ["feel:", "feel."] where rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
    if rest.hasPrefix("{"), let end = rest.firstIndex(of: "}") { rest = rest[rest.index(after: end)...] }
    var scope = Scope(unknownNames: .null)
    scope.types = named
    guard let read = try? Parser.expression("null instance of \(rest)", names: NameScope(scope)),
      case .instance(_, let type) = read.form, type.unknown == nil
    else { return nil }
    return type.type
  }
}

/// Resolves the item definitions of models, each once.
struct ModelTypesCompiler {
  private let models: [String: ModelSyntax]
  private var done: [String: ModelTypes] = [:]
  private var open: Set<String> = []

  /// How deep item definitions may be nested, components and references together.
  private static let maximumDepth = 32
  /// Of how many parts a type may be made.
  private static let maximumSize = 20_000

  init(_ models: [String: ModelSyntax]) {
    self.models = models
  }

  /// The types of a model, those of its imports under their names.
  mutating func types(of model: ModelSyntax, into bag: inout DiagnosticBag) -> ModelTypes {
    if let known = done[model.namespace] { return known }
    guard open.insert(model.namespace).inserted else { return ModelTypes([:]) }
    var coercions: [String: Coercion] = [:]
    for imported in model.imports {
      guard let other = models[imported.namespace.value] else { continue }
      let types = self.types(of: other, into: &bag)
      let prefix = imported.name.value.isEmpty ? "" : imported.name.value + "."
      for (name, coercion) in types.all { coercions[prefix + name] = coercion }
    }
    var resolution = Resolution(definitions: model.types, known: coercions)
    for definition in model.types { _ = resolution.resolve(definition.name, into: &bag) }
    let types = ModelTypes(resolution.known)
    open.remove(model.namespace)
    done[model.namespace] = types
    return types
  }

  /// A type with what it costs to look through.
  fileprivate struct Resolved {
    var type: ValueType
    var constraint: TypeConstraint?
  }

  /// The resolution of one model's definitions.
  private struct Resolution {
    let definitions: [String: ItemDefinitionSyntax]
    var known: [String: Coercion]
    private var sizes: [String: Int] = [:]
    private var open: Set<String> = []

    init(definitions: [ItemDefinitionSyntax], known: [String: Coercion]) {
      self.definitions = Dictionary(definitions.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
      self.known = known
    }

    /// The type of a name: a definition of this model, one of an imported model, or one of FEEL's.
    mutating func resolve(_ name: Located<String>, into bag: inout DiagnosticBag) -> Resolved {
      let key = ModelTypes.dotted(name.value)
      if let coercion = known[key] { return Resolved(type: coercion.type, constraint: coercion.constraint) }
      guard let definition = definitions[name.value] ?? definitions[key] else {
        if let type = ModelTypes.builtIn(name.value, named: known.mapValues(\.type)) { return Resolved(type: type) }
        let nearest = Suggestion.nearest(to: name.value, in: definitions.keys.sorted())
        bag.add(ModelProblem.unknownType(name.value, nearest: nearest), at: name.span)
        return Resolved(type: .any)
      }
      // A type that contains itself takes any value there.
      guard open.insert(key).inserted else { return Resolved(type: .any) }
      var resolved = self.resolve(definition, depth: 1, into: &bag)
      open.remove(key)
      if ModelTypesCompiler.size(of: resolved.type, below: maximumSize) >= maximumSize {
        bag.add(ModelProblem.typeTooLarge(name.value), at: definition.name.span)
        resolved = Resolved(type: .any)
      }
      known[key] = Coercion(name: name.value, type: resolved.type, constraint: resolved.constraint)
      return resolved
    }

    private mutating func resolve(
      _ definition: ItemDefinitionSyntax, depth: Int, into bag: inout DiagnosticBag
    ) -> Resolved {
      guard depth + open.count <= maximumDepth else {
        bag.add(ModelProblem.typeTooLarge(definition.name.value), at: definition.name.span)
        return Resolved(type: .any)
      }
      var resolved = Resolved(type: .any)
      if let signature = definition.signature {
        resolved.type = .function(
          parameters: signature.parameters.map { type($0.type, into: &bag).type },
          result: type(signature.result, into: &bag).type)
      } else if !definition.components.isEmpty {
        var fields: [ValueType.Field] = []
        var constraints: [(name: String, constraint: TypeConstraint)] = []
        for component in definition.components {
          let part = resolve(component, depth: depth + 1, into: &bag)
          fields.append(.init(component.name.value, part.type))
          if let constraint = part.constraint { constraints.append((component.name.value, constraint)) }
        }
        resolved = Resolved(
          type: .context(fields), constraint: constraints.isEmpty ? nil : .entries(constraints))
      } else {
        resolved = type(definition.base, into: &bag)
      }
      if let allowed = definition.allowed {
        resolved.add(ModelTypesCompiler.tests(allowed, of: resolved.type, into: &bag))
      }
      if definition.isCollection {
        resolved = Resolved(type: .list(resolved.type), constraint: resolved.constraint.map(TypeConstraint.members))
      }
      if let constraint = definition.constraint {
        resolved.add(ModelTypesCompiler.tests(constraint, of: resolved.type, into: &bag))
      }
      return resolved
    }

    private mutating func type(_ type: TypeSyntax?, into bag: inout DiagnosticBag) -> Resolved {
      switch type {
      case nil: Resolved(type: .any)
      case .known(let type)?: Resolved(type: type)
      case .named(let name)?: resolve(name, into: &bag)
      }
    }
  }

  /// Unary tests that constrain a type; nil, with an error, where they cannot be read.
  private static func tests(
    _ text: LocatedText, of type: ValueType, into bag: inout DiagnosticBag
  ) -> TypeConstraint? {
    FEEL.compile(text, scope: Scope(unknownNames: .null), grammar: .unaryTests(input: type), into: &bag)
      .map(TypeConstraint.tests)
  }

  /// Of how many parts a type is made, counted up to a limit.
  private static func size(of type: ValueType, below limit: Int) -> Int {
    switch type {
    case .list(let element), .range(let element): return 1 + size(of: element, below: limit)
    case .context(let fields):
      var total = 1
      for field in fields where total < limit { total += size(of: field.type, below: limit - total) }
      return total
    case .function(let parameters, let result):
      var total = 1 + size(of: result, below: limit)
      for parameter in parameters where total < limit { total += size(of: parameter, below: limit - total) }
      return total
    default: return 1
    }
  }
}

extension ModelTypesCompiler.Resolved {
  fileprivate mutating func add(_ added: TypeConstraint?) {
    guard let added else { return }
    constraint = constraint.map { .all([$0, added]) } ?? added
  }
}

extension ModelTypes {
  fileprivate var all: [(key: String, value: Coercion)] { coercions.sorted { $0.key < $1.key } }
}
