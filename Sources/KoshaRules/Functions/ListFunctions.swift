// FEEL's list functions (DMN 1.5 §10.3.4.4) that look at members or make other lists; positions count from 1.

enum ListFunctions {
  static let all: [FunctionDefinition] = [
    contains, count, all(of: "all", breaking: false), all(of: "any", breaking: true), sublist, append, concatenate,
    insertBefore, remove, replace, reverse, indexOf, union, distinctValues, flatten,
  ]

  private static let list = Parameter("list", .list(.any))
  private static let anyList = ValueType.list(.any)

  private static let contains = FunctionDefinition(
    "list contains",
    [
      FunctionOverload([list, Parameter("element", .any)], .boolean) { arguments, call in
        guard let members = FunctionArguments.members(arguments[0]) else {
          return call.mismatch("list contains", arguments)
        }
        guard call.chargeSteps(members.count) else { return .null }
        for member in members {
          if call.equals(member, arguments[1]) == true { return .boolean(true) }
          if call.remainingSteps < 0 { return .null }
        }
        return .boolean(false)
      }
    ])

  private static let count = FunctionDefinition(
    "count",
    [
      FunctionOverload([list], .number) { arguments, call in
        guard let members = FunctionArguments.members(arguments[0]) else { return call.mismatch("count", arguments) }
        return .number(Decimal128(members.count))
      }
    ])

  /// `all` and `any`: a member equal to `breaking` decides; without one, a member that is no boolean makes null.
  private static func all(of name: String, breaking: Bool) -> FunctionDefinition {
    let body: @Sendable ([Value], inout CallContext) -> Value = { arguments, call in
      guard let members = FunctionArguments.spread(arguments) else { return call.mismatch(name, arguments) }
      guard call.chargeSteps(members.count) else { return .null }
      var isUnknown = false
      for member in members {
        switch member {
        case .boolean(breaking): return .boolean(breaking)
        case .boolean: continue
        case .null: isUnknown = true
        default: return call.outside(name, "list", member)
        }
      }
      return isUnknown ? .null : .boolean(!breaking)
    }
    return FunctionDefinition(
      name,
      [
        FunctionOverload([Parameter("list", .list(.boolean))], .boolean, body: body),
        FunctionOverload([Parameter("b", .boolean, variadic: true)], .boolean, body: body),
      ])
  }

  private static let sublist = FunctionDefinition(
    "sublist",
    [
      FunctionOverload(
        [list, Parameter("start position", .number), Parameter("length", .number, optional: true)], anyList
      ) { arguments, call in
        guard let members = FunctionArguments.members(arguments[0]), case .number = arguments[1] else {
          return call.mismatch("sublist", arguments)
        }
        guard call.chargeCopy(members.count) else { return .null }
        guard let start = offset(arguments[1], count: members.count) else {
          return call.outside("sublist", "start position", arguments[1])
        }
        let length = FunctionArguments.optional(arguments, 2)
        if case .null = length { return .list(Array(members[start...])) }
        guard let count = FunctionArguments.integer(length), count >= 0, count <= members.count - start else {
          return call.outside("sublist", "length", length)
        }
        return .list(Array(members[start..<(start + count)]))
      }
    ])

  /// The index that a position from 1, or from -1 backwards, names in a list of `count` members.
  private static func offset(_ position: Value, count: Int) -> Int? {
    guard let position = FunctionArguments.integer(position), position != 0, position.magnitude <= count else {
      return nil
    }
    return position > 0 ? position - 1 : count + position
  }

  private static let append = FunctionDefinition(
    "append",
    [
      FunctionOverload([list, Parameter("item", .any, variadic: true)], anyList) { arguments, call in
        guard let members = arguments.first.flatMap(FunctionArguments.members) else {
          return call.mismatch("append", arguments)
        }
        guard call.chargeCopy(members.count) else { return .null }
        return call.bounded(members + arguments.dropFirst())
      }
    ])

  private static let concatenate = FunctionDefinition(
    "concatenate",
    [
      FunctionOverload([Parameter("list", anyList, variadic: true)], anyList) { arguments, call in
        guard let lists = joined(arguments, &call) else { return call.mismatch("concatenate", arguments) }
        return call.bounded(lists)
      }
    ])

  /// The members of several lists one after another; nil where one is null.
  private static func joined(_ lists: [Value], _ call: inout CallContext) -> [Value]? {
    var result: [Value] = []
    for list in lists {
      guard let members = FunctionArguments.members(list), call.chargeCopy(members.count) else { return nil }
      result.append(contentsOf: members)
      if result.count > call.environment.limits.listLength { return result }
    }
    return result
  }

