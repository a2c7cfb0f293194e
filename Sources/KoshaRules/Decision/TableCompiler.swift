// A table's syntax in, its columns and rules with compiled cells out.

import KoshaSource
import KoshaYAML

extension LogicCompiler {
  mutating func table(
    _ table: TableSyntax, in outer: Scope, into bag: inout DiagnosticBag
  ) -> DecisionTable? {
    let problems = bag.diagnostics.count
    checkPolicy(table, into: &bag)
    let programs = table.inputs.map { inputProgram($0, in: outer, into: &bag) }

    let before = shadowed
    defer { shadowed = before }
    var scope = outer
    var slots: [Int] = []
    for input in table.inputs {
      let slot = scope.declare(Variable(input.name.value, input.type, origin: input.name.span))
      slots.append(slot)
      shadowed.insert(slot)
    }

    let tests = table.inputs.map { CellCompiler(column: $0.name.value, type: $0.type, scope: scope) }
    let answers = table.outputs.map { CellCompiler(column: $0.name.value, type: $0.type, scope: scope) }
    var inputs: [DecisionInput] = []
    for (index, input) in table.inputs.enumerated() {
      let allowed = input.allowed.flatMap { cell in
        tests[index].test(cell, into: &bag).flatMap { tests[index].program($0, of: cell) }
      }
      note(allowed)
      inputs.append(
        DecisionInput(
          name: input.name.value, type: input.type, program: programs[index],
          text: input.value?.text ?? input.name.value, allowed: allowed, slot: slots[index]))
    }
    var outputs: [DecisionOutput] = []
    for (index, output) in table.outputs.enumerated() {
      let program = output.defaultCell.flatMap { answers[index].answer($0, into: &bag) }
      note(program)
      outputs.append(DecisionOutput(name: output.name.value, type: output.type, defaultProgram: program))
    }
    var rules: [DecisionRule] = []
    rules.reserveCapacity(table.rules.count)
    for rule in table.rules { rules.append(self.rule(rule, tests, answers, into: &bag)) }

    guard !bag.diagnostics[problems...].contains(where: { $0.severity == .error }) else { return nil }
    let compiled = DecisionTable(
      hitPolicy: table.hit.value, inputs: inputs, outputs: outputs, rules: rules, slotCount: scope.variables.count)
    plain?.note(table, compiled, tests: tests, answers: answers)
    return compiled
  }

  private mutating func rule(
    _ rule: RuleSyntax, _ tests: [CellCompiler], _ answers: [CellCompiler], into bag: inout DiagnosticBag
  ) -> DecisionRule {
    var cells: [CellTest] = []
    var programs: [Program?] = []
    for (cell, column) in zip(rule.when, tests) {
      guard let cell, let test = column.test(cell, into: &bag) else {
        cells.append(.any)
        programs.append(nil)
        continue
      }
      let program = column.program(test, of: cell)
      note(program)
      cells.append(test)
      programs.append(program)
    }
    var results: [Program?] = []
    for (cell, column) in zip(rule.then, answers) {
      let program = cell.flatMap { column.answer($0, into: &bag) }
      note(program)
      results.append(program)
    }
    return DecisionRule(
      id: rule.id.value, tests: programs, cells: cells, answers: results, basis: rule.basis, span: rule.span)
  }

  /// The expression of a column's value; nil where it holds an error, or where a file on its own lacks its names.
  private mutating func inputProgram(
    _ input: InputSyntax, in scope: Scope, into bag: inout DiagnosticBag
  ) -> Program? {
    let text =
      input.value
      ?? LocatedText(
        text: input.name.value, span: input.name.span, map: OffsetMap(verbatimAt: input.name.span.range.lowerBound))
    if standalone {
      guard FEEL.compile(text, scope: scope, into: &bag) != nil else { return nil }
      var strict = scope
      strict.unknownNames = .refused
      var unresolved = DiagnosticBag()
      guard let program = FEEL.compile(text, scope: strict, into: &unresolved) else { return nil }
      note(program)
      return program
    }
    guard let program = FEEL.compile(text, scope: scope, into: &bag) else { return nil }
    note(program)
    if !program.type.mayBe(input.type) {
      bag.add(
        DecisionProblem.cellType(
          column: input.name.value, expected: input.type.text, found: program.type.text), at: text.span)
    }
    return program
  }

  private func checkPolicy(_ table: TableSyntax, into bag: inout DiagnosticBag) {
    let policy = table.hit.value
    switch policy {
    case .priority, .outputOrder:
      let isOrdered = table.outputs.contains {
        if case .enumeration = $0.type { true } else { false }
      }
      if !isOrdered { bag.add(DecisionProblem.policyNeedsEnumeration(policy.text), at: table.hit.span) }
    case .collectSum, .collectMin, .collectMax:
      guard table.outputs.count <= 1 else {
        bag.add(DecisionProblem.policyNeedsOneOutput(policy.text), at: table.hit.span)
        return
      }
      guard let output = table.outputs.first, !output.type.isAggregable(by: policy) else { return }
      bag.add(
        DecisionProblem.policyNeedsType(policy.text, output: output.name.value, type: output.type.text),
        at: table.hit.span)
    case .collectCount:
      for output in table.outputs {
        if let cell = output.defaultCell { bag.add(DecisionProblem.defaultUnderCount, at: cell.text.span) }
      }
    case .unique, .first, .any, .ruleOrder, .collect: return
    }
  }
}

extension ValueType {
  /// Whether values of this type can be summed, or have a least and a greatest.
  fileprivate func isAggregable(by policy: HitPolicy) -> Bool {
    switch self {
    case .number, .any: true
    case .string, .enumeration, .date, .time, .dateAndTime, .daysAndTimeDuration, .yearsAndMonthsDuration:
      policy != .collectSum
    default: false
    }
  }
}
