// A resolved expression in, its readings that may be null and the places where they do harm out.
//
// Inside an expression a condition that is asked first protects what follows it: the later operands of `and` and `or`,
// the branches of `if`. Locals of loops, functions and contexts count as no null.

/// Walks one expression in the order of its evaluation.
struct NullWalk {
  private(set) var uses: [NullUses.Use] = []

  typealias Reading = NullUses.Reading

  /// What makes the value null: readings of variables that nothing before has proved to be no null.
  mutating func visit(_ expression: ResolvedExpression, _ known: NullFacts) -> [Reading] {
    switch expression.form {
    case .constant, .local, .input, .failure, .entryOfItem, .external: return []
    case .slot: return reading(expression, known)
    case .path(let base, let name):
      let readings = visit(base, known).map { reading in
        var asked = reading
        asked.entry = reading.entry ?? name
        return asked
      }
      return readings + reading(expression, known)
    case .negation(let operand):
      harm(visit(operand, known), .operand("-"))
      return []
    case .arithmetic(let operation, let left, let right):
      harm(visit(left, known), .operand(operation.rawValue))
      harm(visit(right, known), .operand(operation.rawValue))
      return []
    case .comparison(let operation, let left, let right):
      let readings = visit(left, known) + visit(right, known)
      if operation.isOrdering { harm(readings, .operand(operation.rawValue)) }
      return []
    case .conjunction(let operands): return visit(operands, known, leaving: .isTrue)
    case .disjunction(let operands): return visit(operands, known, leaving: .isNotTrue)
    case .between(let value, let low, let high):
      harm(visit(value, known) + visit(low, known) + visit(high, known), .operand("between"))
      return []
    case .membership(let value, let tests):
      visit(value, in: tests, known)
      return []
    case .unaryComparison(let operation, let operand):
      let readings = visit(operand, known)
      if operation.isOrdering { harm(readings, .operand(operation.rawValue)) }
      return []
    case .range(let start, let end, _, _):
      harm(visit(start, known) + visit(end, known), .operand(".."))
      return []
    case .instance(let value, _):
      _ = visit(value, known)
      return []
    case .filter(let source, let predicate, _):
      let readings = visit(source, known)
      _ = visit(predicate, known)
      return readings
    case .call(let call, let arguments): return visit(call, arguments, known)
    case .invocation(let callee, let arguments, _):
      for part in [callee] + arguments { _ = visit(part, known) }
      return []
    case .conditional(let condition, let then, let otherwise):
      _ = visit(condition, known)
      return visit(then, known.union(NullWalk.known(condition, .isTrue)))
        + visit(otherwise, known.union(NullWalk.known(condition, .isNotTrue)))
    case .iteration(let iterators, let body, _):
      visit(iterators, body, "for", known)
      return []
    case .quantified(let quantifier, let iterators, let body):
      visit(iterators, body, quantifier.rawValue, known)
      return []
    case .function(_, let body, _):
      _ = visit(body, known)
      return []
    case .list(let members):
      for member in members { _ = visit(member, known) }
      return []
    case .context(let entries):
      for entry in entries { _ = visit(entry.value, known) }
      return []
    case .unaryTests(let tests, _):
      for test in tests { _ = visit(test.expression, known) }
      return []
    }
  }

  private func reading(_ expression: ResolvedExpression, _ known: NullFacts) -> [Reading] {
    guard let subject = NullWalk.subject(expression), !known.subjects.contains(subject) else { return [] }
    return [Reading(subject: subject, range: expression.range, states: known.states)]
  }

  private mutating func harm(_ readings: [Reading], _ harm: NullUses.Harm) {
    uses += readings.map { NullUses.Use(reading: $0, harm: harm) }
  }

  private mutating func visit(
    _ operands: [ResolvedExpression], _ known: NullFacts, leaving truth: Truth
  ) -> [Reading] {
    var known = known
    var readings: [Reading] = []
    for operand in operands {
      readings += visit(operand, known)
      known = known.union(NullWalk.known(operand, truth))
    }
    return readings
  }

  private mutating func visit(
    _ value: ResolvedExpression, in tests: [ResolvedExpression], _ known: NullFacts
  ) {
    let readings = visit(value, known)
    for test in tests { _ = visit(test, known) }
    if tests.contains(where: \.isOrderTest), !tests.contains(where: \.isNull) { harm(readings, .operand("in")) }
  }

  private mutating func visit(
    _ iterators: [ResolvedExpression.Iterator], _ body: ResolvedExpression, _ word: String, _ known: NullFacts
  ) {
    for iterator in iterators {
      harm(visit(iterator.source, known), .loop(word))
      if let end = iterator.end { harm(visit(end, known), .loop(word)) }
    }
    _ = visit(body, known)
  }

