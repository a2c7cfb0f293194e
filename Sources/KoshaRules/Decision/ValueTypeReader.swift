// The type a YAML node names, in, its static type out: `number`, `list of date`, `[a, b]`, `{name: string}`.

public import KoshaSource
public import KoshaYAML

/// Reads types as workflows and decisions write them.
public enum ValueTypeReader {
  /// Levels of lists and contexts inside one another.
  static let maximumDepth = 8

  /// The types that have a name.
  static let named: [(name: String, type: ValueType)] = [
    ("string", .string), ("number", .number), ("boolean", .boolean), ("date", .date), ("time", .time),
    ("date and time", .dateAndTime), ("days and time duration", .daysAndTimeDuration),
    ("years and months duration", .yearsAndMonthsDuration), ("any", .any), ("document", .document),
  ]

  /// The type of a node; nil, with everything that is wrong in `bag`, where it names none.
  ///
  /// A text names a type or a `list of` one, a sequence is an enumeration, a mapping a context; a list of either is
  /// the quoted text `"list of [a, b]"` or the mapping `{list of: [a, b]}`.
  public static func read(_ node: YAMLNode, into bag: inout DiagnosticBag) -> Located<ValueType>? {
    read(node, depth: 1, into: &bag).map { Located($0, at: node.span) }
  }

  private static func read(_ node: YAMLNode, depth: Int, into bag: inout DiagnosticBag) -> ValueType? {
    guard depth <= maximumDepth else {
      bag.add(DecisionProblem.typeTooDeep(limit: maximumDepth), at: node.span)
      return nil
    }
    switch node.content {
    case .scalar(let scalar): return type(named: scalar.located, depth: depth, into: &bag)
    case .sequence(let items): return enumeration(items, at: node.span, into: &bag)
    case .mapping(let entries):
      if entries.count == 1, entries[0].key.value == "list of" {
        return read(entries[0].value, depth: depth + 1, into: &bag).map(ValueType.list)
      }
      return context(entries, at: node.span, depth: depth, into: &bag)
    }
  }

  private static func type(
    named located: LocatedText, depth: Int, into bag: inout DiagnosticBag
  ) -> ValueType? {
    if let type = named.first(where: { $0.name == located.text })?.type { return type }
    if located.text.contains(where: { $0 == "[" || $0 == "{" }), let type = ValueTypeText.type(located.text) {
      return type
    }
    var words = located.text.split(whereSeparator: { $0.isWhitespace })[...]
    var lists = 0
    while words.count > 2, words.first == "list", words.dropFirst().first == "of" {
      words = words.dropFirst(2)
      lists += 1
    }
    guard depth + lists <= maximumDepth else {
      bag.add(DecisionProblem.typeTooDeep(limit: maximumDepth), at: located.span)
      return nil
    }
    let name = words.joined(separator: " ")
    guard var type = named.first(where: { $0.name == name })?.type else {
      let nearest = Suggestion.nearest(to: name, in: named.map(\.name))
      bag.add(
        DecisionProblem.unknownType(
          located.text, nearest: nearest.map { String(repeating: "list of ", count: lists) + $0 }),
        at: located.span)
      return nil
    }
    for _ in 0..<lists { type = .list(type) }
    return type
  }

  private static func enumeration(
    _ items: [YAMLNode], at span: SourceSpan, into bag: inout DiagnosticBag
  ) -> ValueType? {
    var values: [Located<String>] = []
    var isWhole = true
    for item in items {
      guard let value = item.string(Words(ja: "列挙の値", en: "a value of the enumeration"), into: &bag) else {
        isWhole = false
        continue
      }
      if let earlier = values.first(where: { $0.value == value.value }) {
        bag.add(
          DecisionProblem.repeatedValue(value.value), at: value.span,
          related: [.init(span: earlier.span, message: DecisionProblem.firstPlace)])
        isWhole = false
      }
      values.append(value)
    }
    if items.isEmpty {
      bag.add(DecisionProblem.emptyEnumeration, at: span)
      return nil
    }
    return isWhole ? .enumeration(values.map(\.value)) : nil
  }

  private static func context(
    _ entries: [YAMLEntry], at span: SourceSpan, depth: Int, into bag: inout DiagnosticBag
  ) -> ValueType? {
    var fields: [ValueType.Field] = []
    for entry in entries {
      FieldName.check(entry.key, into: &bag)
      guard let type = read(entry.value, depth: depth + 1, into: &bag) else { continue }
      fields.append(.init(entry.key.value, type))
    }
    return fields.count == entries.count ? .context(fields) : nil
  }
}
