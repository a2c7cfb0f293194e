// Equality and ordering of values (DMN 1.5 §10.3.2.13, tables 42 and 50).

extension Value {
  /// FEEL's `=` as three-valued logic: nil where the operands cannot be compared (different kinds, neither null).
  /// `null = null` is true, `null = x` is false.
  public func feelEquals(_ other: Value) -> Bool? { preconditionFailure("unwritten") }

  /// FEEL's `<`: nil where the operands have no common order.
  public func feelLess(_ other: Value) -> Bool? { preconditionFailure("unwritten") }

  /// Whether two values are the same in every respect, for tests, replay and change records (numbers by value, contexts
  /// by name whatever the order).
  public func isSame(as other: Value) -> Bool { preconditionFailure("unwritten") }

  /// The value as FEEL would write it: strings quoted, `date("2023-04-01")`, `[1, 2]`, `{a: 1}`.
  public var feelText: String { preconditionFailure("unwritten") }

  /// The value as FEEL's `string()` gives it: strings as they are, dates and numbers plain; nil for null.
  public var plainText: String? { preconditionFailure("unwritten") }
}
