// Values sealed under a case's key: AES-256-GCM, bound to the case and to the name they stand under.

import Crypto

/// The secret of one case.
public struct CaseKey: Sendable, Hashable {
  /// Bytes of a key.
  public static let length = 32
  /// The key's bytes.
  package let bytes: [UInt8]

  /// A key; nil where it is not 32 bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.length else { return nil }
    self.bytes = bytes
  }
}

/// Sealing and opening.
package enum SealedValue {
  /// Bytes of a nonce; random, so a key must not seal more than 2^32 values.
  package static let nonceLength = 12
  private static let tagLength = 16

  /// Nonce, ciphertext and tag of a text.
  package static func seal(
    _ text: [UInt8], under key: CaseKey, handle: String, name: String, nonce: [UInt8]
  ) throws -> [UInt8] {
    let box = try AES.GCM.seal(
      text, using: SymmetricKey(data: key.bytes), nonce: AES.GCM.Nonce(data: nonce),
      authenticating: associated(handle, name))
    return nonce + Array(box.ciphertext) + Array(box.tag)
  }

  /// The text; nil where the key is another one or a byte was changed.
  package static func open(_ sealed: [UInt8], with key: CaseKey, handle: String, name: String) -> [UInt8]? {
    guard sealed.count >= nonceLength + tagLength,
      let nonce = try? AES.GCM.Nonce(data: Array(sealed[..<nonceLength])),
      let box = try? AES.GCM.SealedBox(
        nonce: nonce, ciphertext: Array(sealed[nonceLength..<(sealed.count - tagLength)]),
        tag: Array(sealed[(sealed.count - tagLength)...])),
      let text = try? AES.GCM.open(box, using: SymmetricKey(data: key.bytes), authenticating: associated(handle, name))
    else { return nil }
    return Array(text)
  }

  private static func associated(_ handle: String, _ name: String) -> [UInt8] {
    Array(handle.utf8) + [0] + Array(name.utf8)
  }
}

/// The sealed values of one entry, beside its body: name, then salt and text under the case's key.
///
/// The body holds a commitment to each, so they can be sealed anew under another key, or erased, without a change of
/// the body. In front stand two guards: a digest over header, code and envelopes, by which a change is found also where
/// the key is not at hand, and the code itself, made under the key over header and envelopes, which nobody without it
/// can forge.
package struct SealedValues: Sendable {
  /// The envelopes by name.
  private var envelopes: [(name: String, bytes: [UInt8])] = []

  package init() {}

  package var isEmpty: Bool { envelopes.isEmpty }

  /// Seals a text; answers with the commitment that the body holds in its place.
  package mutating func add(
    _ text: [UInt8], named name: String, key: CaseKey, handle: String, random: (Int) -> [UInt8]
  ) throws -> String {
    let salt = random(Commitment.saltLength)
    let nonce = random(SealedValue.nonceLength)
    envelopes.append(
      (name, try SealedValue.seal(salt + text, under: key, handle: handle, name: name, nonce: nonce)))
    return Hashing.hex(Commitment.to(text, label: Commitment.value, salt: salt))
  }

  /// The bytes the store keeps beside a header.
  package func bytes(header: [UInt8], key: CaseKey) -> [UInt8] {
    let content = JSON.sorted(envelopes.map { JSON.Member($0.name, .string(Hashing.hex($0.bytes))) }).bytes
    let digest = Hashing.sha256(header, content)
    let code = Self.code(of: digest, key: key)
    return Hashing.sha256(digest, code) + code + content
  }

  /// The guard that only the key makes: HMAC-SHA-256 of the digest under a key of its own.
  private static func code(of digest: [UInt8], key: CaseKey) -> [UInt8] {
    let secret = SymmetricKey(data: Hashing.sha256(Array("kosha-flow/guard/v1\n".utf8), key.bytes))
    return Array(HMAC<SHA256>.authenticationCode(for: digest, using: secret))
  }

  /// The envelopes that were kept; nil where the bytes are no such thing.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count >= 2 * Hashing.length, let members = JSON.read(bytes[(2 * Hashing.length)...])?.object else {
      return nil
    }
    for member in members {
      guard let envelope = member.value.string.flatMap(Hashing.bytes(hex:)) else { return nil }
      envelopes.append((member.name, envelope))
    }
  }

  /// The text under a name, where the key opens it and the commitment fits.
  package func open(_ name: String, commitment: String, key: CaseKey, handle: String) -> [UInt8]? {
    guard let envelope = envelopes.first(where: { $0.name == name }),
      let opened = SealedValue.open(envelope.bytes, with: key, handle: handle, name: name),
      opened.count >= Commitment.saltLength
    else { return nil }
    let salt = Array(opened[..<Commitment.saltLength])
    let text = Array(opened[Commitment.saltLength...])
    return Hashing.hex(Commitment.to(text, label: Commitment.value, salt: salt)) == commitment ? text : nil
  }
}
