// Expressions that introduce names: loops, functions, contexts.

extension Resolver {
  mutating func resolveBinding(_ expression: Expression) -> ResolvedExpression {
    let range = expression.range
    switch expression.form {
    case .iteration(let iterators, let body): return resolveIteration(iterators, body, range)
    case .quantified(let quantifier, let iterators, let body):
      return with([]) { resolver in
        let resolved = resolver.resolve(iterators)
        let body = resolver.resolve(body)
        resolver.checkBoolean(body)
        return ResolvedExpression(.quantified(quantifier, resolved, body: body), .boolean, range)
      }
    case .function(let parameters, let body): return resolveFunction(parameters, body, range)
    case .context(let entries): return resolveContext(entries, range)
    default: return resolve(expression)
    }
  }

  private mutating func checkBoolean(_ condition: ResolvedExpression) {
    guard isStrict, let kind = condition.type.kind, kind != .boolean else { return }
    report(.condition(type: condition.type.text), condition.range)
  }

  private mutating func resolveIteration(
    _ iterators: [Expression.Iterator], _ body: Expression, _ range: Range<Int>
  ) -> ResolvedExpression {
    with([]) { resolver in
      let resolved = resolver.resolve(iterators)
      let partial = resolver.newLocal()
      resolver.bindings.append(.name("partial", type: .list(.any), local: partial))
      let body = resolver.resolve(body)
      return ResolvedExpression(
        .iteration(resolved, body: body, partial: resolver.usedLocals.contains(partial) ? partial : nil),
        .list(body.type), range)
    }
  }

  /// Each iterator is seen by the ones after it; the caller's `with` ends them.
  private mutating func resolve(_ iterators: [Expression.Iterator]) -> [ResolvedExpression.Iterator] {
    iterators.map { iterator in
      let source = resolve(iterator.source)
      let end = iterator.end.map { resolve($0) }
      let local = newLocal()
      var type = source.type.elementType
      if case .range(let element) = source.type { type = element }
      if end != nil, isStrict, let kind = source.type.kind, kind != .number, kind != .date {
        report(.operand(operation: "..", type: source.type.text), source.range)
      }
      bindings.append(.name(iterator.name.text, type: type == .null ? .any : type, local: local))
      return ResolvedExpression.Iterator(local: local, source: source, end: end)
    }
  }

  /// A function; parameters without a type take the one that whoever calls it hands in, where that is known.
  mutating func resolveFunction(
    _ parameters: [Expression.Parameter], _ body: Expression, _ range: Range<Int>, itself: Int? = nil,
    handed: ValueType = .any
  ) -> ResolvedExpression {
    let resolved = parameters.map {
      ResolvedExpression.Parameter(name: $0.name.text, local: newLocal(), type: $0.type?.type ?? handed)
    }
    let body = with(resolved.map { .name($0.name, type: $0.type, local: $0.local) }) { resolver in
      guard case .external(let mapping) = body.form else { return resolver.resolve(body) }
      return resolver.resolveExternal(mapping, parameters: resolved.map(\.local), body.range)
    }
    return ResolvedExpression(
      .function(resolved, body: body, itself: itself),
      .function(parameters: resolved.map(\.type), result: body.type), range)
  }

  /// A function may call itself by the name of its entry, where that name means nothing else.
  private mutating func resolveEntry(_ entry: Expression.Entry) -> ResolvedExpression {
    guard case .function(let parameters, let body) = entry.value.form,
      lookUp(entry.name.text, entry.name.range) == nil, scope.functions[entry.name.text] == nil
    else { return resolve(entry.value) }
    let itself = newLocal()
    return with([.name(entry.name.text, type: .any, local: itself)]) { resolver in
      resolver.resolveFunction(parameters, body, entry.value.range, itself: itself)
    }
  }

  private mutating func resolveContext(_ entries: [Expression.Entry], _ range: Range<Int>) -> ResolvedExpression {
    with([]) { resolver in
      var resolved: [ResolvedExpression.Entry] = []
      var known: Set<String> = []
      for entry in entries {
        if !known.insert(entry.name.text).inserted {
          if resolver.isStrict { resolver.report(.duplicateEntry(entry.name.text), entry.name.range) }
          let reason = RemarkReason.argument(function: "{}", parameter: "key", value: entry.name.text)
          return ResolvedExpression(.failure(reason), .any, entry.name.range)
        }
        let value = resolver.resolveEntry(entry)
        let local = resolver.newLocal()
        resolver.bindings.append(.name(entry.name.text, type: value.type, local: local))
        if resolver.isStrict {
          resolver.entryValues[local] = value
          if case .function(let parameters, _, _) = value.form {
            resolver.parameterNames[local] = parameters.map(\.name)
          }
        }
        resolved.append(ResolvedExpression.Entry(name: entry.name.text, local: local, value: value))
      }
      let fields = resolved.map { ValueType.Field($0.name, $0.value.type) }
      return ResolvedExpression(.context(resolved), .context(fields), range)
    }
  }
}
