// The test cases of a DMN model as the TCK's schema writes them, read and typed.

package import KoshaRules
package import KoshaSource

/// The cases of one file.
package struct TestSuite: Sendable {
  /// The model's file, as the cases name it.
  package var modelName: String?
  package var cases: [TestCase]
}

/// One case: what goes in, and what is to come out.
package struct TestCase: Sendable {
  /// What is asked: a decision by the result's name, or a function or service by its own.
  package enum Kind: Sendable, Hashable {
    case decision
    case function(String)
    case service(String)
  }

  /// A value given for an element of the model.
  package struct Input: Sendable {
    package var name: String
    /// The namespace of the imported model that holds it; nil for the model itself.
    package var namespace: String?
    package var value: Value
  }

  /// A value that is to come out.
  package struct Result: Sendable {
    package var name: String
    /// Whether the evaluation is to fail, which leaves null.
    package var isError: Bool
    package var expected: Value
    package var span: SourceSpan
  }

  package var id: String
  package var kind: Kind
  package var inputs: [Input]
  package var results: [Result]
}
