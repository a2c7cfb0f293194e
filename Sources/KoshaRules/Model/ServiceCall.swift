// A decision service as a function: arguments in, the values of its output decisions out (DMN 1.5 §10.4).

import KoshaSource

/// What a call of a decision service evaluates.
struct ServiceCall: Sendable {
  let name: Located<String>
  let plan: EvaluationPlan
  let coercions: [Coercion?]
  let result: Coercion?
  let outputs: [String]

  /// The value of its one output decision, or a context of several by their names.
  func evaluate(_ arguments: [Value], _ call: inout CallContext) -> Value {
    guard arguments.count == coercions.count else {
      return call.fail(.arguments(function: name.value, kinds: arguments.map(\.kindName)))
    }
    var given: [Value] = []
    for (argument, coercion) in zip(arguments, coercions) {
      guard let coercion else {
        given.append(argument)
        continue
      }
      guard let converted = coercion.argument(argument, &call) else { return .null }
      given.append(converted)
    }
    var run = LogicRun(call: call, traced: false, element: name.value)
    run.sharesSteps = true
    guard run.frame.enterCall() else { return call.endsAtDepth() }
    var outcome = DecisionOutcome(decision: "")
    let values = plan.values(inputs: Context(), given: given, &run, &outcome)
    var value = Value.null
    if plan.results.count == 1, outputs.count == 1 {
      value = values[plan.results[0]]
    } else {
      value = .context(Context(zip(outputs, plan.results).map { Context.Entry($0, values[$1]) }))
    }
    if let result { value = run.coerced(value, result, at: name.span, &outcome) }
    call.remainingSteps = run.frame.call.remainingSteps
    call.take(outcome.remarks)
    return value
  }
}
