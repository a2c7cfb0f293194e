// Salted commitments: they bind to a text and hide it, so that it can be sealed, re-keyed and erased beside them.

/// `SHA-256(label ‖ 32 random bytes ‖ length as 8 bytes, big end first ‖ text)`.
package enum Commitment {
  /// Bytes of a salt.
  package static let saltLength = 32
  /// The label of an entry's body.
  package static let body = Array("kosha-flow/commit/v1\n".utf8)
  /// The label of a value that is sealed inside a body.
  package static let value = Array("kosha-flow/value/v1\n".utf8)

  /// The commitment to a text.
  package static func to(_ text: [UInt8], label: [UInt8] = body, salt: [UInt8]) -> [UInt8] {
    Hashing.sha256(label, salt, length(text.count), text)
  }

  private static func length(_ count: Int) -> [UInt8] {
    (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
  }
}
