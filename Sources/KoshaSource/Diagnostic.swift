// What is wrong, where, and how to mend it.

/// How grave a diagnostic is.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  /// The file cannot be used as it stands.
  case error
  /// Probably not what the author meant.
  case warning
  /// Told for completeness.
  case note

  /// Errors come before warnings, warnings before notes.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}

/// The facts of one thing that can be wrong; each module words its own in a file of messages.
public protocol Problem: Sendable {
  /// The stable code, `KF` and four digits.
  var code: String { get }
  /// How grave it is.
  var severity: Severity { get }
  /// The sentence.
  var message: Words { get }
  /// The mend, where there is one.
  var help: Words? { get }
}

extension Problem {
  /// Most problems are errors.
  public var severity: Severity { .error }
  /// Not every problem has a mend that can be told.
  public var help: Words? { nil }
}

/// A worded problem at its place.
public struct Diagnostic: Sendable {
  /// Another place that belongs to it, for example where a key was first given.
  public struct Related: Sendable {
    /// The place.
    public var span: SourceSpan
    /// What stands there.
    public var message: Words

    /// A related place.
    public init(span: SourceSpan, message: Words) {
      self.span = span
      self.message = message
    }
  }

  /// The stable code.
  public var code: String
  /// How grave it is.
  public var severity: Severity
  /// The sentence.
  public var message: Words
  /// The mend.
  public var help: Words?
  /// The place; absent only where a whole folder or setting is meant.
  public var span: SourceSpan?
  /// Other places.
  public var related: [Related]

  /// A problem at a place.
  public init(_ problem: some Problem, at span: SourceSpan?, related: [Related] = []) {
    self.code = problem.code
    self.severity = problem.severity
    self.message = problem.message
    self.help = problem.help
    self.span = span
    self.related = related
  }
}

/// Collects all that is wrong in one run.
public struct DiagnosticBag: Sendable {
  /// In the order they were found.
  public private(set) var diagnostics: [Diagnostic] = []

  /// An empty bag.
  public init() {}

  /// Adds a problem at a place.
  public mutating func add(_ problem: some Problem, at span: SourceSpan?, related: [Diagnostic.Related] = []) {
    diagnostics.append(Diagnostic(problem, at: span, related: related))
  }

  /// Adds a diagnostic that is already worded.
  public mutating func add(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Adds everything of another bag.
  public mutating func add(contentsOf other: DiagnosticBag) {
    diagnostics.append(contentsOf: other.diagnostics)
  }

  /// Whether one is an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// By file, place, severity and code; the order in which they are shown.
  public var sorted: [Diagnostic] {
    diagnostics.enumerated().sorted { left, right in
      DiagnosticBag.precedes(left.element, right.element) ?? (left.offset < right.offset)
    }.map(\.element)
  }

  private static func precedes(_ left: Diagnostic, _ right: Diagnostic) -> Bool? {
    let (leftPath, rightPath) = (left.span?.file.path ?? "", right.span?.file.path ?? "")
    if leftPath != rightPath { return leftPath < rightPath }
    let (leftStart, rightStart) = (left.span?.range.lowerBound ?? 0, right.span?.range.lowerBound ?? 0)
    if leftStart != rightStart { return leftStart < rightStart }
    if left.severity != right.severity { return left.severity < right.severity }
    if left.code != right.code { return left.code < right.code }
    return nil
  }
}
