// The class and the signature of a static Java method in, a function of values out: a small table in place of a Java
// machine, so that models which call them give the same answers here (DMN 1.5 §10.3.2.13.3).

/// The static methods that external functions may name.
enum ExternalFunctions {
  typealias Body = @Sendable (_ arguments: [Value], _ call: inout CallContext) -> Value

  /// What a parameter takes, by the name of its Java type.
  private enum Kind {
    case whole, real, text, truth, anything, rest

    init?(_ name: String) {
      switch name {
      case "int", "long", "short", "byte", "java.lang.Integer", "java.lang.Long", "java.math.BigInteger": self = .whole
      case "double", "float", "java.lang.Double", "java.lang.Float", "java.lang.Number", "java.math.BigDecimal":
        self = .real
      case "java.lang.String", "java.lang.CharSequence", "String": self = .text
      case "boolean", "java.lang.Boolean": self = .truth
      case "java.lang.Object", "Object": self = .anything
      case "[Ljava.lang.Object;", "java.lang.Object...", "Object...": self = .rest
      default: return nil
      }
    }

    /// A value as the type takes it; nil where it does not.
    func converted(_ value: Value) -> Value? {
      switch (self, value) {
      case (.whole, .number(let number)): number.rounded(scale: 0, .down).map(Value.number)
      case (.real, .number), (.text, .string), (.truth, .boolean), (.anything, _), (.rest, _): value
      default: nil
      }
    }
  }

  /// The method of a class; nil where the table has none of that name and parameters.
  static func function(className: String, methodSignature: String) -> Body? {
    guard let open = methodSignature.firstIndex(of: "("), methodSignature.hasSuffix(")") else { return nil }
    let name = String(methodSignature[..<open].trimmed)
    let written = methodSignature[methodSignature.index(after: open)...].dropLast()
    var kinds: [Kind] = []
    for type in written.split(separator: ",") {
      guard let kind = Kind(String(type.trimmed)) else { return nil }
      kinds.append(kind)
    }
    guard let answer = method(className, name, kinds.count) else { return nil }
    let isReal = kinds.contains { if case .real = $0 { true } else { false } }
    let label = "\(className).\(name)"
    return { [kinds] arguments, call in
      let takesRest = if case .rest? = kinds.last { true } else { false }
      guard takesRest ? arguments.count >= kinds.count - 1 : arguments.count == kinds.count else {
        return call.fail(.arguments(function: label, kinds: arguments.map(\.kindName)))
      }
      var converted: [Value] = []
      for (index, argument) in arguments.enumerated() {
        guard let value = kinds[min(index, kinds.count - 1)].converted(argument) else {
          return call.fail(.arguments(function: label, kinds: arguments.map(\.kindName)))
        }
        converted.append(value)
      }
      guard let value = answer(converted) else {
        let shown = converted.map(\.feelText).joined(separator: ", ")
        return call.fail(.argument(function: label, parameter: "value", value: shown))
      }
      guard isReal, case .number(let number) = value else { return value }
      return .number(nearestDouble(number))
    }
  }

  /// What a Java `double` would hold of a number: its shortest digits.
  private static func nearestDouble(_ number: Decimal128) -> Decimal128 {
    Double(number.description).flatMap { Decimal128("\($0)") } ?? number
  }

