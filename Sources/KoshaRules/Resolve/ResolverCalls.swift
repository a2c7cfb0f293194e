// Calls: which overloads a name, the number of arguments and their static types leave.

import KoshaSource

extension Resolver {
  mutating func resolveCall(
    _ callee: Expression, _ arguments: [Expression.Argument], _ range: Range<Int>
  ) -> ResolvedExpression {
    guard case .name(let name) = callee.form else {
      return invocation(resolve(callee), arguments, range, name: "function")
    }
    let variable = lookUp(name, callee.range)
    if let variable, isCallable(variable, insteadOf: name) {
      return invocation(variable, arguments, range, name: name)
    }
    if let definition = scope.functions[name] {
      return call(definition, arguments, callee.range, range)
    }
    if let variable { return invocation(variable, arguments, range, name: name) }
    for argument in arguments { _ = resolve(argument.value) }
    if isStrict {
      let nearest = Suggestion.nearest(to: name, in: scope.functions.names)
      report(.unknownFunction(name, nearest: nearest), callee.range)
    }
    return ResolvedExpression(.failure(.unknownFunction(name)), .any, range)
  }

  /// Whether a variable hides the function of its name: it is a function, or a local that may be one.
  private func isCallable(_ variable: ResolvedExpression, insteadOf name: String) -> Bool {
    if variable.type.kind == .function { return true }
    if case .local = variable.form { return variable.type.kind == nil }
    return false
  }

  // MARK: Values that are called

  private mutating func invocation(
    _ callee: ResolvedExpression, _ arguments: [Expression.Argument], _ range: Range<Int>, name: String
  ) -> ResolvedExpression {
    let resolved = arguments.map { resolve($0.value) }
    let names = arguments.compactMap(\.name)
    if let kind = callee.type.kind, kind != .function, isStrict {
      report(.notAFunction(name, type: callee.type.text), callee.range)
    }
    var result = ValueType.any
    if case .function(let parameters, let type) = callee.type {
      result = type
      check(resolved, names, for: parameters, named: parameterNames(of: callee), function: name, callee.range)
    }
    return ResolvedExpression(
      .invocation(callee, resolved, names: names.isEmpty ? nil : names.map(\.text)), result, range)
  }

  /// The names of a function's parameters, where its definition is known.
  private func parameterNames(of callee: ResolvedExpression) -> [String]? {
    switch callee.form {
    case .function(let parameters, _, _): parameters.map(\.name)
    case .local(let local): parameterNames[local]
    case .slot(let slot): scope.variables[slot].parameters
    default: nil
    }
  }

  /// Checks the arguments of a function that is a value.
  private mutating func check(
    _ arguments: [ResolvedExpression], _ names: [Expression.Name], for types: [ValueType], named known: [String]?,
    function: String, _ range: Range<Int>
  ) {
    // A function without known parameters may take any.
    guard isStrict, known != nil || !types.isEmpty else { return }
    if let known {
      for (index, name) in names.enumerated() {
        if !known.contains(name.text) {
          let nearest = Suggestion.nearest(to: name.text, in: known)
          report(.unknownParameter(function: function, name: name.text, nearest: nearest), name.range)
        } else if names[..<index].contains(name) {
          report(.duplicateParameter(name.text), name.range)
        }
      }
      if !names.isEmpty, let missing = known.first(where: { one in !names.contains { $0.text == one } }),
        names.allSatisfy({ known.contains($0.text) })
      {
        report(.missingParameter(function: function, name: missing), range)
        return
      }
    }
    if arguments.count != types.count {
      guard names.isEmpty || known == nil else { return }
      report(
        .argumentCount(function: function, given: arguments.count, accepted: [types.count], takesMore: false), range)
      return
    }
    for (index, argument) in arguments.enumerated() {
      let place = names.isEmpty ? index : known?.firstIndex(of: names[index].text)
      guard let place, types.indices.contains(place), !argument.type.mayBeArgument(of: types[place]) else { continue }
      let parameter = known.map { $0[place] } ?? String(place + 1)
      report(
        .argumentType(
          function: function, parameter: parameter, expected: types[place].text, given: argument.type.text),
        argument.range)
    }
  }

  // MARK: Functions of the table

