// The header of a journal entry: what the tree hashes, and nothing in it says whom or what the case is about.

public import KoshaRules

/// A header, version 1.
public struct EntryHeader: Sendable, Hashable {
  /// The version of the entry's form.
  public static let version = 1

  /// The entry's number in the journal, from 0.
  public var sequence: Int
  /// When it happened.
  public var time: Instant
  /// What kind of thing it records.
  public var kind: EntryKind
  /// The random handle of the case, 32 hexadecimal digits.
  public var handle: String
  /// The number of the case's previous entry, nil for its first.
  public var previous: Int?
  /// The digest of the definition the case is pinned to.
  public var definition: String
  /// The commitment to the body, 64 hexadecimal digits.
  public var commitment: String

  /// A header.
  public init(
    sequence: Int, time: Instant, kind: EntryKind, handle: String, previous: Int?, definition: String,
    commitment: String
  ) {
    self.sequence = sequence
    self.time = time
    self.kind = kind
    self.handle = handle
    self.previous = previous
    self.definition = definition
    self.commitment = commitment
  }

  /// The canonical JSON.
  public var bytes: [UInt8] {
    JSON.sorted([
      "case": .string(handle), "commitment": .string(commitment), "definition": .string(definition),
      "kind": .string(kind.rawValue), "prev": .count(previous), "seq": .integer(sequence),
      "time": .integer(Int(time.milliseconds)), "v": .integer(Self.version),
    ]).bytes
  }

  /// The header of canonical JSON; nil for anything else.
  public init?(_ bytes: [UInt8]) {
    guard let document = JSON.read(bytes), document["v"]?.integer == Self.version,
      let sequence = document["seq"]?.integer, let time = document["time"]?.integer,
      let kind = document["kind"]?.string.flatMap(EntryKind.init(rawValue:)), let handle = document["case"]?.string,
      let previous = document["prev"], previous.isNull || previous.integer != nil,
      let definition = document["definition"]?.string, let commitment = document["commitment"]?.string
    else { return nil }
    self.init(
      sequence: sequence, time: Instant(milliseconds: Int64(time)), kind: kind, handle: handle,
      previous: previous.integer, definition: definition, commitment: commitment)
  }
}

/// An entry as the store keeps it.
public struct StoredEntry: Sendable, Hashable {
  /// The entry's number in the journal, from 0.
  public var sequence: Int
  /// The header's bytes.
  public var header: [UInt8]
  /// The 32 random bytes of the commitment.
  public var salt: [UInt8]
  /// The body's bytes.
  public var body: [UInt8]
  /// The sealed values of the body, nil where it has none.
  public var sealed: [UInt8]?

  /// An entry.
  public init(sequence: Int, header: [UInt8], salt: [UInt8], body: [UInt8], sealed: [UInt8]?) {
    self.sequence = sequence
    self.header = header
    self.salt = salt
    self.body = body
    self.sealed = sealed
  }

  /// The RFC 6962 leaf hash of the header.
  public var leafHash: [UInt8] { MerkleTree.leafHash(header) }
}