  private static let insertBefore = FunctionDefinition(
    "insert before",
    [
      FunctionOverload([list, Parameter("position", .number), Parameter("newItem", .any)], anyList) {
        arguments, call in
        guard var members = FunctionArguments.members(arguments[0]), case .number = arguments[1] else {
          return call.mismatch("insert before", arguments)
        }
        guard call.chargeCopy(members.count) else { return .null }
        guard let index = offset(arguments[1], count: members.count) else {
          return call.outside("insert before", "position", arguments[1])
        }
        members.insert(arguments[2], at: index)
        return call.bounded(members)
      }
    ])

  private static let remove = FunctionDefinition(
    "remove",
    [
      FunctionOverload([list, Parameter("position", .number)], anyList) { arguments, call in
        guard var members = FunctionArguments.members(arguments[0]), case .number = arguments[1] else {
          return call.mismatch("remove", arguments)
        }
        guard call.chargeCopy(members.count) else { return .null }
        guard let index = offset(arguments[1], count: members.count) else {
          return call.outside("remove", "position", arguments[1])
        }
        members.remove(at: index)
        return .list(members)
      }
    ])

  private static let replace = FunctionDefinition(
    "list replace",
    [
      FunctionOverload([list, Parameter("position", .number), Parameter("newItem", .any)], anyList) {
        arguments, call in
        guard var members = FunctionArguments.members(arguments[0]), case .number = arguments[1] else {
          return call.mismatch("list replace", arguments)
        }
        guard call.chargeCopy(members.count) else { return .null }
        guard let index = offset(arguments[1], count: members.count) else {
          return call.outside("list replace", "position", arguments[1])
        }
        members[index] = arguments[2]
        return .list(members)
      },
      FunctionOverload(
        [
          list, Parameter("match", .function(parameters: [.any, .any], result: .boolean)), Parameter("newItem", .any),
        ], anyList
      ) { arguments, call in
        guard var members = FunctionArguments.members(arguments[0]), case .function(let match) = arguments[1],
          match.parameters.count == 2
        else { return call.mismatch("list replace", arguments) }
        for index in members.indices {
          guard call.chargeSteps(1) else { return .null }
          let answer = match.body([members[index], arguments[2]], &call)
          guard case .boolean(let matches) = answer else {
            return call.fail(.condition(kind: answer.kindName))
          }
          if matches { members[index] = arguments[2] }
        }
        return .list(members)
      },
    ])

  private static let reverse = FunctionDefinition(
    "reverse",
    [
      FunctionOverload([list], anyList) { arguments, call in
        guard let members = FunctionArguments.members(arguments[0]) else {
          return call.mismatch("reverse", arguments)
        }
        guard call.chargeCopy(members.count) else { return .null }
        return .list(members.reversed())
      }
    ])

  private static let indexOf = FunctionDefinition(
    "index of",
    [
      FunctionOverload([list, Parameter("match", .any)], .list(.number)) { arguments, call in
        guard let members = FunctionArguments.members(arguments[0]) else {
          return call.mismatch("index of", arguments)
        }
        guard call.chargeSteps(members.count) else { return .null }
        var places: [Value] = []
        for (index, member) in members.enumerated() {
          if call.equals(member, arguments[1]) == true { places.append(.number(Decimal128(index + 1))) }
          if call.remainingSteps < 0 { return .null }
        }
        return .list(places)
      }
    ])

  private static let union = FunctionDefinition(
    "union",
    [
      FunctionOverload([Parameter("list", anyList, variadic: true)], anyList) { arguments, call in
        guard let members = joined(arguments, &call) else { return call.mismatch("union", arguments) }
        return distinct(members, &call)
      }
    ])

  private static let distinctValues = FunctionDefinition(
    "distinct values",
    [
      FunctionOverload([list], anyList) { arguments, call in
        guard let members = FunctionArguments.members(arguments[0]) else {
          return call.mismatch("distinct values", arguments)
        }
        return distinct(members, &call)
      }
    ])

  /// The members without those that equal an earlier one.
  private static func distinct(_ members: [Value], _ call: inout CallContext) -> Value {
    var result: [Value] = []
    for member in members {
      guard call.chargeSteps(result.count + 1) else { return .null }
      let isKnown = result.contains { call.equals($0, member) == true }
      if call.remainingSteps < 0 { return .null }
      if !isKnown { result.append(member) }
    }
    return call.bounded(result)
  }

  private static let flatten = FunctionDefinition(
    "flatten",
    [
      FunctionOverload([list], anyList) { arguments, call in
        guard case .list(let members) = arguments[0] else {
          return FunctionArguments.members(arguments[0]).map(Value.list) ?? call.mismatch("flatten", arguments)
        }
        // A stack of iterators, since lists may nest deeper than calls may.
        var result: [Value] = []
        var open = [members.makeIterator()]
        while !open.isEmpty {
          guard call.chargeSteps(1) else { return .null }
          switch open[open.count - 1].next() {
          case .list(let inner)?: open.append(inner.makeIterator())
          case let member?: result.append(member)
          case nil: open.removeLast()
          }
        }
        return call.bounded(result)
      }
    ])
}
