// The names an expression may use, each with the slot its value stands in.

public import KoshaSource

/// A name that expressions may use.
public struct Variable: Sendable {
  /// The name, which may contain spaces.
  public var name: String
  /// Its static type.
  public var type: ValueType
  /// Where it was declared, if in a file.
  public var origin: SourceSpan?
  /// The names of its parameters, where it is a function whose definition is known.
  public var parameters: [String]?

  /// A variable.
  public init(_ name: String, _ type: ValueType, origin: SourceSpan? = nil, parameters: [String]? = nil) {
    self.name = name
    self.type = type
    self.origin = origin
    self.parameters = parameters
  }
}

/// The variables of an expression; the slot of each is its index.
public struct Scope: Sendable {
  /// What a name that is nowhere declared means.
  public enum UnknownNames: Sendable, Hashable {
    /// An error at its place, with the nearest known name.
    case refused
    /// Null with a remark when evaluated, as DMN has it.
    case null
  }

  /// The variables in slot order.
  public private(set) var variables: [Variable]
  /// What unknown names mean.
  public var unknownNames: UnknownNames
  /// The functions that can be called by name.
  public let functions: FunctionTable
  /// The ids that `in state` may ask for; nil where they are not known.
  public var states: Set<String>?
  /// The types that expressions may name beside FEEL's own, as item definitions of a model do; an imported one by its
  /// dotted name.
  public var types: [String: ValueType] = [:]
  /// The slots of filters' items of unknown type, whose entries are names too, the innermost last.
  package var items: [Int] = []
  /// The variables' names as the parser and the resolver look them up.
  private(set) var names: ScopeNames

  /// A scope.
  public init(
    _ variables: [Variable] = [], unknownNames: UnknownNames = .refused, functions: FunctionTable = .standard
  ) {
    self.variables = variables
    self.unknownNames = unknownNames
    self.functions = functions
    self.names = ScopeNames(of: variables)
  }

  /// The slot of a name.
  public func slot(of name: String) -> Int? { names.slots[name] }

  /// Adds a variable, or gives the one of its name another type; its slot.
  package mutating func declare(_ variable: Variable) -> Int {
    guard let slot = names.slots[variable.name] else { return append(variable) }
    let type = variables[slot].type
    variables[slot] = variable
    if type.namesMembers || variable.type.namesMembers, type != variable.type {
      names = names.retyped(as: variables)
    }
    return slot
  }

  /// Adds a variable that hides the one of its name; its slot.
  ///
  /// The hidden one keeps its slot; only its name can no longer be reached.
  package mutating func declareHiding(_ variable: Variable) -> Int {
    guard let hidden = names.slots[variable.name] else { return append(variable) }
    variables[hidden].name = ""
    variables.append(variable)
    names = ScopeNames(of: variables)
    return variables.count - 1
  }

  private mutating func append(_ variable: Variable) -> Int {
    variables.append(variable)
    names = names.adding(variable, slot: variables.count - 1)
    return variables.count - 1
  }
}
