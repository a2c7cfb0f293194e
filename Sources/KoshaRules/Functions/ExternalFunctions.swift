// The class and the signature of a static Java method in, a function of values out: a small table in place of a Java
// machine, so that models which call them give the same answers here (DMN 1.5 §10.3.2.13.3).

/// The static methods that external functions may name.
enum ExternalFunctions {
  typealias Body = @Sendable (_ arguments: [Value], _ call: inout CallContext) -> Value

  /// The method of a class; nil where the table has none of that name and parameters.
  static func function(className: String, methodSignature: String) -> Body? {
    guard let open = methodSignature.firstIndex(of: "("), methodSignature.hasSuffix(")") else { return nil }
    let name = String(methodSignature[..<open].trimmed)
    let written = methodSignature[methodSignature.index(after: open)...].dropLast()
    var kinds: [JavaKind] = []
    for type in written.split(separator: ",") {
      guard let kind = JavaKind(String(type.trimmed)) else { return nil }
      kinds.append(kind)
    }
    // Only these two take any number of arguments.
    let isOpen = kinds.contains { $0.takesRest }
    guard !isOpen || (kinds.count == 2 && kinds[1].takesRest && ["format", "join"].contains(name)),
      let answer = method(className, name, kinds)
    else { return nil }
    let label = "\(className).\(name)"
    let steps = className.hasSuffix("Math") ? NumericFunctions.transcendentalSteps : 4
    return { [kinds] arguments, call in
      guard isOpen ? arguments.count >= kinds.count - 1 : arguments.count == kinds.count else {
        return call.fail(.arguments(function: label, kinds: arguments.map(\.kindName)))
      }
      var converted: [Value] = []
      for (index, argument) in arguments.enumerated() {
        guard let value = kinds[min(index, kinds.count - 1)].converted(argument) else {
          return call.fail(.arguments(function: label, kinds: arguments.map(\.kindName)))
        }
        converted.append(value)
      }
      guard call.chargeSteps(steps) else { return .null }
      if let value = answer(converted, call.environment.limits) {
        guard case .string(let text) = value else { return value }
        return call.chargeSteps(text.utf8.count >> 3) ? value : .null
      }
      let shown = converted.map(\.excerpt).joined(separator: ", ")
      return call.fail(.argument(function: label, parameter: "value", value: Value.excerpt(shown)))
    }
  }

  /// What a method answers; nil where Java would throw, overflow, or answer what is no number.
  typealias Answer = @Sendable (_ values: [Value], _ limits: EvaluationLimits) -> Value?

  private static func method(_ className: String, _ name: String, _ kinds: [JavaKind]) -> Answer? {
    switch className {
    case "java.lang.Math", "java.lang.StrictMath": return math(name, kinds)
    case "java.lang.Byte": return whole(name, kinds, bits: 8)
    case "java.lang.Short": return whole(name, kinds, bits: 16)
    case "java.lang.Integer": return whole(name, kinds, bits: 32)
    case "java.lang.Long": return whole(name, kinds, bits: 64)
    case "java.math.BigInteger", "java.math.BigDecimal":
      guard name == "valueOf", kinds.count == 1 else { return nil }
      return { values, _ in values[0] }
    case "java.lang.Float", "java.lang.Double": return real(name, kinds, isSingle: className.hasSuffix("Float"))
    default: return JavaText.method(className, name, kinds.count) ?? JavaTime.method(className, name, kinds)
    }
  }

  // MARK: Numbers

  private static func math(_ name: String, _ kinds: [JavaKind]) -> Answer? {
    guard let body = JavaMath.function(name, kinds.count) else { return nil }
    let bits = kinds.map(\.bits).reduce(0) { max($0, $1 ?? 64) }
    let isReal = kinds.contains(.real) || kinds.contains(.single)
    return { values, _ in
      guard let answer = body(numbers(values)) else { return nil }
      if name == "round" || name == "getExponent" { return fitting(answer, bits: 64) }
      // `floor(double)` given a whole number, as `ceil(long)`: Java widens to double.
      return isReal || JavaMath.isAlwaysReal(name)
        ? nearestDouble(answer).map(Value.number) : fitting(answer, bits: bits)
    }
  }

