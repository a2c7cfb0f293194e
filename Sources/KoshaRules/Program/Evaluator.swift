// An environment in, evaluations of any number of programs out, over one frame.

/// Evaluates programs one after another in one environment.
///
/// Making a frame counts references and clears memory; over many evaluations that costs more than a short expression. An
/// evaluator makes it once. Each evaluation has the full limits and its own remarks.
public struct Evaluator: Sendable {
  private var frame: Frame

  /// An evaluator whose evaluations all see this environment.
  public init(in environment: EvaluationEnvironment) {
    frame = Frame(values: [], call: CallContext(environment: environment))
  }

  /// Evaluates an expression over the scope's values, one for each slot.
  public mutating func evaluate(_ program: Program, _ values: [Value]) -> Evaluation {
    frame.values = values
    if !frame.locals.isEmpty { frame.locals.removeAll(keepingCapacity: true) }
    frame.call.restart()
    return program.evaluate(over: &frame)
  }
}
