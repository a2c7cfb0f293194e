// Cases between memory and store: JSON, sealed whole under the case's key where the case has one.

import KoshaRules

/// Opens and seals what the store keeps of a case.
struct CaseVault: Sendable {
  let keys: any CaseKeyStore
  let random: any RandomBytes

  /// The key of a case that has one.
  func key(_ stored: StoredCase) throws(StoreError) -> CaseKey? {
    stored.record.isSealed ? try requiredKey(stored.heading.handle) : nil
  }

  /// The key of a case whose rows are sealed.
  func requiredKey(_ handle: String) throws(StoreError) -> CaseKey {
    guard let key = try keys.key(of: handle) else { throw .missingKey(handle: handle) }
    return key
  }

  /// A new case's key, kept before anything is sealed with it.
  func makeKey(_ handle: String) throws(StoreError) -> CaseKey {
    guard let key = CaseKey(bytes: random.bytes(CaseKey.length)) else {
      throw .failed(reason: "the random source gave too few bytes")
    }
    try keys.keep(key, of: handle)
    return key
  }

  func seal(_ bytes: [UInt8], _ key: CaseKey?, handle: String, name: String) throws(StoreError) -> StoredText {
    guard let key else { return StoredText(bytes: bytes, isSealed: false) }
    do {
      let nonce = random.bytes(SealedValue.nonceLength)
      return StoredText(
        bytes: try SealedValue.seal(bytes, under: key, handle: handle, name: name, nonce: nonce), isSealed: true)
    } catch {
      throw .failed(reason: "\(error)")
    }
  }

  func open(_ text: StoredText, handle: String, name: String, what: String, id: String) throws(StoreError) -> [UInt8] {
    guard text.isSealed else { return text.bytes }
    guard let bytes = SealedValue.open(text.bytes, with: try requiredKey(handle), handle: handle, name: name) else {
      throw .corrupt(what: what, id: id)
    }
    return bytes
  }

  /// The names that bind sealed rows to their place.
  enum Name {
    static let record = "record"
    static let receipt = "receipt"
    static let effect = "effect"
    static let attachment = "attachment"
  }

  func record(_ stored: StoredCase) throws(StoreError) -> CaseRecord {
    let id = stored.heading.id
    let bytes = try open(
      stored.record, handle: stored.heading.handle, name: Name.record, what: "case", id: id)
    guard let document = JSON.read(bytes), let record = RecordCodec.record(document), record.id == id else {
      throw .corrupt(what: "case", id: id)
    }
    return record
  }

  func stored(_ record: CaseRecord, state: [String], headEntry: Int, key: CaseKey?) throws(StoreError) -> StoredCase {
    StoredCase(
      heading: record.heading(state: state, headEntry: headEntry),
      record: try seal(RecordCodec.document(record).bytes, key, handle: record.handle, name: Name.record))
  }
}

extension CaseRecord {
  /// The columns of the case.
  func heading(state: [String], headEntry: Int) -> CaseHeading {
    CaseHeading(
      id: id, number: number, handle: handle, workflow: workflow, version: version, definition: definition,
      revision: revision, status: status, outcome: outcome, state: state, openedAt: openedAt, openedBy: openedBy,
      updatedAt: updatedAt, updatedBy: updatedBy, headEntry: headEntry)
  }
}

extension CaseHeading {
  /// The case without anything that its columns do not hold.
  var record: CaseRecord {
    CaseRecord(
      id: id, number: number, handle: handle, workflow: workflow, version: version, definition: definition,
      revision: revision, status: status, outcome: outcome, output: .null, openedAt: openedAt, openedBy: openedBy,
      updatedAt: updatedAt, updatedBy: updatedBy, configuration: state, history: [], data: [], decisions: [],
      event: .null, senders: [], tasks: [], timers: [], counter: 0, headEntry: headEntry)
  }
}

/// Effects as JSON.
package enum EffectCodec {
  package static func document(_ effect: Effect) -> JSON {
    .sorted([
      "channel": .text(effect.channel), "data": JSON(effect.data.entries), "id": .text(effect.id),
      "into": .text(effect.into), "kind": .string(effect.kind.rawValue), "template": .text(effect.template),
      "to_people": .texts(effect.toPeople), "to_roles": .texts(effect.toRoles),
    ])
  }

  package static func effect(_ document: JSON) -> Effect? {
    guard let kind = document["kind"]?.string.flatMap(Effect.Kind.init(rawValue:)),
      let roles = document["to_roles"]?.strings, let people = document["to_people"]?.strings,
      let data = document["data"]?.entries
    else { return nil }
    return Effect(
      kind: kind, id: document["id"]?.string, template: document["template"]?.string, toRoles: roles,
      toPeople: people, channel: document["channel"]?.string, into: document["into"]?.string, data: Context(data))
  }
}