  private static func whole(_ name: String, _ kinds: [JavaKind], bits: Int) -> Answer? {
    switch (name, kinds.count) {
    case ("max", 2): return { values, _ in numbers(values).max().map(Value.number) }
    case ("min", 2): return { values, _ in numbers(values).min().map(Value.number) }
    case ("sum", 2):
      return { values, _ in
        let terms = numbers(values)
        return terms.count == 2 ? terms[0].adding(terms[1]).flatMap { fitting($0, bits: bits) } : nil
      }
    case ("compare", 2): return { values, _ in compared(numbers(values)) }
    case ("signum", 1): return { values, _ in numbers(values).first.map { .number(Decimal128($0.signum)) } }
    case ("valueOf", 1), ("parseByte", 1), ("parseShort", 1), ("parseInt", 1), ("parseLong", 1):
      return { values, _ in
        switch values[0] {
        case .number(let number): return fitting(number, bits: bits)
        case .string(let text): return parsed(text, radix: 10).flatMap { fitting($0, bits: bits) }
        default: return nil
        }
      }
    case ("valueOf", 2), ("parseByte", 2), ("parseShort", 2), ("parseInt", 2), ("parseLong", 2):
      return { values, _ in
        guard case .string(let text) = values[0], case .number(let radix) = values[1], let radix = radix.exactInt
        else { return nil }
        return parsed(text, radix: radix).flatMap { fitting($0, bits: bits) }
      }
    case ("toString", 1): return { values, _ in numbers(values).first.map { .string($0.plainDescription) } }
    case ("toString", 2):
      return { values, _ in
        let terms = numbers(values)
        guard terms.count == 2, let number = terms[0].exactInt, let radix = terms[1].exactInt else { return nil }
        return .string(String(number, radix: (2...36).contains(radix) ? radix : 10))
      }
    case ("toBinaryString", 1), ("toOctalString", 1), ("toHexString", 1):
      let radix = name == "toBinaryString" ? 2 : name == "toOctalString" ? 8 : 16
      return { values, _ in
        guard let number = numbers(values).first?.exactInt else { return nil }
        let pattern = UInt64(bitPattern: Int64(number)) & (bits == 64 ? .max : 0xFFFF_FFFF)
        return .string(String(pattern, radix: radix))
      }
    default: return nil
    }
  }

  private static func real(_ name: String, _ kinds: [JavaKind], isSingle: Bool) -> Answer? {
    let nearest: @Sendable (Decimal128) -> Decimal128? = isSingle ? nearestFloat : nearestDouble
    switch (name, kinds.count) {
    case ("max", 2): return { values, _ in numbers(values).max().flatMap(nearest).map(Value.number) }
    case ("min", 2): return { values, _ in numbers(values).min().flatMap(nearest).map(Value.number) }
    case ("sum", 2):
      return { values, _ in
        let terms = numbers(values)
        return terms.count == 2 ? terms[0].adding(terms[1]).flatMap(nearest).map(Value.number) : nil
      }
    case ("compare", 2): return { values, _ in compared(numbers(values)) }
    case ("valueOf", 1), ("parseDouble", 1), ("parseFloat", 1):
      return { values, _ in
        switch values[0] {
        case .number(let number): return nearest(number).map(Value.number)
        // Java takes blanks around the digits.
        case .string(let text): return Decimal128(text.trimmed).flatMap(nearest).map(Value.number)
        default: return nil
        }
      }
    case ("isNaN", 1), ("isInfinite", 1): return { _, _ in .boolean(false) }
    case ("isFinite", 1): return { _, _ in .boolean(true) }
    case ("toString", 1):
      return { values, _ in
        guard let number = numbers(values).first.flatMap(nearest) else { return nil }
        return .string(number.isInteger ? number.plainDescription + ".0" : number.plainDescription)
      }
    default: return nil
    }
  }

