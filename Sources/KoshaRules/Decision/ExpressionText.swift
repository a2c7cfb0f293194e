// Values and types as FEEL texts that any engine reads, and whether one type's values are all another's.

/// FEEL written for other engines.
enum ExpressionText {
  /// A string literal; what XML cannot hold stands as its code (DMN 1.5 §10.3.1.2, rule 66).
  static func string(_ text: String) -> String {
    var quoted = ""
    for scalar in Value.quoted(text).unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted
  }

  /// A value of a cell.
  static func literal(_ value: Value) -> String {
    if case .string(let text) = value { return string(text) }
    return value.feelText
  }

  /// An expression as an operand: in parentheses unless it is one name.
  static func operand(_ text: String) -> String {
    let text = text.trimmed
    return FieldName.isValid(String(text)) ? String(text) : "(\(text))"
  }
}

extension ValueType {
  /// Whether every value of this type surely is one of another.
  func isWithin(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (_, .any), (.null, _), (.enumeration, .string): true
    case (.enumeration(let values), .enumeration(let known)): values.allSatisfy(known.contains)
    case (.list(let member), .list(let known)): member.isWithin(known)
    case (.range(let end), .range(let known)): end.isWithin(known)
    case (.context(let fields), .context(let known)):
      known.allSatisfy { wanted in fields.contains { $0.name == wanted.name && $0.type.isWithin(wanted.type) } }
    default: self == other
    }
  }

  /// FEEL that is true of values of this type; nil where it would be of all.
  func membership(of value: String, depth: Int = 0) -> String? {
    switch self {
    case .any, .null, .range, .function: return nil
    case .enumeration(let values): return "\(value) in (\(values.map(ExpressionText.string).joined(separator: ", ")))"
    case .list(let member):
      let list = "\(value) instance of list<Any>"
      let name = "member" + (depth == 0 ? "" : String(depth))
      guard let test = member.membership(of: name, depth: depth + 1) else { return list }
      return "\(list) and (every \(name) in \(value) satisfies \(name) = null or \(test))"
    case .document: return ValueType.context(Self.documentFields).membership(of: value, depth: depth)
    case .context(let fields):
      let all = fields.map { "\($0.name): Any" }.joined(separator: ", ")
      let tests = fields.compactMap { field -> String? in
        let entry = "\(value).\(field.name)"
        return field.type.membership(of: entry, depth: depth).map { "(\(entry) = null or \($0))" }
      }
      return (["\(value) instance of context<\(all)>"] + tests).joined(separator: " and ")
    default: return "\(value) instance of \(ExpressionPrinter.text(self))"
    }
  }
}
