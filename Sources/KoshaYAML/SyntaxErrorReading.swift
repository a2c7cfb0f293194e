// libyaml's complaint in, our sentence at its place out.

import KoshaSource

/// Translates what libyaml says about text that is no YAML.
struct SyntaxErrorReading {
  private let error: YAMLSyntaxError
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ error: YAMLSyntaxError, bytes: UnsafeBufferPointer<UInt8>) {
    self.error = error
    self.bytes = bytes
  }

  func diagnostic(in file: SourceFile) -> Diagnostic {
    // A key without `: ` is noticed only behind it; its beginning is the place to mend.
    if case .missingColon = problem, let context = error.contextOffset {
      return Diagnostic(problem, at: SourceSpan(file: file, range: context..<lineEnd(from: context)))
    }
    let offset = min(error.offset, bytes.count)
    let end = offset < bytes.count && !bytes[offset].isLineEnd ? offset + 1 : offset
    let place = SourceSpan(file: file, range: offset..<end)
    var related: [Diagnostic.Related] = []
    if let context = error.contextOffset, context < offset {
      related.append(.init(span: SourceSpan(file: file, range: context..<context), message: YAMLProblem.begunHere))
    }
    return Diagnostic(problem, at: place, related: related)
  }

  private func lineEnd(from offset: Int) -> Int {
    bytes[offset...].firstIndex { $0.isLineEnd } ?? bytes.count
  }

  private var problem: YAMLProblem {
    switch error.problem {
    case "did not find expected key", "did not find expected '-' indicator",
      "block sequence entries are not allowed in this context", "did not find expected <document start>":
      .misplacedLine
    case "could not find expected ':'": .missingColon
    case "mapping values are not allowed in this context", "mapping keys are not allowed in this context":
      .misplacedLine
    case "did not find expected ',' or ']'": .missingComma("]")
    case "did not find expected ',' or '}'": .missingComma("}")
    default: .notUnderstood
    }
  }
}
