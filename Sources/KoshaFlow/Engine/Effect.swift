// What a step wants done outside the case: written in its transaction, carried out afterwards.

public import KoshaRules

/// An effect: a row of the outbox.
public struct Effect: Sendable {
  /// What is wanted.
  public enum Kind: String, Sendable, Hashable {
    /// Tell people.
    case notify
    /// Produce a letter.
    case letter
  }

  /// The kind.
  public var kind: Kind
  /// The id its author gave, under which the outcome comes back; nil for none.
  public var id: String?
  /// The letter's template, nil where a notice has none.
  public var template: String?
  /// Role ids and person ids of a notice.
  public var toRoles: [String]
  /// Person ids of a notice.
  public var toPeople: [String]
  /// The channel of a notice.
  public var channel: String?
  /// The document field a letter is kept in.
  public var into: String?
  /// The template's data.
  public var data: Context

  /// An effect.
  public init(
    kind: Kind, id: String?, template: String?, toRoles: [String] = [], toPeople: [String] = [],
    channel: String? = nil, into: String? = nil, data: Context = Context()
  ) {
    self.kind = kind
    self.id = id
    self.template = template
    self.toRoles = toRoles
    self.toPeople = toPeople
    self.channel = channel
    self.into = into
    self.data = data
  }
}
