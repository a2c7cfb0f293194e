// A source file in, a located tree out, every hazard of YAML refused at its place.

public import KoshaSource

/// Reads one YAML document into located nodes.
public enum YAMLComposer {
  /// The document of `file`, or nil where nothing usable could be read; what is wrong goes into `bag`.
  public static func compose(
    _ file: SourceFile, limits: YAMLLimits = .standard, into bag: inout DiagnosticBag
  ) -> YAMLNode? {
    preconditionFailure("unwritten")
  }
}
