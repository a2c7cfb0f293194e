// An expected and an actual value in, whether they are the same out.

package import KoshaRules

/// How strictly numbers are compared.
package enum ResultComparison: Sendable {
  /// Numbers are equal to the last digit.
  case exact
  /// Numbers may differ by 1e-8, as the TCK's runners allow.
  case tolerant

  /// Whether an answer is the one expected: contexts by their names in any order, with no entry too many.
  package func isSame(_ expected: Value, _ actual: Value) -> Bool {
    switch (expected, actual) {
    case (.null, .null): true
    case (.number(let left), .number(let right)): left == right || self == .tolerant && Self.isNear(left, right)
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
    case (.context(let left), .context(let right)):
      left.entries.count == right.entries.count
        && left.entries.allSatisfy { entry in right[entry.name].map { isSame(entry.value, $0) } ?? false }
    case (.time(let left), .time(let right)): left == right
    case (.dateAndTime(let left), .dateAndTime(let right)): left == right
    default: expected.feelEquals(actual) ?? false
    }
  }

  private static func isNear(_ left: Decimal128, _ right: Decimal128) -> Bool {
    left.subtracting(right).map { $0.magnitude <= Decimal128.hundredMillionth } ?? false
  }
}

extension Decimal128 {
  /// 1e-8.
  fileprivate static let hundredMillionth = Decimal128(low: 1, high: 0, exponent: -8, isNegative: false)
}
