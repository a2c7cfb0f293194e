// A value and the type it is declared to be of in, the value as one of that type or null with a remark out
// (DMN 1.5 §10.3.2.9.4).

import KoshaSource

/// What every value that passes a declared type becomes: itself, its one member, a list of it, or null.
public struct Coercion: Sendable {
  /// The type's name as the file writes it.
  public let name: String
  /// The type.
  public let type: ValueType
  /// What values of the type must pass besides.
  package let constraint: TypeConstraint?

  package init(name: String, type: ValueType, constraint: TypeConstraint? = nil) {
    self.name = name
    self.type = type
    self.constraint = constraint
  }

  /// The value as one of the type; null, with a remark, where it cannot be.
  package func apply(_ value: Value, _ call: inout CallContext) -> Value {
    if case .null = value { return value }
    guard let converted = Conversion.value(value, as: type) else {
      return call.fail(.type(expected: name, value: value.feelText))
    }
    if let constraint, !constraint.admits(converted, call) {
      return call.fail(.constraint(type: name, value: value.feelText))
    }
    return converted
  }
}

extension Coercion {
  /// What a constant becomes, where that can be told beforehand: nil where a constraint must be asked, and for what
  /// fails with a remark.
  func constant(_ value: Value) -> Value? {
    if case .null = value { return value }
    guard let converted = Conversion.value(value, as: type) else { return nil }
    guard let constraint else { return converted }
    return constraint.admitsWithoutAsking(converted) == true ? converted : nil
  }

  /// An argument as one of the type; nil, with a remark, where it cannot be, which makes the whole call null
  /// (DMN 1.5 §10.3.2.13.3).
  package func argument(_ value: Value, _ call: inout CallContext) -> Value? {
    let converted = apply(value, &call)
    guard case .null = converted else { return converted }
    if case .null = value { return converted }
    return nil
  }
}

/// The constraints of an item definition and its parts: `allowedValues` and `typeConstraint`.
package indirect enum TypeConstraint: Sendable {
  /// Unary tests over the value.
  case tests(Program)
  /// Each member of a list.
  case members(TypeConstraint)
  /// Entries of a context by name.
  case entries([(name: String, constraint: TypeConstraint)])
  /// All of these.
  case all([TypeConstraint])

  /// As `admits`, where comparisons with constants tell it.
  func admitsWithoutAsking(_ value: Value) -> Bool? {
    switch self {
    case .tests(let program): return program.box?.accepts(value)
    case .all(let constraints):
      for constraint in constraints {
        guard let answer = constraint.admitsWithoutAsking(value) else { return nil }
        if !answer { return false }
      }
      return true
    case .members, .entries: return nil
    }
  }

  /// Whether a value passes; null passes, as it is of every type.
  func admits(_ value: Value, _ call: CallContext) -> Bool {
    switch (self, value) {
    case (_, .null): return true
    case (.tests(let program), _):
      if let answer = program.box?.accepts(value) { return answer }
      var inner = call
      inner.remarks = []
      var frame = Frame(values: [], input: value, call: inner)
      if case .boolean(true) = program.body(&frame) { return true }
      return false
    case (.members(let constraint), .list(let members)): return members.allSatisfy { constraint.admits($0, call) }
    case (.entries(let entries), .context(let context)):
      return entries.allSatisfy { entry in
        context[entry.name].map { entry.constraint.admits($0, call) } ?? true
      }
    case (.all(let constraints), _): return constraints.allSatisfy { $0.admits(value, call) }
    case (.members, _), (.entries, _): return true
    }
  }
}
