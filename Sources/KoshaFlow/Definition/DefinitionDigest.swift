// The files of a workflow in, the SHA-256 that a case is pinned to out.

import Crypto
import KoshaSource

/// The identity of a definition: every byte that decides how its cases run.
enum DefinitionDigest {
  /// Of `workflow.yaml`, the rules and the letters in path order; each path and each content behind its length as eight
  /// bytes, most significant first, so that no two sets of files give one sequence.
  static func hex(of files: WorkflowFiles) -> String {
    let folder = files.workflow.path.prefixThroughLastSlash
    let parts = ([files.workflow] + files.rules + files.letters)
      .map { (path: relative($0.path, to: folder), bytes: $0.bytes) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    var hash = SHA256()
    hash.update(data: Array("kosha-definition-1".utf8))
    for part in parts {
      append(Array(part.path.utf8), to: &hash)
      append(part.bytes, to: &hash)
    }
    return hexadecimal(hash.finalize())
  }

  private static func relative(_ path: String, to folder: Substring) -> String {
    guard path.utf8.starts(with: folder.utf8) else { return path }
    return String(decoding: path.utf8.dropFirst(folder.utf8.count), as: UTF8.self)
  }

  private static func append(_ bytes: [UInt8], to hash: inout SHA256) {
    let count = UInt64(bytes.count).bigEndian
    withUnsafeBytes(of: count) { hash.update(bufferPointer: $0) }
    hash.update(data: bytes)
  }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension String {
  /// The folder of a path with its `/`; empty where the path names no folder.
  var prefixThroughLastSlash: Substring {
    lastIndex(of: "/").map { self[...$0] } ?? ""
  }
}
