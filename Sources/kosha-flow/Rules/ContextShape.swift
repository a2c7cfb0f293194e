// The static shape of values handed in from outside: enough for names inside contexts to be read, no more.

import KoshaRules

extension ValueType {
  /// The shape of a value: contexts with their entries, lists of such, anything else as it may be.
  ///
  /// Kinds of plain values are left open, since DMN has operand types tried when evaluated.
  init(shapeOf value: Value) {
    switch value {
    case .context(let context):
      self = .context(context.entries.map { ValueType.Field($0.name, ValueType(shapeOf: $0.value)) })
    case .list(let members):
      let shapes = Set(members.map(ValueType.init(shapeOf:)))
      self = .list(shapes.count == 1 ? shapes.first ?? .any : .any)
    default:
      self = .any
    }
  }
}
