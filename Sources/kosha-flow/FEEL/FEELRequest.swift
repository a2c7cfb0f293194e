// A request line of `feel --batch` in, its fields out: what every kind of batch reads alike.

import KoshaRules
import KoshaSource

/// The request of one line.
struct FEELRequest {
  /// Why a request has no answer, in the words of its line.
  struct Refusal: Error {
    let message: String

    init(_ message: String) { self.message = message }

    /// `{"error":…}`.
    var line: String { JSONText.of([Context.Entry("error", .string(message))]) }
  }

  /// The text to evaluate or to type.
  let expression: String
  /// Whether the text is unary tests.
  let isUnary: Bool
  private let fields: Context

  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(Refusal) {
    switch ValueJSON.decode(bytes, mode: .tagged) {
    case .failure(let problem): throw Refusal(problem.message.en)
    case .success(.context(let object)): fields = object
    case .success: throw Refusal("a request is an object")
    }
    guard case .string(let expression)? = fields["expression"] else { throw Refusal("a request needs `expression`") }
    self.expression = expression
    switch fields["unary"] {
    case nil, .null?: isUnary = false
    case .boolean(let flag)?: isUnary = flag
    default: throw Refusal("`unary` must be true or false")
    }
  }

  /// The value of a field; nil where there is none.
  subscript(name: String) -> Value? { fields[name] }

  /// An object; empty where the field is absent or null.
  func object(_ name: String) throws(Refusal) -> Context {
    switch fields[name] {
    case nil, .null?: Context()
    case .context(let given)?: given
    default: throw Refusal("`\(name)` must be an object")
    }
  }
}
