// Typed reading of nodes: a value is decoded by the type that its key expects, never by its look.

public import KoshaSource

/// The keys a mapping may have: one table for the reader, its messages and the schema of editors.
public struct KeyTable: Sendable {
  /// Whether a key may be used.
  public enum Status: Sendable, Hashable {
    /// May be used.
    case known
    /// Belongs to the language and is not carried out yet: refused at its place, never ignored.
    case notYet
  }

  /// One key.
  public struct Key: Sendable {
    /// The key as written.
    public var name: String
    /// Whether it may be used.
    public var status: Status

    /// A key.
    public init(_ name: String, _ status: Status = .known) {
      self.name = name
      self.status = status
    }
  }

  /// What the mapping describes, with an article in English: `遷移`, `a transition`.
  public var what: Words
  /// The keys in the order of the documentation.
  public var keys: [Key]

  /// A table of keys that may be used, and of those that may not yet.
  public init(_ what: Words, _ names: [String], notYet: [String] = []) {
    self.what = what
    self.keys = names.map { Key($0) } + notYet.map { Key($0, .notYet) }
  }
}

/// The entries of a mapping under a table of keys.
public struct MappingReader: Sendable {
  /// The entries whose keys are known, in file order.
  public let entries: [YAMLEntry]
  /// The mapping's place.
  public let span: SourceSpan
  /// The table it was read under.
  public let table: KeyTable

  /// Reads a mapping; reports a node that is no mapping (and answers nil), unknown keys with the nearest known one,
  /// and keys that are not carried out yet.
  public init?(_ node: YAMLNode, _ table: KeyTable, into bag: inout DiagnosticBag) {
    preconditionFailure("unwritten")
  }

  /// The value of a key, nil where absent.
  public subscript(key: String) -> YAMLNode? {
    entries.first { $0.key.value == key }?.value
  }

  /// The value of a key that must be there; reports its absence at the mapping's place.
  public func required(_ key: String, into bag: inout DiagnosticBag) -> YAMLNode? {
    preconditionFailure("unwritten")
  }
}

extension YAMLNode {
  /// The scalar, nil for a sequence or mapping; reports nothing.
  public var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// Whether the node is an unquoted `null`, `~` or nothing.
  public var isNull: Bool { coreScalar == .null }

  /// What a scalar is by the core schema; nil for a sequence or mapping.
  public var coreScalar: CoreScalar? {
    preconditionFailure("unwritten")
  }

  /// The text of a scalar with all its places; reports a node that is no text (a mapping, a sequence, nothing).
  public func text(_ what: Words, into bag: inout DiagnosticBag) -> LocatedText? {
    preconditionFailure("unwritten")
  }

  /// The text of a scalar as a located string.
  public func string(_ what: Words, into bag: inout DiagnosticBag) -> Located<String>? {
    text(what, into: &bag).map { Located($0.text, at: $0.span) }
  }

  /// `true` or `false`.
  public func boolean(_ what: Words, into bag: inout DiagnosticBag) -> Located<Bool>? {
    preconditionFailure("unwritten")
  }

  /// A whole number.
  public func integer(_ what: Words, into bag: inout DiagnosticBag) -> Located<Int>? {
    preconditionFailure("unwritten")
  }

  /// A human text: one string, or a map from language to string; a language left out shows the other's text.
  public func words(_ what: Words, into bag: inout DiagnosticBag) -> Located<Words>? {
    preconditionFailure("unwritten")
  }

  /// The items of a sequence; reports any other node.
  public func items(_ what: Words, into bag: inout DiagnosticBag) -> [YAMLNode]? {
    preconditionFailure("unwritten")
  }

  /// The items of a sequence, or the node itself as the only item.
  public var itemsOrSelf: [YAMLNode] {
    if case .sequence(let items) = content { items } else { [self] }
  }

  /// The entries of a mapping with free keys; reports any other node.
  public func freeEntries(_ what: Words, into bag: inout DiagnosticBag) -> [YAMLEntry]? {
    preconditionFailure("unwritten")
  }
}