  private mutating func call(
    _ definition: FunctionDefinition, _ arguments: [Expression.Argument], _ nameRange: Range<Int>, _ range: Range<Int>
  ) -> ResolvedExpression {
    if let literal = temporalLiteral(definition.name, arguments, range) { return literal }
    if definition.name == "in state", let argument = arguments.first?.value { checkState(argument) }
    let isNamed = arguments.first?.name != nil
    let resolved = resolve(arguments, for: definition)
    let problem =
      isNamed
      ? nameProblem(definition, arguments, nameRange) : countProblem(definition, arguments.count, nameRange)
    let fitting: [(overload: FunctionOverload, arguments: [ResolvedExpression])] = definition.overloads.compactMap {
      overload in
      let ordered =
        isNamed
        ? Resolver.ordered(resolved, named: arguments.compactMap(\.name?.text), for: overload, range)
        : overload.accepts(count: resolved.count) ? resolved : nil
      return ordered.map { (overload, $0) }
    }
    let possible = fitting.filter { candidate in
      candidate.arguments.indices.allSatisfy {
        candidate.arguments[$0].type.mayBeArgument(of: candidate.overload.parameter(at: $0).type)
      }
    }
    if isStrict {
      if let problem {
        report(problem.problem, problem.range)
      } else if possible.isEmpty, let first = fitting.first {
        reportArgument(definition.name, first.overload, first.arguments)
      }
    }
    if problem == nil { checkValues(definition.name, (possible.first ?? fitting.first)?.arguments ?? []) }
    guard let chosen = possible.first ?? fitting.first else {
      return ResolvedExpression(
        .failure(.arguments(function: definition.name, kinds: resolved.map(\.type.text))), .any, range)
    }
    let candidates = isNamed ? [chosen.overload] : (possible.isEmpty ? fitting : possible).map(\.overload)
    let overloads = candidates.map { $0.specialized(for: chosen.arguments.map(\.constant)) }
    var type = chosen.overload.result
    for overload in overloads.dropFirst() { type = type.joined(with: overload.result) }
    if !possible.isEmpty { type = TypeResults.type(of: definition.name, chosen.arguments, declared: type) }
    let call = FunctionCall(name: definition.name, overloads: overloads)
    return ResolvedExpression(.call(call, chosen.arguments), type, range)
  }

  /// The arguments; the function that `sort` and `list replace` take is one of the list's members.
  private mutating func resolve(
    _ arguments: [Expression.Argument], for definition: FunctionDefinition
  ) -> [ResolvedExpression] {
    guard ["sort", "list replace"].contains(definition.name),
      let list = arguments.firstIndex(where: { $0.name?.text == "list" }) ?? (arguments.isEmpty ? nil : 0)
    else { return arguments.map { resolve($0.value) } }
    let first = resolve(arguments[list].value)
    let element = first.type == .null || first.type.elementType == .null ? .any : first.type.elementType
    return arguments.enumerated().map { index, argument in
      if index == list { return first }
      if case .function(let parameters, let body) = argument.value.form {
        return resolveFunction(parameters, body, argument.value.range, handed: element)
      }
      return resolve(argument.value)
    }
  }

  /// Of functions that look for a member in a list: neither may hold what the other's enumeration lacks.
  private mutating func checkValues(_ function: String, _ arguments: [ResolvedExpression]) {
    guard ["list contains", "index of"].contains(function), arguments.count == 2 else { return }
    checkAllowed(arguments[1], in: arguments[0].type.elementType)
    checkAllowed(arguments[0], in: .list(arguments[1].type))
  }

  /// A state that is asked for by name must be there.
  private mutating func checkState(_ argument: Expression) {
    guard isStrict, let states = scope.states, case .string(let id) = argument.form, !states.contains(id) else {
      return
    }
    report(.unknownState(id, nearest: Suggestion.nearest(to: id, in: states.sorted())), argument.range)
  }

  /// A literal written as a call is a constant; one that cannot be read is an error here and now.
  private mutating func temporalLiteral(
    _ name: String, _ arguments: [Expression.Argument], _ range: Range<Int>
  ) -> ResolvedExpression? {
    guard arguments.count == 1, case .string(let text) = arguments[0].value.form,
      ["from", nil].contains(arguments[0].name?.text), let read = TemporalLiteral.value(of: name, text)
    else { return nil }
    if let value = read {
      return TemporalLiteral.resolved(value, range)
    }
    if isStrict { report(.unreadableLiteral(what: name, text: text), arguments[0].value.range) }
    return ResolvedExpression(.failure(.unreadable(what: name, text: text)), .any, range)
  }

