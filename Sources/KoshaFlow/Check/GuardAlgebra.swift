// A guard in, the regions of data in which it holds out: comparisons of single fields with constants, joined by
// `and`, `or`, `not`. What is written otherwise is not judged.

import KoshaRules
import KoshaSource

/// The values of one field under which a part of a guard holds.
enum Constraint: Equatable {
  /// Between two ends, each with whether it belongs; nil where unbounded.
  case number(low: Bound?, high: Bound?)
  /// One of these words (a boolean's are `true` and `false`).
  case words(Set<String>)
  /// Any string but these.
  case otherThan(Set<String>)

  /// An end of an interval.
  struct Bound: Equatable {
    var value: Decimal128
    var isIncluded: Bool
  }

  /// The values that fulfil both; nil where there are none or where the two do not compare.
  func and(_ other: Constraint) -> Constraint? {
    switch (self, other) {
    case (.number(let low, let high), .number(let otherLow, let otherHigh)):
      return Constraint.interval(Constraint.higher(low, otherLow), Constraint.lower(high, otherHigh))
    case (.words(let left), .words(let right)): return Constraint.some(left.intersection(right))
    case (.words(let words), .otherThan(let excluded)), (.otherThan(let excluded), .words(let words)):
      return Constraint.some(words.subtracting(excluded))
    case (.otherThan(let left), .otherThan(let right)): return .otherThan(left.union(right))
    default: return nil
    }
  }

  private static func some(_ words: Set<String>) -> Constraint? { words.isEmpty ? nil : .words(words) }

  private static func interval(_ low: Bound?, _ high: Bound?) -> Constraint? {
    if let low, let high {
      if low.value > high.value { return nil }
      if low.value == high.value, !(low.isIncluded && high.isIncluded) { return nil }
    }
    return .number(low: low, high: high)
  }

  private static func higher(_ left: Bound?, _ right: Bound?) -> Bound? {
    guard let left, let right else { return left ?? right }
    if left.value == right.value { return left.isIncluded ? right : left }
    return left.value > right.value ? left : right
  }

  private static func lower(_ left: Bound?, _ right: Bound?) -> Bound? {
    guard let left, let right else { return left ?? right }
    if left.value == right.value { return left.isIncluded ? right : left }
    return left.value < right.value ? left : right
  }

  /// The values as a reader of the guard would write them.
  func text(of name: String) -> String {
    switch self {
    case .number(let low?, let high?) where low.value == high.value: "\(name) = \(low.value.plainDescription)"
    case .number(let low, let high):
      [
        low.map { "\(name) \($0.isIncluded ? ">=" : ">") \($0.value.plainDescription)" },
        high.map { "\(name) \($0.isIncluded ? "<=" : "<") \($0.value.plainDescription)" },
      ].compactMap { $0 }.joined(separator: ", ")
    case .words(let words): words.sorted().first.map { "\(name) = \($0)" } ?? name
    case .otherThan(let words): words.sorted().map { "\(name) != \($0)" }.joined(separator: ", ")
    }
  }
}

/// One way for a guard to hold: all of these together.
typealias Region = [String: Constraint]

/// Turns guards into regions, over the data of one workflow.
struct GuardAlgebra {
  /// Regions of one guard before it is no longer judged.
  static let maximumRegions = 64

  private let names: NameScope
  private let types: [String: ValueType]
  /// What a field's own `check` leaves; nil for a check that is not judged.
  private var domains: [String: [Region]?] = [:]

  init(_ definition: WorkflowDefinition) {
    names = NameScope(definition.scope)
    var types: [String: ValueType] = [:]
    for field in definition.fields { types[field.name] = field.type }
    for (index, id) in definition.decisionIDs.enumerated() {
      types[id] = definition.scope.variables[definition.layout.firstDecision + index].type
    }
    self.types = types
    for field in definition.fields {
      if let check = field.check { domains[field.name] = .some(regions(of: check)) }
    }
  }

