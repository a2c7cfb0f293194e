// Random choices that are the same in every run.

extension SeededGenerator {
  /// One of some.
  mutating func choice<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// A number from 0 on.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
