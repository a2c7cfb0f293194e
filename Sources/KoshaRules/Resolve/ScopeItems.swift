// A name that no part of the text binds: a variable of the scope, or an entry of a filter's item that stands there.

extension Resolver {
  /// The variable of that name, behind the entries of the items declared after it.
  mutating func lookUpInScope(_ name: String, _ range: Range<Int>) -> ResolvedExpression? {
    let slot = scope.slot(of: name)
    var found: ResolvedExpression?
    if let slot {
      usedSlots.insert(slot)
      found = ResolvedExpression(.slot(slot), scope.variables[slot].type, range)
    } else if !scope.items.isEmpty {
      found = functionValue(name, range)
    }
    for item in scope.items where slot.map({ $0 <= item }) ?? true {
      usedSlots.insert(item)
      let itself = ResolvedExpression(.slot(item), .any, range)
      let call = FunctionCall(name: name, overloads: [Resolver.entry(named: name)])
      found = ResolvedExpression(.call(call, [itself] + (found.map { [$0] } ?? [])), .any, range)
    }
    return found
  }

  /// A function of the table as a value; nil where there is none of that name.
  func functionValue(_ name: String, _ range: Range<Int>) -> ResolvedExpression? {
    guard let definition = scope.functions[name] else { return nil }
    let call = FunctionCall(name: name, overloads: definition.overloads)
    let type = ValueType.function(parameters: [], result: .any)
    return ResolvedExpression(.constant(.function(FunctionDispatch.value(of: call))), type, range)
  }

  /// The entry of an item if it has one of that name, else the second argument.
  private static func entry(named name: String) -> FunctionOverload {
    FunctionOverload([Parameter("item", .any), Parameter("outer", .any, optional: true)], .any) { arguments, call in
      if case .context(let context) = arguments[0], let value = context[name] { return value }
      return arguments.count > 1 ? arguments[1] : call.fail(.unknownName(name))
    }
  }
}