  private mutating func visit(
    _ call: FunctionCall, _ arguments: [ResolvedExpression], _ known: NullFacts
  ) -> [Reading] {
    var passed: [Reading] = []
    for (index, argument) in arguments.enumerated() {
      let readings = visit(argument, known)
      switch call.treatment(at: index) {
      case .fails: harm(readings, call.name == "not" ? .negation : .argument(function: call.name))
      case .answersNull: passed += readings
      case .takesNull: break
      }
    }
    return passed
  }

  /// Whether a null that is written out may be the value.
  static func mayAnswerNull(_ expression: ResolvedExpression) -> Bool {
    switch expression.form {
    case .constant(.null): true
    case .conditional(_, let then, let otherwise): mayAnswerNull(then) || mayAnswerNull(otherwise)
    default: false
    }
  }

  /// The variable, or the entry of one, that an expression names.
  static func subject(_ expression: ResolvedExpression) -> NullSubject? {
    switch expression.form {
    case .slot(let slot): return NullSubject(slot: slot)
    case .path(let base, let name):
      // What stands after a dot on a value that is no context is as much there as the value is.
      guard base.type.kind == nil || base.type.kind == .context, var subject = subject(base) else { return nil }
      subject.entries.append(name)
      return subject
    default: return nil
    }
  }
}

// MARK: - What conditions prove

extension NullWalk {
  /// How a condition came out.
  enum Truth {
    case isTrue
    case isFalse
    /// False or null.
    case isNotTrue
  }

  /// What is known where a condition has come out so.
  static func known(_ condition: ResolvedExpression, _ truth: Truth) -> NullFacts {
    switch condition.form {
    case .slot, .path: return truth == .isNotTrue ? NullFacts() : needed(by: condition)
    case .comparison(let operation, let left, let right):
      if operation.isOrdering {
        return truth == .isNotTrue ? NullFacts() : needed(by: left).union(needed(by: right))
      }
      return known(left, right, areEqual: (operation == .equal) == (truth == .isTrue))
    case .between(let value, let low, let high):
      return truth == .isNotTrue
        ? NullFacts() : needed(by: value).union(needed(by: low)).union(needed(by: high))
    case .membership(let value, let tests):
      switch truth {
      case .isTrue: return tests.allSatisfy(\.refusesNull) ? needed(by: value) : NullFacts()
      case .isFalse: return tests.contains(where: \.isOrderTest) ? needed(by: value) : NullFacts()
      case .isNotTrue: return tests.contains(where: \.isNull) ? needed(by: value) : NullFacts()
      }
    case .instance(let value, let type):
      return truth == .isTrue && type != .null && type != .any ? needed(by: value) : NullFacts()
    case .conjunction(let operands):
      let facts = operands.map { known($0, truth) }
      return truth == .isTrue ? facts.reduce(NullFacts()) { $0.union($1) } : NullFacts.common(facts)
    case .disjunction(let operands):
      let facts = operands.map { known($0, truth) }
      return truth == .isTrue ? NullFacts.common(facts) : facts.reduce(NullFacts()) { $0.union($1) }
    case .call(let call, let arguments): return known(call, arguments, truth)
    case .quantified(let quantifier, let iterators, let body): return known(quantifier, iterators, body, truth)
    default: return NullFacts()
    }
  }

  /// Of a list that is written out, `every` that is true and `some` that is not tell of each member.
  private static func known(
    _ quantifier: Expression.Quantifier, _ iterators: [ResolvedExpression.Iterator], _ body: ResolvedExpression,
    _ truth: Truth
  ) -> NullFacts {
    guard iterators.count == 1, iterators[0].end == nil, case .list(let members) = iterators[0].source.form,
      (quantifier == .every) == (truth == .isTrue)
    else { return NullFacts() }
    return members.reduce(NullFacts()) { facts, member in
      facts.union(known(body.replacing(local: iterators[0].local, by: member), truth))
    }
  }

  /// Equality is never null: what is no null on one side cannot equal a null on the other.
  private static func known(
    _ left: ResolvedExpression, _ right: ResolvedExpression, areEqual: Bool
  ) -> NullFacts {
    if areEqual {
      if right.isWritten { return needed(by: left) }
      return left.isWritten ? needed(by: right) : NullFacts()
    }
    if right.isNull { return needed(by: left) }
    return left.isNull ? needed(by: right) : NullFacts()
  }

  private static func known(
    _ call: FunctionCall, _ arguments: [ResolvedExpression], _ truth: Truth
  ) -> NullFacts {
    guard let first = arguments.first else { return NullFacts() }
    switch call.name {
    case "not":
      switch truth {
      case .isTrue: return known(first, .isFalse)
      case .isFalse: return known(first, .isTrue)
      case .isNotTrue: return first.isNeverNull ? known(first, .isTrue) : NullFacts()
      }
    case "is":
      guard arguments.count == 2 else { return NullFacts() }
      return known(first, arguments[1], areEqual: truth == .isTrue)
    case "in state":
      guard truth == .isTrue, case .constant(.string(let id)) = first.form else { return NullFacts() }
      return NullFacts(states: [id])
    default: return truth == .isNotTrue ? NullFacts() : needed(by: call, arguments)
    }
  }

