// Names of static Java methods on texts, characters and truth values in, their answers out.

enum JavaText {
  static func method(_ className: String, _ name: String, _ count: Int) -> ExternalFunctions.Answer? {
    switch (className, name, count) {
    case ("java.lang.Boolean", "parseBoolean", 1), ("java.lang.Boolean", "valueOf", 1):
      return { values, _ in
        if case .string(let text) = values[0] { return .boolean(text.lowercased() == "true") }
        return values[0]
      }
    case ("java.lang.Boolean", "toString", 1), ("java.lang.Character", "toString", 1),
      ("java.lang.String", "valueOf", 1), ("java.lang.String", "copyValueOf", 1), ("java.util.Objects", "toString", 1):
      return { values, _ in values[0].isWithinSize ? .string(text(of: values[0])) : nil }
    case ("java.lang.Boolean", "logicalAnd", 2): return truths { $0 && $1 }
    case ("java.lang.Boolean", "logicalOr", 2): return truths { $0 || $1 }
    case ("java.lang.Boolean", "logicalXor", 2): return truths { $0 != $1 }
    case ("java.lang.Character", "isDigit", 1): return character { $0.properties.generalCategory == .decimalNumber }
    case ("java.lang.Character", "isLetter", 1): return character(isLetter)
    case ("java.lang.Character", "isLetterOrDigit", 1):
      return character { isLetter($0) || $0.properties.generalCategory == .decimalNumber }
    case ("java.lang.Character", "isUpperCase", 1): return character { $0.properties.isUppercase }
    case ("java.lang.Character", "isLowerCase", 1): return character { $0.properties.isLowercase }
    case ("java.lang.Character", "isWhitespace", 1): return character { $0.properties.isWhitespace }
    case ("java.lang.Character", "toUpperCase", 1): return { values, _ in .string(text(of: values[0]).uppercased()) }
    case ("java.lang.Character", "toLowerCase", 1): return { values, _ in .string(text(of: values[0]).lowercased()) }
    case ("java.lang.String", "format", 2):
      return { values, limits in
        guard case .string(let pattern) = values[0] else { return nil }
        return JavaFormat.text(pattern, values.dropFirst(), limits)
      }
    case ("java.lang.String", "join", 2): return join
    case ("java.util.Objects", "equals", 2):
      return { values, _ in .boolean(values[0].feelEquals(values[1]) ?? false) }
    case ("java.util.Objects", "isNull", 1): return { values, _ in .boolean(values[0].isNull) }
    case ("java.util.Objects", "nonNull", 1): return { values, _ in .boolean(!values[0].isNull) }
    default: return nil
    }
  }

  private static func truths(_ combine: @escaping @Sendable (Bool, Bool) -> Bool) -> ExternalFunctions.Answer {
    { values, _ in
      guard case .boolean(let left) = values[0], case .boolean(let right) = values[1] else { return nil }
      return .boolean(combine(left, right))
    }
  }

  private static func character(_ holds: @escaping @Sendable (Unicode.Scalar) -> Bool) -> ExternalFunctions.Answer {
    { values, _ in text(of: values[0]).unicodeScalars.first.map { .boolean(holds($0)) } }
  }

  @Sendable private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  private static let join: ExternalFunctions.Answer = { values, limits in
    guard case .string(let delimiter) = values[0] else { return nil }
    let parts = values.dropFirst().map(text)
    let bytes = parts.reduce(0) { $0 + $1.utf8.count } + delimiter.utf8.count * parts.count
    return bytes <= limits.stringLength ? .string(parts.joined(separator: delimiter)) : nil
  }

  /// A value as Java's `toString` would give it.
  static func text(of value: Value) -> String {
    if case .null = value { return "null" }
    return value.plainText ?? value.feelText
  }
}

/// `java.lang.String.format`: `%s`, `%S`, `%d`, `%x`, `%X`, `%f`, `%b`, `%c`, `%n` and `%%`, with the flags `-`, `0`, `+` and `,`,
/// a width and a precision.
enum JavaFormat {
  /// One conversion.
  private struct Conversion {
    var flags: Set<Unicode.Scalar> = []
    var width = 0
    var precision: Int?
    var letter: Unicode.Scalar
  }

