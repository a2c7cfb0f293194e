// FEEL's `sort` (DMN 1.5 §10.3.4.8): a stable merge sort, so that a relation without order still ends and every call
// of it counts.

enum SortFunction {
  static let all: [FunctionDefinition] = [
    FunctionDefinition(
      "sort",
      [
        FunctionOverload(
          [
            Parameter("list", .list(.any)),
            Parameter("precedes", .function(parameters: [.any, .any], result: .boolean)),
          ], .list(.any)
        ) { arguments, call in
          guard let members = FunctionArguments.members(arguments[0]), case .function(let precedes) = arguments[1],
            precedes.parameters.count == 2
          else { return call.mismatch("sort", arguments) }
          return sorted(members, by: precedes, &call).map(Value.list) ?? .null
        }
      ])
  ]

  /// Merges runs of doubling width; nil, with a remark, where `precedes` gives no boolean or the steps are used up.
  private static func sorted(
    _ members: [Value], by precedes: FunctionValue, _ call: inout CallContext
  ) -> [Value]? {
    var current = members
    var width = 1
    while width < current.count {
      var next: [Value] = []
      next.reserveCapacity(current.count)
      for start in stride(from: 0, to: current.count, by: 2 * width) {
        let middle = min(start + width, current.count)
        let end = min(start + 2 * width, current.count)
        var (left, right) = (start, middle)
        while left < middle, right < end {
          guard call.chargeSteps(1) else { return nil }
          let answer = precedes.body([current[right], current[left]], &call)
          guard case .boolean(let rightFirst) = answer else {
            _ = call.fail(.condition(kind: answer.kindName))
            return nil
          }
          if rightFirst {
            next.append(current[right])
            right += 1
          } else {
            next.append(current[left])
            left += 1
          }
        }
        next.append(contentsOf: current[left..<middle])
        next.append(contentsOf: current[right..<end])
      }
      current = next
      width *= 2
    }
    return current
  }
}
