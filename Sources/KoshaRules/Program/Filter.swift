// `list[…]`: a member by its place, or the members for which a condition holds (DMN 1.5 §10.3.2.5).

extension ProgramCompiler {
  static func filter(
    _ source: ResolvedExpression, _ predicate: ResolvedExpression, _ item: Int, _ range: Range<Int>
  ) -> Node {
    let source = node(source)
    if case .constant(.number(let place)) = predicate.form {
      return { frame in member(at: place, of: members(of: source(&frame)), &frame, range) }
    }
    let place = predicate.range
    if predicate.type == .number {
      let index = node(predicate)
      return { frame in
        let members = members(of: source(&frame))
        guard case .number(let place) = index(&frame) else { return .null }
        return member(at: place, of: members, &frame, range)
      }
    }
    let condition = node(predicate)
    return { frame in
      let members = members(of: source(&frame))
      var kept: [Value] = []
      for candidate in members {
        guard frame.step(at: range) else { return .null }
        frame.locals[item] = candidate
        switch condition(&frame) {
        case .boolean(true): kept.append(candidate)
        case .boolean(false), .null: break
        case .number(let place): return member(at: place, of: members, &frame, range)
        case let other: _ = frame.fail(.condition(kind: other.kindName), at: place)
        }
      }
      return .list(kept)
    }
  }

  /// A single value is a list of itself, null an empty one.
  static func members(of value: Value) -> [Value] {
    switch value {
    case .list(let members): members
    case .null: []
    default: [value]
    }
  }

  /// From 1, or from the end where negative; null where the list has no such place.
  static func member(
    at place: Decimal128, of members: [Value], _ frame: inout Frame, _ range: Range<Int>
  ) -> Value {
    guard let place = place.exactInt else {
      return frame.fail(.argument(function: "[]", parameter: "index", value: place.plainDescription), at: range)
    }
    if place > 0, place <= members.count { return members[place - 1] }
    if place < 0, place >= -members.count { return members[members.count + place] }
    return .null
  }
}
