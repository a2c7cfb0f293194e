// FEEL's range functions (DMN 1.5 §10.3.4.9, table 78): Allen's relations between points and ranges.

enum RangeFunctions {
  static let all: [FunctionDefinition] = [
    relation("before", [.points, .pointAndRange, .rangeAndPoint, .ranges], before),
    relation("after", [.points, .pointAndRange, .rangeAndPoint, .ranges], before, inverse: true),
    relation("meets", [.ranges], meets),
    relation("met by", [.ranges], meets, inverse: true),
    relation("overlaps", [.ranges], overlaps),
    relation("overlaps before", [.ranges], overlapsBefore),
    relation("overlaps after", [.ranges], overlapsBefore, inverse: true),
    relation("finishes", [.pointAndRange, .ranges], finishes),
    relation("finished by", [.rangeAndPoint, .ranges], finishes, inverse: true),
    relation("includes", [.rangeAndPoint, .ranges], includes),
    relation("during", [.pointAndRange, .ranges], includes, inverse: true),
    relation("starts", [.pointAndRange, .ranges], begins),
    relation("started by", [.rangeAndPoint, .ranges], begins, inverse: true),
    relation("coincides", [.points, .ranges], coincides),
  ]

  /// The ways to call a relation.
  private enum Operands: Int, Hashable {
    // Ranges first: a point is a value of any kind, and so would take a range too.
    case ranges, rangeAndPoint, pointAndRange, points

    var parameters: [Parameter] {
      switch self {
      case .ranges: [Parameter("range1", .range(.any)), Parameter("range2", .range(.any))]
      case .rangeAndPoint: [Parameter("range", .range(.any)), Parameter("point", .any)]
      case .pointAndRange: [Parameter("point", .any), Parameter("range", .range(.any))]
      case .points: [Parameter("point1", .any), Parameter("point2", .any)]
      }
    }
  }

  private static func relation(
    _ name: String, _ operands: Set<Operands>,
    _ holds: @escaping @Sendable (Interval, Interval) throws(Incomparable) -> Bool, inverse: Bool = false
  ) -> FunctionDefinition {
    let body: @Sendable ([Value], inout CallContext) -> Value = { arguments, call in
      guard let first = Interval(arguments[0]), let second = Interval(arguments[1]) else {
        return call.mismatch(name, arguments)
      }
      let given: Operands =
        switch (first.isPoint, second.isPoint) {
        case (false, false): .ranges
        case (false, true): .rangeAndPoint
        case (true, false): .pointAndRange
        case (true, true): .points
        }
      guard operands.contains(given) else { return call.mismatch(name, arguments) }
      do throws(Incomparable) {
        return .boolean(inverse ? try holds(second, first) : try holds(first, second))
      } catch {
        return call.mismatch(name, arguments)
      }
    }
    return FunctionDefinition(
      name,
      operands.sorted { $0.rawValue < $1.rawValue }.map { FunctionOverload($0.parameters, .boolean, body: body) })
  }

  /// Thrown where two ends have no common order.
  private struct Incomparable: Error {}

  /// A point, or a range with its ends; a point is the closed range from itself to itself.
  private struct Interval {
    let start: Value?
    let end: Value?
    let includesStart: Bool
    let includesEnd: Bool
    let isPoint: Bool

    init?(_ value: Value) {
      switch value {
      case .range(let range):
        start = range.start
        end = range.end
        includesStart = range.start != nil && range.includesStart
        includesEnd = range.end != nil && range.includesEnd
        isPoint = false
      case .null, .list, .context, .function: return nil
      default:
        start = value
        end = value
        includesStart = true
        includesEnd = true
        isPoint = true
      }
    }
  }

  /// -1, 0 or 1, a missing end lying beyond every value on its side.
  private static func compare(
    _ left: Value?, missing leftSide: Int, _ right: Value?, missing rightSide: Int
  ) throws(Incomparable) -> Int {
    guard let left else { return right == nil && leftSide == rightSide ? 0 : leftSide }
    guard let right else { return -rightSide }
    guard let isLess = left.feelLess(right), let isGreater = right.feelLess(left) else { throw Incomparable() }
    return isLess ? -1 : isGreater ? 1 : 0
  }

  private static func starts(_ left: Interval, against right: Interval) throws(Incomparable) -> Int {
    try compare(left.start, missing: -1, right.start, missing: -1)
  }

  private static func ends(_ left: Interval, against right: Interval) throws(Incomparable) -> Int {
    try compare(left.end, missing: 1, right.end, missing: 1)
  }

  private static func end(_ left: Interval, againstStartOf right: Interval) throws(Incomparable) -> Int {
    try compare(left.end, missing: 1, right.start, missing: -1)
  }

  private static func before(_ left: Interval, _ right: Interval) throws(Incomparable) -> Bool {
    let order = try end(left, againstStartOf: right)
    return order < 0 || (order == 0 && (!left.includesEnd || !right.includesStart))
  }

  private static func meets(_ left: Interval, _ right: Interval) throws(Incomparable) -> Bool {
    try end(left, againstStartOf: right) == 0 && left.includesEnd && right.includesStart
  }

  private static func overlaps(_ left: Interval, _ right: Interval) throws(Incomparable) -> Bool {
    if try before(left, right) { return false }
    return try !before(right, left)
  }

  private static func overlapsBefore(_ left: Interval, _ right: Interval) throws(Incomparable) -> Bool {
    let startOrder = try starts(left, against: right)
    guard startOrder < 0 || (startOrder == 0 && left.includesStart && !right.includesStart) else { return false }
    if try before(left, right) { return false }
    let endOrder = try ends(left, against: right)
    return endOrder < 0 || (endOrder == 0 && (!left.includesEnd || right.includesEnd))
  }

  private static func finishes(_ left: Interval, _ right: Interval) throws(Incomparable) -> Bool {
    guard try ends(left, against: right) == 0, left.includesEnd == right.includesEnd else { return false }
    if left.isPoint { return true }
    let order = try starts(left, against: right)
    return order > 0 || (order == 0 && (!left.includesStart || right.includesStart))
  }

  private static func begins(_ left: Interval, _ right: Interval) throws(Incomparable) -> Bool {
    guard try starts(left, against: right) == 0, left.includesStart == right.includesStart else { return false }
    if left.isPoint { return true }
    let order = try ends(left, against: right)
    return order < 0 || (order == 0 && (!left.includesEnd || right.includesEnd))
  }

  private static func includes(_ left: Interval, _ right: Interval) throws(Incomparable) -> Bool {
    let startOrder = try starts(left, against: right)
    guard startOrder < 0 || (startOrder == 0 && (left.includesStart || !right.includesStart)) else { return false }
    let endOrder = try ends(left, against: right)
    return endOrder > 0 || (endOrder == 0 && (left.includesEnd || !right.includesEnd))
  }

  private static func coincides(_ left: Interval, _ right: Interval) throws(Incomparable) -> Bool {
    let startOrder = try starts(left, against: right)
    let endOrder = try ends(left, against: right)
    return startOrder == 0 && endOrder == 0 && left.includesStart == right.includesStart
      && left.includesEnd == right.includesEnd
  }
}
