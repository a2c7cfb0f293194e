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

  /// Lays a part on top; inlined so that the part is made where it will lie.
  @inline(__always)
  mutating func push(_ element: consuming Element) {
    if count == capacity { grow() }
    (base + count).initialize(to: element)
    count += 1
  }

  /// The part on top; there must be one.
  var top: Element {
    @inline(__always) unsafeAddress { UnsafePointer(base + (count - 1)) }
  }

  /// Takes off the part on top; there must be one.
  @inline(__always)
  mutating func pop() -> Element {
    count -= 1
    return (base + count).move()
  }

  /// Takes off all parts from `index` on.
  @inline(__always)
  mutating func take(from index: Int) -> [Element] {
    var parts: [Element] = []
    parts.reserveCapacity(count - index)
    for part in index..<count { parts.append((base + part).move()) }
    count = index
    return parts
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
