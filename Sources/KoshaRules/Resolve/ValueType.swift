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
  public var text: String { preconditionFailure("unwritten") }

  /// Whether a value is of this type; null is of every type.
  public func admits(_ value: Value) -> Bool { preconditionFailure("unwritten") }
}
