// The tree of an ECMAScript expression in, the FEEL that means the same out, or what FEEL cannot say and where.

import KoshaRules

/// The names of a document and the kinds of their values.
struct ChartNames: Sendable {
  /// What a data item or a variable of a loop or script is called in the workflow.
  var fields: [String: String] = [:]
  /// The kinds, by the document's names; any where absent.
  var kinds: [String: ValueKind] = [:]
  /// What states are called in the workflow; a condition on any other state is false.
  var states: [String: String] = [:]

  func kind(of name: String) -> ValueKind { kinds[name] ?? .any }
}

/// Says ECMAScript in FEEL.
struct ECMAScriptTranslator {
  let names: ChartNames

  typealias Source = ECMAScriptExpression

  static let processor = "http://www.w3.org/TR/scxml/#SCXMLEventProcessor"

  /// An expression where a condition is wanted.
  func condition(_ source: Source) throws(ECMAScriptFault) -> FEELPiece {
    switch source.form {
    case .binary("&&", let left, let right): return try condition(left).and(try condition(right))
    case .binary("||", let left, let right): return try condition(left).or(try condition(right))
    case .prefix("!", let inner): return try condition(inner).negated
    default: return try value(source).asCondition
    }
  }

  /// An expression where its value is wanted.
  func value(_ source: Source) throws(ECMAScriptFault) -> FEELPiece {
    switch source.form {
    case .undefined, .null: return .null
    case .boolean(let value): return .boolean(value)
    case .string(let text): return .string(Self.renamedEvent(text))
    case .number(let text):
      guard let number = Decimal128(Self.normalised(text)) else { throw unsupported(text, source) }
      return FEELPiece(.number(number), .number)
    case .name(let name): return try variable(name, source)
    case .array(let items):
      var pieces: [FEELPiece] = []
      for item in items { pieces.append(try value(item)) }
      return .list(pieces)
    case .object(let entries):
      var pieces: [(String, FEELPiece)] = []
      for entry in entries {
        pieces.removeAll { $0.0 == entry.key }
        pieces.append((entry.key, try value(entry.value)))
      }
      return .context(pieces)
    case .member(let object, let name): return try member(of: object, name, source)
    case .index(let object, let key): return try element(of: object, key)
    case .call(let callee, let arguments): return try call(callee, arguments, source)
    case .prefix(let sign, let inner): return try prefixed(sign, inner, source)
    case .conditional(let test, let then, let otherwise):
      return .conditional(try condition(test), try value(then), try value(otherwise))
    case .binary(let sign, let left, let right): return try binary(sign, left, right, source)
    case .assignment, .step: throw unsupported("=", source)
    }
  }

  // MARK: Names

  private func variable(_ name: String, _ source: Source) throws(ECMAScriptFault) -> FEELPiece {
    if let field = names.fields[name] { return .name(field, names.kind(of: name)) }
    switch name {
    case "_event": return .event
    case "_sessionid": return FEELPiece.name("case", .context).entry("id", .string)
    case "_name": return FEELPiece.name("case", .context).entry("workflow", .string)
    case "_ioprocessors":
      let processor = FEELPiece.context([("location", FEELPiece.name("case", .context).entry("id", .string))])
      return .context([("scxml", processor), (Self.processor, processor)])
    default: throw ECMAScriptFault(kind: .unknownName(name), range: source.range)
    }
  }

  /// `_event` and its fields (SCXML §5.10.1) by the names they have here.
  private func eventField(_ name: String, _ source: Source) throws(ECMAScriptFault) -> FEELPiece {
    let event = FEELPiece.event
    switch name {
    case "name": return event.entry("name", .string)
    case "sendid": return event.entry("id", .string)
    case "origin": return event.entry("origin", .string)
    case "invokeid": return event.entry("child", .string)
    case "data": return event.entry("data")
    case "type":
      let type = event.entry("type", .string)
      return .conditional(type.compared(.equal, .string("person")), .string("external"), type)
    case "origintype":
      return .conditional(event.entry("origin", .string).compared(.equal, .null), .null, .string(Self.processor))
    default: throw unsupported("_event.\(name)", source)
    }
  }

  /// The done event of an invocation has another name here, also where a text names it.
  static func renamedEvent(_ text: String) -> String {
    let (there, here) = ("done.invoke", "done.open")
    guard text == there || text.hasPrefix(there + ".") else { return text }
    return here + text.dropFirst(there.count)
  }

