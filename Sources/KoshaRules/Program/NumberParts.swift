// Arithmetic and comparisons of numbers: parts that hand numbers on in registers instead of values in memory.

/// A part of a program that gives a number; nil where it gives something else, which it then leaves in `frame.spill`.
///
/// A `Value` is returned through memory and asked for its kind by whoever reads it; in a sum of twenty terms that took
/// longer than the additions.
typealias NumberPart = @Sendable (_ frame: inout Frame) -> Decimal128?

/// Where an operand of arithmetic comes from; one type each, so that slots and constants are read without a call.
private protocol Operand: Sendable {
  /// The number, or nil with the value in `frame.spill`.
  func number(_ frame: inout Frame) -> Decimal128?
}

private struct SlotOperand: Operand {
  let slot: Int

  @inline(__always)
  func number(_ frame: inout Frame) -> Decimal128? {
    if case .number(let number) = frame.values[slot] { return number }
    frame.spill = frame.values[slot]
    return nil
  }
}

private struct ConstantOperand: Operand {
  let constant: Decimal128

  @inline(__always)
  func number(_ frame: inout Frame) -> Decimal128? { constant }
}

private struct PartOperand: Operand {
  let part: NumberPart

  @inline(__always)
  func number(_ frame: inout Frame) -> Decimal128? { part(&frame) }
}

/// An operation on two numbers; one type each, so that it is inlined into its parts.
private protocol Operation: Sendable {
  func apply(_ left: Decimal128, _ right: Decimal128) -> Decimal128?
}

private struct Addition: Operation {
  @inline(__always)
  func apply(_ left: Decimal128, _ right: Decimal128) -> Decimal128? { left.adding(right) }
}

private struct Subtraction: Operation {
  @inline(__always)
  func apply(_ left: Decimal128, _ right: Decimal128) -> Decimal128? { left.subtracting(right) }
}

private struct Multiplication: Operation {
  @inline(__always)
  func apply(_ left: Decimal128, _ right: Decimal128) -> Decimal128? { left.multiplied(by: right) }
}

private struct Division: Operation {
  @inline(__always)
  func apply(_ left: Decimal128, _ right: Decimal128) -> Decimal128? { left.divided(by: right) }
}

/// Division by a constant: what does not depend on the dividend is worked out once.
private struct PreparedDivision: Operation {
  let divisor: PreparedDivisor

  @inline(__always)
  func apply(_ left: Decimal128, _ right: Decimal128) -> Decimal128? { divisor.quotient(of: left) }
}

private struct Power: Operation {
  @inline(__always)
  func apply(_ left: Decimal128, _ right: Decimal128) -> Decimal128? { left.raised(to: right) }
}

extension ResolvedExpression {
  /// Whether nothing is known that keeps the value from being a number.
  var mayBeNumber: Bool { type == .number || type == .any }
}

extension ProgramCompiler {
  /// The part that gives an expression's number.
  static func number(_ expression: ResolvedExpression) -> NumberPart {
    switch expression.form {
    case .arithmetic(let operation, let left, let right):
      return arithmetic(operation, left, right, expression.range)
    case .constant(.number(let number)): return { _ in number }
    case .slot(let slot):
      let operand = SlotOperand(slot: slot)
      return { frame in operand.number(&frame) }
    default:
      let node = node(expression)
      return { frame in
        let value = node(&frame)
        if case .number(let number) = value { return number }
        frame.spill = value
        return nil
      }
    }
  }

  private static func arithmetic(
    _ operation: ArithmeticOperator, _ left: ResolvedExpression, _ right: ResolvedExpression, _ range: Range<Int>
  ) -> NumberPart {
    switch operation {
    case .add: return arithmetic(operation, Addition(), left, right, range)
    case .subtract: return arithmetic(operation, Subtraction(), left, right, range)
    case .multiply: return arithmetic(operation, Multiplication(), left, right, range)
    case .divide:
      guard case .constant(.number(let constant)) = right.form, let divisor = PreparedDivisor(constant) else {
        return arithmetic(operation, Division(), left, right, range)
      }
      return arithmetic(operation, PreparedDivision(divisor: divisor), left, right, range)
    case .power:
      let exponent = charged(exponent: number(right), range)
      return part(operation, Power(), PartOperand(part: number(left)), PartOperand(part: exponent), range)
    }
  }

