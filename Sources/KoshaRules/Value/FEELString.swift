// FEEL's strings are sequences of code points (DMN 1.5 §10.3.2.3.2); Swift's own `==` is canonical equivalence.

/// Strings by code points.
package enum FEELString {
  /// Whether two strings hold the same code points.
  @inline(__always)
  package static func equal(_ left: String, _ right: String) -> Bool {
    // Most strings that differ differ in length, which every native string knows.
    left.utf8.count == right.utf8.count && haveSameBytes(left, right)
  }

  /// Whether two strings of one length hold the same bytes, eight at a time where they lie in memory.
  private static func haveSameBytes(_ left: String, _ right: String) -> Bool {
    let isSame = left.utf8.withContiguousStorageIfAvailable { first in
      right.utf8.withContiguousStorageIfAvailable { second in
        areSame(UnsafeRawBufferPointer(first), UnsafeRawBufferPointer(second))
      }
    }
    return (isSame ?? nil) ?? left.utf8.elementsEqual(right.utf8)
  }

  private static func areSame(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    let count = left.count
    if count < 8 {
      for index in 0..<count where left[index] != right[index] { return false }
      return true
    }
    var offset = 0
    while offset < count {
      // The last word overlaps the one before it.
      let place = min(offset, count - 8)
      let first = left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      if first != right.loadUnaligned(fromByteOffset: place, as: UInt64.self) { return false }
      offset += 8
    }
    return true
  }

  /// -1, 0 or 1; the order of code points is the order of UTF-8 bytes.
  package static func order(_ left: String, _ right: String) -> Int {
    if left.utf8.lexicographicallyPrecedes(right.utf8) { return -1 }
    return equal(left, right) ? 0 : 1
  }
}
