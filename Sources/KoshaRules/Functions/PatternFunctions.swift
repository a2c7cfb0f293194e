// FEEL's functions of regular expressions (DMN 1.5 §10.3.4.3): `matches`, `replace`, `split`.

enum PatternFunctions {
  static let all: [FunctionDefinition] = [matches, replace, split]

  private static let matches = FunctionDefinition(
    "matches",
    [
      FunctionOverload(
        [Parameter("input", .string), Parameter("pattern", .string), Parameter("flags", .string, optional: true)],
        .boolean, body: { found($0, nil, &$1) },
        specialized: { constants in
          guard let pattern = compiled(constants, flagsAt: 2) else { return nil }
          return { found($0, pattern, &$1) }
        })
    ])

  private static func found(_ arguments: [Value], _ compiled: Pattern?, _ call: inout CallContext) -> Value {
    guard case .string(let input) = arguments[0], case .string(let text) = arguments[1],
      let flags = flagText(arguments, 2)
    else { return call.mismatch("matches", arguments) }
    guard let pattern = compiled ?? pattern(text, flags, "matches", "pattern", &call), call.chargeText(input) else {
      return .null
    }
    return call.searching { pattern.matches(input, &$0).map(Value.boolean) }
  }

  private static let replace = FunctionDefinition(
    "replace",
    [
      FunctionOverload(
        [
          Parameter("input", .string), Parameter("pattern", .string), Parameter("replacement", .string),
          Parameter("flags", .string, optional: true),
        ], .string, body: { replaced($0, nil, &$1) },
        specialized: { constants in
          guard let pattern = compiled(constants, flagsAt: 3) else { return nil }
          return { replaced($0, pattern, &$1) }
        })
    ])

  private static func replaced(_ arguments: [Value], _ compiled: Pattern?, _ call: inout CallContext) -> Value {
    guard case .string(let input) = arguments[0], case .string(let text) = arguments[1],
      case .string(let written) = arguments[2], let flags = flagText(arguments, 3)
    else { return call.mismatch("replace", arguments) }
    guard let pattern = compiled ?? pattern(text, flags, "replace", "pattern", &call), call.chargeText(input) else {
      return .null
    }
    // F&O's FORX0003: where nothing can be found between any two characters, nothing can be replaced.
    guard !pattern.matchesEmpty else { return call.outside("replace", "pattern", arguments[1]) }
    guard let replacement = pattern.replacement(written) else {
      return call.outside("replace", "replacement", arguments[2])
    }
    let limit = call.environment.limits.stringLength
    return call.searching(elseReached: "string length") {
      pattern.replacing(in: input, with: replacement, limit: limit, &$0).map(Value.string)
    }.bounded(&call)
  }

  private static let split = FunctionDefinition(
    "split",
    [
      FunctionOverload(
        [Parameter("string", .string), Parameter("delimiter", .string)], .list(.string), body: { parted($0, nil, &$1) },
        specialized: { constants in
          guard let pattern = compiled(constants, flagsAt: 2) else { return nil }
          return { parted($0, pattern, &$1) }
        })
    ])

  private static func parted(_ arguments: [Value], _ compiled: Pattern?, _ call: inout CallContext) -> Value {
    guard case .string(let input) = arguments[0], case .string(let text) = arguments[1] else {
      return call.mismatch("split", arguments)
    }
    guard let pattern = compiled ?? pattern(text, "", "split", "delimiter", &call), call.chargeText(input) else {
      return .null
    }
    guard !pattern.matchesEmpty else { return call.outside("split", "delimiter", arguments[1]) }
    let limit = call.environment.limits.listLength
    return call.searching(elseReached: "list length") {
      pattern.splitting(input, limit: limit, &$0).map { .list($0.map(Value.string)) }
    }
  }

  /// The flags' text, empty where none are given; nil where they are no string.
  private static func flagText(_ arguments: [Value], _ index: Int) -> String? {
    switch FunctionArguments.optional(arguments, index) {
    case .null: ""
    case .string(let text): text
    default: nil
    }
  }

  /// The pattern of constant arguments, made once; nil where it is not constant or is none.
  private static func compiled(_ constants: [Value?], flagsAt index: Int) -> Pattern? {
    guard constants.count > 1, case .string(let text)? = constants[1] else { return nil }
    var flags = ""
    if index < constants.count {
      switch constants[index] {
      case .string(let text)?: flags = text
      case .null?: break
      default: return nil
      }
    }
    return PatternFlags(flags).flatMap { try? Pattern(text, $0) }
  }

  private static func pattern(
    _ text: String, _ flags: String, _ function: String, _ parameter: String, _ call: inout CallContext
  ) -> Pattern? {
    // Reading a pattern and laying it out costs about as much as ten calls.
    guard call.chargeSteps(10 + text.utf8.count >> 2) else { return nil }
    guard let read = PatternFlags(flags) else {
      _ = call.outside(function, "flags", .string(flags))
      return nil
    }
    do throws(PatternError) {
      let pattern = try Pattern(text, read)
      return call.chargeSteps(pattern.size >> 1) ? pattern : nil
    } catch {
      switch error {
      case .syntax: _ = call.outside(function, parameter, .string(text))
      case .tooLarge: _ = call.fail(.limit("pattern size"))
      }
      return nil
    }
  }
}

extension CallContext {
  /// Instructions of a pattern that count as one step.
  private static let visitsPerStep = 16
  /// Instructions that one search may visit.
  private static let visitLimit = 8_000_000

  /// Uses up steps for a text that is taken apart into code points.
  fileprivate mutating func chargeText(_ text: String) -> Bool { chargeSteps(text.utf8.count >> 4) }

  /// Runs a search within the steps that are left; null with a remark where they, or the named limit, are reached.
  fileprivate mutating func searching(
    elseReached limit: String = "pattern steps", _ search: (inout PatternBudget) -> Value?
  ) -> Value {
    let visits = min(Self.visitLimit, max(0, remainingSteps).multipliedSaturating(by: Self.visitsPerStep))
    var budget = PatternBudget(visits: visits)
    let answer = search(&budget)
    guard chargeSteps((visits - max(0, budget.visits)) / Self.visitsPerStep) else { return .null }
    return answer ?? fail(.limit(budget.isSpent ? "pattern steps" : limit))
  }
}

extension Int {
  fileprivate func multipliedSaturating(by factor: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}

extension Value {
  /// A string within the limit of its length.
  fileprivate func bounded(_ call: inout CallContext) -> Value {
    if case .string(let text) = self { call.bounded(text) } else { self }
  }
}
