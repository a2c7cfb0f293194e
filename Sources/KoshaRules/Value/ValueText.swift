// Values as text: as FEEL would write them, as `string()` gives them, and the names of their kinds.

extension Value {
  /// The value as FEEL would write it: strings quoted, `date("2023-04-01")`, `[1, 2]`, `{a: 1}`.
  public var feelText: String {
    switch self {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .number(let value): return value.plainDescription
    case .string(let value): return Self.quoted(value)
    case .date(let value): return "date(\"\(value.description)\")"
    case .time(let value): return "time(\"\(value.description)\")"
    case .dateAndTime(let value): return "date and time(\"\(value.description)\")"
    case .daysAndTimeDuration(let value): return "duration(\"\(value.description)\")"
    case .yearsAndMonthsDuration(let value): return "duration(\"\(value.description)\")"
    case .list(let members): return "[" + members.map(\.feelText).joined(separator: ", ") + "]"
    case .context(let context):
      return "{" + context.entries.map { "\(Self.entryName($0.name)): \($0.value.feelText)" }.joined(separator: ", ")
        + "}"
    case .range(let range): return range.feelText
    case .function(let function): return "function(" + function.parameters.joined(separator: ", ") + ")"
    }
  }

  /// The value as FEEL's `string()` gives it: strings as they are, dates and numbers plain; nil for null.
  public var plainText: String? {
    switch self {
    case .null: nil
    case .string(let value): value
    case .date(let value): value.description
    case .time(let value): value.description
    case .dateAndTime(let value): value.description
    case .daysAndTimeDuration(let value): value.description
    case .yearsAndMonthsDuration(let value): value.description
    default: feelText
    }
  }

  /// The name of the value's FEEL type, for remarks: `number`, `days and time duration`, `null`.
  public var kindName: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .date: "date"
    case .time: "time"
    case .dateAndTime: "date and time"
    case .daysAndTimeDuration: "days and time duration"
    case .yearsAndMonthsDuration: "years and months duration"
    case .list: "list"
    case .context: "context"
    case .range: "range"
    case .function: "function"
    }
  }

  /// A string as a FEEL literal.
  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// A context's entry name: bare where it is a plain word, else quoted.
  static func entryName(_ name: String) -> String {
    guard let first = name.unicodeScalars.first, first.properties.isXIDStart || first == "_",
      name.unicodeScalars.allSatisfy({ $0.properties.isXIDContinue })
    else { return quoted(name) }
    return name
  }
}

extension RangeValue {
  /// `[1..5]`, `(1..5)`, `< 5`, `>= 1`.
  package var feelText: String {
    if let excluded { return "!= \(excluded.feelText)" }
    if isEquality, let start { return "= \(start.feelText)" }
    return switch (start, end) {
    case (let start?, let end?):
      "\(includesStart ? "[" : "(")\(start.feelText)..\(end.feelText)\(includesEnd ? "]" : ")")"
    case (let start?, nil): "\(includesStart ? ">=" : ">") \(start.feelText)"
    case (nil, let end?): "\(includesEnd ? "<=" : "<") \(end.feelText)"
    case (nil, nil): "(null..null)"
    }
  }
}
