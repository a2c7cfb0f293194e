// Finished parts of nested collections in, arrays of exactly their number out.

/// A stack on which the parts of a collection wait until it ends, above the parts of those around it.
///
/// Parts are moved and never copied: an array for each collection that grows part by part would allocate several times
/// and count references anew, which took longer than reading the text.
struct Pile<Element>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity = 64
  /// How many parts wait.
  private(set) var count = 0

  init() { base = .allocate(capacity: capacity) }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  /// Lays a part on top.
  mutating func push(_ element: consuming Element) {
    if count == capacity { grow() }
    (base + count).initialize(to: element)
    count += 1
  }

  /// Takes off all parts from `index` on.
  mutating func take(from index: Int) -> [Element] {
    let (first, number) = (base + index, count - index)
    if number == 0 { return [] }
    count = index
    return Array(unsafeUninitializedCapacity: number) { buffer, initialized in
      buffer.baseAddress?.moveInitialize(from: first, count: number)
      initialized = number
    }
  }

  /// The parts from `index` on, for as long as nothing is laid on or taken off.
  func parts(from index: Int) -> UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(start: base + index, count: count - index)
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
