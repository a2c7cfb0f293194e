// A compiled expression: names are slots, operators are specialised closures.

public import KoshaSource

/// A compiled FEEL expression or unary test.
public final class Program: Sendable {
  /// The text it was compiled from, with its places.
  public let source: LocatedText
  /// The static type of its value.
  public let type: ValueType
  /// The slots of the scope it reads, ascending.
  public let slots: [Int]
  /// The value where the expression is a constant.
  package let constant: Value?
  /// The values a unary test accepts, where comparisons with constants tell them.
  package let box: CellBox?
  /// What it does with null; nil where it reads no variable, or where that is not asked.
  package let nulls: NullUses?
  package let body: @Sendable (_ frame: inout Frame) -> Value

  package init(
    source: LocatedText, type: ValueType, slots: [Int], constant: Value? = nil, box: CellBox? = nil,
    nulls: NullUses? = nil, body: @escaping @Sendable (_ frame: inout Frame) -> Value
  ) {
    self.source = source
    self.type = type
    self.slots = slots
    self.constant = constant
    self.box = box
    self.nulls = nulls
    self.body = body
  }

  /// Evaluates an expression.
  ///
  /// - Parameters:
  ///   - values: the scope's values, one for each slot.
  ///   - environment: clock, calendars, limits.
  public func evaluate(_ values: [Value], in environment: EvaluationEnvironment) -> Evaluation {
    test(.null, values, in: environment)
  }

  /// Evaluates a unary test against an input value (FEEL's `?`); the value is a boolean or null.
  public func test(_ input: Value, _ values: [Value], in environment: EvaluationEnvironment) -> Evaluation {
    var frame = Frame(values: values, input: input, call: CallContext(environment: environment))
    return evaluate(over: &frame)
  }

  /// Evaluates over a frame that nothing has used since it was made or restarted.
  func evaluate(over frame: inout Frame) -> Evaluation {
    var value = body(&frame)
    if !value.isWithinSize { value = frame.fail(.limit("value size"), at: 0..<source.text.utf8.count) }
    return Evaluation(value: value, remarks: frame.call.remarks)
  }

  /// Whether a cell's tests let no null pass.
  package var refusesNullInput: Bool { box.map { !$0.acceptsNull } ?? nulls?.refusesNullInput ?? false }

  /// The place of a remark in the file.
  public func span(of remark: Remark) -> SourceSpan { remark.origin?.span ?? source.span(of: remark.range) }
}
