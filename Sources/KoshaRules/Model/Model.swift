// A compiled model and the evaluation of its decisions, functions and services over input data.

package import KoshaSource

/// A model with all that it imports, compiled once and evaluated often.
public final class Model: Sendable {
  package init() {}

  /// Compiles a model; everything that is wrong goes into `bag`.
  ///
  /// A decision whose logic holds an error still stands in the model: its value is null with a remark (DMN's runners
  /// expect the others to work).
  package static func compile(
    _ syntax: ModelSyntax, imports: [ModelSyntax], into bag: inout DiagnosticBag
  ) -> Model {
    Model()
  }

  /// What of a model is asked for.
  public enum Target: Sendable, Hashable {
    /// A decision by name.
    case decision(String)
    /// A decision service by name, with its parameters by name among the inputs.
    case service(String)
    /// A business knowledge model by name, with its parameters by name among the inputs.
    case function(String)
  }

  /// The value of a target over input data by name (an imported model's under a context of the import's name).
  public func evaluate(_ target: Target, inputs: Context, in environment: EvaluationEnvironment) -> Evaluation {
    Evaluation(value: .null, remarks: [])
  }
}
