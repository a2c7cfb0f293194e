// FEEL's context functions (DMN 1.5 §10.3.4.11).

enum ContextFunctions {
  static let all: [FunctionDefinition] = [getValue, getEntries, context, put, merge]

  private static let anyContext = ValueType.context([])

  private static let getValue = FunctionDefinition(
    "get value",
    [
      FunctionOverload([Parameter("m", anyContext), Parameter("key", .string)], .any) { arguments, call in
        guard case .context(let context) = arguments[0], case .string(let key) = arguments[1] else {
          return call.mismatch("get value", arguments)
        }
        // Asking for what may be absent is no failure.
        return context[key] ?? .null
      }
    ])

  private static let getEntries = FunctionDefinition(
    "get entries",
    [
      FunctionOverload([Parameter("m", anyContext)], .list(.context([.init("key", .string), .init("value", .any)]))) {
        arguments, call in
        guard case .context(let context) = arguments[0] else { return call.mismatch("get entries", arguments) }
        guard call.chargeSteps(context.entries.count) else { return .null }
        return .list(
          context.entries.map { .context(Context([.init("key", .string($0.name)), .init("value", $0.value)])) })
      }
    ])

  private static let context = FunctionDefinition(
    "context",
    [
      FunctionOverload([Parameter("entries", .list(anyContext))], anyContext) { arguments, call in
        guard let entries = FunctionArguments.members(arguments[0]) else { return call.mismatch("context", arguments) }
        var result = Context()
        for entry in entries {
          // A name is looked for among those before it.
          guard call.chargeSteps(1 + result.entries.count >> 4) else { return .null }
          guard case .context(let parts) = entry, case .string(let key)? = parts["key"], let value = parts["value"],
            result[key] == nil
          else { return call.outside("context", "entries", entry) }
          result[key] = value
        }
        return .context(result)
      }
    ])

  private static let put = FunctionDefinition(
    "context put",
    [
      FunctionOverload(
        [Parameter("context", anyContext), Parameter("key", .string), Parameter("value", .any)], anyContext,
        body: putBody),
      FunctionOverload(
        [Parameter("context", anyContext), Parameter("keys", .list(.string)), Parameter("value", .any)], anyContext,
        body: putBody),
    ])

  private static let putBody: @Sendable ([Value], inout CallContext) -> Value = { arguments, call in
    guard case .context(let context) = arguments[0], let keys = FunctionArguments.members(arguments[1]),
      !keys.isEmpty
    else { return call.mismatch("context put", arguments) }
    var path: [String] = []
    for key in keys {
      guard case .string(let name) = key else { return call.mismatch("context put", arguments) }
      path.append(name)
    }
    guard call.chargeCopy(context.entries.count) else { return .null }
    guard path.count <= call.environment.limits.depth else { return call.fail(.limit("depth")) }
    guard let result = putting(arguments[2], at: path[...], into: context) else {
      return call.outside("context put", "keys", arguments[1])
    }
    return .context(result)
  }

  /// A context with a value at a path; nil where the path goes through what is no context.
  private static func putting(_ value: Value, at path: ArraySlice<String>, into context: Context) -> Context? {
    guard let key = path.first else { return nil }
    var result = context
    let rest = path.dropFirst()
    if rest.isEmpty {
      result[key] = value
      return result
    }
    guard case .context(let inner)? = context[key], let changed = putting(value, at: rest, into: inner) else {
      return nil
    }
    result[key] = .context(changed)
    return result
  }

  private static let merge = FunctionDefinition(
    "context merge",
    [
      FunctionOverload([Parameter("contexts", .list(anyContext))], anyContext) { arguments, call in
        guard let contexts = FunctionArguments.members(arguments[0]) else {
          return call.mismatch("context merge", arguments)
        }
        var result = Context()
        for member in contexts {
          guard case .context(let context) = member else { return call.outside("context merge", "contexts", member) }
          for entry in context.entries {
            guard call.chargeSteps(1 + result.entries.count >> 4) else { return .null }
            result[entry.name] = entry.value
          }
        }
        return .context(result)
      }
    ])
}
