// An expression whose names are slots and whose calls are overloads.

/// An expression ready to become a program.
struct ResolvedExpression: Sendable {
  var form: Form
  /// The static type of its value.
  var type: ValueType
  /// The place in UTF-8 offsets of the text.
  var range: Range<Int>

  init(_ form: Form, _ type: ValueType, _ range: Range<Int>) {
    self.form = form
    self.type = type
    self.range = range
  }

  indirect enum Form: Sendable {
    case constant(Value)
    /// A slot of the scope.
    case slot(Int)
    /// A slot of the frame's locals.
    case local(Int)
    /// `?`.
    case input
    /// What is known to fail: null with this remark.
    case failure(RemarkReason)
    /// Inside a filter: the entry of the item if it has one of that name, else the outer name.
    case entryOfItem(item: Int, name: String, fallback: ResolvedExpression?)
    case negation(ResolvedExpression)
    case arithmetic(ArithmeticOperator, ResolvedExpression, ResolvedExpression)
    case comparison(ComparisonOperator, ResolvedExpression, ResolvedExpression)
    case conjunction([ResolvedExpression])
    case disjunction([ResolvedExpression])
    case between(ResolvedExpression, low: ResolvedExpression, high: ResolvedExpression)
    case membership(ResolvedExpression, tests: [ResolvedExpression])
    case unaryComparison(ComparisonOperator, ResolvedExpression)
    case instance(ResolvedExpression, ValueType)
    case path(ResolvedExpression, String)
    case filter(ResolvedExpression, predicate: ResolvedExpression, item: Int)
    case call(FunctionCall, [ResolvedExpression])
    case invocation(ResolvedExpression, [ResolvedExpression], names: [String]?)
    case conditional(ResolvedExpression, then: ResolvedExpression, otherwise: ResolvedExpression)
    case iteration([Iterator], body: ResolvedExpression, partial: Int?)
    case quantified(Expression.Quantifier, [Iterator], body: ResolvedExpression)
    /// A function; `itself` is the local in which its body finds it by the name of its entry.
    case function([Parameter], body: ResolvedExpression, itself: Int?)
    /// The body of a function that is carried out elsewhere, given its parameters.
    case external(ExternalFunctions.Body, parameters: [Int])
    case list([ResolvedExpression])
    case context([Entry])
    case range(
      start: ResolvedExpression, end: ResolvedExpression, includesStart: Bool, includesEnd: Bool)
    /// The tests of a cell against `?`.
    case unaryTests([Test], isNegated: Bool)
  }

  /// `name in source` or `name in source..end`.
  struct Iterator: Sendable {
    var local: Int
    var source: ResolvedExpression
    var end: ResolvedExpression?
  }

  /// A parameter of a function definition.
  struct Parameter: Sendable {
    var name: String
    var local: Int
    var type: ValueType
  }

  /// An entry of a context.
  struct Entry: Sendable {
    var name: String
    var local: Int
    var value: ResolvedExpression
  }

  /// One test of a cell.
  struct Test: Sendable {
    var expression: ResolvedExpression
    /// How a boolean result is meant.
    var meaning: Meaning

    enum Meaning: Sendable {
      /// The value is compared with the input.
      case comparison
      /// The expression is itself the answer: it names `?`, or the input is known to be no boolean.
      case answer
      /// A boolean answers unless the input is a boolean at run time.
      case either
    }
  }
}

/// The overloads that a call may mean, by name and static types.
struct FunctionCall: Sendable {
  var name: String
  var overloads: [FunctionOverload]
}
