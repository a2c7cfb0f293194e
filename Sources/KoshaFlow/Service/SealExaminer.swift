// The guards over sealed values, for the verifier: keys are fetched as cases come up.

import Crypto

/// Authenticates sealed values where the key is at hand.
struct SealExaminer {
  private let keys: any CaseKeyStore
  /// What kept a key from being read.
  private(set) var failure: StoreError?
  /// The guards' keys by handle; nil where there is none.
  private var known: [String: SymmetricKey?] = [:]

  init(keys: any CaseKeyStore) {
    self.keys = keys
  }

  mutating func authenticate(
    handle: String, digest: UnsafeRawBufferPointer, guardCode: UnsafeRawBufferPointer
  ) -> Bool? {
    guard let key = key(of: handle) else { return nil }
    var code = HMAC<SHA256>(key: key)
    code.update(data: digest)
    return code.finalize().elementsEqual(guardCode)
  }

  private mutating func key(of handle: String) -> SymmetricKey? {
    if let key = known[handle] { return key }
    do throws(StoreError) {
      let key = try keys.key(of: handle).map { key in
        SymmetricKey(data: Hashing.sha256(Array("kosha-flow/guard/v1\n".utf8), key.bytes))
      }
      known[handle] = .some(key)
      return key
    } catch {
      failure = failure ?? error
      return nil
    }
  }
}
