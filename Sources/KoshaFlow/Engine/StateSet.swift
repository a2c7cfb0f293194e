// A set of states by their index: one word for workflows of up to 64 states, further words for larger ones.

/// States by index, iterated in document order.
package struct StateSet: Sendable {
  /// States 0…63; a set that needs no more never allocates.
  private var first: UInt64
  /// States 64… in words of 64.
  private var rest: [UInt64]

  package init() {
    first = 0
    rest = []
  }

  package init(_ states: some Sequence<Int>) {
    self.init()
    for state in states { insert(state) }
  }

  package var isEmpty: Bool { first == 0 && rest.allSatisfy { $0 == 0 } }

  package var count: Int { rest.reduce(first.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

  package func contains(_ state: Int) -> Bool {
    if state < 64 { return first & (1 << UInt64(state)) != 0 }
    let word = state / 64 - 1
    return word < rest.count && rest[word] & (1 << UInt64(state % 64)) != 0
  }

  package mutating func insert(_ state: Int) {
    if state < 64 {
      first |= 1 << UInt64(state)
      return
    }
    let word = state / 64 - 1
    while rest.count <= word { rest.append(0) }
    rest[word] |= 1 << UInt64(state % 64)
  }

  package mutating func remove(_ state: Int) {
    if state < 64 {
      first &= ~(1 << UInt64(state))
      return
    }
    let word = state / 64 - 1
    if word < rest.count { rest[word] &= ~(1 << UInt64(state % 64)) }
  }

  package mutating func formUnion(_ other: StateSet) {
    first |= other.first
    while rest.count < other.rest.count { rest.append(0) }
    for (word, bits) in other.rest.enumerated() { rest[word] |= bits }
  }

  package func intersects(_ other: StateSet) -> Bool {
    first & other.first != 0 || zip(rest, other.rest).contains { $0 & $1 != 0 }
  }

  /// The members within a range of indexes.
  package func members(in range: Range<Int>) -> StateSet {
    var result = StateSet()
    for state in self {
      if state >= range.upperBound { break }
      if state >= range.lowerBound { result.insert(state) }
    }
    return result
  }

  /// Whether a member lies within a range of indexes.
  package func hasMember(in range: Range<Int>) -> Bool {
    for state in self {
      if state >= range.upperBound { return false }
      if state >= range.lowerBound { return true }
    }
    return false
  }
}

extension StateSet: Sequence {
  /// Gives members in ascending order.
  package struct Iterator: IteratorProtocol {
    private var bits: UInt64
    private var base: Int
    private var word: Int
    private let rest: [UInt64]

    fileprivate init(first: UInt64, rest: [UInt64]) {
      bits = first
      base = 0
      word = 0
      self.rest = rest
    }

    package mutating func next() -> Int? {
      while bits == 0 {
        guard word < rest.count else { return nil }
        bits = rest[word]
        word += 1
        base += 64
      }
      let offset = bits.trailingZeroBitCount
      bits &= bits - 1
      return base + offset
    }
  }

  package func makeIterator() -> Iterator { Iterator(first: first, rest: rest) }
}

extension StateSet: Equatable {
  package static func == (left: StateSet, right: StateSet) -> Bool { left.elementsEqual(right) }
}
