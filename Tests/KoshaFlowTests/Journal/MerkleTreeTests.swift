// The tree against published vectors of RFC 6962, and against its own definition.

import KoshaFlow
import Testing

@Suite("Merkle tree")
struct MerkleTreeTests {
  /// The eight leaves of the reference tests of Certificate Transparency.
  static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
  ]
  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  static func hashes(_ count: Int) throws -> [[UInt8]] {
    try leaves.prefix(count).map { MerkleTree.leafHash(try #require(Hashing.bytes(hex: $0))) }
  }

  @Test("Roots of the first N reference leaves", arguments: 0...8)
  func roots(size: Int) throws {
    let hashes = try Self.hashes(size)
    var tree = MerkleTree()
    for hash in hashes { tree.append(leafHash: hash) }
    #expect(Hashing.hex(tree.root) == Self.roots[size])
    #expect(Hashing.hex(MerkleTree.root(of: hashes)) == Self.roots[size])
    #expect(tree.frontier.count == size.nonzeroBitCount)
  }

  @Test("Hashes of a leaf and of a node")
  func hashes() {
    #expect(
      Hashing.hex(MerkleTree.leafHash(Array("L123456".utf8)))
        == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
    #expect(
      Hashing.hex(MerkleTree.nodeHash(Array("N123".utf8), Array("N456".utf8)))
        == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb")
  }

  @Test("Appending gives the root of the definition for every size up to 300")
  func growth() {
    var tree = MerkleTree()
    var hashes: [[UInt8]] = []
    for number in 0..<300 {
      let hash = MerkleTree.leafHash(Array(String(number).utf8))
      hashes.append(hash)
      tree.append(leafHash: hash)
      #expect(tree.root == MerkleTree.root(of: hashes))
      #expect(MerkleTree(size: tree.size, frontier: tree.frontier) == tree)
    }
  }

  @Test("Sizes and subtree roots that do not fit are refused")
  func misfits() {
    let hash = [UInt8](repeating: 7, count: 32)
    #expect(MerkleTree(size: 1, frontier: []) == nil)
    #expect(MerkleTree(size: 2, frontier: [hash, hash]) == nil)
    #expect(MerkleTree(size: 1, frontier: [Array(hash.dropLast())]) == nil)
    #expect(MerkleTree(size: -1, frontier: []) == nil)
    #expect(MerkleTree(size: 3, frontier: [hash, hash]) != nil)
  }
}
