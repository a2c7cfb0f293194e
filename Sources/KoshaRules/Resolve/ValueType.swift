// The static types of FEEL (DMN 1.5 §10.3.2.9) and of case data.

/// A static type.
public indirect enum ValueType: Sendable, Hashable {
  /// Anything.
  case any
  /// Null alone.
  case null
  /// A string.
  case string
  /// A number.
  case number
  /// A boolean.
  case boolean
  /// A date.
  case date
  /// A time.
  case time
  /// A date and time.
  case dateAndTime
  /// A days and time duration.
  case daysAndTimeDuration
  /// A years and months duration.
  case yearsAndMonthsDuration
  /// A list of one type.
  case list(ValueType)
  /// A context with these entries (it may hold more).
  case context([Field])
  /// A range of one type.
  case range(ValueType)
  /// A function.
  case function(parameters: [ValueType], result: ValueType)
  /// A string out of a closed set, in declared order.
  case enumeration([String])
  /// An attached file: a context of `name`, `size`, `media_type`, `sha256`.
  case document

  /// An entry of a context type.
  public struct Field: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The type.
    public var type: ValueType

    /// An entry.
    public init(_ name: String, _ type: ValueType) {
      self.name = name
      self.type = type
    }
  }
}

extension ValueType {
  /// The type as FEEL and the workflow language write it: `list of number`, `days and time duration`, `[a, b]`.
  public var text: String {
    switch self {
    case .any: "any"
    case .null: "null"
    case .string: "string"
    case .number: "number"
    case .boolean: "boolean"
    case .date: "date"
    case .time: "time"
    case .dateAndTime: "date and time"
    case .daysAndTimeDuration: "days and time duration"
    case .yearsAndMonthsDuration: "years and months duration"
    case .list(let member): "list of \(member.text)"
    case .context(let fields): "{" + fields.map { "\($0.name): \($0.type.text)" }.joined(separator: ", ") + "}"
    case .range(let end): "range of \(end.text)"
    case .function: "function"
    case .enumeration(let values): "[" + values.joined(separator: ", ") + "]"
    case .document: "document"
    }
  }

  /// The entries of an attached file.
  public static let documentFields = [
    Field("name", .string), Field("size", .number), Field("media_type", .string), Field("sha256", .string),
  ]

  /// Whether a value is of this type; null is of every type.
  ///
  /// Not so where more members would have to be looked at than a value may have.
  public func admits(_ value: Value) -> Bool {
    var remaining = Value.sizeLimit
    return admits(value, &remaining)
  }

  private func admits(_ value: Value, _ remaining: inout Int) -> Bool {
    switch (self, value) {
    case (_, .null), (.any, _), (.string, .string), (.number, .number), (.boolean, .boolean), (.date, .date),
      (.time, .time), (.dateAndTime, .dateAndTime), (.daysAndTimeDuration, .daysAndTimeDuration),
      (.yearsAndMonthsDuration, .yearsAndMonthsDuration):
      return true
    case (.list(let member), .list(let values)):
      remaining -= values.count
      return remaining >= 0 && values.allSatisfy { member.admits($0, &remaining) }
    case (.context(let fields), .context(let context)):
      remaining -= fields.count
      return remaining >= 0
        && fields.allSatisfy { field in context[field.name].map { field.type.admits($0, &remaining) } ?? false }
    case (.range(let end), .range(let range)):
      return end.admits(range.start ?? .null, &remaining) && end.admits(range.end ?? .null, &remaining)
    case (.function(let parameters, _), .function(let function)):
      return parameters.count == function.parameters.count
    case (.enumeration(let values), .string(let value)): return values.contains { FEELString.equal($0, value) }
    case (.document, .context(let context)):
      return context.entries.count == Self.documentFields.count
        && Self.documentFields.allSatisfy { field in
          guard let entry = context[field.name] else { return false }
          if case .null = entry { return false }
          return field.type.admits(entry)
        }
    default: return false
    }
  }
}
