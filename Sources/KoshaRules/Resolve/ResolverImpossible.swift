// What can be told of constants alone: ranges that hold nothing, comparisons that exclude each other, members that no
// list has, types that no value is of.

import KoshaSource

extension Resolver {
  /// Reports a range whose ends leave nothing between them.
  mutating func checkHoldsSomething(_ range: ResolvedExpression) {
    guard isStrict, case .range(let start, let end, let includesStart, let includesEnd) = range.form,
      let low = start.constant, let high = end.constant, !low.isNull, !high.isNull
    else { return }
    let open = includesStart ? "[" : "("
    let close = includesEnd ? "]" : ")"
    if high.feelLess(low) == true {
      let mend = "\(open)\(high.feelText)..\(low.feelText)\(close)"
      report(.emptyRange("\(open)\(low.feelText)..\(high.feelText)\(close)", mend: mend), range.range)
    } else if low.feelEquals(high) == true, !(includesStart && includesEnd) {
      let mend = "[\(low.feelText)..\(high.feelText)]"
      report(.emptyRange("\(open)\(low.feelText)..\(high.feelText)\(close)", mend: mend), range.range)
    }
  }

  /// Reports the first operand of `and` that excludes one before it.
  mutating func checkTogether(_ operands: [ResolvedExpression]) {
    guard isStrict else { return }
    var bounds: [Bound] = []
    for operand in operands {
      for bound in operand.bounds {
        if let other = bounds.first(where: { $0.excludes(bound) }) {
          report(.neverTogether(other.text, bound.text), operand.range)
          return
        }
        bounds.append(bound)
      }
    }
  }

  /// Reports the place of a member that the list cannot have.
  mutating func checkMember(_ predicate: ResolvedExpression, of list: ResolvedExpression) {
    guard isStrict, case .number(let place)? = predicate.constant else { return }
    let count = list.memberCount
    if place.signum == 0 || !place.isInteger {
      report(.noMember(place.plainDescription, count: nil), predicate.range)
    } else if let count, Decimal128(count) < place.magnitude {
      report(.noMember(place.plainDescription, count: count), predicate.range)
    }
  }

  /// Reports `instance of` a type that no value of the expression's type is of.
  mutating func checkInstance(_ value: ResolvedExpression, of type: ValueType, _ range: Range<Int>) {
    guard isStrict, value.type != .null, !value.type.mayBe(type) else { return }
    report(.neverInstance(of: type.text, given: value.type.text), range)
  }
}

/// A comparison of something with a constant.
private struct Bound {
  let subject: String
  let operation: ComparisonOperator
  let value: Value

  var text: String { "\(operation.rawValue) \(value.feelText)" }

  /// Whether nothing can be within both.
  func excludes(_ other: Bound) -> Bool {
    guard subject == other.subject else { return false }
    switch (operation, other.operation) {
    case (.equal, .equal): return value.feelEquals(other.value) == false
    case (.equal, .notEqual), (.notEqual, .equal): return value.feelEquals(other.value) == true
    case (.equal, _): return other.refuses(value)
    case (_, .equal): return refuses(other.value)
    case (.less, .greater), (.less, .greaterOrEqual), (.lessOrEqual, .greater), (.lessOrEqual, .greaterOrEqual):
      return isBelow(other)
    case (.greater, .less), (.greaterOrEqual, .less), (.greater, .lessOrEqual), (.greaterOrEqual, .lessOrEqual):
      return other.isBelow(self)
    default: return false
    }
  }

  /// Whether an upper bound leaves nothing above a lower one.
  private func isBelow(_ lower: Bound) -> Bool {
    if value.feelLess(lower.value) == true { return true }
    return value.feelEquals(lower.value) == true && !(operation == .lessOrEqual && lower.operation == .greaterOrEqual)
  }

  /// Whether a value is certainly outside.
  private func refuses(_ candidate: Value) -> Bool {
    switch operation {
    case .equal: candidate.feelEquals(value) == false
    case .notEqual: candidate.feelEquals(value) == true
    case .less: candidate.feelLess(value) == false
    case .greater: value.feelLess(candidate) == false
    case .lessOrEqual: value.feelLess(candidate) == true
    case .greaterOrEqual: candidate.feelLess(value) == true
    }
  }
}

extension ResolvedExpression {
  /// The value of a constant, a negated number included.
  var constant: Value? {
    switch form {
    case .constant(let value): return value
    case .negation(let operand):
      if case .number(let number)? = operand.constant { return .number(number.negated) }
      return nil
    default: return nil
    }
  }

  /// How many members a list written out has; a single value is a list of itself.
  fileprivate var memberCount: Int? {
    switch form {
    case .list(let members): return members.count
    case .constant(.list(let members)): return members.count
    default:
      guard let kind = type.kind, kind != .list else { return nil }
      return 1
    }
  }

  /// What it compares with constants.
  fileprivate var bounds: [Bound] {
    switch form {
    case .comparison(let operation, let left, let right):
      if let subject = left.subjectText, let value = right.constant, !value.isNull {
        return [Bound(subject: subject, operation: operation, value: value)]
      }
      if let subject = right.subjectText, let value = left.constant, !value.isNull {
        return [Bound(subject: subject, operation: operation.mirrored, value: value)]
      }
      return []
    case .between(let value, let low, let high):
      guard let subject = value.subjectText else { return [] }
      return [(ComparisonOperator.greaterOrEqual, low), (.lessOrEqual, high)].compactMap { operation, end in
        end.constant.flatMap { $0.isNull ? nil : Bound(subject: subject, operation: operation, value: $0) }
      }
    case .membership(let value, let tests):
      guard tests.count == 1, let subject = value.subjectText else { return [] }
      switch tests[0].form {
      case .range(let start, let end, let includesStart, let includesEnd):
        let ends = [
          (includesStart ? ComparisonOperator.greaterOrEqual : .greater, start),
          (includesEnd ? .lessOrEqual : .less, end),
        ]
        return ends.compactMap { operation, end in
          end.constant.flatMap { $0.isNull ? nil : Bound(subject: subject, operation: operation, value: $0) }
        }
      case .unaryComparison(let operation, let end):
        return end.constant.map { [Bound(subject: subject, operation: operation, value: $0)] } ?? []
      default: return []
      }
    default: return []
    }
  }

  /// What is compared, the same for the same variable or entry.
  private var subjectText: String? {
    switch form {
    case .slot(let slot): "slot \(slot)"
    case .local(let local): "local \(local)"
    case .input: "?"
    case .path(let base, let name): base.subjectText.map { "\($0).\(name)" }
    default: nil
    }
  }
}

extension ComparisonOperator {
  /// The same with the sides exchanged.
  package var mirrored: ComparisonOperator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
