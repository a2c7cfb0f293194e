// The facade: text with places in, compiled programs out.

public import KoshaSource

/// FEEL, compiled once and evaluated often.
public enum FEEL {
  /// Which of the grammar's entry points a text is read by.
  public enum Grammar: Sendable, Hashable {
    /// An expression.
    case expression
    /// What a loop runs over: an expression, or `a..b`.
    case iterationDomain
    /// A comma-separated row of unary tests against an input of this type; an enumeration's bare names are its strings.
    case unaryTests(input: ValueType)
  }

  /// Compiles a text; nil where it holds an error.
  ///
  /// Everything found goes into `bag`.
  /// Where the scope takes unknown names as null, so it does all that the static types would refuse: only a text that
  /// is no FEEL is an error then.
  public static func compile(
    _ text: LocatedText, scope: Scope, grammar: Grammar = .expression, into bag: inout DiagnosticBag
  ) -> Program? {
    switch grammar {
    case .expression, .iterationDomain:
      return compile(text, into: &bag) { () throws(SyntaxFailure) in
        var resolver = Resolver(scope: scope)
        let resolved = resolver.resolve(try expression(text.text, scope: scope, grammar: grammar))
        return (resolved, resolver)
      }
    case .unaryTests(let input):
      return compile(text, into: &bag) { () throws(SyntaxFailure) in
        let tests = try unaryTests(text.text, scope: scope, input: input)
        var resolver = Resolver(scope: scope, inputType: input)
        let resolved = resolver.resolve(tests)
        return (resolved, resolver)
      }
    }
  }

  /// The static type of a text; nil where it can only fail, or where it uses a name or an entry that is not there.
  ///
  /// Everything that keeps it from having a type goes into `bag`. What is certainly false or null has one all the same.
  public static func type(
    of text: LocatedText, scope: Scope, grammar: Grammar = .expression, into bag: inout DiagnosticBag
  ) -> ValueType? {
    do throws(SyntaxFailure) {
      var resolver: Resolver
      let resolved: ResolvedExpression
      switch grammar {
      case .expression, .iterationDomain:
        resolver = Resolver(scope: scope)
        resolved = resolver.resolve(try expression(text.text, scope: scope, grammar: grammar))
      case .unaryTests(let input):
        resolver = Resolver(scope: scope, inputType: input)
        resolved = resolver.resolve(try unaryTests(text.text, scope: scope, input: input))
      }
      let problems = resolver.problems.filter { !$0.problem.isPointless }
      for problem in problems { bag.add(problem.problem, at: text.span(of: problem.range)) }
      return problems.isEmpty ? resolved.type : nil
    } catch {
      bag.add(error.problem, at: text.span(of: error.range))
      return nil
    }
  }

  /// Compiles an expression whose value goes into something of a declared type.
  ///
  /// Where that is an enumeration, a bare allowed value is that string. A value that can never be of the type is an
  /// error.
  public static func compileExpected(
    _ text: LocatedText, scope: Scope, expected: ValueType, into bag: inout DiagnosticBag
  ) -> Program? {
    let written = Substring(decoding: Array(text.text.utf8)[trimmedRange(of: text.text)], as: UTF8.self)
    if let meant = expected.literal(written), scope.slot(of: String(written)) == nil {
      bag.add(DecisionProblem.plainText(String(written), type: expected.text, meant: meant), at: text.span)
      return nil
    }
    return compile(text, into: &bag) { () throws(SyntaxFailure) in
      var resolver = Resolver(scope: scope, expected: expected)
      let range = trimmedRange(of: text.text)
      if case .enumeration(let allowed) = expected {
        let bare = String(decoding: Array(text.text.utf8)[range], as: UTF8.self)
        if allowed.contains(where: { FEELString.equal($0, bare) }) {
          return (ResolvedExpression(.constant(.string(bare)), expected, range), resolver)
        }
      }
      let expression = try Parser.expression(text.text, names: NameScope(scope))
      let resolved = resolver.resolve(expression)
      resolver.checkExpected(resolved)
      return (resolved, resolver)
    }
  }

  private static func compile(
    _ text: LocatedText, into bag: inout DiagnosticBag,
    _ resolve: () throws(SyntaxFailure) -> (ResolvedExpression, Resolver)
  ) -> Program? {
    do throws(SyntaxFailure) {
      let (resolved, resolver) = try resolve()
      for problem in resolver.problems { bag.add(problem.problem, at: text.span(of: problem.range)) }
      guard !resolver.problems.contains(where: { $0.problem.severity == .error }) else { return nil }
      return ProgramCompiler.program(
        resolved, source: text, slots: resolver.usedSlots, localCount: resolver.localCount,
        nulls: resolver.usedSlots.isEmpty || !resolver.isStrict ? nil : NullUses(resolved))
    } catch {
      bag.add(error.problem, at: text.span(of: error.range))
      return nil
    }
  }

  private static func expression(
    _ text: String, scope: Scope, grammar: Grammar
  ) throws(SyntaxFailure) -> Expression {
    let names = NameScope(scope)
    return grammar == .iterationDomain
      ? try Parser.iterationDomain(text, names: names) : try Parser.expression(text, names: names)
  }

  private static func unaryTests(
    _ text: String, scope: Scope, input: ValueType
  ) throws(SyntaxFailure) -> UnaryTests {
    guard case .enumeration(let allowed) = input else {
      return try Parser.unaryTests(text, names: NameScope(scope))
    }
    do throws(SyntaxFailure) {
      return try Parser.unaryTests(text, names: NameScope(scope), bareValues: allowed)
    } catch {
      guard case .outsideEnumeration(let name) = error.problem else { throw error }
      let nearest = Suggestion.nearest(to: name, in: allowed)
      throw SyntaxFailure(.valueOutsideEnumeration(name, allowed: allowed, nearest: nearest), error.range)
    }
  }

  /// The text without the white space around it.
  private static func trimmedRange(of text: String) -> Range<Int> {
    let bytes = Array(text.utf8)
    let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.count
    let end = bytes.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? start
    return start..<end
  }
}
