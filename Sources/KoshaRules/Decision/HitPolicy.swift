// How the rules that match become one answer (DMN 1.5 §8.2.8).

/// The hit policy of a table.
public enum HitPolicy: Sendable, Hashable, CaseIterable {
  /// At most one rule may match.
  case unique
  /// The first in file order.
  case first
  /// All that match must agree.
  case any
  /// The highest output by the declared order of values.
  case priority
  /// All answers, by the declared order of values.
  case outputOrder
  /// All answers, in file order.
  case ruleOrder
  /// All answers, in file order here.
  case collect
  /// The sum of the answers.
  case collectSum
  /// The least answer.
  case collectMin
  /// The greatest answer.
  case collectMax
  /// How many answers.
  case collectCount

  /// The policy as a decision file writes it.
  public var text: String {
    switch self {
    case .unique: "unique"
    case .first: "first"
    case .any: "any"
    case .priority: "priority"
    case .outputOrder: "output order"
    case .ruleOrder: "rule order"
    case .collect: "collect"
    case .collectSum: "collect sum"
    case .collectMin: "collect min"
    case .collectMax: "collect max"
    case .collectCount: "collect count"
    }
  }

  /// Whether the answer is a list of the rules' answers.
  public var yieldsList: Bool {
    switch self {
    case .outputOrder, .ruleOrder, .collect: true
    default: false
    }
  }
}

/// The answer of one rule that matched.
struct RuleAnswer {
  /// The rule's id.
  var rule: String
  /// A value for each output column.
  var values: [Value]

  /// The value itself of one output, a context of several.
  func value(of outputs: [DecisionOutput]) -> Value {
    if outputs.count == 1, let value = values.first { return value }
    return .context(Context(zip(outputs, values).map { Context.Entry($0.name, $1) }))
  }

  /// Whether all values are the same.
  func agrees(with other: RuleAnswer) -> Bool {
    zip(values, other.values).allSatisfy { $0.isSame(as: $1) }
  }
}

extension HitPolicy {
  /// Brings the answers of the rules that match, at least one and in file order, to one answer, and tells which rules
  /// made it; a fault where the policy is violated.
  func combine(
    _ answers: [RuleAnswer], of outputs: [DecisionOutput]
  ) -> (fired: [String], result: Value, fault: DecisionFault?) {
    let fired = answers.map(\.rule)
    guard let first = answers.first else { return (fired, .null, nil) }
    switch self {
    case .unique:
      return answers.count > 1
        ? (fired, .null, .severalMatch(fired)) : (fired, first.value(of: outputs), nil)
    case .first: return ([first.rule], first.value(of: outputs), nil)
    case .any:
      return answers.allSatisfy(first.agrees)
        ? (fired, first.value(of: outputs), nil) : (fired, .null, .answersDiffer(fired))
    case .priority:
      let best = HitPolicy.byPriority(answers, of: outputs).first ?? first
      return ([best.rule], best.value(of: outputs), nil)
    case .outputOrder:
      let ordered = HitPolicy.byPriority(answers, of: outputs)
      return (ordered.map(\.rule), .list(ordered.map { $0.value(of: outputs) }), nil)
    case .ruleOrder, .collect: return (fired, .list(answers.map { $0.value(of: outputs) }), nil)
    case .collectCount: return (fired, .number(Decimal128(answers.count)), nil)
    case .collectSum, .collectMin, .collectMax:
      guard let result = aggregate(answers.map { $0.value(of: outputs) }) else {
        return (fired, .null, .notAggregable(self, rules: fired))
      }
      return (fired, result, nil)
    }
  }

  /// The sum, least or greatest of values; nil where one is null or of a kind that has none.
  private func aggregate(_ values: [Value]) -> Value? {
    guard var result = values.first else { return nil }
    if self == .collectSum {
      guard case .number = result else { return nil }
    } else if result.feelLess(result) == nil {
      return nil
    }
    for value in values.dropFirst() {
      switch self {
      case .collectSum:
        guard case .number(let sum) = result, case .number(let number) = value, let next = sum.adding(number) else {
          return nil
        }
        result = .number(next)
      case .collectMin:
        guard let isLess = value.feelLess(result) else { return nil }
        if isLess { result = value }
      default:
        guard let isGreater = result.feelLess(value) else { return nil }
        if isGreater { result = value }
      }
    }
    return result
  }

  /// By the declared order of each output, the first column first; what no enumeration tells
  /// apart stays in file order.
  private static func byPriority(_ answers: [RuleAnswer], of outputs: [DecisionOutput]) -> [RuleAnswer] {
    var ranked: [(ranks: [Int], answer: RuleAnswer)] = []
    for (offset, answer) in answers.enumerated() {
      var ranks: [Int] = []
      for (output, value) in zip(outputs, answer.values) {
        if let order = output.priorities {
          ranks.append(order.firstIndex { $0.isSame(as: value) } ?? order.count)
          continue
        }
        guard case .enumeration(let order) = output.type else { continue }
        // A null comes after every declared value.
        guard case .string(let text) = value else {
          ranks.append(order.count)
          continue
        }
        ranks.append(order.firstIndex { $0.utf8.elementsEqual(text.utf8) } ?? order.count)
      }
      ranked.append((ranks + [offset], answer))
    }
    return ranked.sorted { $0.ranks.lexicographicallyPrecedes($1.ranks) }.map(\.answer)
  }
}
