// Keys in memory, for tests and scenarios.

import Synchronization

/// Keys that are forgotten when the store goes.
public final class MemoryKeyStore: CaseKeyStore {
  private let keys = Mutex<[String: CaseKey]>([:])

  /// No keys yet.
  public init() {}

  /// A key, where one was kept.
  public func key(of handle: String) -> CaseKey? { keys.withLock { $0[handle] } }

  /// Keeps a key.
  public func keep(_ key: CaseKey, of handle: String) { keys.withLock { $0[handle] = key } }
}
