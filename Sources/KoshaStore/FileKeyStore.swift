// The keys of cases: one file of mode 0600 each, in a folder beside the database and never in it.

import Glibc
public import KoshaFlow

/// Keys in files: `FOLDER/ab/abcdef…`, the handle of the case in hexadecimal, its key in hexadecimal inside.
public struct FileKeyStore: CaseKeyStore {
  /// The folder.
  public let folder: String

  /// A store of keys; the folder is made with the first key.
  public init(folder: String) {
    self.folder = folder
  }

  /// Reads a key.
  public func key(of handle: String) throws(StoreError) -> CaseKey? {
    guard let path = path(of: handle) else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .unreachable(path: path, reason: Self.reason)
    }
    defer { close(descriptor) }
    // One byte more than a key has, so that a longer file is seen.
    var bytes = [UInt8](repeating: 0, count: 2 * CaseKey.length + 2)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    guard count == 2 * CaseKey.length + 1, bytes[count - 1] == 0x0A,
      let secret = Hashing.bytes(hex: String(decoding: bytes[..<(count - 1)], as: UTF8.self)),
      let key = CaseKey(bytes: secret)
    else { throw .corrupt(what: "key", id: handle) }
    return key
  }

  /// Writes a key; it and the folders' entries are on the disk once this returns.
  public func keep(_ key: CaseKey, of handle: String) throws(StoreError) {
    guard let path = path(of: handle) else { throw .failed(reason: "`\(handle)` is no handle") }
    let shelf = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    try Self.makeFolder(folder)
    try Self.makeFolder(shelf)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.failure(path) }
    defer { close(descriptor) }
    let bytes = Array((Hashing.hex(key.bytes) + "\n").utf8)
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count == bytes.count, fsync(descriptor) == 0 else { throw Self.failure(path) }
    try Self.sync(folder: shelf)
  }

  private func path(of handle: String) -> String? {
    guard handle.utf8.count == 32, Hashing.bytes(hex: handle) != nil else { return nil }
    return "\(folder)/\(handle.prefix(2))/\(handle)"
  }

  private static func makeFolder(_ path: String) throws(StoreError) {
    if mkdir(path, 0o700) != 0 {
      if errno == EEXIST { return }
      throw failure(path)
    }
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try sync(folder: parent.isEmpty ? "/" : parent)
  }

  private static func sync(folder: String) throws(StoreError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(folder) }
  }

  private static var reason: String { String(cString: strerror(errno)) }

  private static func failure(_ path: String) -> StoreError {
    switch errno {
    case EACCES, EPERM, EROFS: .readOnly(path: path)
    case ENOSPC, EDQUOT: .full(path: path)
    default: .unreachable(path: path, reason: reason)
    }
  }
}
