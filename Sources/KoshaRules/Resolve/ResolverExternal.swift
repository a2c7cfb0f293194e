// The bodies of functions that are carried out elsewhere: `external {java: …}` in, a method of the table out.

extension Resolver {
  /// The body of an external function; where the table has no such method its calls are null with a remark.
  mutating func resolveExternal(
    _ mapping: Expression, parameters: [Int], _ range: Range<Int>
  ) -> ResolvedExpression {
    let method = ExternalMethod(mapping: mapping)
    if let body = method?.function {
      usedLocals.formUnion(parameters)
      return ResolvedExpression(.external(body, parameters: parameters), .any, range)
    }
    // Models of PMML are not evaluated.
    let name = method?.label ?? (mapping.entry("pmml") == nil ? "external" : "pmml")
    if isStrict { report(.externalFunction(name), range) }
    return ResolvedExpression(.failure(.unknownFunction(name)), .any, range)
  }
}
