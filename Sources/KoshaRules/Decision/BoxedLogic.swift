// Compiled boxed expressions other than tables, literal expressions and contexts.

public import KoshaSource

/// A boxed function definition.
public struct BoxedFunction: Sendable {
  /// A formal parameter.
  public struct Parameter: Sendable {
    /// The name.
    public let name: String
    /// The slot in which the body finds the argument.
    public let slot: Int
    /// The declared type, to which arguments are coerced; nil where there is none.
    public let coercion: Coercion?
  }

  /// The parameters in order.
  public let parameters: [Parameter]
  /// The body; nil where there is none that can be evaluated, and calls are null.
  public let body: DecisionLogic?
  /// The declared type of the result.
  public let result: Coercion?
  /// The slot in which the body finds the function itself, where it calls itself.
  package let ownSlot: Int?
  /// Why a call without a body is null.
  package let failure: RemarkReason?
  /// A static method that answers in place of a body.
  package let external: (@Sendable (_ arguments: [Value], _ call: inout CallContext) -> Value)?

  /// The same function with a declared type of its result.
  func returning(_ result: Coercion?) -> BoxedFunction {
    BoxedFunction(
      parameters: parameters, body: body, result: result, ownSlot: ownSlot, failure: failure,
      external: external)
  }
}

/// A boxed invocation.
public struct BoxedInvocation: Sendable {
  /// An argument by the name of its parameter.
  public struct Binding: Sendable {
    /// The parameter.
    public let name: String
    /// What gives the argument.
    public let logic: DecisionLogic
    /// The slot in which the call finds it.
    package let slot: Int
  }

  /// What is called, as written.
  public let callee: LocatedText
  /// The arguments.
  public let bindings: [Binding]
  /// The call over the arguments' slots.
  public let call: Program
}

/// A boxed filter.
public struct BoxedFilter: Sendable {
  /// The list.
  public let source: DecisionLogic
  /// What must be true of a member, or gives the place of the one member meant.
  public let match: DecisionLogic
  /// The slot of `item`.
  package let item: Int
  /// The slots of the entries that members are known to have.
  package let entries: [(name: String, slot: Int)]
  /// The place for remarks.
  package let span: SourceSpan
}

/// A boxed `for`, `some` or `every`.
public struct BoxedLoop: Sendable {
  /// The name of each member.
  public let name: String
  /// What is looped over.
  public let source: DecisionLogic
  /// What is answered, or asked, for each member.
  public let body: DecisionLogic
  /// The slot of the member.
  package let slot: Int
  /// The slot of the answers so far; nil where nothing reads it.
  package let partial: Int?
  /// The place for remarks.
  package let span: SourceSpan
}

extension DecisionLogic {
  /// The parts of a boxed expression that are boxed expressions themselves, in the order of the file.
  public var parts: [DecisionLogic] {
    switch self {
    case .table, .expression: []
    case .context(let entries): entries.map(\.logic)
    case .list(let elements): elements
    case .relation(_, let rows): Array(rows.joined())
    case .function(let function): function.body.map { [$0] } ?? []
    case .invocation(let invocation): invocation.bindings.map(\.logic)
    case .conditional(let condition, let then, let otherwise, _): [condition, then, otherwise]
    case .filter(let filter): [filter.source, filter.match]
    case .iteration(let loop), .quantified(_, let loop): [loop.source, loop.body]
    case .typed(let inner, _): [inner]
    }
  }
}
