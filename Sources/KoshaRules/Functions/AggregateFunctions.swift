// FEEL's list functions (DMN 1.5 §10.3.4.4) that make one value of many; each takes one list or several arguments.

enum AggregateFunctions {
  static let all: [FunctionDefinition] = [
    extreme("min", precedes: { $0.feelLess($1) }), extreme("max", precedes: { $1.feelLess($0) }),
    ofNumbers("sum") { numbers, call in
      fold(numbers, "sum", &call) { $0.adding($1) }
    },
    ofNumbers("product") { numbers, call in
      fold(numbers, "product", &call) { $0.multiplied(by: $1) }
    },
    ofNumbers("mean") { numbers, call in
      numbers.isEmpty ? .null : call.number(ExactSum(of: numbers).mean(of: numbers.count), "mean")
    },
    ofNumbers("median") { numbers, call in
      guard !numbers.isEmpty else { return .null }
      let sorted = numbers.sorted()
      let middle = sorted.count / 2
      if sorted.count % 2 == 1 { return .number(sorted[middle]) }
      return call.number(ExactSum(of: [sorted[middle - 1], sorted[middle]]).mean(of: 2), "median")
    },
    ofNumbers("stddev") { numbers, call in
      // The deviation of a sample is defined from two values on.
      numbers.count < 2 ? .null : call.number(ExactSum.standardDeviation(of: numbers), "stddev")
    },
    ofNumbers("mode", result: .list(.number)) { numbers, _ in
      .list(modes(numbers).map(Value.number))
    },
  ]

  private static func extreme(
    _ name: String, precedes: @escaping @Sendable (Value, Value) -> Bool?
  ) -> FunctionDefinition {
    let body: @Sendable ([Value], inout CallContext) -> Value = { arguments, call in
      guard let members = FunctionArguments.spread(arguments) else { return call.mismatch(name, arguments) }
      guard call.chargeSteps(members.count) else { return .null }
      guard var best = members.first else { return .null }
      // A single member too must be of a kind that has an order.
      guard precedes(best, best) != nil else { return call.outside(name, "list", best) }
      for member in members.dropFirst() {
        guard let isBetter = precedes(member, best) else { return call.outside(name, "list", member) }
        if isBetter { best = member }
      }
      return best
    }
    return FunctionDefinition(
      name,
      [
        FunctionOverload([Parameter("list", .list(.any))], .any, body: body),
        FunctionOverload([Parameter("c", .any, variadic: true)], .any, body: body),
      ])
  }

  private static func ofNumbers(
    _ name: String, result: ValueType = .number,
    _ answer: @escaping @Sendable (_ numbers: [Decimal128], _ call: inout CallContext) -> Value
  ) -> FunctionDefinition {
    let body: @Sendable ([Value], inout CallContext) -> Value = { arguments, call in
      guard let members = FunctionArguments.spread(arguments) else { return call.mismatch(name, arguments) }
      guard call.chargeSteps(members.count) else { return .null }
      var numbers: [Decimal128] = []
      numbers.reserveCapacity(members.count)
      for member in members {
        guard case .number(let number) = member else { return call.outside(name, "list", member) }
        numbers.append(number)
      }
      return answer(numbers, &call)
    }
    return FunctionDefinition(
      name,
      [
        FunctionOverload([Parameter("list", .list(.number))], result, body: body),
        FunctionOverload([Parameter("n", .number, variadic: true)], result, body: body),
      ])
  }

  private static func fold(
    _ numbers: [Decimal128], _ name: String, _ call: inout CallContext, _ step: (Decimal128, Decimal128) -> Decimal128?
  ) -> Value {
    guard var result = numbers.first else { return .null }
    for number in numbers.dropFirst() {
      guard let next = step(result, number) else { return call.fail(.overflow(operation: name)) }
      result = next
    }
    return .number(result)
  }

  /// The most frequent numbers, ascending.
  private static func modes(_ numbers: [Decimal128]) -> [Decimal128] {
    var runs: [(number: Decimal128, count: Int)] = []
    for number in numbers.sorted() {
      if let last = runs.last, last.number == number {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((number, 1))
      }
    }
    let most = runs.map(\.count).max() ?? 0
    return runs.filter { $0.count == most }.map(\.number)
  }
}
