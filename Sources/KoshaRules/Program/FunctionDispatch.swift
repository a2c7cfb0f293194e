// Calls at run time: the overload that fits the arguments, functions as values, limits.

/// Chooses and calls functions.
enum FunctionDispatch {
  /// A call of a function of the table.
  static func node(_ call: FunctionCall, _ arguments: [Node], _ range: Range<Int>) -> Node {
    if call.overloads.count == 1, arguments.count == 1 {
      let (overload, argument) = (call.overloads[0], arguments[0])
      return { frame in
        let value = argument(&frame)
        guard frame.step(cost(of: value), at: range) else { return .null }
        frame.call.place = range
        if overload.parameter(at: 0).type.admits(value) { return overload.body([value], &frame.call) }
        return FunctionDispatch.call(call, [value], &frame.call)
      }
    }
    return { frame in
      var values: [Value] = []
      values.reserveCapacity(arguments.count)
      for argument in arguments { values.append(argument(&frame)) }
      guard frame.step(cost(of: values), at: range) else { return .null }
      frame.call.place = range
      return FunctionDispatch.call(call, values, &frame.call)
    }
  }

  /// The steps of a call: a text is read, or held, in steps of 64 bytes.
  @inline(__always)
  private static func cost(of argument: Value) -> Int {
    if case .string(let text) = argument { 1 + text.utf8.count >> 6 } else { 1 }
  }

  private static func cost(of arguments: [Value]) -> Int {
    var cost = 1
    for argument in arguments { cost += Self.cost(of: argument) - 1 }
    return cost
  }

  /// Calls the first overload whose parameters admit the arguments, as they are or else converted.
  private static func call(_ call: FunctionCall, _ arguments: [Value], _ context: inout CallContext) -> Value {
    for overload in call.overloads where overload.accepts(count: arguments.count) {
      if arguments.indices.allSatisfy({ overload.parameter(at: $0).type.admits(arguments[$0]) }) {
        return overload.body(arguments, &context)
      }
    }
    for overload in call.overloads where overload.accepts(count: arguments.count) {
      if let converted = converted(arguments, for: overload) { return overload.body(converted, &context) }
    }
    return context.fail(.arguments(function: call.name, kinds: arguments.map(\.kindName)))
  }

  private static func converted(_ arguments: [Value], for overload: FunctionOverload) -> [Value]? {
    var converted: [Value] = []
    for (index, argument) in arguments.enumerated() {
      guard let value = Conversion.value(argument, as: overload.parameter(at: index).type) else { return nil }
      converted.append(value)
    }
    return converted
  }

  /// A function of the table as a value.
  static func value(of call: FunctionCall) -> FunctionValue {
    FunctionValue(parameters: call.overloads.first?.parameters.map(\.name) ?? []) { arguments, context in
      FunctionDispatch.call(call, arguments, &context)
    }
  }

  /// A call of a value.
  static func invocation(
    _ callee: @escaping Node, _ arguments: [Node], _ names: [String]?, _ range: Range<Int>
  ) -> Node {
    return { frame in
      let callee = callee(&frame)
      var values: [Value] = []
      values.reserveCapacity(arguments.count)
      for argument in arguments { values.append(argument(&frame)) }
      guard case .function(let function) = callee else {
        return frame.fail(.notAFunction(kind: callee.kindName), at: range)
      }
      if let names, names != function.parameters {
        guard let ordered = FunctionDispatch.ordered(values, names, function.parameters) else {
          return frame.fail(.arguments(function: "", kinds: names), at: range)
        }
        values = ordered
      }
      guard frame.step(cost(of: values), at: range) else { return .null }
      frame.call.place = range
      return function.body(values, &frame.call)
    }
  }

  private static func ordered(_ values: [Value], _ names: [String], _ parameters: [String]) -> [Value]? {
    guard names.count == parameters.count else { return nil }
    var ordered: [Value] = []
    for parameter in parameters {
      guard let index = names.firstIndex(of: parameter) else { return nil }
      ordered.append(values[index])
    }
    return ordered
  }

  /// A function definition: a closure over the values of its place.
  static func definition(
    _ parameters: [ResolvedExpression.Parameter], _ body: @escaping Node, type: ValueType, itself: Int?
  ) -> Node {
    let definition = Definition(parameters: parameters, body: body, type: type, itself: itself)
    return { frame in .function(definition.closure(values: frame.values, locals: frame.locals, input: frame.input)) }
  }

  /// What a function definition says, whatever values it closes over.
  private struct Definition: Sendable {
    var parameters: [ResolvedExpression.Parameter]
    var body: Node
    var type: ValueType
    var itself: Int?

    func closure(values: [Value], locals: [Value], input: Value) -> FunctionValue {
      FunctionValue(parameters: parameters.map(\.name), type: type) { arguments, call in
        guard arguments.count == parameters.count else {
          return call.fail(.arguments(function: "", kinds: arguments.map(\.kindName)))
        }
        // A declared type is held against every member.
        for (parameter, argument) in zip(parameters, arguments) where parameter.type != .any {
          if case .list(let members) = argument, !call.chargeCopy(members.count) { return .null }
        }
        var inner = Frame(values: values, locals: locals, input: input, call: call)
        // Made anew for each call, since a closure that held itself would never be freed.
        if let itself {
          inner.locals[itself] = .function(closure(values: values, locals: locals, input: input))
        }
        for (parameter, argument) in zip(parameters, arguments) {
          guard let value = Conversion.value(argument, as: parameter.type) else {
            return call.fail(.type(expected: parameter.type.text, value: argument.excerpt))
          }
          inner.locals[parameter.local] = value
        }
        guard inner.enterCall() else { return call.endsAtDepth() }
        let result = body(&inner)
        call.remarks = inner.call.remarks
        call.remainingSteps = inner.call.remainingSteps
        return result
      }
    }
  }
}

extension Frame {
  /// Counts one more nested call; false where the limits of calls or of the stack allow none.
  mutating func enterCall() -> Bool {
    let address = withUnsafeMutablePointer(to: &self) { UInt(bitPattern: $0) }
    if call.stackBase == 0 { call.stackBase = address }
    call.depth += 1
    let taken = address > call.stackBase ? address - call.stackBase : call.stackBase - address
    return call.depth <= call.environment.limits.depth && taken <= UInt(call.environment.limits.stack)
  }
}

extension CallContext {
  /// Ends the whole evaluation: else two calls in one body would go on to try as many ways as their number doubles.
  mutating func endsAtDepth() -> Value {
    if remainingSteps >= 0 { _ = fail(.limit("depth")) }
    remainingSteps = -1
    return .null
  }
}

/// Implicit conversions (DMN 1.5 §10.3.2.9.4).
enum Conversion {
  /// The value as one of a type; nil where it cannot be.
  static func value(_ value: Value, as type: ValueType) -> Value? {
    if type.admits(value) { return value }
    switch (value, type) {
    case (.date(let date), .dateAndTime):
      return .dateAndTime(
        DateAndTime(date: date, time: TimeOfDay(nanosecondOfDay: 0, zone: .offset(seconds: 0))))
    case (.list(let members), _) where members.count == 1 && type.kind != .list:
      return type.admits(members[0]) ? members[0] : nil
    case (_, .list(let element)) where element.admits(value):
      return .list([value])
    default: return nil
    }
  }
}
