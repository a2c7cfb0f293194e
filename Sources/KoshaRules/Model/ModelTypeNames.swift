// Types of the workflow language in, item definitions and the names that refer to them out (DMN 1.5 §7.3.3).

import KoshaSource

/// Names types as they are asked for; one type has one name.
struct ModelTypeNames {
  private(set) var definitions: [ItemDefinitionSyntax] = []
  private var names: [ValueType: String] = [:]
  private var taken: Set<String> = []

  /// How DMN refers to a type; nil where any value is of it.
  ///
  /// - Parameter hint: what the type is first used for, which names it.
  mutating func reference(to type: ValueType, for hint: String, at span: SourceSpan) -> TypeSyntax? {
    guard let name = name(of: type, hint, span) else { return nil }
    return .named(Located(name, at: span))
  }

  private mutating func name(of type: ValueType, _ hint: String, _ span: SourceSpan) -> String? {
    if let known = names[type] { return known }
    var item = ItemDefinitionSyntax(name: Located("", at: span))
    func located(_ name: String?) -> TypeSyntax { .named(Located(name ?? "Any", at: span)) }
    switch type {
    case .any, .null, .range, .function: return nil
    case .string, .number, .boolean, .date, .time, .dateAndTime, .daysAndTimeDuration, .yearsAndMonthsDuration:
      return type.text
    case .enumeration(let values):
      item.base = located("string")
      let text = values.map(ExpressionText.string).joined(separator: ", ")
      item.allowed = LocatedText(text: text, span: span, map: OffsetMap(verbatimAt: span.range.lowerBound))
    case .list(let member):
      item.base = located(name(of: member, hint + "_item", span))
      item.isCollection = true
    case .context(let fields):
      guard !fields.isEmpty else { return nil }
      item.components = fields.map { component($0, of: hint, span) }
    case .document: item.components = ValueType.documentFields.map { component($0, of: hint, span) }
    }
    item.name.value = unused(type == .document ? "document" : hint)
    names[type] = item.name.value
    definitions.append(item)
    return item.name.value
  }

  private mutating func component(
    _ field: ValueType.Field, of hint: String, _ span: SourceSpan
  ) -> ItemDefinitionSyntax {
    let name = name(of: field.type, field.name, span) ?? "Any"
    return ItemDefinitionSyntax(name: Located(field.name, at: span), base: .named(Located(name, at: span)))
  }

  /// `tFundSelection` for `fund_selection`, with a number where another type has that name.
  private mutating func unused(_ hint: String) -> String {
    var name = "t"
    for part in hint.split(separator: "_") { name += part.prefix(1).uppercased() + part.dropFirst() }
    var (candidate, number) = (name, 1)
    while !taken.insert(candidate).inserted {
      number += 1
      candidate = "\(name)_\(number)"
    }
    return candidate
  }
}
