// The outbox, read: what committed transitions want done outside.

import KoshaRules

/// Effects that wait to be carried out.
public struct EffectService: Sendable {
  let store: any CaseStore
  let vault: CaseVault

  /// The effects of a case in order of their making.
  func effects(
    of stored: StoredCase, in snapshot: any StoreSnapshot
  ) throws(StoreError) -> [(key: String, createdAt: Instant, effect: Effect)] {
    var effects: [(key: String, createdAt: Instant, effect: Effect)] = []
    for row in try snapshot.effects(caseID: stored.heading.id) {
      let bytes = try vault.open(
        row.effect, handle: stored.heading.handle, name: CaseVault.Name.effect, what: "effect", id: row.key)
      guard let effect = JSON.read(bytes).flatMap(EffectCodec.effect) else {
        throw .corrupt(what: "effect", id: row.key)
      }
      effects.append((row.key, row.createdAt, effect))
    }
    return effects
  }
}
