// Calls of ECMAScript's functions and methods in, FEEL's functions out.

import KoshaRules

extension ECMAScriptTranslator {
  func call(_ callee: Source, _ arguments: [Source], _ source: Source) throws(ECMAScriptFault) -> FEELPiece {
    switch callee.form {
    case .name(let name): return try function(name, arguments, source)
    case .member(let object, let name):
      if case .name(let root) = object.form, names.fields[root] == nil {
        switch root {
        case "Math": return try mathematics(name, arguments, source)
        case "JSON", "Number", "Object", "Array", "String": return try library(root, name, arguments, source)
        default: break
        }
      }
      return try method(of: try value(object), name, arguments, source)
    default: throw unsupported("()", source)
    }
  }

  private func function(_ name: String, _ arguments: [Source], _ source: Source) throws(ECMAScriptFault) -> FEELPiece {
    guard let first = arguments.first else { throw unsupported("\(name)()", source) }
    switch name {
    case "In":
      guard case .string(let id) = first.form else { return .call("in state", [try value(first)], .boolean) }
      return names.states[id].map { .call("in state", [.string($0)], .boolean) } ?? .boolean(false)
    case "String": return try value(first).asText
    case "Boolean": return try condition(first)
    case "Number", "parseFloat": return .call("number", [try value(first).asText], .number)
    case "parseInt": return .call("floor", [.call("number", [try value(first).asText], .number)], .number)
    case "isNaN": return try value(first).isOf(.number).negated
    default: throw unsupported("\(name)()", source)
    }
  }

  private func mathematics(
    _ name: String, _ arguments: [Source], _ source: Source
  ) throws(ECMAScriptFault) -> FEELPiece {
    var values: [FEELPiece] = []
    for argument in arguments { values.append(try value(argument)) }
    switch (name, values.count) {
    case ("floor", 1), ("abs", 1), ("sqrt", 1), ("exp", 1), ("log", 1): return .call(name, values, .number)
    case ("ceil", 1): return .call("ceiling", values, .number)
    // Halves go up, towards positive infinity.
    case ("round", 1):
      let half = try value(Source(.number("0.5"), source.range))
      return .call("floor", [values[0].combined(.add, half, .number)], .number)
    case ("pow", 2): return values[0].combined(.power, values[1], .number)
    case ("max", 1...), ("min", 1...): return .call(name, values, .number)
    case ("trunc", 1):
      return .conditional(
        values[0].compared(.less, .number(0)), .call("ceiling", values, .number), .call("floor", values, .number))
    default: throw unsupported("Math.\(name)", source)
    }
  }

  private func library(
    _ root: String, _ name: String, _ arguments: [Source], _ source: Source
  ) throws(ECMAScriptFault) -> FEELPiece {
    guard let first = arguments.first else { throw unsupported("\(root).\(name)", source) }
    let value = try value(first)
    switch (root, name) {
    case ("JSON", "stringify"): return value.asText
    case ("Array", "isArray"): return value.isOf(.list(.any))
    case ("Number", "isInteger"):
      return value.isOf(.number).and(value.compared(.equal, .call("floor", [value], .number)))
    case ("Object", "keys"): return .call("get entries", [value], .list).entry("key", .list)
    default: throw unsupported("\(root).\(name)", source)
    }
  }

  private func method(
    of value: FEELPiece, _ name: String, _ arguments: [Source], _ source: Source
  ) throws(ECMAScriptFault) -> FEELPiece {
    var given: [FEELPiece] = []
    for argument in arguments { given.append(try self.value(argument)) }
    switch (name, given.count) {
    case ("toString", 0): return value.asText
    case ("toUpperCase", 0): return .call("upper case", [value], .string)
    case ("toLowerCase", 0): return .call("lower case", [value], .string)
    case ("trim", 0): return .call("trim", [value], .string)
    case ("startsWith", 1): return .call("starts with", [value, given[0]], .boolean)
    case ("endsWith", 1): return .call("ends with", [value, given[0]], .boolean)
    case ("charAt", 1): return .call("substring", [value, given[0].plus(1), .number(1)], .string)
    case ("split", 1): return .call("split", [value, given[0]], .list)
    case ("join", 1): return .call("string join", [value, given[0]], .string)
    case ("concat", 1...) where value.kind != .string:
      return .call("concatenate", [asList(value)] + given.map { asList($0) }, .list)
    case ("concat", 1...): return given.reduce(value) { $0.combined(.add, $1.asText, .string) }
    case ("reverse", 0): return .call("reverse", [value], .list)
    case ("includes", 1):
      let inText = FEELPiece.call("contains", [value, given[0]], .boolean)
      let inList = FEELPiece.call("list contains", [value, given[0]], .boolean)
      return chosen(value, ofText: inText, ofList: inList)
    case ("indexOf", 1):
      let before = FEELPiece.call("substring before", [value, given[0]], .string)
      let inText = FEELPiece.conditional(
        .call("contains", [value, given[0]], .boolean), .call("string length", [before], .number), .number(-1))
      let place = FEELPiece.call("index of", [value, given[0]], .list).member(.number(1)).plus(-1)
      let inList = FEELPiece.conditional(
        .call("list contains", [value, given[0]], .boolean), place, .number(-1))
      return chosen(value, ofText: inText, ofList: inList)
    case ("slice", 1...2), ("substring", 1...2): return try part(of: value, given, name, source)
    case ("substr", 1...2):
      return .call("substring", [value, given[0].plus(1)] + given.dropFirst(), .string)
    default: throw unsupported(".\(name)()", source)
    }
  }

  /// By what the value turns out to be, where the document does not tell.
  private func chosen(_ value: FEELPiece, ofText: FEELPiece, ofList: FEELPiece) -> FEELPiece {
    switch value.kind {
    case .string: ofText
    case .list: ofList
    default: .conditional(value.isOf(.string), ofText, ofList)
    }
  }

  private func part(
    of value: FEELPiece, _ bounds: [FEELPiece], _ name: String, _ source: Source
  ) throws(ECMAScriptFault) -> FEELPiece {
    let start = bounds[0].plus(1)
    // Bounds counted from the end are another function in FEEL.
    if case .number(let number) = bounds[0].expression.form, number < Decimal128(0) { throw unsupported(name, source) }
    let length = bounds.count == 2 ? [bounds[1].combined(.subtract, bounds[0], .number)] : []
    let ofText = FEELPiece.call("substring", [value, start] + length, .string)
    if name == "substring" { return ofText }
    return chosen(value, ofText: ofText, ofList: .call("sublist", [value, start] + length, .list))
  }

  /// A value as `concat` takes it: a list as it is, any other value as a list of it alone.
  private func asList(_ value: FEELPiece) -> FEELPiece {
    switch value.kind {
    case .list: value
    case .any: .conditional(value.isOf(.list(.any)), value, .list([value]))
    default: .list([value])
    }
  }
}
