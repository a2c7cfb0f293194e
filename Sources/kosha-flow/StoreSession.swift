// The store of a session and the services over it, opened when a command first needs them.

import KoshaFlow
import KoshaSource
import KoshaStore

extension Session {
  /// The store, its folder made where it is missing.
  func openStore() throws -> SQLiteCaseStore {
    let address = try StoreAddress(try storeAddress())
    if !Files.exists(address.folder) {
      do {
        try Files.makeFolder(address.folder, mode: 0o700)
      } catch {
        throw StoreError.unreachable(path: address.path, reason: error.reason)
      }
    }
    return try SQLiteCaseStore(address)
  }

  /// The services over cases.
  ///
  /// - Parameter clock: the system's, or a virtual one.
  func service(clock: (any Clock)? = nil) throws -> CaseService {
    let store = try openStore()
    return CaseService(
      store: store, catalogue: try catalogue(), workspace: try workspace(), zones: zones,
      clock: clock ?? self.clock, random: SystemRandomBytes(), keys: FileKeyStore(folder: store.address.keyFolder))
  }
}
