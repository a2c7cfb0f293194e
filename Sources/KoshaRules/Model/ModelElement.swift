// The compiled elements of a model: what each reads, what gives its value, and to what type that is coerced.

import KoshaSource

/// An element whose value an evaluation holds.
enum ModelElement: Sendable {
  /// Input data: the paths of names by which the inputs may hold it, the nearest first.
  case input(paths: [[String]], coercion: Coercion?, span: SourceSpan)
  case decision(DecisionUnit)
}

/// A decision ready to be evaluated over the values of what it requires.
final class DecisionUnit: Sendable {
  /// What gives the value of a slot, or of an entry of an imported model's context.
  indirect enum Source: Sendable {
    /// The element of this index.
    case element(Int)
    /// A function.
    case constant(Value)
    /// The elements of an imported model that are required.
    case imported([(name: String, source: Source)])
  }

  let name: String
  /// The place of the name, for remarks that have no other.
  let span: SourceSpan
  /// What answers; nil where there is none or where it holds an error.
  let logic: DecisionLogic?
  /// Why the answer is null where there is no logic.
  let failure: RemarkReason
  /// The functions at their slots, null in all others.
  let template: [Value]
  /// What fills the other slots.
  let reads: [(slot: Int, source: Source)]
  let coercion: Coercion?

  init(
    name: Located<String>, logic: DecisionLogic?, failure: RemarkReason, template: [Value],
    reads: [(slot: Int, source: Source)], coercion: Coercion?
  ) {
    self.name = name.value
    self.span = name.span
    self.logic = logic
    self.failure = failure
    self.template = template
    self.reads = reads
    self.coercion = coercion
  }
}

/// What is evaluated for one target, in an order in which every decision follows those it requires.
struct EvaluationPlan: Sendable {
  /// A step: its value stands at its index.
  enum Step: Sendable {
    case input(paths: [[String]], coercion: Coercion?, span: SourceSpan)
    /// A value that is given: a parameter of a decision service.
    case given(parameter: Int)
    /// A decision over earlier values, each read's elements being indices of steps.
    case decision(DecisionUnit, reads: [(slot: Int, source: DecisionUnit.Source)])
  }

  let steps: [Step]
  /// The steps that answer.
  let results: [Int]

  /// The values of all steps.
  func values(
    inputs: Context, given: [Value], _ run: inout LogicRun, _ outcome: inout DecisionOutcome
  ) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(steps.count)
    for step in steps {
      switch step {
      case .input(let paths, let coercion, let span):
        var value = EvaluationPlan.input(paths, in: inputs)
        if let coercion {
          run.element = paths.first?.last
          value = run.coerced(value, coercion, at: span, &outcome)
        }
        values.append(value)
      case .given(let parameter): values.append(given[parameter])
      case .decision(let unit, let reads):
        values.append(EvaluationPlan.evaluate(unit, reads, values, &run, &outcome))
      }
    }
    return values
  }

  private static func evaluate(
    _ unit: DecisionUnit, _ reads: [(slot: Int, source: DecisionUnit.Source)], _ values: [Value],
    _ run: inout LogicRun, _ outcome: inout DecisionOutcome
  ) -> Value {
    run.element = unit.name
    guard let logic = unit.logic else { return run.fail(unit.failure, at: unit.span, &outcome) }
    var seen = unit.template
    for (slot, source) in reads { seen[slot] = value(of: source, values) }
    var value = run.evaluate(logic, seen, columns: nil, &outcome)
    if !outcome.errors.isEmpty {
      for error in outcome.errors { _ = run.fail(.table(error), at: unit.span, &outcome) }
      outcome.errors = []
      // A table that fails answers null by itself.
    }
    if let coercion = unit.coercion {
      run.element = unit.name
      value = run.coerced(value, coercion, at: unit.span, &outcome)
    }
    return value
  }

  private static func value(of source: DecisionUnit.Source, _ values: [Value]) -> Value {
    switch source {
    case .element(let index): values[index]
    case .constant(let value): value
    case .imported(let entries):
      .context(Context(distinct: entries.map { Context.Entry($0.name, value(of: $0.source, values)) }))
    }
  }

  /// Input data among the inputs: by the first of its paths that leads to a value.
  static func input(_ paths: [[String]], in inputs: Context) -> Value {
    for path in paths {
      var value: Value? = .context(inputs)
      for name in path {
        guard case .context(let context)? = value else {
          value = nil
          break
        }
        value = context[name]
      }
      if let value { return value }
    }
    return .null
  }
}

/// A function that a model gives: a business knowledge model or a decision service.
struct ModelFunction: Sendable {
  let name: String
  /// The parameters with their declared types.
  let parameters: [(name: String, type: ValueType)]
  let value: FunctionValue
}