  /// `.5` and `5.` with digits on both sides.
  static func normalised(_ number: String) -> String {
    var text = number.hasPrefix(".") ? "0" + number : number
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  // MARK: Members

  private func member(of object: Source, _ name: String, _ source: Source) throws(ECMAScriptFault) -> FEELPiece {
    if case .name(let root) = object.form, names.fields[root] == nil {
      switch (root, name) {
      case ("_event", _): return try eventField(name, source)
      case ("Math", "PI"): return try self.value(Source(.number("3.141592653589793"), source.range))
      case ("Math", _), ("JSON", _), ("Number", _), ("Object", _): throw unsupported("\(root).\(name)", source)
      default: break
      }
    }
    let value = try value(object)
    if value.kind == .null { throw unsupported(".\(name)", source) }
    if name == "length" {
      switch value.kind {
      case .string: return .call("string length", [value], .number)
      case .list: return .call("count", [value], .number)
      default:
        return .conditional(
          value.isOf(.string), .call("string length", [value], .number), .call("count", [value], .number))
      }
    }
    return value.entry(name)
  }

  private func element(of object: Source, _ key: Source) throws(ECMAScriptFault) -> FEELPiece {
    let value = try value(object)
    let key = try self.value(key)
    switch key.kind {
    case .number: return value.member(key.plus(1))
    case .string: return .call("get value", [value, key], .any)
    default:
      return .conditional(key.isOf(.number), value.member(key.plus(1)), .call("get value", [value, key], .any))
    }
  }

  // MARK: Operators

  private func prefixed(_ sign: String, _ inner: Source, _ source: Source) throws(ECMAScriptFault) -> FEELPiece {
    switch sign {
    case "!": return try condition(inner).negated
    case "void": return .null
    case "typeof":
      let value = try typeOperand(inner)
      return .conditional(
        value.compared(.equal, .null), .string("undefined"),
        .conditional(
          value.isOf(.number), .string("number"),
          .conditional(
            value.isOf(.string), .string("string"),
            .conditional(value.isOf(.boolean), .string("boolean"), .string("object")))))
    case "-":
      let value = try value(inner)
      if case .number(let number) = value.expression.form, let negative = Decimal128(0).subtracting(number) {
        return FEELPiece(.number(negative), .number)
      }
      return FEELPiece(.negation(value.expression), .number)
    default:
      let value = try value(inner)
      return value.kind == .number ? value : .call("number", [value.asText], .number)
    }
  }

  /// What `typeof` asks about: a name that nothing declares is undefined, not an error.
  private func typeOperand(_ source: Source) throws(ECMAScriptFault) -> FEELPiece {
    do throws(ECMAScriptFault) { return try value(source) } catch {
      if case .unknownName = error.kind { return .null }
      throw error
    }
  }

  private func binary(
    _ sign: String, _ left: Source, _ right: Source, _ source: Source
  ) throws(ECMAScriptFault) -> FEELPiece {
    switch sign {
    case "==", "===", "!=", "!==":
      let equality: FEELPiece
      if let test = try typeTest(left, right) {
        equality = test
      } else if let test = try typeTest(right, left) {
        equality = test
      } else {
        equality = self.equality(try value(left), try value(right))
      }
      return sign.hasPrefix("!") ? equality.negated : equality
    case "&&":
      let (first, second) = (try value(left), try value(right))
      if first.kind == .boolean, second.kind == .boolean { return first.and(second) }
      return .conditional(first.asCondition, second, first)
    case "||":
      let (first, second) = (try value(left), try value(right))
      if first.kind == .boolean, second.kind == .boolean { return first.or(second) }
      return .conditional(first.asCondition, first, second)
    case "??":
      let first = try value(left)
      return .conditional(first.compared(.notEqual, .null), first, try value(right))
    case "<", ">", "<=", ">=":
      guard let operation = ComparisonOperator(rawValue: sign) else { throw unsupported(sign, source) }
      return try value(left).compared(operation, try value(right))
    case "+": return sum(try value(left), try value(right))
    case "-", "*", "/", "**":
      guard let operation = ArithmeticOperator(rawValue: sign) else { throw unsupported(sign, source) }
      return try value(left).combined(operation, try value(right), .number)
    case "%":
      // The sign is the dividend's, where FEEL's modulo has the divisor's.
      let (dividend, divisor) = (try value(left), try value(right))
      let remainder = FEELPiece.call(
        "modulo", [.call("abs", [dividend], .number), .call("abs", [divisor], .number)], .number)
      return .conditional(
        dividend.compared(.less, .number(0)), FEELPiece(.negation(remainder.expression), .number), remainder)
    case "in": return try holds(left, right)
    case "instanceof":
      guard case .name("Array") = right.form else { throw unsupported(sign, source) }
      return try value(left).isOf(.list(.any))
    default: throw unsupported(sign, source)
    }
  }

  private func equality(_ left: FEELPiece, _ right: FEELPiece) -> FEELPiece {
    left.kind.isComparable(with: right.kind) ? left.compared(.equal, right) : .boolean(false)
  }

  private func sum(_ left: FEELPiece, _ right: FEELPiece) -> FEELPiece {
    if left.kind == .number, right.kind == .number { return left.combined(.add, right, .number) }
    if left.kind == .string || right.kind == .string { return left.asText.combined(.add, right.asText, .string) }
    return left.combined(.add, right, .any)
  }

  /// `typeof x == "…"`; nil for anything else.
  private func typeTest(_ left: Source, _ right: Source) throws(ECMAScriptFault) -> FEELPiece? {
    guard case .prefix("typeof", let inner) = left.form, case .string(let type) = right.form else { return nil }
    let value = try typeOperand(inner)
    switch type {
    case "undefined": return value.kind == .null ? .boolean(true) : value.compared(.equal, .null)
    case "number": return value.isOf(.number)
    case "string": return value.isOf(.string)
    case "boolean": return value.isOf(.boolean)
    case "object":
      let plain = value.isOf(.number).or(value.isOf(.string)).or(value.isOf(.boolean))
      return value.compared(.notEqual, .null).and(plain.negated)
    default: return .boolean(false)
    }
  }

  /// `"name" in object`.
  private func holds(_ key: Source, _ object: Source) throws(ECMAScriptFault) -> FEELPiece {
    if case .name("_event") = object.form, case .string(let name) = key.form {
      return .boolean(["name", "type", "sendid", "origin", "origintype", "invokeid", "data"].contains(name))
    }
    let keys = FEELPiece.call("get entries", [try value(object)], .list).entry("key", .list)
    return .call("list contains", [keys, try value(key)], .boolean)
  }

  func unsupported(_ what: String, _ source: Source) -> ECMAScriptFault {
    ECMAScriptFault(kind: .unsupported(what), range: source.range)
  }
}
