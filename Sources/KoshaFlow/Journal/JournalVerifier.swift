// Stored entries in, a verdict out: nothing here shares code with the writer beyond SHA-256 itself, so that a fault
// of the one is seen by the other.

import Crypto
import KoshaRules
public import KoshaSource

/// What a verification found.
public struct JournalVerdict: Sendable {
  /// The first thing found wrong.
  public struct Finding: Sendable {
    /// The number of the entry; nil where the journal as a whole is meant.
    public var sequence: Int?
    /// The case: its number where it is known, else its handle.
    public var caseName: String?
    /// What is wrong.
    public var why: Words

    /// A finding.
    public init(sequence: Int?, caseName: String?, why: Words) {
      self.sequence = sequence
      self.caseName = caseName
      self.why = why
    }
  }

  /// Whether nothing is wrong.
  public var isSound: Bool { firstBad == nil }
  /// How many entries there are.
  public var records: Int
  /// How many cases they speak of.
  public var cases: Int
  /// The tree's head over the entries, lower-case hexadecimal.
  public var root: String
  /// The first thing found wrong.
  public var firstBad: Finding?
  /// Entries with sealed values whose key is at hand: they were authenticated with it.
  public var opened: Int
  /// Entries with sealed values whose key is not at hand: only their digest could be compared.
  public var unopened: Int
}

