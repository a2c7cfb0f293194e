// Constants that a value is looked for among, sorted by kind when a program is made.

/// The members of a constant list: looking among them neither copies a value nor asks for its kind again at each.
struct ConstantMembers: Sendable {
  private var strings: [String] = []
  /// Many strings by Swift's wider equality, so that few are left to compare; empty where there are few.
  private var classes: [String: [String]] = [:]
  private var numbers: [Decimal128] = []
  private var booleans: [Bool] = []
  private var hasNull = false

  /// Up to so many strings are compared one after another: that is quicker than hashing.
  private static let scanned = 12

  /// Nil where a member is no null, boolean, number or string.
  init?(_ members: [Value]) {
    for member in members {
      switch member {
      case .null: hasNull = true
      case .boolean(let boolean): booleans.append(boolean)
      case .number(let number): numbers.append(number)
      case .string(let string): strings.append(string)
      default: return nil
      }
    }
    guard strings.count > Self.scanned else { return }
    for string in strings { classes[string, default: []].append(string) }
  }

  /// The strings that several tests compare with; nil where one of them is no constant string.
  static func strings(of tests: [ResolvedExpression]) -> ConstantMembers? {
    var members: [Value] = []
    for test in tests {
      guard case .constant(.string(let text)) = test.form else { return nil }
      members.append(.string(text))
    }
    return ConstantMembers(members)
  }

  /// Whether a member equals the value; nil for kinds that are not kept here.
  func contains(_ value: Value) -> Bool? {
    switch value {
    case .null: hasNull
    case .boolean(let boolean): booleans.contains(boolean)
    case .number(let number): numbers.contains(number)
    case .string(let text): contains(text)
    default: nil
    }
  }

  /// Whether a string is among the members.
  func contains(_ text: String) -> Bool {
    if classes.isEmpty {
      // By index: a loop over members counts a reference to each.
      for index in strings.indices where FEELString.equal(strings[index], text) { return true }
      return false
    }
    return classes[text]?.contains { FEELString.equal($0, text) } ?? false
  }
}