  /// The ways in which all guards hold; nil where one of them is not judged, empty where they never hold.
  func regions(of guards: [Guard]) -> [Region]? {
    var result: [Region] = [[:]]
    for condition in guards {
      guard let regions = regions(of: condition.program) else { return nil }
      guard let joined = conjunction(result, regions) else { return nil }
      result = joined
    }
    return result
  }

  /// A region in which both hold, of data that the fields' own checks let in; nil where none is known for certain.
  func common(_ left: [Region], _ right: [Region]) -> Region? {
    for first in left {
      for second in right where !Set(first.keys).isDisjoint(with: second.keys) {
        guard let both = merge(first, second), let admitted = admitted(both) else { continue }
        return admitted
      }
    }
    return nil
  }

  /// The region within what the checks of its fields let in.
  private func admitted(_ region: Region) -> Region? {
    var candidates = [region]
    for name in region.keys.sorted() {
      guard let domain = domains[name] else { continue }
      guard let domain, domain.allSatisfy({ $0.keys.allSatisfy { $0 == name } }),
        let narrowed = conjunction(candidates, domain)
      else { return nil }
      candidates = narrowed
    }
    return candidates.first
  }

  /// Nil also where the text cannot be parsed once more; it has been compiled, so that cannot be.
  private func regions(of program: Program) -> [Region]? {
    guard let expression = try? Parser.expression(program.source.text, names: names) else { return nil }
    return regions(of: expression, holds: true)
  }

  private func regions(of expression: Expression, holds: Bool) -> [Region]? {
    switch expression.form {
    case .boolean(let value): return value == holds ? [[:]] : []
    case .conjunction(let parts), .disjunction(let parts):
      let isAnd = if case .conjunction = expression.form { holds } else { !holds }
      var result: [Region] = isAnd ? [[:]] : []
      for part in parts {
        guard let regions = regions(of: part, holds: holds) else { return nil }
        guard let next = isAnd ? conjunction(result, regions) : bounded(result + regions) else { return nil }
        result = next
      }
      return result
    case .call(let function, let arguments):
      guard case .name("not") = function.form, arguments.count == 1 else { return nil }
      return regions(of: arguments[0].value, holds: !holds)
    case .name, .path:
      guard let subject = subject(expression), subject.type == .boolean else { return nil }
      return [[subject.name: .words([holds ? "true" : "false"])]]
    case .comparison(let comparison, let left, let right):
      if let subject = subject(left), let constant = constant(right) {
        return regions(subject, holds ? comparison : comparison.negated, constant)
      }
      if let subject = subject(right), let constant = constant(left) {
        return regions(subject, holds ? comparison.mirrored : comparison.mirrored.negated, constant)
      }
      return nil
    case .between(let value, let low, let high):
      return regions(of: value, within: [(.greaterOrEqual, low), (.lessOrEqual, high)], holds: holds)
    case .membership(let value, let tests): return regions(of: value, in: tests, holds: holds)
    default: return nil
    }
  }

  // MARK: - Ranges and lists

  /// Where a value passes one of the tests behind `in`, or none of them.
  private func regions(of value: Expression, in tests: [Expression], holds: Bool) -> [Region]? {
    var result: [Region] = holds ? [] : [[:]]
    for test in tests {
      let part: [Region]? =
        switch test.form {
        case .range(let start, let end, let includesStart, let includesEnd):
          regions(
            of: value,
            within: [(includesStart ? .greaterOrEqual : .greater, start), (includesEnd ? .lessOrEqual : .less, end)],
            holds: holds)
        case .unaryComparison(let comparison, let bound):
          regions(of: value, within: [(comparison, bound)], holds: holds)
        case .list(let members): regions(of: value, in: members, holds: holds)
        default: regions(of: value, within: [(.equal, test)], holds: holds)
        }
      guard let part, let next = holds ? bounded(result + part) : conjunction(result, part) else { return nil }
      result = next
    }
    return result
  }

