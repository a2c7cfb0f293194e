// A boxed expression of a decision in, its keys as a decision file writes them out: for `rule show` and its JSON.

import KoshaRules
import KoshaSource

/// Describes the boxed expressions other than tables, literal expressions and contexts.
struct BoxedDescription {
  /// What describes a part.
  let logic: (DecisionLogic) -> Value

  /// The part of the JSON document.
  func value(of boxed: DecisionLogic) -> Value {
    switch boxed {
    case .list(let elements): one("list", .list(elements.map(logic)))
    case .relation(let columns, let rows):
      one(
        "relation",
        context([
          ("columns", .list(columns.map(Value.string))), ("rows", .list(rows.map { .list($0.map(logic)) })),
        ]))
    case .function(let function):
      one(
        "function",
        context([
          ("parameters", context(function.parameters.map { ($0.name, .string($0.coercion?.type.text ?? "any")) })),
          ("body", function.body.map(logic) ?? .null),
        ]))
    case .invocation(let invocation):
      one(
        "invoke",
        context([
          ("function", .string(invocation.callee.text)),
          ("with", context(invocation.bindings.map { ($0.name, logic($0.logic)) })),
        ]))
    case .conditional(let condition, let then, let otherwise, _):
      one(
        "conditional", context([("if", logic(condition)), ("then", logic(then)), ("else", logic(otherwise))]))
    case .filter(let filter):
      one("filter", context([("in", logic(filter.source)), ("match", logic(filter.match))]))
    case .iteration(let loop): one("for", self.loop(loop, "return"))
    case .quantified(let isEvery, let loop): one(isEvery ? "every" : "some", self.loop(loop, "satisfies"))
    case .expression, .context, .table, .typed: logic(boxed)
    }
  }

  /// The lines of the display: a label, and the part that stands after or below it.
  func lines(of boxed: DecisionLogic) -> [(label: String, part: DecisionLogic?)] {
    switch boxed {
    case .list(let elements): elements.map { ("-", $0) }
    case .relation(let columns, let rows):
      rows.flatMap { row in [("-", nil)] + zip(columns, row).map { ("  \($0):", $1) } }
    case .function(let function):
      [("function(\(function.parameters.map(\.name).joined(separator: ", ")))", function.body)]
    case .invocation(let invocation):
      [(invocation.callee.text, nil)] + invocation.bindings.map { ("  \($0.name):", $0.logic) }
    case .conditional(let condition, let then, let otherwise, _):
      [("if", condition), ("then", then), ("else", otherwise)]
    case .filter(let filter): [("in", filter.source), ("match", filter.match)]
    case .iteration(let loop): [("for \(loop.name) in", loop.source), ("return", loop.body)]
    case .quantified(let isEvery, let loop):
      [("\(isEvery ? "every" : "some") \(loop.name) in", loop.source), ("satisfies", loop.body)]
    case .expression, .context, .table, .typed: [("", boxed)]
    }
  }

  private func loop(_ loop: BoxedLoop, _ key: String) -> Value {
    context([("name", .string(loop.name)), ("in", logic(loop.source)), (key, logic(loop.body))])
  }

  private func one(_ key: String, _ value: Value) -> Value { context([(key, value)]) }

  private func context(_ entries: [(String, Value)]) -> Value {
    .context(Context(entries.map { Context.Entry($0.0, $0.1) }))
  }
}
