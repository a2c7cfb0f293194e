// A request line of `feel --batch` in, its answer line out; texts met again are not compiled again.

import KoshaFlow
import KoshaRules
import KoshaSource

/// Answers the requests of a batch.
struct FEELBatch {
  /// Why a request has no value, in the words of its answer.
  private struct Refusal: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }

  let evaluator: FEELEvaluator
  private var programs = ProgramCache()

  init(evaluator: FEELEvaluator) {
    self.evaluator = evaluator
  }

  /// Appends the answer to one request.
  mutating func answer(_ request: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    do throws(Refusal) {
      FEELEvaluator.append(try evaluation(of: request), language: .en, to: &output)
    } catch {
      output.append(contentsOf: JSONText.of([Context.Entry("error", .string(error.message))]).utf8)
    }
  }

  private mutating func evaluation(of bytes: UnsafeBufferPointer<UInt8>) throws(Refusal) -> Evaluation {
    let request: Context
    switch ValueJSON.decode(bytes, mode: .tagged) {
    case .failure(let problem): throw Refusal(problem.message.en)
    case .success(.context(let object)): request = object
    case .success: throw Refusal("a request is an object")
    }
    guard case .string(let expression)? = request["expression"] else {
      throw Refusal("a request needs `expression`")
    }
    var context = Context()
    switch request["context"] {
    case nil, .null?: break
    case .context(let given)?: context = given
    default: throw Refusal("`context` must be an object")
    }
    switch request["context_feel"] {
    case nil, .null?: break
    case .string(let text)?:
      let more = try evaluate(text, context, isUnary: false, otherwise: "unreadable context_feel")
      guard case .context(let more) = more.value else { throw Refusal("`context_feel` gives no context") }
      for entry in more.entries { context[entry.name] = entry.value }
    default: throw Refusal("`context_feel` must be a string")
    }
    var isUnary = false
    switch request["unary"] {
    case nil, .null?: break
    case .boolean(let flag)?: isUnary = flag
    default: throw Refusal("`unary` must be true or false")
    }
    return try evaluate(expression, context, isUnary: isUnary, otherwise: "unreadable expression")
  }

  private mutating func evaluate(
    _ text: String, _ context: Context, isUnary: Bool, otherwise: String
  ) throws(Refusal) -> Evaluation {
    switch programs.program(of: text, over: context, isUnary: isUnary) {
    case .compiled(let program): return evaluator.run(program, context: context, isUnary: isUnary)
    case .refused(let message): throw Refusal(message ?? otherwise)
    }
  }
}
