// Drafts in, entries as the store keeps them out; the tree grows by their headers.

public import KoshaRules

/// The end of the journal: what the next entry follows.
public struct JournalHead: Sendable, Hashable {
  /// The tree over all headers.
  public var tree: MerkleTree
  /// The time of the last entry, nil in an empty journal.
  public var time: Instant?

  /// A head.
  public init(tree: MerkleTree, time: Instant?) {
    self.tree = tree
    self.time = time
  }

  /// The head of an empty journal.
  public static let empty = JournalHead(tree: MerkleTree(), time: nil)
}

/// Writes entries.
package enum EntryWriter {
  /// Turns a draft into the journal's next entry.
  ///
  /// Its time is never before the last entry's; where the clock says otherwise, the body keeps what it said.
  ///
  /// - Parameters:
  ///   - previous: the number of the case's previous entry.
  ///   - head: the journal's end; moves on.
  package static func append(
    _ draft: EntryDraft, previous: Int?, to head: inout JournalHead, _ context: BodyContext
  ) throws -> StoredEntry {
    let time = max(head.time ?? draft.time, draft.time)
    let (body, sealed) = try EntryBody.encode(draft, clock: time == draft.time ? nil : draft.time, context)
    let salt = context.randomBytes(Commitment.saltLength)
    let header = EntryHeader(
      sequence: head.tree.size, time: time, kind: draft.kind, handle: draft.recordAfter.handle,
      previous: previous, definition: draft.recordAfter.definition,
      commitment: Hashing.hex(Commitment.to(body, salt: salt)))
    let bytes = header.bytes
    let entry = StoredEntry(
      sequence: header.sequence, header: bytes, salt: salt, body: body,
      sealed: context.key.map { sealed.bytes(header: bytes, key: $0) })
    head.tree.append(leafHash: entry.leafHash)
    head.time = time
    return entry
  }
}