  private static func method(
    _ className: String, _ name: String, _ count: Int
  ) -> (@Sendable ([Value]) -> Value?)? {
    switch (className, name, count) {
    case ("java.lang.Math", _, 1):
      guard let body = function(of: name) else { return nil }
      return { values in numbers(values).flatMap { body($0[0]) }.map(Value.number) }
    case ("java.lang.Math", "max", 2): return { numbers($0)?.max().map(Value.number) }
    case ("java.lang.Math", "min", 2): return { numbers($0)?.min().map(Value.number) }
    case ("java.lang.Math", "pow", 2):
      return { numbers($0).flatMap { $0[0].raised(to: $0[1]) }.map(Value.number) }
    case ("java.lang.Integer", "max", 2), ("java.lang.Long", "max", 2), ("java.lang.Double", "max", 2):
      return { numbers($0)?.max().map(Value.number) }
    case ("java.lang.Integer", "min", 2), ("java.lang.Long", "min", 2), ("java.lang.Double", "min", 2):
      return { numbers($0)?.min().map(Value.number) }
    case ("java.lang.Integer", "sum", 2), ("java.lang.Long", "sum", 2), ("java.lang.Double", "sum", 2):
      return { numbers($0).flatMap { $0[0].adding($0[1]) }.map(Value.number) }
    case ("java.lang.Integer", "valueOf", 1), ("java.lang.Integer", "parseInt", 1), ("java.lang.Long", "valueOf", 1),
      ("java.lang.Long", "parseLong", 1):
      return { number($0[0]).flatMap { $0.isInteger ? .number($0) : nil } }
    case ("java.lang.Double", "valueOf", 1), ("java.lang.Double", "parseDouble", 1), ("java.lang.Float", "valueOf", 1):
      return { number($0[0]).map { .number(nearestDouble($0)) } }
    case ("java.lang.Boolean", "parseBoolean", 1), ("java.lang.Boolean", "valueOf", 1):
      return { values in
        if case .string(let text) = values[0] { return .boolean(text.lowercased() == "true") }
        return values[0]
      }
    case ("java.lang.String", "valueOf", 1): return { .string(text(of: $0[0])) }
    case ("java.lang.String", "format", 2): return format
    default: return nil
    }
  }

  private static func function(of name: String) -> (@Sendable (Decimal128) -> Decimal128?)? {
    switch name {
    case "abs": return { $0.magnitude }
    case "sqrt": return { $0.squareRoot }
    case "exp": return { $0.exponential }
    case "log": return { $0.naturalLogarithm }
    case "floor": return { $0.rounded(scale: 0, .floor) }
    case "ceil": return { $0.rounded(scale: 0, .ceiling) }
    case "rint": return { $0.rounded(scale: 0, .halfEven) }
    // Java rounds a half towards positive infinity.
    case "round": return { $0.adding(half).flatMap { $0.rounded(scale: 0, .floor) } }
    case "sin": return { sine($0) }
    case "cos": return { halfPi.flatMap($0.adding).flatMap(sine) }
    case "tan":
      return { angle in
        guard let cosine = halfPi.flatMap(angle.adding).flatMap(sine) else { return nil }
        return sine(angle)?.divided(by: cosine)
      }
    default: return nil
    }
  }

  private static let half = Decimal128("0.5") ?? .zero
  private static let halfPi = Decimal128("1.570796326794896619231321691639751")
  private static let fullTurn = Decimal128("6.283185307179586476925286766559006")

  /// The sine, by its series over one turn; right to more digits than a `double` has for angles of a few turns.
  private static func sine(_ angle: Decimal128) -> Decimal128? {
    guard let fullTurn, var term = angle.modulo(fullTurn) else { return nil }
    if let turned = halfPi?.adding(halfPi ?? .zero), term > turned { term = term.subtracting(fullTurn) ?? term }
    guard let square = term.multiplied(by: term) else { return nil }
    var sum = term
    for step in 1...40 {
      let divisor = Decimal128(2 * step * (2 * step + 1))
      guard let next = term.multiplied(by: square)?.divided(by: divisor) else { return nil }
      term = next.negated
      guard let added = sum.adding(term) else { return nil }
      sum = added
    }
    return sum
  }

  private static func numbers(_ values: [Value]) -> [Decimal128]? {
    var numbers: [Decimal128] = []
    for value in values {
      guard case .number(let number) = value else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func number(_ value: Value) -> Decimal128? {
    switch value {
    case .number(let number): number
    case .string(let text): Decimal128(text)
    default: nil
    }
  }

  private static func text(of value: Value) -> String {
    if case .string(let text) = value { text } else { value.feelText }
  }

  /// `%s`, `%d` and `%%`; other conversions are none of this table's.
  private static func format(_ values: [Value]) -> Value? {
    guard case .string(let pattern) = values[0] else { return nil }
    var rest = values.dropFirst()
    var result = ""
    var scalars = pattern.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      switch scalars.next() {
      case "%": result.append("%")
      case "s", "d":
        guard let value = rest.popFirst() else { return nil }
        result += text(of: value)
      default: return nil
      }
    }
    return .string(result)
  }
}
