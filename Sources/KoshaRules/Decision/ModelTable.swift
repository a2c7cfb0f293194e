// A decision table of a DMN model in, where every cell is FEEL and columns are known by `?` alone; a table out
// (DMN 1.5 clause 8).

import KoshaSource

extension LogicCompiler {
  mutating func modelTable(_ table: TableSyntax, in outer: Scope, into bag: inout DiagnosticBag) -> Compiled? {
    guard table.isPlainFEEL else { return self.table(table, in: outer, into: &bag).map { (.table($0), table.type) } }
    let problems = bag.diagnostics.count
    var scope = outer
    // The columns' values reach their cells as `?`; all share a slot that no name leads to.
    let slot = scope.declare(Variable("", .any))
    let inputCoercions = table.inputs.map { coercion($0.declaredType, into: &bag) }
    let outputCoercions = table.outputs.map { coercion($0.declaredType, into: &bag) }
    var inputs: [DecisionInput] = []
    for (input, coercion) in zip(table.inputs, inputCoercions) {
      let text = input.value ?? LocatedText(verbatim: "null", path: input.name.span.file.path)
      let program = FEEL.compile(text, scope: outer, into: &bag)?.coerced(to: coercion)
      note(program)
      let allowed = input.allowed.flatMap {
        FEEL.compile($0.text, scope: outer, grammar: .unaryTests(input: coercion?.type ?? .any), into: &bag)
      }
      inputs.append(
        DecisionInput(
          name: input.name.value, type: .any, program: program, text: text.text, allowed: allowed?.passingNull,
          slot: slot))
    }
    var outputs: [DecisionOutput] = []
    for (output, coercion) in zip(table.outputs, outputCoercions) {
      let value = output.defaultCell.flatMap { answer($0, coercion, in: outer, into: &bag) }
      var priorities = output.values.flatMap { LogicCompiler.values(of: $0, in: outer, into: &bag) }
      if priorities == nil, case .tests(let tests)? = coercion?.constraint {
        priorities = LogicCompiler.constants(of: tests.source, in: outer)
      }
      outputs.append(
        DecisionOutput(name: output.name.value, type: .any, defaultProgram: value, priorities: priorities))
    }
    var rules: [DecisionRule] = []
    rules.reserveCapacity(table.rules.count)
    for rule in table.rules {
      var tests: [Program?] = []
      for (cell, coercion) in zip(rule.when, inputCoercions) {
        guard let cell, cell.trimmed != "-", !cell.trimmed.isEmpty else {
          tests.append(nil)
          continue
        }
        let program = FEEL.compile(
          cell.text, scope: outer, grammar: .unaryTests(input: coercion?.type ?? .any), into: &bag)
        note(program)
        tests.append(program)
      }
      var answers: [Program?] = []
      for (cell, coercion) in zip(rule.then, outputCoercions) {
        answers.append(cell.flatMap { answer($0, coercion, in: outer, into: &bag) })
      }
      rules.append(
        DecisionRule(
          id: rule.id.value, tests: tests, cells: tests.map { $0.map(CellTest.program) ?? .any }, answers: answers,
          basis: rule.basis, span: rule.span))
    }
    guard !bag.diagnostics[problems...].contains(where: { $0.severity == .error }) else { return nil }
    let compiled = DecisionTable(
      hitPolicy: table.hit.value, inputs: inputs, outputs: outputs, rules: rules, slotCount: scope.variables.count)
    return (.table(compiled), LogicCompiler.type(of: table, outputCoercions))
  }

  private mutating func answer(
    _ cell: CellSyntax, _ coercion: Coercion?, in scope: Scope, into bag: inout DiagnosticBag
  ) -> Program? {
    let program = FEEL.compile(cell.text, scope: scope, into: &bag)?.coerced(to: coercion)
    note(program)
    return program
  }

  private static func type(of table: TableSyntax, _ coercions: [Coercion?]) -> ValueType {
    var table = table
    for (index, coercion) in coercions.enumerated() { table.outputs[index].type = coercion?.type ?? .any }
    return table.type
  }

  /// The values that unary tests list, in their order; nil where they are anything else.
  static func constants(of text: LocatedText, in scope: Scope) -> [Value]? {
    var unheard = DiagnosticBag()
    return values(of: text, in: scope, into: &unheard)
  }

  /// The values that unary tests list, in their order; nil where they are no list of values.
  private static func values(
    of text: LocatedText, in scope: Scope, into bag: inout DiagnosticBag
  ) -> [Value]? {
    do throws(SyntaxFailure) {
      let tests = try Parser.unaryTests(text.text, names: NameScope(scope))
      var resolver = Resolver(scope: scope)
      var values: [Value] = []
      for test in tests.tests {
        switch resolver.resolve(test).form {
        case .constant(let value): values.append(value)
        case .negation(let operand):
          guard case .constant(let value) = operand.form, let negated = Arithmetic.negated(value) else { return nil }
          values.append(negated)
        default: return nil
        }
      }
      return tests.isNegated || values.isEmpty ? nil : values
    } catch {
      bag.add(error.problem, at: text.span(of: error.range))
      return nil
    }
  }
}

extension Program {
  /// The same program with its value coerced to a declared type.
  fileprivate func coerced(to coercion: Coercion?) -> Program {
    guard let coercion else { return self }
    let (body, end) = (body, source.text.utf8.count)
    let constant = constant.flatMap(coercion.constant)
    return Program(source: source, type: coercion.type, slots: slots, constant: constant) { frame in
      let value = body(&frame)
      frame.call.place = 0..<end
      return coercion.apply(value, &frame.call)
    }
  }

  /// The same unary test, which null passes: it is of every type.
  fileprivate var passingNull: Program {
    let body = body
    return Program(source: source, type: type, slots: slots, box: box?.acceptingNull) { frame in
      if case .null = frame.input { return .boolean(true) }
      return body(&frame)
    }
  }
}
