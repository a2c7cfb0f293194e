// The facade: text with places in, compiled programs out.

public import KoshaSource

/// FEEL, compiled once and evaluated often.
public enum FEEL {
  /// Which of the grammar's entry points a text is read by.
  public enum Grammar: Sendable, Hashable {
    /// An expression.
    case expression
    /// A comma-separated row of unary tests against an input of this type; an enumeration's bare names are its strings.
    case unaryTests(input: ValueType)
  }

  /// Compiles a text; nil where it holds an error. Everything found goes into `bag`.
  public static func compile(
    _ text: LocatedText, scope: Scope, grammar: Grammar = .expression, into bag: inout DiagnosticBag
  ) -> Program? {
    preconditionFailure("unwritten")
  }
}
