// Resolved expressions in, closures out: each is specialised on its operator and on operands that are constants or
// slots, since the measured cost of an evaluation is the calls it makes.

import KoshaSource

/// Makes programs.
struct ProgramCompiler {
  /// The whole program of an expression.
  static func program(
    _ expression: ResolvedExpression, source: LocatedText, slots: Set<Int>, localCount: Int, nulls: NullUses? = nil
  ) -> Program {
    let node = node(expression)
    guard localCount > 0 else {
      var constant: Value?
      var box: CellBox?
      switch expression.form {
      case .constant(let value): constant = value
      case .unaryTests(let tests, let isNegated): box = CellBox(tests, isNegated: isNegated)
      default: break
      }
      return Program(
        source: source, type: expression.type, slots: slots.sorted(), constant: constant, box: box, nulls: nulls,
        body: node)
    }
    return Program(source: source, type: expression.type, slots: slots.sorted(), nulls: nulls) { frame in
      frame.reserve(locals: localCount)
      return node(&frame)
    }
  }

  /// The closure that gives an expression's value.
  static func node(_ expression: ResolvedExpression) -> Node {
    let range = expression.range
    switch expression.form {
    case .constant(let value): return { _ in value }
    case .slot(let slot): return { $0.values[slot] }
    case .local(let local): return { $0.locals[local] }
    case .input: return { $0.input }
    case .failure(let reason): return { $0.fail(reason, at: range) }
    case .entryOfItem(let item, let name, let fallback):
      return entryOfItem(item, name, fallback.map(node), range)
    case .negation(let operand): return negation(node(operand), range)
    case .arithmetic:
      let number = number(expression)
      return { frame in number(&frame).map(Value.number) ?? frame.takeSpill() }
    case .comparison, .conjunction, .disjunction, .between, .membership, .quantified, .unaryTests, .instance:
      let truth = truth(expression)
      return { frame in truth(&frame).map(Value.boolean) ?? .null }
    case .unaryComparison(let operation, let operand): return unaryComparison(operation, node(operand))
    case .path(let source, let name): return path(node(source), name, range)
    case .filter(let source, let predicate, let item): return filter(source, predicate, item, range)
    case .call(let call, let arguments): return FunctionDispatch.node(call, arguments.map(node), range)
    case .invocation(let callee, let arguments, let names):
      return FunctionDispatch.invocation(node(callee), arguments.map(node), names, range)
    case .conditional(let condition, let then, let otherwise):
      return conditional(truth(condition), node(then), node(otherwise))
    case .iteration(let iterators, let body, let partial):
      return Iteration(iterators, range).collecting(node(body), partial: partial)
    case .function(let parameters, let body, let itself):
      return FunctionDispatch.definition(parameters, node(body), type: expression.type, itself: itself)
    case .external(let body, let parameters):
      return { frame in
        frame.call.place = range
        return body(parameters.map { frame.locals[$0] }, &frame.call)
      }
    case .list(let elements): return list(elements.map(node))
    case .context(let entries): return context(entries.map { ($0.name, $0.local, node($0.value)) })
    case .range(let start, let end, let includesStart, let includesEnd):
      return rangeValue(start, end, includesStart, includesEnd, range)
    }
  }

  // MARK: Access

  private static func negation(_ operand: @escaping Node, _ range: Range<Int>) -> Node {
    return { frame in
      let value = operand(&frame)
      return Arithmetic.negated(value)
        ?? frame.fail(.operands(operation: "-", left: value.kindName, right: ""), at: range)
    }
  }

  private static func path(_ source: @escaping Node, _ name: String, _ range: Range<Int>) -> Node {
    return { frame in member(name, of: source(&frame), &frame, range) }
  }

  /// The named part of a value; of a list, that of each member.
  private static func member(_ name: String, of value: Value, _ frame: inout Frame, _ range: Range<Int>) -> Value {
    if case .list(let members) = value {
      guard frame.step(members.count, at: range) else { return .null }
      return .list(members.map { member(name, of: $0, &frame, range) })
    }
    if case .context(let context) = value {
      // A name is looked for among all.
      if context.entries.count > 64, !frame.step(context.entries.count >> 5, at: range) { return .null }
      return context[name] ?? frame.fail(.unknownEntry(name: name), at: range)
    }
    return value.property(name, zones: frame.call.environment.zones)
      ?? frame.fail(.unknownProperty(name: name, kind: value.kindName), at: range)
  }

  private static func entryOfItem(
    _ item: Int, _ name: String, _ fallback: Node?, _ range: Range<Int>
  ) -> Node {
    return { frame in
      if case .context(let context) = frame.locals[item], let value = context[name] { return value }
      if let fallback { return fallback(&frame) }
      return frame.fail(.unknownEntry(name: name), at: range)
    }
  }

  // MARK: Conditions and constructors

  private static func conditional(
    _ condition: @escaping Truth, _ then: @escaping Node, _ otherwise: @escaping Node
  ) -> Node {
    return { frame in condition(&frame) == true ? then(&frame) : otherwise(&frame) }
  }

  private static func list(_ elements: [Node]) -> Node {
    return { frame in
      var members: [Value] = []
      members.reserveCapacity(elements.count)
      for element in elements { members.append(element(&frame)) }
      return .list(members)
    }
  }

  private static func context(_ entries: [(name: String, local: Int, value: Node)]) -> Node {
    return { frame in
      var result: [Context.Entry] = []
      result.reserveCapacity(entries.count)
      for entry in entries {
        let value = entry.value(&frame)
        frame.locals[entry.local] = value
        result.append(Context.Entry(entry.name, value))
      }
      return .context(Context(distinct: result))
    }
  }

  private static func rangeValue(
    _ start: ResolvedExpression, _ end: ResolvedExpression, _ includesStart: Bool, _ includesEnd: Bool,
    _ range: Range<Int>
  ) -> Node {
    if case .constant(let first) = start.form, case .constant(let last) = end.form {
      let value = Value.range(
        RangeValue(start: first, end: last, includesStart: includesStart, includesEnd: includesEnd))
      if first.kindName == last.kindName, !first.isNull { return { _ in value } }
    }
    let (start, end) = (node(start), node(end))
    return { frame in
      let (first, last) = (start(&frame), end(&frame))
      guard first.isNull || last.isNull || first.kindName == last.kindName else {
        return frame.fail(.operands(operation: "..", left: first.kindName, right: last.kindName), at: range)
      }
      return .range(RangeValue(start: first, end: last, includesStart: includesStart, includesEnd: includesEnd))
    }
  }

  /// `(< 10)` as a value: a range without one end.
  private static func unaryComparison(_ operation: ComparisonOperator, _ operand: @escaping Node) -> Node {
    return { frame in .range(RangeValue(operation, operand(&frame))) }
  }
}
