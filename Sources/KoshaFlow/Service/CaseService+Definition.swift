// The definition of a case, for those who must know the types of its fields before they send values.

import KoshaSource

extension CaseService {
  /// The definition that a case is pinned to; nil where there is no such case, or where it does not compile.
  public func definition(of reference: CaseReference) throws(StoreError) -> WorkflowDefinition? {
    try store.read { (snapshot) throws(StoreError) -> WorkflowDefinition? in
      guard let stored = try CaseIdentity.find(reference, in: snapshot) else { return nil }
      return try shelf.pinned(stored.heading, in: snapshot).definition
    }
  }
}
