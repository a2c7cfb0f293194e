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

  /// A variable.
  public init(_ name: String, _ type: ValueType, origin: SourceSpan? = nil) {
    self.name = name
    self.type = type
    self.origin = origin
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
  public var variables: [Variable]
  /// What unknown names mean.
  public var unknownNames: UnknownNames
  /// The functions that can be called by name.
  public var functions: FunctionTable

  /// A scope.
  public init(
    _ variables: [Variable] = [], unknownNames: UnknownNames = .refused, functions: FunctionTable = .standard
  ) {
    self.variables = variables
    self.unknownNames = unknownNames
    self.functions = functions
  }

  /// The slot of a name.
  public func slot(of name: String) -> Int? { variables.firstIndex { $0.name == name } }
}
