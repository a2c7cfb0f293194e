// The syntax tree of an expression; places are carried along and ignored by equality.

/// An expression with its place in UTF-8 offsets of the text.
package struct Expression: Sendable, Equatable {
  package var form: Form
  package var range: Range<Int>
  /// The height of the tree, bounded by `SyntaxLimits.height`.
  package var height: Int

  package init(_ form: Form, _ range: Range<Int>, height: Int = 1) {
    self.form = form
    self.range = range
    self.height = height
  }

  package static func == (left: Expression, right: Expression) -> Bool { left.form == right.form }

  /// What an expression is.
  package indirect enum Form: Sendable, Equatable {
    case null
    case boolean(Bool)
    case number(Decimal128)
    case string(String)
    /// `@"…"`.
    case temporal(String)
    case name(String)
    /// A name between backquotes.
    case quotedName(String)
    /// `?`.
    case input
    case negation(Expression)
    case arithmetic(ArithmeticOperator, Expression, Expression)
    case comparison(ComparisonOperator, Expression, Expression)
    case conjunction([Expression])
    case disjunction([Expression])
    case between(Expression, low: Expression, high: Expression)
    /// `e in test` or `e in (test, …)`.
    case membership(Expression, tests: [Expression])
    case instance(Expression, TypeExpression)
    case path(Expression, Name)
    case filter(Expression, Expression)
    case call(Expression, [Argument])
    case conditional(Expression, then: Expression, otherwise: Expression)
    case iteration([Iterator], Expression)
    case quantified(Quantifier, [Iterator], Expression)
    case function([Parameter], Expression)
    /// The body of a function that is carried out elsewhere, by the context that tells where.
    case external(Expression)
    case list([Expression])
    case context([Entry])
    case range(start: Expression, end: Expression, includesStart: Bool, includesEnd: Bool)
    /// `< e`, `= e`, …: a unary test, or as a value a range without one end.
    case unaryComparison(ComparisonOperator, Expression)
  }

  /// A name at its place.
  package struct Name: Sendable, Equatable {
    package var text: String
    package var range: Range<Int>
    /// Whether it stands between backquotes.
    package var isQuoted: Bool

    package init(text: String, range: Range<Int>, isQuoted: Bool = false) {
      self.text = text
      self.range = range
      self.isQuoted = isQuoted
    }

    package static func == (left: Name, right: Name) -> Bool { left.text == right.text }
  }

  /// An argument, named or not.
  package struct Argument: Sendable, Equatable {
    package var name: Name?
    package var value: Expression

    package init(name: Name?, value: Expression) {
      self.name = name
      self.value = value
    }
  }

  /// `name in source` or `name in source..end`.
  package struct Iterator: Sendable, Equatable {
    package var name: Name
    package var source: Expression
    package var end: Expression?

    package init(name: Name, source: Expression, end: Expression?) {
      self.name = name
      self.source = source
      self.end = end
    }
  }

  /// A parameter of a function definition.
  package struct Parameter: Sendable, Equatable {
    package var name: Name
    package var type: TypeExpression?

    package init(name: Name, type: TypeExpression?) {
      self.name = name
      self.type = type
    }
  }

  /// An entry of a context.
  package struct Entry: Sendable, Equatable {
    package var name: Name
    package var value: Expression

    package init(name: Name, value: Expression) {
      self.name = name
      self.value = value
    }
  }

  /// A type after `instance of` or of a parameter.
  package struct TypeExpression: Sendable, Equatable {
    package var type: ValueType
    package var range: Range<Int>
    /// The name, where it is that of no type.
    package var unknown: String?

    package init(type: ValueType, range: Range<Int>, unknown: String? = nil) {
      self.type = type
      self.range = range
      self.unknown = unknown
    }

    package static func == (left: TypeExpression, right: TypeExpression) -> Bool {
      left.type == right.type && left.unknown == right.unknown
    }
  }

  /// `some` or `every`.
  package enum Quantifier: String, Sendable, Hashable {
    case some
    case every
  }
}

/// An arithmetic operator.
package enum ArithmeticOperator: String, Sendable, Hashable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "**"
}

/// A comparison.
package enum ComparisonOperator: String, Sendable, Hashable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// Whether it asks for an order and not for equality alone.
  var isOrdering: Bool { self != .equal && self != .notEqual }
}

/// The unary tests of a cell (DMN 1.5 §10.3.1.2, rule 15).
package struct UnaryTests: Sendable, Equatable {
  /// Empty for `-`, which any value passes.
  package var tests: [Expression]
  package var isNegated: Bool
  package var range: Range<Int>
}
