// The test cases of a DMN model as the TCK's schema writes them, read and typed.

public import KoshaRules
public import KoshaSource

/// The cases of one file.
public struct TestSuite: Sendable {
  /// The model's file, as the cases name it.
  public var modelName: String?
  /// The cases in the order of the file.
  public var cases: [TestCase]
}

/// One case: what goes in, and what is to come out.
public struct TestCase: Sendable {
  /// What is asked: a decision by the result's name, or a function or service by its own.
  public enum Kind: Sendable, Hashable {
    /// Decisions, by the names of the results.
    case decision
    /// A business knowledge model by name.
    case function(String)
    /// A decision service by name.
    case service(String)
  }

  /// A value given for an element of the model.
  public struct Input: Sendable {
    /// The element's name.
    public var name: String
    /// The namespace of the imported model that holds it; nil for the model itself.
    public var namespace: String?
    /// The value.
    public var value: Value
  }

  /// A value that is to come out.
  public struct Result: Sendable {
    /// The result's name.
    public var name: String
    /// Whether the evaluation is to fail, which leaves null.
    public var isError: Bool
    /// What is to come out.
    public var expected: Value
    /// Where the file tells it.
    public var span: SourceSpan
  }

  /// The case's name.
  public var id: String
  /// What is asked.
  public var kind: Kind
  /// What goes in.
  public var inputs: [Input]
  /// What is to come out.
  public var results: [Result]
}
