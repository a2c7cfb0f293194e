// What a program runs over.

/// The scope's values, the locals of loops and functions, the input of a unary test.
package struct Frame {
  package var values: [Value]
  package var locals: [Value]
  package var input: Value
  package var call: CallContext
  /// What a part that should have given a number gave instead; taken by whoever asked for the number.
  var spill: Value

  package init(values: [Value], locals: [Value] = [], input: Value = .null, call: CallContext) {
    self.values = values
    self.locals = locals
    self.input = input
    self.call = call
    spill = .null
  }

  /// Takes what a part gave that gave no number.
  mutating func takeSpill() -> Value {
    let value = spill
    spill = .null
    return value
  }

  /// Makes room for the locals of a program.
  mutating func reserve(locals count: Int) {
    while locals.count < count { locals.append(.null) }
  }

  /// Records why a part gives null, and gives null.
  mutating func fail(_ reason: RemarkReason, at range: Range<Int>) -> Value {
    call.place = range
    return call.fail(reason)
  }

  /// As `fail`, for a part that is true, false or null.
  mutating func unknown(_ reason: RemarkReason, at range: Range<Int>) -> Bool? {
    _ = fail(reason, at: range)
    return nil
  }

  /// Uses up steps; false where none are left, which is told once.
  mutating func step(_ count: Int = 1, at range: Range<Int>) -> Bool {
    guard call.remainingSteps >= count else {
      if call.remainingSteps >= 0 { _ = fail(.limit("steps"), at: range) }
      call.remainingSteps = -1
      return false
    }
    call.remainingSteps -= count
    return true
  }
}

/// A part of a program that gives a value.
typealias Node = @Sendable (_ frame: inout Frame) -> Value

/// A part of a program that gives true, false or null.
typealias Truth = @Sendable (_ frame: inout Frame) -> Bool?

/// A part of a program that tests a value.
typealias ValueTest = @Sendable (_ value: Value, _ frame: inout Frame) -> Bool?
