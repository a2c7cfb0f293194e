// A value and the type of where it goes in; strings out that an enumeration there does not hold.

import KoshaSource

extension Resolver {
  /// Reports the string constants that may be the value, or members or entries of it, and that an enumeration of the
  /// type does not hold.
  mutating func checkAllowed(_ expression: ResolvedExpression, in type: ValueType) {
    guard isStrict else { return }
    switch type {
    case .enumeration(let allowed): checkAllowed(expression, in: type, allowed)
    case .list(let element):
      guard element.holdsEnumeration else { return }
      checkMembers(of: expression, in: element)
    case .context(let fields):
      guard case .context(let entries) = expression.form else {
        passThrough(expression, type)
        return
      }
      for entry in entries {
        if let field = fields.first(where: { $0.name == entry.name }) { checkAllowed(entry.value, in: field.type) }
      }
    default: return
    }
  }

  private mutating func checkAllowed(_ expression: ResolvedExpression, in type: ValueType, _ allowed: [String]) {
    switch expression.form {
    case .constant(.string(let text)): checkAllowed(text, allowed, expression.range)
    case .constant(.list):
      for member in constantMembers[expression.range] ?? [] { checkAllowed(member, in: type) }
    case .list(let members):
      for member in members { checkAllowed(member, in: type) }
    case .unaryComparison(let operation, let operand) where !operation.isOrdering:
      checkAllowed(operand, in: type)
    default: passThrough(expression, type)
    }
  }

  /// Looks at what an expression hands on as its value.
  private mutating func passThrough(_ expression: ResolvedExpression, _ type: ValueType) {
    switch expression.form {
    case .conditional(_, let then, let otherwise):
      checkAllowed(then, in: type)
      checkAllowed(otherwise, in: type)
    case .local(let local):
      if let value = entryValues[local] { checkAllowed(value, in: type) }
    case .path(let base, let name):
      if case .context(let entries) = base.form, let entry = entries.last(where: { $0.name == name }) {
        checkAllowed(entry.value, in: type)
      }
    case .filter(let list, let predicate, _) where predicate.type.kind == .number:
      checkMembers(of: list, in: type)
    case .invocation(let callee, _, _):
      var callee = callee
      if case .local(let local) = callee.form, let value = entryValues[local] { callee = value }
      if case .function(_, let body, _) = callee.form { checkAllowed(body, in: type) }
    case .call(let call, let arguments):
      if ["min", "max"].contains(call.name) {
        for argument in arguments {
          if argument.type.kind == .list {
            checkMembers(of: argument, in: type)
          } else {
            checkAllowed(argument, in: type)
          }
        }
      }
    default: return
    }
  }

  /// The same for the members of what is, or gives, a list.
  private mutating func checkMembers(of list: ResolvedExpression, in element: ValueType) {
    switch list.form {
    case .list(let members):
      for member in members { checkAllowed(member, in: element) }
    case .constant(.list):
      for member in constantMembers[list.range] ?? [] { checkAllowed(member, in: element) }
    case .iteration(_, let body, _): checkAllowed(body, in: element)
    case .filter(let source, let predicate, _) where predicate.type.kind != .number:
      checkMembers(of: source, in: element)
    case .call(let call, let arguments):
      guard let role = ListRole(call.name) else { return }
      for (index, argument) in arguments.enumerated() {
        switch role.part(index) {
        case .list: checkMembers(of: argument, in: element)
        case .member: checkAllowed(argument, in: element)
        case .other: break
        }
      }
    default: passThrough(list, .list(element))
    }
  }

  private mutating func checkAllowed(_ text: String, _ allowed: [String], _ range: Range<Int>) {
    guard !allowed.contains(where: { $0.utf8.elementsEqual(text.utf8) }) else { return }
    report(
      .valueOutsideEnumeration(text, allowed: allowed, nearest: Suggestion.nearest(to: text, in: allowed)), range)
  }

  /// Reports an enumeration one of whose values the expected one lacks.
  mutating func checkPossibleValues(of value: ResolvedExpression, in expected: ValueType) {
    guard case .enumeration(let own) = value.type, case .enumeration(let allowed) = expected,
      let outside = own.first(where: { !allowed.contains($0) })
    else { return }
    // Where the value is written out, each of its constants has been looked at.
    switch value.form {
    case .slot, .path, .local, .invocation, .filter: break
    default: return
    }
    report(
      .mayBeOutsideEnumeration(outside, allowed: allowed, nearest: Suggestion.nearest(to: outside, in: allowed)),
      value.range)
  }
}

/// What the arguments of a function that gives a list have to do with its members.
private enum ListRole {
  /// One list, or several, handed on.
  case lists
  /// The first is a list and the others are added to it.
  case adding
  /// The first is a list and the third is added to it.
  case replacing
  /// The first is a list handed on.
  case first

  enum Part {
    case list, member, other
  }

  init?(_ function: String) {
    switch function {
    case "concatenate", "union": self = .lists
    case "append": self = .adding
    case "insert before", "list replace": self = .replacing
    case "reverse", "sort", "distinct values", "sublist", "remove": self = .first
    default: return nil
    }
  }

  func part(_ index: Int) -> Part {
    if index == 0 { return .list }
    switch self {
    case .lists: return .list
    case .adding: return .member
    case .replacing: return index == 2 ? .member : .other
    case .first: return .other
    }
  }
}

extension ValueType {
  /// Whether an enumeration stands anywhere in it.
  fileprivate var holdsEnumeration: Bool {
    switch self {
    case .enumeration: true
    case .list(let element): element.holdsEnumeration
    case .context(let fields): fields.contains { $0.type.holdsEnumeration }
    default: false
    }
  }
}
