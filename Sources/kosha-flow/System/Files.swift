// The file system as the command line needs it: whole files, sorted folders, plain reasons when that fails.

import Glibc
import KoshaSource

/// Reads and writes files.
enum Files {
  /// Why a file could not be had.
  struct Failure: Error {
    let path: String
    let number: Int32

    /// The system's reason, in its own words.
    var reason: String { String(cString: strerror(number)) }
    var isMissing: Bool { number == ENOENT || number == ENOTDIR }
  }

  /// The bytes of a regular file (or of a pipe given by name).
  static func read(_ path: String, limit: Int = 64 << 20) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(path: path, number: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(path: path, number: errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw Failure(path: path, number: EISDIR) }
    return try readAll(descriptor, path: path, expecting: Int(status.st_size), limit: limit)
  }

  private static func readAll(
    _ descriptor: Int32, path: String, expecting size: Int, limit: Int
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(size, limit) + 1)
    var chunk = [UInt8](repeating: 0, count: max(4096, min(size + 1, 1 << 20)))
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(path: path, number: errno)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > limit { throw Failure(path: path, number: EFBIG) }
    }
  }

  /// Writes a whole file, creating its folders; refuses to overwrite unless told to.
  static func write(_ text: String, to path: String, overwrite: Bool = false) throws(Failure) {
    try write(Array(text.utf8), to: path, overwrite: overwrite)
  }

  /// Writes a whole file, creating its folders; refuses to overwrite unless told to.
  static func write(_ content: [UInt8], to path: String, overwrite: Bool = false) throws(Failure) {
    try makeFolder(parent(of: path))
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (overwrite ? O_TRUNC : O_EXCL)
    let descriptor = open(path, flags, 0o644)
    guard descriptor >= 0 else { throw Failure(path: path, number: errno) }
    defer { close(descriptor) }
    var bytes = content[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(path: path, number: errno)
      }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Puts a new content in the place of a file's in one step, so that the file is never half written.
  static func replace(_ path: String, with content: [UInt8]) throws(Failure) {
    let path = resolved(path)
    var status = stat()
    guard stat(path, &status) == 0 else { throw Failure(path: path, number: errno) }
    let new = join(parent(of: path), ".\(name(of: path)).new-\(getpid())")
    do throws(Failure) {
      try write(content, to: new)
      guard chmod(new, status.st_mode & 0o7777) == 0, rename(new, path) == 0 else {
        throw Failure(path: path, number: errno)
      }
    } catch {
      unlink(new)
      throw error
    }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String, mode: mode_t = 0o755) throws(Failure) {
    if path.isEmpty || isFolder(path) { return }
    try makeFolder(parent(of: path), mode: mode)
    if mkdir(path, mode) != 0, errno != EEXIST { throw Failure(path: path, number: errno) }
  }

  /// A new folder of our own among the temporary ones.
  static func makeTemporaryFolder(named name: String) throws(Failure) -> String {
    // mkdtemp replaces six capital letters at the end.
    let place = join(Variables["TMPDIR"] ?? "/tmp", "\(name)-" + String(repeating: "X", count: 6))
    var template = Array(place.utf8CString)
    let isMade = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
    }
    guard isMade else { throw Failure(path: place, number: errno) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Copies the files of a folder, hidden ones left out.
  static func copyTree(_ source: String, to target: String) throws(Failure) {
    try makeFolder(target)
    for name in try names(in: source) {
      let (from, to) = (join(source, name), join(target, name))
      if isFolder(from) { try copyTree(from, to: to) } else { try write(try read(from), to: to) }
    }
  }

  /// Removes a folder and all in it; for temporary folders of our own making.
  static func removeTree(_ path: String) {
    for name in (try? names(in: path)) ?? [] {
      let child = join(path, name)
      if isFolder(child), !isLink(child) { removeTree(child) } else { unlink(child) }
    }
    rmdir(path)
  }

  /// The names in a folder in byte order, hidden ones left out.
  static func names(in folder: String) throws(Failure) -> [String] {
    guard let stream = opendir(folder) else { throw Failure(path: folder, number: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// The folder that holds a path; `.` for a bare name.
  static func parent(of path: String) -> String {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  static func join(_ folder: String, _ name: String) -> String {
    if name.hasPrefix("/") { return name }
    if folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The folder the program was started in.
  static var currentFolder: String { resolved(".") }

  /// The path from the root with links and dots resolved; the path itself where it does not exist.
  static func resolved(_ path: String) -> String {
    guard let absolute = realpath(path, nil) else { return path }
    defer { free(absolute) }
    return String(cString: absolute)
  }
}
