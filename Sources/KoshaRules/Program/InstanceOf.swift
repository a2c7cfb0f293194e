// `instance of` (DMN 1.5 §10.3.2.9): unlike a declared type it does not let null pass.

extension Value {
  /// Whether the value is an instance of a type; not so where more members would have to be looked at than
  /// `sizeLimit`.
  func isInstance(of type: ValueType) -> Bool {
    var remaining = Value.sizeLimit
    return isInstance(of: type, &remaining)
  }

  private func isInstance(of type: ValueType, _ remaining: inout Int) -> Bool {
    remaining -= 1
    guard remaining >= 0 else { return false }
    switch (self, type) {
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    case (_, .any): return true
    case (.list(let members), .list(let element)):
      return members.allSatisfy { $0.isNull ? true : $0.isInstance(of: element, &remaining) }
    case (.context(let context), .context(let fields)):
      return fields.allSatisfy { field in
        guard let value = context[field.name] else { return false }
        return value.isNull || value.isInstance(of: field.type, &remaining)
      }
    case (.range(let range), .range(let element)):
      return [range.start, range.end].allSatisfy { end in
        end.map { $0.isNull || $0.isInstance(of: element, &remaining) } ?? true
      }
    case (.function(let function), .function): return function.type?.conforms(to: type) ?? true
    case (.list, _), (.context, _), (.range, _), (.function, _), (_, .list), (_, .context), (_, .range), (_, .function):
      return false
    default: return type.admits(self)
    }
  }
}

extension ValueType {
  /// Whether every value of the type is one of another (DMN 1.5 §10.3.2.9.1).
  func conforms(to other: ValueType) -> Bool {
    switch (self, other) {
    case (_, .any), (.null, _): true
    case (.list(let element), .list(let wanted)), (.range(let element), .range(let wanted)):
      element.conforms(to: wanted)
    case (.context(let fields), .context(let wanted)):
      wanted.allSatisfy { field in
        fields.contains { $0.name == field.name && $0.type.conforms(to: field.type) }
      }
    // `function` alone is any function.
    case (.function, .function(parameters: [], result: .any)): true
    // What a function takes must hold all that it would be given.
    case (.function(let parameters, let result), .function(let given, let wanted)):
      parameters.count == given.count && result.conforms(to: wanted)
        && zip(given, parameters).allSatisfy { $0.conforms(to: $1) }
    case (.enumeration, .string): true
    default: self == other
    }
  }
}
