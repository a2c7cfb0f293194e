// Executable content in, actions out.

import KoshaFlow
import KoshaRules
import KoshaSource

extension ChartWriter {
  mutating func actions(_ content: [ChartContent]) -> [YAMLText] {
    var actions: [YAMLText] = []
    for item in content { actions += action(item) }
    return actions
  }

  private mutating func action(_ content: ChartContent) -> [YAMLText] {
    switch content {
    case .raise(let event): return [.mapping([("raise", .string(self.event(event.value, at: event.span)))])]
    case .branch(let parts, let otherwise): return branch(parts[...], otherwise)
    case .foreach(let array, let item, let index, let body): return foreach(array, item, index, body)
    case .log(let label, let value): return log(label, value)
    case .assign(let location, let value): return assign(location, value)
    case .script(let value): return script(value)
    case .send(let send): return self.send(send)
    case .cancel(let id): return [.mapping([("cancel", text(id))])]
    case .own(let action): return [action]
    case .unknown(let name, let span):
      expressions.bag.add(SCXMLProblem.unsayable("<\(name)>", .construct("<\(name)>")), at: span)
      return [failure("<\(name)>")]
    }
  }

  /// An action that fails, so that `error.execution` comes and the block ends.
  func failure(_ original: String) -> YAMLText {
    .mapping([("log", .string(FailingExpression.piece(original, for: .value).text))])
  }

  private mutating func branch(
    _ parts: ArraySlice<(condition: LocatedText, content: [ChartContent])>, _ otherwise: [ChartContent]
  ) -> [YAMLText] {
    guard let first = parts.first else { return actions(otherwise) }
    var pairs: [YAMLPair] = [
      ("if", .string(expressions.condition(first.condition).text)), ("then", .sequence(actions(first.content))),
    ]
    let rest = branch(parts.dropFirst(), otherwise)
    if !rest.isEmpty { pairs.append(("else", .sequence(rest))) }
    return [.mapping(pairs)]
  }

  /// In SCXML item and index are variables of the document and keep their values; the index counts from 0.
  private mutating func foreach(
    _ array: LocatedText, _ item: LocatedText, _ index: LocatedText?, _ body: [ChartContent]
  ) -> [YAMLText] {
    if isOurs {
      var pairs: [YAMLPair] = [("foreach", .string(array.text)), ("as", .string(item.text))]
      if let index { pairs.append(("index", .string(index.text))) }
      return [.mapping(pairs + [("do", .sequence(actions(body)))])]
    }
    for variable in [item, index].compactMap({ $0 }) where names.fields[variable.text] == nil {
      return [
        .mapping([
          (
            "log",
            .string(
              expressions.failing(
                variable, ECMAScriptFault(kind: .syntax, range: 0..<variable.text.utf8.count), for: .value
              ).text)
          )
        ])
      ]
    }
    let list = expressions.value(array, for: .list)
    // What can never be a list fails when it is reached, as SCXML has it, and not when the workflow is checked.
    let said = [.list, .any].contains(list.kind) ? list : FailingExpression.piece(array.text, for: .list)
    var copies: [YAMLPair] = []
    let member = vocabulary.field(for: "member")
    if let field = names.fields[item.text] { copies.append((field, .string(member))) }
    var pairs: [YAMLPair] = [("foreach", .string(said.text)), ("as", .string(member))]
    if let index, let field = names.fields[index.text] {
      let number = vocabulary.field(for: "number")
      pairs.append(("index", .string(number)))
      copies.append((field, .string("\(number) - 1")))
    }
    return [.mapping(pairs + [("do", .sequence([.mapping([("assign", .mapping(copies))])] + actions(body)))])]
  }

  private mutating func log(_ label: LocatedText?, _ value: LocatedText?) -> [YAMLText] {
    guard let value else { return label.map { [.mapping([("log", .string(FEELPiece.string($0.text).text))])] } ?? [] }
    let said = expressions.value(value)
    guard let label, !label.text.isEmpty, !isOurs else { return [.mapping([("log", .string(said.text))])] }
    let text = FEELPiece.string("\(label.text): ").combined(.add, said.asText, .string)
    return [.mapping([("log", .string(text.text))])]
  }

  // MARK: Assignments

  private mutating func assign(_ location: LocatedText, _ value: ChartValue) -> [YAMLText] {
    if isOurs {
      guard case .expression(let text) = value else { return [] }
      return [.mapping([("assign", .mapping([(location.text, .string(text.text))]))])]
    }
    return [assignment(location, self.value(value))]
  }

  /// One variable, or a part of what it holds.
  mutating func assignment(_ location: LocatedText, _ value: FEELPiece) -> YAMLText {
    if let field = names.fields[location.text] {
      return .mapping([("assign", .mapping([(field, .string(value.text))]))])
    }
    do throws(ECMAScriptFault) {
      let target = try self.target(try ECMAScriptParser.expression(location.text), value)
      return .mapping([("assign", .mapping([(target.field, .string(target.value.text))]))])
    } catch {
      return .mapping([("log", .string(expressions.failing(location, error, for: .value).text))])
    }
  }

