// A compiled model and the evaluation of its decisions, functions and services over input data.

package import KoshaSource

/// A model with all that it imports, compiled once and evaluated often.
///
/// `targets` tells what can be asked for; `evaluate` answers one of them over input data, each decision that it needs
/// once. A value that failed is null, and a remark tells why, where, and in which decision.
public final class Model: Sendable {
  /// What of a model is asked for.
  public enum Target: Sendable, Hashable {
    /// A decision by name.
    case decision(String)
    /// A decision service by name, with its parameters by name among the inputs.
    case service(String)
    /// A business knowledge model by name, with its parameters by name among the inputs.
    case function(String)
  }

  /// A target with what it takes and gives.
  public struct Signature: Sendable {
    /// What can be asked for.
    public let target: Target
    /// The input data that a decision reads, or the parameters of a service or function, in order.
    public let parameters: [(name: String, type: ValueType)]
    /// The type of its value.
    public let result: ValueType
  }

  /// The model's name.
  public let name: String
  /// The decisions, services and functions of the model itself, in the order of the document.
  public let targets: [Signature]
  private let plans: [String: EvaluationPlan]
  private let functions: [Target: ModelFunction]

  init(
    name: String, targets: [Signature], plans: [String: EvaluationPlan], functions: [Target: ModelFunction]
  ) {
    self.name = name
    self.targets = targets
    self.plans = plans
    self.functions = functions
  }

  /// Compiles a model; everything that is wrong goes into `bag`.
  ///
  /// A decision whose logic holds an error still stands in the model: its value is null with a remark (DMN's runners
  /// expect the others to work).
  package static func compile(
    _ syntax: ModelSyntax, imports: [ModelSyntax], into bag: inout DiagnosticBag
  ) -> Model {
    var compiler = ModelCompiler(syntax, imports: imports)
    compiler.compile(into: &bag)
    return compiler.model
  }

  /// The value of a target over input data by name (an imported model's under a context of the import's name).
  ///
  /// Input data that is missing is null. A target that the model lacks is null with a remark.
  public func evaluate(_ target: Target, inputs: Context, in environment: EvaluationEnvironment) -> Evaluation {
    if case .decision(let name) = target, let plan = plans[name] {
      var run = LogicRun(environment: environment, traced: false)
      var outcome = DecisionOutcome(decision: name)
      let values = plan.values(inputs: inputs, given: [], &run, &outcome)
      return Evaluation(value: plan.results.first.map { values[$0] } ?? .null, remarks: outcome.remarks)
    }
    var call = CallContext(environment: environment)
    guard let function = functions[target] else {
      return Evaluation(value: call.fail(.unknownName(target.name)), remarks: call.remarks)
    }
    let arguments = function.parameters.map { inputs[$0.name] ?? .null }
    return Evaluation(value: function.value.body(arguments, &call), remarks: call.remarks)
  }
}

extension Model.Target {
  /// The name of what is asked for.
  public var name: String {
    switch self {
    case .decision(let name), .service(let name), .function(let name): name
    }
  }
}

extension ModelCompiler {
  /// The compiled model.
  var model: Model {
    var targets: [Model.Signature] = []
    var plans: [String: EvaluationPlan] = [:]
    var functions: [Model.Target: ModelFunction] = [:]
    for (index, node) in nodes.enumerated() where node.model == 0 {
      let name = node.name.value
      let target: Model.Target
      switch node.kind {
      case .input: continue
      case .decision:
        target = .decision(name)
        guard plans[name] == nil else { continue }
        let plan = plan(for: [index])
        plans[name] = plan
        let inputs = plan.steps.compactMap { step -> (name: String, type: ValueType)? in
          guard case .input(let paths, let coercion, _) = step, let path = paths.first else { return nil }
          return (path.joined(separator: "."), coercion?.type ?? .any)
        }
        targets.append(.init(target: target, parameters: inputs, result: valueTypes[index]))
        continue
      case .service: target = .service(name)
      case .function: target = .function(name)
      }
      guard functions[target] == nil, let function = self.functions[index] else { continue }
      functions[target] = function
      var result = valueTypes[index]
      if case .function(_, let given) = result { result = given }
      targets.append(.init(target: target, parameters: function.parameters, result: result))
    }
    return Model(name: models[0].name.value, targets: targets, plans: plans, functions: functions)
  }
}
