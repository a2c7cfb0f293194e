// Why an expression became null: FEEL answers null where something failed, the remark says what and where.

public import KoshaSource

/// One failure inside an evaluation.
public struct Remark: Sendable {
  /// What failed.
  public let reason: RemarkReason
  /// The UTF-8 offsets in the expression's text.
  public let range: Range<Int>
  /// Where it happened when that is not the text evaluated: inside a function or a decision that it calls.
  public let origin: Origin?

  /// The place of a remark outside the text evaluated.
  public struct Origin: Sendable {
    /// The decision, function or service in which it happened; nil where it is none of a model.
    public let element: String?
    /// The place in the file.
    public let span: SourceSpan
  }

  package init(reason: RemarkReason, range: Range<Int>, origin: Origin? = nil) {
    self.reason = reason
    self.range = range
    self.origin = origin
  }
}

/// What can fail in an evaluation; worded in `RemarkMessages.swift`.
public enum RemarkReason: Sendable, Hashable {
  /// An operator met operands it is not defined for: operator, the operands' kinds.
  case operands(operation: String, left: String, right: String)
  /// Division by zero.
  case divisionByZero
  /// A result that 34 digits and the exponent's range cannot hold.
  case overflow(operation: String)
  /// A name that is nowhere declared.
  case unknownName(String)
  /// A context without such an entry.
  case unknownEntry(name: String)
  /// A value that is no context and has no such property.
  case unknownProperty(name: String, kind: String)
  /// A call of what is no function.
  case notAFunction(kind: String)
  /// A function that is nowhere declared.
  case unknownFunction(String)
  /// Arguments that fit no way of calling the function.
  case arguments(function: String, kinds: [String])
  /// An argument outside what the function takes: function, parameter, the value's text.
  case argument(function: String, parameter: String, value: String)
  /// A text that is no date, time, duration or number.
  case unreadable(what: String, text: String)
  /// A condition that is neither true nor false.
  case condition(kind: String)
  /// A value that is not of the declared type.
  case type(expected: String, value: String)
  /// A value that its type's constraint does not let pass: type, the value's text.
  case constraint(type: String, value: String)
  /// A decision or function of a model without logic.
  case noLogic(String)
  /// A decision or function of a model whose logic holds an error.
  case faultyLogic(String)
  /// A table whose hit policy or columns are violated, in words.
  case table(Words)
  /// A limit of the evaluation was reached.
  case limit(String)
  /// A zone that is not known.
  case unknownZone(String)
  /// A day that lies outside the era it is written in, with its right form.
  case outsideEra(text: String, era: String, right: String)
  /// A calendar that is not known.
  case unknownCalendar(String)
}
