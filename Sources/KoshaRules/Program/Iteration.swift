// `for`, `some` and `every` over lists and ranges (DMN 1.5 §10.3.2.14).

/// The nested loops of one expression.
struct Iteration: Sendable {
  private struct Loop: Sendable {
    var local: Int
    var source: Node
    var end: Node?
  }

  private let loops: [Loop]
  private let range: Range<Int>

  init(_ iterators: [ResolvedExpression.Iterator], _ range: Range<Int>) {
    self.range = range
    self.loops = iterators.map {
      Loop(local: $0.local, source: ProgramCompiler.node($0.source), end: $0.end.map(ProgramCompiler.node))
    }
  }

  /// What a loop runs over, without a list in memory where it is a range.
  enum Source {
    case members([Value])
    case numbers(from: Int, step: Int, count: Int)
    case dates(from: Int, step: Int, count: Int)

    var count: Int {
      switch self {
      case .members(let members): members.count
      case .numbers(_, _, let count), .dates(_, _, let count): count
      }
    }

    subscript(index: Int) -> Value {
      switch self {
      case .members(let members): members[index]
      case .numbers(let start, let step, _): .number(Decimal128(start + step * index))
      case .dates(let start, let step, _):
        CalendarDate(daysSinceEpoch: start + step * index).map(Value.date) ?? .null
      }
    }
  }

  /// `for … return body`: the list of all values; `partial` is the list so far.
  func collecting(_ body: @escaping Node, partial: Int?) -> Node {
    return { frame in
      var results: [Value] = []
      let isComplete = run(0, &frame) { frame in
        guard results.count < frame.call.environment.limits.listLength else {
          _ = frame.fail(.limit("list length"), at: range)
          return false
        }
        if let partial {
          guard frame.step(results.count, at: range) else { return false }
          frame.locals[partial] = .list(results)
        }
        let value = body(&frame)
        results.append(value)
        // What each turn leaves behind is held until the end.
        switch value {
        case .string(let text): _ = frame.step(text.utf8.count >> 6, at: range)
        case .list(let members): _ = frame.step(members.count >> 3, at: range)
        default: break
        }
        return frame.call.remainingSteps >= 0
      }
      return isComplete ? .list(results) : .null
    }
  }

  /// `some … satisfies` and `every … satisfies` by three-valued logic.
  func quantified(_ quantifier: Expression.Quantifier, _ body: @escaping Truth) -> Truth {
    let decisive = quantifier == .some
    return { frame in
      var isUnknown = false
      var isDecided = false
      let isComplete = run(0, &frame) { frame in
        guard let holds = body(&frame) else {
          isUnknown = true
          return true
        }
        isDecided = holds == decisive
        return !isDecided
      }
      if isDecided { return decisive }
      return isUnknown || !isComplete ? nil : !decisive
    }
  }

  /// Runs the loops from the `depth`th on; false where the body or a failure ended them.
  private func run(_ depth: Int, _ frame: inout Frame, _ body: (inout Frame) -> Bool) -> Bool {
    guard depth < loops.count else { return body(&frame) }
    let loop = loops[depth]
    guard let source = source(of: loop, &frame) else { return false }
    for index in 0..<source.count {
      guard frame.step(at: range) else { return false }
      frame.locals[loop.local] = source[index]
      guard run(depth + 1, &frame, body) else { return false }
    }
    return true
  }

  private func source(of loop: Loop, _ frame: inout Frame) -> Source? {
    let value = loop.source(&frame)
    if let end = loop.end { return Iteration.span(from: value, to: end(&frame), &frame, range) }
    return Iteration.source(of: value, &frame, range)
  }

  /// What a loop over a value runs over; nil, with a remark, where it is nothing to loop over.
  static func source(of value: Value, _ frame: inout Frame, _ range: Range<Int>) -> Source? {
    switch value {
    case .list(let members): return .members(members)
    case .range(let interval):
      let whole = span(from: interval.start ?? .null, to: interval.end ?? .null, &frame, range)
      return whole.map { trimmed($0, interval) }
    case .null:
      _ = frame.fail(.type(expected: "list", value: value.excerpt), at: range)
      return nil
    default: return .members([value])
    }
  }

  /// Whole numbers or days from one to another, up or down.
  private static func span(
    from start: Value, to end: Value, _ frame: inout Frame, _ range: Range<Int>
  ) -> Source? {
    switch (start, end) {
    case (.number(let first), .number(let last)):
      guard let first = first.exactInt, let last = last.exactInt, last.magnitude < 1 << 62, first.magnitude < 1 << 62
      else { break }
      return .numbers(from: first, step: first <= last ? 1 : -1, count: abs(last - first) + 1)
    case (.date(let first), .date(let last)):
      let distance = last.daysSinceEpoch - first.daysSinceEpoch
      return .dates(from: first.daysSinceEpoch, step: distance >= 0 ? 1 : -1, count: abs(distance) + 1)
    default: break
    }
    _ = frame.fail(.operands(operation: "..", left: start.kindName, right: end.kindName), at: range)
    return nil
  }

  /// Without the ends that an open range leaves out.
  private static func trimmed(_ source: Source, _ interval: RangeValue) -> Source {
    let (first, last) = (interval.includesStart ? 0 : 1, interval.includesEnd ? 0 : 1)
    switch source {
    case .members: return source
    case .numbers(let start, let step, let count):
      return .numbers(from: start + step * first, step: step, count: max(0, count - first - last))
    case .dates(let start, let step, let count):
      return .dates(from: start + step * first, step: step, count: max(0, count - first - last))
    }
  }
}