  /// The text; nil for what the table does not know, or where a value does not fit its conversion.
  static func text(_ pattern: String, _ values: ArraySlice<Value>, _ limits: EvaluationLimits) -> Value? {
    var rest = values
    var result = ""
    var scalars = pattern.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      guard let conversion = conversion(&scalars) else { return nil }
      switch conversion.letter {
      case "%": result += padded("%", conversion)
      case "n": result += "\n"
      default:
        guard let value = rest.popFirst(), let text = text(value, conversion) else { return nil }
        result += padded(text, conversion)
      }
      guard result.utf8.count <= limits.stringLength else { return nil }
    }
    return .string(result)
  }

  private static func conversion(_ scalars: inout Substring.UnicodeScalarView) -> Conversion? {
    var conversion = Conversion(letter: "%")
    while let flag = scalars.first, "-0+,".unicodeScalars.contains(flag) {
      conversion.flags.insert(flag)
      scalars.removeFirst()
    }
    guard let width = number(&scalars) else { return nil }
    conversion.width = width
    if scalars.first == "." {
      scalars.removeFirst()
      guard let precision = number(&scalars) else { return nil }
      conversion.precision = precision
    }
    guard let letter = scalars.popFirst() else { return nil }
    conversion.letter = letter
    return conversion
  }

  /// Up to four digits, 0 where there are none; nil where there are more.
  private static func number(_ scalars: inout Substring.UnicodeScalarView) -> Int? {
    var value = 0
    while let scalar = scalars.first, ("0"..."9").contains(scalar) {
      value = value * 10 + Int(scalar.value - 0x30)
      guard value < 10_000 else { return nil }
      scalars.removeFirst()
    }
    return value
  }

  private static func text(_ value: Value, _ conversion: Conversion) -> String? {
    guard value.isWithinSize else { return nil }
    return switch (conversion.letter, value) {
    case ("s", _): cut(JavaText.text(of: value), conversion)
    case ("S", _): cut(JavaText.text(of: value).uppercased(), conversion)
    case ("b", .boolean(let truth)): cut(truth ? "true" : "false", conversion)
    case ("b", _): cut(value.isNull ? "false" : "true", conversion)
    case ("c", .string(let text)): text.unicodeScalars.count == 1 ? text : nil
    case ("d", .number(let number)): number.isInteger ? signed(number, scale: 0, conversion) : nil
    case ("f", .number(let number)): signed(number, scale: conversion.precision ?? 6, conversion)
    case ("x", .number(let number)): number.exactInt.map { String(UInt64(bitPattern: Int64($0)), radix: 16) }
    case ("X", .number(let number)):
      number.exactInt.map { String(UInt64(bitPattern: Int64($0)), radix: 16, uppercase: true) }
    default: nil
    }
  }

  private static func cut(_ text: String, _ conversion: Conversion) -> String {
    conversion.precision.map { String(text.prefix($0)) } ?? text
  }

  /// A number rounded half up, with its sign and groups of three.
  private static func signed(_ number: Decimal128, scale: Int, _ conversion: Conversion) -> String? {
    guard let rounded = number.rounded(scale: scale, .halfUp) else { return nil }
    let written = rounded.magnitude.plainDescription.split(separator: ".", maxSplits: 1)
    guard var whole = written.first.map(String.init) else { return nil }
    if conversion.flags.contains(",") { whole = grouped(whole) }
    if scale > 0 {
      let fraction = written.count > 1 ? String(written[1]) : ""
      whole += "." + fraction + String(repeating: "0", count: max(0, scale - fraction.utf8.count))
    }
    return (rounded.signum < 0 ? "-" : conversion.flags.contains("+") ? "+" : "") + whole
  }

  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }

  private static func padded(_ text: String, _ conversion: Conversion) -> String {
    let missing = conversion.width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    if conversion.flags.contains("-") { return text + String(repeating: " ", count: missing) }
    guard conversion.flags.contains("0") else { return String(repeating: " ", count: missing) + text }
    let sign = text.hasPrefix("-") || text.hasPrefix("+") ? 1 : 0
    return text.prefix(sign) + String(repeating: "0", count: missing) + text.dropFirst(sign)
  }
}
