// The Merkle tree of RFC 6962 §2.1 over the headers of all entries, kept as the roots of its perfect subtrees.

/// An append-only Merkle tree: appending and the root take time logarithmic in its size.
public struct MerkleTree: Sendable, Hashable {
  /// How many leaves it has.
  public private(set) var size: Int
  /// The roots of the perfect subtrees that make it up, the largest first: one for each bit of the size.
  public private(set) var frontier: [[UInt8]]

  /// The empty tree.
  public init() {
    size = 0
    frontier = []
  }

  /// A tree as it was kept; nil where size and subtree roots do not fit.
  public init?(size: Int, frontier: [[UInt8]]) {
    guard size >= 0, frontier.count == size.nonzeroBitCount, frontier.allSatisfy({ $0.count == Hashing.length }) else {
      return nil
    }
    self.size = size
    self.frontier = frontier
  }

  /// The hash of a leaf: `SHA-256(0x00 ‖ entry)`.
  public static func leafHash(_ entry: [UInt8]) -> [UInt8] { Hashing.sha256([0x00], entry) }

  /// The hash of a node: `SHA-256(0x01 ‖ left ‖ right)`.
  public static func nodeHash(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { Hashing.sha256([0x01], left, right) }

  /// Appends a leaf by its hash.
  public mutating func append(leafHash: [UInt8]) {
    var node = leafHash
    for _ in 0..<(~size).trailingZeroBitCount {
      node = Self.nodeHash(frontier.removeLast(), node)
    }
    frontier.append(node)
    size += 1
  }

  /// The tree's head; `SHA-256("")` for the empty tree.
  public var root: [UInt8] {
    guard var node = frontier.last else { return Hashing.sha256() }
    for subtree in frontier.dropLast().reversed() { node = Self.nodeHash(subtree, node) }
    return node
  }
}

extension MerkleTree {
  /// The root over leaf hashes: RFC 6962's MTH.
  public static func root(of leafHashes: some RandomAccessCollection<[UInt8]>) -> [UInt8] {
    guard let first = leafHashes.first else { return Hashing.sha256() }
    if leafHashes.count == 1 { return first }
    let middle = leafHashes.index(leafHashes.startIndex, offsetBy: split(leafHashes.count))
    return nodeHash(root(of: leafHashes[..<middle]), root(of: leafHashes[middle...]))
  }

  /// The largest power of two below a count of at least two.
  static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