  /// An exponent, for which steps are used up: a power that is none of whole numbers goes by a logarithm.
  private static func charged(exponent: @escaping NumberPart, _ range: Range<Int>) -> NumberPart {
    return { frame in
      guard let number = exponent(&frame) else { return nil }
      let isShort = number.exactInt.map { $0.magnitude <= 1_000_000 } ?? false
      if frame.step(isShort ? 8 : 2 * NumericFunctions.transcendentalSteps, at: range) { return number }
      frame.spill = .null
      return nil
    }
  }

  private static func arithmetic<O: Operation>(
    _ operation: ArithmeticOperator, _ meaning: O, _ left: ResolvedExpression, _ right: ResolvedExpression,
    _ range: Range<Int>
  ) -> NumberPart {
    switch (left.form, right.form) {
    case (.slot(let left), .slot(let right)):
      part(operation, meaning, SlotOperand(slot: left), SlotOperand(slot: right), range)
    case (.slot(let left), .constant(.number(let right))):
      part(operation, meaning, SlotOperand(slot: left), ConstantOperand(constant: right), range)
    case (_, .slot(let right)):
      part(operation, meaning, PartOperand(part: number(left)), SlotOperand(slot: right), range)
    case (_, .constant(.number(let right))):
      part(operation, meaning, PartOperand(part: number(left)), ConstantOperand(constant: right), range)
    default:
      part(operation, meaning, PartOperand(part: number(left)), PartOperand(part: number(right)), range)
    }
  }

  private static func part<O: Operation, Left: Operand, Right: Operand>(
    _ operation: ArithmeticOperator, _ meaning: O, _ left: Left, _ right: Right, _ range: Range<Int>
  ) -> NumberPart {
    return { frame in
      guard let first = left.number(&frame) else {
        let first = frame.takeSpill()
        let second = right.number(&frame).map(Value.number) ?? frame.takeSpill()
        return general(operation, first, second, &frame, range)
      }
      guard let second = right.number(&frame) else {
        return general(operation, .number(first), frame.takeSpill(), &frame, range)
      }
      return meaning.apply(first, second) ?? general(operation, .number(first), .number(second), &frame, range)
    }
  }

  /// Arithmetic on values of any kind, and what is no number.
  @inline(never)
  private static func general(
    _ operation: ArithmeticOperator, _ left: Value, _ right: Value, _ frame: inout Frame, _ range: Range<Int>
  ) -> Decimal128? {
    switch Arithmetic.evaluate(operation, left, right, zones: frame.call.environment.zones) {
    case .success(.number(let number)): return number
    case .success(let value):
      frame.spill = value
      guard case .string(let text) = value else { return nil }
      if text.utf8.count > frame.call.environment.limits.stringLength {
        frame.spill = frame.fail(.limit("string length"), at: range)
      } else if !frame.step(text.utf8.count >> 6, at: range) {
        frame.spill = .null
      }
    case .failure(let failure): frame.spill = frame.fail(failure.reason, at: range)
    }
    return nil
  }

  /// The comparison of two expressions that give numbers.
  static func numberComparison<R: Relation>(
    _ relation: R.Type, _ left: ResolvedExpression, _ right: ResolvedExpression, _ range: Range<Int>
  ) -> Truth {
    switch (left.form, right.form) {
    case (.slot(let left), .constant(.number(let right))):
      comparison(relation, SlotOperand(slot: left), ConstantOperand(constant: right), range)
    case (.slot(let left), .slot(let right)):
      comparison(relation, SlotOperand(slot: left), SlotOperand(slot: right), range)
    case (_, .constant(.number(let right))):
      comparison(relation, PartOperand(part: number(left)), ConstantOperand(constant: right), range)
    case (_, .slot(let right)):
      comparison(relation, PartOperand(part: number(left)), SlotOperand(slot: right), range)
    default:
      comparison(relation, PartOperand(part: number(left)), PartOperand(part: number(right)), range)
    }
  }

  private static func comparison<R: Relation, Left: Operand, Right: Operand>(
    _ relation: R.Type, _ left: Left, _ right: Right, _ range: Range<Int>
  ) -> Truth {
    return { frame in
      guard let first = left.number(&frame) else {
        let first = frame.takeSpill()
        let second = right.number(&frame).map(Value.number) ?? frame.takeSpill()
        return R.evaluate(first, second, &frame, range)
      }
      guard let second = right.number(&frame) else {
        return R.evaluate(.number(first), frame.takeSpill(), &frame, range)
      }
      return R.holds(first, second)
    }
  }
}