  /// What must be no null where a value is none.
  private static func needed(by expression: ResolvedExpression) -> NullFacts {
    switch expression.form {
    case .slot: return subject(expression).map(NullFacts.of) ?? NullFacts()
    case .path(let base, _): return subject(expression).map(NullFacts.of) ?? needed(by: base)
    case .negation(let operand): return needed(by: operand)
    case .arithmetic(_, let left, let right): return needed(by: left).union(needed(by: right))
    case .call(let call, let arguments): return needed(by: call, arguments)
    default: return NullFacts()
    }
  }

  private static func needed(by call: FunctionCall, _ arguments: [ResolvedExpression]) -> NullFacts {
    var facts = NullFacts()
    for (index, argument) in arguments.enumerated() where call.treatment(at: index) != .takesNull {
      facts = facts.union(needed(by: argument))
    }
    return facts
  }

  /// Whether a null passes none of a cell's tests.
  static func refusesNullInput(_ expression: ResolvedExpression) -> Bool {
    guard case .unaryTests(let tests, let isNegated) = expression.form, !isNegated else { return false }
    return tests.allSatisfy { test in
      if case .answer = test.meaning { return false }
      return test.expression.refusesNull
    }
  }
}

extension ResolvedExpression {
  /// A condition with what stands for a local in its place, as far as conditions prove anything.
  fileprivate func replacing(local: Int, by value: ResolvedExpression) -> ResolvedExpression {
    func replaced(_ part: ResolvedExpression) -> ResolvedExpression { part.replacing(local: local, by: value) }
    var copy = self
    switch form {
    case .local(local): return value
    case .path(let base, let name): copy.form = .path(replaced(base), name)
    case .comparison(let operation, let left, let right):
      copy.form = .comparison(operation, replaced(left), replaced(right))
    case .between(let inner, let low, let high):
      copy.form = .between(replaced(inner), low: replaced(low), high: replaced(high))
    case .membership(let inner, let tests): copy.form = .membership(replaced(inner), tests: tests)
    case .conjunction(let operands): copy.form = .conjunction(operands.map(replaced))
    case .disjunction(let operands): copy.form = .disjunction(operands.map(replaced))
    case .call(let call, let arguments): copy.form = .call(call, arguments.map(replaced))
    default: break
    }
    return copy
  }

  fileprivate var isNull: Bool {
    if case .constant(.null) = form { true } else { false }
  }

  /// Whether the value stands in the text itself, and is no null.
  fileprivate var isWritten: Bool {
    switch form {
    case .constant: !isNull
    case .negation(let operand): operand.isWritten
    case .list, .context, .range, .function: true
    default: false
    }
  }

  /// Whether a test asks for an order, which null has with nothing.
  fileprivate var isOrderTest: Bool {
    switch form {
    case .range: true
    case .unaryComparison(let operation, _): operation.isOrdering
    case .constant(.range): true
    default: false
    }
  }

  /// Whether null does not pass the test.
  fileprivate var refusesNull: Bool {
    switch form {
    case .unaryComparison(.equal, let operand): operand.isWritten
    case .unaryComparison(.notEqual, let operand): operand.isNull
    case .constant(.list(let members)):
      members.allSatisfy { if case .null = $0 { false } else { true } }
    default: isOrderTest || isWritten && type.kind != .list
    }
  }

  /// Whether a condition is never null: it asks for equality alone.
  fileprivate var isNeverNull: Bool {
    switch form {
    case .comparison(let operation, _, _): !operation.isOrdering
    case .membership(_, let tests): !tests.contains(where: \.isOrderTest)
    case .instance: true
    case .conjunction(let operands), .disjunction(let operands): operands.allSatisfy(\.isNeverNull)
    case .call(let call, let arguments):
      call.name == "is" || call.name == "in state" || call.name == "not" && arguments.allSatisfy(\.isNeverNull)
    default: false
    }
  }
}

extension FunctionCall {
  /// What a call does where an argument is null.
  enum NullTreatment {
    /// Null, with a remark.
    case fails
    /// Null, as an answer.
    case answersNull
    case takesNull
  }

  /// Functions of any value for which null is none.
  private static let refusing: Set<String> = [
    "before", "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after", "finishes", "finished by",
    "includes", "during", "starts", "started by", "coincides", "min", "max",
  ]

  func treatment(at index: Int) -> NullTreatment {
    if name == "string" { return .answersNull }
    let parameters = overloads.map { $0.parameter(at: index) }
    if parameters.contains(where: { $0.isOptional }) { return .takesNull }
    if FunctionCall.refusing.contains(name) { return .fails }
    return parameters.contains(where: { $0.type == .any }) ? .takesNull : .fails
  }
}
