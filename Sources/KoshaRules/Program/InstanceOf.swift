// `instance of` (DMN 1.5 §10.3.2.9): unlike a declared type it does not let null pass.

extension Value {
  /// Whether the value is an instance of a type.
  func isInstance(of type: ValueType) -> Bool {
    switch (self, type) {
    case (.null, .null): true
    case (.null, _), (_, .null): false
    case (_, .any): true
    case (.list(let members), .list(let element)):
      members.allSatisfy { $0.isNull ? true : $0.isInstance(of: element) }
    case (.context(let context), .context(let fields)):
      fields.allSatisfy { field in
        guard let value = context[field.name] else { return false }
        return value.isNull || value.isInstance(of: field.type)
      }
    case (.range(let range), .range(let element)):
      [range.start, range.end].allSatisfy { end in end.map { $0.isNull || $0.isInstance(of: element) } ?? true }
    case (.function(let function), .function): function.type?.conforms(to: type) ?? true
    case (.list, _), (.context, _), (.range, _), (.function, _), (_, .list), (_, .context), (_, .range), (_, .function):
      false
    default: type.admits(self)
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
