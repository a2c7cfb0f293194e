// What answers a decision, over values: boxed expressions are evaluated part by part.

import KoshaSource

/// Evaluates tables and boxed expressions, and notes in the outcome what happened.
struct LogicRun {
  let traced: Bool
  /// The decision or function of a model being evaluated; nil for a decision file.
  var element: String?
  /// Whether what is evaluated is part of a loop or a call, which share one allowance of steps.
  var sharesSteps = false
  /// What programs run over: the limits, depth and locals of the whole evaluation.
  var frame: Frame

  init(environment: EvaluationEnvironment, traced: Bool) {
    self.traced = traced
    frame = Frame(values: [], call: CallContext(environment: environment))
  }

  init(call: CallContext, traced: Bool, element: String? = nil) {
    self.traced = traced
    self.element = element
    frame = Frame(values: [], call: call)
    frame.call.remarks = []
  }

  var environment: EvaluationEnvironment { frame.call.environment }

  /// The answer; null where an error was noted.
  ///
  /// - Parameter columns: the values of a table's columns where they are given and not computed.
  mutating func evaluate(
    _ logic: DecisionLogic, _ values: [Value], columns: [Value]?, _ outcome: inout DecisionOutcome
  ) -> Value {
    switch logic {
    case .expression(let program): return evaluate(program, values, &outcome)
    case .context(let entries): return evaluate(entries, values, &outcome)
    case .table(let table): return evaluate(table, values, columns: columns, &outcome)
    case .typed(let inner, let coercion):
      let value = evaluate(inner, values, columns: columns, &outcome)
      return coerced(value, coercion, at: inner.span, &outcome)
    default: return evaluateBoxed(logic, values, &outcome)
    }
  }

  mutating func evaluate(_ program: Program, _ values: [Value], _ outcome: inout DecisionOutcome) -> Value {
    frame.values = values
    if !sharesSteps { frame.call.remainingSteps = environment.limits.steps }
    let value = program.body(&frame)
    // Held no longer, so that the caller's values can be written in place.
    frame.values = []
    if !frame.call.remarks.isEmpty {
      note(frame.call.remarks, of: program, &outcome)
      frame.call.remarks.removeAll()
    }
    return value
  }

  func note(_ remarks: [Remark], of program: Program, _ outcome: inout DecisionOutcome) {
    for remark in remarks {
      note(remark.reason, remark.range, remark.origin?.element, at: program.span(of: remark), &outcome)
    }
  }

  /// Notes a remark that stands at a place of the file.
  private func note(
    _ reason: RemarkReason, _ range: Range<Int>, _ inner: String?, at span: SourceSpan,
    _ outcome: inout DecisionOutcome
  ) {
    guard outcome.remarks.count < environment.limits.remarks else { return }
    outcome.remarks.append(Remark(reason: reason, range: range, origin: .init(element: inner ?? element, span: span)))
    outcome.remarkPlaces.append(span)
  }

  /// Null, with a remark at a place of the file.
  func fail(_ reason: RemarkReason, at span: SourceSpan, _ outcome: inout DecisionOutcome) -> Value {
    note(reason, 0..<0, nil, at: span, &outcome)
    return .null
  }

  mutating func coerced(
    _ value: Value, _ coercion: Coercion, at span: @autoclosure () -> SourceSpan?,
    _ outcome: inout DecisionOutcome
  ) -> Value {
    let coerced = coercion.apply(value, &frame.call)
    if !frame.call.remarks.isEmpty {
      if let span = span() {
        for remark in frame.call.remarks { note(remark.reason, remark.range, nil, at: span, &outcome) }
      }
      frame.call.remarks.removeAll()
    }
    return coerced
  }

  private mutating func evaluate(
    _ entries: [DecisionLogic.ContextEntry], _ values: [Value], _ outcome: inout DecisionOutcome
  ) -> Value {
    var values = values
    var result: [Context.Entry] = []
    result.reserveCapacity(entries.count)
    for entry in entries {
      let value = evaluate(entry.logic, values, columns: nil, &outcome)
      if entry.isAnswer { return value }
      values.set(value, at: entry.slot)
      result.append(Context.Entry(entry.name, value))
    }
    return .context(Context(result))
  }
}

extension [Value] {
  /// Sets the value of a slot, which may lie beyond those set so far.
  mutating func set(_ value: Value, at slot: Int) {
    if count <= slot {
      // The slots of one scope are set one after another: room for some, so that each does not move all.
      if capacity <= slot { reserveCapacity(Swift.max(slot + 8, 2 * count)) }
      while count <= slot { append(.null) }
    }
    self[slot] = value
  }
}

extension DecisionLogic {
  /// Where the logic stands: the place of its first text; nil where it has none.
  var span: SourceSpan? {
    switch self {
    case .table(let table):
      table.rules.first?.span ?? table.inputs.lazy.compactMap(\.program).first?.source.span
    case .expression(let program): program.source.span
    case .context(let entries): entries.lazy.compactMap(\.logic.span).first
    case .list(let elements): elements.lazy.compactMap(\.span).first
    case .relation(_, let rows): rows.joined().lazy.compactMap(\.span).first
    case .function(let function): function.body?.span
    case .invocation(let invocation): invocation.callee.span
    case .conditional(_, _, _, let span): span
    case .filter(let filter): filter.span
    case .iteration(let loop), .quantified(_, let loop): loop.span
    case .typed(let inner, _): inner.span
    }
  }
}