  /// Where a value keeps all the bounds, or passes one of them.
  private func regions(
    of value: Expression, within bounds: [(comparison: ComparisonOperator, constant: Expression)], holds: Bool
  ) -> [Region]? {
    guard let subject = subject(value) else { return nil }
    var result: [Region] = holds ? [[:]] : []
    for bound in bounds {
      guard let constant = constant(bound.constant),
        let part = regions(subject, holds ? bound.comparison : bound.comparison.negated, constant),
        let next = holds ? conjunction(result, part) : bounded(result + part)
      else { return nil }
      result = next
    }
    return result
  }

  // MARK: - Parts of a comparison

  /// A field, or an entry of a decision's answer.
  private func subject(_ expression: Expression) -> (name: String, type: ValueType)? {
    switch expression.form {
    case .name(let name): return types[name].map { (name, $0) }
    case .path(let base, let entry):
      guard let base = subject(base), case .context(let fields) = base.type,
        let field = fields.first(where: { $0.name == entry.text })
      else { return nil }
      return ("\(base.name).\(entry.text)", field.type)
    default: return nil
    }
  }

  private enum Constant {
    case number(Decimal128)
    case word(String)
    case boolean(Bool)
  }

  private func constant(_ expression: Expression) -> Constant? {
    switch expression.form {
    case .number(let number): .number(number)
    case .string(let text): .word(text)
    case .boolean(let value): .boolean(value)
    case .negation(let inner):
      if case .number(let number) = inner.form { .number(number.negated) } else { nil }
    default: nil
    }
  }

  private func regions(
    _ subject: (name: String, type: ValueType), _ comparison: ComparisonOperator, _ constant: Constant
  ) -> [Region]? {
    let name = subject.name
    switch (subject.type, constant) {
    case (.number, .number(let number)):
      let included = Constraint.Bound(value: number, isIncluded: true)
      let excluded = Constraint.Bound(value: number, isIncluded: false)
      switch comparison {
      case .equal: return [[name: .number(low: included, high: included)]]
      case .notEqual: return [[name: .number(low: nil, high: excluded)], [name: .number(low: excluded, high: nil)]]
      case .less: return [[name: .number(low: nil, high: excluded)]]
      case .lessOrEqual: return [[name: .number(low: nil, high: included)]]
      case .greater: return [[name: .number(low: excluded, high: nil)]]
      case .greaterOrEqual: return [[name: .number(low: included, high: nil)]]
      }
    case (.boolean, .boolean(let value)):
      guard comparison == .equal || comparison == .notEqual else { return nil }
      return [[name: .words([value == (comparison == .equal) ? "true" : "false"])]]
    case (.enumeration(let values), .word(let word)):
      switch comparison {
      case .equal: return values.contains(word) ? [[name: .words([word])]] : []
      case .notEqual: return [[name: .words(Set(values).subtracting([word]))]]
      default: return nil
      }
    case (.string, .word(let word)):
      switch comparison {
      case .equal: return [[name: .words([word])]]
      case .notEqual: return [[name: .otherThan([word])]]
      default: return nil
      }
    default: return nil
    }
  }

  // MARK: - Joining

  private func bounded(_ regions: [Region]) -> [Region]? { regions.count <= Self.maximumRegions ? regions : nil }

  private func conjunction(_ left: [Region], _ right: [Region]) -> [Region]? {
    guard left.count * right.count <= Self.maximumRegions else { return nil }
    return left.flatMap { first in right.compactMap { merge(first, $0) } }
  }

  /// Both at once; nil where that is nowhere.
  private func merge(_ left: Region, _ right: Region) -> Region? {
    var both = left
    for (name, constraint) in right {
      guard let present = both[name] else {
        both[name] = constraint
        continue
      }
      guard let narrowed = present.and(constraint) else { return nil }
      both[name] = narrowed
    }
    return both
  }
}

extension ComparisonOperator {
  /// What holds where this does not.
  fileprivate var negated: ComparisonOperator {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }
}
