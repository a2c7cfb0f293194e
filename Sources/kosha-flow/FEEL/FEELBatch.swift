// A request line of `feel --batch` in, its answer line out; texts met again are not compiled again.

import KoshaFlow
import KoshaRules
import KoshaSource

/// Answers the requests of a batch.
struct FEELBatch {
  let evaluator: FEELEvaluator
  private var programs = ProgramCache()

  init(evaluator: FEELEvaluator) {
    self.evaluator = evaluator
  }

  /// Appends the answer to one request.
  mutating func answer(_ request: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    do throws(FEELRequest.Refusal) {
      FEELEvaluator.append(try evaluation(of: FEELRequest(request)), language: .en, to: &output)
    } catch {
      output.append(contentsOf: error.line.utf8)
    }
  }

  private mutating func evaluation(of request: FEELRequest) throws(FEELRequest.Refusal) -> Evaluation {
    var context = try request.object("context")
    switch request["context_feel"] {
    case nil, .null?: break
    case .string(let text)?:
      let more = try evaluate(text, context, isUnary: false, otherwise: "unreadable context_feel")
      guard case .context(let more) = more.value else {
        throw FEELRequest.Refusal("`context_feel` gives no context")
      }
      for entry in more.entries { context[entry.name] = entry.value }
    default: throw FEELRequest.Refusal("`context_feel` must be a string")
    }
    return try evaluate(request.expression, context, isUnary: request.isUnary, otherwise: "unreadable expression")
  }

  private mutating func evaluate(
    _ text: String, _ context: Context, isUnary: Bool, otherwise: String
  ) throws(FEELRequest.Refusal) -> Evaluation {
    switch programs.program(of: text, over: context, isUnary: isUnary) {
    case .compiled(let program): return evaluator.run(program, context: context, isUnary: isUnary)
    case .refused(let message): throw FEELRequest.Refusal(message ?? otherwise)
    }
  }
}
