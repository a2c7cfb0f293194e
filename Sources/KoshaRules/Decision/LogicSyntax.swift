// What answers a decision as it was read: a table or one of DMN's boxed expressions (DMN 1.5 §10.2), nothing compiled.

package import KoshaSource

/// A table or a boxed expression, as YAML decisions and DMN models both give it.
package indirect enum LogicSyntax: Sendable {
  /// A decision table.
  case table(TableSyntax)
  /// A literal expression: FEEL.
  case expression(LocatedText)
  /// Ordered entries, each seeing the ones before; the last is the answer where it has no name or, in
  /// a decision file, the name `result`.
  case context([EntrySyntax])
  /// A list of boxed expressions.
  case list([LogicSyntax])
  /// A list of contexts that have the same entries; every row has a cell for each column.
  case relation(columns: [Located<String>], rows: [[LogicSyntax]])
  /// A function definition.
  case function(FunctionSyntax)
  /// A call with named arguments; the callee is FEEL that gives a function.
  case invocation(callee: LocatedText, bindings: [EntrySyntax])
  /// `if … then … else …`.
  case conditional(condition: LogicSyntax, then: LogicSyntax, otherwise: LogicSyntax)
  /// The members of a list for which `match` is true; it sees `item` and the entries of a member that is a context.
  case filter(source: LogicSyntax, match: LogicSyntax)
  /// `for name in source return body`.
  case iteration(name: Located<String>, source: LogicSyntax, body: LogicSyntax)
  /// `some` or `every name in source satisfies body`.
  case quantified(Quantifier, name: Located<String>, source: LogicSyntax, body: LogicSyntax)
  /// A boxed expression whose value is coerced to a type (DMN's `typeRef` on any expression, §10.3.2.9.4).
  case typed(LogicSyntax, TypeSyntax)

  /// `some` or `every`.
  package enum Quantifier: String, Sendable, Hashable {
    case some
    case every
  }

  /// The type of the answer as the file declares it.
  package var type: ValueType {
    switch self {
    case .table(let table): table.type
    case .function(let function): .function(parameters: function.parameters.map(\.knownType), result: .any)
    case .typed(_, .known(let type)): type
    default: .any
    }
  }
}

/// An entry of a boxed context, or an argument of an invocation.
package struct EntrySyntax: Sendable {
  package var name: Located<String>
  package var logic: LogicSyntax
  /// The declared type to which the value is coerced; nil where there is none.
  package var type: TypeSyntax?

  package init(name: Located<String>, logic: LogicSyntax, type: TypeSyntax? = nil) {
    self.name = name
    self.logic = logic
    self.type = type
  }
}

/// A boxed function.
package struct FunctionSyntax: Sendable {
  /// A formal parameter; arguments are coerced to its type.
  package struct Parameter: Sendable {
    package var name: Located<String>
    package var type: TypeSyntax?

    /// The type where it is known without a model.
    var knownType: ValueType {
      if case .known(let type)? = type { type } else { .any }
    }

    package init(name: Located<String>, type: TypeSyntax?) {
      self.name = name
      self.type = type
    }
  }

  /// How the body is written.
  package enum Kind: Sendable, Hashable {
    case feel
    /// A static Java method by class and signature, given as a context of `class` and `method signature`.
    case java
    case pmml
  }

  package var parameters: [Parameter]
  package var kind: Kind
  package var body: LogicSyntax?

  package init(parameters: [Parameter], kind: Kind = .feel, body: LogicSyntax?) {
    self.parameters = parameters
    self.kind = kind
    self.body = body
  }
}

/// A type as it is written: known at once, or the name of an item definition.
package enum TypeSyntax: Sendable {
  /// A type of FEEL or of the workflow language.
  case known(ValueType)
  /// A name to look up among item definitions and FEEL's own types (`number`, `feel:string`, `model.tPerson`).
  case named(Located<String>)
}
