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
    case (.function, .function): true
    case (.list, _), (.context, _), (.range, _), (.function, _), (_, .list), (_, .context), (_, .range), (_, .function):
      false
    default: type.admits(self)
    }
  }
}
