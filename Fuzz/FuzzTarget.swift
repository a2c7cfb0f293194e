// libFuzzer's bytes in; what an input may never do ends the process, so that libFuzzer keeps the input.

import Glibc

/// A part of the program that takes any bytes.
enum FuzzTarget: String {
  case lexer, parser, evaluator, model

  /// The one that `KOSHA_FUZZ_TARGET` names.
  static let chosen: FuzzTarget = {
    guard let name = getenv("KOSHA_FUZZ_TARGET").map({ String(cString: $0) }), let target = FuzzTarget(rawValue: name)
    else { fatalError("KOSHA_FUZZ_TARGET is none of lexer, parser, evaluator, model") }
    return target
  }()

  func run(_ bytes: [UInt8]) {
    switch self {
    case .lexer: LexerFuzz.run(bytes)
    case .parser: ParserFuzz.run(bytes)
    case .evaluator: EvaluatorFuzz.run(bytes)
    case .model: ModelFuzz.run(bytes)
    }
  }
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Ends the process where something that always holds does not.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
  guard holds else { fatalError(what()) }
}
