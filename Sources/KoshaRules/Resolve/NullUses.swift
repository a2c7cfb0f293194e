// What an expression does with null, told of its variables: where a null would do harm, what a true or untrue answer
// proves to be no null, and what makes the whole null. Worked out once, without knowing which variables can be null.

import KoshaSource

/// A variable of the scope, or an entry of one: what may be null.
package struct NullSubject: Sendable, Hashable {
  /// The slot of the variable.
  package var slot: Int
  /// The names after it, outermost first.
  package var entries: [String]

  package init(slot: Int, entries: [String] = []) {
    self.slot = slot
    self.entries = entries
  }

  /// Itself and what it is an entry of: where it is no null, these are none either.
  var closure: Set<NullSubject> {
    Set((0...entries.count).map { NullSubject(slot: slot, entries: Array(entries.prefix($0))) })
  }
}

/// What is known where a condition has been asked.
package struct NullFacts: Sendable, Hashable {
  /// What is no null.
  package var subjects: Set<NullSubject>
  /// The states that are active.
  package var states: Set<String>

  package init(subjects: Set<NullSubject> = [], states: Set<String> = []) {
    self.subjects = subjects
    self.states = states
  }

  static func of(_ subject: NullSubject) -> NullFacts { NullFacts(subjects: subject.closure) }

  func union(_ other: NullFacts) -> NullFacts {
    NullFacts(subjects: subjects.union(other.subjects), states: states.union(other.states))
  }

  func intersection(_ other: NullFacts) -> NullFacts {
    NullFacts(subjects: subjects.intersection(other.subjects), states: states.intersection(other.states))
  }

  /// What all of them tell; nothing for none.
  static func common(_ facts: [NullFacts]) -> NullFacts {
    guard let first = facts.first else { return NullFacts() }
    return facts.dropFirst().reduce(first) { $0.intersection($1) }
  }
}

/// What an expression does with null.
package struct NullUses: Sendable {
  /// A place where a variable's null would make something null.
  package struct Use: Sendable, Hashable {
    package var reading: Reading
    package var harm: Harm
  }

  /// A place where a variable is read.
  package struct Reading: Sendable, Hashable {
    package var subject: NullSubject
    package var range: Range<Int>
    /// The entry that is asked of it, which fails where it is null; nil where the value itself is meant.
    package var entry: String?
    /// States that the expression has asked for before and found active.
    package var states: Set<String>
  }

  /// What a null does at a place.
  package enum Harm: Sendable, Hashable {
    /// The operator fails.
    case operand(String)
    /// The function fails.
    case argument(function: String)
    /// `not` is null, neither true nor false.
    case negation
    /// The loop has nothing to go through.
    case loop(String)
    /// An entry is asked of it, and the answer fails.
    case entry(String)
  }

  package var uses: [Use]
  /// What makes the whole null.
  package var nullIf: [Reading]
  /// Whether a null written out may be the answer.
  package var mayAnswerNull: Bool
  /// What is known where the answer is true.
  package var whenTrue: NullFacts
  /// What is known where the answer is false or null.
  package var whenNotTrue: NullFacts
  /// Whether a null input passes no test: of a cell that compares with an order or with values.
  package var refusesNullInput: Bool

  /// What a resolved expression does with null; nil where no variable could do harm or tell anything.
  init?(_ expression: ResolvedExpression) {
    var walk = NullWalk()
    nullIf = walk.visit(expression, NullFacts())
    uses = walk.uses
    mayAnswerNull = NullWalk.mayAnswerNull(expression)
    whenTrue = NullWalk.known(expression, .isTrue)
    whenNotTrue = NullWalk.known(expression, .isNotTrue)
    refusesNullInput = NullWalk.refusesNullInput(expression)
    if uses.isEmpty, nullIf.isEmpty, !mayAnswerNull, !refusesNullInput, whenTrue == NullFacts(),
      whenNotTrue == NullFacts()
    {
      return nil
    }
  }
}
