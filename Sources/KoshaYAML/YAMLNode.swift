// The located tree of a YAML document; every node keeps its place.

public import KoshaSource

/// A node of a document, aliases already expanded.
public struct YAMLNode: Sendable {
  /// What a node is.
  public enum Content: Sendable {
    /// A scalar, not yet interpreted: its type follows from the key that holds it.
    case scalar(YAMLScalar)
    /// A sequence.
    case sequence([YAMLNode])
    /// A mapping in file order; keys are distinct.
    case mapping([YAMLEntry])
  }

  /// As kept: a scalar has its place already, and a second reference to the file for each of the many scalars of a
  /// table costs time when the tree is built and when it is dropped.
  private enum Storage {
    case scalar(YAMLScalar)
    case sequence([YAMLNode], SourceSpan)
    case mapping([YAMLEntry], SourceSpan)
  }

  private let storage: Storage

  /// A scalar at the place of its text.
  public init(_ scalar: YAMLScalar) { storage = .scalar(scalar) }

  /// A sequence.
  public init(sequence items: [YAMLNode], at span: SourceSpan) { storage = .sequence(items, span) }

  /// A mapping, whose keys are distinct.
  public init(mapping entries: [YAMLEntry], at span: SourceSpan) { storage = .mapping(entries, span) }

  /// The content.
  public var content: Content {
    switch storage {
    case .scalar(let scalar): .scalar(scalar)
    case .sequence(let items, _): .sequence(items)
    case .mapping(let entries, _): .mapping(entries)
    }
  }

  /// The place, from the first to the last character.
  public var span: SourceSpan {
    switch storage {
    case .scalar(let scalar): scalar.located.span
    case .sequence(_, let span), .mapping(_, let span): span
    }
  }

  /// The scalar, nil for a sequence or mapping; reports nothing.
  public var scalar: YAMLScalar? {
    if case .scalar(let scalar) = storage { scalar } else { nil }
  }

  /// Whether the node is a plain scalar without text.
  var isNothing: Bool {
    if case .scalar(let scalar) = storage { scalar.style == .plain && scalar.text.isEmpty } else { false }
  }

  /// The byte offset behind the last character.
  var end: Int {
    switch storage {
    case .scalar(let scalar): scalar.located.span.range.upperBound
    case .sequence(_, let span), .mapping(_, let span): span.range.upperBound
    }
  }
}

/// A key and its value.
public struct YAMLEntry: Sendable {
  /// The key.
  public var key: Located<String>
  /// The value.
  public var value: YAMLNode

  /// An entry.
  public init(key: Located<String>, value: YAMLNode) {
    self.key = key
    self.value = value
  }
}

/// A scalar as written: its decoded text, its style and the way back to the file.
public struct YAMLScalar: Sendable {
  /// How a scalar is written.
  public enum Style: Sendable, Hashable {
    /// Without quotes.
    case plain
    /// In `'`.
    case singleQuoted
    /// In `"`.
    case doubleQuoted
    /// A `|` block.
    case literal
    /// A `>` block.
    case folded
  }

  /// The decoded text with its places.
  public var located: LocatedText
  /// How it is written.
  public var style: Style
  /// Whether `!!str` makes it a text whatever it looks like.
  public var isTaggedText: Bool

  /// A scalar.
  public init(located: LocatedText, style: Style, isTaggedText: Bool = false) {
    self.located = located
    self.style = style
    self.isTaggedText = isTaggedText
  }

  /// The decoded text.
  public var text: String { located.text }
}

/// What a scalar is by the YAML 1.2 core schema, for the few places where no key tells the type.
public enum CoreScalar: Sendable, Hashable {
  /// `null`, `~` or nothing, unquoted.
  case null
  /// `true` or `false`, unquoted.
  case boolean(Bool)
  /// A number as written, unquoted.
  case number(String)
  /// Any other text, and all that is quoted.
  case string(String)
}
