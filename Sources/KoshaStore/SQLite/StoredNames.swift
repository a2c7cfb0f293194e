// Lists of names in a column: JSON arrays of strings, so that any tool can read them.

import KoshaFlow

/// Lists of names as they are stored.
enum StoredNames {
  static func bytes(_ names: [String]) -> [UInt8] { JSON.texts(names).bytes }

  static func read(_ bytes: [UInt8]) -> [String]? { JSON.read(bytes)?.strings }

  /// A name as it stands in such a list, quotation marks included.
  static func member(_ name: String) -> String { String(decoding: JSON.string(name).bytes, as: UTF8.self) }
}
