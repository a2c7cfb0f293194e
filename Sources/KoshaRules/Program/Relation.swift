// Comparisons as types, so that each operator gets closures of its own.

/// One comparison.
protocol Relation: Sendable {
  static var `operator`: ComparisonOperator { get }
  static func holds(_ left: Decimal128, _ right: Decimal128) -> Bool
  static func holds(order: Int) -> Bool
}

/// The six comparisons.
enum Relations {
  enum Equal: Relation {
    static var `operator`: ComparisonOperator { .equal }
    static func holds(_ left: Decimal128, _ right: Decimal128) -> Bool { left == right }
    static func holds(order: Int) -> Bool { order == 0 }
  }
  enum NotEqual: Relation {
    static var `operator`: ComparisonOperator { .notEqual }
    static func holds(_ left: Decimal128, _ right: Decimal128) -> Bool { left != right }
    static func holds(order: Int) -> Bool { order != 0 }
  }
  enum Less: Relation {
    static var `operator`: ComparisonOperator { .less }
    static func holds(_ left: Decimal128, _ right: Decimal128) -> Bool { left < right }
    static func holds(order: Int) -> Bool { order < 0 }
  }
  enum LessOrEqual: Relation {
    static var `operator`: ComparisonOperator { .lessOrEqual }
    static func holds(_ left: Decimal128, _ right: Decimal128) -> Bool { left <= right }
    static func holds(order: Int) -> Bool { order <= 0 }
  }
  enum Greater: Relation {
    static var `operator`: ComparisonOperator { .greater }
    static func holds(_ left: Decimal128, _ right: Decimal128) -> Bool { left > right }
    static func holds(order: Int) -> Bool { order > 0 }
  }
  enum GreaterOrEqual: Relation {
    static var `operator`: ComparisonOperator { .greaterOrEqual }
    static func holds(_ left: Decimal128, _ right: Decimal128) -> Bool { left >= right }
    static func holds(order: Int) -> Bool { order >= 0 }
  }
}

extension Relation {
  /// Whether it holds between values of any kind; nil with a remark where they cannot be compared.
  ///
  /// Null equals null alone, without a remark; null has no order, and asking for it is a failure like any other wrong
  /// operand: so a guard over a field that is not set fails instead of passing silently.
  static func evaluate(_ left: Value, _ right: Value, _ frame: inout Frame, _ range: Range<Int>) -> Bool? {
    if !Self.operator.isOrdering, left.holdsMembers, right.holdsMembers {
      frame.call.place = range
      if let isEqual = frame.call.equals(left, right) { return holds(order: isEqual ? 0 : 1) }
    } else if let holds = test(left, right, frame) {
      return holds
    }
    return frame.unknown(
      .operands(operation: Self.operator.rawValue, left: left.kindName, right: right.kindName), at: range)
  }

  /// As `evaluate`, without a remark.
  static func test(_ left: Value, _ right: Value, _ frame: Frame) -> Bool? {
    let zones = frame.call.environment.zones
    switch Self.operator {
    case .equal: return left.feelEquals(right, zones: zones)
    case .notEqual: return left.feelEquals(right, zones: zones).map { !$0 }
    default: return left.feelOrder(right, zones: zones).map(holds(order:))
    }
  }
}
