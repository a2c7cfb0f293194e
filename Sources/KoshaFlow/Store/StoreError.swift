// Why a store cannot do what is asked; worded in StoreMessages.swift.

/// A failure of the store or of the keys beside it.
public enum StoreError: Error, Sendable, Hashable {
  /// The address is none that this program knows.
  case unknownAddress(String)
  /// The folder of the store does not exist.
  case missingFolder(path: String)
  /// The store cannot be opened: path and the system's reason.
  case unreachable(path: String, reason: String)
  /// The folder or the file may not be written.
  case readOnly(path: String)
  /// The file is no store of this program.
  case notAStore(path: String)
  /// The store was written by a newer version of the program.
  case newerStore(path: String)
  /// A setting that the store relies on could not be made: name, wanted, found.
  case setting(name: String, wanted: String, found: String)
  /// Others kept the store busy for too long.
  case busy
  /// The disk is full.
  case full(path: String)
  /// What is stored cannot be read: what, and which.
  case corrupt(what: String, id: String)
  /// The key of a case is not where it should be.
  case missingKey(handle: String)
  /// A case has another revision than a change expects.
  case stale(expected: Int, actual: Int)
  /// Anything else that the store reports.
  case failed(reason: String)

  /// Whether trying again later may help.
  public var isBusy: Bool { if case .busy = self { true } else { false } }
}
