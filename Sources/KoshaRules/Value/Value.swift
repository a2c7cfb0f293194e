// The values of FEEL (DMN 1.5 §10.3.2).

/// A FEEL value.
public enum Value: Sendable {
  /// Null, which also stands for a failure; a remark then tells why.
  case null
  /// A boolean.
  case boolean(Bool)
  /// A number.
  case number(Decimal128)
  /// A string.
  case string(String)
  /// A date.
  case date(CalendarDate)
  /// A time.
  case time(TimeOfDay)
  /// A date and time.
  indirect case dateAndTime(DateAndTime)
  /// A days and time duration.
  case daysAndTimeDuration(DaysAndTimeDuration)
  /// A years and months duration.
  case yearsAndMonthsDuration(YearsAndMonthsDuration)
  /// A list.
  case list([Value])
  /// A context.
  case context(Context)
  /// A range or a unary comparison as a value.
  indirect case range(RangeValue)
  /// A function.
  case function(FunctionValue)
}

/// A context: named entries in order, names distinct.
public struct Context: Sendable {
  /// One entry.
  public struct Entry: Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: Value

    /// An entry.
    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// The entries in order.
  public private(set) var entries: [Entry]

  /// A context; a later entry of the same name replaces the earlier in its place.
  public init(_ entries: [Entry] = []) {
    self.entries = []
    self.entries.reserveCapacity(entries.count)
    for entry in entries { self[entry.name] = entry.value }
  }

  /// A context of entries whose names are known to be distinct.
  package init(distinct entries: [Entry]) {
    self.entries = entries
  }

  /// The value of a name, nil where there is no such entry; setting nil removes it.
  ///
  /// Names are the same by code points.
  public subscript(name: String) -> Value? {
    get { entries.first { FEELString.equal($0.name, name) }?.value }
    set {
      if let index = entries.firstIndex(where: { FEELString.equal($0.name, name) }) {
        if let newValue { entries[index].value = newValue } else { entries.remove(at: index) }
      } else if let newValue {
        entries.append(Entry(name, newValue))
      }
    }
  }
}

/// A range `[a..b]`, `(a..b)`, or a comparison `< b`, `>= a`, `= a`, `!= a`, whose missing end is nil.
public struct RangeValue: Sendable {
  /// The lower end, nil where unbounded; an end written as `null` is `.null`.
  public var start: Value?
  /// The upper end, nil where unbounded; an end written as `null` is `.null`.
  public var end: Value?
  /// Whether the lower end belongs to the range.
  public var includesStart: Bool
  /// Whether the upper end belongs to the range.
  public var includesEnd: Bool
  /// The one value that `!= a` leaves out; nil for every other range.
  public var excluded: Value?
  /// Whether it was written `= a`, which holds the same as `[a..a]` and is not equal to it.
  public var isEquality: Bool

  /// A range.
  public init(
    start: Value?, end: Value?, includesStart: Bool, includesEnd: Bool, excluded: Value? = nil,
    isEquality: Bool = false
  ) {
    self.start = start
    self.end = end
    self.includesStart = includesStart
    self.includesEnd = includesEnd
    self.excluded = excluded
    self.isEquality = isEquality
  }

  /// A comparison as a value.
  package init(_ comparison: ComparisonOperator, _ value: Value) {
    switch comparison {
    case .less: self.init(start: nil, end: value, includesStart: false, includesEnd: false)
    case .lessOrEqual: self.init(start: nil, end: value, includesStart: false, includesEnd: true)
    case .greater: self.init(start: value, end: nil, includesStart: false, includesEnd: false)
    case .greaterOrEqual: self.init(start: value, end: nil, includesStart: true, includesEnd: false)
    case .equal: self.init(start: value, end: value, includesStart: true, includesEnd: true, isEquality: true)
    case .notEqual:
      self.init(start: nil, end: nil, includesStart: false, includesEnd: false, excluded: value)
    }
  }
}

/// A function as a value: a closure over its frame, or a built-in one by name.
public final class FunctionValue: Sendable {
  /// The parameter names.
  public let parameters: [String]
  /// The types of its parameters and of its answer; nil where they are not known.
  package let type: ValueType?
  /// The body: arguments in the order of the parameters.
  package let body: @Sendable (_ arguments: [Value], _ call: inout CallContext) -> Value

  package init(
    parameters: [String], type: ValueType? = nil,
    body: @escaping @Sendable (_ arguments: [Value], _ call: inout CallContext) -> Value
  ) {
    self.parameters = parameters
    self.type = type
    self.body = body
  }
}
