// FEEL's string functions (DMN 1.5 §10.3.4.3); positions and lengths count code points.

enum StringFunctions {
  static let all: [FunctionDefinition] = [
    substring, length, changed("upper case") { $0.uppercased() }, changed("lower case") { $0.lowercased() },
    before, after, contains, startsWith, endsWith, join,
  ]

  private static let substring = FunctionDefinition(
    "substring",
    [
      FunctionOverload(
        [
          Parameter("string", .string), Parameter("start position", .number),
          Parameter("length", .number, optional: true),
        ], .string
      ) { arguments, call in
        guard case .string(let text) = arguments[0], case .number = arguments[1] else {
          return call.mismatch("substring", arguments)
        }
        let scalars = text.unicodeScalars
        let total = scalars.count
        guard let position = FunctionArguments.truncated(arguments[1]), position != 0, position.magnitude <= total
        else { return call.outside("substring", "start position", arguments[1]) }
        let start = position > 0 ? position - 1 : total + position
        var taken = total - start
        // A length that is null is as good as none.
        let length = FunctionArguments.optional(arguments, 2)
        if case .null = length {
        } else {
          guard let count = FunctionArguments.truncated(length), count >= 1 else {
            return call.outside("substring", "length", length)
          }
          taken = min(taken, count)
        }
        let first = scalars.index(scalars.startIndex, offsetBy: start)
        return .string(String(scalars[first..<scalars.index(first, offsetBy: taken)]))
      }
    ])

  private static let length = FunctionDefinition(
    "string length",
    [
      FunctionOverload([Parameter("string", .string)], .number) { arguments, call in
        guard case .string(let text) = arguments[0] else { return call.mismatch("string length", arguments) }
        return .number(Decimal128(text.unicodeScalars.count))
      }
    ])

  private static func changed(_ name: String, _ change: @escaping @Sendable (String) -> String) -> FunctionDefinition {
    FunctionDefinition(
      name,
      [
        FunctionOverload([Parameter("string", .string)], .string) { arguments, call in
          guard case .string(let text) = arguments[0] else { return call.mismatch(name, arguments) }
          return call.bounded(change(text))
        }
      ])
  }

  /// A function of a string and what is looked for in it.
  private static func search(
    _ name: String, _ result: ValueType, _ answer: @escaping @Sendable (_ text: [UInt8], _ match: [UInt8]) -> Value
  ) -> FunctionDefinition {
    FunctionDefinition(
      name,
      [
        FunctionOverload([Parameter("string", .string), Parameter("match", .string)], result) { arguments, call in
          guard case .string(let text) = arguments[0], case .string(let match) = arguments[1] else {
            return call.mismatch(name, arguments)
          }
          return answer(Array(text.utf8), Array(match.utf8))
        }
      ])
  }

  private static let before = search("substring before", .string) { text, match in
    firstOffset(of: match, in: text).map { .string(String(decoding: text[..<$0], as: UTF8.self)) } ?? .string("")
  }

  private static let after = search("substring after", .string) { text, match in
    firstOffset(of: match, in: text).map { .string(String(decoding: text[($0 + match.count)...], as: UTF8.self)) }
      ?? .string("")
  }

  private static let contains = search("contains", .boolean) { .boolean(firstOffset(of: $1, in: $0) != nil) }
  private static let startsWith = search("starts with", .boolean) { .boolean($0.starts(with: $1)) }
  private static let endsWith = search("ends with", .boolean) { .boolean($0.reversed().starts(with: $1.reversed())) }

  /// Where bytes first occur; UTF-8 lets bytes match only where code points do.
  private static func firstOffset(of match: [UInt8], in text: [UInt8]) -> Int? {
    guard let first = match.first else { return 0 }
    guard match.count <= text.count else { return nil }
    for start in 0...(text.count - match.count) where text[start] == first {
      if text[start..<(start + match.count)].elementsEqual(match) { return start }
    }
    return nil
  }

  private static let join = FunctionDefinition(
    "string join",
    [
      FunctionOverload(
        [Parameter("list", .list(.string)), Parameter("delimiter", .string, optional: true)], .string
      ) { arguments, call in
        guard let members = FunctionArguments.members(arguments[0]) else {
          return call.mismatch("string join", arguments)
        }
        var delimiter = ""
        switch FunctionArguments.optional(arguments, 1) {
        case .string(let text): delimiter = text
        case .null: break
        default: return call.mismatch("string join", arguments)
        }
        guard call.chargeSteps(members.count) else { return .null }
        var parts: [String] = []
        for member in members {
          switch member {
          case .string(let text): parts.append(text)
          // Null members are left out.
          case .null: continue
          default: return call.outside("string join", "list", member)
          }
        }
        let bytes = parts.reduce(0) { $0 + $1.utf8.count } + delimiter.utf8.count * max(0, parts.count - 1)
        guard bytes <= call.environment.limits.stringLength else { return call.fail(.limit("string length")) }
        return call.chargeSteps(bytes >> 6) ? .string(parts.joined(separator: delimiter)) : .null
      }
    ])
}
