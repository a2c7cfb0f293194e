// Diagnostics as text, JSON, and annotations.

import KoshaRules
import KoshaSource

/// Prints diagnostics.
enum DiagnosticOutput {
  /// The text form on standard error, a blank line between two.
  static func printToError(_ diagnostics: [Diagnostic], language: Language) {
    for diagnostic in diagnostics {
      Console.errorLine(DiagnosticRenderer(language: language).text(of: diagnostic))
    }
  }

  /// The text form on standard output.
  static func print(_ diagnostics: [Diagnostic], language: Language) {
    for diagnostic in diagnostics {
      Console.line(DiagnosticRenderer(language: language).text(of: diagnostic))
    }
  }

  /// The JSON form (cli.md, Diagnostics).
  static func value(_ diagnostic: Diagnostic, language: Language) -> Value {
    let start = diagnostic.span?.start
    let end = diagnostic.span?.end
    func number(_ value: Int?) -> Value { value.map { .number(Decimal128($0)) } ?? .null }
    return .context(
      Context([
        Context.Entry("file", diagnostic.span.map { .string($0.file.path) } ?? .null),
        Context.Entry("line", number(start?.line)),
        Context.Entry("column", number(start?.column)),
        Context.Entry("end_line", number(end?.line)),
        Context.Entry("end_column", number(end?.column)),
        Context.Entry("severity", .string(diagnostic.severity.rawValue)),
        Context.Entry("code", .string(diagnostic.code)),
        Context.Entry("message", .string(diagnostic.message[language])),
        Context.Entry("help", diagnostic.help.map { .string($0[language]) } ?? .null),
      ]))
  }
}
