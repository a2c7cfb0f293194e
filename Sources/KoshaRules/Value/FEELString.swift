// FEEL's strings are sequences of code points (DMN 1.5 §10.3.2.3.2); Swift's own `==` is canonical equivalence.

/// Strings by code points.
package enum FEELString {
  /// Whether two strings hold the same code points.
  @inline(__always)
  package static func equal(_ left: String, _ right: String) -> Bool {
    // Swift's equality is the wider one and compares memory first; what it tells apart is different here too.
    left == right && left.utf8.elementsEqual(right.utf8)
  }

  /// -1, 0 or 1; the order of code points is the order of UTF-8 bytes.
  package static func order(_ left: String, _ right: String) -> Int {
    if left.utf8.lexicographicallyPrecedes(right.utf8) { return -1 }
    return equal(left, right) ? 0 : 1
  }
}