  static func numbers(_ values: [Value]) -> [Decimal128] {
    values.compactMap { value in
      if case .number(let number) = value { number } else { nil }
    }
  }

  private static func compared(_ terms: [Decimal128]) -> Value? {
    guard terms.count == 2 else { return nil }
    return .number(Decimal128(terms[0] < terms[1] ? -1 : terms[0] == terms[1] ? 0 : 1))
  }

  private static func parsed(_ text: String, radix: Int) -> Decimal128? {
    guard (2...36).contains(radix) else { return nil }
    return Int(text, radix: radix).map { Decimal128($0) }
  }

  /// A number of a Java integer type; nil where it lies outside.
  private static func fitting(_ number: Decimal128, bits: Int) -> Value? {
    guard let whole = number.exactInt else { return nil }
    if bits < 64 {
      let bound = 1 << (bits - 1)
      guard whole >= -bound, whole < bound else { return nil }
    }
    return .number(Decimal128(whole))
  }

  /// What a Java `double` would hold of a number, by its shortest digits; nil beyond a double's range.
  static func nearestDouble(_ number: Decimal128) -> Decimal128? {
    guard let double = Double(number.description), double.isFinite else { return nil }
    return Decimal128("\(double)")
  }

  @Sendable private static func nearestFloat(_ number: Decimal128) -> Decimal128? {
    guard let float = Float(number.description), float.isFinite else { return nil }
    return Decimal128("\(float)")
  }
}

/// What a parameter takes, by the name of its Java type.
enum JavaKind: Equatable {
  case whole(bits: Int)
  case single, real, number, text, character, truth, anything, rest, texts, date, time, dateAndTime, duration, period

  init?(_ name: String) {
    switch name {
    case "byte", "java.lang.Byte": self = .whole(bits: 8)
    case "short", "java.lang.Short": self = .whole(bits: 16)
    case "int", "java.lang.Integer": self = .whole(bits: 32)
    case "long", "java.lang.Long", "java.math.BigInteger": self = .whole(bits: 64)
    case "float", "java.lang.Float": self = .single
    case "double", "java.lang.Double": self = .real
    case "java.lang.Number", "java.math.BigDecimal": self = .number
    case "java.lang.String", "java.lang.CharSequence", "String": self = .text
    case "char", "java.lang.Character": self = .character
    case "boolean", "java.lang.Boolean": self = .truth
    case "java.lang.Object", "Object": self = .anything
    case "[Ljava.lang.Object;", "java.lang.Object...", "Object...": self = .rest
    case "[Ljava.lang.CharSequence;", "java.lang.CharSequence...": self = .texts
    case "java.time.LocalDate": self = .date
    case "java.time.LocalTime": self = .time
    case "java.time.LocalDateTime": self = .dateAndTime
    case "java.time.Duration": self = .duration
    case "java.time.Period": self = .period
    default: return nil
    }
  }

  var takesRest: Bool { self == .rest || self == .texts }

  /// The size of an integer type.
  var bits: Int? {
    if case .whole(let bits) = self { bits } else { nil }
  }

  /// A value as the type takes it; nil where it does not.
  func converted(_ value: Value) -> Value? {
    switch (self, value) {
    case (.whole(let bits), .number(let number)):
      guard let whole = number.rounded(scale: 0, .down)?.exactInt else { return nil }
      if bits < 64, whole < -(1 << (bits - 1)) || whole >= 1 << (bits - 1) { return nil }
      return .number(Decimal128(whole))
    case (.character, .string(let text)): return text.unicodeScalars.count == 1 ? value : nil
    case (.single, .number), (.real, .number), (.number, .number), (.text, .string), (.texts, .string),
      (.truth, .boolean), (.anything, _), (.rest, _), (.date, .date), (.time, .time), (.dateAndTime, .dateAndTime),
      (.duration, .daysAndTimeDuration), (.period, .yearsAndMonthsDuration):
      return value
    default: return nil
    }
  }
}
