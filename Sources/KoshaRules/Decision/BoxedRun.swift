// Boxed expressions over values: the same answers, limits and remarks as the FEEL they stand for (DMN 1.5 §10.2.2).

import KoshaSource

extension LogicRun {
  mutating func evaluateBoxed(
    _ logic: DecisionLogic, _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> Value {
    switch logic {
    case .list(let elements):
      var members: [Value] = []
      members.reserveCapacity(elements.count)
      for element in elements { members.append(evaluate(element, values, columns: nil, &outcome)) }
      return .list(members)
    case .relation(let columns, let rows): return relation(columns, rows, values, &outcome)
    case .function(let function): return .function(LogicRun.value(of: function, values, element))
    case .invocation(let invocation):
      var seen = values
      for binding in invocation.bindings {
        seen.set(evaluate(binding.logic, values, columns: nil, &outcome), at: binding.slot)
      }
      return evaluate(invocation.call, seen, &outcome)
    case .conditional(let condition, let then, let otherwise, let span):
      let asked = evaluate(condition, values, columns: nil, &outcome)
      switch asked {
      case .boolean(true): return evaluate(then, values, columns: nil, &outcome)
      case .boolean(false), .null: return evaluate(otherwise, values, columns: nil, &outcome)
      default: return fail(.condition(kind: asked.kindName), at: span, &outcome)
      }
    case .filter(let filter): return self.filter(filter, values, &outcome)
    case .iteration(let loop): return iteration(loop, values, &outcome)
    case .quantified(let isEvery, let loop): return quantified(isEvery, loop, values, &outcome)
    case .expression, .context, .table, .typed: return evaluate(logic, values, columns: nil, &outcome)
    }
  }

  private mutating func relation(
    _ columns: [String], _ rows: [[DecisionLogic]], _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> Value {
    var members: [Value] = []
    members.reserveCapacity(rows.count)
    for row in rows {
      var entries: [Context.Entry] = []
      entries.reserveCapacity(row.count)
      for (column, cell) in zip(columns, row) {
        entries.append(Context.Entry(column, evaluate(cell, values, columns: nil, &outcome)))
      }
      members.append(.context(Context(entries)))
    }
    return .list(members)
  }

  /// True or false; nil, with a remark unless it is null, for anything else.
  private func truth(_ value: Value, at span: SourceSpan, _ outcome: inout DecisionOutcome) -> Bool? {
    switch value {
    case .boolean(let answer): return answer
    case .null: return nil
    default:
      _ = fail(.condition(kind: value.kindName), at: span, &outcome)
      return nil
    }
  }

  // MARK: Loops

  private mutating func filter(
    _ filter: BoxedFilter, _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> Value {
    let members = ProgramCompiler.members(of: evaluate(filter.source, values, columns: nil, &outcome))
    return sharing { run in
      var values = values
      var kept: [Value] = []
      for candidate in members {
        guard run.step(at: filter.span, &outcome) else { return .null }
        values.set(candidate, at: filter.item)
        for entry in filter.entries {
          var value = Value.null
          if case .context(let context) = candidate { value = context[entry.name] ?? .null }
          values.set(value, at: entry.slot)
        }
        switch run.evaluate(filter.match, values, columns: nil, &outcome) {
        case .boolean(true): kept.append(candidate)
        case .boolean(false), .null: break
        case .number(let place):
          let member = ProgramCompiler.member(at: place, of: members, &run.frame, 0..<0)
          run.noteRemarks(at: filter.span, &outcome)
          return member
        case let other: _ = run.fail(.condition(kind: other.kindName), at: filter.span, &outcome)
        }
      }
      return .list(kept)
    }
  }

  private mutating func iteration(
    _ loop: BoxedLoop, _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> Value {
    guard let source = members(of: loop, values, &outcome) else { return .null }
    return sharing { run in
      var values = values
      var results: [Value] = []
      for index in 0..<source.count {
        guard run.step(at: loop.span, &outcome) else { return .null }
        guard results.count < run.environment.limits.listLength else {
          return run.fail(.limit("list length"), at: loop.span, &outcome)
        }
        values.set(source[index], at: loop.slot)
        if let partial = loop.partial {
          guard run.step(results.count, at: loop.span, &outcome) else { return .null }
          values.set(.list(results), at: partial)
        }
        results.append(run.evaluate(loop.body, values, columns: nil, &outcome))
        guard run.frame.call.remainingSteps >= 0 else { return .null }
      }
      return .list(results)
    }
  }

  private mutating func quantified(
    _ isEvery: Bool, _ loop: BoxedLoop, _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> Value {
    guard let source = members(of: loop, values, &outcome) else { return .null }
    return sharing { run in
      var values = values
      var isUnknown = false
      for index in 0..<source.count {
        guard run.step(at: loop.span, &outcome) else { return .null }
        values.set(source[index], at: loop.slot)
        let asked = run.evaluate(loop.body, values, columns: nil, &outcome)
        switch run.truth(asked, at: loop.span, &outcome) {
        case nil: isUnknown = true
        case let holds?: if holds != isEvery { return .boolean(holds) }
        }
      }
      return isUnknown ? .null : .boolean(isEvery)
    }
  }

  private mutating func members(
    of loop: BoxedLoop, _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> Iteration.Source? {
    let value = evaluate(loop.source, values, columns: nil, &outcome)
    let source = Iteration.source(of: value, &frame, 0..<0)
    noteRemarks(at: loop.span, &outcome)
    return source
  }

  /// Runs a loop, whose parts share one allowance of steps.
  private mutating func sharing(_ body: (inout LogicRun) -> Value) -> Value {
    let outer = sharesSteps
    if !outer { frame.call.remainingSteps = environment.limits.steps }
    sharesSteps = true
    let value = body(&self)
    sharesSteps = outer
    return value
  }

  private mutating func step(
    _ count: Int = 1, at span: SourceSpan, _ outcome: inout DecisionOutcome
  ) -> Bool {
    let goesOn = frame.step(count, at: 0..<0)
    noteRemarks(at: span, &outcome)
    return goesOn
  }

  /// Notes what was remarked outside any program.
  private mutating func noteRemarks(at span: SourceSpan, _ outcome: inout DecisionOutcome) {
    guard !frame.call.remarks.isEmpty else { return }
    for remark in frame.call.remarks { _ = fail(remark.reason, at: span, &outcome) }
    frame.call.remarks.removeAll()
  }

  // MARK: Functions

  /// A boxed function as a value: a closure over the values of its place.
  static func value(of function: BoxedFunction, _ values: [Value], _ element: String?) -> FunctionValue {
    // Room for the parameters is made once and not in every call.
    var outer = values
    if let last = (function.parameters.map(\.slot) + [function.ownSlot].compactMap { $0 }).max(), outer.count <= last {
      outer.set(.null, at: last)
    }
    let padded = outer
    return FunctionValue(parameters: function.parameters.map(\.name)) { arguments, call in
      guard arguments.count == function.parameters.count else {
        return call.fail(.arguments(function: element ?? "", kinds: arguments.map(\.kindName)))
      }
      var values = padded
      for (parameter, argument) in zip(function.parameters, arguments) {
        guard let coercion = parameter.coercion else {
          values.set(argument, at: parameter.slot)
          continue
        }
        guard let converted = coercion.argument(argument, &call) else { return .null }
        values.set(converted, at: parameter.slot)
      }
      if let external = function.external {
        return external(function.parameters.map { values[$0.slot] }, &call)
      }
      guard let body = function.body else { return call.fail(function.failure ?? .noLogic(element ?? "")) }
      if let own = function.ownSlot {
        values.set(.function(LogicRun.value(of: function, values, element)), at: own)
      }
      return LogicRun.call(body, values, result: function.result, element, &call)
    }
  }

  /// Evaluates the body of a function within the limits of the call.
  private static func call(
    _ body: DecisionLogic, _ values: [Value], result: Coercion?, _ element: String?,
    _ call: inout CallContext
  ) -> Value {
    var run = LogicRun(call: call, traced: false, element: element)
    run.sharesSteps = true
    guard run.frame.enterCall() else { return call.endsAtDepth() }
    var outcome = DecisionOutcome(decision: "")
    var value = run.evaluate(body, values, columns: nil, &outcome)
    if let result { value = run.coerced(value, result, at: body.span, &outcome) }
    call.remainingSteps = run.frame.call.remainingSteps
    call.take(outcome.remarks)
    for error in outcome.errors { _ = call.fail(.table(error)) }
    return value
  }
}

extension CallContext {
  /// Takes over remarks that have their places.
  mutating func take(_ remarks: [Remark]) {
    for remark in remarks where self.remarks.count < environment.limits.remarks { self.remarks.append(remark) }
  }
}