/// Verifies a journal entry by entry, in one pass and in memory that grows with the number of cases alone.
package struct JournalVerifier {
  private typealias Digest = SHA256.Digest

  /// How many entries were seen.
  package private(set) var records = 0
  private(set) var opened = 0
  private(set) var unopened = 0
  private var firstBad: (sequence: Int?, handle: String?, why: Fault)?
  /// The last entry of each case.
  private var lastOfCase: [CaseHandle: Int] = [:]
  private var lastTime = Int.min
  /// Roots of perfect subtrees, the largest first.
  private var stack: [Digest] = []
  /// The root that some beginning of the journal must have, and whether one had.
  private let notedRoot: [UInt8]?
  private var foundNotedRoot = false

  /// A verifier.
  ///
  /// - Parameter notedRoot: a root noted earlier: it must be that of the first N entries for some N.
  package init(notedRoot: [UInt8]? = nil) {
    self.notedRoot = notedRoot
    if let notedRoot { foundNotedRoot = currentRoot.elementsEqual(notedRoot) }
  }

  /// Looks whether a guard is that of a digest under a case's key: handle, digest, guard; nil without the key.
  package typealias Authenticator = (String, UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool?

  /// Examines the next entry.
  package mutating func examine(_ entry: EntryBytes, authenticate: Authenticator) {
    let expected = records
    records += 1
    append(leaf: entry.header)
    guard let header = HeaderFields(entry.header) else {
      note(.header, entry.sequence, nil)
      return
    }
    let previous = lastOfCase.updateValue(header.sequence, forKey: header.handle)
    if firstBad != nil { return }
    let fault: Fault? =
      if header.sequence != expected || entry.sequence != expected {
        .sequence(expected)
      } else if header.previous != previous { .link } else if header.time < lastTime {
        .time
      } else if entry.salt.count != 32 || !commitmentFits(entry, header.commitment) { .body } else {
        sealedFault(entry, header.handle, authenticate)
      }
    lastTime = max(lastTime, header.time)
    if let fault { note(fault, entry.sequence, header.handle.text) }
  }

  private mutating func sealedFault(
    _ entry: EntryBytes, _ handle: CaseHandle, _ authenticate: Authenticator
  ) -> Fault? {
    guard let sealed = entry.sealed else { return speaksOfSealedValues(entry.body) ? .sealed : nil }
    // A digest and the guard under the case's key stand before the envelopes.
    guard sealed.count > 64, speaksOfSealedValues(entry.body) else { return .sealed }
    let code = UnsafeRawBufferPointer(rebasing: sealed[32..<64])
    var inner = SHA256()
    inner.update(bufferPointer: entry.header)
    inner.update(bufferPointer: UnsafeRawBufferPointer(rebasing: sealed[64...]))
    let digest = inner.finalize()
    var outer = SHA256()
    digest.withUnsafeBytes { outer.update(bufferPointer: $0) }
    outer.update(bufferPointer: code)
    guard outer.finalize().elementsEqual(sealed[..<32]) else { return .sealed }
    switch digest.withUnsafeBytes({ authenticate(handle.text, $0, code) }) {
    case true?: opened += 1
    case nil: unopened += 1
    case false?: return .sealed
    }
    return nil
  }

  /// Compares with the end that the store keeps; call it once, after the last entry.
  ///
  /// - Parameter head: nil where it cannot be read.
  package mutating func finish(head: JournalHead?) -> JournalVerdict {
    if firstBad == nil {
      guard let head else {
        note(.head, nil, nil)
        return verdict
      }
      if head.tree.size != records {
        note(.size(stored: head.tree.size, found: records), min(head.tree.size, records), nil)
      } else if !head.tree.frontier.elementsEqual(stack, by: { $0.elementsEqual($1) })
        || !head.tree.root.elementsEqual(currentRoot)
      {
        note(.root, nil, nil)
      } else if records > 0, head.time.map({ Int($0.milliseconds) }) != lastTime {
        note(.headTime, nil, nil)
      } else if notedRoot != nil, !foundNotedRoot {
        note(.notedRoot, nil, nil)
      }
    }
    return verdict
  }

  private var verdict: JournalVerdict {
    JournalVerdict(
      records: records, cases: lastOfCase.count, root: Hashing.hex(currentRoot),
      firstBad: firstBad.map { JournalVerdict.Finding(sequence: $0.sequence, caseName: $0.handle, why: $0.why.words) },
      opened: opened, unopened: unopened)
  }

  private mutating func note(_ fault: Fault, _ sequence: Int?, _ handle: String?) {
    if firstBad == nil { firstBad = (sequence, handle, fault) }
  }

  // MARK: - RFC 6962

  private mutating func append(leaf: UnsafeRawBufferPointer) {
    var hash = SHA256()
    Self.leafPrefix.withUnsafeBytes { hash.update(bufferPointer: $0) }
    hash.update(bufferPointer: leaf)
    var node = hash.finalize()
    // Each bit of the count that is carried joins two subtrees of the same size.
    var carried = records - 1
    while carried & 1 == 1 {
      node = Self.node(stack.removeLast(), node)
      carried >>= 1
    }
    stack.append(node)
    if let notedRoot, !foundNotedRoot { foundNotedRoot = currentRoot.elementsEqual(notedRoot) }
  }

  private var currentRoot: Digest {
    guard var node = stack.last else { return SHA256().finalize() }
    for subtree in stack.dropLast().reversed() { node = Self.node(subtree, node) }
    return node
  }

  private static func node(_ left: Digest, _ right: Digest) -> Digest {
    var hash = SHA256()
    nodePrefix.withUnsafeBytes { hash.update(bufferPointer: $0) }
    left.withUnsafeBytes { hash.update(bufferPointer: $0) }
    right.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize()
  }

  private static let leafPrefix: [UInt8] = [0]
  private static let nodePrefix: [UInt8] = [1]
  private static let commitmentLabel = Array("kosha-flow/commit/v1\n".utf8)
  private static let sealedMember = Array(#","values":""#.utf8)

  private func commitmentFits(_ entry: EntryBytes, _ commitment: UnsafeRawBufferPointer) -> Bool {
    var hash = SHA256()
    Self.commitmentLabel.withUnsafeBytes { hash.update(bufferPointer: $0) }
    hash.update(bufferPointer: entry.salt)
    withUnsafeBytes(of: UInt64(entry.body.count).bigEndian) { hash.update(bufferPointer: $0) }
    hash.update(bufferPointer: entry.body)
    var index = 0
    for byte in hash.finalize() {
      guard commitment[index] == Self.digit(byte >> 4), commitment[index + 1] == Self.digit(byte & 15) else {
        return false
      }
      index += 2
    }
    return true
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x61 + value - 10 }

  /// Whether the body ends with a commitment in the place of its values, as that of a case with a key does.
  private func speaksOfSealedValues(_ body: UnsafeRawBufferPointer) -> Bool {
    // The commitment's 64 digits, a quotation mark and a brace follow.
    let end = body.count - 66
    guard end >= Self.sealedMember.count else { return false }
    return body[(end - Self.sealedMember.count)..<end].elementsEqual(Self.sealedMember)
  }
}

extension JournalVerifier {
  /// What can be wrong.
  enum Fault {
    case header
    case sequence(Int)
    case link
    case time
    case body
    case sealed
    case head
    case size(stored: Int, found: Int)
    case root
    case headTime
    case notedRoot

    var words: Words {
      switch self {
      case .header:
        Words(ja: "見出しが正規の形ではありません", en: "the header is not in its canonical form")
      case .sequence(let expected):
        Words(
          ja: "ここには番号 \(expected) の記録があるはずです（消されたか、足されたか、動かされました）",
          en: "entry number \(expected) belongs here: one was removed, added or moved")
      case .link:
        Words(
          ja: "同じ案件の前の記録を指していません", en: "it does not name the case's previous entry")
      case .time:
        Words(ja: "時刻が前の記録より前です", en: "its time is before that of the entry before it")
      case .body:
        Words(ja: "本文が見出しの封印と合いません", en: "the body does not fit the commitment in the header")
      case .sealed:
        Words(ja: "封じた値が書き換えられています", en: "a sealed value was changed")
      case .head:
        Words(ja: "記録の末尾を示す行が壊れています", en: "the journal's end is damaged")
      case .size(let stored, let found):
        Words(
          ja: "記録は \(stored) 件のはずが \(found) 件あります", en: "there should be \(stored) entries but there are \(found)")
      case .root:
        Words(
          ja: "記録全体のハッシュが、保存された値と合いません", en: "the root over all entries is not the one that is stored")
      case .headTime:
        Words(
          ja: "保存された最後の時刻が、最後の記録と合いません", en: "the stored time of the last entry is not that of the last entry")
      case .notedRoot:
        Words(
          ja: "控えてあったハッシュは、どの時点の記録とも合いません",
          en: "the root noted earlier is that of no beginning of this journal")
      }
    }
  }
}

/// A case's handle as the verifier keeps it: 128 bits.
struct CaseHandle: Hashable {
  let high: UInt64
  let low: UInt64

  /// The handle in lower-case hexadecimal.
  var text: String {
    [high, low].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }
}