  private func countProblem(
    _ definition: FunctionDefinition, _ count: Int, _ range: Range<Int>
  ) -> SyntaxFailure? {
    guard !definition.overloads.contains(where: { $0.accepts(count: count) }) else { return nil }
    let counts = Set(definition.overloads.flatMap { overload in overload.requiredCount...overload.parameters.count })
    let takesMore = definition.overloads.contains { $0.parameters.last?.isVariadic == true }
    return SyntaxFailure(
      .argumentCount(function: definition.name, given: count, accepted: counts.sorted(), takesMore: takesMore), range)
  }

  private func nameProblem(
    _ definition: FunctionDefinition, _ arguments: [Expression.Argument], _ range: Range<Int>
  ) -> SyntaxFailure? {
    let given = arguments.compactMap(\.name)
    let known = definition.overloads.flatMap { $0.parameters.map(\.name) }
    for name in given where !known.contains(name.text) {
      let nearest = Suggestion.nearest(to: name.text, in: known)
      return SyntaxFailure(
        .unknownParameter(function: definition.name, name: name.text, nearest: nearest), name.range)
    }
    for (index, name) in given.enumerated() where given[..<index].contains(name) {
      return SyntaxFailure(.duplicateParameter(name.text), name.range)
    }
    let names = given.map(\.text)
    if definition.overloads.contains(where: { $0.accepts(names: names) }) { return nil }
    for overload in definition.overloads {
      guard names.allSatisfy({ name in overload.parameters.contains { $0.name == name } }) else { continue }
      if let missing = overload.parameters.first(where: { !$0.isOptional && !names.contains($0.name) }) {
        return SyntaxFailure(.missingParameter(function: definition.name, name: missing.name), range)
      }
    }
    return SyntaxFailure(
      .argumentCount(
        function: definition.name, given: given.count,
        accepted: Set(definition.overloads.map(\.parameters.count)).sorted(), takesMore: false), range)
  }

  /// Named arguments in the order of the parameters; nil where they do not fit the overload.
  private static func ordered(
    _ arguments: [ResolvedExpression], named names: [String], for overload: FunctionOverload, _ range: Range<Int>
  ) -> [ResolvedExpression]? {
    guard names.count == arguments.count, overload.accepts(names: names) else { return nil }
    var ordered: [ResolvedExpression] = []
    for parameter in overload.parameters {
      if let index = names.firstIndex(of: parameter.name) {
        ordered.append(arguments[index])
      } else {
        ordered.append(ResolvedExpression(.constant(.null), .null, range))
      }
    }
    while let last = overload.parameters.indices.contains(ordered.count - 1) ? ordered.count - 1 : nil,
      !names.contains(overload.parameters[last].name)
    {
      ordered.removeLast()
    }
    return ordered
  }

  private mutating func reportArgument(
    _ name: String, _ overload: FunctionOverload, _ arguments: [ResolvedExpression]
  ) {
    for (index, argument) in arguments.enumerated() {
      let parameter = overload.parameter(at: index)
      guard !argument.type.mayBeArgument(of: parameter.type) else { continue }
      report(
        .argumentType(
          function: name, parameter: parameter.name, expected: parameter.type.text, given: argument.type.text),
        argument.range)
      return
    }
  }
}

extension FunctionOverload {
  /// Arguments that cannot be left out.
  var requiredCount: Int { parameters.count { !$0.isOptional } }

  func accepts(count: Int) -> Bool {
    guard count >= requiredCount else { return false }
    return count <= parameters.count || parameters.last?.isVariadic == true
  }

  func accepts(names: [String]) -> Bool {
    names.allSatisfy { name in parameters.contains { $0.name == name } }
      && parameters.allSatisfy { $0.isOptional || names.contains($0.name) }
  }

  /// The parameter that an argument is for; a variadic last one takes all further.
  func parameter(at index: Int) -> Parameter { parameters[min(index, parameters.count - 1)] }
}