  /// A location as the field it lies in, and what that field then holds.
  private func target(
    _ location: ECMAScriptExpression, _ value: FEELPiece
  ) throws(ECMAScriptFault) -> (field: String, value: FEELPiece) {
    let translator = ECMAScriptTranslator(names: names)
    switch location.form {
    case .name(let name):
      guard let field = names.fields[name] else {
        throw ECMAScriptFault(kind: .unknownName(name), range: location.range)
      }
      return (field, value)
    case .member(let object, let key):
      let whole = try translator.value(object)
      return try target(object, .call("context put", [whole, .string(key), value], .context))
    case .index(let object, let key):
      let (whole, key) = (try translator.value(object), try translator.value(key))
      let changed: FEELPiece =
        key.kind == .string
        ? .call("context put", [whole, key, value], .context)
        : .call("list replace", [whole, key.plus(1), value], .list)
      return try target(object, changed)
    default: throw ECMAScriptFault(kind: .syntax, range: location.range)
    }
  }

  // MARK: Scripts

  private mutating func script(_ value: ChartValue) -> [YAMLText] {
    let text: LocatedText
    switch value {
    case .text(let given), .expression(let given): text = given
    case .file(let name):
      guard let given = children.text(ofFile: name) else { return [] }
      text = given
    case .chart(_, let span), .markup(let span):
      expressions.bag.add(SCXMLProblem.unsayable("<script>", .markup), at: span)
      return [failure("<script>")]
    }
    do throws(ECMAScriptFault) {
      var actions: [YAMLText] = []
      for statement in try ECMAScriptParser.script(text.text) { actions += try self.statement(statement) }
      return actions
    } catch {
      let first = text.text.split { $0.isNewline }.first { line in line.contains { !$0.isWhitespace } } ?? ""
      let shown = first.split { $0.isWhitespace }.joined(separator: " ")
      expressions.tell(text, error)
      return [failure(shown)]
    }
  }

  private func statement(_ statement: ECMAScriptStatement) throws(ECMAScriptFault) -> [YAMLText] {
    let translator = ECMAScriptTranslator(names: names)
    switch statement {
    case .declaration(let name, let value, let range):
      guard let value else { return [] }
      return [try set(ECMAScriptExpression(.name(name), range), try translator.value(value))]
    case .branch(let condition, let then, let otherwise):
      var lists: [[YAMLText]] = [[], []]
      for inner in then { lists[0] += try self.statement(inner) }
      for inner in otherwise { lists[1] += try self.statement(inner) }
      var pairs: [YAMLPair] = [
        ("if", .string(try translator.condition(condition).text)), ("then", .sequence(lists[0])),
      ]
      if !lists[1].isEmpty { pairs.append(("else", .sequence(lists[1]))) }
      return [.mapping(pairs)]
    case .expression(let expression):
      switch expression.form {
      case .assignment(let sign, let target, let value):
        guard !sign.isEmpty else { return [try set(target, try translator.value(value))] }
        let combined = ECMAScriptExpression(.binary(sign, target, value), expression.range)
        return [try set(target, try translator.value(combined))]
      case .step(let amount, let target):
        let one = ECMAScriptExpression(.number("1"), expression.range)
        let combined = ECMAScriptExpression(.binary(amount > 0 ? "+" : "-", target, one), expression.range)
        return [try set(target, try translator.value(combined))]
      case .call(let callee, let arguments):
        if case .member(let list, "push") = callee.form {
          var values: [FEELPiece] = [try translator.value(list)]
          for argument in arguments { values.append(try translator.value(argument)) }
          return [try set(list, .call("append", values, .list))]
        }
        _ = try translator.value(expression)
        return []
      default:
        _ = try translator.value(expression)
        return []
      }
    }
  }

  private func set(_ location: ECMAScriptExpression, _ value: FEELPiece) throws(ECMAScriptFault) -> YAMLText {
    let target = try target(location, value)
    return .mapping([("assign", .mapping([(target.field, .string(target.value.text))]))])
  }

  // MARK: Names

  /// An event's name; what no name may hold becomes `_`.
  mutating func event(_ name: String, at span: SourceSpan) -> String {
    if isOurs { return name }
    let renamed = ECMAScriptTranslator.renamedEvent(name)
    if Identifier.isEvent(renamed) { return renamed }
    let mended = ChartVocabulary.mended(renamed)
    expressions.bag.add(SCXMLProblem.renamed(.event, from: name, to: mended), at: span)
    return mended
  }

  /// An event pattern.
  mutating func pattern(_ pattern: Located<String>) -> String {
    if isOurs || pattern.value == "*" { return pattern.value }
    for suffix in [".*", "."] where pattern.value.hasSuffix(suffix) {
      return event(String(pattern.value.dropLast(suffix.count)), at: pattern.span) + suffix
    }
    return event(pattern.value, at: pattern.span)
  }

  /// A text as written, or FEEL behind `=`.
  mutating func text(_ text: ChartText) -> YAMLText {
    switch text {
    case .literal(let text): return .string(text.text)
    case .expression(let text):
      if let literal = expressions.literal(text) { return .string(literal) }
      return .string("= " + expressions.value(text, for: .text).text)
    }
  }
}
